//! How many people who do not know them somebody can write to.
//!
//! A token bucket as a generic cell rate (ITU-T I.371, "virtual scheduling"): all that is kept is
//! the moment at which the bucket is full again. A whole day's contacts can be made at once; then
//! they come back one by one, evenly over a day.

use crate::time::{DAY_US, Timestamp};

/// Contacts a day in the first week.
pub const FIRST_WEEK_MAX: i64 = 3;
/// Contacts a day in the first month.
pub const FIRST_MONTH_MAX: i64 = 10;
/// Contacts a day from then on.
pub const LATER_MAX: i64 = 30;

const WEEK_US: i64 = 7 * DAY_US;
const MONTH_US: i64 = 30 * DAY_US;

/// How many strangers a persona that came at `since` can write to in a day.
pub const fn of_persona(since: Timestamp, now: Timestamp) -> i64 {
    match now.since(since) {
        age if age < WEEK_US => FIRST_WEEK_MAX,
        age if age < MONTH_US => FIRST_MONTH_MAX,
        _ => LATER_MAX,
    }
}

/// How many strangers all personas together of a member who came at `since` can write to in a day:
/// a new name brings no new reach, and in ordinary use no name feels what another did.
pub const fn of_member(since: Timestamp, now: Timestamp) -> i64 {
    match now.since(since) {
        age if age < MONTH_US => FIRST_MONTH_MAX,
        _ => LATER_MAX,
    }
}

/// When a bucket that would be full at `full_at` is full again after `count` contacts more, at
/// `a_day` contacts a day; nothing where that are more than it holds now.
pub fn take(full_at: Timestamp, (count, a_day): (i64, i64), now: Timestamp) -> Option<Timestamp> {
    let apart = DAY_US / a_day.max(1);
    let full_at = full_at.max(now).plus(apart.saturating_mul(count));
    (full_at.since(now) <= apart.saturating_mul(a_day)).then_some(full_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(100 * DAY_US);

    #[test]
    fn somebody_new_reaches_three_then_ten_then_thirty_a_day() {
        let ages = [0, 6, 7, 29, 30, 99].map(|days| NOW.plus(-days * DAY_US));
        assert_eq!(ages.map(|at| of_persona(at, NOW)), [3, 3, 10, 10, 30, 30]);
        assert_eq!(ages.map(|at| of_member(at, NOW)), [10, 10, 10, 10, 30, 30]);
    }

    #[test]
    fn a_bucket_holds_a_day_and_fills_evenly() {
        for a_day in [3, 10, 30] {
            let mut full_at = Timestamp::from_micros(0);
            for _ in 0..a_day {
                full_at = take(full_at, (1, a_day), NOW).expect("room");
            }
            assert_eq!(take(full_at, (1, a_day), NOW), None);
            let next = NOW.plus(DAY_US / a_day);
            assert_eq!(take(full_at, (1, a_day), next.plus(-1)), None);
            let after = take(full_at, (1, a_day), next).expect("one came back");
            assert_eq!(take(after, (1, a_day), next), None);
            // However long nothing happens, there is never more than a day's.
            let later = NOW.plus(40 * DAY_US);
            assert!(take(full_at, (a_day, a_day), later).is_some());
            assert_eq!(take(full_at, (a_day + 1, a_day), later), None);
        }
    }

    #[test]
    fn growing_older_takes_nothing_away() {
        let spent = take(NOW, (3, 3), NOW).expect("room");
        let week = NOW.plus(DAY_US / 3);
        assert!(take(spent, (3, 10), week).is_some());
    }
}
