//! Very many looks, among which one is found fast.

use super::{Bits, DISTANCE_MAX, Seen};

/// Looks among which those near to one are found without comparing all.
///
/// The 256 bits are cut into 16 bands of 16. Two looks that differ in 31 bits at most differ in one
/// bit at most in one of the bands: were it two in each, it would be 32. So whatever is near stands,
/// by one of its bands, under one of 17 values: the same, or one bit beside it. What stands there is
/// compared in full. However a list is made, nothing is compared more than once for each band.
#[derive(Default)]
pub struct Index {
    looks: Vec<Bits>,
    /// For each band the places of the looks, by the value they have in it.
    order: Vec<u32>,
    /// For each band and value where it begins in the order.
    starts: Vec<u32>,
}

const BANDS: usize = 16;
const VALUES: usize = 1 << 16;
/// Fewer are all compared: that takes less than looking them up.
const SCANNED_MAX: usize = 2_000;

// One bit a band is what the pigeonholes leave.
const _: () = assert!((DISTANCE_MAX as usize) < 2 * BANDS);

impl Index {
    /// Sorts looks in. Takes some 64 bytes a look, and four megabytes where there are many.
    pub fn new(looks: Vec<Bits>) -> Self {
        let mut index = Self {
            looks,
            ..Self::default()
        };
        if index.looks.len() > SCANNED_MAX {
            for band in 0..BANDS {
                index.sort(band);
            }
        }
        index
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.looks.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.looks.is_empty()
    }

    /// Whether this picture is one of them, as [`Seen::is_any`] says it.
    pub fn knows(&self, seen: &Seen) -> bool {
        !self.is_empty() && seen.ways().any(|way| self.has_near(way))
    }

    /// Whether one of them is within [`DISTANCE_MAX`] of these bits.
    pub fn has_near(&self, look: Bits) -> bool {
        let is_near = |other: &Bits| look.distance(*other) <= DISTANCE_MAX;
        if self.starts.is_empty() {
            return self.looks.iter().any(is_near);
        }
        (0..BANDS).any(|band| {
            let value = value(look, band);
            let beside = (0..16).map(|bit| value ^ (1 << bit));
            let mut values = std::iter::once(value).chain(beside);
            values.any(|value| {
                let mut places = self.under(band, value).iter();
                places.any(|place| self.looks.get(*place as usize).is_some_and(is_near))
            })
        })
    }

    /// The places of the looks that have this value in this band.
    fn under(&self, band: usize, value: u16) -> &[u32] {
        let at = band * (VALUES + 1) + usize::from(value);
        let (Some(from), Some(to)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return &[];
        };
        let begin = band * self.looks.len();
        let range = begin + *from as usize..begin + *to as usize;
        self.order.get(range).unwrap_or_default()
    }

    /// Sorts by counting: how many have each value, where each begins, and then each to its place.
    fn sort(&mut self, band: usize) {
        let mut next = vec![0_u32; VALUES + 1];
        for look in &self.looks {
            next[usize::from(value(*look, band)) + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        self.starts.extend_from_slice(&next);
        let mut order = vec![0_u32; self.looks.len()];
        for (place, look) in (0_u32..).zip(&self.looks) {
            let slot = &mut next[usize::from(value(*look, band))];
            order[*slot as usize] = place;
            *slot += 1;
        }
        self.order.extend(order);
    }
}

fn value(look: Bits, band: usize) -> u16 {
    let word = look.0[band / 4];
    (word >> (16 * (band % 4)) & 0xffff) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow way.
    fn knows(looks: &[Bits], bits: Bits) -> bool {
        looks.iter().any(|look| look.distance(bits) <= 31)
    }

    /// Looks that are like each other here and there, as those of real pictures are.
    fn many(seed: u64, count: usize) -> Vec<Bits> {
        let mut state = seed | 1;
        let mut word = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let shared = [word(), word(), word(), word()];
        let look = |_| {
            let mixed = shared.map(|common| match word() % 3 {
                0 => common,
                1 => common ^ (1 << (word() % 64)),
                _ => word(),
            });
            Bits(mixed)
        };
        (0..count).map(look).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn the_index_finds_what_the_slow_way_finds(
            seed in any::<u64>(),
            few in any::<bool>(),
            flips in proptest::collection::vec((0..3_000_usize, 0..40_usize, any::<u64>()), 60),
        ) {
            let looks = many(seed, if few { 500 } else { 3_000 });
            let index = Index::new(looks.clone());
            prop_assert_eq!(index.len(), looks.len());
            for (near, count, chance) in flips {
                let mut bytes = looks[near % looks.len()].to_bytes();
                // Spread evenly, so that each band has its share: the hardest for bands.
                for flip in 0..count {
                    let bit = (flip * 16 + (chance as usize >> (flip % 32)) % 16) % 256;
                    bytes[bit / 8] ^= 1 << (bit % 8);
                }
                let near = Bits::from_bytes(bytes);
                prop_assert_eq!(index.has_near(near), knows(&looks, near));
                let far = many(chance, 2);
                let seen = Seen { turned: [far[0]; 8], inner: near };
                let is_it = knows(&looks, near) || knows(&looks, far[0]);
                prop_assert_eq!(index.knows(&seen), is_it);
            }
            for look in many(!seed, 50) {
                prop_assert_eq!(index.has_near(look), knows(&looks, look));
            }
        }
    }

    /// The worst that still counts: two bits in fifteen bands and one in the last.
    #[test]
    fn thirty_one_bits_over_all_bands_are_found_and_thirty_two_are_not() {
        let looks = many(7, 3_000);
        let index = Index::new(looks.clone());
        let flipped = |last: u8| {
            let mut bytes = looks[1_234].to_bytes();
            for (at, byte) in bytes.iter_mut().enumerate() {
                *byte ^= if at == 31 { last } else { 1 << (at % 8) };
            }
            Bits::from_bytes(bytes)
        };
        let (near, far) = (flipped(0), flipped(0x80));
        assert_eq!(looks[1_234].distance(near), 31);
        assert_eq!(looks[1_234].distance(far), 32);
        assert!(index.has_near(near));
        assert_eq!(index.has_near(far), knows(&looks, far));
        assert!(!Index::default().has_near(near));
    }

    /// A list that is made so that everything stands under one value is slower, and right.
    #[test]
    fn a_list_of_one_look_and_its_neighbours_is_right() {
        let one = many(3, 1)[0];
        let near = |at: usize| {
            let mut bytes = one.to_bytes();
            bytes[30] ^= at as u8;
            bytes[31] ^= (at >> 8) as u8;
            Bits::from_bytes(bytes)
        };
        let looks: Vec<Bits> = (0..4_000).map(near).collect();
        let index = Index::new(looks.clone());
        assert!(index.has_near(one));
        for look in many(11, 200) {
            assert_eq!(index.has_near(look), knows(&looks, look));
        }
    }
}
