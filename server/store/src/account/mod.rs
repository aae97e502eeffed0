//! People and how they prove who they are: accounts, links that work once, sessions, sign-ins.

mod calendars;
mod handover;
mod links;
mod list;
mod pace;
mod people;
mod sessions;
mod sign_in;

pub use handover::HandedOver;
pub(crate) use links::make_link;
pub use links::{Invitation, Link, LinkPurpose};
pub use list::{Listed, PeopleFilter};
pub use pace::Turn;
pub use people::{NewPerson, Person};
pub use sessions::{OpenSession, StoredSession};
pub use sign_in::SignIn;
