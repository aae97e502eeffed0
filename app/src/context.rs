//! Who is asking, and everything that the frame around a page needs to know of them.

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::response::{Html, IntoResponse, Response};
use domain::{Action, Actor, AppError, PersonId, UnitId};
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use leptos::prelude::AnyView;
use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use store::{Read, Store, UnitNode};
use tower_sessions::Session;

use crate::failure::{Failure, PageResult};
use crate::past::{self, Looking};
use crate::rooms::account::session_store::PERSON;
use crate::shell::{Frame, NavItem, NavKey, PersonFrame, RoundFrame, Theme};
use crate::state::AppState;

/// The request's id, as the log and the error page name it.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The nonce of the page's one script.
#[derive(Debug, Clone)]
pub struct Nonce(pub String);

/// What is known of a request before anyone looks at who sent it: enough for a page without a frame.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// The request's id.
    pub request_id: String,
    /// The nonce of its page.
    pub nonce: String,
    /// The theme that the visitor chose.
    pub theme: Theme,
    /// Path and query.
    pub path: String,
    /// The visitor's browser, as it calls itself.
    pub agent: String,
}

impl Sketch {
    /// What the request shows by itself.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        Self::from_pieces(request.extensions(), request.headers(), request.uri())
    }

    fn from_pieces(extensions: &http::Extensions, headers: &HeaderMap, uri: &http::Uri) -> Self {
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let agent = headers
            .get(http::header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        Self {
            request_id: extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            nonce: extensions.get::<Nonce>().map(|nonce| nonce.0.clone()).unwrap_or_default(),
            theme: theme_of(headers),
            path,
            agent,
        }
    }

    /// Where to sign in, and come back from.
    #[must_use]
    pub fn sign_in_address(&self) -> String {
        if self.path == "/" {
            return "/signin".to_owned();
        }
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("next", &self.path)
            .finish();
        format!("/signin?{query}")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Sketch {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::from_pieces(&parts.extensions, &parts.headers, &parts.uri))
    }
}

/// The theme from its cookie.
fn theme_of(headers: &HeaderMap) -> Theme {
    headers
        .get_all(http::header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix("theme="))
        .map_or(Theme::Auto, Theme::from_key)
}

/// Whom a request turned out to be from, for the layers around its handler: known once the handler
/// has asked for its [`Visitor`].
#[derive(Debug, Clone, Default)]
pub struct Recognised(Arc<OnceLock<Actor>>);

impl Recognised {
    /// The signed-in person, if there is one and the handler asked.
    #[must_use]
    pub fn actor(&self) -> Option<&Actor> {
        self.0.get()
    }
}

/// The visitor's address: the connection's, or what the trusted proxy says.
#[derive(Debug, Clone)]
pub struct Address(pub String);

impl FromRequestParts<AppState> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let forwarded = || {
            let value = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
            value.to_str().ok()?.rsplit(',').next().map(|last| last.trim().to_owned())
        };
        let direct = || {
            let ConnectInfo(address) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
            Some(address.ip().to_string())
        };
        let address =
            if state.settings.trust_proxy { forwarded().or_else(direct) } else { direct() };
        Ok(Self(address.unwrap_or_else(|| "unknown".to_owned())))
    }
}

/// A signed-in person on a page.
#[derive(Clone)]
pub struct Visitor {
    /// The shared state.
    pub state: AppState,
    /// Who they are and what they may do.
    pub actor: Actor,
    /// Their session.
    pub session: Session,
    /// What the request shows by itself.
    pub sketch: Sketch,
    /// The organisation's name.
    pub organisation: String,
    /// The round that is open, if there is one in their units.
    pub round: Option<RoundFrame>,
    /// How many notices they have not read.
    pub unread: u32,
    /// Whether this is now; state, roles and all that they read are those of then.
    pub looking: Looking,
    /// The store of now, whenever they look.
    present: Store,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let session =
            Session::from_request_parts(parts, state).await.map_err(|_| AppError::Internal)?;
        let person: Option<PersonId> = session.get(PERSON).await.map_err(|error| {
            tracing::error!(%error, "the session can't be read");
            AppError::Internal
        })?;
        let person = person.ok_or(AppError::Unauthenticated)?;
        let actor = state.store.actor(person).await?.ok_or(AppError::Unauthenticated)?;
        if let Some(recognised) = parts.extensions.get::<Recognised>() {
            // Asked twice in one request, it is the same person.
            let _ = recognised.0.set(actor.clone());
        }
        let present = match actor.only_in {
            Some(audit) => state.store.within(audit).await?,
            None => state.store.clone(),
        };
        let state = AppState { store: present.clone(), ..state.clone() };
        let (state, actor, looking) = past::look(&state, &actor, parts).await?;
        let installation = state.store.installation().await?;
        let organisation =
            installation.and_then(|known| known.organisation).ok_or(AppError::Unauthenticated)?;
        let sketch = Sketch::from_pieces(&parts.extensions, &parts.headers, &parts.uri);
        let today = state.today();
        let round = state.store.read(&actor).current_round().await?.map(|(name, due)| RoundFrame {
            name,
            closes: format!("closes {}", domain::text::relative(due, today)),
        });
        // What waits for them waits now, and is no part of a picture of then.
        let unread = match (&looking, actor.only_in) {
            (Looking::Back { .. }, _) | (_, Some(_)) => 0,
            _ => state.store.read(&actor).unread_notices().await?,
        };
        Ok(Self { state, actor, session, sketch, organisation, round, unread, looking, present })
    }
}

impl Visitor {
    /// The store.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.state.store
    }

    /// The store of now, also on a page of the past: opening evidence is entered into the log of today.
    #[must_use]
    pub const fn present(&self) -> &Store {
        &self.present
    }

    /// What they may read.
    #[must_use]
    pub const fn read(&self) -> Read<'_> {
        self.state.store.read(&self.actor)
    }

    /// Whether a button is worth drawing: the gate decides again when it is pressed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn may(&self, action: Action, unit: UnitId) -> PageResult<bool> {
        Ok(self.read().may(action, unit).await?)
    }

    /// The units in which they may do something, each after those above it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn units_where(&self, action: Action) -> PageResult<Vec<UnitNode>> {
        let mut units = self.read().units().await?;
        let mut allowed: HashSet<UnitId> = HashSet::new();
        // A role reaches down from a unit that it makes visible, and units come after those above.
        units.retain(|node| {
            let above = node.unit.parent.is_some_and(|parent| allowed.contains(&parent));
            let may = above || self.actor.allows_on(action, &[node.unit.id]);
            if may {
                allowed.insert(node.unit.id);
            }
            may
        });
        Ok(units)
    }

    /// The frame of one of their pages.
    #[must_use]
    pub fn frame(&self, title: impl Into<String>, nav: NavKey) -> Frame {
        Frame {
            title: title.into(),
            organisation: self.organisation.clone(),
            person: Some(PersonFrame {
                name: self.actor.name.clone(),
                email: self.actor.email.clone(),
                role_label: self.strongest_role(),
            }),
            nav: self.acting().places(),
            current: Some(nav),
            round: self.round.clone(),
            path: self.sketch.path.clone(),
            theme: self.sketch.theme,
            nonce: self.sketch.nonce.clone(),
            is_live: self.actor.only_in.is_none(),
            days: self.looking.days(&self.sketch.path, self.present.now().day()),
            ..Frame::default()
        }
    }

    /// A whole page.
    #[must_use]
    pub fn page(&self, frame: &Frame, content: impl FnOnce() -> AnyView) -> Response {
        let Looking::Back { day, .. } = self.looking else {
            return Html(crate::shell::document(frame, content)).into_response();
        };
        // Islands save, listen and add up: nothing of that is done in the past.
        let title = format!("{}, {}", frame.title, domain::text::day(day));
        let frame = Frame { title, islands: false, is_live: false, ..frame.clone() };
        Html(past::keep(&crate::shell::document(&frame, content), day)).into_response()
    }

    /// The same page with mistakes in its form.
    #[must_use]
    pub fn page_with_mistakes(&self, frame: &Frame, content: impl FnOnce() -> AnyView) -> Response {
        (StatusCode::UNPROCESSABLE_ENTITY, self.page(frame, content)).into_response()
    }

    /// The same person with all that their roles allow: from the past they can go anywhere.
    fn acting(&self) -> Self {
        Self { actor: Actor { only_reads: false, ..self.actor.clone() }, ..self.clone() }
    }

    /// Where they can go.
    fn places(&self) -> Vec<NavItem> {
        let offered = [
            (NavKey::Overview, true),
            (NavKey::Work, self.actor.only_in.is_none()),
            (NavKey::Inbox, self.actor.only_in.is_none()),
            (NavKey::Units, true),
            (NavKey::Assessments, true),
            (NavKey::Models, true),
            (NavKey::Tasks, self.actor.only_in.is_none()),
            (NavKey::Reports, true),
            (NavKey::Review, self.actor.allows_somewhere(Action::GiveVerdict)),
            (NavKey::Evidence, self.actor.allows_somewhere(Action::OpenEvidence)),
            (NavKey::Audits, self.actor.allows_somewhere(Action::ReadAudit)),
            (NavKey::Audit, self.actor.allows_somewhere(Action::ReadAuditLog)),
            (NavKey::People, self.actor.allows(Action::ManagePeople)),
            (NavKey::UnitSettings, self.actor.allows(Action::ManageUnits)),
            (NavKey::Questionnaires, self.actor.allows(Action::ManageQuestionnaires)),
            (NavKey::Jobs, self.actor.allows(Action::ManageSettings)),
            (NavKey::Outbox, self.actor.allows(Action::ManageSettings)),
            (NavKey::Account, true),
        ];
        let item = |key| match key {
            NavKey::Inbox => NavItem::counted(key, self.unread.into()),
            key => NavItem::new(key),
        };
        offered.into_iter().filter(|(_, may)| *may).map(|(key, _)| item(key)).collect()
    }

    /// What stands under their name.
    fn strongest_role(&self) -> String {
        if self.actor.only_in.is_some() {
            return "Auditor from outside".to_owned();
        }
        self.actor
            .grants
            .iter()
            .map(|grant| grant.role)
            .max()
            .map_or_else(|| "No role yet".to_owned(), |role| role.label().to_owned())
    }
}
