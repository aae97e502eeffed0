//! Where the browser finds the site's files. Their names carry a hash of their content, so the
//! server installs them once at start; until then the plain names stand.

use std::sync::OnceLock;

/// The address of every file that a page refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetUrls {
    /// The one stylesheet.
    pub css: String,
    /// The module that starts the islands.
    pub start: String,
    /// The module that keeps the number of unread notices true.
    pub inbox: String,
    /// The bindings that the start module imports.
    pub js: String,
    /// The islands themselves.
    pub wasm: String,
    /// The sprite of all icons.
    pub icons: String,
    /// The font's latin subset.
    pub font: String,
    /// The icon of the browser's tab.
    pub favicon: String,
}

impl Default for AssetUrls {
    fn default() -> Self {
        let at = |name: &str| format!("/assets/{name}");
        Self {
            css: at("main.css"),
            start: at("start.js"),
            inbox: at("inbox.js"),
            js: at("app.js"),
            wasm: at("app.wasm"),
            icons: at("icons.svg"),
            font: at("inter.woff2"),
            favicon: at("favicon.svg"),
        }
    }
}

static URLS: OnceLock<AssetUrls> = OnceLock::new();

/// Names the files, once, before the first page. A second call changes nothing and returns `false`.
pub fn install(urls: AssetUrls) -> bool {
    URLS.set(urls).is_ok()
}

/// The files' addresses.
pub fn urls() -> &'static AssetUrls {
    URLS.get_or_init(AssetUrls::default)
}
