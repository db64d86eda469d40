//! What a picture looks like, in 256 bits: how one is recognised that was made anew.
//!
//! The bits are those of PDQ (Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ
//! Image-Hashing Algorithm", 2019), worked out where the picture is developed. A look never leaves
//! the server, and no answer tells it: whoever had two would know whether two people have the same
//! photo.

pub mod index;
pub mod list;

use crate::codes;
use std::fmt;

/// Bits in which two looks of one picture differ at most: what the authors of PDQ advise, and what
/// lists made elsewhere are made for.
pub const DISTANCE_MAX: u32 = 31;
/// The least quality with which a look says anything: below it a picture is too flat, and all flat
/// pictures would be one. What the authors of PDQ advise.
pub const QUALITY_MIN: u8 = 50;

codes! {
    /// How somebody refused a picture.
    pub enum How {
        /// They reported the post.
        Report = "report",
        /// They declined what waited at their door.
        Decline = "decline",
        /// They blocked who had sent it.
        Block = "block",
    }
}

/// A picture as it is looked at to find out whether it is known: as a whole, mirrored and turned by
/// quarters, and without its edges.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The whole picture in its eight positions, upright first.
    pub turned: [Bits; 8],
    /// Its inner part, upright.
    pub inner: Bits,
}

impl Seen {
    /// What is remembered of the picture where it is not wanted.
    pub const fn look(&self) -> Look {
        let [whole, ..] = self.turned;
        Look {
            whole,
            inner: self.inner,
        }
    }

    /// Whether it is one of these pictures, also mirrored or turned, or with a little cut off
    /// either: one way of looking at it is within [`DISTANCE_MAX`] of one at the other.
    pub fn is_any(&self, known: &[Look]) -> bool {
        let is_near = |bits: Bits| self.ways().any(|way| way.distance(bits) <= DISTANCE_MAX);
        let is_it = |look: &Look| is_near(look.whole) || is_near(look.inner);
        known.iter().any(is_it)
    }

    /// The ways in which it is looked at.
    pub fn ways(&self) -> impl Iterator<Item = Bits> + use<> {
        self.turned.into_iter().chain([self.inner])
    }

    /// As it is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.ways().flat_map(Bits::to_bytes).collect()
    }

    /// Reads what [`Self::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (ways, rest) = bytes.as_chunks::<32>();
        let [turned @ .., inner] = ways else {
            return None;
        };
        let turned: [[u8; 32]; 8] = turned.try_into().ok()?;
        rest.is_empty().then_some(Self {
            turned: turned.map(Bits::from_bytes),
            inner: Bits::from_bytes(*inner),
        })
    }
}

/// What is remembered of a picture that is not wanted: the whole, and without its edges, so that it
/// is known again too when somebody cut a little off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// The whole picture.
    pub whole: Bits,
    /// Its inner part.
    pub inner: Bits,
}

impl Look {
    /// Reads the 128 hex digits that [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, inner) = text.split_at_checked(Bits::DIGITS)?;
        Some(Self {
            whole: Bits::parse(whole)?,
            inner: Bits::parse(inner)?,
        })
    }
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.whole, self.inner)
    }
}

/// What PDQ makes of pixels: how strong their waves are, sixteen by sixteen, each over or under the
/// middle. The highest bit is that of the shortest waves, as the reference writes it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Bits([u64; 4]);

impl Bits {
    /// Hex digits that write them.
    const DIGITS: usize = 64;

    /// From bytes, the highest bit first.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let (words, _) = bytes.as_chunks::<8>();
        let mut all = [0; 4];
        for (word, bytes) in all.iter_mut().zip(words) {
            *word = u64::from_be_bytes(*bytes);
        }
        Self(all)
    }

    /// As bytes, the highest bit first.
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (eight, word) in bytes.chunks_exact_mut(8).zip(self.0) {
            eight.copy_from_slice(&word.to_be_bytes());
        }
        bytes
    }

    /// Reads 64 hex digits, as lists of PDQ have them.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != Self::DIGITS || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut words = [0; 4];
        for (at, word) in words.iter_mut().enumerate() {
            let digits = text.get(at * 16..at * 16 + 16)?;
            *word = u64::from_str_radix(digits, 16).ok()?;
        }
        Some(Self(words))
    }

    /// In how many bits the two differ.
    pub fn distance(self, other: Self) -> u32 {
        let pairs = self.0.into_iter().zip(other.0);
        pairs.map(|(a, b)| (a ^ b).count_ones()).sum()
    }
}

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.0;
        write!(f, "{a:016x}{b:016x}{c:016x}{d:016x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some_bits() -> impl Strategy<Value = Bits> {
        any::<[u8; 32]>().prop_map(Bits::from_bytes)
    }

    fn pictures() -> impl Strategy<Value = Seen> {
        let all = (proptest::array::uniform8(some_bits()), some_bits());
        all.prop_map(|(turned, inner)| Seen { turned, inner })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(seen in pictures()) {
            let written = seen.look().to_string();
            prop_assert_eq!(Look::parse(&written), Some(seen.look()));
            prop_assert_eq!(Look::parse(&written.to_uppercase()), Some(seen.look()));
            let bytes = seen.to_bytes();
            prop_assert_eq!(Seen::from_bytes(&bytes), Some(seen));
            prop_assert_eq!(Seen::from_bytes(&bytes[1..]), None);
            prop_assert_eq!(Seen::from_bytes(&bytes[32..]), None);
        }

        /// By whichever way it is near: within the bound it is the picture, beyond it is not.
        #[test]
        fn the_bound_is_the_bound(
            seen in pictures(),
            other in some_bits(),
            way in 0..9_usize,
            flipped in proptest::sample::subsequence((0..256_usize).collect::<Vec<_>>(), 0..64),
        ) {
            let mut bytes = seen.ways().nth(way).expect("nine").to_bytes();
            for bit in &flipped {
                bytes[bit / 8] ^= 1 << (bit % 8);
            }
            let near = Bits::from_bytes(bytes);
            let is_it = flipped.len() <= 31;
            for known in [
                Look { whole: near, inner: other },
                Look { whole: other, inner: near },
            ] {
                prop_assert_eq!(seen.is_any(&[known]), is_it);
            }
            prop_assert!(!seen.is_any(&[]));
            let two = [Look { whole: other, inner: other }, seen.look()];
            prop_assert!(seen.is_any(&two));
        }
    }

    #[test]
    fn what_is_no_look_is_not_read() {
        let digits = "0f".repeat(32);
        assert!(Bits::parse(&digits).is_some() && Look::parse(&digits).is_none());
        for no in [
            "",
            &digits[1..],
            &format!("{digits}0"),
            &"+f".repeat(32),
            &"é".repeat(32),
        ] {
            assert_eq!(Bits::parse(no), None, "{no}");
            assert_eq!(Look::parse(&format!("{no}{digits}")), None, "{no}");
        }
    }
}
