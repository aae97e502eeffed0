//! What somebody from outside may write: their part of their audit, until it ends. All else is
//! refused, to an actor that was made before anybody knew that they are from outside as well.

use std::collections::BTreeSet;

use domain::audits::{Concluded, Ending, Grade, NewFinding, Opinion};
use domain::evidence::request::Wanted;
use domain::evidence::{GivenVerdict, Spot, Verdict};
use domain::{
    Action, Actor, AppError, AuditId, EvidenceId, Grant, NoticeId, RequestId, Role, UnitId,
};
use store::{
    NewSample, PackRequest, QueueFilter, ReadUpTo, Resource, Store, StoreError, StoredSession,
};

use crate::organisation::{ONE, Organisation};
use crate::refusals::everything_else;

/// What became of a call, under the name of the function.
pub type Outcome = (&'static str, Result<(), AppError>);

pub fn outcome<T>(name: &'static str, result: Result<T, StoreError>) -> Outcome {
    (name, result.map(drop).map_err(|error| error.to_app()))
}

/// Gives the call's name with what came of it.
macro_rules! call {
    ($store:expr, $name:ident ( $($argument:expr),* )) => {
        $crate::writing::outcome(stringify!($name), $store.$name($($argument),*).await)
    };
}
pub(crate) use call;

pub fn rejected() -> GivenVerdict {
    GivenVerdict { verdict: Verdict::Rejected, reason: "INSIDE verdict".to_owned() }
}

pub fn wanted() -> Wanted {
    Wanted { wanted: "INSIDE export".to_owned(), due_on: "2027-05-20".parse().unwrap() }
}

fn finding(unit: UnitId) -> NewFinding {
    let (title, detail) = ("INSIDE title".to_owned(), "INSIDE detail".to_owned());
    NewFinding { unit, question: ONE, grade: Grade::Major, title, detail }
}

fn opinion(unit: Option<UnitId>) -> Concluded {
    Concluded { unit, opinion: Opinion::Adverse, words: "INSIDE words".to_owned() }
}

fn sample() -> NewSample {
    let words = "INSIDE sample".to_owned();
    NewSample { filter: QueueFilter::default(), filter_query: words.clone(), size: 50, seed: words }
}

impl Organisation {
    /// The actor as it might be left from elsewhere: unbounded, with roles that they never had.
    pub fn stale(&self) -> Actor {
        let forged = Grant { role: Role::Administrator, unit: None };
        let managing = Grant { role: Role::Manager, unit: Some(self.world.root) };
        let mut grants = self.outsider.grants.clone();
        grants.extend([forged, managing]);
        Actor { only_in: None, grants, ..self.outsider.clone() }
    }

    fn spot(&self, evidence: EvidenceId) -> Spot {
        Spot { unit: self.world.online_store, question: ONE, evidence }
    }

    async fn bounded(&self) -> Store {
        self.world.store.within(self.audit.inside).await.unwrap()
    }

    /// The number of the newest entry of the log.
    async fn head(&self) -> i64 {
        self.world.store.read(&self.world.auditor).log_head().await.unwrap().unwrap().0
    }

    async fn request(&self, actor: &Actor) -> RequestId {
        let (store, unit) = (&self.world.store, self.world.online_store);
        store.request_evidence(actor, unit, ONE, &wanted()).await.unwrap()
    }

    /// All that somebody from outside may do in their audit; `own` is a request that they asked.
    async fn their_work(&self, store: &Store, actor: &Actor, own: RequestId) -> Vec<Outcome> {
        let (unit, audit, item) = (self.world.online_store, self.audit.inside, self.item.inside);
        let end = Ending::Withdrawn;
        let of_audit = PackRequest { audit: Some(audit), ..PackRequest::default() };
        vec![
            call!(store, give_verdict(actor, item, unit, ONE, &rejected())),
            call!(store, give_verdict_for(actor, Some(audit), self.spot(item), &rejected())),
            call!(store, request_evidence(actor, unit, ONE, &wanted())),
            call!(store, request_evidence_for(actor, Some(audit), unit, ONE, &wanted())),
            call!(store, withdraw_request(actor, own, "")),
            call!(store, draw_sample(actor, &sample())),
            call!(store, raise_finding(actor, audit, &finding(unit))),
            call!(store, end_finding(actor, self.finding.inside, end, "No more.")),
            call!(store, conclude(actor, audit, &opinion(None))),
            call!(store, conclude(actor, audit, &opinion(Some(unit)))),
            call!(store, open_evidence(actor, item, Some(unit))),
            call!(store, take_pack(actor.into(), of_audit)),
        ]
    }

    async fn their_account(&self, store: &Store, actor: &Actor) -> Vec<Outcome> {
        let now = store.now();
        for id in ["first", "second"] {
            let session = StoredSession {
                person_id: Some(actor.person),
                data: "{}".to_owned(),
                created_at: now,
                seen_at: now,
                expires_at: now.plus(chrono::Duration::days(1)),
            };
            store.create_session(id, &session).await.unwrap();
        }
        let key = Store::session_key("second");
        vec![
            call!(store, rename_self(actor, "Mina INSIDE-Roth")),
            call!(store, refused_password(actor, "192.0.2.1")),
            call!(store, throttled_password(actor, "192.0.2.1")),
            call!(store, end_session(actor, &key)),
            call!(store, change_password(actor, Some("hash"), "hash", "first")),
            call!(store, end_other_sessions(actor, "first")),
            call!(store, signed_out(actor)),
            call!(store, read_notices(actor, ReadUpTo::All(NoticeId(i64::MAX)))),
        ]
    }
}

#[track_caller]
fn each_is(outcomes: &[Outcome], fits: impl Fn(&Result<(), AppError>) -> bool) {
    let wrong: Vec<_> = outcomes.iter().filter(|(_, result)| !fits(result)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn they_do_their_part_and_all_of_it_is_their_audits() {
    let it = Organisation::new().await;
    let (bounded, actor) = (it.bounded().await, &it.outsider);
    let own = it.request(actor).await;
    each_is(&it.their_work(&bounded, actor, own).await, Result::is_ok);
    each_is(&it.their_account(&bounded, actor).await, Result::is_ok);
    let read = it.world.store.read(&it.world.auditor);
    let verdicts = read.audit_verdicts(it.audit.inside).await.unwrap();
    let theirs = verdicts.iter().filter(|it| it.given_by_name.starts_with("Mina")).count();
    assert_eq!(theirs, 2, "one was given without a word of the audit");
    let requests = read.requests(store::RequestFilter::default()).await.unwrap();
    let asked: Vec<_> = requests.iter().filter(|it| it.asked_by == actor.person).collect();
    assert_eq!(asked.len(), 3);
    assert!(asked.iter().all(|found| found.audit.as_ref().unwrap().0 == it.audit.inside));
    it.world.verified().await;
}

#[tokio::test]
async fn what_an_actor_said_before_decides_nothing() {
    let it = Organisation::new().await;
    let stale = it.stale();
    let own = it.request(&stale).await;
    let request = it.world.store.read(&it.world.auditor).request(own).await.unwrap();
    assert_eq!(request.audit.unwrap().0, it.audit.inside, "it is their audit's all the same");
    let (item, unit) = (it.item.inside, it.world.online_store);
    it.world.store.give_verdict(&stale, item, unit, ONE, &rejected()).await.unwrap();
    let verdicts = it.world.store.read(&it.world.auditor).audit_verdicts(it.audit.inside).await;
    assert!(verdicts.unwrap().iter().any(|it| it.given_by_name.starts_with("Mina")));
}

#[tokio::test]
async fn what_lies_outside_does_not_exist() {
    let it = Organisation::new().await;
    let (bounded, plain) = (it.bounded().await, &it.world.store);
    let (shop, far, end) = (it.world.online_store, it.world.logistics, Ending::Withdrawn);
    let (own, other) = (it.audit.inside, it.audit.secret);
    let far_spot = Spot { unit: far, ..it.spot(it.elsewhere) };
    let before = it.head().await;
    let stale = it.stale();
    for (store, actor) in [(&bounded, &it.outsider), (&bounded, &stale), (plain, &stale)] {
        let spot = |id| it.spot(id);
        let inside = it.item.inside;
        let mut outcomes = vec![
            call!(store, give_verdict(actor, it.item.secret, shop, ONE, &rejected())),
            call!(store, give_verdict(actor, it.elsewhere, far, ONE, &rejected())),
            call!(store, give_verdict_for(actor, Some(own), far_spot, &rejected())),
            call!(store, give_verdict_for(actor, Some(own), spot(EvidenceId(99)), &rejected())),
            call!(store, give_verdict_for(actor, Some(other), spot(inside), &rejected())),
            call!(store, give_verdict_for(actor, Some(AuditId(99)), spot(inside), &rejected())),
            call!(store, request_evidence(actor, far, ONE, &wanted())),
            call!(store, request_evidence(actor, it.world.root, ONE, &wanted())),
            call!(store, request_evidence_for(actor, Some(other), shop, ONE, &wanted())),
            call!(store, withdraw_request(actor, it.request.secret, "")),
            call!(store, raise_finding(actor, own, &finding(far))),
            call!(store, raise_finding(actor, other, &finding(shop))),
            call!(store, end_finding(actor, it.finding.secret, end, "No more.")),
            call!(store, respond_to_finding(actor, it.finding.secret, "No more.")),
            call!(store, conclude(actor, own, &opinion(Some(far)))),
            call!(store, conclude(actor, other, &opinion(None))),
            call!(store, conclude(actor, other, &opinion(Some(shop)))),
            call!(store, close_audit(actor, other)),
            call!(store, open_evidence(actor, it.item.secret, None)),
            call!(store, open_evidence(actor, it.elsewhere, None)),
            call!(store, open_evidence(actor, inside, Some(far))),
        ];
        for (unit, round) in [(Some(far), None), (None, Some(it.round.secret))] {
            let asked = PackRequest { unit, round, ..PackRequest::default() };
            outcomes.push(call!(store, take_pack(Some(actor), asked)));
        }
        for audit in [Some(other), Some(AuditId(99))] {
            let asked = PackRequest { audit, ..PackRequest::default() };
            outcomes.push(call!(store, take_pack(Some(actor), asked)));
        }
        for id in [it.assessment.secret, domain::AssessmentId(99)] {
            outcomes.push(call!(store, write(actor, Action::Read, Resource::Assessment(id))));
        }
        each_is(&outcomes, |result| *result == Err(AppError::NotFound));
    }
    let drawn = call!(plain, draw_sample(&stale, &sample()));
    each_is(&[drawn], |result| *result == Err(AppError::NotFound));
    assert_eq!(it.head().await, before, "nothing was written");
}

#[tokio::test]
async fn a_pack_of_a_unit_or_a_round_holds_more_than_they_may_see() {
    let it = Organisation::new().await;
    for actor in [it.outsider.clone(), it.stale()] {
        for round in [None, Some(it.round.inside)] {
            let unit = Some(it.world.online_store);
            let asked = PackRequest { unit, round, ..PackRequest::default() };
            let taken = call!(it.world.store, take_pack(Some(&actor), asked));
            each_is(&[taken], |result| matches!(result, Err(AppError::Refused(_))));
        }
    }
}

#[tokio::test]
async fn everything_else_that_is_written_is_refused() {
    let it = Organisation::new().await;
    let bounded = it.bounded().await;
    let before = it.head().await;
    let stale = it.stale();
    for (store, actor) in [(&bounded, &it.outsider), (&bounded, &stale), (&it.world.store, &stale)]
    {
        let outcomes = everything_else(&it, store, actor).await;
        each_is(&outcomes, |result| {
            matches!(result, Err(AppError::NotFound | AppError::Refused(_)))
        });
    }
    assert_eq!(it.head().await, before, "nothing was written");
}

#[tokio::test]
async fn nothing_is_written_after_their_last_day_or_once_the_audit_is_closed() {
    for ends in ["their last day", "the audit"] {
        let it = Organisation::new().await;
        let (bounded, actor) = (it.bounded().await, &it.outsider);
        let own = it.request(actor).await;
        let known = it.world.store.sign_in(&actor.email).await.unwrap().unwrap();
        match ends {
            "their last day" => it.world.clock.set("2027-07-01T00:00:00Z"),
            _ => {
                let why = "Closed.";
                it.world.store.withdraw_request(&it.world.auditor, own, why).await.unwrap();
                it.world.store.close_audit(&it.world.auditor, it.audit.inside).await.unwrap();
            }
        }
        let before = it.head().await;
        for (store, actor) in [(&bounded, actor), (&it.world.store, &it.stale())] {
            let mut outcomes = it.their_work(store, actor, own).await;
            outcomes.extend(it.their_account(store, actor).await);
            outcomes.push(call!(store, signed_in(&known, "192.0.2.1", None)));
            // Once their roles are gone these find nothing to begin with.
            let (finding, rest): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|(name, _)| {
                ["draw_sample", "open_evidence", "take_pack"].contains(name)
            });
            each_is(&finding, Result::is_err);
            each_is(&rest, |result| *result == Err(AppError::Unauthenticated));
        }
        assert_eq!(it.head().await, before, "nothing was written after {ends}");
    }
}

/// The public functions of `Store` that are called with an actor.
fn writes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in crate::everything::parts_of("Store") {
        let mut named = part.split("    pub async fn ");
        for text in named.by_ref().skip(1) {
            let head = text.split(") ->").next().unwrap();
            if head.contains("&Actor") {
                found.insert(head.split('(').next().unwrap().split('<').next().unwrap().to_owned());
            }
        }
    }
    found
}

#[test]
fn every_public_write_is_tried() {
    // Reads of one's own account, a look at an item in hand, and the note that something was refused.
    const OTHERS: [&str; 4] =
        ["own_password_hash", "sessions_of", "glance_at_evidence", "note_refusal"];
    let sources = [include_str!("writing.rs"), include_str!("refusals.rs")].concat();
    let writes = writes();
    assert!(writes.len() > 55, "{} {writes:?}", writes.len());
    let is_tried = |name: &String| {
        OTHERS.contains(&name.as_str()) || sources.contains(&format!("store, {name}("))
    };
    let missing: Vec<_> = writes.iter().filter(|name| !is_tried(name)).collect();
    assert!(missing.is_empty(), "try these with somebody from outside: {missing:?}");
}
