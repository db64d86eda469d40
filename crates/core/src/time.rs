//! Points in time and the ids made from them.

use crate::id::{NotificationId, PostId};
use serde::{Deserialize, Serialize};

/// A point in time: microseconds since 1970-01-01 UTC. Only a clock port makes one from nothing.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// Microseconds in a second.
pub const SECOND_US: i64 = 1_000_000;
/// Microseconds in a minute.
pub const MINUTE_US: i64 = 60 * SECOND_US;
/// Microseconds in an hour.
pub const HOUR_US: i64 = 60 * MINUTE_US;
/// Microseconds in a day.
pub const DAY_US: i64 = 24 * HOUR_US;

impl Timestamp {
    /// Wraps microseconds since the epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }
    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }
    /// This time moved by `micros`, held within the range of the type.
    #[must_use]
    pub const fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }
    /// Microseconds from `earlier` to this time, negative if it is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
    /// The start of the UTC day: used where an exact time would tell too much.
    #[must_use]
    pub const fn day(self) -> Self {
        Self(self.0 - self.0.rem_euclid(DAY_US))
    }
}

/// Bits below the milliseconds in an id ordered by time.
const SALT_BITS: u32 = 16;

/// Makes the id of a post from its time and sixteen random bits.
///
/// Ordered by time to the millisecond, with no counter and no machine number in it, so that ids of
/// two personas of one member tell nothing that the public time of the posts does not.
pub const fn post_id(at: Timestamp, salt: u16) -> PostId {
    PostId::new(ordered(at, salt))
}

/// Makes the id of a notification in the same way as [`post_id`].
pub const fn notification_id(at: Timestamp, salt: u16) -> NotificationId {
    NotificationId::new(ordered(at, salt))
}

/// The smallest post id of a moment, for paging by time.
pub const fn first_post_id_at(at: Timestamp) -> PostId {
    PostId::new(ordered(at, 0))
}

/// When the post or boost of this id was made, to the millisecond.
pub const fn made_at(id: PostId) -> Timestamp {
    Timestamp((id.get() >> SALT_BITS) * 1000)
}

const fn ordered(at: Timestamp, salt: u16) -> i64 {
    ((at.0 / 1000) << SALT_BITS) | salt as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_posts_have_larger_ids_whatever_the_salt() {
        let early = post_id(Timestamp::from_micros(1_000_000), u16::MAX);
        let late = post_id(Timestamp::from_micros(1_001_000), 0);
        assert!(early < late);
    }

    #[test]
    fn a_day_forgets_the_hour() {
        let noon = Timestamp::from_micros(3 * DAY_US + 12 * HOUR_US);
        assert_eq!(noon.day().micros(), 3 * DAY_US);
    }
}
