//! A round with evidence, and an audit of it.

use std::collections::BTreeSet;

use domain::assessment::Round;
use domain::audits::{Concluded, Grade, NewAudit, NewFinding, Opinion};
use domain::evidence::request::Wanted;
use domain::evidence::{Checked, GivenVerdict, Kind, Spot, Verdict};
use domain::{
    Actor, Answer, AppError, AssessmentId, AuditId, EvidenceId, FindingId, QuestionNo, RequestId,
    Role, RoundId, UnitId,
};
use store::{
    AnswerDraft, AssessmentFilter, Content, NewEvidence, NewOutsider, NewRound, Place, StoreError,
};

use crate::world::World;

/// The question that all of it is about.
pub const KEYS: QuestionNo = QuestionNo(9);

/// An audit of Commerce in the last quarter of 2026, led by Dele Adeyemi, with Jo Park beside him.
pub struct Audited {
    pub world: World,
    /// Over the whole organisation.
    pub round: RoundId,
    /// Online Store's assessment of it.
    pub draft: AssessmentId,
    /// Attached to it by Priya Raman, valid all through the window.
    pub item: EvidenceId,
    pub audit: AuditId,
    /// Auditor of everything, and of the audit.
    pub second: Actor,
    /// Auditor of everything, and not of the audit.
    pub bystander: Actor,
}

impl Audited {
    pub async fn new() -> Self {
        let world = World::new().await;
        let second = world.join("Jo Park", Role::Auditor, world.root).await;
        let bystander = world.join("Sana Iqbal", Role::Auditor, world.root).await;
        let round = open_round(&world, world.root, "Q4 2026").await;
        let draft = assessment_of(&world, world.online_store, round).await;
        let item = attach(&world, draft, "Key rotation", "2026-10-05", "2027-01-03").await;
        let mut new = of(&[world.commerce], &[round]);
        new.auditors.insert(second.person);
        let audit = world.store.open_audit(&world.auditor, &new).await.unwrap();
        Self { world, round, draft, item, audit, second, bystander }
    }

    /// What the audit is of, to be changed.
    pub fn scope(&self) -> NewAudit {
        let mut new = of(&[self.world.commerce], &[self.round]);
        new.auditors = BTreeSet::from([self.world.auditor.person, self.second.person]);
        new
    }

    pub async fn judge(&self, actor: &Actor, verdict: Verdict) -> Result<(), AppError> {
        self.judge_for(actor, Some(self.audit), self.item, verdict).await
    }

    pub async fn judge_for(
        &self,
        actor: &Actor,
        audit: Option<AuditId>,
        evidence: EvidenceId,
        verdict: Verdict,
    ) -> Result<(), AppError> {
        let spot = Spot { unit: self.world.online_store, question: KEYS, evidence };
        let given = GivenVerdict { verdict, reason: "Looked at it.".to_owned() };
        let judged = self.world.store.give_verdict_for(actor, audit, spot, &given).await;
        plain(judged.map(drop))
    }

    pub async fn ask(&self, actor: &Actor, unit: UnitId) -> Result<RequestId, AppError> {
        let (audit, store) = (Some(self.audit), &self.world.store);
        plain(store.request_evidence_for(actor, audit, unit, KEYS, &export()).await)
    }

    pub async fn raise(&self, actor: &Actor, unit: UnitId) -> Result<FindingId, AppError> {
        plain(self.world.store.raise_finding(actor, self.audit, &finding(unit)).await)
    }

    pub async fn conclude(
        &self,
        actor: &Actor,
        unit: Option<UnitId>,
        opinion: Opinion,
    ) -> Result<(), AppError> {
        let given = Concluded { unit, opinion, words: format!("It is {}.", opinion.short()) };
        plain(self.world.store.conclude(actor, self.audit, &given).await)
    }

    /// Gives a conclusion of the whole, and closes.
    pub async fn close(&self) {
        let leader = &self.world.auditor;
        self.conclude(leader, None, Opinion::Unqualified).await.unwrap();
        self.world.store.close_audit(leader, self.audit).await.unwrap();
    }

    /// Somebody from outside, up to and with 31 December.
    pub async fn outsider(&self) -> Actor {
        let store = &self.world.store;
        let until = "2026-12-31".parse().unwrap();
        let new = NewOutsider {
            name: "Mina Roth".to_owned(),
            email: "mina.roth@pruefer.example".to_owned(),
            until,
        };
        let link = store.invite_from_outside(&self.world.admin, self.audit, &new).await.unwrap();
        store.spend_link(&link.token, "hash").await.unwrap();
        self.world.again(link.person).await
    }

    /// An auditor of everything who once gave Online Store's answer.
    pub async fn answered(&self) -> Actor {
        let world = &self.world;
        let both = world.join("Ivy Chen", Role::Assessor, world.online_store).await;
        let draft =
            AnswerDraft { question: KEYS, answer: Some(Answer::Yes), note: String::new(), seen: 0 };
        world.store.save_answers(&both, self.draft, &[draft]).await.unwrap();
        let root = Some(world.root);
        world.store.grant_role(&world.admin, both.person, Role::Auditor, root).await.unwrap();
        let mut scope = self.scope();
        scope.auditors.insert(both.person);
        world.store.change_audit(&world.auditor, self.audit, &scope).await.unwrap();
        world.again(both.person).await
    }

    /// A manager of everything who is an auditor of the audit too.
    pub async fn managing(&self) -> Actor {
        let world = &self.world;
        let both = world.join("Tom Weber", Role::Manager, world.root).await;
        let root = Some(world.root);
        world.store.grant_role(&world.admin, both.person, Role::Auditor, root).await.unwrap();
        let mut scope = self.scope();
        scope.auditors.insert(both.person);
        world.store.change_audit(&world.auditor, self.audit, &scope).await.unwrap();
        world.again(both.person).await
    }
}

pub fn plain<T>(result: Result<T, StoreError>) -> Result<T, AppError> {
    result.map_err(|error| error.to_app())
}

/// An audit of units and rounds in the last quarter of 2026.
pub fn of(units: &[UnitId], rounds: &[RoundId]) -> NewAudit {
    NewAudit {
        name: "Year end".to_owned(),
        about: String::new(),
        from: "2026-10-01".parse().unwrap(),
        to: "2026-12-31".parse().unwrap(),
        units: units.iter().copied().collect(),
        rounds: rounds.iter().copied().collect(),
        auditors: BTreeSet::new(),
    }
}

pub fn finding(unit: UnitId) -> NewFinding {
    NewFinding {
        unit,
        question: KEYS,
        grade: Grade::Major,
        title: "Keys are not rotated".to_owned(),
        detail: "Three of five are older than a year.".to_owned(),
    }
}

fn export() -> Wanted {
    Wanted { wanted: "The vault's export.".to_owned(), due_on: "2026-12-07".parse().unwrap() }
}

pub async fn open_round(world: &World, unit: UnitId, name: &str) -> RoundId {
    let round = Round {
        name: name.to_owned(),
        opens_on: "2026-10-01".parse().unwrap(),
        due_on: "2026-12-31".parse().unwrap(),
        cadence_days: 92,
    };
    world.store.open_round(&world.manager, &NewRound { unit, round }).await.unwrap()
}

pub async fn assessment_of(world: &World, unit: UnitId, round: RoundId) -> AssessmentId {
    let filter = AssessmentFilter {
        unit: Some(unit),
        round: Some(round),
        limit: 10,
        ..AssessmentFilter::default()
    };
    let (rows, _) = world.store.read(&world.manager).assessments(filter).await.unwrap();
    rows.iter().find(|row| row.unit == unit).unwrap().id
}

/// A note of Priya Raman's.
pub async fn attach(
    world: &World,
    assessment: AssessmentId,
    title: &str,
    from: &str,
    until: &str,
) -> EvidenceId {
    let place = Place { assessment, question: KEYS };
    attach_as(world, place, (title, from, until), None).await
}

/// The same in place of an item.
pub async fn attach_as(
    world: &World,
    place: Place,
    (title, from, until): (&str, &str, &str),
    supersedes: Option<EvidenceId>,
) -> EvidenceId {
    let entry = Checked {
        kind: Kind::Note,
        title: title.to_owned(),
        file_name: None,
        url: None,
        body: Some("Seen in the console on the day.".to_owned()),
        collected_on: from.parse().unwrap(),
        valid_until: until.parse().unwrap(),
    };
    let new = NewEvidence { entry, content: Content::Text, supersedes };
    world.store.attach_evidence(&world.assessor, place, &new).await.unwrap()
}
