//! What a person gets of each kind of notice: in the inbox, and by mail.

use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Redirect};
use domain::notices::{ByMail, CHOICES, INBOX, MAIL_HOUR, NoticeChoice, NoticeKind};
use domain::{AppError, Invalid};
use leptos::prelude::*;
use store::NoticeChoices;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, Sent};
use crate::shell::{Frame, NavKey};
use crate::ui::{Button, Col, Field, Form, PageHead, Panel, Table, Typed};

/// `GET /account/notices`
///
/// # Errors
/// [`AppError::NotFound`] to somebody from outside, who is told of nothing.
pub(super) async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    must_be_inside(&visitor)?;
    let chosen = visitor.read().notice_choices().await?;
    let done = (asked.get("done") == "chosen").then_some("Your choices count from now on");
    let frame = frame(&visitor).flash(done);
    let mails = visitor.state.settings.mails;
    Ok(visitor.page(&frame, || content(&as_typed(&chosen), mails)))
}

/// `POST /account/notices`
///
/// # Errors
/// As [`show`].
pub(super) async fn choose(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    must_be_inside(&visitor)?;
    let mails = visitor.state.settings.mails;
    let known = visitor.read().notice_choices().await?;
    match read(&typed, &known, mails) {
        Ok(choices) => {
            visitor.store().choose_notices(&visitor.actor, &choices).await?;
            Ok(Redirect::to(&format!("{CHOICES}?done=chosen")).into_response())
        }
        Err(invalid) => {
            let typed = typed.wrong(invalid);
            Ok(visitor.page_with_mistakes(&frame(&visitor), || content(&typed, mails)))
        }
    }
}

fn must_be_inside(visitor: &Visitor) -> Result<(), AppError> {
    if visitor.actor.only_in.is_some() { Err(AppError::NotFound) } else { Ok(()) }
}

fn frame(visitor: &Visitor) -> Frame {
    visitor
        .frame("What you are told", NavKey::Inbox)
        .crumb("Inbox", Some(INBOX.to_owned()))
        .crumb("What you are told", None)
}

fn inbox_field(kind: NoticeKind) -> String {
    format!("inbox-{kind}")
}

fn mail_field(kind: NoticeKind) -> String {
    format!("mail-{kind}")
}

fn as_typed(chosen: &NoticeChoices) -> Typed {
    let mut typed = Typed::default();
    for (kind, choice) in &chosen.of {
        if choice.in_inbox {
            typed = typed.with(inbox_field(*kind), "yes");
        }
        typed = typed.with(mail_field(*kind), choice.by_mail.key());
    }
    if chosen.quiet_weekends { typed.with("quiet", "yes") } else { typed }
}

/// Where no mail leaves, what was chosen about it before stays as it is.
fn read(typed: &Typed, known: &NoticeChoices, mails: bool) -> Result<NoticeChoices, Invalid> {
    let mut invalid = Invalid::new();
    let mut of = BTreeMap::new();
    for (kind, before) in &known.of {
        let in_inbox = typed.get(&inbox_field(*kind)) == "yes" || !kind.may_leave_inbox();
        let field = mail_field(*kind);
        let by_mail = if mails {
            let chosen = typed.get(&field).parse::<ByMail>().map_err(|_| "Choose from the list.");
            invalid.check(&field, chosen).unwrap_or(before.by_mail)
        } else {
            before.by_mail
        };
        of.insert(*kind, NoticeChoice { in_inbox, by_mail });
    }
    let quiet_weekends = if mails { typed.get("quiet") == "yes" } else { known.quiet_weekends };
    invalid.or(NoticeChoices { of, quiet_weekends })
}

fn content(typed: &Typed, mails: bool) -> AnyView {
    let lede = if mails {
        format!(
            "For each kind of notice: whether it stands in your inbox, and when mail about it goes out. \
             What goes out once a day comes in one mail, at {MAIL_HOUR:02}:00 UTC, without what you have read by then."
        )
    } else {
        "For each kind of notice: whether it stands in your inbox. Mail is not set up on this installation.".to_owned()
    };
    let mut cols = vec![Col::new("Kind"), Col::new("Inbox")];
    if mails {
        cols.push(Col::new("By mail"));
    }
    let rows = NoticeKind::ALL.iter().map(|kind| row(*kind, typed, mails)).collect_view();
    let table = Table::new("Kinds of notices, and where you get them").cols(cols).rows(rows);
    let table = table.class("table told");
    let weekends = mails.then(|| {
        Field::checkbox("quiet", "No mail on Saturdays and Sundays")
            .hint("What happens then comes on Monday, in one mail.")
            .view(typed)
    });
    let form = Form::post(CHOICES).summary(typed).body(view! { {table.view()}{weekends} }).actions(
        view! {
            {Button::submit("Save the choices").primary()}
            {Button::link(INBOX, "Back to the inbox")}
        },
    );
    view! {
        {PageHead::new("What you are told").lede(lede)}
        {Panel::untitled("Choices").body(form)}
    }
    .into_any()
}

fn row(kind: NoticeKind, typed: &Typed, mails: bool) -> AnyView {
    let inbox = if kind.may_leave_inbox() {
        Field::checkbox(inbox_field(kind), format!("{}: in the inbox", kind.label()))
            .hidden_label()
            .view(typed)
    } else {
        view! { <span class="muted">"Always"</span> }.into_any()
    };
    let mail = mails.then(|| {
        let options = ByMail::ALL.iter().map(|it| (it.key(), it.label()));
        let field = Field::select(mail_field(kind), format!("{}: by mail", kind.label()), options);
        view! { <td class="told__mail">{field.hidden_label().small().view(typed)}</td> }
    });
    view! { <tr><th scope="row">{kind.label()}</th><td>{inbox}</td>{mail}</tr> }.into_any()
}
