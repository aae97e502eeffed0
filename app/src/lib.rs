//! What a person sees: pages rendered on the server, islands in the browser.
//!
//! With the feature `ssr` this is the server's half: rooms, forms and the design system. With
//! `hydrate` it is the browser's: the islands and nothing else.

#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod failure;
#[cfg(feature = "ssr")]
pub mod failure_page;
#[cfg(feature = "ssr")]
pub mod live;
#[cfg(feature = "ssr")]
pub mod past;
#[cfg(feature = "ssr")]
pub mod request;
pub mod rooms;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod spreadsheet;
#[cfg(feature = "ssr")]
pub mod state;
#[cfg(feature = "ssr")]
pub mod stream;
#[cfg(feature = "ssr")]
pub mod ui;

/// Wakes the islands of a page; the start module calls it once.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
