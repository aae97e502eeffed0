//! Questionnaires of the organisation's own: drafts, published versions, and who may do what with them.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod drafting;
mod past;
mod publishing;
#[path = "../world/mod.rs"]
mod world;

use std::str::FromStr as _;

use domain::Points;
use domain::questionnaires::{Origin, Question, Questionnaire, Subject};
use domain::{Actor, QuestionnaireDraftId, QuestionnaireId};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _};
use world::World;

/// A questionnaire of two questions to which nothing is to be said.
fn sound(key: &str) -> Questionnaire {
    let mut sound = Questionnaire::blank(key, &format!("Check {key}"), Subject::Model);
    sound.questions = ["first", "second"].map(question).to_vec();
    sound
}

fn question(key: &str) -> Question {
    Question {
        key: key.to_owned(),
        title: key.to_uppercase(),
        text: "Is it so?".to_owned(),
        guidance: String::new(),
        weight: Points(10),
        references: Vec::new(),
    }
}

impl World {
    async fn drafted(&self, it: &Questionnaire) -> QuestionnaireDraftId {
        self.store.begin_questionnaire(&self.admin, it, Origin::File).await.unwrap()
    }

    async fn published(&self, it: &Questionnaire) -> QuestionnaireId {
        let draft = self.drafted(it).await;
        self.store.publish_questionnaire(&self.admin, draft, 0).await.unwrap()
    }

    /// Key, version and whether it is retired, of all that the person reads.
    async fn listed(&self, actor: &Actor) -> Vec<(String, u16, bool)> {
        let rows = self.store.read(actor).questionnaires().await.unwrap();
        rows.into_iter().map(|row| (row.key, row.version, row.retired_at.is_some())).collect()
    }

    /// Everyone of the organisation who is no administrator.
    fn others(&self) -> [&Actor; 5] {
        [&self.manager, &self.assessor, &self.outsider, &self.auditor, &self.viewer]
    }

    /// Runs a statement past the program; what the database says against it.
    async fn past_the_program(&self, sql: &str) -> Option<String> {
        let file = self.dir.path().join("data/plumbline.db");
        let options = SqliteConnectOptions::from_str(&format!("sqlite://{}", file.display()));
        let mut database = SqliteConnection::connect_with(&options.unwrap()).await.unwrap();
        let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut database).await;
        done.err().map(|error| error.to_string())
    }
}
