//! What the document needs to know beside the page's content.

use super::nav::{NavItem, NavKey};
use super::past::Days;
use super::seal::Seal;

/// The colours that a person chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All of them, in the order in which the menu offers them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// What the form sends and the cookie keeps.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this key; anything else follows the system.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.key() == key).unwrap_or_default()
    }

    pub(super) fn attribute(self) -> Option<&'static str> {
        (self != Self::Auto).then(|| self.key())
    }
}

/// How wide the page is, and how it is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// A column of sections; almost every page.
    #[default]
    Page,
    /// As wide as the window.
    Wide,
    /// The assessment's workspace.
    Work,
    /// The review of evidence.
    Review,
}

impl Layout {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Wide => "page page--wide",
            Self::Work => "page page--wide page--work",
            Self::Review => "page page--wide page--review",
        }
    }
}

/// The person who is signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFrame {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// The role to show under the name, such as "Manager".
    pub role_label: String,
}

/// The round that is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundFrame {
    /// Its name, such as "Q4 2026".
    pub name: String,
    /// Such as "closes in 18 days".
    pub closes: String,
}

/// Everything around a page's content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The page's title; the product's name is added.
    pub title: String,
    /// The organisation's name: the first breadcrumb.
    pub organisation: String,
    /// The person who is signed in.
    pub person: Option<PersonFrame>,
    /// The places that the person may go to, in order.
    pub nav: Vec<NavItem>,
    /// The place that the page belongs to.
    pub current: Option<NavKey>,
    /// The round that is open, if one is.
    pub round: Option<RoundFrame>,
    /// The breadcrumbs after the organisation; the last is the page and needs no link.
    pub crumbs: Vec<(String, Option<String>)>,
    /// Path and query of the page: where changing the theme comes back to.
    pub path: String,
    /// The colours that the person chose.
    pub theme: Theme,
    /// How the page is laid out.
    pub layout: Layout,
    /// What the last step did, said once.
    pub flash: Option<String>,
    /// Which day the page shows, and which it could show.
    pub days: Days,
    /// The nonce of the content security policy.
    pub nonce: String,
    /// Where the audit log stood, on pages that are kept on paper.
    pub seal: Option<Seal>,
    /// Whether the page has islands; without, no script is loaded.
    pub islands: bool,
    /// Whether the number of unread notices is kept true while the page is open.
    pub is_live: bool,
}

impl Frame {
    /// Adds a breadcrumb; without an address it is the page itself.
    #[must_use]
    pub fn crumb(mut self, text: impl Into<String>, href: Option<String>) -> Self {
        self.crumbs.push((text.into(), href));
        self
    }

    /// Lays the page out.
    #[must_use]
    pub const fn laid_out(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Says once what the last step did.
    #[must_use]
    pub fn flash(mut self, said: Option<&str>) -> Self {
        self.flash = said.map(str::to_owned);
        self
    }

    /// Says on paper where the audit log stood.
    #[must_use]
    pub fn sealed(mut self, seal: Option<Seal>) -> Self {
        self.seal = seal;
        self
    }

    /// Loads the script: the page has islands.
    #[must_use]
    pub const fn with_islands(mut self) -> Self {
        self.islands = true;
        self
    }
}
