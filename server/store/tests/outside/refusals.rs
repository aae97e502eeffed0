//! Every write that is none of an auditor's from outside, on what they see.

use std::collections::{BTreeMap, BTreeSet};

use domain::assessment::{Round, Step};
use domain::audits::NewAudit;
use domain::checks::CheckOf;
use domain::evidence::request::Answered;
use domain::evidence::{Checked, Kind};
use domain::models::{ModelDetails, Validation, ValidationResult};
use domain::questionnaires::{Origin, Questionnaire, Subject};
use domain::reports::Occasion;
use domain::tasks::acceptance::{AcceptanceDecision, NewAcceptance};
use domain::tasks::{Returning, Rhythm, TaskStep};
use domain::{Action, Actor, ModelId, Points, QuestionnaireDraftId, QuestionnaireId, Role};
use store::{
    AnswerDraft, AuditFilter, ChannelChange, Content, NewAssessment, NewEvidence, NewOutsider,
    NewPerson, NewRound, NewUnit, NoticeChoices, Part, PartKind, Place, Resource, Store,
};

use crate::organisation::{ONE, Organisation};
use crate::writing::{Outcome, call};

/// Tries all of it.
pub async fn everything_else(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let mut outcomes = of_the_organisation(it, store, actor).await;
    outcomes.extend(of_people(it, store, actor).await);
    outcomes.extend(of_assessments(it, store, actor).await);
    outcomes.extend(of_evidence(it, store, actor).await);
    outcomes.extend(of_models(it, store, actor).await);
    outcomes.extend(of_audits(it, store, actor).await);
    outcomes.extend(of_tasks(it, store, actor).await);
    outcomes.extend(of_notices(it, store, actor).await);
    outcomes.extend(of_questionnaires(it, store, actor).await);
    let unit = Resource::Unit(it.world.online_store);
    for action in Action::ALL.iter().filter(|action| !action.is_open_to_outside()) {
        outcomes.push(call!(store, write(actor, *action, unit)));
    }
    for action in Action::ALL {
        outcomes.push(call!(store, write(actor, *action, Resource::Installation)));
    }
    outcomes
}

async fn of_the_organisation(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let shop = it.world.online_store;
    let new = NewUnit { parent: it.world.commerce, name: "Kiosk".to_owned() };
    vec![
        call!(store, create_unit(actor, &new)),
        call!(store, rename_unit(actor, shop, "Shop")),
        call!(store, move_unit(actor, shop, it.world.corporate)),
        call!(store, retire_unit(actor, shop)),
        call!(store, reinstate_unit(actor, shop)),
        call!(store, record_response_plan(actor, shop, "Run.", None)),
        call!(store, export_log(actor, &AuditFilter::default())),
        call!(store, verify_log_chain(actor, |_| ())),
    ]
}

async fn of_people(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let (own, other, unit) = (actor.person, it.world.assessor.person, Some(it.world.commerce));
    let email = "friend@pruefer.example".to_owned();
    let new = NewPerson { name: "A friend".to_owned(), email, role: Role::Auditor, unit };
    vec![
        call!(store, invite(actor, &new)),
        call!(store, renew_link(actor, own)),
        call!(store, grant_role(actor, own, Role::Manager, unit)),
        call!(store, revoke_role(actor, other, Role::Assessor, Some(it.world.online_store))),
        call!(store, deactivate_person(actor, other)),
        call!(store, reactivate_person(actor, other)),
        call!(store, hand_over(actor, other, own)),
        call!(store, make_calendar(actor)),
        call!(store, remove_calendar(actor)),
    ]
}

async fn of_assessments(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let (id, unit) = (it.assessment.inside, it.world.online_store);
    let draft = AnswerDraft { question: ONE, answer: None, note: "Mine".to_owned(), seen: 0 };
    let round = Round {
        name: "Q2 2027".to_owned(),
        opens_on: "2027-04-01".parse().unwrap(),
        due_on: "2027-06-30".parse().unwrap(),
        cadence_days: 92,
    };
    let new = NewAssessment { unit, name: "Mine".to_owned(), due_on: None };
    vec![
        call!(store, open_round(actor, &NewRound { unit, round })),
        call!(store, open_assessment(actor, &new)),
        call!(store, save_answers(actor, id, &[draft])),
        call!(store, delegate(actor, id, ONE, Some(actor.person))),
        call!(store, submit(actor, id)),
        call!(store, decide(actor, id, Step::Approve, "")),
        call!(store, decide(actor, id, Step::Return, "Why?")),
    ]
}

async fn of_evidence(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let (item, unit) = (it.item.inside, it.world.online_store);
    let place = Place { assessment: it.assessment.inside, question: ONE };
    let entry = Checked {
        kind: Kind::Note,
        title: "Mine".to_owned(),
        file_name: None,
        url: None,
        body: Some("Mine".to_owned()),
        collected_on: "2027-02-01".parse().unwrap(),
        valid_until: "2027-03-01".parse().unwrap(),
    };
    let new = NewEvidence { entry, content: Content::Text, supersedes: Some(item) };
    let answered = Answered { evidence: Some(item), words: String::new() };
    vec![
        call!(store, attach_evidence(actor, place, &new)),
        call!(store, attach_existing(actor, place, item)),
        call!(store, withdraw_evidence(actor, item, "Mine")),
        call!(store, reply_to_question(actor, item, unit, ONE, "Mine")),
        call!(store, answer_request(actor, it.request.inside, &answered)),
    ]
}

async fn of_models(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let (id, shop) = (ModelId(1), it.world.online_store);
    let named = || ModelDetails::named("Mine");
    let part = Part::Validation(Validation {
        checked_on: "2027-02-03".parse().unwrap(),
        method: "Mine".to_owned(),
        result: ValidationResult::Passed,
    });
    vec![
        call!(store, register_model(actor, shop, named())),
        call!(store, edit_model(actor, id, 1, named())),
        call!(store, set_model_owner(actor, id, Some(actor.person))),
        call!(store, move_model(actor, id, it.world.customer_care)),
        call!(store, retire_model(actor, id)),
        call!(store, restore_model(actor, id)),
        call!(store, add_part(actor, id, part.clone())),
        call!(store, change_part(actor, id, 1, 1, part)),
        call!(store, remove_part(actor, id, PartKind::Permission, 1)),
    ]
}

async fn of_tasks(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let (id, unit) = (it.task, it.world.online_store);
    let item = it.item.inside;
    let new = crate::organisation::task(actor.person, "Mine");
    let entry = Checked {
        kind: Kind::Note,
        title: "Mine".to_owned(),
        file_name: None,
        url: None,
        body: Some("Mine".to_owned()),
        collected_on: "2027-02-01".parse().unwrap(),
        valid_until: "2027-03-01".parse().unwrap(),
    };
    let weekly = Returning { rhythm: Rhythm::Days(7), lead_days: 1 };
    let risk = NewAcceptance { reason: "Mine".to_owned(), until: "2028-01-01".parse().unwrap() };
    let proof = NewEvidence { entry, content: Content::Text, supersedes: None };
    vec![
        call!(store, create_task(actor, unit, &new)),
        call!(store, create_tasks(actor, unit, std::slice::from_ref(&new))),
        call!(store, edit_task(actor, id, 1, &new)),
        call!(store, take_step(actor, id, 1, TaskStep::Start, "")),
        call!(store, tick(actor, id, 1, true)),
        call!(store, comment_on_task(actor, id, "Mine")),
        call!(store, save_task_filter(actor, "Mine", "assignee=me")),
        call!(store, remove_task_filter(actor, it.filter)),
        call!(store, save_report(actor, "Mine", "", None)),
        call!(store, remove_report(actor, it.report)),
        call!(store, schedule_report(actor, it.report, Some(Occasion::Month), &[actor.person])),
        call!(store, set_target(actor, unit, "2028-01-01".parse().unwrap(), Some(Points(20)))),
        call!(store, watch_task(actor, id)),
        call!(store, unwatch_task(actor, id)),
        call!(store, assign_tasks(actor, &[id], actor.person)),
        call!(store, redate_tasks(actor, &[id], "2028-01-01".parse().unwrap())),
        call!(store, begin_series(actor, id, weekly)),
        call!(store, end_series(actor, it.series)),
        call!(store, ask_to_accept(actor, id, &risk)),
        call!(store, decide_acceptance(actor, it.acceptance, AcceptanceDecision::Granted, "Mine")),
        call!(store, withdraw_acceptance(actor, it.acceptance, "Mine")),
        call!(store, attach_to_task(actor, id, &proof)),
        call!(store, attach_existing_to_task(actor, id, item)),
        call!(store, correct_answer(actor, id, None)),
    ]
}

async fn of_notices(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let unit = it.world.online_store;
    let choices = NoticeChoices { of: BTreeMap::new(), quiet_weekends: false };
    let change = ChannelChange { name: "Mine".to_owned(), address: None, kinds: Vec::new() };
    vec![
        call!(store, choose_notices(actor, &choices)),
        call!(store, add_channel(actor, unit, &crate::organisation::channel("Mine"))),
        call!(store, change_channel(actor, it.channel, &change)),
        call!(store, try_channel(actor, it.channel)),
        call!(store, remove_channel(actor, it.channel)),
        call!(store, send_again(actor, None)),
    ]
}

async fn of_questionnaires(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let (draft, version) = (QuestionnaireDraftId(1), QuestionnaireId(1));
    let own = Questionnaire::blank("mine", "Mine", Subject::Unit);
    let of = CheckOf::Unit(it.world.online_store);
    vec![
        call!(store, submit_check(actor, of, version, &[])),
        call!(store, begin_questionnaire(actor, &own, Origin::Blank)),
        call!(store, begin_next_version(actor, version)),
        call!(store, save_questionnaire(actor, draft, 0, &own)),
        call!(store, delete_questionnaire(actor, draft, 0)),
        call!(store, publish_questionnaire(actor, draft, 0)),
        call!(store, retire_questionnaire(actor, version)),
        call!(store, reinstate_questionnaire(actor, version)),
    ]
}

async fn of_audits(it: &Organisation, store: &Store, actor: &Actor) -> Vec<Outcome> {
    let until = "2028-01-01".parse().unwrap();
    let email = "friend@pruefer.example".to_owned();
    let friend = NewOutsider { name: "A friend".to_owned(), email, until };
    let new = NewAudit {
        name: "Mine".to_owned(),
        about: String::new(),
        from: "2026-01-01".parse().unwrap(),
        to: "2027-12-31".parse().unwrap(),
        units: [it.world.commerce].into(),
        rounds: BTreeSet::new(),
        auditors: BTreeSet::new(),
    };
    let audit = it.audit.inside;
    vec![
        call!(store, open_audit(actor, &new)),
        call!(store, change_audit(actor, audit, &new)),
        call!(store, close_audit(actor, audit)),
        call!(store, respond_to_finding(actor, it.finding.inside, "Mine")),
        call!(store, invite_from_outside(actor, audit, &friend)),
        call!(store, limit_outsider(actor, audit, actor.person, until)),
    ]
}
