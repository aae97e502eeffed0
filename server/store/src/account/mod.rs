//! People and how they prove who they are: accounts, links that work once, sessions, sign-ins.

mod links;
mod people;
mod sessions;
mod sign_in;

pub use links::{Invitation, Link, LinkPurpose};
pub use people::{Listed, NewPerson, Person};
pub use sessions::{OpenSession, StoredSession};
pub use sign_in::SignIn;
