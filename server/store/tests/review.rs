//! Review: the queue of auditors, what was asked and answered, samples, and opening an item.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod world;

use chrono::Duration;
use domain::evidence::sample::{draw, population_hash};
use domain::evidence::{Checked, GivenVerdict, Kind, Spot, Standing, Verdict, given};
use domain::{Actor, Answer, AppError, AssessmentId, EvidenceId, QuestionNo, Role, UnitId};
use store::{
    AnswerDraft, Content, NewAssessment, NewEvidence, NewSample, Place, QueueFilter, Seal,
};
use world::{World, told};

const EXPOSURE: QuestionNo = QuestionNo(5);
const KEYS: QuestionNo = QuestionNo(9);

async fn draft(world: &World, unit: UnitId) -> AssessmentId {
    let new = NewAssessment { unit, name: "Q4 2026".to_owned(), due_on: None };
    world.store.open_assessment(&world.manager, &new).await.unwrap()
}

fn note(title: &str, valid_until: &str) -> NewEvidence {
    let entry = Checked {
        kind: Kind::Note,
        title: title.to_owned(),
        file_name: None,
        url: None,
        body: Some(format!("The text of {title}.")),
        collected_on: "2026-11-20".parse().unwrap(),
        valid_until: valid_until.parse().unwrap(),
    };
    NewEvidence { entry, content: Content::Text, supersedes: None }
}

/// An organisation with an assessment of Online Store, to which Priya attaches.
struct Shop {
    world: World,
    assessment: AssessmentId,
}

impl Shop {
    async fn new() -> Self {
        let world = World::new().await;
        let assessment = draft(&world, world.online_store).await;
        Self { world, assessment }
    }

    async fn attach(&self, question: QuestionNo, title: &str, valid_until: &str) -> EvidenceId {
        let place = Place { assessment: self.assessment, question };
        let new = note(title, valid_until);
        self.world.store.attach_evidence(&self.world.assessor, place, &new).await.unwrap()
    }

    async fn judge(&self, id: EvidenceId, question: QuestionNo, given: &GivenVerdict) {
        let (store, unit) = (&self.world.store, self.world.online_store);
        store.give_verdict(&self.world.auditor, id, unit, question, given).await.unwrap();
    }

    async fn reply(&self, actor: &Actor, id: EvidenceId) -> Result<(), store::StoreError> {
        let unit = self.world.online_store;
        self.world.store.reply_to_question(actor, id, unit, EXPOSURE, "The one in Dublin.").await
    }

    async fn titles(&self, filter: &QueueFilter) -> Vec<String> {
        let rows = self.world.store.read(&self.world.auditor).queue(filter).await.unwrap();
        rows.into_iter().map(|row| row.item.title).collect()
    }

    async fn standing(&self, id: EvidenceId) -> Standing {
        let spot = Spot { unit: self.world.online_store, question: EXPOSURE, evidence: id };
        let row = self.world.store.read(&self.world.auditor).queue_spot(spot).await.unwrap();
        row.unwrap().standing
    }
}

fn verdict(verdict: Verdict, words: &str) -> GivenVerdict {
    let reason = (verdict == Verdict::Rejected).then_some(domain::evidence::RejectReason::Other);
    given(verdict, reason, words).unwrap()
}

fn waiting() -> QueueFilter {
    QueueFilter { standing: Some(Standing::Waiting), ..QueueFilter::default() }
}

#[tokio::test]
async fn what_waits_longest_comes_first_and_a_verdict_takes_it_away() {
    let shop = Shop::new().await;
    let first = shop.attach(EXPOSURE, "first", "2027-02-18").await;
    shop.world.clock.advance(Duration::days(2));
    shop.attach(KEYS, "second", "2027-02-18").await;
    assert_eq!(shop.titles(&waiting()).await, ["first", "second"]);
    shop.judge(first, EXPOSURE, &verdict(Verdict::Accepted, "")).await;
    assert_eq!(shop.titles(&waiting()).await, ["second"]);
    let accepted = QueueFilter { standing: Some(Standing::Accepted), ..QueueFilter::default() };
    assert_eq!(shop.titles(&accepted).await, ["first"]);
}

#[tokio::test]
async fn the_queue_stands_as_the_rules_say_whatever_happened_to_an_item() {
    let shop = Shop::new().await;
    let (store, actor) = (&shop.world.store, &shop.world.assessor);
    shop.attach(EXPOSURE, "pending", "2027-02-18").await;
    for (title, given) in [
        ("accepted", verdict(Verdict::Accepted, "")),
        ("rejected", verdict(Verdict::Rejected, "No.")),
        ("asked", verdict(Verdict::Asked, "Which?")),
    ] {
        let id = shop.attach(EXPOSURE, title, "2027-02-18").await;
        shop.judge(id, EXPOSURE, &given).await;
    }
    let answered = shop.attach(EXPOSURE, "answered", "2027-02-18").await;
    shop.judge(answered, EXPOSURE, &verdict(Verdict::Asked, "Which?")).await;
    shop.reply(actor, answered).await.unwrap();
    shop.attach(EXPOSURE, "expired", "2026-11-24").await;
    let withdrawn = shop.attach(EXPOSURE, "withdrawn", "2027-02-18").await;
    store.withdraw_evidence(actor, withdrawn, "Wrong file.").await.unwrap();
    shop.world.clock.advance(Duration::days(3));
    let all = store.read(&shop.world.auditor).queue(&QueueFilter::default()).await.unwrap();
    assert_eq!(all.len(), 7);
    for standing in Standing::ALL {
        let filter = QueueFilter { standing: Some(*standing), ..QueueFilter::default() };
        let by_rule: Vec<_> = all
            .iter()
            .filter(|row| row.standing == *standing)
            .map(|row| row.item.title.clone())
            .collect();
        assert_eq!(shop.titles(&filter).await, by_rule, "{standing:?}");
        assert!(!by_rule.is_empty(), "{standing:?} has a case");
    }
}

#[tokio::test]
async fn each_filter_leaves_what_it_names() {
    let shop = Shop::new().await;
    let world = &shop.world;
    shop.attach(EXPOSURE, "old", "2026-12-01").await;
    world.clock.advance(Duration::days(5));
    shop.attach(KEYS, "new", "2027-05-18").await;
    let elsewhere = draft(world, world.logistics).await;
    let place = Place { assessment: elsewhere, question: KEYS };
    let far = note("far", "2027-05-18");
    world.store.attach_evidence(&world.outsider, place, &far).await.unwrap();
    let all = QueueFilter::default();
    for (filter, expected) in [
        (QueueFilter { unit: Some(world.commerce), ..all.clone() }, vec!["old", "new"]),
        (QueueFilter { unit: Some(world.logistics), ..all.clone() }, vec!["far"]),
        (QueueFilter { question: Some(KEYS), ..all.clone() }, vec!["new", "far"]),
        (QueueFilter { older_days: Some(5), ..all.clone() }, vec!["old"]),
        (QueueFilter { older_days: Some(0), ..all.clone() }, vec!["old", "new", "far"]),
        (QueueFilter { uploader: Some(world.outsider.person), ..all.clone() }, vec!["far"]),
        (QueueFilter { expires_days: Some(3), ..all.clone() }, vec!["old"]),
        (QueueFilter { expires_days: Some(2), ..all.clone() }, vec![]),
        (QueueFilter { disagrees: true, ..all.clone() }, vec![]),
    ] {
        assert_eq!(shop.titles(&filter).await, expected, "{filter:?}");
    }
    let uploaders = world.store.read(&world.auditor).queue_uploaders().await.unwrap();
    let names: Vec<&str> = uploaders.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Kenji Ota", "Priya Raman"]);
}

#[tokio::test]
async fn where_the_inventory_disagreed_the_queue_says_so() {
    let shop = Shop::new().await;
    let world = &shop.world;
    shop.attach(QuestionNo(10), "plan", "2027-02-18").await;
    shop.attach(KEYS, "keys", "2027-02-18").await;
    let answers: Vec<AnswerDraft> = (1..=10)
        .map(|no| AnswerDraft {
            question: QuestionNo(no),
            answer: Some(if no == 10 { Answer::Yes } else { Answer::No }),
            note: String::new(),
            seen: 0,
        })
        .collect();
    world.store.save_answers(&world.assessor, shop.assessment, &answers).await.unwrap();
    world.store.submit(&world.assessor, shop.assessment).await.unwrap();
    let filter = QueueFilter { disagrees: true, ..QueueFilter::default() };
    assert_eq!(shop.titles(&filter).await, ["plan"], "a yes without a response plan");
}

#[tokio::test]
async fn only_who_gives_verdicts_has_a_queue() {
    let shop = Shop::new().await;
    shop.attach(EXPOSURE, "first", "2027-02-18").await;
    let near = shop.world.join("Jo Park", Role::Auditor, shop.world.logistics).await;
    for actor in [&shop.world.manager, &shop.world.assessor, &shop.world.admin, &near] {
        let rows = shop.world.store.read(actor).queue(&QueueFilter::default()).await.unwrap();
        assert!(rows.is_empty(), "{}", actor.name);
    }
}

#[tokio::test]
async fn an_answer_brings_the_item_back_to_the_auditor() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let id = shop.attach(EXPOSURE, "Routes", "2027-02-18").await;
    assert!(matches!(told(shop.reply(&world.assessor, id).await), AppError::Conflict(_)));
    shop.judge(id, EXPOSURE, &verdict(Verdict::Asked, "Which gateway is this?")).await;
    assert_eq!(shop.standing(id).await, Standing::Asked);
    world.clock.advance(Duration::days(1));
    shop.reply(&world.assessor, id).await.unwrap();
    assert_eq!(shop.standing(id).await, Standing::Waiting);
    let item = world.store.read(&world.auditor).evidence_item(id).await.unwrap();
    let reply = &item.places[0].replies[0];
    assert_eq!(
        (reply.body.as_str(), reply.written_by_name.as_str()),
        ("The one in Dublin.", "Priya Raman")
    );
    assert_eq!(reply.verdict_id, item.places[0].verdicts[0].id);
    shop.judge(id, EXPOSURE, &verdict(Verdict::Asked, "And the other one?")).await;
    assert_eq!(shop.standing(id).await, Standing::Asked, "an answer is one to its own question");
    world.verified().await;
}

#[tokio::test]
async fn what_was_withdrawn_waits_for_no_answer() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let id = shop.attach(EXPOSURE, "Routes", "2027-02-18").await;
    shop.judge(id, EXPOSURE, &verdict(Verdict::Asked, "Which gateway is this?")).await;
    world.store.withdraw_evidence(&world.assessor, id, "Wrong file.").await.unwrap();
    assert!(matches!(told(shop.reply(&world.assessor, id).await), AppError::Conflict(_)));
}

#[tokio::test]
async fn nobody_answers_what_they_asked_or_where_they_may_not() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let both = world.join("Jo Park", Role::Auditor, world.online_store).await;
    world
        .store
        .grant_role(&world.admin, both.person, Role::Assessor, Some(world.online_store))
        .await
        .unwrap();
    let both = world.again(both.person).await;
    let id = shop.attach(EXPOSURE, "Routes", "2027-02-18").await;
    let asked = verdict(Verdict::Asked, "Which gateway is this?");
    world.store.give_verdict(&both, id, world.online_store, EXPOSURE, &asked).await.unwrap();
    assert!(matches!(told(shop.reply(&both, id).await), AppError::Refused(_)));
    assert!(matches!(told(shop.reply(&world.auditor, id).await), AppError::Refused(_)));
    assert_eq!(told(shop.reply(&world.outsider, id).await), AppError::NotFound);
    let elsewhere =
        world.store.reply_to_question(&world.assessor, id, world.online_store, KEYS, "x");
    assert_eq!(told(elsewhere.await), AppError::NotFound);
}

#[tokio::test]
async fn a_sample_can_be_drawn_again() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let mut population = Vec::new();
    for n in 0..12 {
        let evidence = shop.attach(EXPOSURE, &format!("item {n}"), "2027-02-18").await;
        population.push(Spot { unit: world.online_store, question: EXPOSURE, evidence });
    }
    let new = NewSample {
        filter: waiting(),
        filter_query: "standing=waiting".to_owned(),
        size: 4,
        seed: "2026-11".to_owned(),
    };
    let id = world.store.draw_sample(&world.auditor, &new).await.unwrap();
    let (sample, rows) = world.store.read(&world.auditor).sample(id).await.unwrap();
    let drawn: Vec<Spot> = rows.iter().map(store::QueueRow::spot).collect();
    assert_eq!(drawn, draw(&population, "2026-11", 4));
    assert_eq!((sample.population, sample.population_sha256), (12, population_hash(&population)));
    // What happens to an item later does not take it out of the sample.
    shop.judge(drawn[0].evidence, EXPOSURE, &verdict(Verdict::Accepted, "")).await;
    let (_, rows) = world.store.read(&world.auditor).sample(id).await.unwrap();
    assert_eq!((rows.len(), rows[0].standing), (4, Standing::Accepted));
    assert_eq!(world.store.read(&world.auditor).own_samples(5).await.unwrap().len(), 1);
    world.verified().await;
}

#[tokio::test]
async fn a_sample_is_for_who_may_judge_it() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let new =
        |filter| NewSample { filter, filter_query: String::new(), size: 4, seed: "1".to_owned() };
    let empty = world.store.draw_sample(&world.auditor, &new(waiting())).await;
    assert!(matches!(told(empty), AppError::Invalid(_)), "there is nothing to draw from");
    shop.attach(EXPOSURE, "item", "2027-02-18").await;
    let none = world.store.draw_sample(&world.manager, &new(waiting())).await;
    assert!(matches!(told(none), AppError::Invalid(_)), "their queue is empty");
    let id = world.store.draw_sample(&world.auditor, &new(waiting())).await.unwrap();
    let far = world.join("Jo Park", Role::Auditor, world.logistics).await;
    for actor in [&far, &world.manager, &world.assessor] {
        assert_eq!(told(world.store.read(actor).sample(id).await), AppError::NotFound);
    }
}

#[tokio::test]
async fn an_item_is_hashed_again_whenever_it_is_opened() {
    let shop = Shop::new().await;
    let world = &shop.world;
    let mut incoming = world.store.vault().receive(1 << 20).await.unwrap();
    incoming.write(b"routes").await.unwrap();
    let kept = incoming.keep().await.unwrap();
    let path = world.store.vault().path_of(&kept.sha256).unwrap();
    let mut new = note("Routes", "2027-02-18");
    new.entry.kind = Kind::File;
    new.entry.body = None;
    new.entry.file_name = Some("routes.txt".to_owned());
    new.content = Content::File { kept, media_type: "text/plain".to_owned() };
    let place = Place { assessment: shop.assessment, question: EXPOSURE };
    let id = world.store.attach_evidence(&world.assessor, place, &new).await.unwrap();
    let open = || world.store.open_evidence(&world.auditor, id, Some(world.online_store));
    assert_eq!(open().await.unwrap().1, Seal::Whole);
    std::fs::write(&path, b"rout3s").unwrap();
    assert!(matches!(open().await.unwrap().1, Seal::Broken { .. }));
    std::fs::remove_file(&path).unwrap();
    assert_eq!(open().await.unwrap().1, Seal::Missing);
    let log = world.store.read(&world.auditor).history_of("evidence", id.0, 10).await.unwrap();
    let seals: Vec<_> = log.iter().filter(|it| it.action == "evidence.opened").collect();
    assert!(seals[0].after.contains("\"missing\"") && seals[1].after.contains("\"differs\""));
    assert!(seals[2].after.contains("\"matches\""));
    let elsewhere = world.store.open_evidence(&world.auditor, id, Some(world.logistics)).await;
    assert_eq!(told(elsewhere), AppError::NotFound, "it supports nothing there");
}
