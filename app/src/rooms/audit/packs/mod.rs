//! Audit packs: choosing what one is of, and taking it away.

mod page;
mod stream;

use axum::response::Response;
use domain::{Action, AppError, Invalid, UnitId};
use store::{PackRequest, RoundProgress, UnitNode};

use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, Sent};
use crate::shell::{Frame, NavKey};
use crate::ui::Typed;

/// How many rounds are offered: those of years.
const ROUNDS: u32 = 60;

/// What a pack can be of.
pub(super) struct Offered {
    pub(super) units: Vec<UnitNode>,
    pub(super) rounds: Vec<RoundProgress>,
}

/// `GET /packs`, filled in with what the address asks for.
///
/// # Errors
/// [`AppError::NotFound`] for those who may take packs nowhere.
pub async fn form(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let offered = offered(&visitor).await?;
    let first = offered.units.first().map(|first| first.unit.id.to_string()).unwrap_or_default();
    let typed = if asked.get("unit").is_empty() { asked.with("unit", first) } else { asked };
    Ok(visitor.page(&frame(&visitor), || page::content(&typed, &offered)))
}

/// `POST /packs`: the pack as a download. The log notes that it was taken.
///
/// # Errors
/// [`AppError::NotFound`] for those who may take packs nowhere.
pub async fn take(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let offered = offered(&visitor).await?;
    match taken(&visitor, &typed, &offered).await {
        Ok(response) => Ok(response),
        Err(failure) => {
            let typed = typed.wrong(failure.into_invalid()?);
            Ok(visitor.page_with_mistakes(&frame(&visitor), || page::content(&typed, &offered)))
        }
    }
}

async fn taken(visitor: &Visitor, typed: &Typed, offered: &Offered) -> Result<Response, Failure> {
    let asked = read(typed, offered).map_err(AppError::Invalid)?;
    hand_out(visitor, asked).await
}

/// A pack as a download, once the log has noted that it is taken.
///
/// # Errors
/// As of [`store::Store::take_pack`]; [`AppError::Conflict`] while too many others are being written.
pub(crate) async fn hand_out(visitor: &Visitor, asked: PackRequest) -> Result<Response, Failure> {
    let place = stream::place()?;
    let taken = visitor.store().take_pack(Some(&visitor.actor), asked).await?;
    Ok(stream::download(visitor.store().clone(), taken, place))
}

fn frame(visitor: &Visitor) -> Frame {
    visitor
        .frame("Audit pack", NavKey::Audit)
        .crumb("Audit log", Some(super::PATH.to_owned()))
        .crumb("Audit pack", None)
}

/// The units of which the person may take packs, and the rounds. Whoever may nowhere has no such page,
/// nor has anybody from outside: their one pack is taken on the page of their audit.
async fn offered(visitor: &Visitor) -> PageResult<Offered> {
    let actor = &visitor.actor;
    if actor.only_in.is_some() || !actor.allows_somewhere(Action::TakePack) {
        return Err(AppError::NotFound.into());
    }
    let units = visitor.units_where(Action::TakePack).await?;
    Ok(Offered { units, rounds: visitor.read().rounds(ROUNDS).await? })
}

fn read(typed: &Typed, offered: &Offered) -> Result<PackRequest, Invalid> {
    let mut invalid = Invalid::new();
    let unit: Option<UnitId> = typed.get("unit").parse().ok();
    let unit = unit.filter(|id| offered.units.iter().any(|node| node.unit.id == *id));
    let unit = invalid.check("unit", unit.ok_or("Choose a unit of the list."));
    let chosen = |text: &str| {
        let found = offered.rounds.iter().find(|round| round.id.to_string() == text);
        found.map(|round| round.id).ok_or("Choose a round of the list.")
    };
    let round = match typed.get("round") {
        "" => None,
        text => invalid.check("round", chosen(text)),
    };
    let head = match typed.get("head").trim() {
        "" => None,
        text => {
            invalid.check("head", text.parse::<i64>().map_err(|_| "Enter the number of an entry."))
        }
    };
    invalid.or(PackRequest { unit, round, audit: None, head })
}
