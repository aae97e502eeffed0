//! Evidence under a question of the workspace: the items that are there, and the fields by which
//! more is attached. The names of the fields are those that [`Names`] gives.

use std::collections::BTreeSet;

use domain::evidence::{EvidenceState, Kind, TITLE_MAX, default_valid_until};
use domain::questionnaire::Question;
use domain::{AssessmentId, Day, QuestionNo, text};
use leptos::prelude::*;
use store::LinkedEvidence;

use super::drop::DropZone;
use super::islands::UploadZone;
use super::plan::Names;
use crate::ui::disclosure::disclosure_button;
use crate::ui::evidence::{EvidenceItem, evidence_icon};
use crate::ui::{Button, Field, Typed};

/// An item that counts for no longer than so many days is said to end soon.
pub(super) const SOON_DAYS: i64 = 14;

/// The items behind a question, in the element that the upload island adds to.
pub fn evidence_list<'a>(
    question: QuestionNo,
    items: impl IntoIterator<Item = &'a LinkedEvidence>,
    today: Day,
    may_open: bool,
) -> AnyView {
    let items = items.into_iter().map(|item| evidence_item(item, today, may_open));
    let list = crate::ui::evidence::evidence_list(items);
    view! { <div id=list_id(question)>{list}</div> }.into_any()
}

pub(super) fn list_id(question: QuestionNo) -> String {
    format!("evidence-{question}")
}

/// One item of such a list. Whoever may not open evidence gets no link to it.
pub(super) fn evidence_item(item: &LinkedEvidence, today: Day, may_open: bool) -> EvidenceItem {
    let shown = EvidenceItem::new(
        item.title.clone(),
        evidence_icon(item.kind, &item.media_type),
        item.state,
    )
    .meta(format!("Collected {}", text::day(item.collected_on)))
    .meta(validity(item.valid_until, today))
    .hash(item.sha256.clone());
    let shown = if may_open { shown.href(format!("/evidence/{}", item.id)) } else { shown };
    match (item.state, &item.verdict_reason) {
        (EvidenceState::Rejected | EvidenceState::Asked, Some(reason)) => {
            let who = item.verdict_by_name.as_deref().unwrap_or("An auditor");
            let when = item.verdict_at.map(|at| format!(", {}", text::day(at.day())));
            shown.why(format!("{who}{}", when.unwrap_or_default()), reason.clone())
        }
        _ => shown,
    }
}

/// "Valid until 30 Sep 2026", with how near that is when it is near.
pub(super) fn validity(until: Day, today: Day) -> String {
    let day = text::day(until);
    match (until - today).num_days() {
        left if left < 0 => format!("Valid until {day}, {}", text::relative(until, today)),
        left if left <= SOON_DAYS => {
            format!("Valid until {day}, ends {}", text::relative(until, today))
        }
        _ => format!("Valid until {day}"),
    }
}

/// What the fields for more evidence need to know.
#[derive(Debug, Clone, Copy)]
pub struct EvidenceForm<'a> {
    /// The assessment.
    pub assessment: AssessmentId,
    /// The question.
    pub question: &'a Question,
    /// The present day.
    pub today: Day,
    /// The largest file, in bytes.
    pub max_upload: u64,
    /// The unit's evidence, of all questions: what can be attached to this one too is offered.
    pub unit_evidence: &'a [LinkedEvidence],
}

/// The fields: a drop zone for files, then what only some need, unfolded when something in it was
/// typed or is wrong. They belong to the form that they stand in, which must be an upload form.
pub fn evidence_fields(form: EvidenceForm<'_>, typed: &Typed) -> AnyView {
    let names = Names::of(form.question.no);
    let action = format!("/assessments/{}/evidence", form.assessment);
    let drop = DropZone {
        names: &names,
        label: format!("Add evidence files for {}", form.question.label),
        several: true,
        max_upload: form.max_upload,
    };
    let drop = drop.view(typed);
    let sprite = crate::assets::urls().icons.clone();
    view! {
        <UploadZone action=action question=form.question.no.0 limit=form.max_upload sprite=sprite>
            {drop}
        </UploadZone>
        {instead(form, &names, typed)}
        {dates(&names, form.today, form.question.evidence_valid_days, typed)}
    }
    .into_any()
}

fn is_touched(names: &Names, fields: &[&str], typed: &Typed) -> bool {
    fields.iter().any(|field| {
        let name = names.field(field);
        !typed.get(&name).trim().is_empty() || typed.error(&name).is_some()
    })
}

/// A link, a note, or an item that is there already.
fn instead(form: EvidenceForm<'_>, names: &Names, typed: &Typed) -> AnyView {
    let fields = ["link", "link-title", "evidence-note", "evidence-note-title", "existing"];
    let open = is_touched(names, &fields, typed);
    let existing = attachable(form.unit_evidence, form.question.no);
    let existing = (!existing.is_empty()).then(|| {
        let field = Field::select(names.field("existing"), "An item of another question", existing);
        field.placeholder("None").small().full().optional().view(typed)
    });
    let content = view! {
        <div class="form-grid">
            {link_and_note(names, typed)}
            {existing}
        </div>
        <div class="actions">{attach_button(form.question)}</div>
    };
    disclosure_button("link", "Add a link or note instead", open, content)
}

fn link_and_note(names: &Names, typed: &Typed) -> AnyView {
    let link = Field::url(names.field("link"), "Link").placeholder("https://").optional();
    let link_title = Field::text(names.field("link-title"), "What the link shows").max(TITLE_MAX);
    let note = Field::textarea(names.field("evidence-note"), "Note").rows(3).optional();
    let note =
        note.hint("For what has no file, such as a check made by hand: who looked, when, at what.");
    let note_title =
        Field::text(names.field("evidence-note-title"), "Title of the note").max(TITLE_MAX);
    view! {
        {link.small().view(typed)}
        {link_title.small().optional().view(typed)}
        {note.full().view(typed)}
        {note_title.small().full().optional().view(typed)}
    }
    .into_any()
}

/// The fields for evidence outside of an assessment: files, or a link or note instead, with dates.
pub(crate) fn fields_alone(
    label: String,
    question: &Question,
    today: Day,
    max_upload: u64,
    typed: &Typed,
) -> AnyView {
    let names = Names::alone();
    let fields = ["link", "link-title", "evidence-note", "evidence-note-title"];
    let open = is_touched(&names, &fields, typed);
    let drop = DropZone { names: &names, label, several: true, max_upload };
    let instead = view! { <div class="form-grid">{link_and_note(&names, typed)}</div> };
    view! {
        {drop.view(typed)}
        {disclosure_button("link", "Add a link or note instead", open, instead)}
        {dates(&names, today, question.evidence_valid_days, typed)}
    }
    .into_any()
}

/// The button saves the form that it stands in, and what was typed here with it.
fn attach_button(question: &Question) -> Button {
    let label = format!("Attach to {}", question.label);
    Button::submit("Attach").small().value("do", format!("evidence-{}", question.no)).label(label)
}

/// Title and dates, for whatever is attached.
pub(super) fn dates(names: &Names, today: Day, valid_days: u16, typed: &Typed) -> AnyView {
    let open = is_touched(names, &["title", "collected", "valid"], typed);
    let until = text::day(default_valid_until(today, valid_days));
    let title = Field::text(names.field("title"), "Title of the file").max(TITLE_MAX);
    let title = title.hint("Several files at once keep their names.");
    let collected =
        Field::date(names.field("collected"), "Collected on").between("1990-01-01", today);
    let collected = collected.hint("Today, unless you say otherwise.");
    let valid = Field::date(names.field("valid"), "Valid until");
    let valid =
        valid.hint(format!("{valid_days} days after it was collected, {until} for today’s."));
    let content = view! {
        <div class="form-grid">
            {title.small().full().optional().view(typed)}
            {collected.small().optional().view(typed)}
            {valid.small().optional().view(typed)}
        </div>
    };
    disclosure_button("calendar-clock", "Set title and dates", open, content)
}

/// Items of the unit's other questions that could support this one too, as choices of a list.
fn attachable(unit_evidence: &[LinkedEvidence], question: QuestionNo) -> Vec<(String, String)> {
    let here: BTreeSet<_> =
        unit_evidence.iter().filter(|item| item.question == question).map(|item| item.id).collect();
    let mut seen = here;
    unit_evidence
        .iter()
        .filter(|item| item.is_current() && item.state != EvidenceState::Expired)
        .filter(|item| seen.insert(item.id))
        .map(|item| {
            let kind = if item.kind == Kind::File {
                String::new()
            } else {
                format!(", {}", item.kind.key())
            };
            let until = text::day(item.valid_until);
            (
                item.id.to_string(),
                format!("{}{kind} (question {}, until {until})", item.title, item.question),
            )
        })
        .collect()
}
