//! Scores over time: what moves them, on which day, and what never does.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod world;

use chrono::Duration;
use domain::assessment::{Round, Step};
use domain::evidence::{Checked, CoverEnd, GivenVerdict, Kind, Verdict};
use domain::rollup::{Standing, UnitStanding, roll_up};
use domain::score::BASELINE;
use domain::trends::{Change, CoverEnded};
use domain::{
    Actor, Answer, AppError, AssessmentId, Day, EvidenceId, Points, QuestionNo, QuestionSet,
    RoundId, Support, UnitId,
};
use store::{
    AnswerDraft, Content, NewAssessment, NewEvidence, NewRound, NewUnit, Place, Source,
    quarter_ends, tally,
};
use world::{World, told};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn set(questions: &[u16]) -> QuestionSet {
    questions.iter().map(|no| QuestionNo(*no)).collect()
}

impl World {
    fn today(&self) -> Day {
        self.store.now().day()
    }

    async fn assessment(&self, unit: UnitId, name: &str) -> AssessmentId {
        let new = NewAssessment { unit, name: name.to_owned(), due_on: None };
        self.store.open_assessment(&self.manager, &new).await.unwrap()
    }

    async fn round(&self, unit: UnitId, name: &str, due: &str) -> RoundId {
        let round = Round {
            name: name.to_owned(),
            opens_on: self.today(),
            due_on: day(due),
            cadence_days: 92,
        };
        self.store.open_round(&self.manager, &NewRound { unit, round }).await.unwrap()
    }

    /// Yes to these questions and no to all others, submitted.
    async fn submit(&self, id: AssessmentId, yes: &[u16]) {
        let seen = self.store.read(&self.manager).workspace(id).await.unwrap().live.answers;
        let version = |question| {
            seen.iter()
                .find(|answer| answer.question == question)
                .map_or(0, |answer| answer.version)
        };
        let drafts: Vec<AnswerDraft> = BASELINE
            .questions()
            .map(|question| AnswerDraft {
                question,
                answer: Some(if yes.contains(&question.0) { Answer::Yes } else { Answer::No }),
                note: String::new(),
                seen: version(question),
            })
            .collect();
        self.store.save_answers(&self.manager, id, &drafts).await.unwrap();
        self.store.submit(&self.manager, id).await.unwrap();
    }

    /// An assessment with these answers, submitted today.
    async fn assess(&self, unit: UnitId, name: &str, yes: &[u16]) -> AssessmentId {
        let id = self.assessment(unit, name).await;
        self.submit(id, yes).await;
        id
    }

    async fn attach(&self, id: AssessmentId, question: u16, valid_until: &str) -> EvidenceId {
        let entry = Checked {
            kind: Kind::Note,
            title: format!("Proof of {question}"),
            file_name: None,
            url: None,
            body: Some("It was looked at.".to_owned()),
            collected_on: self.today(),
            valid_until: day(valid_until),
        };
        let place = Place { assessment: id, question: QuestionNo(question) };
        let new = NewEvidence { entry, content: Content::Text, supersedes: None };
        self.store.attach_evidence(&self.manager, place, &new).await.unwrap()
    }

    async fn judge(&self, id: EvidenceId, unit: UnitId, question: u16, verdict: Verdict) {
        let given = GivenVerdict { verdict, reason: "Looked at it".to_owned() };
        self.store
            .give_verdict(&self.auditor, id, unit, QuestionNo(question), &given)
            .await
            .unwrap();
    }

    async fn standing(&self, unit: UnitId, on: &str) -> Option<Standing> {
        let series = self.store.read(&self.manager).unit_series(unit, &[day(on)]).await.unwrap();
        series[0]
    }

    /// Claimed and evidenced points on a day.
    async fn scored(&self, unit: UnitId, on: &str) -> (u16, u16) {
        let score = self.standing(unit, on).await.unwrap().score;
        (score.claimed.0, score.evidenced.0)
    }

    async fn standings(&self, actor: &Actor, on: &str) -> Vec<UnitStanding> {
        self.store.read(actor).standings(day(on), None).await.unwrap()
    }
}

fn names(standings: &[UnitStanding]) -> Vec<&str> {
    standings.iter().map(|unit| unit.name.as_str()).collect()
}

#[tokio::test]
async fn the_score_moves_on_the_day_of_the_verdict_and_not_before() {
    let world = World::new().await;
    let id = world.assessment(world.online_store, "Q4 2026").await;
    let item = world.attach(id, 1, "2027-02-28").await;
    world.submit(id, &[1, 2, 3]).await;
    assert_eq!(world.standing(world.online_store, "2026-11-22").await, None, "not yet submitted");
    assert_eq!(world.scored(world.online_store, "2026-11-23").await, (70, 100));

    world.clock.set("2026-12-04T10:00:00Z");
    world.judge(item, world.online_store, 1, Verdict::Accepted).await;
    assert_eq!(world.scored(world.online_store, "2026-12-03").await, (70, 100), "the past stays");
    assert_eq!(world.scored(world.online_store, "2026-12-04").await, (70, 90));
}

#[tokio::test]
async fn why_a_score_moved_is_told_with_what_moved_it() {
    let world = World::new().await;
    let unit = world.online_store;
    world.assess(unit, "Q4 2026", &[1]).await;
    world.clock.set("2026-12-04T10:00:00Z");
    let second = world.assessment(unit, "After the audit").await;
    let item = world.attach(second, 2, "2026-12-20").await;
    world.submit(second, &[1, 2]).await;
    world.clock.set("2026-12-07T10:00:00Z");
    world.judge(item, unit, 2, Verdict::Accepted).await;
    world.clock.set("2026-12-24T10:00:00Z");

    let read = world.store.read(&world.manager);
    let why = read.why_moved(unit, day("2026-11-23"), day("2026-12-24")).await.unwrap();
    let (before, after) = (why.before.unwrap(), why.after.unwrap());
    assert_eq!((before.claimed, after.claimed), (Points(90), Points(80)));
    let parts = why.parts.unwrap();
    let steps: Vec<_> = parts
        .into_iter()
        .map(|told| {
            let Change { claimed, evidenced } = told.part.moved;
            (told.part.day, told.source, (claimed, evidenced))
        })
        .collect();
    let submission = Source::Submission {
        assessment: second,
        name: "After the audit".to_owned(),
        revision: 1,
        by: world.manager.name.clone(),
    };
    let proof = Source::Item { id: item, title: "Proof of 2".to_owned() };
    let expected = [
        (day("2026-12-04"), submission, (-10, 0)),
        (day("2026-12-07"), proof.clone(), (0, -10)),
        (day("2026-12-21"), proof, (0, 10)),
    ];
    assert_eq!(steps, expected);

    let early = read.why_moved(unit, day("2026-11-22"), day("2026-12-24")).await.unwrap();
    assert_eq!((early.before, early.parts), (None, None), "there was nothing to move from");
    let elsewhere = world.store.read(&world.viewer);
    let refused = elsewhere.why_moved(world.logistics, day("2026-11-23"), day("2026-12-24")).await;
    assert_eq!(told(refused), AppError::NotFound);
}

#[tokio::test]
async fn the_score_moves_on_expiry_without_any_write() {
    let world = World::new().await;
    let id = world.assessment(world.online_store, "Q4 2026").await;
    let item = world.attach(id, 1, "2026-12-10").await;
    world.submit(id, &[1]).await;
    world.judge(item, world.online_store, 1, Verdict::Accepted).await;
    let before = world.verified().await;
    for (now, evidenced) in [("2026-12-10", 90), ("2026-12-11", 100)] {
        world.clock.set(&format!("{now}T09:00:00Z"));
        let today = world.today();
        let read = world.store.read(&world.manager);
        let standings = read.standings(today, Some(world.online_store)).await.unwrap();
        assert_eq!(standings[0].latest.unwrap().score.evidenced, Points(evidenced), "{now}");
    }
    assert_eq!(world.verified().await, before, "nothing was written");

    let scores = world.store.read(&world.manager).scores(day("2026-11-23"), None).await.unwrap();
    let expiring = scores.expiring(day("2026-11-23"), day("2026-12-10"));
    assert_eq!((expiring.items, expiring.points), (0, Points(0)), "it counts on its last day");
    let expiring = scores.expiring(day("2026-11-23"), day("2026-12-11"));
    assert_eq!((expiring.items, expiring.points), (1, Points(10)));
    let scores = world.store.read(&world.manager).scores(day("2026-11-23"), None).await.unwrap();
    let unit = scores.of(world.online_store).unwrap();
    let ended = unit.lost(day("2026-12-10"), day("2026-12-11"));
    let expected =
        CoverEnded { question: QuestionNo(1), on: day("2026-12-11"), why: CoverEnd::Expired };
    assert_eq!(ended, [expected]);
    assert!(unit.lost(day("2026-12-11"), day("2027-01-31")).is_empty(), "not on a later day");
    assert!(unit.lost(Day::MIN, day("2026-12-10")).is_empty(), "nor before");
}

#[tokio::test]
async fn rejecting_and_withdrawing_move_the_score_on_their_own_day() {
    let world = World::new().await;
    let unit = world.online_store;
    let id = world.assessment(unit, "Q4 2026").await;
    let rejected = world.attach(id, 1, "2027-06-30").await;
    let withdrawn = world.attach(id, 2, "2027-06-30").await;
    world.submit(id, &[1, 2]).await;
    world.judge(rejected, unit, 1, Verdict::Accepted).await;
    world.judge(withdrawn, unit, 2, Verdict::Accepted).await;
    assert_eq!(world.scored(unit, "2026-11-23").await, (80, 80));

    world.clock.set("2026-12-01T09:00:00Z");
    world.judge(rejected, unit, 1, Verdict::Rejected).await;
    world.clock.set("2026-12-05T09:00:00Z");
    world.store.withdraw_evidence(&world.manager, withdrawn, "Wrong system").await.unwrap();
    for (on, evidenced) in
        [("2026-11-30", 80), ("2026-12-01", 90), ("2026-12-04", 90), ("2026-12-05", 100)]
    {
        assert_eq!(world.scored(unit, on).await, (80, evidenced), "{on}");
    }
    let scores = world.store.read(&world.manager).scores(world.today(), None).await.unwrap();
    let unproven = world.store.read(&world.manager).unproven(&scores).await.unwrap();
    let found: Vec<_> = unproven.iter().map(|yes| (yes.question.0, yes.support)).collect();
    assert_eq!(found, [(1, Support::Rejected), (2, Support::Withdrawn)]);
    let scores = world.store.read(&world.viewer).scores(day("2026-11-30"), None).await.unwrap();
    let ended = scores.of(unit).unwrap().lost(day("2026-11-30"), day("2026-12-05"));
    let told: Vec<_> = ended.iter().map(|end| (end.question.0, end.on, end.why)).collect();
    let expected =
        [(1, day("2026-12-01"), CoverEnd::Rejected), (2, day("2026-12-05"), CoverEnd::Withdrawn)];
    assert_eq!(told, expected, "each with its cause");
}

#[tokio::test]
async fn each_yes_without_proof_is_told_by_what_it_lacks() {
    let world = World::new().await;
    let unit = world.online_store;
    let id = world.assessment(unit, "Q4 2026").await;
    let accepted = world.attach(id, 1, "2027-06-30").await;
    world.attach(id, 2, "2027-06-30").await;
    let asked = world.attach(id, 3, "2027-06-30").await;
    let expired = world.attach(id, 4, "2026-11-25").await;
    let rejected = world.attach(id, 5, "2027-06-30").await;
    // Rejected, and run out since: what is missing is newer evidence, as behind 4.
    let spent = world.attach(id, 4, "2026-11-24").await;
    world.attach(id, 7, "2027-06-30").await;
    world.submit(id, &[1, 2, 3, 4, 5, 6]).await;
    world.judge(accepted, unit, 1, Verdict::Accepted).await;
    world.judge(asked, unit, 3, Verdict::Asked).await;
    world.judge(expired, unit, 4, Verdict::Accepted).await;
    world.judge(rejected, unit, 5, Verdict::Rejected).await;
    world.judge(spent, unit, 4, Verdict::Rejected).await;
    world.clock.set("2026-11-26T09:00:00Z");

    let read = world.store.read(&world.manager);
    let scores = read.scores(world.today(), None).await.unwrap();
    let unproven = read.unproven(&scores).await.unwrap();
    let counts = tally(&unproven).map(|(support, count)| (support.key(), count));
    assert_eq!(
        counts,
        [("pending", 2), ("expired", 1), ("rejected", 1), ("withdrawn", 0), ("nothing", 1)]
    );

    let waiting = read.decisions(&scores).await.unwrap().evidence;
    assert_eq!((waiting.pending, waiting.asked), (2, 1), "2 and 7 wait for a verdict");
    assert_eq!(waiting.oldest.unwrap().day(), day("2026-11-23"));
    let outside = world.store.read(&world.outsider).decisions(&scores).await.unwrap();
    assert_eq!(outside.evidence.pending, 0, "another unit's evidence is nobody else's business");
}

#[tokio::test]
async fn a_unit_that_was_never_assessed_stays_in_the_denominator() {
    let world = World::new().await;
    world.assess(world.online_store, "Q4 2026", &[1, 2, 3, 4, 5, 6, 7, 8, 9]).await;
    world.assess(world.logistics, "Q4 2026", &[]).await;
    let standings = world.standings(&world.manager, "2026-11-23").await;
    assert_eq!(
        names(&standings),
        ["Commerce", "Corporate", "Customer Care", "Logistics", "Online Store"],
        "by name, without the organisation itself"
    );
    let rolled = roll_up(&standings, &BASELINE, day("2026-11-23"));
    assert_eq!(rolled.coverage.to_string(), "2 of 5 units assessed and current, 3 not assessed");
    assert_eq!(rolled.claimed.mean.unwrap().tenths(), 550);
    assert_eq!(rolled.claimed.worst.as_ref().unwrap().name, "Logistics");

    let later = day("2026-11-23") + Duration::days(93);
    let rolled = roll_up(&world.standings(&world.manager, "2027-02-24").await, &BASELINE, later);
    assert_eq!(
        rolled.coverage.to_string(),
        "0 of 5 units assessed and current, 2 stale, 3 not assessed"
    );
    assert_eq!(rolled.claimed.mean.unwrap().tenths(), 550, "stale units stay in the mean");
}

#[tokio::test]
async fn renaming_moving_and_retiring_change_no_score_of_the_past() {
    let world = World::new().await;
    world.assess(world.online_store, "Q4 2026", &[1]).await;
    world.assess(world.customer_care, "Q4 2026", &[1, 2]).await;
    world.clock.set("2027-01-11T09:00:00Z");
    let rename = world.store.rename_unit(&world.admin, world.online_store, "Web Shop");
    rename.await.unwrap();
    world.store.move_unit(&world.admin, world.online_store, world.logistics).await.unwrap();
    world.store.retire_unit(&world.admin, world.customer_care).await.unwrap();
    let new = NewUnit { name: "Research".to_owned(), parent: world.root };
    let research = world.store.create_unit(&world.admin, &new).await.unwrap();

    assert_eq!(world.scored(world.online_store, "2026-12-31").await, (90, 100));
    let then = world.standings(&world.manager, "2026-12-31").await;
    let now = world.standings(&world.manager, "2027-01-11").await;
    let mean = |units: &[UnitStanding]| {
        roll_up(units, &BASELINE, day("2027-01-11")).claimed.mean.unwrap().tenths()
    };
    assert_eq!((then.len(), mean(&then)), (5, 850), "the retired unit is part of the past");
    assert_eq!((now.len(), mean(&now)), (5, 900), "and not of the present");
    assert!(then.iter().all(|unit| unit.unit != research), "nor is what did not exist yet");
    assert!(now.iter().any(|unit| unit.unit == research && unit.latest.is_none()));
    assert!(now.iter().any(|unit| unit.name == "Web Shop"));
    assert_eq!(
        world.scored(world.customer_care, "2027-01-11").await,
        (80, 100),
        "its own line stays"
    );

    let read = world.store.read(&world.manager);
    let below = read.standings(world.today(), Some(world.logistics)).await.unwrap();
    assert_eq!(names(&below), ["Logistics", "Web Shop"]);
}

#[tokio::test]
async fn the_newest_revision_of_the_newest_assessment_counts() {
    let world = World::new().await;
    let unit = world.online_store;
    world.clock.set("2026-09-14T09:00:00Z");
    let third = world.assess(unit, "Q3 2026", &[1]).await;
    world.clock.set("2026-09-20T09:00:00Z");
    world.store.decide(&world.manager, third, Step::Revise, "").await.unwrap();
    world.submit(third, &[1, 2]).await;
    world.clock.set("2026-11-02T09:00:00Z");
    world.assess(unit, "Q4 2026", &[1, 2, 3, 4]).await;
    world.clock.set("2026-11-20T09:00:00Z");
    world.store.decide(&world.manager, third, Step::Revise, "").await.unwrap();
    world.submit(third, &[1, 2, 3]).await;

    for (on, claimed) in [
        ("2026-09-14", 90),
        ("2026-09-20", 80),
        ("2026-11-01", 80),
        ("2026-11-02", 60),
        ("2026-11-20", 60),
    ] {
        assert_eq!(world.scored(unit, on).await.0, claimed, "{on}");
        // What is read since a day only says the same as what is read whole.
        let since = world.store.read(&world.manager).standings(day(on), Some(unit)).await.unwrap();
        assert_eq!(since[0].latest.unwrap().score.claimed, Points(claimed), "{on}");
    }
    let days = ["2026-09-13", "2026-09-30", "2026-11-23"].map(day);
    let series = world.store.read(&world.manager).standings_over(&days, Some(unit)).await.unwrap();
    let claimed: Vec<_> =
        series.iter().map(|units| Some(units.first()?.latest?.score.claimed.0)).collect();
    assert_eq!(claimed, [None, Some(80), Some(60)]);
    let found = world.store.read(&world.manager).assessments_of_unit(unit, 9).await.unwrap();
    let found: Vec<_> = found.iter().map(|a| (a.name.as_str(), a.revision)).collect();
    assert_eq!(found, [("Q4 2026", 1), ("Q3 2026", 3)]);
}

#[tokio::test]
async fn changes_compare_with_the_assessment_before_as_it_last_stood() {
    let world = World::new().await;
    let unit = world.online_store;
    let read = || world.store.read(&world.manager);
    assert_eq!(read().changes_since_previous(unit).await.unwrap(), None, "never assessed");

    world.clock.set("2026-09-14T09:00:00Z");
    let third = world.assessment(unit, "Q3 2026").await;
    let first = world.attach(third, 1, "2026-10-31").await;
    let second = world.attach(third, 2, "2027-06-30").await;
    world.submit(third, &[1, 2, 3]).await;
    let changes = read().changes_since_previous(unit).await.unwrap().unwrap();
    assert_eq!(changes.previous, None);
    assert!(changes.questions.iter().all(|question| question.before.is_none()));
    world.clock.set("2026-09-20T09:00:00Z");
    world.judge(first, unit, 1, Verdict::Accepted).await;

    // Gathered for the next assessment: no merit of this one.
    world.clock.set("2026-10-05T09:00:00Z");
    let fourth = world.assessment(unit, "Q4 2026").await;
    let early = world.attach(fourth, 3, "2027-06-30").await;
    world.judge(early, unit, 3, Verdict::Accepted).await;
    world.clock.set("2026-11-02T09:00:00Z");
    world.submit(fourth, &[1, 2, 4]).await;
    world.clock.set("2026-11-10T09:00:00Z");
    world.judge(second, unit, 2, Verdict::Accepted).await;
    world.clock.set("2026-11-23T09:00:00Z");
    let changes = read().changes_since_previous(unit).await.unwrap().unwrap();
    let previous = changes.previous.unwrap();
    assert_eq!((previous.name.as_str(), previous.day), ("Q3 2026", day("2026-09-30")));
    assert_eq!((previous.score.claimed, previous.score.evidenced), (Points(70), Points(90)));
    let line = read().unit_series(unit, &[previous.day, world.today()]).await.unwrap();
    assert_eq!(line[0].unwrap().score, previous.score, "the line says the same");
    assert_eq!(line[1].unwrap().score, changes.latest.score);
    assert_eq!(
        (changes.latest.taken.assessment, changes.latest.name.as_str()),
        (fourth, "Q4 2026")
    );
    assert_eq!(changes.latest.submitted_by, "Ingrid Solheim");
    assert_eq!(changes.latest.score.evidenced, Points(90));
    let question = |no: usize| {
        let found = &changes.questions[no - 1];
        (found.answer, found.support, found.before.unwrap())
    };
    assert_eq!(question(1), (Answer::Yes, Support::Expired, (Answer::Yes, true)));
    assert_eq!(question(2), (Answer::Yes, Support::Accepted, (Answer::Yes, false)));
    assert_eq!(question(3), (Answer::No, Support::Accepted, (Answer::Yes, false)));
    assert_eq!(question(4), (Answer::Yes, Support::Nothing, (Answer::No, false)));
    assert_eq!(changes.questions[0].label, "Inventory");
    let costs: u16 = changes.questions.iter().map(|question| question.cost().evidenced.0).sum();
    assert_eq!(Points(costs), changes.latest.score.evidenced);
}

#[tokio::test]
async fn what_waits_is_listed_for_those_who_may_see_it() {
    let world = World::new().await;
    world.clock.set("2026-09-01T09:00:00Z");
    let round = world.round(world.commerce, "Q3 2026", "2026-09-30").await;
    let read = world.store.read(&world.manager);
    let units = [world.commerce, world.online_store, world.customer_care, world.logistics];
    let found = read.units_in_round(round, &units).await.unwrap();
    assert_eq!(found.len(), 3, "Logistics is not in the round");
    let of = |unit| found[&unit].assessment;
    // Question 10: no response plan is recorded, so the register disagrees.
    world.submit(of(world.online_store), &[10]).await;
    world.submit(of(world.customer_care), &[1]).await;
    world.clock.set("2026-10-05T09:00:00Z");
    let reason = "Look at question 1 again.";
    world
        .store
        .decide(
            &world.join("Marta Lindqvist", domain::Role::Manager, world.root).await,
            of(world.customer_care),
            Step::Return,
            reason,
        )
        .await
        .unwrap();

    let scores = read.scores(world.today(), None).await.unwrap();
    let decisions = read.decisions(&scores).await.unwrap();
    let names = |list: &[store::OpenAssessment]| -> Vec<String> {
        list.iter().map(|open| open.unit_name.clone()).collect()
    };
    assert_eq!(names(&decisions.to_approve), ["Online Store"]);
    assert_eq!(names(&decisions.returned), ["Customer Care"]);
    assert_eq!(names(&decisions.overdue), ["Commerce"]);
    assert_eq!((decisions.clash_count, decisions.clash_units), (1, 1));
    let clash = &decisions.clashes[0];
    assert_eq!(
        (clash.unit_name.as_str(), clash.label.as_str()),
        ("Online Store", "Incident response")
    );
    assert_eq!(clash.sentences.len(), 1);
    assert_eq!(
        scores.of(world.online_store).unwrap().newest(world.today()).unwrap().clashes,
        set(&[10])
    );

    // A later assessment overtakes the draft that was never handed in.
    world.assess(world.commerce, "Ad hoc", &[1]).await;
    assert_eq!(names(&read.decisions(&scores).await.unwrap().overdue), Vec::<String>::new());

    let outside = world.store.read(&world.outsider);
    let scores = outside.scores(world.today(), None).await.unwrap();
    let decisions = outside.decisions(&scores).await.unwrap();
    assert_eq!(decisions, store::Decisions::default());
}

#[tokio::test]
async fn nobody_reads_scores_beyond_their_units() {
    let world = World::new().await;
    world.assess(world.logistics, "Q4 2026", &[1]).await;
    let viewer = world.standings(&world.viewer, "2026-11-23").await;
    assert_eq!(names(&viewer), ["Commerce", "Customer Care", "Online Store"]);
    let read = world.store.read(&world.viewer);
    let today = world.today();
    assert!(read.standings(today, Some(world.logistics)).await.unwrap().is_empty());
    let unknown = UnitId(4_711);
    for unit in [world.logistics, unknown] {
        assert_eq!(told(read.unit_series(unit, &[today]).await), AppError::NotFound);
        assert_eq!(told(read.changes_since_previous(unit).await), AppError::NotFound);
        assert_eq!(told(read.assessments_of_unit(unit, 5).await), AppError::NotFound);
    }
    assert_eq!(read.models_per_unit().await.unwrap().len(), 0);
    let admin = world.standings(&world.admin, "2026-11-23").await;
    assert_eq!(admin.len(), 5, "an administrator sees every unit");
}

#[tokio::test]
async fn the_points_of_a_line_begin_with_the_first_submission() {
    let world = World::new().await;
    world.clock.set("2026-05-04T09:00:00Z");
    world.assess(world.online_store, "Q2 2026", &[1]).await;
    world.clock.set("2026-11-23T09:00:00Z");
    let read = world.store.read(&world.manager);
    let scores = read.scores(day("2025-03-31"), None).await.unwrap();
    let points = quarter_ends(scores.first_day(), world.today(), 4, 8);
    let days: Vec<Day> = points.iter().map(|point| point.day).collect();
    let series = read.unit_series(world.online_store, &days).await.unwrap();
    let labels: Vec<String> = points.iter().map(|point| point.quarter.to_string()).collect();
    assert_eq!(labels, ["Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"]);
    assert_eq!(series.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, true, true]);
    let stale = |at: usize| series[at].unwrap().is_stale(days[at]);
    assert!(!stale(1) && stale(2) && stale(3), "nobody assessed the unit again");
}
