//! How to follow the chain without this server, with a program that does it.

use leptos::prelude::*;

use crate::ui::disclosure;

/// Follows the chain over an export: Python 3, nothing else.
const PROGRAM: &str = include_str!("check_log.py");

pub(super) fn disclosure() -> AnyView {
    let content = view! {
        <div class="prose small verify">
            <p>
                "Export the log as JSON Lines, one entry a line. A hash is the SHA-256, in hexadecimal,
                of a JSON array without white space, in UTF-8. The content hash is that of: salt,
                number, time, person, name, action, kind of thing, its number, unit, before and after
                (both as text). The hash of an entry is that of: the first entry of this form, the hash
                of the entry before it, and the content hash. The first entry of all names 64 zeros.
                Entries of the older form come before, have no salt, and name the hash of the entry
                before them last among their content instead. This program does it; an export of
                everything has to end with the head that you wrote down elsewhere."
            </p>
            <pre class="command" tabindex="0"><code>{PROGRAM}</code></pre>
            <p>"Save it as " <code>"check_log.py"</code>", then:"</p>
            <pre class="command" tabindex="0"><code>"python3 check_log.py audit-log.jsonl"</code></pre>
        </div>
    };
    disclosure::disclosure("Verify without this server", false, content.into_any())
}
