//! What a person sees when something went wrong. It never says more than is true: that nothing was
//! changed stands only where the error itself says so.

use domain::AppError;
use http::Method;
use leptos::prelude::*;

use crate::context::Sketch;
use crate::shell::{Bare, BareLayout, bare_document};
use crate::ui::{Button, Empty};

/// What one error looks like.
struct Words {
    glyph: &'static str,
    title: &'static str,
    text: String,
    /// Whether it is worth quoting the request to whoever runs the server.
    reference: bool,
    way_on: WayOn,
}

/// Where to go from here.
enum WayOn {
    /// To the overview.
    Home,
    /// To the sign-in, and back to the page that was asked for.
    SignIn(String),
    /// To the sign-in in another tab, so that this one keeps the form that it sent.
    SignInBeside,
}

impl WayOn {
    fn view(self) -> AnyView {
        match self {
            Self::Home => Button::link("/", "To the overview").view(),
            Self::SignIn(address) => Button::link(address, "Sign in").primary().view(),
            Self::SignInBeside => view! {
                <a class="btn btn--primary" href="/signin" target="_blank" rel="noopener">
                    "Sign in in another tab"
                </a>
            }
            .into_any(),
        }
    }
}

/// The page for an error, with the organisation's name in its title.
#[must_use]
pub fn document(sketch: &Sketch, organisation: &str, error: &AppError, method: &Method) -> String {
    let words = words(sketch, error, method);
    let title = match organisation {
        "" | "Plumbline" => words.title.to_owned(),
        name => format!("{} · {name}", words.title),
    };
    let bare = Bare {
        title,
        layout: BareLayout::Plain,
        theme: sketch.theme,
        nonce: sketch.nonce.clone(),
        islands: false,
    };
    let id = words.reference.then(|| sketch.request_id.clone()).filter(|id| !id.is_empty());
    bare_document(&bare, || content(words, id))
}

fn content(words: Words, id: Option<String>) -> AnyView {
    let reference = id.map(|id| {
        view! { <p class="small muted">"Quote this reference: "<code>{id}</code></p> }
    });
    view! {
        {Empty::page(words.glyph, words.title, words.text).actions(words.way_on.view())}
        {reference}
    }
    .into_any()
}

fn words(sketch: &Sketch, error: &AppError, method: &Method) -> Words {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    let said = error.to_string();
    let plain =
        |glyph, title, text| Words { glyph, title, text, reference: false, way_on: WayOn::Home };
    match error {
        AppError::Unauthenticated if is_read => Words {
            way_on: WayOn::SignIn(sketch.sign_in_address()),
            ..plain("log-in", "Sign in to go on", "You are not signed in, or your session ended.".to_owned())
        },
        // The browser still holds the form: reloading sends it once more, by then signed in.
        AppError::Unauthenticated => Words {
            way_on: WayOn::SignInBeside,
            ..plain("log-in", "Your session ended", "What you typed is not lost. Sign in in another tab, come back to this tab and reload it: your browser then sends the form again.".to_owned())
        },
        AppError::NotFound => plain("search-x", "Nothing here", said),
        AppError::Refused(_) => plain("lock", "Not allowed", said),
        AppError::Conflict(_) => plain("git-compare", "That no longer fits", said),
        AppError::Invalid(invalid) => {
            let text: Vec<_> = invalid.0.iter().map(|error| error.message.clone()).collect();
            plain("circle-alert", "That can't be taken", text.join(" "))
        }
        AppError::TooMany(_) => plain("clock", "Too many attempts", said),
        AppError::TooLarge(_) => plain("file-text", "Too large", said),
        AppError::DiskFull => {
            Words { reference: true, ..plain("server-crash", "The disk is full", said) }
        }
        AppError::Internal if is_read => {
            let text = "Something went wrong on our side. The cause is in the server's log.";
            Words { reference: true, ..plain("server-crash", "This page could not be built", text.to_owned()) }
        }
        AppError::Internal => {
            let text = format!("{said} The cause is in the server's log.");
            Words { reference: true, ..plain("server-crash", "This could not be done", text) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::Theme;

    fn page(error: &AppError, method: &Method) -> String {
        let sketch = Sketch {
            request_id: "0a1b2c".to_owned(),
            nonce: "n".to_owned(),
            theme: Theme::Auto,
            path: "/models/3".to_owned(),
            agent: String::new(),
        };
        document(&sketch, "Aldermoor & Sons", error, method)
    }

    #[test]
    fn the_reference_stands_only_where_it_helps() {
        for (error, expected) in [
            (AppError::Internal, true),
            (AppError::DiskFull, true),
            (AppError::NotFound, false),
            (AppError::Refused("No.".to_owned()), false),
        ] {
            let html = page(&error, &Method::GET);
            assert_eq!(html.contains("Quote this reference"), expected, "{html}");
            assert!(html.contains("Aldermoor &amp; Sons"), "{html}");
        }
    }

    #[test]
    fn a_failed_read_does_not_speak_of_changes() {
        assert!(!page(&AppError::Internal, &Method::GET).contains("Nothing was changed"));
        assert!(page(&AppError::Internal, &Method::POST).contains("Nothing was changed"));
    }

    #[test]
    fn a_form_after_the_session_ended_opens_the_sign_in_beside_it() {
        let html = page(&AppError::Unauthenticated, &Method::POST);
        assert!(html.contains("target=\"_blank\"") && html.contains("rel=\"noopener\""), "{html}");
        let html = page(&AppError::Unauthenticated, &Method::GET);
        assert!(html.contains("/signin?next=%2Fmodels%2F3"), "{html}");
    }
}
