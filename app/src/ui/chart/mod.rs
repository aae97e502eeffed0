//! Charts: SVG from the server, coloured by classes, each with its numbers in a table beside it.
//! What lies where is computed by the crate `chart`, which knows no markup.

mod ages;
mod ahead;
mod bands;
mod draw;
mod flow;
mod frame;
mod legend;
mod lines;
mod multiples;
mod numbers;
mod point;
mod spark;
mod spot;
mod trend;

pub use ages::AgesChart;
pub use bands::BandsChart;
pub use flow::FlowChart;
pub use legend::{forecast_legend, trend_legend};
pub use lines::LinesChart;
pub use multiples::Multiples;
pub use point::{AheadPoint, TrendPoint};
pub use spark::spark;
pub use trend::TrendChart;
