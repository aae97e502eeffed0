//! A receiver of posts on this machine, which answers as a test tells it to.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::LOCATION;
use tokio::net::TcpListener;

/// The longest body, in bytes.
const LONGEST: usize = 100_000;

/// How a receiver answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It takes everything.
    Takes,
    /// It fails, and names its secret in the answer.
    Refuses,
    /// It leads to another path of itself.
    LeadsAstray,
    /// It never answers.
    IsSilent,
}

/// A post as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The path with its query.
    pub path: String,
    /// What `webhook-id` says; empty without.
    pub id: String,
    /// The body.
    pub body: String,
}

/// A receiver; clones are the same one.
#[derive(Clone)]
pub struct Receiver {
    /// Where it is, with a secret in it.
    pub address: String,
    mood: Arc<Mutex<Mood>>,
    came: Arc<Mutex<Vec<Came>>>,
}

impl Receiver {
    /// Begins to listen.
    pub async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hook?token=s3cret", listener.local_addr().unwrap());
        let receiver = Self { mood: Arc::new(Mutex::new(mood)), came: Arc::default(), address };
        let router = Router::new().fallback(receive).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    /// Answers otherwise from now on.
    pub fn becomes(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// What came so far, whatever was answered.
    #[must_use]
    pub fn came(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }

    /// The bodies of it.
    #[must_use]
    pub fn bodies(&self) -> Vec<String> {
        self.came().into_iter().map(|came| came.body).collect()
    }
}

async fn receive(State(receiver): State<Receiver>, request: Request) -> Response {
    let path = request.uri().to_string();
    let id = request.headers().get("webhook-id").and_then(|id| id.to_str().ok());
    let id = id.unwrap_or_default().to_owned();
    let body = axum::body::to_bytes(request.into_body(), LONGEST).await.unwrap();
    let body = String::from_utf8(body.to_vec()).unwrap();
    receiver.came.lock().unwrap().push(Came { path, id, body });
    let mood = *receiver.mood.lock().unwrap();
    match mood {
        Mood::Takes => StatusCode::NO_CONTENT.into_response(),
        Mood::Refuses => (StatusCode::INTERNAL_SERVER_ERROR, "s3cret").into_response(),
        Mood::LeadsAstray => {
            (StatusCode::PERMANENT_REDIRECT, [(LOCATION, "/other")]).into_response()
        }
        Mood::IsSilent => std::future::pending().await,
    }
}
