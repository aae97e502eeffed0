//! The small drawn shapes: the plumb further and further out, arrows, and the sign of the product.

use krilla::geom::{Path, PathBuilder};

use crate::document::{Mark, Way};
use crate::ink::Ink;

/// A part of a shape, on a grid of 24 units (32 for the sign of the product).
pub(crate) enum Part {
    /// A line, dashed or not, in the colour of the mark.
    Stroke { points: Vec<(f32, f32)>, dash: Option<(f32, f32)> },
    /// A filled circle in the colour of the mark.
    Disc { at: (f32, f32), radius: f32 },
    /// An open circle in the colour of the mark.
    Ring { at: (f32, f32), radius: f32 },
    /// A filled path in a colour of its own.
    Solid { path: Path, ink: Ink },
    /// A drawn path in a colour of its own.
    Outline { path: Path, ink: Ink },
}

/// What a mark is made of. The plumbs are those of `style/icons.svg`.
pub(crate) fn parts(mark: Mark) -> Vec<Part> {
    let disc = |at| Part::Disc { at, radius: 2.6 };
    match mark {
        Mark::True => plumb(8.0, (9.3, 16.0), disc((9.6, 18.6))),
        Mark::Off => plumb(7.0, (12.3, 15.0), disc((13.4, 17.4))),
        Mark::High => plumb(5.0, (15.5, 13.5), disc((17.3, 15.3))),
        Mark::Gap => plumb(6.0, (14.0, 15.0), Part::Ring { at: (15.4, 17.0), radius: 2.6 }),
        Mark::Better(way) | Mark::Worse(way) | Mark::Moved(way) => arrow(way),
        Mark::Same => vec![line(&[(5.0, 12.0), (19.0, 12.0)])],
        Mark::Clash => vec![
            line(&[(5.0, 9.0), (19.0, 9.0)]),
            line(&[(5.0, 15.0), (19.0, 15.0)]),
            line(&[(16.0, 4.0), (8.0, 20.0)]),
        ],
    }
}

/// The true line from a pivot down, and the string to the bob.
fn plumb(x: f32, end: (f32, f32), bob: Part) -> Vec<Part> {
    let truth = Part::Stroke { points: vec![(x, 3.0), (x, 21.0)], dash: Some((1.5, 3.0)) };
    vec![truth, line(&[(x, 3.0), end]), bob]
}

/// An arrow upright, with barbs of 6 units.
fn arrow(way: Way) -> Vec<Part> {
    let (tip, barbs, tail) = match way {
        Way::Up => (4.0, 10.0, 20.0),
        Way::Down => (20.0, 14.0, 4.0),
    };
    vec![line(&[(12.0, tail), (12.0, tip)]), line(&[(6.0, barbs), (12.0, tip), (18.0, barbs)])]
}

fn line(points: &[(f32, f32)]) -> Part {
    Part::Stroke { points: points.to_vec(), dash: None }
}

/// The sign of the product, as in `style/favicon.svg`.
pub(crate) fn bob() -> Vec<Part> {
    let mut ground = PathBuilder::new();
    // A square whose corners are rounded by 6 units.
    let round = 6.0 * 0.448;
    ground.move_to(6.0, 0.0);
    ground.line_to(26.0, 0.0);
    ground.cubic_to(32.0 - round, 0.0, 32.0, round, 32.0, 6.0);
    ground.line_to(32.0, 26.0);
    ground.cubic_to(32.0, 32.0 - round, 32.0 - round, 32.0, 26.0, 32.0);
    ground.line_to(6.0, 32.0);
    ground.cubic_to(round, 32.0, 0.0, 32.0 - round, 0.0, 26.0);
    ground.line_to(0.0, 6.0);
    ground.cubic_to(0.0, round, round, 0.0, 6.0, 0.0);
    ground.close();
    let mut string = PathBuilder::new();
    string.move_to(10.0, 6.0);
    string.line_to(22.0, 6.0);
    string.move_to(16.0, 6.0);
    string.line_to(16.0, 15.0);
    let mut weight = PathBuilder::new();
    weight.move_to(10.5, 14.5);
    weight.line_to(21.5, 14.5);
    weight.line_to(21.5, 18.0);
    weight.cubic_to(21.5, 22.0, 18.3, 24.0, 16.0, 28.0);
    weight.cubic_to(13.7, 24.0, 10.5, 22.0, 10.5, 18.0);
    weight.close();
    let solid = |path: PathBuilder, ink| path.finish().map(|path| Part::Solid { path, ink });
    let string = string.finish().map(|path| Part::Outline { path, ink: Ink::Reverse });
    [solid(ground, Ink::Main), string, solid(weight, Ink::Brass)].into_iter().flatten().collect()
}
