//! Targets and joints: what is drawn of them around the lines.

use super::{Joint, Lines, Target};
use crate::plane::{between, figure};
use crate::scale::Scale;
use crate::shape::{Anchor, Glyph, Ink, Shape};

impl Lines {
    /// A dashed line in steps, each target from its place on.
    pub(crate) fn target_line(&self, scale: Scale) -> Option<Shape> {
        let mut corners: Vec<(f64, f64)> = Vec::new();
        for target in &self.targets {
            let (x, y) = self.due(target, scale);
            if let Some((_, before)) = corners.last().copied() {
                corners.push((x, before));
            }
            corners.push((x, y));
        }
        let (_, last) = corners.last().copied()?;
        corners.push((100.0, last));
        Some(Shape::Path { points: corners, ink: Ink::Target })
    }

    fn due(&self, target: &Target, scale: Scale) -> (f64, f64) {
        (between(target.at, self.width()), scale.y(target.value))
    }

    /// The flags, with their words on the side that has more room.
    pub(super) fn flags(&self, scale: Scale) -> Vec<Shape> {
        let said = self.targets.iter().filter(|target| !target.label.is_empty());
        let flag = |target: &Target| {
            let (x, y) = self.due(target, scale);
            let says = target.label.clone();
            let (dx, anchor) = if x > 50.0 { (-6.0, Anchor::End) } else { (13.0, Anchor::Start) };
            // Near the top the words go under the line.
            let text = if y < scale.top() + 20.0 { y + 16.0 } else { y - 5.0 };
            let words = Shape::beside((x, dx), text, anchor, says.clone(), Ink::TargetName);
            [Shape::Mark { x, y, glyph: Glyph::Flag, ink: Ink::Flag, says }, words]
        };
        said.flat_map(flag).collect()
    }

    /// Where the joints stand that lie on the plot.
    fn joints_at(&self) -> impl Iterator<Item = (&Joint, f64)> {
        let inside = self.joints.iter().filter(|joint| (1..self.width()).contains(&joint.before));
        inside.map(|joint| (joint, between(figure(joint.before) - 0.5, self.width())))
    }

    /// A rule before the first column that was measured with another questionnaire.
    pub(crate) fn joint_rules(&self, scale: Scale) -> Vec<Shape> {
        let (top, base) = (scale.top(), scale.base());
        let rule = |x| Shape::Rule { x: (x, x), y: (top, base), ink: Ink::Joint };
        self.joints_at().map(|(_, x)| rule(x)).collect()
    }

    /// What the joints say.
    pub(super) fn joint_names(&self, scale: Scale) -> Vec<Shape> {
        let name = |(joint, x): (&Joint, f64)| {
            let (dx, anchor) = if x > 50.0 { (-6.0, Anchor::End) } else { (6.0, Anchor::Start) };
            let label = joint.label.clone();
            Shape::beside((x, dx), scale.top() + 10.0, anchor, label, Ink::JointName)
        };
        self.joints_at().map(name).collect()
    }
}
