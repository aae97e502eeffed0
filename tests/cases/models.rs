//! The register.

use store::PartKind;

use super::Case;
use crate::organisation::{Known, Things, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let model = |things: &Things| vec![things.model.to_string()];
    let unit = |things: &Things| vec![things.unit.to_string()];
    let retired = |things: &Things| vec![things.retired_model.to_string()];
    let mut cases = vec![
        Case::get("/models").by(Who::Viewer),
        Case::get("/models/new").by(Who::Assessor),
        Case::post("/models")
            .by(Who::Assessor)
            .on("/models/new")
            .typing("name", "Search ranking")
            .typing("unit", known.near.unit),
        Case::get("/models/{id}").by(Who::Viewer).of(known, model),
        Case::get("/models/{id}/history").by(Who::Viewer).of(known, model),
        Case::get("/models/{id}/edit").by(Who::Assessor).of(known, model),
        Case::post("/models/{id}/edit")
            .by(Who::Assessor)
            .of(known, model)
            .on_page_of(known, "/models/{id}/edit", model)
            .typing("name", "Shop assistant 2"),
        Case::get("/models/{id}/move").by(Who::NearManager).of(known, model),
        Case::post("/models/{id}/move")
            .by(Who::NearManager)
            .of(known, model)
            .on_page_of(known, "/models/{id}/move", model)
            .typing("unit", known.customer_care),
        Case::post("/models/{id}/owner").by(Who::Assessor).of(known, model).on_page_of(
            known,
            "/models/{id}",
            model,
        ),
        Case::post("/models/{id}/retire").by(Who::Assessor).of(known, model).on_page_of(
            known,
            "/models/{id}",
            model,
        ),
        Case::post("/models/{id}/restore").by(Who::Assessor).of(known, retired).on_page_of(
            known,
            "/models/{id}",
            retired,
        ),
        Case::get("/units/{id}/response-plan").by(Who::Assessor).of(known, unit),
        Case::post("/units/{id}/response-plan")
            .by(Who::Assessor)
            .of(known, unit)
            .on_page_of(known, "/units/{id}/response-plan", unit)
            .typing("plan", "Call the duty officer.")
            .typing("exercised", "2026-10-01"),
    ];
    for kind in PartKind::ALL {
        cases.extend(part(known, kind));
    }
    cases
}

fn part(known: &Known, kind: PartKind) -> Vec<Case> {
    let [all, blank, one, gone] = routes(kind);
    let model = |things: &Things| vec![things.model.to_string()];
    let ids = |things: &Things| vec![things.model.to_string(), things.parts[&kind].to_string()];
    let typed = |mut case: Case| {
        for (name, value) in fields(kind) {
            case = case.typing(name, value);
        }
        case
    };
    vec![
        Case::get(blank).by(Who::Assessor).of(known, model),
        typed(Case::post(all).by(Who::Assessor).of(known, model).on_page_of(known, blank, model)),
        Case::get(one).by(Who::Assessor).of(known, ids),
        typed(Case::post(one).by(Who::Assessor).of(known, ids).on_page_of(known, one, ids)),
        Case::post(gone).by(Who::Assessor).of(known, ids).on_page_of(known, one, ids),
    ]
}

const fn routes(kind: PartKind) -> [&'static str; 4] {
    macro_rules! below {
        ($name:literal) => {
            [
                concat!("/models/{id}/", $name),
                concat!("/models/{id}/", $name, "/new"),
                concat!("/models/{id}/", $name, "/{part}"),
                concat!("/models/{id}/", $name, "/{part}/remove"),
            ]
        };
    }
    match kind {
        PartKind::Deployment => below!("deployments"),
        PartKind::DataSource => below!("data-sources"),
        PartKind::Permission => below!("permissions"),
        PartKind::Credential => below!("credentials"),
        PartKind::Validation => below!("validations"),
    }
}

/// What is typed for a new part, and over one that is there.
const fn fields(kind: PartKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        PartKind::Deployment => &[
            ("environment", "staging"),
            ("platform", "batch"),
            ("hosting", "on-premises"),
            ("exposure", "internal"),
            ("runtime_monitoring", "on"),
            ("provider_monitoring", "on"),
        ],
        PartKind::DataSource => &[
            ("name", "Reviews"),
            ("classification", "internal"),
            ("personal_data", "no"),
            ("encrypted_at_rest", "yes"),
            ("encrypted_in_transit", "yes"),
        ],
        PartKind::Permission => &[("holder", "catalogue-service"), ("level", "read")],
        PartKind::Credential => &[("name", "Batch key"), ("kept_in", "secret-store")],
        PartKind::Validation => {
            &[("checked_on", "2026-03-04"), ("method", "Red team"), ("result", "passed")]
        }
    }
}
