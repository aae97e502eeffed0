//! Charts: SVG from the server, coloured by classes, each with its numbers in a table beside it.
//! Geometry is computed in modules that know no markup.

mod ahead;
mod axis;
mod legend;
mod numbers;
mod plane;
mod point;
mod scale;
mod spark;
mod trend;

pub use legend::{forecast_legend, trend_legend};
pub use point::{AheadPoint, TrendPoint};
pub use spark::spark;
pub use trend::TrendChart;
