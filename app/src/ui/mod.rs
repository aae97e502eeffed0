//! The design system: what pages are made of, one piece a file. Markup and class names are those
//! of the design pages; nothing here knows a room, a query or a permission.
//!
//! A piece is a plain function, or a small builder that stands in a `view!` as it is:
//! `{Button::link("/models/new", "Register model").icon("plus").primary()}`. Builders take what
//! they hold at once, so a page may lend them its data.

pub mod badge;
pub mod button;
pub mod chart;
pub mod crumbs;
pub mod dialog;
pub mod disclosure;
pub mod empty;
pub mod evidence;
pub mod facts;
pub mod figures;
pub mod filter;
pub mod form;
pub mod heatmap;
pub mod icon;
pub mod list;
pub mod menu;
pub mod notice;
pub mod page;
pub mod pager;
pub mod panel;
mod part;
pub mod person;
pub mod progress;
pub mod query;
pub mod score;
pub mod sort;
pub mod steps;
pub mod table;
pub mod tabs;
pub mod timeline;

pub use badge::{Tone, badge};
pub use button::{Button, post_button};
pub use empty::Empty;
pub use facts::Facts;
pub use form::{Field, Form, Typed, error_summary};
pub use icon::{Icon, icon, icon_lg, icon_sm};
pub use notice::Notice;
pub use page::PageHead;
pub use panel::Panel;
pub use part::Part;
pub use query::Query;
pub use table::{Col, Table};
