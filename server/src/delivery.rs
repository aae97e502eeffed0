//! Delivering what stands in the outbox: mail to people, posts to channels, one after another.
//!
//! A message is noted as sent once the other side has said that it took it. Where the program ends in
//! between, it goes out again under the same id, by which the other side tells that it has it: nobody
//! can know more, and a message that is lost would be worse.

use std::time::Duration;

use domain::MessageId;
use domain::notices::{digest, next_try, single};
use futures::future::join_all;
use post::{Hooks, Letter, Mailer, Parcel, Refusal};
use store::{DueMail, DuePost, Store, StoreError};
use tokio::sync::watch;

use crate::commands::CommandError;

/// How often it is looked for what became due; what is due at once is heard of.
const LOOK: Duration = Duration::from_secs(10);

/// Hands over what is due.
pub struct Delivery {
    store: Store,
    mailer: Option<Mailer>,
    hooks: Hooks,
    /// The address of the installation, for links.
    site: String,
    stopping: watch::Receiver<bool>,
}

impl Delivery {
    /// Delivers from a store until it is told to stop. Without a mailer no mail is written either.
    #[must_use]
    pub const fn new(
        store: Store,
        mailer: Option<Mailer>,
        hooks: Hooks,
        site: String,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        Self { store, mailer, hooks, site, stopping }
    }

    /// Delivers for as long as the program runs. Mail does not wait for a channel that is slow.
    pub async fn keep(self) {
        tokio::join!(self.keep_mailing(), self.keep_posting());
    }

    /// Delivers once what is due now.
    ///
    /// # Errors
    /// When the outbox can't be read or noted.
    pub async fn deliver(&self) -> Result<(), StoreError> {
        if let Some(mailer) = &self.mailer {
            self.mail(mailer).await?;
        }
        self.post().await
    }

    async fn keep_mailing(&self) {
        let Some(mailer) = &self.mailer else { return };
        let mut wake = self.wake();
        while wake.is_due().await {
            match self.mail(mailer).await {
                Ok(()) => {}
                Err(error) => complain(error),
            }
        }
    }

    async fn keep_posting(&self) {
        let mut wake = self.wake();
        while wake.is_due().await {
            match self.post().await {
                Ok(()) => {}
                Err(error) => complain(error),
            }
        }
    }

    fn wake(&self) -> Wake {
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        Wake { look, stirred: self.store.stirred(), stopping: self.stopping.clone() }
    }

    /// What is in flight is finished; nothing else is begun.
    fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Sends all mail that is due; a server that doesn't answer is left alone until the next look.
    async fn mail(&self, mailer: &Mailer) -> Result<(), StoreError> {
        loop {
            let due = self.store.due_mails().await?;
            if due.is_empty() {
                return Ok(());
            }
            let organisation = self.organisation().await?;
            for mail in due {
                if self.is_stopping() {
                    return Ok(());
                }
                let (id, failures) = (mail.id, mail.failures);
                let sent = mailer.send(&letter(mail, &organisation, &self.site)).await;
                let is_away = matches!(sent, Err(Refusal::Later { .. }));
                self.note(id, failures, sent).await?;
                if is_away {
                    return Ok(());
                }
            }
        }
    }

    /// Posts all that is due, to each channel in its order and to several at once.
    async fn post(&self) -> Result<(), StoreError> {
        loop {
            let mut due = self.store.due_posts().await?;
            if due.is_empty() || self.is_stopping() {
                return Ok(());
            }
            let organisation = self.organisation().await?;
            due.sort_by_key(|post| (post.channel, post.id));
            let channels = due.chunk_by(|a, b| a.channel == b.channel);
            let posted = channels.map(|posts| self.post_to_one(posts, &organisation));
            for posted in join_all(posted).await {
                posted?;
            }
        }
    }

    /// What a channel doesn't take keeps the rest of it waiting as well.
    async fn post_to_one(&self, posts: &[DuePost], organisation: &str) -> Result<(), StoreError> {
        for post in posts {
            if self.is_stopping() {
                return Ok(());
            }
            let posted = self.hand_over(post, organisation).await;
            let is_taken = posted.is_ok();
            self.note(post.id, post.failures, posted).await?;
            if !is_taken {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn hand_over(&self, post: &DuePost, organisation: &str) -> Result<(), Refusal> {
        let never = |why: &str| Refusal::Never { why: why.to_owned() };
        let target = post
            .target
            .as_ref()
            .ok_or_else(|| never("its address can't be read with the key that is here"))?;
        let to = self
            .hooks
            .check(&target.address)
            .map_err(|error| Refusal::Later { why: error.to_string(), after: None })?;
        let parcel = Parcel {
            form: post.form,
            secret: target.secret.as_deref(),
            news: &post.news,
            organisation,
            base_url: &self.site,
            now: self.store.now(),
        };
        self.hooks.post(&to, &parcel).await
    }

    async fn note(
        &self,
        id: MessageId,
        failures: u32,
        came: Result<(), Refusal>,
    ) -> Result<(), StoreError> {
        let (refusal, again) = match came {
            Ok(()) => return self.store.note_sent(id).await,
            Err(refusal) => {
                let now = self.store.now();
                let again = match &refusal {
                    Refusal::Later { after, .. } => next_try(failures + 1, now, *after),
                    Refusal::Never { .. } => None,
                };
                (refusal, again)
            }
        };
        let given_up = again.is_none();
        tracing::warn!(message = %id, %refusal, given_up, "a message was not taken");
        self.store.note_failed(id, refusal.why(), again).await
    }

    async fn organisation(&self) -> Result<String, StoreError> {
        let installation = self.store.installation().await?;
        Ok(installation.and_then(|known| known.organisation).unwrap_or_default())
    }
}

fn letter(mail: DueMail, organisation: &str, site: &str) -> Letter {
    let said = match mail.lines.as_slice() {
        [line] if !mail.is_digest => single(line, organisation, site),
        lines => digest(lines, organisation, site),
    };
    Letter {
        id: mail.uuid,
        to_name: mail.name,
        to_address: mail.email,
        mail: said,
        at: mail.made_at,
    }
}

fn complain(error: StoreError) {
    tracing::error!(error = %CommandError::from(error), "the outbox could not be read or noted");
}

/// When to look at the outbox.
struct Wake {
    look: tokio::time::Interval,
    stirred: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
}

impl Wake {
    /// Waits until there may be something to deliver; false once the program stops.
    async fn is_due(&mut self) -> bool {
        if *self.stopping.borrow() {
            return false;
        }
        tokio::select! {
            _ = self.stopping.changed() => {}
            _ = self.stirred.changed() => {}
            _ = self.look.tick() => {}
        }
        !*self.stopping.borrow()
    }
}
