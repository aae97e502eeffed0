//! Looking around first: the sample organisation instead of one's own.

use axum::response::{Html, IntoResponse as _, Response};
use leptos::prelude::*;
use store::SetupStep;

use super::entry::{Entry, on};
use crate::failure::PageResult;
use crate::shell::{Bare, BareLayout, bare_document};
use crate::state::SampleAccounts;
use crate::ui::{Button, Col, Table};

/// What the form sends as its step.
pub(super) const KEY: &str = "sample";

/// The offer below the first step; none once that is done.
pub(super) fn offer(entry: &Entry) -> Option<AnyView> {
    entry.state.sample.as_ref()?;
    let go = Button::submit("Fill with the sample organisation").icon("shapes");
    let view = view! {
        <section class="setup__form" aria-labelledby="sample">
            <div>
                <h2 id="sample">"Or look around first"</h2>
                <p class="soft">
                    "Fills this installation with a made-up company: eight units, some forty models, six quarters of assessments, people in all roles. To start with your own company afterwards, stop Plumbline and begin with an empty data directory."
                </p>
            </div>
            <form method="post" action="/setup">
                <input type="hidden" name="step" value=KEY />
                {go}
            </form>
        </section>
    };
    Some(view.into_any())
}

/// `POST /setup` with the step `sample`.
pub(super) async fn take(entry: &Entry) -> PageResult {
    let Some(filler) =
        entry.state.sample.as_ref().filter(|_| entry.due == SetupStep::Administrator)
    else {
        return Ok(on());
    };
    let made = filler.fill().await?;
    tracing::info!("filled the installation with the sample organisation");
    Ok(filled(entry, &made))
}

/// Who can be signed in as. The page is shown once; the people's page lists them all.
fn filled(entry: &Entry, made: &SampleAccounts) -> Response {
    let bare = Bare {
        title: "The sample organisation is ready".to_owned(),
        layout: BareLayout::Plain,
        theme: entry.sketch.theme,
        nonce: entry.sketch.nonce.clone(),
        islands: false,
    };
    let rows = made.accounts.iter().map(|(role, email)| {
        view! { <tr><th scope="row">{role.label()}</th><td>{email.clone()}</td></tr> }
    });
    let password = made.password;
    let page = bare_document(&bare, || {
        let table = Table::new("Sample accounts")
            .cols([Col::new("Role"), Col::new("Email")])
            .rows(rows.collect_view().into_any());
        view! {
            <div>
                <h1>"The sample organisation is ready"</h1>
                <p class="soft">"Everybody has the password "<code>{password}</code>"."</p>
            </div>
            {table}
            {Button::link("/signin", "Sign in").primary()}
        }
        .into_any()
    });
    Html(page).into_response()
}
