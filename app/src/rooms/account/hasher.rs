//! Passwords: argon2id with today's parameters, off the async threads and a few at a time.

use std::sync::{Arc, OnceLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use domain::AppError;
use tokio::sync::Semaphore;

use crate::state::Settings;

/// How many passwords are hashed at the same time: each takes tens of megabytes.
const AT_ONCE: usize = 4;

/// Hashes and checks passwords; clones share the limit.
#[derive(Clone)]
pub struct Hasher {
    params: Params,
    turns: Arc<Semaphore>,
    /// Checked for unknown accounts, so that they take as long as known ones.
    dummy: Arc<OnceLock<String>>,
}

/// What checking a password gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// It isn't the password, or there is no such account.
    Wrong,
    /// It is. When the stored hash was made with other parameters than today's, the new one.
    Right {
        /// The hash to keep instead.
        rehashed: Option<String>,
    },
}

impl Hasher {
    /// A hasher with the settings' parameters. Parameters that argon2 refuses were refused at start;
    /// here they would fall back to the library's own.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let params = Params::new(
            settings.argon2_memory_kib,
            settings.argon2_passes,
            settings.argon2_lanes,
            None,
        )
        .unwrap_or_default();
        Self { params, turns: Arc::new(Semaphore::new(AT_ONCE)), dummy: Arc::new(OnceLock::new()) }
    }

    /// Hashes a new password.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the machine has no memory or randomness left.
    pub async fn hash(&self, password: String) -> Result<String, AppError> {
        let this = self.clone();
        self.in_turn(move || this.hash_now(&password)).await?
    }

    /// Checks a password against a stored hash; without one, spends the same time on nothing.
    ///
    /// # Errors
    /// As for [`Hasher::hash`].
    pub async fn check(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<Checked, AppError> {
        let this = self.clone();
        self.in_turn(move || this.check_now(&password, stored.as_deref())).await?
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let turn = self.turns.acquire().await.map_err(|_| AppError::Internal)?;
        let done = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Internal);
        drop(turn);
        done
    }

    fn argon2(&self) -> Argon2<'_> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    fn hash_now(&self, password: &str) -> Result<String, AppError> {
        self.argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(
            |error| {
                tracing::error!(%error, "a password could not be hashed");
                AppError::Internal
            },
        )
    }

    fn check_now(&self, password: &str, stored: Option<&str>) -> Result<Checked, AppError> {
        let Some(stored) = stored else {
            let dummy = match self.dummy.get() {
                Some(dummy) => dummy,
                None => self
                    .dummy
                    .get_or_init(|| self.hash_now("nobody's password").unwrap_or_default()),
            };
            let _ = self.matches(password, dummy);
            return Ok(Checked::Wrong);
        };
        if !self.matches(password, stored) {
            return Ok(Checked::Wrong);
        }
        let rehashed = if self.is_current(stored) { None } else { Some(self.hash_now(password)?) };
        Ok(Checked::Right { rehashed })
    }

    fn matches(&self, password: &str, stored: &str) -> bool {
        PasswordHash::new(stored)
            .is_ok_and(|hash| self.argon2().verify_password(password.as_bytes(), &hash).is_ok())
    }

    fn is_current(&self, stored: &str) -> bool {
        PasswordHash::new(stored).ok().and_then(|hash| Params::try_from(&hash).ok()).is_some_and(
            |params| {
                params.m_cost() == self.params.m_cost()
                    && params.t_cost() == self.params.t_cost()
                    && params.p_cost() == self.params.p_cost()
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher(passes: u32) -> Hasher {
        Hasher::new(&Settings {
            argon2_memory_kib: 64,
            argon2_passes: passes,
            ..Settings::default()
        })
    }

    #[tokio::test]
    async fn the_right_password_is_right_and_any_other_is_not() {
        let hasher = hasher(1);
        let stored = hasher.hash("correct horse battery".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        let right = hasher.check("correct horse battery".to_owned(), Some(stored.clone())).await;
        assert_eq!(right.unwrap(), Checked::Right { rehashed: None });
        let wrong = hasher.check("correct horse batterz".to_owned(), Some(stored)).await;
        assert_eq!(wrong.unwrap(), Checked::Wrong);
        let unknown = hasher.check("anything at all".to_owned(), None).await;
        assert_eq!(unknown.unwrap(), Checked::Wrong);
    }

    #[tokio::test]
    async fn a_hash_with_old_parameters_is_made_anew() {
        let stored = hasher(1).hash("correct horse battery".to_owned()).await.unwrap();
        let newer = hasher(2);
        let checked = newer.check("correct horse battery".to_owned(), Some(stored)).await.unwrap();
        let Checked::Right { rehashed: Some(rehashed) } = checked else { panic!("{checked:?}") };
        assert!(newer.is_current(&rehashed));
    }
}
