//! Channels of a unit: where its news is posted to.

mod one;
mod page;

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::notices::{ChannelEntry, CheckedChannel, HookForm, channel};
use domain::{Action, AppError, ChannelId, Invalid, UnitId};
use post::{HookAddress, Hooks, new_secret, shown_secret};
use store::{Channel, NewChannel, Target, Unit};

use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::shell::{Frame, NavKey};
use crate::ui::Typed;

pub(super) use one::{change, show_one};

/// The page of a unit's channels.
pub(crate) fn page_of(unit: UnitId) -> String {
    format!("/units/{unit}/channels")
}

fn page_of_one(id: ChannelId) -> String {
    format!("/channels/{id}")
}

/// `GET /units/{id}/channels`
///
/// # Errors
/// [`AppError::NotFound`] to whoever may not manage them.
pub(super) async fn show(
    visitor: Visitor,
    At(unit): At<UnitId>,
    Asked(asked): Asked,
) -> PageResult {
    let done = (asked.get("done") == "removed").then_some("The channel is removed");
    let page = load(&visitor, unit).await?;
    let frame = frame(&visitor, &page.unit).crumb("Channels", None).flash(done);
    Ok(visitor.page(&frame, || page::content(&page, &Typed::default())))
}

/// `POST /units/{id}/channels`: sets one up. Where its posts are signed the answer is the secret, which
/// is shown this once.
///
/// # Errors
/// [`AppError::NotFound`] to whoever may not manage them.
pub(super) async fn add(visitor: Visitor, At(unit): At<UnitId>, Sent(typed): Sent) -> PageResult {
    let page = load(&visitor, unit).await?;
    let hooks = hooks(&visitor)?;
    let new = match read(&typed, hooks) {
        Ok((checked, address)) => new_channel(checked, &address),
        Err(invalid) => return again(&visitor, &page, typed, AppError::Invalid(invalid).into()),
    };
    match visitor.store().add_channel(&visitor.actor, unit, &new).await {
        Ok(id) => Ok(match &new.target.secret {
            Some(secret) => secret_page(&visitor, &page.unit, id, &new.name, secret),
            None => to(id, "added"),
        }),
        Err(error) => again(&visitor, &page, typed, error.into()),
    }
}

fn to(id: ChannelId, done: &str) -> Response {
    Redirect::to(&format!("{}?done={done}", page_of_one(id))).into_response()
}

fn again(visitor: &Visitor, page: &Page, typed: Typed, failure: Failure) -> PageResult {
    let (typed, status) = failure.into_form(typed)?;
    let frame = frame(visitor, &page.unit).crumb("Channels", None);
    Ok((status, visitor.page(&frame, || page::content(page, &typed))).into_response())
}

fn secret_page(
    visitor: &Visitor,
    unit: &Unit,
    id: ChannelId,
    name: &str,
    secret: &[u8],
) -> Response {
    let frame = frame(visitor, unit)
        .crumb("Channels", Some(page_of(unit.id)))
        .crumb(name.to_owned(), Some(page_of_one(id)))
        .crumb("Secret", None);
    visitor.page(&frame, || page::secret(unit.id, id, name, &shown_secret(secret)))
}

/// What the page shows.
struct Page {
    unit: Unit,
    channels: Vec<Channel>,
    now: domain::Timestamp,
}

async fn load(visitor: &Visitor, unit: UnitId) -> PageResult<Page> {
    let channels = visitor.read().channels(unit).await?;
    let unit = visitor.read().unit(unit).await?;
    Ok(Page { unit, channels, now: visitor.state.now() })
}

/// Where posts go out by.
fn hooks(visitor: &Visitor) -> Result<&Hooks, AppError> {
    visitor.state.hooks.as_ref().ok_or(AppError::NotFound)
}

fn frame(visitor: &Visitor, unit: &Unit) -> Frame {
    let href = format!("/units/{}", unit.id);
    visitor
        .frame(format!("Channels of {}", unit.name), NavKey::Units)
        .crumb("Business units", Some("/units".to_owned()))
        .crumb(unit.name.clone(), Some(href))
}

/// What was typed but for the address.
fn entry(typed: &Typed) -> ChannelEntry {
    ChannelEntry {
        name: typed.get("name").to_owned(),
        form: typed.get("form").to_owned(),
        kinds: typed.all("kinds").into_iter().map(str::to_owned).collect(),
    }
}

fn read(typed: &Typed, hooks: &Hooks) -> Result<(CheckedChannel, HookAddress), Invalid> {
    let checked = channel(&entry(typed));
    let address = hooks.check(typed.get("address"));
    match (checked, address) {
        (Ok(checked), Ok(address)) => Ok((checked, address)),
        (checked, address) => {
            let mut invalid = checked.err().unwrap_or_default();
            invalid.check("address", address);
            Err(invalid)
        }
    }
}

/// Posts of ours are signed; chat programs know theirs by the address alone.
fn new_channel(checked: CheckedChannel, address: &HookAddress) -> NewChannel {
    let secret = (checked.form == HookForm::Signed).then(|| new_secret().to_vec());
    NewChannel {
        name: checked.name,
        form: checked.form,
        host: address.to_string(),
        target: Target { address: address.secret().to_owned(), secret },
        kinds: checked.kinds,
    }
}

/// The channel, whose unit's channels the person manages.
async fn find(visitor: &Visitor, id: ChannelId) -> PageResult<(Page, usize)> {
    let unit = visitor.read().unit_of_channel(id).await?;
    let page = load(visitor, unit).await?;
    let at = page.channels.iter().position(|it| it.id == id).ok_or(AppError::NotFound)?;
    Ok((page, at))
}

/// Whether a unit's page leads to its channels.
pub(crate) async fn are_managed(visitor: &Visitor, unit: UnitId) -> PageResult<bool> {
    Ok(visitor.state.hooks.is_some() && visitor.may(Action::ManageChannels, unit).await?)
}
