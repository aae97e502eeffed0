//! Audit packs of real data: whole, the same again, and untouched by what came later.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what can't be set up has failed")]

mod world;

use std::path::PathBuf;

use chrono::Duration;
use domain::evidence::{Checked, Kind, Verdict};
use domain::{Action, Actor, AppError, AssessmentId, EvidenceId, QuestionNo, Role};
use pack::verify::{Verified, verify};
use store::{AnswerDraft, Content, NewEvidence, NewRound, PackRequest, Place, TakenPack};
use world::{World, said_about, told};

/// A round in which Online Store answered everything, with a file, a link, and a verdict on each.
struct Audited {
    world: World,
    round: domain::RoundId,
    file: EvidenceId,
    assessment: AssessmentId,
}

async fn attach(world: &World, place: Place, content: Option<&[u8]>, title: &str) -> EvidenceId {
    let collected_on = "2026-11-01".parse().unwrap();
    let valid_until = "2027-01-30".parse().unwrap();
    let (kind, url, content) = match content {
        Some(bytes) => {
            let mut incoming = world.store.vault().receive(1000).await.unwrap();
            incoming.write(bytes).await.unwrap();
            let kept = incoming.keep().await.unwrap();
            (Kind::File, None, Content::File { kept, media_type: "text/csv".to_owned() })
        }
        None => (Kind::Link, Some("https://wiki.example/営業部".to_owned()), Content::Text),
    };
    let file_name = (kind == Kind::File).then(|| "../../営業部.csv".to_owned());
    let entry = Checked {
        kind,
        title: title.to_owned(),
        file_name,
        url,
        body: None,
        collected_on,
        valid_until,
    };
    let new = NewEvidence { entry, content, supersedes: None };
    world.store.attach_evidence(&world.assessor, place, &new).await.unwrap()
}

async fn judge(world: &World, item: EvidenceId, question: u16, verdict: Verdict, reason: &str) {
    let given = domain::evidence::GivenVerdict { verdict, reason: reason.to_owned() };
    let (unit, question) = (world.online_store, QuestionNo(question));
    world.store.give_verdict(&world.auditor, item, unit, question, &given).await.unwrap();
}

impl Audited {
    async fn new() -> Self {
        let world = World::new().await;
        let round = domain::assessment::Round {
            name: "Q4 2026".to_owned(),
            opens_on: "2026-10-01".parse().unwrap(),
            due_on: "2026-12-31".parse().unwrap(),
            cadence_days: 92,
        };
        let new = NewRound { unit: world.root, round };
        let round = world.store.open_round(&world.manager, &new).await.unwrap();
        let workspaces = world
            .store
            .read(&world.assessor)
            .assessments(store::AssessmentFilter {
                round: Some(round),
                limit: 10,
                ..store::AssessmentFilter::default()
            })
            .await
            .unwrap();
        let assessment = workspaces.0.first().unwrap().id;
        let place = |question| Place { assessment, question: QuestionNo(question) };
        let file = attach(&world, place(1), Some(b"when,what\n"), "Register <1>").await;
        let link = attach(&world, place(2), None, "Wiki").await;
        judge(&world, file, 1, Verdict::Accepted, "").await;
        judge(&world, link, 2, Verdict::Rejected, "Not dated: \"when?\"").await;
        let audited = Self { world, round, file, assessment };
        audited.submit().await;
        audited
    }

    async fn submit(&self) {
        let world = &self.world;
        for no in 1..=10 {
            let question = QuestionNo(no);
            let answer = Some(if no < 4 { domain::Answer::Yes } else { domain::Answer::No });
            let workspace =
                world.store.read(&world.assessor).workspace(self.assessment).await.unwrap();
            let version = workspace
                .live
                .answers
                .iter()
                .find(|given| given.question == question)
                .map_or(0, |given| given.version);
            let draft = AnswerDraft { question, answer, note: format!("Note {no}"), seen: version };
            world.store.save_answers(&world.assessor, self.assessment, &[draft]).await.unwrap();
        }
        world.store.submit(&world.assessor, self.assessment).await.unwrap();
    }

    fn of_unit(&self) -> PackRequest {
        PackRequest { unit: Some(self.world.online_store), ..PackRequest::default() }
    }

    async fn take(&self, asked: PackRequest) -> TakenPack {
        self.world.store.take_pack(Some(&self.world.auditor), asked).await.unwrap()
    }

    async fn bytes(&self, taken: &TakenPack) -> Vec<u8> {
        self.world.store.write_pack(taken, Vec::new()).await.unwrap()
    }

    fn verified(&self, bytes: &[u8]) -> Verified {
        let file: PathBuf = self.world.dir.path().join("PACK.zip");
        std::fs::write(&file, bytes).unwrap();
        let verified = match verify(&file, None) {
            Ok(verified) => verified,
            Err(fault) => panic!("{fault}"),
        };
        // The log of this version records every field, and the pages are in its words.
        assert_eq!((verified.unrecorded, verified.other_wording), (0, None));
        verified
    }
}

#[tokio::test]
async fn a_pack_of_a_unit_verifies_and_holds_what_was_submitted_shown_and_judged() {
    let audited = Audited::new().await;
    let taken = audited.take(audited.of_unit()).await;
    let verified = audited.verified(&audited.bytes(&taken).await);
    assert_eq!((verified.submissions, verified.evidence, verified.verdicts), (1, 2, 2));
    assert_eq!(verified.scope.units[0].path, ["Aldermoor Group", "Commerce", "Online Store"]);
    assert!(verified.sealed > 0, "{verified:?}");
    assert!(audited.world.verified().await > 0);
}

#[tokio::test]
async fn the_same_head_gives_the_same_bytes_whatever_came_later() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let taken = audited.take(audited.of_unit()).await;
    let before = audited.bytes(&taken).await;
    // Nothing of this was known at the head of the first pack.
    world.clock.advance(Duration::minutes(1));
    world.store.rename_unit(&world.admin, world.online_store, "Web Shop").await.unwrap();
    world.store.move_unit(&world.admin, world.online_store, world.corporate).await.unwrap();
    judge(world, audited.file, 1, Verdict::Rejected, "Out of date").await;
    world.store.withdraw_evidence(&world.assessor, audited.file, "Wrong file").await.unwrap();
    let step = domain::assessment::Step::Return;
    let again = world.store.decide(&world.manager, audited.assessment, step, "Look again");
    again.await.unwrap();
    audited.submit().await;
    let head = Some(taken.about.head.seq);
    let later = audited.take(PackRequest { head, ..audited.of_unit() }).await;
    assert_eq!(later.about, taken.about);
    assert!(audited.bytes(&later).await == before, "the bytes differ");
    let newest = audited.take(audited.of_unit()).await;
    let verified = audited.verified(&audited.bytes(&newest).await);
    assert_eq!((verified.submissions, verified.verdicts), (2, 3));
    assert_eq!(verified.scope.units[0].path, ["Aldermoor Group", "Corporate", "Web Shop"]);
}

#[tokio::test]
async fn what_happens_at_the_very_moment_of_the_head_is_told_apart_by_the_log() {
    let audited = Audited::new().await;
    let taken = audited.take(audited.of_unit()).await;
    let before = audited.bytes(&taken).await;
    // The clock stands still.
    judge(&audited.world, audited.file, 1, Verdict::Accepted, "").await;
    assert!(audited.bytes(&taken).await == before, "the bytes differ");
}

#[tokio::test]
async fn a_pack_of_a_round_covers_the_units_that_it_asked() {
    let audited = Audited::new().await;
    let round = Some(audited.round);
    let taken = audited.take(PackRequest { round, ..PackRequest::default() }).await;
    let verified = audited.verified(&audited.bytes(&taken).await);
    assert_eq!(verified.scope.unit.name, "Aldermoor Group");
    assert_eq!(verified.scope.round.as_ref().unwrap().name, "Q4 2026");
    assert_eq!((verified.submissions, verified.evidence), (1, 2));
}

#[tokio::test]
async fn a_unit_without_anything_still_has_a_pack_of_its_log() {
    let audited = Audited::new().await;
    let unit = Some(audited.world.logistics);
    let taken = audited.take(PackRequest { unit, ..PackRequest::default() }).await;
    let verified = audited.verified(&audited.bytes(&taken).await);
    assert_eq!((verified.submissions, verified.evidence), (0, 0));
}

#[tokio::test]
async fn only_an_auditor_takes_packs_and_only_of_their_units() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let ask =
        async |actor: &Actor| told(world.store.take_pack(Some(actor), audited.of_unit()).await);
    for actor in [&world.manager, &world.assessor, &world.viewer, &world.admin] {
        let refused = ask(actor).await;
        assert!(matches!(refused, AppError::Refused(_)), "{}: {refused:?}", actor.name);
        assert!(!actor.allows_somewhere(Action::TakePack));
    }
    assert_eq!(ask(&world.outsider).await, AppError::NotFound);
    let elsewhere = world.join("Mara Lind", Role::Auditor, world.logistics).await;
    assert_eq!(ask(&elsewhere).await, AppError::NotFound);
}

#[tokio::test]
async fn what_there_is_no_pack_of_is_said_beside_the_field() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let ask = async |asked| world.store.take_pack(Some(&world.auditor), asked).await;
    let nothing = PackRequest::default();
    assert_eq!(said_about("unit", ask(nothing).await), "Choose a unit, or a round.");
    let no_round = PackRequest { round: Some(domain::RoundId(99)), ..audited.of_unit() };
    assert!(said_about("round", ask(no_round).await).contains("asked none"));
    let no_entry = PackRequest { head: Some(99_999), ..audited.of_unit() };
    assert!(said_about("head", ask(no_entry).await).contains("no entry"));
    let too_early = PackRequest { head: Some(1), ..audited.of_unit() };
    assert!(said_about("head", ask(too_early).await).contains("The key that signs is named"));
}

#[tokio::test]
async fn a_changed_evidence_file_ends_the_pack() {
    let audited = Audited::new().await;
    let taken = audited.take(audited.of_unit()).await;
    let sha256 = domain::assessment::sha256(b"when,what\n");
    let path = audited.world.store.vault().path_of(&sha256).unwrap();
    std::fs::write(path, b"when,that\n").unwrap();
    let error = audited.world.store.write_pack(&taken, Vec::new()).await.unwrap_err();
    assert!(error.to_string().contains("was changed"), "{error}");
}

/// An item that is used in another unit, replaced there, and withdrawn: each pack tells its own part of
/// it, and verification retells it from the log.
#[tokio::test]
async fn evidence_that_wanders_between_units_is_what_the_log_tells_in_every_pack() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let both = world.join("Aiko Mori", Role::Assessor, world.commerce).await;
    let unit = world.customer_care;
    let new = store::NewAssessment { unit, name: "Ad hoc".to_owned(), due_on: None };
    let assessment = world.store.open_assessment(&world.manager, &new).await.unwrap();
    let place = Place { assessment, question: QuestionNo(4) };
    world.clock.advance(Duration::minutes(1));
    world.store.attach_existing(&both, place, audited.file).await.unwrap();
    let described = |title: &str| Checked {
        kind: Kind::Note,
        title: title.to_owned(),
        file_name: None,
        url: None,
        body: Some(format!("{title}, in words")),
        collected_on: "2026-11-02".parse().unwrap(),
        valid_until: "2027-01-31".parse().unwrap(),
    };
    let mut supersedes = Some(audited.file);
    for title in ["A newer register", "The newest register"] {
        world.clock.advance(Duration::minutes(1));
        let new = NewEvidence { entry: described(title), content: Content::Text, supersedes };
        supersedes = Some(world.store.attach_evidence(&both, place, &new).await.unwrap());
    }
    world.store.withdraw_evidence(&both, supersedes.unwrap(), "Not ours").await.unwrap();
    let (unit, round) = (Some(world.root), Some(audited.round));
    let asked = [
        (audited.of_unit(), 4),
        (PackRequest { unit: Some(world.customer_care), ..PackRequest::default() }, 3),
        (PackRequest { unit, ..PackRequest::default() }, 4),
        (PackRequest { unit: Some(world.online_store), round, ..PackRequest::default() }, 4),
        (PackRequest { unit, round, ..PackRequest::default() }, 4),
    ];
    for (asked, items) in asked {
        let taken = audited.take(asked).await;
        let verified = audited.verified(&audited.bytes(&taken).await);
        assert_eq!(verified.evidence, items, "{asked:?}");
    }
}
