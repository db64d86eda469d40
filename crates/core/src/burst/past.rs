//! How many strangers were usual: a ring of hours.

use super::{PAST_HOURS, WINDOWS};
use crate::time::{HOUR_US, Timestamp};

/// Hours that are kept: what is asked for reaches 28 days back from the beginning of the longest
/// window, and the rest is room to take the last of them out.
const KEPT: usize = 30 * 24;

/// The last thirty days, by the hour, with the sums that are asked for.
#[derive(Clone, Debug)]
pub struct Past {
    hours: Vec<u16>,
    /// The hour of the newest of them, since 1970.
    hour: i64,
    /// The hour in which the owner came.
    came: i64,
    /// Of the [`PAST_HOURS`] before each window.
    sums: [u32; 3],
}

impl Past {
    /// Of somebody who came then.
    pub fn since(came: Timestamp) -> Self {
        let came = hour_of(came);
        Self {
            hours: vec![0; KEPT],
            hour: came,
            came,
            sums: [0; 3],
        }
    }

    /// Goes on to the hour of `at`.
    pub fn advance(&mut self, at: Timestamp) {
        let to = hour_of(at);
        if to - self.hour > i64::try_from(2 * KEPT).unwrap_or(i64::MAX) {
            // Longer than anything is remembered.
            self.hours.fill(0);
            self.sums = [0; 3];
            self.hour = to;
        }
        while self.hour < to {
            self.hour += 1;
            for (at, width) in WINDOWS.iter().enumerate() {
                let (enters, leaves) = (self.hour - width, self.hour - width - PAST_HOURS);
                let (enters, leaves) = (self.people_in(enters), self.people_in(leaves));
                if let Some(sum) = self.sums.get_mut(at) {
                    *sum = (*sum + enters).saturating_sub(leaves);
                }
            }
            if let Some(fresh) = self.hours.get_mut(slot(self.hour)) {
                *fresh = 0;
            }
        }
    }

    /// One more in the hour it has come to.
    pub fn count_one(&mut self) {
        if let Some(now) = self.hours.get_mut(slot(self.hour)) {
            *now = now.saturating_add(1);
        }
    }

    /// How many there were before each window.
    pub const fn before(&self) -> [u32; 3] {
        self.sums
    }

    /// In how many hours.
    pub fn hours_before(&self) -> [i64; 3] {
        WINDOWS.map(|width| (self.hour - width - self.came + 1).clamp(0, PAST_HOURS))
    }

    fn people_in(&self, hour: i64) -> u32 {
        self.hours
            .get(slot(hour))
            .map_or(0, |people| u32::from(*people))
    }
}

fn hour_of(at: Timestamp) -> i64 {
    at.micros().div_euclid(HOUR_US)
}

fn slot(hour: i64) -> usize {
    let kept = i64::try_from(KEPT).unwrap_or(i64::MAX);
    usize::try_from(hour.rem_euclid(kept)).unwrap_or(0)
}
