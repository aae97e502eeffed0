//! Charts: SVG from the server, coloured by classes, each with its numbers in a table beside it.
//! Geometry is computed in modules that know no markup.

mod axis;
mod numbers;
mod plane;
mod scale;
mod spark;
mod trend;

pub use spark::spark;
pub use trend::{TrendChart, TrendPoint, trend_legend};
