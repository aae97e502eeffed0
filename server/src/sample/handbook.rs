//! Aldermoor Group, the organisation of the handbook: eight units, forty-one models, six quarters.

use domain::models::{AccessLevel, Exposure, Kind};
use domain::{Day, Role};

use super::draw::Draw;
use super::plan::{Mark, Marks, ModelPlan, PersonPlan, Plan, QUESTIONS, Status};
use super::register::Sketch;

/// The organisation. The seed varies what the handbook leaves open.
#[derive(Debug, Clone, Copy)]
pub struct Handbook {
    /// The seed.
    pub seed: u64,
}

const UNITS: [(&str, Option<usize>); 8] = [
    ("Corporate", None),
    ("People & Legal", Some(0)),
    ("Finance & Treasury", Some(0)),
    ("Commerce", None),
    ("Online Store", Some(3)),
    ("Customer Care", Some(3)),
    ("Logistics", None),
    ("Fleet & Routing", Some(6)),
];

/// Evidenced and claimed points of each unit in the six closed quarters.
#[rustfmt::skip]
const SCORES: [[(u16, u16); 6]; 8] = [
    [(70, 40), (60, 30), (50, 30), (40, 20), (30, 20), (20, 10)],
    [(90, 60), (80, 50), (80, 50), (60, 40), (50, 30), (40, 20)],
    [(50, 20), (40, 20), (30, 10), (20, 10), (20, 10), (10, 0)],
    [(80, 50), (70, 50), (60, 40), (50, 30), (40, 30), (30, 20)],
    [(90, 60), (90, 60), (80, 50), (80, 50), (70, 40), (60, 30)],
    [(100, 70), (90, 70), (90, 60), (80, 50), (70, 50), (60, 40)],
    [(70, 40), (60, 40), (60, 40), (40, 30), (30, 20), (20, 10)],
    [(80, 60), (90, 60), (70, 50), (60, 40), (50, 30), (40, 30)],
];

/// How each unit stood in the last closed quarter, question by question: no, yes with evidence that
/// is accepted (E), pending (P), expired (X) or rejected (R), or without any (0).
const LAST: [&str; 8] = [
    "EEEEEEEPEn",
    "EEnEXEPEEn",
    "EEEEEEEEXE",
    "EEEnEEEPEn",
    "EPEn0nEXEn",
    "EnPnEnXEEn",
    "EEEEEnEERE",
    "PEEnEEnEEn",
];

/// Questions answered so far in the present round, and whether it was submitted.
#[rustfmt::skip]
const PRESENT: [(usize, bool); 8] = [
    (7, false),
    (3, false),
    (10, true),
    (0, false),
    (6, false),
    (1, false),
    (10, true),
    (4, false),
];

/// A person: name, roles with their units, status.
type Member = (&'static str, &'static [(Role, Option<usize>)], Status);

/// Everybody: name, roles, status. The assessor of unit n is the first who holds that role there.
#[rustfmt::skip]
const PEOPLE: [Member; 20] = [
    ("Callum Reyes", &[(Role::Administrator, None), (Role::Assessor, Some(0))], Status::Active),
    ("Ingrid Solheim", &[(Role::Manager, None)], Status::Active),
    ("Dele Adeyemi", &[(Role::Auditor, None)], Status::Active),
    ("Ana Duarte", &[(Role::Assessor, Some(0))], Status::Active),
    ("Sofia Brandt", &[(Role::Assessor, Some(1))], Status::Active),
    ("Liam Farrow", &[(Role::Assessor, Some(1))], Status::Active),
    ("Marta Lindqvist", &[(Role::Assessor, Some(2))], Status::Active),
    ("Joel Okafor", &[(Role::Manager, Some(3))], Status::Active),
    ("Priya Raman", &[(Role::Assessor, Some(4))], Status::Active),
    ("Ivy Chen", &[(Role::Assessor, Some(4))], Status::Active),
    ("Mateo Silva", &[(Role::Assessor, Some(4))], Status::Active),
    ("Tomasz Wilk", &[(Role::Assessor, Some(5))], Status::Active),
    ("Rosa Klein", &[(Role::Assessor, Some(5))], Status::Active),
    ("Kenji Ota", &[(Role::Assessor, Some(6))], Status::Active),
    ("Noor Haddad", &[(Role::Assessor, Some(7))], Status::Active),
    ("Vera Lund", &[(Role::Viewer, None)], Status::Active),
    ("Emil Sato", &[(Role::Assessor, Some(7))], Status::Invited),
    ("Hana Novak", &[(Role::Viewer, Some(3))], Status::Deactivated),
    ("Nils Aaberg", &[(Role::Assessor, Some(3))], Status::Active),
    ("Amara Diallo", &[(Role::Auditor, Some(3)), (Role::Viewer, Some(6))], Status::Active),
];

/// Whoever answers for each unit.
const ASSESSORS: [usize; 8] = [3, 4, 6, 18, 8, 11, 13, 14];

/// A model in the handbook's words: unit, name, provider, exposure, data, access, owner, pilot.
type Line = (usize, &'static str, &'static str, char, &'static str, char, usize, bool);

/// Exposure: internal, external, partner, unknown. Access: read, write, acts.
#[rustfmt::skip]
const MODELS: [Line; 41] = [
    (0, "Policy Assistant", "Tessera AI", 'i', "Confidential", 'r', 3, false),
    (0, "Meeting Notes Summariser", "Confab Cloud", 'i', "Confidential", 'w', 3, false),
    (0, "Code Review Helper", "Tessera AI", 'i', "Confidential", 'w', 0, false),
    (0, "Security Alert Triage", "", 'i', "Confidential", 'a', 0, false),
    (0, "Intranet Search Ranker", "", 'i', "Internal", 'r', 0, false),
    (1, "CV Screening Ranker", "Hirewell", 'i', "Personal", 'r', 4, false),
    (1, "Contract Clause Extractor", "Tessera AI", 'i', "Confidential", 'r', 4, false),
    (1, "Payroll Query Bot", "Northquay", 'i', "Personal", 'r', 5, true),
    (1, "Learning Path Recommender", "Upskill One", 'p', "Personal", 'r', 5, false),
    (1, "Case Law Finder", "Lexmere", 'p', "Public", 'r', 4, false),
    (2, "Cash Flow Forecaster", "", 'i', "Confidential", 'r', 6, false),
    (2, "Invoice Reader", "Papermill", 'i', "Confidential", 'w', 6, false),
    (2, "Expense Anomaly Detector", "", 'i', "Personal", 'r', 6, false),
    (2, "Covenant Watcher", "Tessera AI", 'i', "Confidential", 'r', 6, false),
    (2, "Audit Question Answerer", "Tessera AI", 'i', "Internal", 'r', 6, false),
    (3, "Demand Planner", "", 'i', "Internal", 'r', 18, false),
    (3, "Price Suggester", "", 'i', "Confidential", 'w', 18, false),
    (3, "Supplier Mail Sorter", "Northquay", 'p', "Internal", 'w', 7, false),
    (3, "Range Review Writer", "Tessera AI", 'i', "Internal", 'r', 18, false),
    (4, "Shop Assistant", "Tessera AI", 'e', "Personal", 'a', 8, false),
    (4, "Product Search Ranker", "", 'e', "Internal", 'r', 8, false),
    (4, "Checkout Fraud Gate", "", 'i', "Payment", 'a', 10, false),
    (4, "Size Adviser", "Fitmark", 'u', "Personal", 'r', 10, false),
    (4, "Image Tagger", "", 'i', "Public", 'w', 10, false),
    (4, "Returns Predictor", "", 'i', "Personal", 'r', 8, false),
    (4, "Listing Translator", "Polyglot Works", 'u', "Public", 'w', 9, false),
    (4, "Dynamic Banner Picker", "Adloom", 'u', "Personal", 'r', 9, true),
    (5, "Care Reply Drafter", "Tessera AI", 'i', "Personal", 'w', 11, false),
    (5, "Call Transcriber", "Voxhall", 'i', "Personal", 'r', 11, false),
    (5, "Intent Router", "", 'i', "Personal", 'r', 12, false),
    (5, "Refund Agent", "Northquay", 'i', "Payment", 'a', 11, true),
    (5, "Voice Sentiment", "Voxhall", 'i', "Personal", 'r', 12, false),
    (5, "Knowledge Answerer", "Tessera AI", 'e', "Public", 'r', 12, false),
    (6, "Warehouse Slotting Planner", "", 'i', "Internal", 'w', 13, false),
    (6, "Parcel Damage Detector", "", 'i', "Internal", 'r', 13, false),
    (6, "Carrier Rate Reader", "Papermill", 'p', "Confidential", 'r', 13, false),
    (6, "Returns Desk Assistant", "Tessera AI", 'i', "Internal", 'r', 13, false),
    (7, "Route Optimiser", "", 'i', "Internal", 'a', 14, false),
    (7, "Arrival Estimator", "", 'e', "Internal", 'r', 14, false),
    (7, "Driver Fatigue Monitor", "Roadsense", 'i', "Personal", 'r', 14, false),
    (7, "Fuel Card Watcher", "Northquay", 'i', "Payment", 'r', usize::MAX, false),
];

/// Models of suppliers that nobody has checked.
const UNCHECKED: [&str; 2] = ["Voice Sentiment", "Call Transcriber"];

impl Plan for Handbook {
    fn seed(&self) -> u64 {
        self.seed
    }

    fn organisation(&self) -> String {
        "Aldermoor Group".to_owned()
    }

    fn units(&self) -> Vec<(String, Option<usize>)> {
        UNITS.iter().map(|(name, above)| ((*name).to_owned(), *above)).collect()
    }

    fn people(&self) -> usize {
        PEOPLE.len()
    }

    fn person(&self, index: usize) -> PersonPlan {
        let (name, roles, status) = PEOPLE[index];
        PersonPlan { name: name.to_owned(), roles: roles.to_vec(), status }
    }

    fn assessor(&self, unit: usize) -> usize {
        ASSESSORS[unit]
    }

    fn models(&self) -> usize {
        MODELS.len()
    }

    fn model(&self, index: usize, today: Day) -> ModelPlan {
        let (unit, name, provider, exposure, data, access, owner, is_pilot) = MODELS[index];
        let purpose = format!("{name} for {}", UNITS[unit].0);
        let sketch = Sketch {
            name,
            kind: kind_of(name),
            provider,
            exposure: match exposure {
                'e' => Exposure::Public,
                'p' => Exposure::Partner,
                'u' => Exposure::Unknown,
                _ => Exposure::Internal,
            },
            data,
            access: match access {
                'a' => AccessLevel::Admin,
                'w' => AccessLevel::Write,
                _ => AccessLevel::Read,
            },
            is_pilot,
            unchecked: UNCHECKED.contains(&name),
            purpose: &purpose,
        };
        let (draw, marks) = (Draw::new(self.seed).of(index as u64), last(unit));
        ModelPlan {
            unit,
            details: sketch.details(draw, today, marks),
            owner: (owner != usize::MAX).then_some(owner),
            parts: sketch.parts(draw, today, marks),
        }
    }

    fn closed_quarters(&self) -> usize {
        6
    }

    fn marks(&self, unit: usize, quarter: usize) -> Option<Marks> {
        let (evidenced, claimed) = SCORES[unit].get(quarter).copied()?;
        let draw = Draw::new(self.seed).of(1000 + unit as u64);
        Some(backwards(
            last(unit),
            quarter,
            usize::from(claimed / 10),
            usize::from(evidenced / 10),
            draw,
        ))
    }

    fn present(&self, unit: usize) -> (usize, bool) {
        PRESENT[unit]
    }

    fn is_detailed(&self) -> bool {
        true
    }

    fn response_plan(&self, unit: usize) -> Option<(String, bool)> {
        let has_one = last(unit)[9] != Mark::No;
        has_one.then(|| {
            ("Runbook “Incidents with AI”, section 4 of the security handbook".to_owned(), true)
        })
    }
}

fn last(unit: usize) -> Marks {
    let mut marks = [Mark::No; QUESTIONS];
    for (mark, letter) in marks.iter_mut().zip(LAST[unit].chars()) {
        *mark = match letter {
            'E' => Mark::Proven,
            'P' => Mark::Pending,
            'X' => Mark::Expired,
            'R' => Mark::Rejected,
            '0' => Mark::Bare,
            _ => Mark::No,
        };
    }
    marks
}

/// How a unit stood in an earlier quarter: what is no today was no then, and of the rest, the
/// questions that were settled latest were open the longest ago. The order of settling is drawn once
/// for a unit, so a question that became yes stays yes.
fn backwards(last: Marks, quarter: usize, noes: usize, unproven: usize, draw: Draw) -> Marks {
    if quarter == 5 {
        return last;
    }
    let mut order: Vec<usize> = (0..QUESTIONS).collect();
    order.sort_by_key(|question| {
        let settled = match last[*question] {
            Mark::No => 0,
            Mark::Proven => 2,
            _ => 1,
        };
        (settled, draw.of(*question as u64).below(1000))
    });
    let mut marks = [Mark::Proven; QUESTIONS];
    for (place, question) in order.into_iter().enumerate() {
        if place < noes {
            marks[question] = Mark::No;
        } else if place < unproven {
            let kind = draw.of(100 + (quarter * QUESTIONS + question) as u64);
            marks[question] = if kind.percent(25) { Mark::Rejected } else { Mark::Bare };
        }
    }
    marks
}

fn kind_of(name: &str) -> Kind {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&[
        "Assistant",
        "Answerer",
        "Drafter",
        "Bot",
        "Writer",
        "Helper",
        "Summariser",
        "Translator",
    ]) {
        Kind::LanguageModel
    } else if has(&["Agent", "Triage", "Gate"]) {
        Kind::Agent
    } else if has(&["Tagger", "Reader", "Damage", "Fatigue", "Extractor"]) {
        Kind::Vision
    } else if has(&["Transcriber", "Voice"]) {
        Kind::Speech
    } else if has(&["Ranker", "Recommender", "Picker", "Adviser", "Suggester"]) {
        Kind::Recommender
    } else {
        Kind::Classical
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quarter_adds_up_to_the_handbooks_scores() {
        let handbook = Handbook { seed: 1 };
        for (unit, scores) in SCORES.iter().enumerate() {
            for (quarter, (evidenced, claimed)) in scores.iter().enumerate() {
                let marks = handbook.marks(unit, quarter).unwrap();
                let noes = marks.iter().filter(|mark| **mark == Mark::No).count();
                let proven = marks.iter().filter(|mark| **mark == Mark::Proven).count();
                let at = format!("{} in quarter {quarter}", UNITS[unit].0);
                assert_eq!(noes * 10, usize::from(*claimed), "claimed, {at}");
                assert_eq!((QUESTIONS - proven) * 10, usize::from(*evidenced), "evidenced, {at}");
            }
        }
    }

    #[test]
    fn models_stand_in_their_units_with_owners_who_work_there() {
        let handbook = Handbook { seed: 1 };
        let counts =
            UNITS.iter().enumerate().map(|(unit, _)| MODELS.iter().filter(|m| m.0 == unit).count());
        assert_eq!(counts.collect::<Vec<_>>(), [5, 5, 5, 4, 8, 6, 4, 4]);
        assert_eq!(handbook.models(), 41);
    }
}
