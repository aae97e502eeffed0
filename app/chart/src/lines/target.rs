//! Targets and joints: what is drawn of them around the lines.

use super::{Joint, Lines, Target};
use crate::plane::{between, figure};
use crate::scale::Scale;
use crate::shape::{Anchor, Glyph, Ink, Key, Shape};

/// The share of the plot that words beside a flag or a joint may take, in percent.
const WORDS: f64 = 30.0;

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

    /// The flags, with their words on the side that has more room: over the target's line, or under it
    /// where they would cover a score and there they wouldn't.
    pub(super) fn flags(&self, scale: Scale, ys: &[Vec<Option<f64>>]) -> Vec<Shape> {
        let said = self.targets.iter().filter(|target| !target.label.is_empty());
        let flag = |target: &Target| {
            let (x, y) = self.due(target, scale);
            let says = target.label.clone();
            let (dx, anchor) = if x > 50.0 { (-6.0, Anchor::End) } else { (13.0, Anchor::Start) };
            let span = if x > 50.0 { (x - WORDS, x) } else { (x, x + WORDS) };
            let (over, under) = (y - 5.0, y + 16.0);
            let has_room = over > scale.top() + 15.0;
            let is_better = self.covers(span, over, ys) && !self.covers(span, under, ys);
            let goes_under = !has_room || (is_better && under < scale.base() - 4.0);
            let text = if goes_under { under } else { over };
            let words = Shape::beside((x, dx), text, anchor, says.clone(), Ink::TargetName);
            [Shape::Mark { x, y, glyph: Glyph::Flag, ink: Ink::Flag, says }, words]
        };
        said.flat_map(flag).collect()
    }

    /// Whether words from `span.0` to `span.1` percent on this base line lie on a line or a mark.
    fn covers(&self, span: (f64, f64), base: f64, ys: &[Vec<Option<f64>>]) -> bool {
        let hit = |(x, y): (f64, f64)| x >= span.0 && x <= span.1 && (y - base + 4.0).abs() < 12.0;
        let on = |line: &Vec<Option<f64>>| {
            line.iter().enumerate().any(|(index, y)| {
                let Some(y) = y else { return false };
                let next = line.get(index + 1).copied().flatten();
                (0..4_u8).any(|step| {
                    let part = f64::from(step) / 4.0;
                    let at = next.map_or(*y, |next| y + (next - y) * part);
                    (step == 0 || next.is_some())
                        && hit((between(figure(index) + part, self.width()), at))
                })
            })
        };
        ys.iter().any(on)
    }

    /// Where the joints stand that lie on the plot.
    fn joints_at(&self) -> impl Iterator<Item = (&Joint, f64)> {
        let inside = self.joints.iter().filter(|joint| (1..self.width()).contains(&joint.before));
        inside.map(|joint| (joint, between(figure(joint.before) - 0.5, self.width())))
    }

    /// A rule before the first column that was measured with another questionnaire, of the joints
    /// before these columns.
    pub(crate) fn joint_rules(&self, scale: Scale, before: &[usize]) -> Vec<Shape> {
        let (top, base) = (scale.top(), scale.base());
        let rule = |x| Shape::Rule { x: (x, x), y: (top, base), ink: Ink::Joint };
        let wanted = self.joints_at().filter(|(joint, _)| before.contains(&joint.before));
        wanted.map(|(_, x)| rule(x)).collect()
    }

    /// What the joints say, on lines of their own where they would touch.
    pub(super) fn joint_names(&self, scale: Scale) -> Vec<Shape> {
        let mut before: Option<(f64, bool, f64)> = None;
        let name = |(joint, x): (&Joint, f64)| {
            // Before the right edge there is no room after it.
            let is_last = x > 100.0 - WORDS;
            let (dx, anchor) = if is_last { (-6.0, Anchor::End) } else { (6.0, Anchor::Start) };
            let down = match before {
                Some((other, was_last, down)) => {
                    let room = if is_last == was_last { WORDS } else { 2.0 * WORDS };
                    if x - other < room { (down + 13.0) % 39.0 } else { 0.0 }
                }
                None => 0.0,
            };
            before = Some((x, is_last, down));
            let label = joint.label.clone();
            Shape::beside((x, dx), scale.top() + 10.0 + down, anchor, label, Ink::JointName)
        };
        self.joints_at().map(name).collect()
    }

    /// What targets and joints say, for where their words have no room on the plot.
    #[must_use]
    pub fn marked(&self) -> Vec<Key> {
        let targets = self.targets.iter().filter(|target| !target.label.is_empty());
        let mut keys: Vec<_> = targets.map(|target| Key::target(&target.label)).collect();
        for (joint, _) in self.joints_at() {
            if keys.iter().all(|key| key.words != joint.label) {
                keys.push(Key::joint(&joint.label));
            }
        }
        keys
    }
}
