//! The rooms of the product. Each has its pages, its forms and, where needed, its islands.

#[cfg(feature = "ssr")]
pub mod account;
pub mod assessments;
#[cfg(feature = "ssr")]
pub mod audit;
#[cfg(feature = "ssr")]
pub mod audits;
#[cfg(feature = "ssr")]
pub mod checks;
#[cfg(feature = "ssr")]
pub mod coverage;
pub mod evidence;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod models;
#[cfg(feature = "ssr")]
pub mod notices;
#[cfg(feature = "ssr")]
pub mod org;
#[cfg(feature = "ssr")]
pub mod questionnaires;
#[cfg(feature = "ssr")]
pub mod reports;
#[cfg(feature = "ssr")]
pub mod tasks;
#[cfg(feature = "ssr")]
pub mod trends;

/// Every route of every room.
#[cfg(feature = "ssr")]
#[must_use]
pub fn routes() -> crate::routes::Routes {
    account::routes()
        .and(org::routes())
        .and(models::routes())
        .and(assessments::routes())
        .and(evidence::routes())
        .and(trends::routes())
        .and(audit::routes())
        .and(audits::routes())
        .and(tasks::routes())
        .and(notices::routes())
        .and(jobs::routes())
        .and(reports::routes())
        .and(questionnaires::routes())
        .and(checks::routes())
        .and(coverage::routes())
}
