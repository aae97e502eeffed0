//! How to follow the chain without this server, with a program that does it.

use leptos::prelude::*;

use crate::ui::disclosure;

/// Follows the chain over an export: Python 3, nothing else.
const PROGRAM: &str = include_str!("check_log.py");

pub(super) fn disclosure() -> AnyView {
    let content = view! {
        <div class="prose small verify">
            <p>
                "Export the log as JSON Lines, one entry a line. The hash of an entry is the SHA-256, in
                hexadecimal, of a JSON array without white space, in UTF-8: number, time, person, name,
                action, kind of thing, its number, unit, before, after (both as text) and the hash of
                the entry before it. The first entry names 64 zeros. This program does it; an export of
                everything has to end with the head that you wrote down elsewhere."
            </p>
            <pre class="command" tabindex="0"><code>{PROGRAM}</code></pre>
            <p>"Save it as " <code>"check_log.py"</code>", then:"</p>
            <pre class="command" tabindex="0"><code>"python3 check_log.py audit-log.jsonl"</code></pre>
        </div>
    };
    disclosure::disclosure("Verify without this server", false, content.into_any())
}
