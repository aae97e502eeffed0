//! The places of the navigation.

/// A place in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NavKey {
    /// `/`
    Overview,
    /// `/work`
    Work,
    /// `/notices`
    Inbox,
    /// `/units`
    Units,
    /// `/assessments`
    Assessments,
    /// `/models`
    Models,
    /// `/tasks`
    Tasks,
    /// `/reports`
    Reports,
    /// `/review`
    Review,
    /// `/evidence`
    Evidence,
    /// `/audits`
    Audits,
    /// `/audit`
    Audit,
    /// `/questionnaires`
    Questionnaires,
    /// `/people`
    People,
    /// `/settings/units`
    UnitSettings,
    /// `/settings/jobs`
    Jobs,
    /// `/settings/outbox`
    Outbox,
    /// `/account`
    Account,
}

impl NavKey {
    pub(super) const fn href(self) -> &'static str {
        match self {
            Self::Overview => "/",
            Self::Work => "/work",
            Self::Inbox => domain::notices::INBOX,
            Self::Tasks => "/tasks",
            Self::Units => "/units",
            Self::Assessments => "/assessments",
            Self::Models => "/models",
            Self::Reports => "/reports",
            Self::Review => "/review",
            Self::Evidence => "/evidence",
            Self::Audits => "/audits",
            Self::Audit => "/audit",
            Self::Questionnaires => "/questionnaires",
            Self::People => "/people",
            Self::UnitSettings => "/settings/units",
            Self::Jobs => "/settings/jobs",
            Self::Outbox => "/settings/outbox",
            Self::Account => "/account",
        }
    }

    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Work => "My work",
            Self::Inbox => "Inbox",
            Self::Tasks => "Tasks",
            Self::Units => "Business units",
            Self::Assessments => "Assessments",
            Self::Models => "Models",
            Self::Reports => "Reports",
            Self::Review => "Evidence review",
            Self::Evidence => "Evidence",
            Self::Audits => "Audits",
            Self::Audit => "Audit log",
            Self::Questionnaires => "Questionnaires",
            Self::People => "People",
            Self::UnitSettings => "Unit tree",
            Self::Jobs => "Jobs",
            Self::Outbox => "Outbox",
            Self::Account => "Your account",
        }
    }

    pub(super) const fn glyph(self) -> &'static str {
        match self {
            Self::Overview => "gauge",
            Self::Work => "user-round-check",
            Self::Inbox => "mail",
            Self::Tasks => "list-checks",
            Self::Units => "network",
            Self::Assessments => "clipboard-check",
            Self::Models => "box",
            Self::Reports => "chart-line",
            Self::Review => "file-check-2",
            Self::Evidence => "file-text",
            Self::Audits => "shield-check",
            Self::Audit => "scroll-text",
            Self::Questionnaires => "list-tree",
            Self::People => "users",
            Self::UnitSettings => "settings-2",
            Self::Jobs => "alarm-clock",
            Self::Outbox => "send",
            Self::Account => "user-cog",
        }
    }

    /// The title of the group; the first group has none.
    pub(super) const fn group(self) -> &'static str {
        match self {
            Self::Overview | Self::Work | Self::Inbox => "",
            Self::Units | Self::Assessments | Self::Models | Self::Tasks | Self::Reports => {
                "Programme"
            }
            Self::Review | Self::Evidence | Self::Audits | Self::Audit => "Assurance",
            Self::People
            | Self::Questionnaires
            | Self::UnitSettings
            | Self::Jobs
            | Self::Outbox
            | Self::Account => "Settings",
        }
    }
}

/// An entry of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NavItem {
    /// The place.
    pub key: NavKey,
    /// How many things are there, or wait there.
    pub count: Option<u64>,
}

impl NavItem {
    /// A place without a count.
    #[must_use]
    pub const fn new(key: NavKey) -> Self {
        Self { key, count: None }
    }

    /// A place with a count.
    #[must_use]
    pub const fn counted(key: NavKey, count: u64) -> Self {
        Self { key, count: Some(count) }
    }
}
