//! Who may do what where, written out in full: the golden file is the table that people review.
//!
//! `UPDATE_GOLDEN=1 cargo test -p domain` writes it anew.

use std::fmt::Write;
use std::path::Path;

use domain::permissions::role_allows;
use domain::{Action, Actor, Grant, PersonId, Role, UnitId};

const ROOT: UnitId = UnitId(1);
const UNIT: UnitId = UnitId(2);
const SUB_UNIT: UnitId = UnitId(3);
const OTHER: UnitId = UnitId(4);

/// The places in which something is tried, seen from the unit on which the role is held.
const PLACES: [(&str, &[UnitId]); 4] = [
    ("the unit", &[UNIT, ROOT]),
    ("its sub-unit", &[SUB_UNIT, UNIT, ROOT]),
    ("the unit above", &[ROOT]),
    ("another unit", &[OTHER, ROOT]),
];

fn actor(roles: &[Role]) -> Actor {
    let grant =
        |role: &Role| Grant { role: *role, unit: (*role != Role::Administrator).then_some(UNIT) };
    Actor {
        person: PersonId(1),
        name: "Priya Raman".to_owned(),
        email: "priya.raman@aldermoor.example".to_owned(),
        grants: roles.iter().map(grant).collect(),
        only_reads: false,
        only_in: None,
    }
}

fn table() -> String {
    let mut table = String::from(
        "# Role by action by resource. A role is held on \"the unit\"; administrator on the installation.\n\
         # Written by: UPDATE_GOLDEN=1 cargo test -p domain\n",
    );
    let roles = Role::ALL.iter().map(|role| (role.key(), vec![*role]));
    for (name, held) in std::iter::once(("nobody", vec![])).chain(roles) {
        let actor = actor(&held);
        for action in Action::ALL {
            let mut row = |place: &str, allowed| {
                let allowed = if allowed { "yes" } else { "no" };
                writeln!(table, "{name:<14} {:<16} {place:<17} {allowed}", action.key()).unwrap();
            };
            if action.is_for_installation() {
                row("the installation", actor.allows(*action));
            } else {
                for (place, lineage) in PLACES {
                    row(place, actor.allows_on(*action, lineage));
                }
            }
        }
    }
    table
}

#[test]
fn the_table_is_the_one_that_was_reviewed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/permissions.txt");
    let table = table();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap();
    let mut lines = reviewed.lines().zip(table.lines());
    let first = lines.find(|(was, is)| was != is);
    assert_eq!(first, None, "the first line that differs: reviewed, now");
    assert_eq!(reviewed.lines().count(), table.lines().count());
}

/// The table of roles in the product's rules: viewer, assessor, manager, auditor, administrator.
#[test]
fn roles_may_what_the_rules_say() {
    let by_the_book = [
        (Action::Read, "11111"),
        (Action::OpenEvidence, "01110"),
        (Action::EditModels, "01100"),
        (Action::Answer, "01100"),
        (Action::AttachEvidence, "01100"),
        (Action::Submit, "01100"),
        (Action::OpenRound, "00100"),
        (Action::Approve, "00100"),
        (Action::WorkOnTasks, "01100"),
        (Action::AssignTasks, "00100"),
        (Action::VerifyTasks, "00100"),
        (Action::AcceptRisk, "00100"),
        (Action::ManageChannels, "00100"),
        (Action::ManageReports, "00100"),
        (Action::RequestEvidence, "00110"),
        (Action::GiveVerdict, "00010"),
        (Action::TakePack, "00010"),
        (Action::ReadAuditLog, "00011"),
        (Action::ReadAudit, "00111"),
        (Action::LeadAudit, "00010"),
        (Action::WorkOnAudit, "00010"),
        (Action::RespondToFinding, "00100"),
        (Action::ManageUnits, "00001"),
        (Action::ManagePeople, "00001"),
        (Action::ManageQuestionnaires, "00001"),
        (Action::ManageSettings, "00001"),
    ];
    assert_eq!(by_the_book.map(|(action, _)| action), Action::ALL);
    for (action, row) in by_the_book {
        for (role, allowed) in Role::ALL.iter().zip(row.chars()) {
            assert_eq!(role_allows(*role, action), allowed == '1', "{role} {action}");
        }
    }
}

#[test]
fn a_role_reaches_sub_units_and_nothing_else_and_roles_add_up() {
    for action in Action::ALL.iter().filter(|action| !action.is_for_installation()) {
        for role in Role::ALL.iter().filter(|role| **role != Role::Administrator) {
            let holder = actor(&[*role]);
            let here = holder.allows_on(*action, PLACES[0].1);
            assert_eq!(here, role_allows(*role, *action));
            assert_eq!(holder.allows_on(*action, PLACES[1].1), here, "sub-units");
            assert!(!holder.allows_on(*action, PLACES[2].1), "never upwards");
            assert!(!holder.allows_on(*action, PLACES[3].1), "never sideways");
            assert!(!holder.allows(*action), "never the installation");
            assert_eq!(holder.allows_somewhere(*action), here);
        }
        let both = actor(&[Role::Assessor, Role::Auditor]);
        let either = role_allows(Role::Assessor, *action) || role_allows(Role::Auditor, *action);
        assert_eq!(both.allows_on(*action, PLACES[0].1), either);
    }
}

#[test]
fn whoever_only_reads_may_look_wherever_they_could_and_do_nothing_anywhere() {
    let all = Actor { only_reads: true, ..actor(Role::ALL) };
    let reading = [Action::Read, Action::OpenEvidence, Action::ReadAuditLog, Action::ReadAudit];
    for action in Action::ALL {
        let expected = reading.contains(action);
        assert_eq!(all.allows_on(*action, &[UNIT, ROOT]), expected, "{action}");
        assert_eq!(all.allows_somewhere(*action), expected, "{action}");
        assert_eq!(all.allows(*action), expected && *action != Action::OpenEvidence, "{action}");
    }
}

#[test]
fn an_auditor_from_outside_audits_and_neither_reads_the_log_nor_leads() {
    let outside = Actor { only_in: Some(domain::AuditId(1)), ..actor(&[Role::Auditor]) };
    for action in Action::ALL {
        let expected = role_allows(Role::Auditor, *action)
            && !matches!(action, Action::ReadAuditLog | Action::LeadAudit);
        assert_eq!(outside.allows_on(*action, &[UNIT, ROOT]), expected, "{action}");
    }
    let every_role = Actor { only_in: Some(domain::AuditId(1)), ..actor(Role::ALL) };
    for action in [Action::Answer, Action::Approve, Action::AttachEvidence, Action::ManagePeople] {
        assert!(!every_role.allows_somewhere(action), "a role given by mistake opens nothing");
    }
}
