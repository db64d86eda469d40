//! Waiting and patience inside the database threads. The domain's time never comes from here.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, Instant};

/// A reading of the monotonic clock, for time limits and waits only.
#[allow(
    clippy::disallowed_methods,
    reason = "limits on a thread's own work, never stored"
)]
pub(crate) fn monotonic() -> Instant {
    Instant::now()
}

/// A random part of `limit`, so that those who clashed don't meet again.
pub(crate) fn jitter(limit: Duration) -> Duration {
    // Every `RandomState` has other keys: no secret, but enough to spread waits.
    let random = RandomState::new().build_hasher().finish();
    limit.mul_f64((random >> 11) as f64 / (1_u64 << 53) as f64)
}
