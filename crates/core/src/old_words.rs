//! Who may read what somebody wrote long ago: the switch that closes a back catalogue.
//!
//! It acts in [`crate::policy::may_see`], so on every surface at once. Nothing is deleted: what is
//! closed stays before its author's eyes, and opens again with the switch.

use crate::audience::WhoMay;
use crate::time::{DAY_US, Timestamp};

/// From when on words are old.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum After {
    /// So many days after they were written.
    Days(u16),
    /// Written before this moment.
    Before(Timestamp),
}

/// What becomes of somebody's older words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum OldWords {
    /// They stay as open as they were.
    #[default]
    Open,
    /// They are closed, but for some.
    Closed {
        /// Which are old.
        after: After,
        /// Who reads them still: one of [`STILL`].
        still: WhoMay,
    },
}

/// Ages that can be chosen, in days.
pub const AGES: [u16; 4] = [7, 30, 90, 365];
/// Who may go on reading: ties that their author made, or let others make.
pub const STILL: [WhoMay; 3] = [WhoMay::Followed, WhoMay::Followers, WhoMay::Nobody];

impl OldWords {
    /// As it is stored and told: empty, `days 30 followed`, `before 1795449600000000 nobody`.
    pub fn code(self) -> String {
        match self {
            Self::Open => String::new(),
            Self::Closed { after, still } => {
                let still = still.code();
                match after {
                    After::Days(days) => format!("days {days} {still}"),
                    After::Before(at) => format!("before {} {still}", at.micros()),
                }
            }
        }
    }

    /// Reads what [`Self::code`] writes, and nothing else.
    pub fn parse(code: &str) -> Option<Self> {
        if code.is_empty() {
            return Some(Self::Open);
        }
        let (kind, rest) = code.split_once(' ')?;
        let (number, still) = rest.split_once(' ')?;
        let still = WhoMay::parse(still).filter(|who| STILL.contains(who))?;
        let after = match kind {
            "days" => After::Days(number.parse().ok().filter(|days| AGES.contains(days))?),
            "before" => After::Before(Timestamp::from_micros(
                number.parse().ok().filter(|at| *at > 0)?,
            )),
            _ => return None,
        };
        let read = Self::Closed { after, still };
        (read.code() == code).then_some(read)
    }

    /// Words from before this are old at `now`; nothing is older than the first moment.
    ///
    /// An age is counted in whole days: then it grows once a day.
    pub fn closed_before(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Open => Timestamp::from_micros(0),
            Self::Closed { after, .. } => match after {
                After::Days(days) => now.day().plus(-(i64::from(days) * DAY_US)),
                After::Before(at) => at,
            },
        }
    }

    /// Who goes on reading old words.
    pub const fn still(self) -> WhoMay {
        match self {
            Self::Open => WhoMay::Everyone,
            Self::Closed { still, .. } => still,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_written_and_nothing_else_is() {
        let closed = |after, still| OldWords::Closed { after, still };
        let all = [
            OldWords::Open,
            closed(After::Days(30), WhoMay::Followed),
            closed(
                After::Before(Timestamp::from_micros(20_780)),
                WhoMay::Nobody,
            ),
            closed(
                After::Before(Timestamp::from_micros(i64::MAX)),
                WhoMay::Followers,
            ),
        ];
        for one in all {
            assert_eq!(OldWords::parse(&one.code()), Some(one));
        }
        for wrong in [
            "days",
            "days 30",
            "days 31 followed",
            "days 030 followed",
            "days 30 everyone",
            "days 30 named",
            "before -1 nobody",
            "before 9223372036854775808 nobody",
            "before 0 nobody",
            "since 3 nobody",
            " days 30 followed",
            "days 30 followed ",
            "days 30  followed",
        ] {
            assert_eq!(OldWords::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_age_is_counted_in_whole_days_and_a_moment_stands_still() {
        let noon = |day: i64| Timestamp::from_micros(day * DAY_US + DAY_US / 2);
        let aged = OldWords::parse("days 30 followed").expect("a code");
        assert_eq!(aged.closed_before(noon(100)).micros(), 70 * DAY_US);
        let dated = OldWords::parse("before 777 nobody").expect("a code");
        assert_eq!(dated.closed_before(noon(100)).micros(), 777);
        assert_eq!(dated.closed_before(noon(5_000)).micros(), 777);
        assert_eq!(OldWords::Open.closed_before(noon(100)).micros(), 0);
    }
}
