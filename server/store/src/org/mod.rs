//! The organisation: its set-up, its units as a tree, and the roles that people hold in them.

mod grants;
mod installation;
mod retire;
mod rows;
mod setup;
mod tree;
mod unit_list;
mod units;

pub use grants::PersonGrant;
pub use installation::{Installation, SetupStep};
pub use retire::{RetiredUnit, UnitStakes};
pub use units::{NewUnit, Unit, UnitNode};

pub(crate) use grants::{grant, keep_an_administrator};
pub(crate) use installation::hash_of;
pub(crate) use tree::names_down_to;
pub(crate) use units::live_unit;
