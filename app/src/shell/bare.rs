//! The document for those who are not signed in: sign-in, set-up, invitations, errors.

use leptos::prelude::*;

use super::frame::Theme;
use super::{head, html, mark, render};
use crate::ui::steps::{Step, steps};

/// How a page without navigation is laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum BareLayout {
    /// A card beside the plumb: sign-in, invitation, password reset.
    #[default]
    Auth,
    /// The steps of the set-up beside its form; the current step is counted from 0.
    Setup(Vec<Step>, usize),
    /// A card alone: errors.
    Plain,
}

/// What a page without navigation needs beside its content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bare {
    /// The page's title; the product's name is added.
    pub title: String,
    /// How it is laid out.
    pub layout: BareLayout,
    /// The colours that were chosen.
    pub theme: Theme,
    /// The nonce of the content security policy.
    pub nonce: String,
    /// Whether the page has islands; without, no script is loaded.
    pub islands: bool,
}

/// The whole document of a page without navigation. The content of [`BareLayout::Setup`] is a form
/// of the class `setup__form`; that of the others stands in a card below the mark.
pub fn bare_document(bare: &Bare, content: impl FnOnce() -> AnyView) -> String {
    render(|| {
        let head = head::head(&bare.title, &bare.nonce, bare.islands, false);
        let content = content();
        let body = match &bare.layout {
            BareLayout::Auth => auth(content),
            BareLayout::Setup(all, current) => setup(steps(all, *current), content),
            BareLayout::Plain => plain(content),
        };
        html(bare.theme, head, body)
    })
}

fn brand() -> AnyView {
    view! { <div class="brand">{mark()}<span>"Plumbline"</span></div> }.into_any()
}

fn auth(content: AnyView) -> AnyView {
    let version = concat!("Plumbline ", env!("CARGO_PKG_VERSION"));
    view! {
        <div class="auth">
            <aside class="auth__aside" aria-label="About Plumbline">
                {hang()}
                <div class="auth__words">
                    <p>"How far from true?"</p>
                    <p>
                        "Ten questions per business unit, evidence behind every yes, and a score that falls as the programme improves."
                    </p>
                </div>
            </aside>
            <main class="auth__main">
                <div class="auth__card">
                    {brand()}
                    {content}
                    <p class="auth__foot">
                        <span>{version}</span>
                        <span>"Sign-ins are recorded in the audit log"</span>
                    </p>
                </div>
            </main>
        </div>
    }
    .into_any()
}

fn setup(steps: AnyView, content: AnyView) -> AnyView {
    view! {
        <div class="setup">
            <header class="setup__side">{brand()}{steps}</header>
            <main class="setup__main">{content}</main>
        </div>
    }
    .into_any()
}

fn plain(content: AnyView) -> AnyView {
    view! {
        <div class="auth auth--plain">
            <main class="auth__main"><div class="auth__card">{brand()}{content}</div></main>
        </div>
    }
    .into_any()
}

/// The plumb over its rule: a mark every half point, a longer one every ten.
fn hang() -> AnyView {
    let marks = (-40..=40).map(|mark: i32| {
        let x = (mark * 5).to_string();
        let (class, y2) = match mark {
            m if m % 10 == 0 => ("rule-major", "414"),
            m if m % 5 == 0 => ("rule", "409"),
            _ => ("rule", "406"),
        };
        view! { <line class=class x1=x.clone() x2=x y1="400" y2=y2 /> }
    });
    let numbers = (-4..=4).map(|ten: i32| {
        let x = (ten * 50).to_string();
        view! { <text x=x y="430" text-anchor="middle">{(ten.abs() * 10).to_string()}</text> }
    });
    let (marks, numbers) = (marks.collect_view(), numbers.collect_view());
    view! {
        <svg class="hang" aria-hidden="true">
            <svg x="50%" y="0" overflow="visible">
                <line class="wire" x1="0" x2="0" y1="0" y2="300" />
                <path class="cap" d="M-5 290h10v10h-10z" />
                <path class="bob" d="M-15 300h30v20c0 27-15 40-15 66 0-26-15-39-15-66z" />
                <line class="rule" x1="-200" x2="200" y1="400" y2="400" />
                {marks}
                {numbers}
            </svg>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_in_stands_in_a_card_and_set_up_beside_its_steps() {
        let page = |layout| Bare { title: "Sign in".to_owned(), layout, ..Bare::default() };
        let content = || view! { <h1>"Sign in"</h1> }.into_any();
        let html = bare_document(&page(BareLayout::Auth), content);
        assert!(html.contains("auth__card") && !html.contains("<script"), "{html}");
        let step = Step { title: "Organisation".to_owned(), note: String::new() };
        let html = bare_document(&page(BareLayout::Setup(vec![step], 0)), content);
        assert!(html.contains("aria-current=\"step\""), "{html}");
    }
}
