//! Step 5: where evidence and backups lie.

use std::path::Path;

use axum::response::Response;
use domain::text::bytes;
use leptos::prelude::*;
use store::SetupStep;

use super::entry::Entry;
use super::frame::{StepForm, page as frame};
use crate::failure::PageResult;
use crate::ui::{Button, Facts, Typed};

const LEDE: &str = "Nothing leaves this machine. Evidence is kept for good: a newer item stands beside the older one, never in its place.";

pub(super) fn page(entry: &Entry) -> Response {
    let data = absolute(entry.state.store.data());
    let limit = bytes(entry.state.settings.max_upload);
    frame(entry, SetupStep::Storage, || {
        let command =
            format!("plumbline backup --data {} /path/to/an/empty/directory", quoted(&data));
        let facts = Facts::new()
            .row("Data", code(&data))
            .row("Database", code(&format!("{data}/plumbline.db")))
            .row("Evidence", code(&format!("{data}/evidence")))
            .row("Largest file", limit)
            .ruled();
        StepForm::new(SetupStep::Storage, LEDE, &Typed::default(), Button::submit("Finish").primary())
            .body(facts)
            .body(view! {
                <section class="stack stack--2" aria-labelledby="backup">
                    <h2 id="backup">"Back it up"</h2>
                    <p class="soft">
                        "This copies the database and all evidence while Plumbline runs. Run it from a timer, and keep the copies on another machine."
                    </p>
                    <pre class="command" tabindex="0"><code>{command}</code></pre>
                    <p class="small muted">
                        <code>"plumbline verify"</code>
                        " recomputes the audit chain and the hash of every file; "
                        <code>"plumbline restore"</code>
                        " puts a copy into an empty data directory."
                    </p>
                </section>
            })
    })
}

pub(super) async fn take(entry: &Entry) -> PageResult {
    entry.go_on().await
}

fn code(text: &str) -> AnyView {
    let text = text.to_owned();
    view! { <code>{text}</code> }.into_any()
}

/// The directory as someone in another directory would name it.
fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).display().to_string()
}

/// As a shell takes it.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_where_a_shell_needs_it() {
        assert_eq!(quoted("/var/lib/plumbline"), "/var/lib/plumbline");
        assert_eq!(quoted("/my data"), "'/my data'");
        assert_eq!(quoted("/it's"), r"'/it'\''s'");
    }
}
