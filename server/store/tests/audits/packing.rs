//! The pack of an audit: what lies in it, what doesn't, and who takes it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::Duration;
use domain::audits::{Ending, Opinion};
use domain::evidence::Verdict;
use domain::evidence::request::answered;
use domain::{Actor, Answer, AppError, AssessmentId, AuditId, QuestionNo, Role};
use pack::verify::{Verified, verify};
use store::{AnswerDraft, NewAssessment, PackRequest, Place, TakenPack};

use crate::samples::{Audited, KEYS, assessment_of, attach, attach_as, of, open_round, plain};

impl Audited {
    async fn take(&self, actor: &Actor, audit: AuditId) -> Result<TakenPack, AppError> {
        let asked = PackRequest { audit: Some(audit), ..PackRequest::default() };
        plain(self.world.store.take_pack(Some(actor), asked).await)
    }

    async fn bytes(&self, taken: &TakenPack) -> Vec<u8> {
        self.world.store.write_pack(taken, Vec::new()).await.unwrap()
    }

    fn verified(&self, bytes: &[u8]) -> Verified {
        let file = self.world.dir.path().join("AUDIT.zip");
        std::fs::write(&file, bytes).unwrap();
        let verified = verify(&file, None).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!((verified.unrecorded, verified.other_wording), (0, None));
        verified
    }

    pub async fn packed(&self) -> (Verified, String) {
        let taken = self.take(&self.world.auditor, self.audit).await.unwrap();
        let bytes = self.bytes(&taken).await;
        (self.verified(&bytes), String::from_utf8_lossy(&bytes).into_owned())
    }

    fn on_keys(&self) -> Place {
        Place { assessment: self.draft, question: KEYS }
    }

    /// Online Store's assessment outside of rounds.
    async fn outside_rounds(&self, name: &str) -> AssessmentId {
        let (unit, name) = (self.world.online_store, name.to_owned());
        let new = NewAssessment { unit, name, due_on: None };
        self.world.store.open_assessment(&self.world.manager, &new).await.unwrap()
    }

    /// Answers every question with no, and submits.
    async fn submit(&self, assessment: AssessmentId) {
        let (store, assessor) = (&self.world.store, &self.world.assessor);
        let drafts: Vec<AnswerDraft> = (1..=10)
            .map(|no| AnswerDraft {
                question: QuestionNo(no),
                answer: Some(Answer::No),
                note: String::new(),
                seen: 0,
            })
            .collect();
        store.save_answers(assessor, assessment, &drafts).await.unwrap();
        store.submit(assessor, assessment).await.unwrap();
    }

    /// One of everything that an audit collects.
    pub async fn collect(&self) {
        let (world, second) = (&self.world, &self.second);
        self.judge(second, Verdict::Accepted).await.unwrap();
        let expired = attach(world, self.draft, "Long ago", "2026-01-10", "2026-09-30").await;
        let request = self.ask(second, world.online_store).await.unwrap();
        let answer = answered(&expired.0.to_string(), "As it was then.").unwrap();
        world.store.answer_request(&world.assessor, request, &answer).await.unwrap();
        let found = self.raise(second, world.online_store).await.unwrap();
        world.store.respond_to_finding(&world.manager, found, "We rotate now.").await.unwrap();
        let ending = Ending::Remedied;
        world.store.end_finding(&world.auditor, found, ending, "All are new.").await.unwrap();
        self.conclude(second, None, Opinion::Qualified).await.unwrap();
    }
}

#[tokio::test]
async fn it_holds_what_the_audit_collected_and_verifies() {
    let audited = Audited::new().await;
    audited.collect().await;
    let (verified, text) = audited.packed().await;
    assert_eq!((verified.evidence, verified.verdicts), (2, 1));
    let of = verified.scope.audit.unwrap();
    assert_eq!((of.name.as_str(), of.rounds.len()), ("Year end", 1));
    for said in ["The vault's export.", "As it was then.", "We rotate now.", "All are new."] {
        assert!(text.contains(said), "{said}");
    }
    assert!(text.contains("Qualified: it is") || text.contains("Qualified: as claimed"));
    audited.world.verified().await;
}

/// Unfolds a pack into a new folder beside it.
pub fn unfolded(file: &Path) -> PathBuf {
    let folder = file.with_extension("");
    let _ = std::fs::remove_dir_all(&folder);
    let mut unfold = Command::new("python3");
    unfold.args(["-m", "zipfile", "-e"]).arg(file).arg(&folder);
    assert!(unfold.status().unwrap().success());
    folder
}

/// Runs the commands in Python that the `VERIFY.md` of a pack gives.
pub fn checked_by_hand(file: &Path) -> Output {
    let folder = unfolded(file);
    let how_to = std::fs::read_to_string(folder.join("VERIFY.md")).unwrap();
    let script = how_to.split_once("<<'PYTHON'\n").unwrap().1.split_once("\nPYTHON\n").unwrap().0;
    Command::new("python3").args(["-c", script]).current_dir(folder).output().unwrap()
}

#[tokio::test]
async fn it_is_checked_without_plumbline_too() {
    let audited = Audited::new().await;
    audited.collect().await;
    let newer = ("Key rotation", "2027-01-04", "2027-04-01");
    attach_as(&audited.world, audited.on_keys(), newer, Some(audited.item)).await;
    audited.packed().await;
    let said = checked_by_hand(&audited.world.dir.path().join("AUDIT.zip"));
    let (told, wrong) = (said.stdout, String::from_utf8_lossy(&said.stderr).into_owned());
    assert_eq!(String::from_utf8_lossy(&told), "Everything matches.\n", "{wrong}");
}

#[tokio::test]
async fn what_lies_outside_the_audit_is_sealed() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let other = open_round(world, world.root, "Q1 2027").await;
    let next = assessment_of(world, world.online_store, other).await;
    attach(world, next, "SECRET of another time", "2027-01-02", "2027-05-01").await;
    world.store.rename_unit(&world.admin, world.logistics, "SECRET unit").await.unwrap();
    let mut elsewhere = of(&[world.commerce], &[audited.round]);
    elsewhere.name = "SECRET audit".to_owned();
    world.store.open_audit(&world.auditor, &elsewhere).await.unwrap();
    let (verified, text) = audited.packed().await;
    assert_eq!(verified.evidence, 1);
    assert!(!text.contains("SECRET"), "{text}");
}

#[tokio::test]
async fn it_holds_the_submissions_of_its_rounds_and_those_made_in_its_window() {
    let audited = Audited::new().await;
    let world = &audited.world;
    audited.submit(audited.draft).await;
    audited.submit(audited.outside_rounds("After the incident").await).await;
    let other = open_round(world, world.root, "SECRET round").await;
    audited.submit(assessment_of(world, world.online_store, other).await).await;
    let late = audited.outside_rounds("SECRET later").await;
    world.clock.advance(Duration::days(60));
    audited.submit(late).await;
    let (verified, text) = audited.packed().await;
    assert_eq!(verified.submissions, 2);
    assert!(text.contains("After the incident") && !text.contains("SECRET"), "{text}");
    let by_hand = checked_by_hand(&world.dir.path().join("AUDIT.zip"));
    assert!(by_hand.status.success(), "{}", String::from_utf8_lossy(&by_hand.stderr));
}

#[tokio::test]
async fn a_later_revision_is_told_of_and_not_held() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let newer = ("Key rotation", "2027-01-04", "2027-04-01");
    attach_as(world, audited.on_keys(), newer, Some(audited.item)).await;
    let (verified, text) = audited.packed().await;
    assert_eq!(verified.evidence, 1);
    assert!(!text.contains("\"superseded_by\":null"), "{text}");
    assert!(!text.contains("2027-04-01"), "{text}");
    world.verified().await;
}

#[tokio::test]
async fn a_revision_is_held_with_the_places_of_one_that_is_not() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let old = attach(world, audited.draft, "Once", "2026-01-10", "2026-09-30").await;
    let further = [3, 4].map(|no| Place { assessment: audited.draft, question: QuestionNo(no) });
    for place in further {
        world.store.attach_existing(&world.assessor, place, old).await.unwrap();
    }
    attach_as(world, further[0], ("Once more", "2026-10-10", "2026-12-30"), Some(old)).await;
    let (verified, _) = audited.packed().await;
    assert_eq!(verified.evidence, 2);
    let by_hand = checked_by_hand(&world.dir.path().join("AUDIT.zip"));
    assert!(by_hand.status.success(), "{}", String::from_utf8_lossy(&by_hand.stderr));
}

#[tokio::test]
async fn the_same_head_gives_the_same_bytes_after_the_audit_has_changed() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let taken = audited.take(&world.auditor, audited.audit).await.unwrap();
    let before = audited.bytes(&taken).await;
    let mut scope = audited.scope();
    scope.name = "Another name".to_owned();
    scope.to = "2026-11-30".parse().unwrap();
    world.store.change_audit(&world.auditor, audited.audit, &scope).await.unwrap();
    audited.collect().await;
    let asked = PackRequest {
        audit: Some(audited.audit),
        head: Some(taken.about.head.seq),
        ..PackRequest::default()
    };
    let later = world.store.take_pack(Some(&audited.bystander), asked).await.unwrap();
    assert!(audited.bytes(&later).await == before, "the bytes differ");
}

#[tokio::test]
async fn it_is_taken_by_whoever_audits_every_unit_of_it() {
    let audited = Audited::new().await;
    let world = &audited.world;
    let refused = async |actor: &Actor| audited.take(actor, audited.audit).await.unwrap_err();
    let says_no = |error: AppError| matches!(error, AppError::Refused(_));
    for actor in [&world.manager, &world.viewer, &world.admin] {
        assert!(says_no(refused(actor).await), "{}", actor.name);
    }
    // They see a part of it alone.
    let of_a_part = world.join("Mara Lind", Role::Auditor, world.online_store).await;
    for actor in [&world.assessor, &of_a_part] {
        assert_eq!(refused(actor).await, AppError::NotFound, "{}", actor.name);
    }
    assert_eq!(audited.take(&world.auditor, AuditId(99)).await.err(), Some(AppError::NotFound));
    // Nor does a head tell what there is.
    let asked = PackRequest { audit: Some(AuditId(99)), head: Some(5), ..PackRequest::default() };
    let unknown = world.store.take_pack(Some(&world.auditor), asked).await;
    assert_eq!(plain(unknown).err(), Some(AppError::NotFound));
}

#[tokio::test]
async fn an_auditor_from_outside_takes_that_of_their_audit_and_no_other() {
    let audited = Audited::new().await;
    audited.collect().await;
    let world = &audited.world;
    let mut other = of(&[world.commerce], &[audited.round]);
    other.name = "Another".to_owned();
    let other = world.store.open_audit(&world.auditor, &other).await.unwrap();
    let outsider = audited.outsider().await;
    assert_eq!(audited.take(&outsider, other).await.err(), Some(AppError::NotFound));
    let theirs = audited.take(&outsider, audited.audit).await.unwrap();
    let asked = PackRequest {
        audit: Some(audited.audit),
        head: Some(theirs.about.head.seq),
        ..PackRequest::default()
    };
    let ours = world.store.take_pack(Some(&world.auditor), asked).await.unwrap();
    // As their requests read: from a store that shows their audit alone.
    let bounded = world.store.within(audited.audit).await.unwrap();
    let bytes = bounded.write_pack(&theirs, Vec::new()).await.unwrap();
    assert!(bytes == audited.bytes(&ours).await, "the bytes differ");
    audited.verified(&bytes);
}
