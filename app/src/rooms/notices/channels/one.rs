//! One channel: what it is told of, a try, and its end.

use axum::response::{IntoResponse as _, Redirect};
use domain::notices::channel;
use domain::{AppError, ChannelId};
use store::{Channel, ChannelChange};

use super::{Page, entry, find, frame, hooks, page, page_of, to};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::shell::Frame;
use crate::ui::Typed;

const DONE: [(&str, &str); 3] = [
    ("added", "The channel is set up"),
    ("changed", "The channel is changed"),
    ("tried", "A message is on its way. Reload the page to see what came of it"),
];

/// `GET /channels/{id}`
///
/// # Errors
/// [`AppError::NotFound`] to whoever may not manage it, and once it was removed.
pub(in crate::rooms::notices) async fn show_one(
    visitor: Visitor,
    At(id): At<ChannelId>,
    Asked(asked): Asked,
) -> PageResult {
    let (found, at) = find(&visitor, id).await?;
    let channel = &found.channels[at];
    let done = DONE.iter().find(|(key, _)| *key == asked.get("done")).map(|(_, said)| *said);
    let frame = frame_of(&visitor, &found, channel).flash(done);
    let typed = as_typed(channel);
    Ok(visitor.page(&frame, || page::one(channel, &typed, found.now)))
}

/// `POST /channels/{id}`: the field `do` says which of its forms was sent.
///
/// # Errors
/// As [`show_one`].
pub(in crate::rooms::notices) async fn change(
    visitor: Visitor,
    At(id): At<ChannelId>,
    Sent(typed): Sent,
) -> PageResult {
    let (found, at) = find(&visitor, id).await?;
    let (store, actor) = (visitor.store(), &visitor.actor);
    match typed.get("do") {
        "change" => {}
        "try" => {
            store.try_channel(actor, id).await?;
            return Ok(to(id, "tried"));
        }
        "remove" => {
            store.remove_channel(actor, id).await?;
            let back = format!("{}?done=removed", page_of(found.unit.id));
            return Ok(Redirect::to(&back).into_response());
        }
        _ => return Err(AppError::NotFound.into()),
    }
    let changed = match read(&visitor, &typed, &found.channels[at]) {
        Ok(change) => store.change_channel(actor, id, &change).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match changed {
        Ok(()) => Ok(to(id, "changed")),
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let channel = &found.channels[at];
            let frame = frame_of(&visitor, &found, channel);
            let page = visitor.page(&frame, || page::one(channel, &typed, found.now));
            Ok((status, page).into_response())
        }
    }
}

fn frame_of(visitor: &Visitor, found: &Page, channel: &Channel) -> Frame {
    let channels = Some(page_of(found.unit.id));
    let frame = frame(visitor, &found.unit).crumb("Channels", channels);
    Frame { title: channel.name.clone(), ..frame.crumb(channel.name.clone(), None) }
}

fn as_typed(channel: &Channel) -> Typed {
    let typed = Typed::new([("name", channel.name.as_str())]);
    channel.kinds.iter().fold(typed, |typed, kind| typed.with("kinds", kind.key()))
}

/// An address that was not typed stays: it can't be shown to be sent back.
fn read(visitor: &Visitor, typed: &Typed, known: &Channel) -> Result<ChannelChange, Failure> {
    let mut entry = entry(typed);
    known.form.key().clone_into(&mut entry.form);
    let checked = channel(&entry);
    let address = match typed.get("address").trim() {
        "" => Ok(None),
        typed => hooks(visitor)?.check(typed).map(Some),
    };
    match (checked, address) {
        (Ok(checked), Ok(address)) => Ok(ChannelChange {
            name: checked.name,
            address: address.map(|it| (it.to_string(), it.secret().to_owned())),
            kinds: checked.kinds,
        }),
        (checked, address) => {
            let mut invalid = checked.err().unwrap_or_default();
            invalid.check("address", address);
            Err(AppError::Invalid(invalid).into())
        }
    }
}
