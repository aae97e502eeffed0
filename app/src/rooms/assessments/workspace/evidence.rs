//! The evidence beside a question: what is there, and the fields for more where more may be added.

use domain::questionnaire::Question;
use leptos::prelude::*;

use super::desk::{Desk, Mode};
use crate::rooms::evidence::pieces::{EvidenceForm, evidence_fields, evidence_list};

pub fn evidence(desk: &Desk, question: &Question) -> AnyView {
    let no = question.no;
    let items = desk.evidence(no);
    let nothing = items.is_empty().then(|| view! { <p class="muted small">"None yet."</p> });
    let list = evidence_list(no, items, desk.today, desk.may.open_evidence);
    let fields = (desk.mode == Mode::Edit).then(|| {
        let form = EvidenceForm {
            assessment: desk.workspace.live.assessment.id,
            question,
            today: desk.today,
            max_upload: desk.max_upload,
            unit_evidence: &desk.workspace.live.evidence,
        };
        evidence_fields(form, &desk.typed)
    });
    view! {
        <div class="stack stack--2">
            <h3>"Evidence"</h3>
            {fields}
            <div id=format!("items-{no}") data-fresh="">{nothing}{list}</div>
        </div>
    }
    .into_any()
}
