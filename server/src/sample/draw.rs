//! Chance that depends on nothing but the seed and what is drawn for: the same seed makes the same
//! organisation, whatever its size and whichever order it is made in.

/// Draws for one thing, such as "the sheet of unit 7 in round 3".
#[derive(Debug, Clone, Copy)]
pub(super) struct Draw(u64);

impl Draw {
    pub(super) const fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// The draw for a part of the thing.
    pub(super) const fn of(self, part: u64) -> Self {
        Self(mix(self.0 ^ mix(part.wrapping_add(0x9e37_79b9_7f4a_7c15))))
    }

    /// A number below `bound`.
    pub(super) const fn below(self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { mix(self.0) % bound }
    }

    /// Whether something of so many per cent happens.
    pub(super) const fn percent(self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// One of several.
    pub(super) fn one<T: Copy>(self, of: &[T]) -> T {
        let index = usize::try_from(self.below(of.len() as u64)).unwrap_or_default();
        of[index]
    }
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): small, well spread, the same everywhere.
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_and_another_one_does_not() {
        let draw = |seed| (0..50).map(|n| Draw::new(seed).of(n).below(1000)).collect::<Vec<_>>();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        assert!(draw(1).iter().any(|n| *n < 500) && draw(1).iter().any(|n| *n >= 500));
    }
}
