//! The organisation of every site under test: people in every role, two places that can't see each
//! other, and one of each thing in each of them.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Duration;
use domain::assessment::{Round, Step};
use domain::audits::{Concluded, Grade, NewAudit, NewFinding, Opinion};
use domain::evidence::request::wanted;
use domain::evidence::{Entry, Kind, Verdict, given};
use domain::models::{
    AccessLevel, Classification, Credential, DataSource, Deployment, Environment, Exposure,
    Hosting, ModelDetails, Permission, SecretPlace, Switch, Validation, ValidationResult,
    YesNoUnknown,
};
use domain::notices::{HookForm, NoticeKind};
use domain::questionnaires::{Origin, shipped};
use domain::tasks::acceptance::NewAcceptance;
use domain::tasks::{NewTask, Priority, Returning, Rhythm, TaskEffort, TaskStep};
use domain::{
    Actor, Answer, AssessmentId, AuditId, ChannelId, CheckId, Clock as _, Day, EvidenceId,
    FindingId, ModelId, NoticeId, PersonId, QuestionNo, QuestionnaireDraftId, RequestId, Role,
    RoundId, SampleId, SavedReportId, TaskFilterId, TaskId, UnitId,
};
use store::{
    AnswerDraft, AssessmentFilter, Content, NewAssessment, NewChannel, NewEvidence, NewOutsider,
    NewPerson, NewRound, NewSample, Part, PartKind, Place, QueueFilter, SetupStep, Store, Target,
};

use crate::clock::ManualClock;

/// Everybody's password.
pub const PASSWORD: &str = "three unrelated words";

/// Somebody who can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// Administrator and nothing else.
    Admin,
    /// Manager of everything.
    Manager,
    /// Auditor of everything.
    Auditor,
    /// Manager of Commerce, which has the near things, and of nothing else.
    NearManager,
    /// Auditor of Commerce and of nothing else.
    NearAuditor,
    /// Assessor of Online Store.
    Assessor,
    /// A second assessor of Online Store.
    Colleague,
    /// Viewer of Commerce.
    Viewer,
    /// Assessor of Logistics, which has the far things.
    Outsider,
    /// An account without any role.
    Nobody,
}

impl Who {
    /// Everybody.
    pub const ALL: [Self; 10] = [
        Self::Admin,
        Self::Manager,
        Self::Auditor,
        Self::NearManager,
        Self::NearAuditor,
        Self::Assessor,
        Self::Colleague,
        Self::Viewer,
        Self::Outsider,
        Self::Nobody,
    ];

    /// Their name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "Callum Reyes",
            Self::Manager => "Ingrid Solheim",
            Self::Auditor => "Dele Adeyemi",
            Self::NearManager => "Mara Lindqvist",
            Self::NearAuditor => "Aiko Tanaka",
            Self::Assessor => "Priya Raman",
            Self::Colleague => "Tom Okafor",
            Self::Viewer => "Hana Novak",
            Self::Outsider => "Kenji Ota",
            Self::Nobody => "Nils Berg",
        }
    }

    /// By which they sign in.
    #[must_use]
    pub fn email(self) -> String {
        email_of(self.name())
    }

    /// The one whom a test means by a role's name.
    ///
    /// # Panics
    /// When there is no such role.
    #[must_use]
    pub fn of_role(role: &str) -> Self {
        match role {
            "administrator" => Self::Admin,
            "manager" => Self::Manager,
            "auditor" => Self::Auditor,
            "assessor" => Self::Assessor,
            "viewer" => Self::Viewer,
            "outsider" => Self::Outsider,
            "nobody" => Self::Nobody,
            other => panic!("nobody is {other}"),
        }
    }
}

/// The address of somebody of this name.
#[must_use]
pub fn email_of(name: &str) -> String {
    format!("{}@aldermoor.example", name.to_lowercase().replace(' ', "."))
}

/// One of each thing in one place.
#[derive(Debug, Clone)]
pub struct Things {
    /// The unit.
    pub unit: UnitId,
    /// A model with one part of every kind.
    pub model: ModelId,
    /// The ids of its parts.
    pub parts: HashMap<PartKind, i64>,
    /// A model that is retired.
    pub retired_model: ModelId,
    /// A round over this unit alone.
    pub round: RoundId,
    /// A draft of the big round, with question 1 answered and evidence for it.
    pub draft: AssessmentId,
    /// A draft outside any round, with all ten answered.
    pub ready: AssessmentId,
    /// An assessment that was submitted.
    pub submitted: AssessmentId,
    /// An assessment that was approved.
    pub approved: AssessmentId,
    /// A file, attached to question 1 of the draft.
    pub file: EvidenceId,
    /// A link, attached to question 2.
    pub link: EvidenceId,
    /// A note, attached to question 3.
    pub note: EvidenceId,
    /// A picture, attached to question 4.
    pub picture: EvidenceId,
    /// A note attached to question 5, about which an auditor asked something.
    pub asked: EvidenceId,
    /// A note that took the place of another, attached to question 9.
    pub newer: EvidenceId,
    /// A request for evidence on question 1, asked by a manager of the place.
    pub request: RequestId,
    /// An audit that could be closed, of all auditors of the place.
    pub audit: AuditId,
    /// A finding of it.
    pub finding: FindingId,
    /// Somebody from outside, let in for it.
    pub outsider: PersonId,
    /// A sample of two items of the place, drawn by its auditor.
    pub sample: SampleId,
    /// What the place's assessor was told last.
    pub notice: NoticeId,
    /// Where the place's news is posted to; a message to it was given up.
    pub channel: ChannelId,
    /// Filters of the list of tasks that the place's assessor keeps: what is blocked.
    pub filter: TaskFilterId,
    /// A report that the unit's assessor keeps: this quarter.
    pub report: SavedReportId,
    /// A task about question 2 whose risk its assessor asked to have accepted.
    pub to_accept: TaskId,
    /// A task about question 3 that returns each quarter.
    pub returns: TaskId,
    /// A task about question 6 that was verified, so that the answer can be put right.
    pub verified: TaskId,
    /// A task about question 1 that nobody began, with two steps, of the place's assessor.
    pub task: TaskId,
    /// A check of the model against `model-check/1`, by the place's assessor.
    pub check: CheckId,
}

/// What tests know of the organisation.
#[derive(Debug, Clone)]
pub struct Known {
    /// Aldermoor Group.
    pub root: UnitId,
    /// Below it, with Online Store and Customer Care.
    pub commerce: UnitId,
    /// Below Commerce; nothing happens there.
    pub customer_care: UnitId,
    /// Below the root; has nothing and can be retired.
    pub corporate: UnitId,
    /// Retired.
    pub retired_unit: UnitId,
    /// In Online Store, below Commerce.
    pub near: Things,
    /// In Logistics, below the root.
    pub far: Things,
    /// The round over everything.
    pub round: RoundId,
    /// The people who can sign in.
    pub people: HashMap<Who, PersonId>,
    /// Jonas Weber, who was invited and hasn't come yet.
    pub invited: PersonId,
    /// The token of his invitation.
    pub invitation: String,
    /// Lena Fischer, whose account is switched off.
    pub deactivated: PersonId,
    /// A published questionnaire about models, by key and version.
    pub questionnaire: (String, u16),
    /// A draft of another one that could be published.
    pub questionnaire_draft: QuestionnaireDraftId,
    /// The file's name in the address of the calendar of the near place's assessor.
    pub calendar: String,
}

impl Known {
    /// The id of somebody.
    ///
    /// # Panics
    /// When there is no such person.
    #[must_use]
    pub fn person(&self, who: Who) -> PersonId {
        self.people[&who]
    }
}

/// What the file of evidence of a unit holds.
#[must_use]
pub fn file_of(unit: UnitId) -> Vec<u8> {
    format!("when,what\n2026-11-01,access review in unit {unit}\n").into_bytes()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Sets the organisation up in an empty store, all with the same password.
pub async fn fill(store: &Store, clock: &Arc<ManualClock>, hash: &str) -> Known {
    let mut people = HashMap::new();
    let token = store.setup_token().await.unwrap().unwrap();
    let admin = Who::Admin;
    let admin_id =
        store.setup_administrator(&token, admin.name(), &admin.email(), hash).await.unwrap();
    people.insert(admin, admin_id);
    let root = store.setup_organisation(&token, admin_id, "Aldermoor Group").await.unwrap();
    let units = [
        ("Commerce", None),
        ("Online Store", Some(0)),
        ("Customer Care", Some(0)),
        ("Corporate", None),
        ("Logistics", None),
        ("Ventures", None),
    ]
    .map(|(name, above)| (name.to_owned(), above));
    let units = store.setup_units(&token, admin_id, &units).await.unwrap();
    for step in [SetupStep::Round, SetupStep::Storage] {
        store.setup_go_on(&token, admin_id, step).await.unwrap();
    }
    let (commerce, online_store, logistics) = (units[0], units[1], units[4]);
    let admin = actor(store, admin_id).await;
    let roles = [
        (Who::Manager, Role::Manager, root),
        (Who::Auditor, Role::Auditor, root),
        (Who::NearManager, Role::Manager, commerce),
        (Who::NearAuditor, Role::Auditor, commerce),
        (Who::Assessor, Role::Assessor, online_store),
        (Who::Colleague, Role::Assessor, online_store),
        (Who::Viewer, Role::Viewer, commerce),
        (Who::Outsider, Role::Assessor, logistics),
        (Who::Nobody, Role::Viewer, logistics),
    ];
    for (who, role, unit) in roles {
        let id = join(store, &admin, who.name(), role, unit, hash).await;
        people.insert(who, id);
    }
    store.revoke_role(&admin, people[&Who::Nobody], Role::Viewer, Some(logistics)).await.unwrap();
    let invitation =
        store.invite(&admin, &new("Jonas Weber", Role::Viewer, commerce)).await.unwrap();
    let gone = join(store, &admin, "Lena Fischer", Role::Assessor, online_store, hash).await;
    store.deactivate_person(&admin, gone).await.unwrap();
    store.retire_unit(&admin, units[5]).await.unwrap();
    // The set-up made the administrator a manager too, so that somebody could open a round.
    store.revoke_role(&admin, admin_id, Role::Manager, Some(root)).await.unwrap();

    let manager = actor(store, people[&Who::Manager]).await;
    let auditor = actor(store, people[&Who::Auditor]).await;
    let round = open_round(store, clock, &manager, root, "Q4 2026").await;
    let places =
        [(Who::Assessor, Who::NearManager, online_store), (Who::Outsider, Who::Manager, logistics)];
    crate::checks::publish_both(store, &admin).await;
    let mut things = Vec::new();
    for (who, asks, unit) in places {
        let assessor = actor(store, people[&who]).await;
        let asker = actor(store, people[&asks]).await;
        let reviewers: &[PersonId] =
            if unit == online_store { &[people[&Who::NearAuditor]] } else { &[] };
        let actors = [&assessor, &manager, &auditor, &asker, &admin];
        things.push(place(store, clock, unit, actors, reviewers).await);
    }
    let far = things.pop().unwrap();
    let (questionnaire, questionnaire_draft) = questionnaires(store, &admin).await;
    let assessor = actor(store, people[&Who::Assessor]).await;
    let calendar = format!("{}.ics", store.make_calendar(&assessor).await.unwrap());
    Known {
        root,
        commerce,
        customer_care: units[2],
        corporate: units[3],
        retired_unit: units[5],
        near: things.pop().unwrap(),
        far,
        round,
        people,
        invited: invitation.person,
        invitation: invitation.token,
        deactivated: gone,
        questionnaire,
        questionnaire_draft,
        calendar,
    }
}

/// The first that comes along published, the second as a draft.
async fn questionnaires(store: &Store, admin: &Actor) -> ((String, u16), QuestionnaireDraftId) {
    let [first, second] = [0, 1].map(|at| shipped()[at].questionnaire());
    let draft = store.begin_questionnaire(admin, &first, Origin::Shipped).await.unwrap();
    store.publish_questionnaire(admin, draft, 0).await.unwrap();
    let draft = store.begin_questionnaire(admin, &second, Origin::Shipped).await.unwrap();
    ((first.key, first.version), draft)
}

async fn actor(store: &Store, id: PersonId) -> Actor {
    store.actor(id).await.unwrap().unwrap()
}

fn new(name: &str, role: Role, unit: UnitId) -> NewPerson {
    NewPerson { name: name.to_owned(), email: email_of(name), role, unit: Some(unit) }
}

async fn join(
    store: &Store,
    admin: &Actor,
    name: &str,
    role: Role,
    unit: UnitId,
    hash: &str,
) -> PersonId {
    let invitation = store.invite(admin, &new(name, role, unit)).await.unwrap();
    store.spend_link(&invitation.token, hash).await.unwrap();
    invitation.person
}

async fn open_round(
    store: &Store,
    clock: &Arc<ManualClock>,
    manager: &Actor,
    unit: UnitId,
    name: &str,
) -> RoundId {
    let today = clock.today();
    let round = Round {
        name: name.to_owned(),
        opens_on: today,
        due_on: today + Duration::days(30),
        cadence_days: 92,
    };
    store.open_round(manager, &NewRound { unit, round }).await.unwrap()
}

/// One of each thing in a unit.
async fn place(
    store: &Store,
    clock: &Arc<ManualClock>,
    unit: UnitId,
    [assessor, manager, auditor, asker, admin]: [&Actor; 5],
    reviewers: &[PersonId],
) -> Things {
    let model = register(store, assessor, unit, "Shop assistant").await;
    let retired_model = register(store, assessor, unit, "Old recommender").await;
    store.retire_model(assessor, retired_model).await.unwrap();
    let mut ids = HashMap::new();
    for part in parts() {
        let kind = part.kind();
        ids.insert(kind, store.add_part(assessor, model, part).await.unwrap());
    }
    let filter = AssessmentFilter { unit: Some(unit), limit: 10, ..AssessmentFilter::default() };
    let (rows, _) = store.read(assessor).assessments(filter).await.unwrap();
    let draft = rows[0].id;
    let round = open_round(store, clock, manager, unit, "Pilot").await;
    answer(store, assessor, draft, 1..=1).await;
    let file = attach(store, assessor, draft, 1, Kind::File).await;
    let link = attach(store, assessor, draft, 2, Kind::Link).await;
    let note = attach(store, assessor, draft, 3, Kind::Note).await;
    let picture = attach_picture(store, assessor, draft).await;
    let asked = attach(store, assessor, draft, 5, Kind::Note).await;
    let wanted = wanted("The minutes of the review.", "2026-12-07", day("2026-11-23")).unwrap();
    let request = store.request_evidence(asker, unit, QuestionNo(1), &wanted).await.unwrap();
    let older = attach(store, assessor, draft, 9, Kind::Note).await;
    let newer = attach_over(store, assessor, draft, older).await;
    let question = given(Verdict::Asked, None, "Who took part?").unwrap();
    store.give_verdict(auditor, asked, unit, QuestionNo(5), &question).await.unwrap();
    let sample = store.draw_sample(auditor, &two_of(unit)).await.unwrap();
    let (audit, finding, outsider) = audit(store, unit, round, [auditor, admin], reviewers).await;
    let mut others = Vec::new();
    for name in ["Ready", "Submitted", "Approved"] {
        let id = open(store, manager, unit, name).await;
        answer(store, assessor, id, 1..=10).await;
        others.push(id);
    }
    for id in &others[1..] {
        store.submit(assessor, *id).await.unwrap();
    }
    store.decide(manager, others[2], Step::Approve, "").await.unwrap();
    let verified = verified(store, manager, assessor, unit).await;
    let task = store.create_task(manager, unit, &task_of(assessor)).await.unwrap();
    let returns = returns(store, manager, assessor, unit).await;
    let to_accept = to_accept(store, manager, assessor, unit).await;
    store.save_task_filter(assessor, "What is blocked", "standing=blocked").await.unwrap();
    let filter = store.read(assessor).task_filters().await.unwrap()[0].id;
    store.save_report(assessor, "This quarter", "frame=quarter", None).await.unwrap();
    let report = store.read(assessor).saved_reports().await.unwrap()[0].id;
    Things {
        unit,
        model,
        parts: ids,
        retired_model,
        round,
        draft,
        ready: others[0],
        submitted: others[1],
        approved: others[2],
        file,
        link,
        note,
        picture,
        asked,
        newer,
        request,
        audit,
        finding,
        outsider,
        sample,
        filter,
        report,
        to_accept,
        returns,
        verified,
        task,
        check: crate::checks::answered(store, assessor, model).await,
        notice: store.read(assessor).inbox(None).await.unwrap()[0].id,
        channel: channel(store, manager, unit).await,
    }
}

/// A channel that was tried, to no end.
async fn channel(store: &Store, manager: &Actor, unit: UnitId) -> ChannelId {
    let new = NewChannel {
        name: "Security room".to_owned(),
        form: HookForm::Slack,
        host: "https://chat.aldermoor.example".to_owned(),
        target: Target {
            address: "https://chat.aldermoor.example/hooks/one".to_owned(),
            secret: None,
        },
        kinds: vec![NoticeKind::Overdue],
    };
    let id = store.add_channel(manager, unit, &new).await.unwrap();
    store.try_channel(manager, id).await.unwrap();
    for message in store.due_posts().await.unwrap() {
        store.note_failed(message.id, "it answered 404", None).await.unwrap();
    }
    id
}

/// A task about question 3 that returns each quarter.
async fn returns(store: &Store, manager: &Actor, assessor: &Actor, unit: UnitId) -> TaskId {
    let new = NewTask {
        title: "Review who has access".to_owned(),
        question: QuestionNo(3),
        ..task_of(assessor)
    };
    let id = store.create_task(manager, unit, &new).await.unwrap();
    let quarterly = Returning { rhythm: Rhythm::Months(3), lead_days: 14 };
    store.begin_series(manager, id, quarterly).await.unwrap();
    id
}

/// A task about question 6 that its assessor did with a note, and the manager verified.
async fn verified(store: &Store, manager: &Actor, assessor: &Actor, unit: UnitId) -> TaskId {
    let new = NewTask {
        title: "Switch the provider’s alerts on".to_owned(),
        question: QuestionNo(6),
        steps: Vec::new(),
        ..task_of(assessor)
    };
    let id = store.create_task(manager, unit, &new).await.unwrap();
    let take = async |actor: &Actor, step: TaskStep, words: &str| {
        let revision = store.read(actor).task(id).await.unwrap().row.revision;
        store.take_step(actor, id, revision, step, words).await.unwrap();
    };
    take(assessor, TaskStep::Start, "").await;
    let proof = NewEvidence {
        entry: entry(Kind::Note).checked(day("2026-11-23"), 180).unwrap(),
        content: Content::Text,
        supersedes: None,
    };
    store.attach_to_task(assessor, id, &proof).await.unwrap();
    take(assessor, TaskStep::Finish, "They are on.").await;
    take(manager, TaskStep::Verify, "").await;
    id
}

/// A task about question 2, whose risk is to be accepted.
async fn to_accept(store: &Store, manager: &Actor, assessor: &Actor, unit: UnitId) -> TaskId {
    let new = NewTask {
        title: "Replace the supplier’s gateway".to_owned(),
        question: QuestionNo(2),
        steps: Vec::new(),
        ..task_of(assessor)
    };
    let id = store.create_task(manager, unit, &new).await.unwrap();
    let new = NewAcceptance {
        reason: "The supplier replaces it in March.".to_owned(),
        until: day("2027-03-31"),
    };
    store.ask_to_accept(assessor, id, &new).await.unwrap();
    id
}

/// A sample of two items of a unit.
fn two_of(unit: UnitId) -> NewSample {
    NewSample {
        filter: QueueFilter { unit: Some(unit), ..QueueFilter::default() },
        filter_query: format!("standing=any&unit={unit}"),
        size: 2,
        seed: "Q4-2026".to_owned(),
    }
}

/// A task about question 1 with two steps.
pub fn task_of(of: &Actor) -> NewTask {
    NewTask {
        title: "Name every model".to_owned(),
        about: "Two models run that the inventory does not name.".to_owned(),
        question: QuestionNo(1),
        assignee: of.person,
        due_on: day("2026-12-18"),
        priority: Priority::High,
        effort: TaskEffort::Small,
        models: std::collections::BTreeSet::new(),
        steps: vec!["List what runs".to_owned(), "Enter what is missing".to_owned()],
        cause: None,
    }
}

/// An audit of a unit with a finding and a conclusion, and somebody from outside.
async fn audit(
    store: &Store,
    unit: UnitId,
    round: RoundId,
    [auditor, admin]: [&Actor; 2],
    others: &[PersonId],
) -> (AuditId, FindingId, PersonId) {
    let new = NewAudit {
        name: format!("Audit of unit {unit}"),
        about: "The yearly review.".to_owned(),
        from: day("2026-07-01"),
        to: day("2026-12-31"),
        units: [unit].into(),
        rounds: [round].into(),
        auditors: others.iter().copied().collect(),
    };
    let audit = store.open_audit(auditor, &new).await.unwrap();
    let finding = NewFinding {
        unit,
        question: QuestionNo(1),
        grade: Grade::Minor,
        title: "The inventory lacks two models".to_owned(),
        detail: "Two models run that the inventory does not name.".to_owned(),
    };
    let finding = store.raise_finding(auditor, audit, &finding).await.unwrap();
    let whole = Concluded {
        unit: None,
        opinion: Opinion::Qualified,
        words: "As claimed, but for the inventory.".to_owned(),
    };
    store.conclude(auditor, audit, &whole).await.unwrap();
    let outsider = NewOutsider {
        name: "Ada Quist".to_owned(),
        email: format!("ada.quist.{unit}@auditors.example"),
        until: day("2027-01-31"),
    };
    let invited = store.invite_from_outside(admin, audit, &outsider).await.unwrap();
    (audit, finding, invited.person)
}

async fn register(store: &Store, actor: &Actor, unit: UnitId, name: &str) -> ModelId {
    store.register_model(actor, unit, ModelDetails::named(name)).await.unwrap()
}

/// One part of every kind.
#[must_use]
pub fn parts() -> [Part; 5] {
    [
        Part::Deployment(Deployment {
            environment: Environment::Production,
            platform: "shop-web".to_owned(),
            hosting: Hosting::Cloud,
            region: "eu-west".to_owned(),
            exposure: Exposure::Public,
            authentication: "Session".to_owned(),
            runtime_monitoring: Switch::On,
            provider_monitoring: Switch::Unknown,
        }),
        Part::DataSource(DataSource {
            name: "Order history".to_owned(),
            classification: Classification::Confidential,
            personal_data: YesNoUnknown::Yes,
            encrypted_at_rest: YesNoUnknown::Yes,
            encrypted_in_transit: YesNoUnknown::No,
            access_control: "Row filter by shopper".to_owned(),
        }),
        Part::Permission(Permission {
            holder: "basket-service".to_owned(),
            level: AccessLevel::Write,
            reason: "Places items".to_owned(),
            last_reviewed: Some(day("2026-09-01")),
        }),
        Part::Credential(Credential {
            name: "Tessera key".to_owned(),
            kept_in: SecretPlace::SecretStore,
            place: "vault, kv/shop/assistant".to_owned(),
            last_rotated: Some(day("2026-10-01")),
            rotation_days: Some(90),
        }),
        Part::Validation(Validation {
            checked_on: day("2026-02-03"),
            method: "Supplier questionnaire".to_owned(),
            result: ValidationResult::Passed,
        }),
    ]
}

async fn open(store: &Store, manager: &Actor, unit: UnitId, name: &str) -> AssessmentId {
    let new = NewAssessment { unit, name: name.to_owned(), due_on: None };
    store.open_assessment(manager, &new).await.unwrap()
}

async fn answer(
    store: &Store,
    actor: &Actor,
    id: AssessmentId,
    questions: std::ops::RangeInclusive<u16>,
) {
    let drafts: Vec<AnswerDraft> = questions
        .map(|no| AnswerDraft {
            question: QuestionNo(no),
            answer: Some(if no % 3 == 0 { Answer::No } else { Answer::Yes }),
            note: format!("Note {no}"),
            seen: 0,
        })
        .collect();
    store.save_answers(actor, id, &drafts).await.unwrap();
}

async fn attach(
    store: &Store,
    actor: &Actor,
    assessment: AssessmentId,
    question: u16,
    kind: Kind,
) -> EvidenceId {
    let content = if kind == Kind::File {
        let mut incoming = store.vault().receive(1_000_000).await.unwrap();
        let home = store.read(actor).assessment(assessment).await.unwrap().unit;
        incoming.write(&file_of(home)).await.unwrap();
        let kept = incoming.keep().await.unwrap();
        Content::File { kept, media_type: "text/csv".to_owned() }
    } else {
        Content::Text
    };
    let new = NewEvidence {
        entry: entry(kind).checked(day("2026-11-23"), 180).unwrap(),
        content,
        supersedes: None,
    };
    let place = Place { assessment, question: QuestionNo(question) };
    store.attach_evidence(actor, place, &new).await.unwrap()
}

fn entry(kind: Kind) -> Entry {
    Entry {
        kind,
        title: format!("Access review, {kind}"),
        file_name: "review.csv".to_owned(),
        url: "https://wiki.aldermoor.example/review".to_owned(),
        body: "Reviewed in the meeting of 1 November.".to_owned(),
        collected_on: "2026-11-01".to_owned(),
        valid_until: String::new(),
    }
}

/// A picture of one pixel.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

async fn attach_picture(store: &Store, actor: &Actor, assessment: AssessmentId) -> EvidenceId {
    let mut incoming = store.vault().receive(1_000_000).await.unwrap();
    incoming.write(PICTURE).await.unwrap();
    let kept = incoming.keep().await.unwrap();
    let entry = Entry {
        kind: Kind::File,
        title: "Picture of the console".to_owned(),
        file_name: "console.png".to_owned(),
        url: String::new(),
        body: String::new(),
        collected_on: "2026-11-01".to_owned(),
        valid_until: String::new(),
    };
    let new = NewEvidence {
        entry: entry.checked(day("2026-11-23"), 180).unwrap(),
        content: Content::File { kept, media_type: "image/png".to_owned() },
        supersedes: None,
    };
    let place = Place { assessment, question: QuestionNo(4) };
    store.attach_evidence(actor, place, &new).await.unwrap()
}

/// A note that takes the place of one.
async fn attach_over(
    store: &Store,
    actor: &Actor,
    assessment: AssessmentId,
    older: EvidenceId,
) -> EvidenceId {
    let entry = Entry {
        kind: Kind::Note,
        title: "Access review, held again".to_owned(),
        file_name: String::new(),
        url: String::new(),
        body: "Reviewed again in the meeting of 20 November.".to_owned(),
        collected_on: "2026-11-20".to_owned(),
        valid_until: String::new(),
    };
    let new = NewEvidence {
        entry: entry.checked(day("2026-11-23"), 180).unwrap(),
        content: Content::Text,
        supersedes: Some(older),
    };
    let place = Place { assessment, question: QuestionNo(9) };
    store.attach_evidence(actor, place, &new).await.unwrap()
}
