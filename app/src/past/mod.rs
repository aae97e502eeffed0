//! Looking back: a page asked for with `?as_of=2026-09-30` shows what was known at the end of that
//! day. The request is given a state of the past, on which the handlers run as they are.

mod links;

use std::sync::Arc;

use axum::extract::MatchedPath;
use domain::past::{AS_OF, asked, refused};
use domain::{Actor, AppError, Day, Timestamp};
use http::Method;
use http::request::Parts;

pub use links::keep;

use crate::failure::PageResult;
use crate::live::Live;
use crate::shell::{Backwards, Days};
use crate::state::AppState;
use crate::ui::Query;

/// The pages that have a past, as the router knows them.
pub const PAGES: [&str; 25] = [
    "/",
    "/units",
    "/units/{id}",
    "/units/{id}/why",
    "/reports",
    "/reports/figures.json",
    "/reports/tables.xlsx",
    "/reports/tables/{table}",
    "/reports/charts/{chart}",
    "/reports/charts/{chart}/png",
    "/reports/document",
    "/reports/document.pdf",
    "/reports/compare",
    "/coverage",
    "/units/{id}/targets",
    "/rounds/{id}",
    "/assessments",
    "/assessments/{id}",
    "/assessments/{id}/revisions/{revision}",
    "/evidence",
    "/evidence/{id}",
    "/models",
    "/models/{id}",
    "/models/{id}/history",
    "/checks/{id}",
];

/// When a request looks at things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looking {
    /// Now, at a page that has no past.
    Now,
    /// Now, although a day was asked for: the page has no past.
    NowInstead,
    /// Now, at a page that could be looked at as of a day.
    NowOrThen,
    /// At the end of a day.
    Back {
        /// The day.
        day: Day,
        /// Of changes until then it is known only how they ended.
        exact_since: Option<Timestamp>,
    },
}

impl Looking {
    /// Whether it is the past.
    #[must_use]
    pub const fn is_back(self) -> bool {
        matches!(self, Self::Back { .. })
    }

    /// The day at whose end it looks, if it looks back.
    #[must_use]
    pub const fn back_to(self) -> Option<Day> {
        match self {
            Self::Back { day, .. } => Some(day),
            Self::Now | Self::NowInstead | Self::NowOrThen => None,
        }
    }

    /// What the frame around the page says of it. `today` is the real one.
    #[must_use]
    pub fn days(self, path: &str, today: Day) -> Days {
        let (page, query) = path.split_once('?').unwrap_or((path, ""));
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let query = ["page", "done", "open", AS_OF]
            .iter()
            .fold(Query::from(pairs), |query, name| query.without(name));
        let back = match self {
            Self::Back { day, exact_since } => Some(Backwards { day, exact_since }),
            Self::Now | Self::NowInstead | Self::NowOrThen => None,
        };
        Days {
            page: page.to_owned(),
            kept: query.pairs().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
            present: query.href(page),
            today,
            back,
            offered: matches!(self, Self::NowOrThen | Self::Back { .. }),
            instead: self == Self::NowInstead,
        }
    }
}

/// The state and the person with which a request is answered.
///
/// # Errors
/// [`AppError::Refused`] for a form that is sent to the past, a field error for a day of which
/// nothing is known.
pub async fn look(
    state: &AppState,
    actor: &Actor,
    parts: &Parts,
) -> PageResult<(AppState, Actor, Looking)> {
    let present = |looking| Ok((state.clone(), actor.clone(), looking));
    let is_read = matches!(parts.method, Method::GET | Method::HEAD);
    let path = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let has_past = is_read && PAGES.contains(&path);
    let Some(text) = asked_for(parts) else {
        return present(if has_past { Looking::NowOrThen } else { Looking::Now });
    };
    if !is_read {
        return Err(refused().into());
    }
    if !has_past {
        return present(Looking::NowInstead);
    }
    let reach = state.store.reach().await?.ok_or(AppError::NotFound)?;
    let Some(day) = asked(&text, reach.first, state.today())? else {
        return present(Looking::NowOrThen);
    };
    let exact_since = reach.exact_since.filter(|since| since.day() >= day);
    let store = state.store.as_of(day).await?;
    let clock = Arc::clone(store.clock());
    // Whoever works somewhere now was not there then.
    let back = AppState { store, clock, live: Live::default(), ..state.clone() };
    let reader = Actor { only_reads: true, ..actor.clone() };
    Ok((back, reader, Looking::Back { day, exact_since }))
}

/// The day that the address names; none where it names none.
fn asked_for(parts: &Parts) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, value)| name == AS_OF && !value.trim().is_empty()).map(|(_, day)| day.into())
}
