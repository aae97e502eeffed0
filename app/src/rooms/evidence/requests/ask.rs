//! Asking a unit for evidence.

use axum::response::{IntoResponse as _, Redirect};
use domain::evidence::request::{REQUEST_MAX, wanted};
use domain::questionnaire::baseline;
use domain::{Action, AppError, Invalid, QuestionNo, UnitId};
use leptos::prelude::*;

use super::PATH;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, Sent};
use crate::rooms::evidence::list::unit_options;
use crate::rooms::evidence::part_of::{audit_field, own_audit, own_audits};
use crate::shell::{Frame, NavKey};
use crate::ui::{Button, Field, Form, PageHead, Panel, Typed};

/// How far ahead the due day is proposed, in days.
const DUE_IN: u64 = 14;

type Options = Vec<(String, String)>;

/// `GET /requests/new`; the address may name the unit and the question.
///
/// # Errors
/// [`AppError::NotFound`] to whoever may ask nowhere.
pub(in crate::rooms::evidence) async fn form(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let (units, audits) = (units(&visitor).await?, own_audits(&visitor).await?);
    let due = visitor.state.today() + chrono::Days::new(DUE_IN);
    let typed = Typed::new([
        ("unit", asked.get("unit").to_owned()),
        ("question", asked.get("question").to_owned()),
        ("audit", asked.get("audit").to_owned()),
        ("due_on", due.to_string()),
    ]);
    Ok(visitor.page(&frame(&visitor), || content(&typed, &units, audits)))
}

/// `POST /requests/new`
///
/// # Errors
/// As [`form`].
pub(in crate::rooms::evidence) async fn ask(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let (units, audits) = (units(&visitor).await?, own_audits(&visitor).await?);
    match asked(&visitor, &typed, &units).await {
        Ok(id) => Ok(Redirect::to(&format!("{PATH}/{id}?done=asked")).into_response()),
        Err(failure) => {
            let typed = typed.wrong(failure.into_invalid()?);
            Ok(visitor.page_with_mistakes(&frame(&visitor), || content(&typed, &units, audits)))
        }
    }
}

async fn asked(
    visitor: &Visitor,
    typed: &Typed,
    units: &Options,
) -> Result<domain::RequestId, Failure> {
    let mut invalid = Invalid::new();
    let unit: Option<UnitId> = typed.get("unit").parse().ok();
    let unit = unit.filter(|id| units.iter().any(|(known, _)| *known == id.to_string()));
    let unit = invalid.check("unit", unit.ok_or("Choose a unit of the list."));
    let question = typed.get("question").parse().ok().map(QuestionNo);
    let question = question.filter(|no| baseline().question(*no).is_some());
    let question = invalid.check("question", question.ok_or("Choose a question of the list."));
    let today = visitor.state.today();
    let wanted = match wanted(typed.get("wanted"), typed.get("due_on"), today) {
        Ok(wanted) => Some(wanted),
        Err(more) => {
            invalid.0.extend(more.0);
            None
        }
    };
    let (Some(unit), Some(question), Some(wanted)) = (unit, question, wanted) else {
        return Err(AppError::Invalid(invalid).into());
    };
    let audit = own_audit(typed)?;
    let (store, actor) = (visitor.store(), &visitor.actor);
    Ok(store.request_evidence_for(actor, audit, unit, question, &wanted).await?)
}

/// The units that the person may ask; whoever may ask none has no such page.
async fn units(visitor: &Visitor) -> PageResult<Options> {
    if !visitor.actor.allows_somewhere(Action::RequestEvidence) {
        return Err(AppError::NotFound.into());
    }
    let mut units = visitor.units_where(Action::RequestEvidence).await?;
    // The organisation itself answers nothing.
    units.retain(|node| node.unit.parent.is_some());
    Ok(unit_options(&units))
}

fn frame(visitor: &Visitor) -> Frame {
    visitor
        .frame("Ask for evidence", NavKey::Evidence)
        .crumb("Evidence", Some("/evidence".to_owned()))
        .crumb("Requests", Some(PATH.to_owned()))
        .crumb("Ask", None)
}

fn content(typed: &Typed, units: &Options, audits: Options) -> AnyView {
    let questions = baseline().questions.iter();
    let questions = questions.map(|it| (it.no.to_string(), format!("{} {}", it.no, it.label)));
    let fields = view! {
        {Field::select("unit", "Business unit", units.clone()).placeholder("Choose a unit").view(typed)}
        {Field::select("question", "Question", questions).placeholder("Choose a question").view(typed)}
        {Field::textarea("wanted", "What you need to see")
            .rows(4)
            .max(REQUEST_MAX)
            .hint("As exactly as you can: which system, which days, which form.")
            .full()
            .view(typed)}
        {Field::date("due_on", "Due on").view(typed)}
        {audit_field(audits).map(|field| field.view(typed))}
    };
    let form = Form::post("/requests/new").summary(typed).grid(fields).actions(view! {
        {Button::submit("Ask for it").primary()}
        {Button::link(PATH, "Cancel")}
    });
    let head = PageHead::new("Ask for evidence")
        .lede("The unit’s assessors and managers answer with an item, or say why there is none.");
    view! { {head}{Panel::new("The request").body(form)} }.into_any()
}
