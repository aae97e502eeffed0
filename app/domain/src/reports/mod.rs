//! The manager's report: what is asked for, every figure of it, and what those say in words.

mod asked;
mod columns;
mod fresh;
mod heat;
mod lines;
mod matter;
mod means;
mod report;
mod said;
mod saved;
mod schedule;
mod sides;
mod spread;
mod tables;
mod target;
mod work;

pub use asked::{Asked, Form, Frame, MOST_UNITS, Which};
pub use columns::{Column, columns, place};
pub use fresh::Fresh;
pub use heat::{Heat, HeatCell, HeatRow, Moved, Order};
pub use lines::{Line, Mark};
pub use matter::{Matter, Subject};
pub use means::{Moving, Share, WhyMany};
pub use report::{Ends, Means, Report};
pub use saved::{REPORT_NAME_MAX, REPORTS_MAX, must_be_report, must_have_room, report_name};
pub use schedule::{Occasion, READERS_MAX, Sending, must_be_readers, must_move_on};
pub use sides::{AskedSides, Held, Seen, Side, Sides};
pub use spread::Layers;
pub use tables::{Datum, Figure, Head, Measure, Table};
pub use target::{Target, TargetState};
pub use work::{Ages, Ahead, Flow, TaskDays, Work};
