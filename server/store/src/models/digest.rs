//! What lists need of a model: a digest of its parts, and the words by which it is found.
//!
//! Both are derived from what the register holds, in the transaction that changes it.

use domain::ModelId;
use domain::models::{AccessLevel, Classification, Exposure, ModelFacts, Profile, YesNoUnknown};
use sqlx::SqliteConnection;

use crate::error::Result;

/// Exposures by how soon someone should look at them; the place is what is stored.
const EXPOSURES: [Exposure; 4] =
    [Exposure::Public, Exposure::Unknown, Exposure::Partner, Exposure::Internal];

/// Classifications by how soon someone should look at them. One that is unknown stands above
/// internal: it may be anything.
const CLASSIFICATIONS: [Classification; 5] = [
    Classification::Restricted,
    Classification::Confidential,
    Classification::Unknown,
    Classification::Internal,
    Classification::Public,
];

/// Rights, the broadest first.
const LEVELS: [AccessLevel; 5] = [
    AccessLevel::Broad,
    AccessLevel::Admin,
    AccessLevel::Write,
    AccessLevel::Read,
    AccessLevel::Use,
];

/// A place in one of the lists above, or just past its end where nothing is recorded.
fn order_of<T: PartialEq>(list: &[T], value: Option<&T>) -> i64 {
    let place = value.and_then(|value| list.iter().position(|known| known == value));
    i64::try_from(place.unwrap_or(list.len())).unwrap_or(i64::MAX)
}

fn at<T: Copy>(list: &[T], order: i64) -> Option<T> {
    usize::try_from(order).ok().and_then(|order| list.get(order)).copied()
}

/// How an exposure is stored; none is a model that is not deployed.
pub(super) fn exposure_order(exposure: Option<Exposure>) -> i64 {
    order_of(&EXPOSURES, exposure.as_ref())
}

/// The exposure that was stored.
pub(super) fn exposure_at(order: i64) -> Option<Exposure> {
    at(&EXPOSURES, order)
}

/// How a classification is stored; none is a model without a data source.
pub(super) fn data_order(classification: Option<Classification>) -> i64 {
    order_of(&CLASSIFICATIONS, classification.as_ref())
}

/// The classification that was stored.
pub(super) fn data_at(order: i64) -> Option<Classification> {
    at(&CLASSIFICATIONS, order)
}

/// How a level of access is stored; none is a model without a permission.
pub(super) fn access_order(level: Option<AccessLevel>) -> i64 {
    order_of(&LEVELS, level.as_ref())
}

/// The level of access that was stored.
pub(super) fn access_at(order: i64) -> Option<AccessLevel> {
    at(&LEVELS, order)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Digest {
    exposure: i64,
    data: i64,
    personal: bool,
    access: i64,
    deployments: i64,
    answered: i64,
}

impl Digest {
    fn of(model: &ModelFacts) -> Self {
        let first = |orders: &mut dyn Iterator<Item = i64>, none| orders.min().unwrap_or(none);
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let exposures = &mut model.deployments.iter().map(|d| exposure_order(Some(d.exposure)));
        let data = &mut model.data_sources.iter().map(|s| data_order(Some(s.classification)));
        let access = &mut model.permissions.iter().map(|p| access_order(Some(p.level)));
        Self {
            exposure: first(exposures, exposure_order(None)),
            data: first(data, data_order(None)),
            personal: model.data_sources.iter().any(|s| s.personal_data == YesNoUnknown::Yes),
            access: first(access, access_order(None)),
            deployments: count(model.deployments.len()),
            answered: count(Profile::of(model).answered()),
        }
    }
}

/// Writes down what lists need of a model, as it now is.
pub(super) async fn keep(connection: &mut SqliteConnection, model: &ModelFacts) -> Result<()> {
    let digest = Digest::of(model);
    sqlx::query(
        "UPDATE models SET exposure_order = ?2, data_order = ?3, personal_data = ?4,
                access_order = ?5, deployment_count = ?6, profile_answered = ?7
          WHERE id = ?1",
    )
    .bind(model.id)
    .bind(digest.exposure)
    .bind(digest.data)
    .bind(digest.personal)
    .bind(digest.access)
    .bind(digest.deployments)
    .bind(digest.answered)
    .execute(&mut *connection)
    .await?;
    index(connection, model.id, &words(model)).await
}

/// What is searched: one line a field, so that no search matches across two of them.
fn words(model: &ModelFacts) -> String {
    let details = &model.details;
    let mut words = vec![
        details.name.as_str(),
        details.version.as_str(),
        details.provider.as_str(),
        details.purpose.as_str(),
    ];
    words.extend(details.tags.iter().map(String::as_str));
    words.join("\n")
}

async fn index(connection: &mut SqliteConnection, id: ModelId, words: &str) -> Result<()> {
    sqlx::query("DELETE FROM model_search WHERE rowid = ?")
        .bind(id)
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO model_search (rowid, words) VALUES (?, ?)")
        .bind(id)
        .bind(words)
        .execute(connection)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_place_and_comes_back_from_it() {
        for exposure in Exposure::ALL {
            assert_eq!(exposure_at(exposure_order(Some(*exposure))), Some(*exposure));
        }
        for classification in Classification::ALL {
            assert_eq!(data_at(data_order(Some(*classification))), Some(*classification));
        }
        for level in AccessLevel::ALL {
            assert_eq!(access_at(access_order(Some(*level))), Some(*level));
        }
        assert_eq!(exposure_at(exposure_order(None)), None);
        assert_eq!((exposure_order(None), data_order(None), access_order(None)), (4, 5, 5));
    }
}
