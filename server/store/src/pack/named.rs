//! Units, rounds and audits as somebody at the command line names them: by id or by name.

use crate::error::Result;
use crate::open::Store;

impl Store {
    /// The ids of the units of this id or name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn units_called(&self, asked: &str) -> Result<Vec<i64>> {
        self.called("SELECT id FROM units WHERE id = ?1 OR name = ?2 COLLATE NOCASE", asked).await
    }

    /// The ids of the rounds of this id or name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rounds_called(&self, asked: &str) -> Result<Vec<i64>> {
        self.called("SELECT id FROM rounds WHERE id = ?1 OR name = ?2 COLLATE NOCASE", asked).await
    }

    /// The ids of the audits of this id or name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audits_called(&self, asked: &str) -> Result<Vec<i64>> {
        self.called("SELECT id FROM audits WHERE id = ?1 OR name = ?2 COLLATE NOCASE", asked).await
    }

    async fn called(&self, sql: &'static str, asked: &str) -> Result<Vec<i64>> {
        let id = asked.parse::<i64>().ok();
        Ok(sqlx::query_scalar(sql).bind(id).bind(asked).fetch_all(&self.readers).await?)
    }
}
