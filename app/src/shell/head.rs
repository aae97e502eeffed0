//! The document's head. Only the stylesheet blocks the first paint. The policy names scripts by nonce,
//! so the preload carries it too: without, browsers skip it.

use leptos::prelude::*;

use crate::assets::urls;

pub(super) fn head(title: &str, nonce: &str, islands: bool, has_inbox: bool) -> AnyView {
    let urls = urls();
    let title = format!("{title} · Plumbline");
    let scripts = islands.then(|| {
        view! {
            <link rel="modulepreload" href=urls.js.as_str() nonce=nonce.to_owned() />
            <script type="module" src=urls.start.as_str() nonce=nonce.to_owned()></script>
        }
    });
    let inbox = has_inbox.then(|| {
        view! { <script type="module" src=urls.inbox.as_str() nonce=nonce.to_owned()></script> }
    });
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <title>{title}</title>
            <link
                rel="preload"
                href=urls.font.as_str()
                r#as="font"
                type="font/woff2"
                crossorigin="anonymous"
            />
            <link rel="stylesheet" href=urls.css.as_str() />
            <link rel="icon" href=urls.favicon.as_str() type="image/svg+xml" />
            {scripts}
            {inbox}
        </head>
    }
    .into_any()
}
