//! The ports: what comes from outside the rules, each with a second implementation for tests.

use hafan_core::time::Timestamp;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where time comes from.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Where randomness comes from.
pub trait Rng: Send + Sync {
    /// Fills the bytes with randomness fit for secrets.
    fn fill(&self, bytes: &mut [u8]);
}

/// The clock of the machine.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the home of the system clock")]
    fn now(&self) -> Timestamp {
        let micros = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |d| i64::try_from(d.as_micros()).unwrap_or(i64::MAX));
        Timestamp::from_micros(micros)
    }
}

/// The randomness of the operating system.
pub struct SystemRng;

impl Rng for SystemRng {
    #[expect(
        clippy::disallowed_methods,
        reason = "the home of the system's randomness"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        rand::Rng::fill_bytes(&mut rand::rng(), bytes);
    }
}

/// A clock that stands still until it is moved.
pub struct StoppedClock(AtomicI64);

impl StoppedClock {
    /// A clock that shows `at`.
    pub const fn at(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.micros()))
    }

    /// Moves the clock on.
    pub fn advance(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Repeatable numbers from a seed (SplitMix64): for the sample place and for tests, never for
/// secrets of a real one.
pub struct SeededRng(Mutex<u64>);

impl SeededRng {
    /// Numbers that follow from `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Rng for SeededRng {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}
