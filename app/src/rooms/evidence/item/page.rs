//! The page of one item as it is drawn.

use axum::response::{IntoResponse as _, Response};
use domain::evidence::Kind;
use domain::text;
use http::StatusCode;
use leptos::prelude::*;

use super::sheet::Sheet;
use super::{change, custody, places, revision, verdict};
use crate::context::Visitor;
use crate::rooms::evidence::label_of;
use crate::shell::NavKey;
use crate::ui::badge::evidence_badge;
use crate::ui::facts::full_hash;
use crate::ui::figures::Figures;
use crate::ui::timeline::quote;
use crate::ui::{Button, Facts, Notice, PageHead, Panel, Tone, icon_sm};

pub(super) fn page(
    visitor: &Visitor,
    sheet: &Sheet,
    done: Option<&str>,
    status: StatusCode,
) -> Response {
    let title = sheet.item.item.title.clone();
    let frame = visitor
        .frame(title.clone(), NavKey::Evidence)
        .crumb("Evidence", Some("/evidence".to_owned()))
        .crumb(title, None)
        .flash(done);
    (status, visitor.page(&frame, || content(sheet))).into_response()
}

fn content(sheet: &Sheet) -> AnyView {
    view! {
        {head(sheet)}
        {notices(sheet)}
        <div class="cols cols--main">
            <div class="stack stack--6">
                {figures(sheet)}
                {hash(sheet)}
                {content_of(sheet)}
                {text_of(sheet)}
                {places::panel(sheet)}
                {custody::panel(sheet)}
            </div>
            {aside(sheet)}
        </div>
    }
    .into_any()
}

fn head(sheet: &Sheet) -> AnyView {
    let item = &sheet.item.item;
    let place = match sheet.item.places.as_slice() {
        [only] => format!("{}, {}", label_of(only.question), only.unit_name),
        places => format!("Supports {}", text::count(places.len(), "question", "questions")),
    };
    let meta = view! {
        <span>{evidence_badge(item.state)}</span>
        <span>{item.kind.label()}</span>
        <span>{place}</span>
    };
    let head = PageHead::new(item.title.clone()).meta(meta);
    match (&item.kind, &item.url) {
        (Kind::File, _) => {
            let show = sheet.content.is_none().then(|| show_button(sheet).view());
            let file = format!("/evidence/{}/file", item.id);
            let original = Button::link(file, "Download the original").icon("download");
            head.actions(view! { {show}{original} }).view()
        }
        (Kind::Link, Some(url)) if is_web(url) => {
            head.actions(outward(url, "Open the link")).view()
        }
        _ => head.view(),
    }
}

fn show_button(sheet: &Sheet) -> Button {
    let href = format!("/evidence/{}?show=content", sheet.item.item.id);
    Button::link(href, "Show the content").icon("eye")
}

/// Whatever the database says, only the web is linked to.
pub(in crate::rooms::evidence) fn is_web(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.starts_with("https://") || url.starts_with("http://")
}

/// A link out of the site: it learns nothing of where it was followed from.
pub(in crate::rooms::evidence) fn outward(url: &str, words: &'static str) -> AnyView {
    view! {
        <a class="btn" href=url.to_owned() target="_blank" rel="noopener noreferrer nofollow">
            {icon_sm("globe")}{words}<span class="sr">" in a new tab"</span>
        </a>
    }
    .into_any()
}

fn notices(sheet: &Sheet) -> AnyView {
    let item = &sheet.item;
    let withdrawn = item.withdrawn.as_ref().map(|it| {
        let head = format!("Withdrawn by {}, {}.", it.by_name, text::moment(it.at));
        Notice::new(Tone::Off, it.reason.clone()).icon("archive").head(head).view()
    });
    let newer = item.superseded_at.map(|at| {
        let way = match item.superseded_by {
            Some(id) => custody::link_to(id, "Open the newer revision"),
            None => "The newer revision lies outside your audit.".into_any(),
        };
        let head = format!("A newer revision took its place, {}.", text::moment(at));
        let text = view! { "It counts no longer. "{way} };
        Notice::new(Tone::Off, text).icon("history").head(head).view()
    });
    let older = item.supersedes.map(|id| {
        let compare = format!("/evidence/{}/compare", item.item.id);
        let text = view! {
            {custody::link_to(id, "Open the earlier one")}", or "
            <a class="link" href=compare>"see both side by side"</a>"."
        };
        Notice::new(Tone::Neutral, text)
            .icon("history")
            .head("It took the place of an earlier revision.")
            .view()
    });
    view! { {withdrawn}{newer}{older} }.into_any()
}

fn figures(sheet: &Sheet) -> Figures {
    let item = &sheet.item.item;
    let days = (item.valid_until - item.collected_on).num_days();
    let (size, kind) = match item.kind {
        Kind::File => (text::bytes(item.size), item.media_type.clone()),
        kind => (text::bytes(item.size), format!("Text of the {}", kind.label().to_lowercase())),
    };
    Figures::new()
        .class("figures review__meta")
        .figure(
            "Collected",
            text::day(item.collected_on),
            text::relative(item.collected_on, sheet.today),
        )
        .figure(
            "Valid until",
            text::day(item.valid_until),
            format!("{} from collection", text::count(days.unsigned_abs(), "day", "days")),
        )
        .figure("Added by", item.uploaded_by_name.clone(), text::moment(item.uploaded_at))
        .figure("Size", size, kind)
}

fn hash(sheet: &Sheet) -> AnyView {
    if let Some(content) = &sheet.content {
        return content.seal(&sheet.item);
    }
    let what = match sheet.item.item.kind {
        Kind::File => "SHA-256 of the file, recorded on arrival",
        Kind::Link => "SHA-256 of the address, recorded on arrival",
        Kind::Note => "SHA-256 of the text, recorded on arrival",
    };
    view! {
        <p class="hashline">
            {icon_sm("fingerprint")}<span>{what}</span>{full_hash(sheet.item.item.sha256.clone())}
        </p>
    }
    .into_any()
}

/// A file's content, once it was opened. What links and notes hold stands below anyway.
fn content_of(sheet: &Sheet) -> Option<AnyView> {
    let item = &sheet.item;
    let content = sheet.content.as_ref().filter(|_| item.item.kind == Kind::File)?;
    Some(content.view(item, &format!("/evidence/{}", item.item.id)))
}

/// What there is to read on the page itself: a file's name, a link's address, a note.
fn text_of(sheet: &Sheet) -> AnyView {
    let item = &sheet.item.item;
    match item.kind {
        Kind::File => {
            let facts =
                Facts::new().text("File name", sheet.item.file_name.clone().unwrap_or_default());
            // The unit is named only to whoever opens evidence there.
            let is_known = sheet.item.places.iter().any(|place| place.unit == sheet.item.unit);
            let name = sheet.item.unit_name.clone();
            if is_known { facts.row("First attached in", name).view() } else { facts.view() }
        }
        Kind::Link => {
            let url = item.url.clone().unwrap_or_default();
            Panel::new("Link").stacked(view! {
                <p class="lines">{url}</p>
                <p class="small muted">
                    "It leads out of Plumbline. What is there may change; the hash is that of the address."
                </p>
            })
            .view()
        }
        Kind::Note => {
            Panel::new("Note").body(note(item.body.as_deref().unwrap_or_default())).view()
        }
    }
}

fn note(text: &str) -> AnyView {
    view! { <div class="lines">{quote(text.to_owned())}</div> }.into_any()
}

fn aside(sheet: &Sheet) -> AnyView {
    let item = &sheet.item.item;
    let verdicts = sheet.places.iter().filter_map(|place| verdict::panel(sheet, place));
    let verdicts: Vec<AnyView> = verdicts.collect();
    let changes = sheet.may_change.then(|| {
        let forms = view! { {revision::form(sheet)}{change::form(sheet)} };
        Panel::new("Replace or withdraw").stacked(forms).view()
    });
    let judged_by_others = verdicts.is_empty().then(|| {
        let text = if item.is_current() {
            "Auditors of the unit accept or reject evidence; nobody judges what they uploaded or \
             answered themselves."
        } else {
            "What was withdrawn or replaced is no longer judged. The verdicts on it stay."
        };
        Panel::new("Review").body(view! { <p class="small">{text}</p> }).view()
    });
    view! {
        <aside class="stack stack--6" aria-label="Verdict and changes">
            {verdicts}
            {judged_by_others}
            {changes}
        </aside>
    }
    .into_any()
}
