//! The upload island: files are sent as they are dropped, pasted or chosen, each with its progress,
//! and take their place in the list without a reload. Without scripts its children, an ordinary file
//! field, are all there is.

use leptos::html::Div;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "hydrate")]
mod keys;
#[cfg(feature = "hydrate")]
mod sending;

/// What the server answers to an upload.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The items that were attached.
    pub items: Vec<AnswerItem>,
    /// What was not, and why.
    pub wrong: Vec<domain::FieldError>,
}

/// An item as it takes its place in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerItem {
    /// The question.
    pub question: u16,
    /// Its title.
    pub title: String,
    /// Its SHA-256.
    pub sha256: String,
    /// The element of the list, as the page would show it.
    pub html: String,
}

/// A file on its way.
#[derive(Debug, Clone)]
struct Upload {
    name: String,
    state: RwSignal<Sending>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "nothing is sent by the server"))]
enum Sending {
    /// So many percent are sent.
    Under(u32),
    /// It has its place in the list.
    Done,
    /// It was not kept, for this reason.
    Failed(String),
}

/// Where uploads begin. `action` takes them, `limit` is the largest file in bytes, `sprite` is the
/// address of the icons; the children are the file field.
#[island]
pub(crate) fn UploadZone(
    action: String,
    question: u16,
    limit: u64,
    sprite: String,
    children: Children,
) -> impl IntoView {
    let zone = NodeRef::<Div>::new();
    let uploads = RwSignal::new(Vec::<Upload>::new());
    let said = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(zone) = zone.get() {
            let target = sending::Target { action: action.clone(), question, limit };
            sending::Zone::new(zone, target, uploads, said).listen();
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (action, question, limit);
    let list = move || {
        let uploads = uploads.get().into_iter();
        let items = uploads.map(|upload| row(upload, sprite.clone())).collect_view();
        view! { <ul class="evidence">{items}</ul> }
    };
    view! {
        <div class="upload stack stack--2" node_ref=zone>
            {children()}
            {list}
            <p class="small muted" role="status">{move || said.get()}</p>
        </div>
    }
}

/// A file on its way, or why it isn't any more. What has arrived stands in the list below.
fn row(upload: Upload, sprite: String) -> impl IntoView {
    let Upload { name, state } = upload;
    let shown = move || match state.get() {
        Sending::Done => None,
        Sending::Under(percent) => Some(under_way(&name, percent, &sprite)),
        Sending::Failed(why) => Some(failed(&name, &why, &sprite)),
    };
    view! { {shown} }
}

fn under_way(name: &str, percent: u32, sprite: &str) -> AnyView {
    let label = format!("Sending {name}");
    let done = if percent < 100 { format!("{percent}% sent") } else { "Checking".to_owned() };
    view! {
        <li>
            {glyph(sprite, "upload")}
            <div>
                <b>{name.to_owned()}</b>
                <progress class="progress" max="100" value=percent.to_string() aria-label=label></progress>
            </div>
            <span class="badge badge--info">{glyph(sprite, "upload")}{done}</span>
        </li>
    }
    .into_any()
}

fn failed(name: &str, why: &str, sprite: &str) -> AnyView {
    view! {
        <li class="is-rejected">
            {glyph(sprite, "circle-alert")}
            <div><b>{name.to_owned()}</b></div>
            <span class="badge badge--high">{glyph(sprite, "circle-x")}"Not attached"</span>
            <p class="why">{why.to_owned()}</p>
        </li>
    }
    .into_any()
}

fn glyph(sprite: &str, name: &str) -> AnyView {
    let href = format!("{sprite}#{name}");
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href=href></use></svg> }
        .into_any()
}

/// The keys of the review queue: next, previous, accept, reject, ask. The buttons and links that they
/// press stand on the page.
#[island]
pub(crate) fn ReviewKeys() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| keys::listen());
}
