//! The verdict of an auditor for one place of an item: the form, and taking it.

use axum::response::{IntoResponse as _, Redirect};
use domain::evidence::{REASON_MAX, RejectReason, Spot, Verdict, given};
use domain::{AppError, EvidenceId, QuestionNo, UnitId, text};
use leptos::prelude::*;
use store::Judging;

use super::answered::Answered;
use super::sheet::{Place, Sheet, Told, again};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Sent};
use crate::rooms::evidence::part_of::{audit_field, own_audit};
use crate::rooms::evidence::{label_of, review};
use crate::ui::{Button, Field, Form, Notice, Panel, Tone, Typed};

/// `POST /evidence/{id}/verdict`
///
/// # Errors
/// [`AppError::NotFound`] when the item isn't attached there, or not for this person.
pub(in crate::rooms::evidence) async fn judge(
    visitor: Visitor,
    At(id): At<EvidenceId>,
    Sent(typed): Sent,
) -> PageResult {
    // For whoever may not open it there is no item, whatever the form says.
    visitor.read().evidence_item(id).await?;
    let unit: UnitId = typed.get("unit").parse().map_err(|_| AppError::NotFound)?;
    let question = typed.get("question").parse().map(QuestionNo).map_err(|_| AppError::NotFound)?;
    let queue = typed.get("queue").to_owned();
    if !queue.is_empty() {
        let spot = Spot { unit, question, evidence: id };
        return review::judge(&visitor, spot, &queue, typed).await;
    }
    match give(&visitor, id, unit, question, &typed).await {
        Ok(verdict) => {
            Ok(Redirect::to(&format!("/evidence/{id}?done={}", verdict.key())).into_response())
        }
        Err(failure) => {
            again(&visitor, id, typed, |typed| Told::Verdict(unit, question, typed), failure).await
        }
    }
}

pub(in crate::rooms::evidence) async fn give(
    visitor: &Visitor,
    id: EvidenceId,
    unit: UnitId,
    question: QuestionNo,
    typed: &Typed,
) -> PageResult<Verdict> {
    let verdict: Verdict = typed
        .get("verdict")
        .parse()
        .map_err(|_| AppError::field("verdict", "Choose a verdict."))?;
    let listed = match typed.get("reason") {
        "" => None,
        key => Some(
            key.parse::<RejectReason>()
                .map_err(|_| AppError::field("reason", "Choose a reason from the list."))?,
        ),
    };
    let given = given(verdict, listed, typed.get("comment")).map_err(AppError::Invalid)?;
    let spot = Spot { unit, question, evidence: id };
    let audit = own_audit(typed)?;
    visitor.store().give_verdict_for(&visitor.actor, audit, spot, &given).await?;
    Ok(verdict)
}

/// What the person can do about the place: judge it, or read why they may not. Nothing for others.
pub(in crate::rooms::evidence) fn panel(sheet: &Sheet, place: &Place) -> Option<AnyView> {
    let title = format!("Verdict on {}, {}", label_of(place.row.question), place.row.unit_name);
    match &place.judging {
        Judging::NotTheirs => None,
        // The page's head says already that it is no longer there to be judged.
        Judging::Refused(_) if !sheet.item.item.is_current() => None,
        Judging::Refused(why) => {
            let notice = Notice::new(Tone::Neutral, why.clone()).head("Not yours to judge.");
            Some(Panel::new(title).body(notice.icon("lock")).view())
        }
        Judging::Open => Some(Panel::new(title).stacked(form(sheet, place, None)).view()),
    }
}

/// The form, what the answer says, and whether the inventory disagrees. In the queue it leads on to the
/// next item.
pub(in crate::rooms::evidence) fn form(
    sheet: &Sheet,
    place: &Place,
    queue: Option<&str>,
) -> AnyView {
    let typed = sheet.told.verdict(&place.row);
    // Whoever reviews the evidence of an audit judges it for that.
    let typed = match queue.map(review::audit_of) {
        Some(audit) if !typed.has("audit") => typed.with("audit", audit),
        _ => typed,
    };
    let prefix = format!("verdict-{}-{}", place.row.unit, place.row.question);
    let label = label_of(place.row.question);
    let until = text::day(sheet.item.item.valid_until);
    let verdicts = [
        (Verdict::Accepted.key(), "Accept"),
        (Verdict::Rejected.key(), "Reject"),
        (Verdict::Asked.key(), "Ask"),
    ];
    let verdict = Field::radios("verdict", format!("Does it support “yes” on {label}?"), verdicts)
        .boxed()
        .note(Verdict::Accepted.key(), format!("Counts as evidenced until {until}"))
        .note(Verdict::Rejected.key(), "The assessor is told why and may replace it")
        .note(Verdict::Asked.key(), "It waits until the question is answered");
    let reasons = RejectReason::ALL.iter().map(|reason| (reason.key(), reason.label()));
    let reason =
        Field::select("reason", "Reason, to reject", reasons).placeholder("Choose").small();
    let comment = Field::textarea("comment", "Comment, or your question").rows(3).max(REASON_MAX);
    let comment = comment.hint("Needed to reject and to ask. The assessors read it.");
    let signed = format!(
        "Signed as {}. It can’t be edited or taken back; a later verdict replaces it.",
        sheet.person
    );
    let fields = view! {
        {verdict.prefix(prefix.clone()).view(&typed)}
        {reason.prefix(prefix.clone()).view(&typed)}
        {comment.prefix(prefix.clone()).view(&typed)}
        {audit_field(sheet.audits.clone()).map(|field| field.small().prefix(prefix.clone()).view(&typed))}
    };
    let go = if queue.is_some() { "Record verdict and open next" } else { "Record verdict" };
    let form = Form::post(format!("/evidence/{}/verdict", sheet.item.item.id))
        .hidden("unit", place.row.unit.to_string())
        .hidden("question", place.row.question.to_string())
        .summary_for(&typed, &prefix)
        .body(fields)
        .actions(Button::submit(go).primary());
    let form = match queue {
        Some(queue) => form.hidden("queue", queue),
        None => form,
    };
    let disagrees = place.answered.as_ref().and_then(Answered::disagreement);
    let answered = place.answered.as_ref().map(Answered::view);
    view! {
        {disagrees.map(Notice::view)}
        <p class="small muted">{signed}</p>
        {form}
        {answered}
    }
    .into_any()
}
