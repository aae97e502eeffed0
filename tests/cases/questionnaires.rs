//! Questionnaires of the organisation's own.

use super::Case;
use crate::organisation::{Known, Who};

/// What another installation exported.
const FILE: &str = r#"
key = "suppliers"
version = 1
title = "Suppliers"
subject = "unit"
introduction = ""

[bands]
advanced = { from = 0, to = 0 }
moderate = { from = 1, to = 9 }
high = { from = 10 }

[[questions]]
key = "contract"
title = "Contract"
text = "Is there a contract with every supplier of a model?"
guidance = ""
weight = 10
"#;

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let (key, version) = (known.questionnaire.0.clone(), known.questionnaire.1.to_string());
    let here = format!("/questionnaires/{key}/{version}");
    let published = [key.clone(), version.clone()];
    let draft = [known.questionnaire_draft.to_string()];
    let in_draft = format!("/questionnaire-drafts/{}", draft[0]);
    let begins =
        |does| Case::post("/questionnaires").by(Who::Admin).on("/questionnaires").doing(does);
    let on_version = |does| {
        let case = Case::post("/questionnaires/{key}/{version}").by(Who::Admin).at(&published);
        case.on(here.clone()).doing(does)
    };
    let on_draft = |does| {
        let case = Case::post("/questionnaire-drafts/{id}").by(Who::Admin).at(&draft);
        case.on(in_draft.clone()).doing(does)
    };
    vec![
        Case::get("/questionnaires").by(Who::Viewer),
        begins("blank").typing("title", "Suppliers").typing("subject", "unit"),
        begins("import").typing("form", "toml").typing("text", FILE),
        begins("shipped"),
        Case::get("/questionnaires/{key}/{version}").by(Who::Viewer).at(&published),
        Case::get("/questionnaires/{key}/{version}/{form}").by(Who::Viewer).at(&[
            key,
            version,
            "toml".to_owned(),
        ]),
        on_version("next"),
        on_version("retire"),
        Case::get("/questionnaire-drafts/{id}").by(Who::Admin).at(&draft),
        Case::get("/questionnaire-drafts/{id}/preview").by(Who::Admin).at(&draft),
        on_draft("save").typing("title", "Models that we host"),
        on_draft("save").typing("then", "publish"),
        on_draft("delete"),
    ]
}
