//! Chance that is the same on every machine, and the two ways of blending everything uses.

use super::Color;

/// Chance by position: the same seed and place give the same number.
pub(crate) struct Noise {
    seed: u64,
}

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// A number from 0 to 1 for a pair of whole numbers (the finalizer of SplitMix64).
    pub(crate) fn hash(&self, a: u32, b: u32) -> f32 {
        let mut bits = self.seed ^ (u64::from(a) << 32 | u64::from(b));
        bits = (bits ^ (bits >> 30))
            .wrapping_mul(0xbf58_476d_1ce4_e5b9)
            .wrapping_add(self.seed);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        (bits >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// A choice of this picture: a number from 0 to 1 that does not depend on place.
    pub(crate) fn choice(&self, salt: u32) -> f32 {
        self.hash(u32::MAX, salt)
    }

    /// Smooth noise from 0 to 1 with one bump per unit.
    pub(crate) fn bump(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        // Two's complement, so that places left of and above zero have numbers of their own.
        let (column, row) = (left as i32 as u32, top as i32 as u32);
        let corner = |dx: u32, dy: u32| self.hash(column.wrapping_add(dx), row.wrapping_add(dy));
        let (u, v) = (ease(x - left), ease(y - top));
        let above = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * u;
        let below = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * u;
        above + (below - above) * v
    }

    /// Bumps upon bumps, from 0 to 1, each of `octaves` half as large as the one before.
    pub(crate) fn cloud(&self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut weight, mut total, mut scale) = (0.0, 0.5, 0.0, 1.0);
        for octave in 0..octaves {
            let shift = octave as f32 * 17.3;
            sum += weight * self.bump(x * scale + shift, y * scale - shift);
            total += weight;
            weight *= 0.5;
            scale *= 2.03;
        }
        sum / total
    }
}

/// `from` at 0, `to` at 1.
pub(crate) fn mix(from: Color, to: Color, share: f32) -> Color {
    let share = share.clamp(0.0, 1.0);
    [0, 1, 2].map(|channel| from[channel] + (to[channel] - from[channel]) * share)
}

/// 0 below `low`, 1 above `high`, soft between; with `low` above `high` the other way round.
pub(crate) fn smooth(low: f32, high: f32, value: f32) -> f32 {
    ease(((value - low) / (high - low)).clamp(0.0, 1.0))
}

fn ease(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}
