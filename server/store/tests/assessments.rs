//! Rounds, answers of several people, delegation, and the steps from draft to approval.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod world;

use domain::assessment::{Frozen, Round, State, Step, sha256};
use domain::evidence::{Checked, Entry, EvidenceState, GivenVerdict, Kind, Verdict};
use domain::models::ModelDetails;
use domain::{
    Action, Actor, Answer, AppError, AssessmentId, Day, EvidenceId, ModelId, QuestionNo, Role,
    RoundId, UnitId,
};
use store::{
    AnswerDraft, AssessmentFilter, Content, NewAssessment, NewEvidence, NewRound, Place, Saved,
    Workspace,
};
use world::{World, said_about, told};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn round(name: &str, unit: UnitId) -> NewRound {
    NewRound {
        unit,
        round: Round {
            name: name.to_owned(),
            opens_on: day("2026-11-23"),
            due_on: day("2026-12-11"),
            cadence_days: 92,
        },
    }
}

fn draft(question: u16, answer: Option<Answer>, note: &str, seen: u32) -> AnswerDraft {
    AnswerDraft { question: QuestionNo(question), answer, note: note.to_owned(), seen }
}

/// All ten answered for the first time: yes up to a question, no from there on.
fn ten(yes: u16) -> Vec<AnswerDraft> {
    let answer = |no| Some(if no <= yes { Answer::Yes } else { Answer::No });
    (1..=10).map(|no| draft(no, answer(no), "", 0)).collect()
}

fn note_as_evidence(title: &str) -> NewEvidence {
    let entry = Entry {
        kind: Kind::Note,
        title: title.to_owned(),
        file_name: String::new(),
        url: String::new(),
        body: "Seen in the console on the day.".to_owned(),
        collected_on: "2026-11-20".to_owned(),
        valid_until: String::new(),
    };
    let entry: Checked = entry.checked(day("2026-11-23"), 90).unwrap();
    NewEvidence { entry, content: Content::Text, supersedes: None }
}

impl World {
    async fn ad_hoc(&self, unit: UnitId) -> AssessmentId {
        let new = NewAssessment { unit, name: "After the audit".to_owned(), due_on: None };
        self.store.open_assessment(&self.manager, &new).await.unwrap()
    }

    async fn answer_all(&self, id: AssessmentId, yes: u16) {
        self.store.save_answers(&self.assessor, id, &ten(yes)).await.unwrap();
    }

    async fn submitted(&self, yes: u16) -> AssessmentId {
        let id = self.ad_hoc(self.online_store).await;
        self.answer_all(id, yes).await;
        self.store.submit(&self.assessor, id).await.unwrap();
        id
    }

    async fn workspace(&self, actor: &Actor, id: AssessmentId) -> Workspace {
        self.store.read(actor).workspace(id).await.unwrap()
    }

    async fn state(&self, id: AssessmentId) -> State {
        self.store.read(&self.manager).assessment(id).await.unwrap().state
    }

    async fn attach(&self, id: AssessmentId, question: u16, title: &str) -> EvidenceId {
        let place = Place { assessment: id, question: QuestionNo(question) };
        self.store.attach_evidence(&self.assessor, place, &note_as_evidence(title)).await.unwrap()
    }

    async fn judge(&self, item: EvidenceId, question: u16, verdict: Verdict) {
        let given = GivenVerdict { verdict, reason: "Looked at it.".to_owned() };
        let question = QuestionNo(question);
        self.store
            .give_verdict(&self.auditor, item, self.online_store, question, &given)
            .await
            .unwrap();
    }

    async fn actions_on(&self, id: AssessmentId) -> Vec<String> {
        let entries =
            self.store.read(&self.auditor).history_of("assessment", id.0, 100).await.unwrap();
        entries.into_iter().rev().map(|entry| entry.action).collect()
    }
}

#[tokio::test]
async fn a_round_reaches_every_live_unit_below_and_never_the_organisation() {
    let world = World::new().await;
    let (store, manager) = (&world.store, &world.manager);
    store.retire_unit(&world.admin, world.customer_care).await.unwrap();
    let id = store.open_round(manager, &round("Q4 2026", world.root)).await.unwrap();
    let filter = AssessmentFilter { round: Some(id), limit: 20, ..AssessmentFilter::default() };
    let (rows, total) = store.read(manager).assessments(filter).await.unwrap();
    let names: Vec<_> = rows.iter().map(|row| row.unit_name.as_str()).collect();
    assert_eq!(names, ["Commerce", "Corporate", "Logistics", "Online Store"]);
    assert_eq!(total, 4);
    assert!(rows.iter().all(|row| row.due_on == Some(day("2026-12-11")) && row.name == "Q4 2026"));

    let seen = store.read(&world.viewer).round(id).await.unwrap();
    assert_eq!((seen.assessments, seen.not_started, seen.questions), (2, 2, 20));
    assert_eq!(told(store.read(manager).round(RoundId(99)).await), AppError::NotFound);
    world.verified().await;
}

#[tokio::test]
async fn progress_counts_what_the_person_may_see() {
    let world = World::new().await;
    let id =
        world.store.open_round(&world.manager, &round("Q4 2026", world.commerce)).await.unwrap();
    let filter = AssessmentFilter { round: Some(id), limit: 20, ..AssessmentFilter::default() };
    let (mine, _) = world.store.read(&world.assessor).assessments(filter).await.unwrap();
    assert_eq!(mine.len(), 1, "an assessor of one unit sees that unit's");
    let answers =
        [draft(1, Some(Answer::Yes), "", 0), draft(2, None, "Asked the platform team", 0)];
    world.store.save_answers(&world.assessor, mine[0].id, &answers).await.unwrap();

    let all = world.store.read(&world.manager).rounds(5).await.unwrap();
    let [round] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((round.assessments, round.not_started, round.in_progress), (3, 2, 1));
    assert_eq!((round.answered, round.questions), (1, 30), "a note alone is no answer");
    assert_eq!(world.store.read(&world.outsider).rounds(5).await.unwrap(), []);
    assert_eq!(world.store.read(&world.outsider).round_names().await.unwrap(), []);
    assert_eq!(told(world.store.read(&world.outsider).round(id).await), AppError::NotFound);

    let drafts = AssessmentFilter {
        unit: Some(world.commerce),
        state: Some(State::Draft),
        limit: 2,
        offset: 2,
        ..AssessmentFilter::default()
    };
    let (rows, total) = world.store.read(&world.manager).assessments(drafts).await.unwrap();
    assert_eq!((rows.len(), total), (1, 3));
    assert_eq!(rows[0].unit_name, "Online Store");
    assert_eq!(rows[0].answered, 1);
    let approved = AssessmentFilter { state: Some(State::Approved), ..drafts };
    assert_eq!(world.store.read(&world.manager).assessments(approved).await.unwrap().1, 0);
}

#[tokio::test]
async fn a_second_round_of_the_same_name_is_refused_where_units_overlap() {
    let world = World::new().await;
    let open = |unit, name: &'static str| {
        let new = round(name, unit);
        let (store, manager) = (world.store.clone(), world.manager.clone());
        async move { store.open_round(&manager, &new).await }
    };
    open(world.commerce, "Q4 2026").await.unwrap();
    let said = said_about("name", open(world.online_store, "q4 2026").await);
    assert_eq!(said, "“Online Store” already has an assessment of a round called “q4 2026”.");
    said_about("name", open(world.root, "Q4 2026").await);
    open(world.logistics, "Q4 2026").await.unwrap();
    open(world.commerce, "Q4 2026, second look").await.unwrap();
}

#[tokio::test]
async fn only_managers_open_rounds_and_assessments() {
    let world = World::new().await;
    let new = NewAssessment { unit: world.online_store, name: "Extra".to_owned(), due_on: None };
    for actor in [&world.assessor, &world.auditor, &world.viewer, &world.admin] {
        let opened = world.store.open_round(actor, &round("Q4 2026", world.online_store)).await;
        assert!(matches!(told(opened), AppError::Refused(_)));
        assert!(matches!(
            told(world.store.open_assessment(actor, &new).await),
            AppError::Refused(_)
        ));
    }
    let opened =
        world.store.open_round(&world.outsider, &round("Q4 2026", world.online_store)).await;
    assert_eq!(told(opened), AppError::NotFound);
    assert_eq!(told(world.store.open_assessment(&world.outsider, &new).await), AppError::NotFound);

    let root = NewAssessment { unit: world.root, ..new.clone() };
    let opened = world.store.open_assessment(&world.manager, &root).await;
    assert!(matches!(told(opened), AppError::Conflict(_)), "the organisation is never assessed");
    world.store.retire_unit(&world.admin, world.logistics).await.unwrap();
    let retired = NewAssessment { unit: world.logistics, ..new };
    assert!(world.store.open_assessment(&world.manager, &retired).await.is_err());
    assert!(world.store.open_round(&world.manager, &round("Q4", world.logistics)).await.is_err());
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let world = World::new().await;
    let id = world.ad_hoc(world.online_store).await;
    let ivy = world.join("Ivy Chen", Role::Assessor, world.online_store).await;
    let save = async |actor: &Actor, one: AnswerDraft| {
        let saved = world.store.save_answers(actor, id, &[one]).await.unwrap();
        saved.saved.into_iter().next().unwrap().1
    };
    let yes = Some(Answer::Yes);
    assert_eq!(save(&world.assessor, draft(5, yes, "", 0)).await, Saved::Kept { version: 1 });
    let Saved::Stale { theirs } = save(&ivy, draft(5, Some(Answer::No), "Two unknown", 0)).await
    else {
        panic!("she had not seen the first answer");
    };
    assert_eq!((theirs.answer, theirs.version), (yes, 1));
    assert_eq!(theirs.answered_by_name, "Priya Raman");
    assert_eq!(world.workspace(&ivy, id).await.live.answers[0].answer, yes, "nothing was changed");

    // Having seen it, she may. Who saves the same again changes nothing and needs no version.
    let hers = draft(5, Some(Answer::No), "Two unknown", 1);
    assert_eq!(save(&ivy, hers.clone()).await, Saved::Kept { version: 2 });
    assert_eq!(save(&world.assessor, hers).await, Saved::Unchanged { version: 2 });
    assert!(matches!(save(&world.assessor, draft(5, yes, "", 1)).await, Saved::Stale { .. }));
    // An answer can be taken back; what was never there can be left so.
    assert_eq!(save(&ivy, draft(5, None, "", 2)).await, Saved::Kept { version: 3 });
    assert_eq!(save(&ivy, draft(6, None, "", 0)).await, Saved::Unchanged { version: 0 });
    assert_eq!(world.workspace(&ivy, id).await.live.sheet.progress().answered, 0);
    let saves = world.actions_on(id).await;
    assert_eq!(saves, ["assessment.opened", "answer.saved", "answer.saved", "answer.saved"]);
}

#[tokio::test]
async fn a_stale_answer_holds_up_no_other_and_each_is_audited_in_order() {
    let world = World::new().await;
    let id = world.ad_hoc(world.online_store).await;
    world.store.save_answers(&world.manager, id, &[draft(2, None, "Mine", 0)]).await.unwrap();
    let several = [
        draft(1, Some(Answer::Yes), "", 0),
        draft(2, Some(Answer::No), "", 0),
        draft(3, Some(Answer::No), "", 0),
    ];
    let saved = world.store.save_answers(&world.assessor, id, &several).await.unwrap().saved;
    assert_eq!(saved[0].1, Saved::Kept { version: 1 });
    assert!(matches!(saved[1].1, Saved::Stale { .. }));
    assert_eq!(saved[2].1, Saved::Kept { version: 1 });
    let entries =
        world.store.read(&world.auditor).history_of("assessment", id.0, 10).await.unwrap();
    let newest: Vec<_> = entries.iter().take(2).map(|entry| entry.after.clone()).collect();
    assert!(
        newest[0].contains("\"question\":3") && newest[1].contains("\"question\":1"),
        "{newest:?}"
    );
    world.verified().await;
}

#[tokio::test]
async fn a_foreign_question_saves_nothing_at_all() {
    let world = World::new().await;
    let id = world.ad_hoc(world.online_store).await;
    for foreign in [0, 11, u16::MAX] {
        let drafts = [draft(1, Some(Answer::Yes), "", 0), draft(foreign, Some(Answer::Yes), "", 0)];
        let saved = world.store.save_answers(&world.assessor, id, &drafts).await;
        assert_eq!(said_about("", saved), format!("There is no question {foreign}."));
        let to = Some(world.manager.person);
        let passed = world.store.delegate(&world.assessor, id, QuestionNo(foreign), to).await;
        assert_eq!(told(passed), AppError::NotFound);
    }
    assert_eq!(world.workspace(&world.assessor, id).await.live.answers, []);
}

#[tokio::test]
async fn only_whoever_may_answer_does() {
    let world = World::new().await;
    let id = world.ad_hoc(world.online_store).await;
    let one = [draft(1, Some(Answer::Yes), "", 0)];
    for actor in [&world.viewer, &world.auditor, &world.admin] {
        assert!(matches!(
            told(world.store.save_answers(actor, id, &one).await),
            AppError::Refused(_)
        ));
        let passed = world.store.delegate(actor, id, QuestionNo(1), None).await;
        assert!(matches!(told(passed), AppError::Refused(_)));
        assert!(matches!(told(world.store.submit(actor, id).await), AppError::Refused(_)));
    }
}

#[tokio::test]
async fn what_a_person_may_not_see_is_not_there() {
    let world = World::new().await;
    let hidden = world.submitted(10).await;
    let (store, outsider) = (&world.store, &world.outsider);
    for id in [hidden, AssessmentId(4711)] {
        let read = store.read(outsider);
        assert_eq!(told(read.assessment(id).await), AppError::NotFound);
        assert_eq!(told(read.workspace(id).await), AppError::NotFound);
        assert_eq!(told(read.submission(id, 1).await), AppError::NotFound);
        assert_eq!(read.submissions_of(id).await.unwrap(), []);
        let one = [draft(1, None, "x", 0)];
        assert_eq!(told(store.save_answers(outsider, id, &one).await), AppError::NotFound);
        assert_eq!(
            told(store.delegate(outsider, id, QuestionNo(1), None).await),
            AppError::NotFound
        );
        assert_eq!(told(store.submit(outsider, id).await), AppError::NotFound);
        for step in Step::ALL {
            let taken = store.decide(outsider, id, *step, "Because.").await;
            assert_eq!(told(taken), AppError::NotFound);
        }
    }
    assert_eq!(told(store.read(&world.manager).submission(hidden, 2).await), AppError::NotFound);
    let (rows, total) = store
        .read(outsider)
        .assessments(AssessmentFilter { limit: 9, ..AssessmentFilter::default() })
        .await
        .unwrap();
    assert_eq!((rows.len(), total), (0, 0));
    assert_eq!(store.read(outsider).submissions_of_unit(world.online_store).await.unwrap(), []);
}

#[tokio::test]
async fn a_question_is_passed_on_to_whoever_may_answer_it() {
    let world = World::new().await;
    let id = world.ad_hoc(world.online_store).await;
    let pass = async |to| world.store.delegate(&world.assessor, id, QuestionNo(7), to).await;
    for stranger in [world.outsider.person, world.viewer.person, world.auditor.person] {
        said_about("person", pass(Some(stranger)).await);
    }
    let ivy = world.join("Ivy Chen", Role::Assessor, world.commerce).await;
    pass(Some(ivy.person)).await.unwrap();
    let passed = world.workspace(&world.viewer, id).await.live.delegations;
    assert_eq!(passed.len(), 1);
    assert_eq!(passed[0].person_name, "Ivy Chen");
    assert_eq!(passed[0].delegated_by_name, "Priya Raman");
    let mine = world.store.read(&ivy).passed_on_to_me().await.unwrap();
    assert_eq!(
        (mine.len(), mine[0].question, mine[0].by.as_str()),
        (1, QuestionNo(7), "Priya Raman")
    );
    assert_eq!(world.store.read(&world.assessor).passed_on_to_me().await.unwrap(), []);
    let yes = draft(7, Some(Answer::Yes), "Checked.", 0);
    world.store.save_answers(&ivy, id, &[yes]).await.unwrap();
    assert_eq!(world.store.read(&ivy).passed_on_to_me().await.unwrap(), [], "it is answered");
    pass(Some(world.manager.person)).await.unwrap();
    pass(None).await.unwrap();
    assert_eq!(world.workspace(&ivy, id).await.live.delegations, []);
    let offered = world.store.read(&ivy).people_of(world.online_store).await.unwrap();
    let names: Vec<_> = offered.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Ingrid Solheim", "Ivy Chen", "Priya Raman"]);
    world.store.deactivate_person(&world.admin, ivy.person).await.unwrap();
    said_about("person", pass(Some(ivy.person)).await);
}

#[tokio::test]
async fn submitting_needs_all_ten() {
    let world = World::new().await;
    let id = world.ad_hoc(world.online_store).await;
    let mut some = ten(5);
    some.truncate(8);
    world.store.save_answers(&world.assessor, id, &some).await.unwrap();
    let submitted = world.store.submit(&world.assessor, id).await;
    let said = "Answer the remaining 2 questions first: 9 and 10.".to_owned();
    assert_eq!(told(submitted), AppError::Conflict(said));
    assert_eq!(world.state(id).await, State::Draft);
    let only_a_note = [draft(9, Some(Answer::No), "", 0), draft(10, None, "Later", 0)];
    world.store.save_answers(&world.assessor, id, &only_a_note).await.unwrap();
    let said = "Answer question 10 first.".to_owned();
    assert_eq!(told(world.store.submit(&world.assessor, id).await), AppError::Conflict(said));
    let last = [draft(10, Some(Answer::No), "Later", 1)];
    world.store.save_answers(&world.assessor, id, &last).await.unwrap();
    world.store.submit(&world.assessor, id).await.unwrap();
    assert_eq!(world.state(id).await, State::Submitted);
}

#[tokio::test]
async fn a_submitted_assessment_is_locked() {
    let world = World::new().await;
    let id = world.submitted(10).await;
    let one = [draft(1, Some(Answer::No), "", 1)];
    assert!(matches!(
        told(world.store.save_answers(&world.assessor, id, &one).await),
        AppError::Conflict(_)
    ));
    assert!(matches!(told(world.store.submit(&world.assessor, id).await), AppError::Conflict(_)));
    let passed = world.store.delegate(&world.assessor, id, QuestionNo(1), None).await;
    assert!(matches!(told(passed), AppError::Conflict(_)));
    let place = Place { assessment: id, question: QuestionNo(1) };
    let attached =
        world.store.attach_evidence(&world.assessor, place, &note_as_evidence("Late")).await;
    assert!(matches!(told(attached), AppError::Conflict(_)));
}

#[tokio::test]
async fn the_submission_keeps_the_facts_of_its_day() {
    let world = World::new().await;
    let id = world.ad_hoc(world.online_store).await;
    let model = ModelDetails::named("Size Adviser");
    let model =
        world.store.register_model(&world.assessor, world.online_store, model).await.unwrap();
    let accepted = world.attach(id, 1, "Register export").await;
    world.judge(accepted, 1, Verdict::Accepted).await;
    world.attach(id, 2, "Access review").await;
    let mut answers = ten(3);
    answers[0].note = "Swept on 20 Nov.".to_owned();
    world.store.save_answers(&world.assessor, id, &answers).await.unwrap();
    world.store.submit(&world.assessor, id).await.unwrap();

    let kept = world.store.read(&world.viewer).submission(id, 1).await.unwrap();
    let frozen = &kept.frozen;
    assert!(kept.intact);
    assert_eq!(frozen.seal().unwrap().sha256, kept.sha256);
    assert_eq!((kept.newest, frozen.revision), (1, 1));
    assert_eq!(frozen.unit_path, ["Aldermoor Group", "Commerce", "Online Store"]);
    assert_eq!((frozen.claimed.0, frozen.evidenced.0), (70, 90), "one yes of three is proven");
    let [first, second, ..] = frozen.answers.as_slice() else { panic!("{frozen:?}") };
    assert_eq!(first.note, "Swept on 20 Nov.");
    assert_eq!(first.answered_by.name, "Priya Raman");
    assert_eq!(first.inventory.clashes, ["Size Adviser has no owner."]);
    let first_item = &first.evidence[0];
    assert_eq!((first_item.verdict, first_item.counts), (Some(Verdict::Accepted), true));
    assert_eq!(first_item.sha256, sha256(b"Seen in the console on the day."));
    assert_eq!((second.evidence[0].verdict, second.evidence[0].counts), (None, false));
    let no = &frozen.answers[5];
    assert_eq!(
        (no.answer, no.inventory.clashes.len()),
        (Answer::No, 0),
        "a no is contradicted by nothing"
    );

    change_everything(&world, model, accepted).await;
    let again = world.store.read(&world.manager).submission(id, 1).await.unwrap();
    assert_eq!((&again.frozen, &again.sha256), (frozen, &kept.sha256));
    let score =
        world.store.read(&world.manager).submissions_of_unit(world.online_store).await.unwrap();
    assert_eq!((score[0].claimed, score[0].evidenced), (70, 90));
    world.verified().await;
}

/// Renames, moves and retires what the submission speaks of, and takes the accepted item away.
async fn change_everything(world: &World, model: ModelId, accepted: EvidenceId) {
    let (store, admin) = (&world.store, &world.admin);
    store.rename_self(&world.assessor, "Priya Raman-Okafor").await.unwrap();
    store.retire_model(&world.assessor, model).await.unwrap();
    store.withdraw_evidence(&world.assessor, accepted, "Replaced by a better one.").await.unwrap();
    store.rename_unit(admin, world.online_store, "Shop").await.unwrap();
    store.move_unit(admin, world.online_store, world.root).await.unwrap();
    store.retire_unit(admin, world.online_store).await.unwrap();
    store.rename_unit(admin, world.root, "Aldermoor Holding").await.unwrap();
    store.deactivate_person(admin, world.assessor.person).await.unwrap();
}

#[tokio::test]
async fn whoever_submitted_neither_approves_nor_returns() {
    let world = World::new().await;
    let id = world.ad_hoc(world.online_store).await;
    world.answer_all(id, 10).await;
    world.store.submit(&world.manager, id).await.unwrap();
    let said = "You submitted this assessment, so someone else has to approve or return it.";
    for step in [Step::Approve, Step::Return] {
        let taken = world.store.decide(&world.manager, id, step, "Because.").await;
        assert_eq!(told(taken), AppError::Refused(said.to_owned()));
    }
    let by_assessor = world.store.decide(&world.assessor, id, Step::Approve, "").await;
    assert!(matches!(told(by_assessor), AppError::Refused(_)));
    let other = world.join("Marta Lindqvist", Role::Manager, world.commerce).await;
    world.store.decide(&other, id, Step::Approve, "Agreed.").await.unwrap();
    assert_eq!(world.state(id).await, State::Approved);
    let kept = world.store.read(&world.viewer).submission(id, 1).await.unwrap();
    assert_eq!(kept.decisions.len(), 1);
    assert_eq!(kept.decisions[0].decided_by_name, "Marta Lindqvist");
    let again = world.store.decide(&other, id, Step::Approve, "").await;
    assert!(matches!(told(again), AppError::Conflict(_)));
}

#[tokio::test]
async fn a_return_says_why_and_opens_the_draft_again() {
    let world = World::new().await;
    let id = world.submitted(10).await;
    let (store, manager) = (&world.store, &world.manager);
    said_about("reason", store.decide(manager, id, Step::Return, "").await);
    store.decide(manager, id, Step::Return, "Question 5 needs the export.").await.unwrap();
    let assessment = store.read(&world.assessor).assessment(id).await.unwrap();
    assert_eq!(assessment.state, State::Draft);
    let (reason, by, _) = assessment.returned.unwrap();
    assert_eq!((reason.as_str(), by.as_str()), ("Question 5 needs the export.", "Ingrid Solheim"));

    // The second revision says something else; the first stays as it was, with its decision.
    let other = [draft(5, Some(Answer::No), "No export yet.", 1)];
    store.save_answers(&world.assessor, id, &other).await.unwrap();
    store.submit(&world.assessor, id).await.unwrap();
    let assessment = store.read(&world.assessor).assessment(id).await.unwrap();
    assert_eq!((assessment.revision, assessment.returned), (2, None));
    let (first, second) = both(&world, id).await;
    assert_eq!((first.frozen.claimed.0, second.frozen.claimed.0), (0, 10));
    assert_eq!((first.decisions.len(), second.decisions.len()), (1, 0));
    assert_eq!((first.newest, second.newest), (2, 2));
}

async fn both(world: &World, id: AssessmentId) -> (store::Submission, store::Submission) {
    let read = world.store.read(&world.viewer);
    (read.submission(id, 1).await.unwrap(), read.submission(id, 2).await.unwrap())
}

#[tokio::test]
async fn a_revision_corrects_what_was_approved_and_the_old_one_stays() {
    let world = World::new().await;
    let id = world.submitted(9).await;
    let (store, manager) = (&world.store, &world.manager);
    store.decide(manager, id, Step::Approve, "").await.unwrap();
    let by_viewer = store.decide(&world.viewer, id, Step::Revise, "").await;
    assert!(matches!(told(by_viewer), AppError::Refused(_)));
    store.decide(&world.assessor, id, Step::Revise, "").await.unwrap();
    assert_eq!(world.state(id).await, State::Draft);
    let answers = world.workspace(&world.assessor, id).await.live.answers;
    assert_eq!(answers.len(), 10, "the correction starts from what was said");
    let corrected = [draft(10, Some(Answer::Yes), "Exercised on 20 Nov.", 1)];
    store.save_answers(&world.assessor, id, &corrected).await.unwrap();
    store.submit(&world.assessor, id).await.unwrap();
    let (first, second) = both(&world, id).await;
    assert_eq!((first.frozen.claimed.0, second.frozen.claimed.0), (10, 0));
    assert_ne!(first.sha256, second.sha256);
    assert_eq!(
        world
            .actions_on(id)
            .await
            .iter()
            .filter(|action| *action != "answer.saved")
            .collect::<Vec<_>>(),
        [
            "assessment.opened",
            "assessment.submitted",
            "assessment.approved",
            "assessment.revised",
            "assessment.submitted"
        ]
    );
    world.verified().await;
}

#[tokio::test]
async fn last_time_stands_beside_the_question_and_is_never_copied() {
    let world = World::new().await;
    let first = world.ad_hoc(world.online_store).await;
    let still = world.attach(first, 1, "Register export").await;
    world.judge(still, 1, Verdict::Accepted).await;
    world.attach(first, 1, "Refused one").await;
    let refused = world.workspace(&world.assessor, first).await.live.evidence[1].id;
    world.judge(refused, 1, Verdict::Rejected).await;
    world.answer_all(first, 4).await;
    world.store.submit(&world.assessor, first).await.unwrap();

    world.clock.advance(chrono::Duration::days(30));
    let next = world.ad_hoc(world.online_store).await;
    let workspace = world.workspace(&world.assessor, next).await;
    assert_eq!(workspace.live.answers, []);
    let [last] = workspace.previous.as_slice() else { panic!("{:?}", workspace.previous) };
    assert_eq!(last.assessment, first);
    assert_eq!(last.frozen.answers[0].answer, Answer::Yes);
    let shown: Vec<_> = workspace.live.evidence.iter().map(|item| (item.id, item.state)).collect();
    assert_eq!(shown, [(still, EvidenceState::Accepted)], "what was rejected is not offered again");
    assert_eq!(world.workspace(&world.assessor, first).await.previous, []);

    world.clock.advance(chrono::Duration::days(70));
    let expired = world.workspace(&world.assessor, next).await.live.evidence;
    assert_eq!(expired[0].state, EvidenceState::Expired, "it wants renewing");
}

#[tokio::test]
async fn a_viewer_learns_that_evidence_is_there_and_not_what_it_says() {
    let world = World::new().await;
    let id = world.ad_hoc(world.online_store).await;
    world.attach(id, 3, "Data flow").await;
    let seen = world.workspace(&world.viewer, id).await.live.evidence;
    assert_eq!((seen[0].title.as_str(), &seen[0].body), ("Data flow", &None));
    let seen = world.workspace(&world.auditor, id).await.live.evidence;
    assert!(seen[0].body.is_some());
    let read = world.store.read(&world.viewer);
    assert!(!read.may(Action::OpenEvidence, world.online_store).await.unwrap());
}

#[tokio::test]
async fn a_frozen_submission_reads_back_from_its_bytes() {
    let world = World::new().await;
    let id = world.submitted(6).await;
    let kept = world.store.read(&world.manager).submission(id, 1).await.unwrap();
    let sealed = kept.frozen.seal().unwrap();
    assert_eq!(Frozen::read(&sealed.content).unwrap(), kept.frozen);
    assert_eq!(kept.frozen.recomputed().claimed, kept.frozen.claimed);
    assert_eq!(kept.frozen.recomputed().evidenced, kept.frozen.evidenced);
}
