//! Files that came in and then weren't wanted: a form with a mistake, a refused attachment.

use crate::error::Result;
use crate::gate::Author;
use crate::open::Store;
use crate::vault::Kept;

impl Store {
    /// Takes a file out of the vault again, unless evidence names it.
    ///
    /// It holds the one writing connection meanwhile, as attaching does, so no item can come to name
    /// the file between the question and its answer. Nothing in the database changes.
    ///
    /// # Errors
    /// When the database or the disk fails.
    pub async fn discard_file(&self, kept: &Kept) -> Result<()> {
        let mut write = self.begin(Author::program()).await?;
        let is_wanted: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM evidence WHERE sha256 = ?)")
                .bind(&kept.sha256)
                .fetch_one(write.sql())
                .await?;
        if !is_wanted {
            self.vault.remove(&kept.sha256).await?;
        }
        Ok(())
    }
}
