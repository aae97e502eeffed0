//! `serve`: open the data, say where to go, answer until asked to stop, finish what is in flight.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use app::rooms::evidence::Pages;
use app::state::AppState;
use post::{Hooks, Mailer, NoSmtpAddress, SmtpAddress};
use preview::Confined;
use store::{DataLock, Store, StoreOptions};
use tokio::net::TcpListener;
use tokio::signal;

use crate::cli::Serve;
use crate::clock::SystemClock;
use crate::commands::{CommandError, open, say};
use crate::delivery::Delivery;
use crate::listen::{HEAD, listen};
use crate::webhook::{NoAddress, PATIENCE, Webhook};
use crate::{assets, http, jobs};

/// How long the mail server may take for a letter.
const MAIL_PATIENCE: Duration = Duration::from_secs(30);

/// How long a channel may take for a post.
const POST_PATIENCE: Duration = Duration::from_secs(10);

/// How long requests in flight may take to finish after the server was asked to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// Serves until the process is asked to stop.
///
/// # Errors
/// When the data can't be opened or the address can't be listened on.
pub async fn serve(settings: &Serve) -> Result<ExitCode, CommandError> {
    let webhook = settings.checkpoint_webhook.as_deref().map(webhook).transpose()?;
    let mailer = mailer(settings)?;
    let hooks = Hooks::new(settings.channels_allow.clone().unwrap_or_default(), POST_PATIENCE)
        .map_err(|error| CommandError::new(format!("can't post to channels: {error}")))?;
    let clock = Arc::new(SystemClock);
    let lock = DataLock::take(&settings.data.data)?;
    let (store, opened) = open(options(settings), clock.clone()).await?;
    if let Some(copy) = &opened.backup {
        tracing::info!(copy = %copy.display(), "copied the database before bringing it up to date");
    }
    if !opened.migrated.is_empty() {
        tracing::info!(migrations = ?opened.migrated, "brought the database up to date");
    }
    let unfinished = store.vault().clear_incoming()?;
    if unfinished > 0 {
        tracing::info!(unfinished, "threw away uploads that had broken off");
    }
    app::assets::install(assets::urls());
    let state = AppState::new(store.clone(), clock, settings.settings());
    let filler = crate::sample::filler(store.data(), state.hasher.clone());
    // Pages of PDF files are drawn by this program in a process of its own.
    let drawer = Confined::new(std::env::current_exe()?, vec!["draw-page".to_owned()]);
    let state = state.with_sample(filler).with_pages(Pages::new(drawer)).with_hooks(hooks.clone());
    let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
        CommandError::new(format!("can't listen on {}: {error}", settings.listen))
    })?;
    let site = settings.public_url.clone().unwrap_or(format!("http://{}", listener.local_addr()?));
    tracing::info!(address = %listener.local_addr()?, "listening");
    // Before the key is made: the log names the installation that it signs for.
    let token = store.setup_token().await?;
    store.checkpoint().await.map_err(|error| {
        let (place, error) = (store.checkpoints(), CommandError::from(error));
        CommandError::new(format!("can't note the log's head in {}: {error}", place.display()))
    })?;
    greet(token.as_deref(), &site);
    let jobs = tokio::spawn(jobs::keep(store.clone(), webhook.clone()));
    let (stop_delivery, stopping) = tokio::sync::watch::channel(false);
    let delivery = Delivery::new(store.clone(), mailer, hooks, site, stopping);
    let delivery = tokio::spawn(delivery.keep());
    let (asked_to_stop, stopping) = tokio::sync::watch::channel(());
    let live = state.live.clone();
    let server = listen(listener, http::router(&state), HEAD, async move {
        stop_signal().await;
        tracing::info!("stopping: finishing what is in flight");
        // Streams of news never end by themselves; closing them lets the browser try again later.
        live.close();
        drop(asked_to_stop);
    });
    let deadline = async move {
        let mut stopping = stopping;
        while stopping.changed().await.is_ok() {}
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        () = server => {}
        () = deadline => tracing::warn!("some requests did not finish in time"),
    }
    jobs.abort();
    stop_delivery.send_replace(true);
    if tokio::time::timeout(FAREWELL, delivery).await.is_err() {
        tracing::warn!("a message was not handed over in time; it goes out after the next start");
    }
    note_head(&store, webhook.as_ref()).await;
    store.close().await;
    drop(lock);
    Ok(ExitCode::SUCCESS)
}

/// The options with which the data is opened.
fn options(settings: &Serve) -> StoreOptions {
    StoreOptions { mails: settings.smtp_url.is_some(), ..settings.data.options() }
}

/// Sends mail, where a server is named for it.
fn mailer(settings: &Serve) -> Result<Option<Mailer>, CommandError> {
    let (Some(url), Some(from)) = (&settings.smtp_url, &settings.mail_from) else {
        return Ok(None);
    };
    let named = |error: &dyn std::fmt::Display| {
        CommandError::new(format!("can't use the mail server: {error}"))
    };
    let address: SmtpAddress = url.parse().map_err(|error: NoSmtpAddress| named(&error))?;
    tracing::info!(server = %address, "mail goes out");
    Mailer::new(&address, from.clone(), MAIL_PATIENCE).map(Some).map_err(|error| named(&error))
}

/// Read here and not with the other settings, whose faults are told with what was typed.
fn webhook(address: &str) -> Result<Webhook, CommandError> {
    let named = |error: &dyn std::fmt::Display| {
        CommandError::new(format!("can't use the webhook for checkpoints: {error}"))
    };
    let address = address.parse().map_err(|error: NoAddress| named(&error))?;
    Webhook::new(address, PATIENCE).map_err(|error| named(&error))
}

/// Where to go and what to do first.
fn greet(token: Option<&str>, site: &str) {
    say(&format!("Plumbline listens on {site}"));
    if let Some(token) = token {
        say("This installation is not set up yet. Open this link, which works only until it is:");
        say(&format!("  {site}/setup?token={token}"));
    }
}

/// Stopping goes on when the other disk or the receiver doesn't answer.
async fn note_head(store: &Store, webhook: Option<&Webhook>) {
    if let Err(error) = store.checkpoint().await {
        tracing::error!(error = %CommandError::from(error), "the head of the audit log was not noted");
    }
    if let Some(webhook) = webhook {
        webhook.try_waiting(store).await;
    }
}

/// Ctrl-C, or the signal that service managers send.
async fn stop_signal() {
    let interrupt = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
