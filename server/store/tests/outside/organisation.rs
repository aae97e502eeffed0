//! An organisation with an audit of one part of it, and secrets in everything else.
//!
//! Whatever lies within the audit has INSIDE in its words, whatever doesn't has SECRET.

use std::collections::BTreeSet;

use domain::assessment::{Round, Step};
use domain::audits::{Concluded, Grade, NewAudit, NewFinding, Opinion};
use domain::evidence::request::{Wanted, answered};
use domain::evidence::{Checked, GivenVerdict, Kind, Spot, Verdict};
use domain::models::ModelDetails;
use domain::notices::{HookForm, NoticeKind};
use domain::tasks::acceptance::{AcceptanceDecision, NewAcceptance};
use domain::tasks::{NewTask, Priority, Returning, Rhythm, TaskEffort};
use domain::{
    AcceptanceId, Actor, Answer, AssessmentId, AuditId, ChannelId, EvidenceId, FindingId, PersonId,
    Points, QuestionNo, RequestId, Role, RoundId, SavedReportId, SeriesId, TaskFilterId, TaskId,
    UnitId,
};
use store::{
    AnswerDraft, AssessmentFilter, Content, NewAssessment, NewChannel, NewEvidence, NewOutsider,
    NewRound, NewSample, NewUnit, Place, QueueFilter, Target,
};

use crate::world::World;

pub const ONE: QuestionNo = QuestionNo(1);
pub const TWO: QuestionNo = QuestionNo(2);

/// Things of one kind: one within the audit, and one that isn't.
pub struct Pair<T> {
    pub inside: T,
    pub secret: T,
}

/// What the audit is of: Commerce, the round of the first quarter of 2027, and its days.
pub struct Organisation {
    pub world: World,
    pub audit: Pair<AuditId>,
    pub outsider: Actor,
    pub round: Pair<RoundId>,
    /// Of Online Store.
    pub assessment: Pair<AssessmentId>,
    /// Of Online Store: valid in the window and accepted; valid before it.
    pub item: Pair<EvidenceId>,
    /// Of Logistics, valid in the window.
    pub elsewhere: EvidenceId,
    /// Of Online Store, valid in the window, and replaced after it.
    pub replaced: EvidenceId,
    /// Of Online Store, valid in the window, in the place of one that was valid before it.
    pub heir: EvidenceId,
    pub request: Pair<RequestId>,
    pub finding: Pair<FindingId>,
    /// Of Online Store, which is in the audit; tasks are none of its business.
    pub task: TaskId,
    /// Filters of the list of tasks that its assessor keeps.
    pub filter: TaskFilterId,
    /// A report that its manager shares with it.
    pub report: SavedReportId,
    /// That it returns, neither.
    pub series: SeriesId,
    /// Of that task's risk, neither.
    pub acceptance: AcceptanceId,
    /// Where the unit's news goes, neither.
    pub channel: ChannelId,
}

impl Organisation {
    pub async fn new() -> Self {
        let world = World::new().await;
        world.store.signing_key().await.unwrap();
        let nils = world.join("Nils SECRET", Role::Assessor, world.logistics).await;
        world.store.rename_unit(&world.admin, world.logistics, "SECRET Logistics").await.unwrap();
        a_moved_unit(&world).await;
        crate::questionnaires::secret(&world).await;
        models(&world, &nils).await;

        // The round before, submitted, returned and approved, with an item that ran out with the year.
        let before = round(&world, "SECRET round", "2026-11-24", "2026-12-31").await;
        let first = assessment(&world, world.online_store, before).await;
        let old =
            attach(&world, &world.assessor, first, "SECRET old", ("2026-11-20", "2026-12-31"));
        let old = old.await;
        judge(&world, None, old, world.online_store, (Verdict::Asked, "SECRET question")).await;
        let shop = world.online_store;
        let reply = world.store.reply_to_question(&world.assessor, old, shop, ONE, "SECRET reply");
        reply.await.unwrap();
        judge(&world, None, old, world.online_store, (Verdict::Rejected, "SECRET reason")).await;
        let days = ("2026-11-20", "2026-12-30");
        let ancestor = attach(&world, &world.assessor, first, "SECRET ancestor", days).await;
        submit(&world, &world.assessor, first, "SECRET note").await;
        world.store.decide(&world.manager, first, Step::Return, "SECRET return").await.unwrap();
        world.store.submit(&world.assessor, first).await.unwrap();
        world.store.decide(&world.manager, first, Step::Approve, "SECRET praise").await.unwrap();

        world.clock.set("2027-01-05T09:00:00Z");
        let during = round(&world, "INSIDE round", "2027-01-01", "2027-03-31").await;
        let second = assessment(&world, world.online_store, during).await;
        let far = assessment(&world, world.logistics, during).await;
        let (audit, outsider) = set_up(&world, during).await;
        world.clock.set("2027-01-12T09:00:00Z");
        let days = ("2027-01-10", "2027-06-10");
        let item = attach(&world, &world.assessor, second, "INSIDE item", days).await;
        let edge = ("2026-11-01", "2027-01-01");
        let replaced = attach(&world, &world.assessor, second, "INSIDE edge", edge).await;
        let heir = attach_over(&world, second, ancestor, "INSIDE heir", days).await;
        let elsewhere = attach(&world, &nils, far, "SECRET elsewhere", days).await;
        judge(&world, None, elsewhere, world.logistics, (Verdict::Accepted, "SECRET there")).await;
        shared(&world, far, second).await;
        judge(&world, None, item, shop, (Verdict::Asked, "INSIDE question")).await;
        let reply = world.store.reply_to_question(&world.assessor, item, shop, ONE, "INSIDE reply");
        reply.await.unwrap();
        judge(&world, Some(audit), item, shop, (Verdict::Accepted, "INSIDE reason")).await;
        world.clock.set("2027-01-20T09:00:00Z");
        submit(&world, &world.assessor, second, "INSIDE note").await;
        submit(&world, &nils, far, "SECRET far note").await;
        ad_hoc(&world, "INSIDE ad hoc").await;

        world.clock.set("2027-02-01T09:00:00Z");
        let request = ask(&world, Some(audit), "INSIDE wanted").await;
        let finding = raise(&world, audit, "INSIDE finding").await;
        let respond = world.store.respond_to_finding(&world.manager, finding, "INSIDE response");
        respond.await.unwrap();
        conclude(&world, audit, "INSIDE grounds").await;
        let other = another(&world).await;

        // After the window.
        world.clock.set("2027-04-15T09:00:00Z");
        let after = round(&world, "SECRET later round", "2027-04-01", "2027-06-30").await;
        let third = assessment(&world, world.online_store, after).await;
        let late = ("2027-04-05", "2027-07-05");
        attach(&world, &world.assessor, third, "SECRET late", late).await;
        attach_over(&world, third, replaced, "SECRET newer", late).await;
        let answer = attach(&world, &world.assessor, third, "INSIDE answer", late).await;
        let answered = answered(&answer.0.to_string(), "INSIDE words").unwrap();
        world.store.answer_request(&world.assessor, request, &answered).await.unwrap();
        submit(&world, &world.assessor, third, "SECRET third note").await;
        ad_hoc(&world, "SECRET ad hoc").await;
        samples(&world, &outsider, audit).await;
        let task = a_task(&world).await;
        let acceptance = a_risk(&world, task).await;
        let series = a_series(&world, task).await;
        let (unit, new) = (world.online_store, channel("SECRET channel"));
        let channel = world.store.add_channel(&world.manager, unit, &new).await.unwrap();
        let filter = a_filter(&world).await;
        let report = a_report(&world).await;
        world.clock.set("2027-05-10T09:00:00Z");
        Self {
            audit: Pair { inside: audit, secret: other.0 },
            outsider: world.again(outsider.person).await,
            round: Pair { inside: during, secret: before },
            assessment: Pair { inside: second, secret: first },
            item: Pair { inside: item, secret: old },
            elsewhere,
            replaced,
            heir,
            request: Pair { inside: request, secret: other.1 },
            finding: Pair { inside: finding, secret: other.2 },
            task,
            acceptance,
            series,
            channel,
            filter,
            report,
            world,
        }
    }
}

/// A channel that is told of tasks.
pub fn channel(name: &str) -> NewChannel {
    NewChannel {
        name: name.to_owned(),
        form: HookForm::Slack,
        host: "https://secret.example".to_owned(),
        target: Target { address: "https://secret.example/s3cret".to_owned(), secret: None },
        kinds: vec![NoticeKind::Assigned, NoticeKind::Watched],
    }
}

/// What it is about, and what the unit is to reach, are the organisation's own business.
async fn a_report(world: &World) -> SavedReportId {
    let unit = world.online_store;
    let on = "2027-12-31".parse().unwrap();
    world.store.set_target(&world.manager, unit, on, Some(Points(7))).await.unwrap();
    let saved = world.store.save_report(&world.manager, "SECRET report", "", Some(unit));
    saved.await.unwrap();
    world.store.read(&world.manager).saved_reports().await.unwrap()[0].id
}

async fn a_filter(world: &World) -> TaskFilterId {
    world.store.save_task_filter(&world.assessor, "SECRET filter", "q=SECRET").await.unwrap();
    world.store.read(&world.assessor).task_filters().await.unwrap()[0].id
}

/// One that was accepted until the summer.
async fn a_risk(world: &World, task: TaskId) -> AcceptanceId {
    let new =
        NewAcceptance { reason: "SECRET risk".to_owned(), until: "2027-07-31".parse().unwrap() };
    let id = world.store.ask_to_accept(&world.assessor, task, &new).await.unwrap();
    let (granted, words) = (AcceptanceDecision::Granted, "SECRET words");
    world.store.decide_acceptance(&world.manager, id, granted, words).await.unwrap();
    id
}

async fn a_series(world: &World, task: TaskId) -> SeriesId {
    let weekly = Returning { rhythm: Rhythm::Days(7), lead_days: 1 };
    world.store.begin_series(&world.manager, task, weekly).await.unwrap()
}

async fn a_task(world: &World) -> TaskId {
    let new = task(world.assessor.person, "SECRET task");
    world.store.create_task(&world.manager, world.online_store, &new).await.unwrap()
}

/// A task about the first question.
pub fn task(of: PersonId, words: &str) -> NewTask {
    NewTask {
        title: words.to_owned(),
        about: words.to_owned(),
        question: ONE,
        assignee: of,
        due_on: "2027-06-30".parse().unwrap(),
        priority: Priority::High,
        effort: TaskEffort::Small,
        models: BTreeSet::new(),
        steps: vec![words.to_owned()],
        cause: None,
    }
}

async fn a_moved_unit(world: &World) {
    let new = |parent, name: &str| NewUnit { parent, name: name.to_owned() };
    let (store, admin) = (&world.store, &world.admin);
    let lab = store.create_unit(admin, &new(world.root, "SECRET Lab")).await.unwrap();
    let kiosk = store.create_unit(admin, &new(lab, "INSIDE Kiosk")).await.unwrap();
    store.move_unit(admin, kiosk, world.commerce).await.unwrap();
}

async fn models(world: &World, nils: &Actor) {
    let named = ModelDetails::named;
    let (store, shop) = (&world.store, world.online_store);
    store.register_model(&world.assessor, shop, named("INSIDE model")).await.unwrap();
    store.register_model(nils, world.logistics, named("SECRET model")).await.unwrap();
    let moved = store.register_model(nils, world.logistics, named("INSIDE moved")).await.unwrap();
    store.move_model(&world.manager, moved, shop).await.unwrap();
}

/// An audit of Commerce, and somebody from outside who sees it up to and with 30 June.
async fn set_up(world: &World, round: RoundId) -> (AuditId, Actor) {
    let mut new = audit_of(world.commerce, "INSIDE", ("2027-01-01", "2027-03-31"));
    new.rounds.insert(round);
    let audit = world.store.open_audit(&world.auditor, &new).await.unwrap();
    (audit, invite(world, audit, "Mina INSIDE", "2027-06-30").await)
}

fn audit_of(unit: UnitId, word: &str, (from, to): (&str, &str)) -> NewAudit {
    NewAudit {
        name: format!("{word} audit"),
        about: format!("{word} purpose"),
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        units: [unit].into(),
        rounds: BTreeSet::new(),
        auditors: BTreeSet::new(),
    }
}

pub async fn invite(world: &World, audit: AuditId, name: &str, until: &str) -> Actor {
    let email = format!("{}@pruefer.example", name.to_lowercase().replace(' ', "."));
    let new = NewOutsider { name: name.to_owned(), email, until: until.parse().unwrap() };
    let link = world.store.invite_from_outside(&world.admin, audit, &new).await.unwrap();
    world.store.spend_link(&link.token, "hash").await.unwrap();
    world.again(link.person).await
}

/// An audit of the same unit, of other days, with what it collected.
async fn another(world: &World) -> (AuditId, RequestId, FindingId) {
    let new = audit_of(world.online_store, "SECRET", ("2026-07-01", "2026-12-31"));
    let audit = world.store.open_audit(&world.auditor, &new).await.unwrap();
    invite(world, audit, "Jon SECRET", "2027-06-30").await;
    ask(world, None, "SECRET wanted of nobody's").await;
    let request = ask(world, Some(audit), "SECRET wanted").await;
    let finding = raise(world, audit, "SECRET finding").await;
    conclude(world, audit, "SECRET grounds").await;
    (audit, request, finding)
}

/// An item of Logistics that Online Store uses as well.
async fn shared(world: &World, far: AssessmentId, near: AssessmentId) {
    let manager = &world.manager;
    let days = ("2027-01-09", "2027-04-09");
    let item = attach(world, manager, far, "INSIDE shared", days).await;
    judge(world, None, item, world.logistics, (Verdict::Rejected, "SECRET verdict there")).await;
    let place = Place { assessment: near, question: TWO };
    world.store.attach_existing(manager, place, item).await.unwrap();
}

async fn samples(world: &World, outsider: &Actor, audit: AuditId) {
    let sample = |words: &str| NewSample {
        filter: QueueFilter::default(),
        filter_query: words.to_owned(),
        size: 50,
        seed: words.to_owned(),
    };
    world.store.draw_sample(&world.auditor, &sample("SECRET sample")).await.unwrap();
    let bounded = world.store.within(audit).await.unwrap();
    bounded.draw_sample(outsider, &sample("INSIDE sample")).await.unwrap();
}

async fn round(world: &World, name: &str, opens: &str, due: &str) -> RoundId {
    let round = Round {
        name: name.to_owned(),
        opens_on: opens.parse().unwrap(),
        due_on: due.parse().unwrap(),
        cadence_days: 92,
    };
    world.store.open_round(&world.manager, &NewRound { unit: world.root, round }).await.unwrap()
}

async fn assessment(world: &World, unit: UnitId, round: RoundId) -> AssessmentId {
    let (unit, round) = (Some(unit), Some(round));
    let filter = AssessmentFilter { unit, round, limit: 10, ..AssessmentFilter::default() };
    let (rows, _) = world.store.read(&world.manager).assessments(filter).await.unwrap();
    rows.first().unwrap().id
}

pub async fn attach(
    world: &World,
    actor: &Actor,
    assessment: AssessmentId,
    title: &str,
    days: (&str, &str),
) -> EvidenceId {
    let place = Place { assessment, question: ONE };
    world.store.attach_evidence(actor, place, &note(title, days, None)).await.unwrap()
}

/// The same in the place of another item, by Priya Raman.
async fn attach_over(
    world: &World,
    assessment: AssessmentId,
    other: EvidenceId,
    title: &str,
    days: (&str, &str),
) -> EvidenceId {
    let place = Place { assessment, question: ONE };
    let new = note(title, days, Some(other));
    world.store.attach_evidence(&world.assessor, place, &new).await.unwrap()
}

fn note(title: &str, (from, until): (&str, &str), supersedes: Option<EvidenceId>) -> NewEvidence {
    let entry = Checked {
        kind: Kind::Note,
        title: title.to_owned(),
        file_name: None,
        url: None,
        body: Some(format!("The text of {title}.")),
        collected_on: from.parse().unwrap(),
        valid_until: until.parse().unwrap(),
    };
    NewEvidence { entry, content: Content::Text, supersedes }
}

async fn judge(
    world: &World,
    audit: Option<AuditId>,
    evidence: EvidenceId,
    unit: UnitId,
    (verdict, reason): (Verdict, &str),
) {
    let given = GivenVerdict { verdict, reason: reason.to_owned() };
    let spot = Spot { unit, question: ONE, evidence };
    world.store.give_verdict_for(&world.auditor, audit, spot, &given).await.unwrap();
}

/// Answers everything, half of it with yes, and submits.
async fn submit(world: &World, actor: &Actor, id: AssessmentId, note: &str) {
    let drafts: Vec<AnswerDraft> = (1..=10)
        .map(|question| AnswerDraft {
            question: QuestionNo(question),
            answer: Some(if question < 6 { Answer::Yes } else { Answer::No }),
            note: format!("{note} {question}"),
            seen: 0,
        })
        .collect();
    world.store.save_answers(actor, id, &drafts).await.unwrap();
    world.store.submit(actor, id).await.unwrap();
}

/// An assessment of Customer Care outside any round, submitted.
async fn ad_hoc(world: &World, name: &str) {
    let new = NewAssessment { unit: world.customer_care, name: name.to_owned(), due_on: None };
    let id = world.store.open_assessment(&world.manager, &new).await.unwrap();
    submit(world, &world.manager, id, &format!("{name} note")).await;
}

async fn ask(world: &World, audit: Option<AuditId>, words: &str) -> RequestId {
    let wanted = Wanted { wanted: words.to_owned(), due_on: "2027-05-20".parse().unwrap() };
    let (store, auditor) = (&world.store, &world.auditor);
    store.request_evidence_for(auditor, audit, world.online_store, ONE, &wanted).await.unwrap()
}

async fn raise(world: &World, audit: AuditId, words: &str) -> FindingId {
    let new = NewFinding {
        unit: world.online_store,
        question: ONE,
        grade: Grade::Minor,
        title: words.to_owned(),
        detail: format!("{words}: detail"),
    };
    world.store.raise_finding(&world.auditor, audit, &new).await.unwrap()
}

async fn conclude(world: &World, audit: AuditId, words: &str) {
    let given = Concluded { unit: None, opinion: Opinion::Qualified, words: words.to_owned() };
    world.store.conclude(&world.auditor, audit, &given).await.unwrap();
}
