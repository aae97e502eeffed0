//! Every route with who may use it: the table from which the router is built and the tests walk.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};
use domain::Action;

use crate::state::AppState;

/// Who may use a route. The handler and the write gate enforce it; the tests hold them to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Whoever holds the one-time token of the set-up.
    SetUp,
    /// Whoever holds a secret link: one that works once, or the address of a calendar.
    Link,
    /// Anyone signed in; what they see depends on their roles.
    SignedIn,
    /// Whoever may do this on the unit that the path leads to, or on the installation.
    Needs(Action),
}

/// One route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
}

/// A room's routes.
#[derive(Default)]
pub struct Routes {
    router: Router<AppState>,
    table: Vec<Route>,
}

impl Routes {
    /// No routes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page or a download. It changes nothing.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add("GET", MethodFilter::GET, path, access, handler)
    }

    /// A form.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add("POST", MethodFilter::POST, path, access, handler)
    }

    fn add<H, T>(
        mut self,
        method: &'static str,
        filter: MethodFilter,
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.router = self.router.route(path, on(filter, handler));
        self.table.push(Route { method, path, access });
        self
    }

    /// Both rooms' routes.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// The router, and the table of what it serves.
    pub fn build(self) -> (Router<AppState>, Vec<Route>) {
        (self.router, self.table)
    }
}
