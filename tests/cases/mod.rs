//! A way to use every route: on which thing, by whom, with which form. The tests that walk all routes
//! start from these, and one of them fails on a route that has none.

mod account;
mod assessments;
mod audit;
mod audits;
mod checks;
mod coverage;
mod evidence;
mod jobs;
mod models;
mod notices;
mod org;
mod questionnaires;
mod reports;
mod tasks;
mod trends;

use domain::UnitId;
use http::Method;

use crate::browser::{Answer, Browser, Part};
use crate::html::{self, Form};
use crate::organisation::{Known, Things, Who};

/// The rooms.
pub const ROOMS: [&str; 15] = [
    "account",
    "org",
    "models",
    "assessments",
    "evidence",
    "trends",
    "audit",
    "audits",
    "tasks",
    "notices",
    "jobs",
    "reports",
    "questionnaires",
    "checks",
    "coverage",
];

/// All cases, room by room.
#[must_use]
pub fn all(known: &Known) -> Vec<Case> {
    ROOMS.iter().flat_map(|room| of_room(known, room)).collect()
}

/// The cases of one room.
///
/// # Panics
/// When there is no such room.
#[must_use]
pub fn of_room(known: &Known, room: &str) -> Vec<Case> {
    match room {
        "account" => account::cases(known),
        "org" => org::cases(known),
        "models" => models::cases(known),
        "assessments" => assessments::cases(known),
        "evidence" => evidence::cases(known),
        "trends" => trends::cases(known),
        "audit" => audit::cases(known),
        "audits" => audits::cases(known),
        "tasks" => tasks::cases(known),
        "notices" => notices::cases(known),
        "jobs" => jobs::cases(),
        "reports" => reports::cases(known),
        "questionnaires" => questionnaires::cases(known),
        "checks" => checks::cases(known),
        "coverage" => coverage::cases(),
        other => panic!("there is no room {other}"),
    }
}

/// One way to use a route.
#[derive(Debug, Clone)]
pub struct Case {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path as in the table of routes.
    pub route: &'static str,
    /// The path of a thing in Online Store, or of whatever there is only one of.
    pub near: String,
    /// The path of the same kind of thing in Logistics, which `who` can't see.
    pub far: Option<String>,
    /// The unit whose roles decide; none where the path leads to no unit.
    pub unit: Option<UnitId>,
    /// Somebody who may do this, and who sees nothing of Logistics unless they are an administrator.
    /// None: it is for those who aren't signed in.
    pub who: Option<Who>,
    /// The form that is sent.
    pub form: Source,
    /// Whether sending the form is entered into the audit log.
    pub audited: bool,
    /// The status that is answered when all is well: 200, or 303 for a form.
    pub status: u16,
    /// Whether it is of the person's own things, of which nobody else knows.
    pub own: bool,
    /// Whether the answer goes on for as long as it is listened to.
    pub streams: bool,
}

/// Where a form comes from, and what is typed into it.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The page that draws it; none: it is made of `typed` alone.
    pub page: Option<String>,
    /// What its field `do` says, where a page has several forms to one address.
    pub does: Option<&'static str>,
    /// What is typed, or the button that is pressed.
    pub typed: Vec<(String, String)>,
    /// Files: the field, the name, the content.
    pub files: Vec<Part>,
}

impl Case {
    fn new(method: Method, route: &'static str) -> Self {
        Self {
            method,
            route,
            near: route.to_owned(),
            far: None,
            unit: None,
            who: None,
            form: Source::default(),
            audited: true,
            status: 200,
            own: false,
            streams: false,
        }
    }

    pub(crate) fn get(route: &'static str) -> Self {
        Self::new(Method::GET, route)
    }

    pub(crate) fn post(route: &'static str) -> Self {
        Self { status: 303, ..Self::new(Method::POST, route) }
    }

    /// Of the person's own things.
    pub(crate) const fn own(mut self) -> Self {
        self.own = true;
        self
    }

    /// Whose right it is.
    pub(crate) const fn by(mut self, who: Who) -> Self {
        self.who = Some(who);
        self
    }

    /// Ids of which there is only one kind of place, such as people.
    pub(crate) fn at(mut self, ids: &[String]) -> Self {
        self.near = path(self.route, ids);
        self
    }

    /// Ids of things in both places.
    pub(crate) fn of(mut self, known: &Known, ids: impl Fn(&Things) -> Vec<String>) -> Self {
        self.near = path(self.route, &ids(&known.near));
        self.far = Some(path(self.route, &ids(&known.far)));
        self.unit = Some(known.near.unit);
        self
    }

    /// The form stands on this page.
    pub(crate) fn on(mut self, page: impl Into<String>) -> Self {
        self.form.page = Some(page.into());
        self
    }

    /// The form stands on the page with this path, filled with the near thing's ids.
    pub(crate) fn on_page_of(
        mut self,
        known: &Known,
        route: &str,
        ids: impl Fn(&Things) -> Vec<String>,
    ) -> Self {
        self.form.page = Some(path(route, &ids(&known.near)));
        self
    }

    /// Which of the page's forms it is.
    pub(crate) const fn doing(mut self, does: &'static str) -> Self {
        self.form.does = Some(does);
        self
    }

    /// Types into a field.
    pub(crate) fn typing(mut self, name: &str, value: impl ToString) -> Self {
        self.form.typed.push((name.to_owned(), value.to_string()));
        self
    }

    /// Chooses a file.
    pub(crate) fn with_file(mut self, name: &str, file: &str, content: &[u8]) -> Self {
        self.form.files.push(Part::file(name, file, content));
        self
    }

    /// Answers with this status when all is well.
    pub(crate) const fn answering(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Leaves no entry in the audit log.
    pub(crate) const fn unaudited(mut self) -> Self {
        self.audited = false;
        self
    }

    /// Goes on for as long as it is listened to.
    pub(crate) const fn streaming(mut self) -> Self {
        self.streams = true;
        self
    }

    /// The case as messages name it.
    #[must_use]
    pub fn name(&self) -> String {
        let does = self.form.does.map(|does| format!(" ({does})")).unwrap_or_default();
        format!("{} {}{does}", self.method, self.route)
    }

    /// The form as it stands on its page for this browser, filled.
    ///
    /// # Panics
    /// When the page doesn't open, or has no such form.
    pub async fn filled(&self, browser: &Browser) -> Form {
        let mut form = self.drawn(browser).await;
        for (name, value) in &self.form.typed {
            form = form.with(name, value);
        }
        form
    }

    /// The form as it stands on its page, untouched.
    async fn drawn(&self, browser: &Browser) -> Form {
        let Some(page) = &self.form.page else { return Form::blank(&self.near) };
        let text = browser.get(page).await.must_be(200).text();
        let found = html::forms(&text).into_iter().find(|form| {
            form.action == self.near
                && form.method == "post"
                && self.form.does.is_none_or(|does| form.get("do") == Some(does))
        });
        match found {
            Some(form) => form,
            None => {
                panic!("{}: no such form on {page}: {}", self.name(), html::visible_text(&text))
            }
        }
    }

    /// Sends a form to the case's address, with its files if it has any.
    pub async fn send(&self, browser: &Browser, form: &Form) -> Answer {
        self.send_to(browser, &self.near, form).await
    }

    /// Sends a form to another address of the same kind.
    pub async fn send_to(&self, browser: &Browser, path: &str, form: &Form) -> Answer {
        match self.parts(form) {
            Some(parts) => browser.upload(path, &parts).await,
            None => browser.post(path, &form.pairs()).await,
        }
    }

    /// The parts of the form, if it is sent as parts.
    #[must_use]
    pub fn parts(&self, form: &Form) -> Option<Vec<Part>> {
        if !form.multipart && self.form.files.is_empty() {
            return None;
        }
        let fields = form.fields.iter().map(|(name, value)| Part::field(name, value));
        // What no file was chosen in is sent too, without a name and empty.
        let is_empty = |name: &&String| self.form.files.iter().all(|file| file.name != **name);
        let unchosen = form.files.iter().filter(is_empty).map(|name| Part::file(name, "", ""));
        Some(fields.chain(unchosen).chain(self.form.files.iter().cloned()).collect())
    }

    /// Asks for the case's page.
    pub async fn open(&self, browser: &Browser, path: &str) -> Answer {
        if self.streams {
            return browser.peek(browser.request(Method::GET, path)).await;
        }
        browser.get(path).await
    }
}

/// A path with its parameters filled in, in their order.
#[must_use]
pub fn path(route: &str, ids: &[String]) -> String {
    let mut ids = ids.iter();
    let segments = route.split('/').map(|segment| {
        if segment.starts_with('{') { ids.next().unwrap().as_str() } else { segment }
    });
    let path = segments.collect::<Vec<_>>().join("/");
    assert!(ids.next().is_none(), "{route} has fewer parameters");
    path
}

/// The path with each of its parameters in turn replaced by something that isn't there.
#[must_use]
pub fn elsewhere(case: &Case, instead: &str) -> Vec<String> {
    let near: Vec<&str> = case.near.split('/').collect();
    let parameters =
        case.route.split('/').enumerate().filter(|(_, segment)| segment.starts_with('{'));
    parameters
        .map(|(place, _)| {
            let mut segments = near.clone();
            segments[place] = instead;
            segments.join("/")
        })
        .collect()
}
