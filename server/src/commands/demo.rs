//! `demo`: the sample organisation, on a data directory of its own.

use std::process::ExitCode;

use app::rooms::account::hasher::Hasher;
use domain::Clock as _;
use indicatif::{ProgressBar, ProgressStyle};
use store::StoreOptions;

use super::{CommandError, say};
use crate::cli::Demo;
use crate::clock::SystemClock;
use crate::sample::{Accounts, Handbook, PASSWORD, Plan, Scale, Scaled, before, fill, grow};

/// Fills the data directory on the first start, then serves it.
///
/// # Errors
/// When the directory holds something else, or serving fails.
pub async fn demo(settings: &Demo) -> Result<ExitCode, CommandError> {
    let options = settings.serve.data.options();
    if !options.database().exists() {
        let accounts = make(settings, options).await?;
        tell(settings, &accounts)?;
    }
    if settings.only_fill {
        return Ok(ExitCode::SUCCESS);
    }
    if let Ok(accounts) = std::fs::read_to_string(notes(settings)) {
        say(accounts.trim_end());
    }
    crate::serve::serve(&settings.serve).await
}

async fn make(settings: &Demo, options: StoreOptions) -> Result<Accounts, CommandError> {
    let hash = Hasher::new(&settings.serve.settings()).hash(PASSWORD.to_owned()).await?;
    let bar = ProgressBar::new(0)
        .with_style(ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}, {eta} left")?);
    bar.set_message("Filling the sample organisation");
    let progress = |done: u64, total: u64| {
        bar.set_length(total.max(done));
        bar.set_position(done);
    };
    let plan = plan(settings);
    let now = SystemClock.now();
    let drawn = if settings.entries.is_some() { before(now) } else { now };
    let filled = fill(options.clone(), drawn, plan.as_ref(), &hash, &progress).await?;
    if let Some(length) = settings.entries {
        bar.set_message("Growing its audit log");
        grow(options, now, length, &progress).await?;
    }
    bar.finish_and_clear();
    Ok(filled.accounts)
}

/// The handbook's organisation, or one of the size that was asked for.
fn plan(settings: &Demo) -> Box<dyn Plan> {
    let sizes = [settings.units, settings.models, settings.rounds, settings.people];
    if sizes.iter().all(Option::is_none) {
        return Box::new(Handbook { seed: settings.seed });
    }
    let size = |given: Option<u32>, usual: usize| given.map_or(usual, |given| given as usize);
    Box::new(Scaled {
        scale: Scale {
            units: size(settings.units, 8),
            models: size(settings.models, 40),
            rounds: size(settings.rounds, 7),
            people: size(settings.people, 20),
            seed: settings.seed,
        },
    })
}

/// Beside the data, so that the next start can say it again.
fn notes(settings: &Demo) -> std::path::PathBuf {
    settings.serve.data.data.join("accounts.txt")
}

fn tell(settings: &Demo, accounts: &Accounts) -> Result<(), CommandError> {
    let mut text =
        "Accounts of the sample organisation, one for each role, with their password:\n".to_owned();
    for (role, email) in &accounts.0 {
        text.push_str(&format!("  {:<14} {email:<40} {PASSWORD}\n", role.label()));
    }
    std::fs::write(notes(settings), text)?;
    Ok(())
}
