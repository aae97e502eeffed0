//! The bands behind the lines, from the rules of a questionnaire's version. A hole between two
//! bands, which only a mean can reach, stays blank.

use domain::Band;
use domain::score::{BASELINE, Rules};

/// One stretch of the scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// The band; none in a hole.
    pub band: Option<Band>,
    /// Its name with its points, such as "Moderate 11–20"; nothing in a hole.
    pub name: String,
    /// The lower edge, in points.
    pub from: f64,
    /// The upper edge, in points.
    pub to: f64,
}

/// The whole scale in stretches, the best first, each beginning where the one before it ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Zones(pub Vec<Zone>);

impl Zones {
    /// The bands of the ten-question baseline.
    #[must_use]
    pub fn baseline() -> Self {
        Self::of(&BASELINE)
    }

    /// The bands of a version. Between neighbours that leave no hole the edge is the last point of
    /// the better one.
    #[must_use]
    pub fn of(rules: &Rules) -> Self {
        let mut zones: Vec<Zone> = Vec::new();
        let mut edge = 0.0;
        for range in rules.bands.iter() {
            let from = f64::from(range.from.0);
            if from > edge + 1.0 {
                zones.push(Zone { band: None, name: String::new(), from: edge, to: from });
                edge = from;
            }
            let (to, points) = match range.to {
                Some(to) => (f64::from(to.0).min(100.0), format!("{}–{to}", range.from)),
                None => (100.0, format!("{}+", range.from)),
            };
            let name = format!("{} {points}", range.band.label());
            zones.push(Zone { band: Some(range.band), name, from: edge, to });
            edge = to;
        }
        Self(zones.into_iter().filter(|zone| zone.to > zone.from).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_baseline_has_three_bands_and_a_hole() {
        let zones = Zones::baseline().0;
        let said: Vec<_> = zones.iter().map(|z| (z.name.as_str(), z.from, z.to)).collect();
        let expected = [
            ("Advanced 0–10", 0.0, 10.0),
            ("Moderate 11–20", 10.0, 20.0),
            ("", 20.0, 30.0),
            ("High risk 30+", 30.0, 100.0),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn zones_cover_the_scale_without_overlap() {
        let zones = Zones::baseline().0;
        assert!(zones.windows(2).all(|pair| pair[0].to == pair[1].from));
        assert_eq!((zones[0].from, zones[3].to), (0.0, 100.0));
    }
}
