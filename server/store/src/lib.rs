//! All SQL of Plumbline. Rooms keep to themselves; the pool is private, and writes go through the
//! gate in [`gate`], which checks, audits and commits in one transaction.

mod account;
mod audit;
mod backup;
mod error;
mod gate;
mod models;
mod open;
mod org;
mod read;
mod verify;
mod vault;

pub use account::{Invitation, Link, LinkPurpose, Listed, NewPerson, OpenSession, Person, SignIn, StoredSession};
pub use backup::{BackupError, restore};
pub use error::{Result, StoreError};
pub use gate::{Resource, WriteTx};
pub use models::PartIds;
pub use open::{Opened, Store, StoreOptions};
pub use org::{Installation, NewUnit, PersonGrant, SetupStep, Unit, UnitNode};
pub use read::Read;
pub use vault::{Incoming, Kept, Vault};
pub use verify::{Finding, Report};
