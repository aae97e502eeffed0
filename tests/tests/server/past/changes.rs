//! Changes of every kind, as they happen to an organisation on a later day.

use std::collections::BTreeSet;

use chrono::Duration;
use domain::assessment::{Round, Step};
use domain::audits::{Concluded, Ending, Grade, NewAudit, NewFinding, Opinion};
use domain::evidence::request::{answered, wanted};
use domain::evidence::{Entry, GivenVerdict, Kind, Verdict};
use domain::models::ModelDetails;
use domain::tasks::TaskStep;
use domain::tasks::acceptance::AcceptanceDecision;
use domain::{Actor, Answer, AssessmentId, Clock as _, EvidenceId, QuestionNo, Role};
use store::{
    AnswerDraft, Content, NewEvidence, NewPerson, NewRound, NewSample, NewUnit, PartKind, Place,
    QueueFilter,
};
use tests::organisation::parts;
use tests::{Site, Who};

async fn actor(site: &Site, who: Who) -> Actor {
    site.store.actor(site.known.person(who)).await.unwrap().unwrap()
}

fn given(verdict: Verdict) -> GivenVerdict {
    GivenVerdict { verdict, reason: "Looked at it.".to_owned() }
}

fn answer(question: u16, answer: Answer, seen: u32) -> AnswerDraft {
    let note = "Thought again".to_owned();
    AnswerDraft { question: QuestionNo(question), answer: Some(answer), note, seen }
}

async fn attach(
    site: &Site,
    by: &Actor,
    place: (AssessmentId, u16),
    supersedes: Option<EvidenceId>,
) -> EvidenceId {
    let entry = Entry {
        kind: Kind::Note,
        title: "A later note".to_owned(),
        file_name: String::new(),
        url: String::new(),
        body: "Said later.".to_owned(),
        collected_on: site.clock.today().to_string(),
        valid_until: String::new(),
    };
    let entry = entry.checked(site.clock.today(), 180).unwrap();
    let place = Place { assessment: place.0, question: QuestionNo(place.1) };
    let new = NewEvidence { entry, content: Content::Text, supersedes };
    site.store.attach_evidence(by, place, &new).await.unwrap()
}

/// Verdicts of the first day, so that something counts at its end.
pub async fn judge_at_first(site: &Site) {
    let (near, auditor) = (&site.known.near, actor(site, Who::Auditor).await);
    for (item, question) in [(near.file, 1), (near.link, 2)] {
        let verdict = given(Verdict::Accepted);
        let question = QuestionNo(question);
        site.store.give_verdict(&auditor, item, near.unit, question, &verdict).await.unwrap();
    }
}

/// Changes of every kind, minutes apart.
pub async fn change_everything(site: &Site) {
    change_assessments(site).await;
    change_evidence(site).await;
    change_models(site).await;
    change_units(site).await;
    change_people(site).await;
    change_tasks(site).await;
    change_audits(site).await;
    change_roles(site).await;
}

/// Changes of another day, to things that were changed before.
pub async fn change_again(site: &Site) {
    let (store, near) = (&site.store, &site.known.near);
    let assessor = actor(site, Who::Assessor).await;
    let auditor = actor(site, Who::Auditor).await;
    let admin = actor(site, Who::Admin).await;
    pass(site);
    store.save_answers(&assessor, near.draft, &[answer(1, Answer::Yes, 2)]).await.unwrap();
    pass(site);
    let (no, verdict) = (QuestionNo(5), given(Verdict::Accepted));
    store.give_verdict(&auditor, near.asked, near.unit, no, &verdict).await.unwrap();
    pass(site);
    let why = "Somebody else's system";
    store.withdraw_evidence(&assessor, near.note, why).await.unwrap();
    pass(site);
    store.restore_model(&assessor, near.model).await.unwrap();
    pass(site);
    store.record_response_plan(&assessor, near.unit, "Call two people.", None).await.unwrap();
    for (unit, name) in
        [(near.unit, "Shop"), (site.known.commerce, "Retail"), (site.known.root, "Aldermoor Plc")]
    {
        pass(site);
        store.rename_unit(&admin, unit, name).await.unwrap();
    }
    pass(site);
    store.rename_self(&assessor, "Priya Holt").await.unwrap();
    pass(site);
    let manager = actor(site, Who::Manager).await;
    let asked = store.read(&manager).acceptances_of(near.to_accept).await.unwrap()[0].id;
    store.withdraw_acceptance(&manager, asked, "No longer.").await.unwrap();
    pass(site);
    let (ready, approve) = (near.ready, Step::Approve);
    store.decide(&manager, ready, approve, "").await.unwrap();
}

fn pass(site: &Site) {
    site.clock.advance(Duration::minutes(1));
}

async fn change_assessments(site: &Site) {
    let (store, near) = (&site.store, &site.known.near);
    let assessor = actor(site, Who::Assessor).await;
    let manager = actor(site, Who::Manager).await;
    let colleague = site.known.person(Who::Colleague);
    pass(site);
    let drafts = [answer(1, Answer::No, 1), answer(4, Answer::Yes, 0)];
    store.save_answers(&assessor, near.draft, &drafts).await.unwrap();
    pass(site);
    store.delegate(&assessor, near.draft, QuestionNo(5), Some(colleague)).await.unwrap();
    pass(site);
    store.delegate(&assessor, near.draft, QuestionNo(5), None).await.unwrap();
    pass(site);
    store.submit(&assessor, near.ready).await.unwrap();
    pass(site);
    store.decide(&manager, near.submitted, Step::Return, "Not yet").await.unwrap();
    pass(site);
    store.save_answers(&assessor, near.submitted, &[answer(2, Answer::No, 1)]).await.unwrap();
    pass(site);
    store.submit(&assessor, near.submitted).await.unwrap();
    pass(site);
    store.decide(&assessor, near.approved, Step::Revise, "A mistake").await.unwrap();
    pass(site);
    store.delegate(&assessor, near.draft, QuestionNo(6), Some(colleague)).await.unwrap();
    pass(site);
    let closed = format!("UPDATE rounds SET closed_at = '{}'", site.clock.now());
    site.database().await.run(&closed).await;
    let round = Round {
        name: "Q1 2027".to_owned(),
        opens_on: site.clock.today(),
        due_on: site.clock.today() + Duration::days(20),
        cadence_days: 92,
    };
    store.open_round(&manager, &NewRound { unit: site.known.root, round }).await.unwrap();
}

async fn change_evidence(site: &Site) {
    let (store, near) = (&site.store, &site.known.near);
    let assessor = actor(site, Who::Assessor).await;
    let auditor = actor(site, Who::Auditor).await;
    pass(site);
    attach(site, &assessor, (near.draft, 6), None).await;
    pass(site);
    let place = Place { assessment: near.draft, question: QuestionNo(7) };
    store.attach_existing(&assessor, place, near.note).await.unwrap();
    pass(site);
    let (no, verdict) = (QuestionNo(1), given(Verdict::Rejected));
    store.give_verdict(&auditor, near.file, near.unit, no, &verdict).await.unwrap();
    pass(site);
    let (no, verdict) = (QuestionNo(3), given(Verdict::Asked));
    store.give_verdict(&auditor, near.note, near.unit, no, &verdict).await.unwrap();
    pass(site);
    store.open_evidence(&auditor, near.file, None).await.unwrap();
    pass(site);
    let said = "Two of us did.";
    let no = QuestionNo(5);
    store.reply_to_question(&assessor, near.asked, near.unit, no, said).await.unwrap();
    pass(site);
    let today = site.clock.today();
    let wanted = wanted("The minutes of today.", &today.to_string(), today).unwrap();
    // One more than are answered, so that how many are open is another number.
    for no in [2, 4] {
        store.request_evidence(&auditor, near.unit, QuestionNo(no), &wanted).await.unwrap();
        pass(site);
    }
    let answer = answered("", "There were none.").unwrap();
    store.answer_request(&assessor, near.request, &answer).await.unwrap();
    pass(site);
    attach(site, &assessor, (near.draft, 2), Some(near.link)).await;
    pass(site);
    store.withdraw_evidence(&assessor, near.file, "The wrong file").await.unwrap();
}

async fn change_models(site: &Site) {
    let (store, near) = (&site.store, &site.known.near);
    let assessor = actor(site, Who::Assessor).await;
    let manager = actor(site, Who::Manager).await;
    let revision = async || store.read(&manager).model(near.model).await.unwrap().revision;
    pass(site);
    let new = store.register_model(&assessor, near.unit, ModelDetails::named("A later model"));
    let new = new.await.unwrap();
    pass(site);
    let details = ModelDetails {
        purpose: "Something else".to_owned(),
        tags: vec!["later".to_owned()],
        owner: Some(site.known.person(Who::Colleague)),
        ..ModelDetails::named("Shop helper")
    };
    store.edit_model(&assessor, near.model, revision().await, details).await.unwrap();
    for part in parts().into_iter().filter(|part| part.kind() != PartKind::Credential) {
        pass(site);
        store.add_part(&assessor, near.model, part).await.unwrap();
    }
    pass(site);
    let [deployment, ..] = parts();
    let id = near.parts[&PartKind::Deployment];
    let store::Part::Deployment(mut changed) = deployment else { unreachable!() };
    changed.platform = "somewhere else".to_owned();
    let changed = store::Part::Deployment(changed);
    store.change_part(&assessor, near.model, id, revision().await, changed).await.unwrap();
    pass(site);
    let id = near.parts[&PartKind::Credential];
    store.remove_part(&assessor, near.model, PartKind::Credential, id).await.unwrap();
    pass(site);
    store.restore_model(&assessor, near.retired_model).await.unwrap();
    pass(site);
    store.move_model(&manager, near.retired_model, site.known.customer_care).await.unwrap();
    pass(site);
    store.retire_model(&assessor, near.model).await.unwrap();
    pass(site);
    store.retire_model(&assessor, new).await.unwrap();
}

async fn change_units(site: &Site) {
    let (store, known) = (&site.store, &site.known);
    let admin = actor(site, Who::Admin).await;
    let assessor = actor(site, Who::Assessor).await;
    pass(site);
    store.record_response_plan(&assessor, known.near.unit, "Call somebody.", None).await.unwrap();
    for (unit, name) in [
        (known.near.unit, "Web Shop"),
        (known.commerce, "Trade"),
        (known.root, "Aldermoor Holding"),
    ] {
        pass(site);
        store.rename_unit(&admin, unit, name).await.unwrap();
    }
    pass(site);
    let new = NewUnit { parent: known.commerce, name: "Marketplace".to_owned() };
    store.create_unit(&admin, &new).await.unwrap();
    pass(site);
    // Not out of anybody's sight: who may see what is decided by the tree of today.
    store.move_unit(&admin, known.near.unit, known.customer_care).await.unwrap();
    pass(site);
    store.retire_unit(&admin, known.corporate).await.unwrap();
    pass(site);
    store.reinstate_unit(&admin, known.retired_unit).await.unwrap();
}

async fn change_people(site: &Site) {
    let (store, known) = (&site.store, &site.known);
    let admin = actor(site, Who::Admin).await;
    let assessor = actor(site, Who::Assessor).await;
    pass(site);
    store.rename_self(&assessor, "Priya Raman-Holt").await.unwrap();
    pass(site);
    let new = NewPerson {
        name: "Somebody New".to_owned(),
        email: "new@aldermoor.example".to_owned(),
        role: Role::Assessor,
        unit: Some(known.near.unit),
    };
    store.invite(&admin, &new).await.unwrap();
    pass(site);
    store.hand_over(&admin, known.person(Who::Colleague), assessor.person).await.unwrap();
    pass(site);
    store.deactivate_person(&admin, known.person(Who::Colleague)).await.unwrap();
    pass(site);
    store.reactivate_person(&admin, known.deactivated).await.unwrap();
}

async fn change_tasks(site: &Site) {
    let (store, near) = (&site.store, &site.known.near);
    let assessor = actor(site, Who::Assessor).await;
    let manager = actor(site, Who::Manager).await;
    pass(site);
    store.take_step(&assessor, near.task, 1, TaskStep::Start, "").await.unwrap();
    pass(site);
    store.tick(&assessor, near.task, 1, true).await.unwrap();
    pass(site);
    store.redate_tasks(&manager, &[near.task], "2027-03-31".parse().unwrap()).await.unwrap();
    pass(site);
    let why = "Nothing runs any more.";
    store.take_step(&manager, near.task, 3, TaskStep::Cancel, why).await.unwrap();
    pass(site);
    store.comment_on_task(&assessor, near.returns, "Said later.").await.unwrap();
    pass(site);
    let series = store.read(&manager).series_of(near.returns).await.unwrap().unwrap().id;
    store.end_series(&manager, series).await.unwrap();
    pass(site);
    let asked = store.read(&manager).acceptances_of(near.to_accept).await.unwrap()[0].id;
    let granted = AcceptanceDecision::Granted;
    store.decide_acceptance(&manager, asked, granted, "Until spring.").await.unwrap();
}

async fn change_audits(site: &Site) {
    let (store, near) = (&site.store, &site.known.near);
    let auditor = actor(site, Who::Auditor).await;
    let manager = actor(site, Who::Manager).await;
    pass(site);
    let filter = QueueFilter { unit: Some(near.unit), ..QueueFilter::default() };
    let (filter_query, seed) = (format!("unit={}", near.unit), "later".to_owned());
    let sample = NewSample { filter, filter_query, size: 3, seed };
    store.draw_sample(&auditor, &sample).await.unwrap();
    pass(site);
    let finding = NewFinding {
        unit: near.unit,
        question: QuestionNo(2),
        grade: Grade::Major,
        title: "A later finding".to_owned(),
        detail: "Found on a later day.".to_owned(),
    };
    store.raise_finding(&auditor, near.audit, &finding).await.unwrap();
    pass(site);
    store.respond_to_finding(&manager, near.finding, "They are named now.").await.unwrap();
    pass(site);
    store.end_finding(&auditor, near.finding, Ending::Remedied, "Seen.").await.unwrap();
    pass(site);
    let whole =
        Concluded { unit: None, opinion: Opinion::Adverse, words: "Thought again.".to_owned() };
    store.conclude(&auditor, near.audit, &whole).await.unwrap();
    pass(site);
    let audit = NewAudit {
        name: "A later audit".to_owned(),
        about: String::new(),
        from: site.clock.today(),
        to: site.clock.today(),
        units: [site.known.commerce].into(),
        rounds: BTreeSet::new(),
        auditors: BTreeSet::new(),
    };
    store.open_audit(&auditor, &audit).await.unwrap();
}

/// Roles of whoever does not look: who may see what is decided by the roles of today.
async fn change_roles(site: &Site) {
    let (store, known) = (&site.store, &site.known);
    let admin = actor(site, Who::Admin).await;
    let (nobody, colleague) = (known.person(Who::Nobody), known.person(Who::Assessor));
    pass(site);
    store.grant_role(&admin, nobody, Role::Manager, Some(known.near.unit)).await.unwrap();
    pass(site);
    store.grant_role(&admin, colleague, Role::Viewer, Some(known.commerce)).await.unwrap();
    pass(site);
    store.revoke_role(&admin, nobody, Role::Manager, Some(known.near.unit)).await.unwrap();
}
