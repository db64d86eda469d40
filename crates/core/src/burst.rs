//! Whether more strangers than usual turn to somebody at once: the alarm of the shield.
//!
//! Exactly as the safety protocols say (section 4): in the last 1, 6 and 24 hours the different
//! people are counted whose contact is a first one (see [`crate::door::Sender::is_stranger`]) and
//! has words. How many are usual is taken from the 28 days before, drawn to the mean of the place
//! with the weight of 7 days; how unlikely that many are, from a negative binomial distribution,
//! because the days of people differ more than chance alone would have it.
//!
//! The statistic only adds: strangers wait at the door whether it speaks or not. It never reads
//! what anybody says.

mod crowd;
mod mining;
mod mood;
mod past;
mod tail;

pub use crowd::{CROWD_MAX, Crowd};
pub use mining::{Digging, OLD_US, digging, is_old};
pub use mood::{Mood, is_quote_storm};
pub use past::Past;
pub use tail::tail;

use crate::codes;
use crate::id::AccountId;
use crate::notify::NotificationKind;
use crate::time::{DAY_US, HOUR_US, MINUTE_US, Timestamp};

/// The hours of the windows that are looked at.
pub const WINDOWS: [i64; 3] = [1, 6, 24];
/// Hours before a window that say what is usual.
pub const PAST_HOURS: i64 = 28 * 24;
/// Hours of the place's mean that are added to them: who has no past yet is as everybody here.
pub const PRIOR_HOURS: i64 = 7 * 24;
/// Strangers a day that are usual in a place that has no past yet.
pub const PLACE_A_DAY: f64 = 0.5;
/// How long an alarm stands for what comes after it: one wave is told of once.
pub const MERGED_US: i64 = 48 * HOUR_US;
/// How long the shield stays up, if nobody lowers it.
pub const SHIELD_US: i64 = 7 * DAY_US;
/// How long a shield that its owner lowered does not go up again by itself.
pub const LOWERED_US: i64 = SHIELD_US;
/// How often it is looked whether too many turn to one person: a wave of thousands costs no more
/// looks than a handful.
pub const LOOK_EVERY_US: i64 = 2 * MINUTE_US;
/// The dispersion of a day: of what is left of chance when people have good and bad days.
const SIZE: f64 = 0.7;

codes! {
    /// What somebody was told of. One never silences the other.
    pub enum Matter {
        /// Many strangers at once.
        Wave = "wave",
        /// One stranger who goes through old posts.
        Digging = "digging",
    }
}

codes! {
    /// How soon the place speaks up by itself.
    pub enum Watch {
        /// As is usual: hardly ever without a cause.
        Usual = "usual",
        /// Sooner, and so more often without a cause.
        Sensitive = "sensitive",
        /// Never: only the owner begins.
        Off = "off",
    }
}

/// From when on one window speaks up.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Bound {
    /// So many people, at least.
    people: u32,
    /// And so many or more would come less often than this.
    chance: f64,
}

impl Watch {
    /// One for each of [`WINDOWS`].
    const fn bounds(self) -> Option<[Bound; 3]> {
        let bounds = match self {
            Self::Usual => [(5, 1e-6), (8, 1e-6), (12, 1e-4)],
            Self::Sensitive => [(4, 1e-5), (5, 1e-5), (8, 1e-4)],
            Self::Off => return None,
        };
        let [(a, p), (b, q), (c, r)] = bounds;
        Some([
            Bound {
                people: a,
                chance: p,
            },
            Bound {
                people: b,
                chance: q,
            },
            Bound {
                people: c,
                chance: r,
            },
        ])
    }
}

/// What is usual for somebody, and how many are there now, for one window.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Count {
    /// Different people in the window.
    pub people: u32,
    /// People in the [`PAST_HOURS`] before it, each counted once a day.
    pub past: u32,
    /// Of these hours, those in which the owner was here and strangers were counted.
    pub past_hours: i64,
}

/// More strangers than chance brings.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Alarm {
    /// The hours in which they came.
    pub hours: i64,
    /// How many different people.
    pub people: u32,
    /// How likely so many or more would be.
    pub chance: f64,
}

/// Looks at the counts of the [`WINDOWS`]; `place_a_day` is how many strangers a day are usual in
/// the place. Of several windows the one with most people speaks: it says how many there are.
pub fn judge(counts: &[Count; 3], place_a_day: f64, watch: Watch) -> Option<Alarm> {
    let bounds = watch.bounds()?;
    let looked = WINDOWS.iter().zip(counts).zip(bounds);
    let spoke = looked.filter_map(|((hours, count), bound)| {
        if count.people < bound.people {
            return None;
        }
        let chance = chance(count, place_a_day, *hours);
        (chance < bound.chance).then_some(Alarm {
            hours: *hours,
            people: count.people,
            chance,
        })
    });
    spoke.max_by_key(|alarm| alarm.people)
}

/// How likely so many people, or more, are in so many hours.
fn chance(count: &Count, place_a_day: f64, hours: i64) -> f64 {
    let (past_hours, prior) = (as_real(count.past_hours.max(0)), as_real(PRIOR_HOURS));
    let an_hour = (f64::from(count.past) + prior * place_a_day / 24.0) / (past_hours + prior);
    let hours = as_real(hours);
    tail(
        count.people,
        an_hour * hours,
        SIZE * (hours / 24.0).max(1.0),
    )
}

/// Hours, which are few.
fn as_real(hours: i64) -> f64 {
    f64::from(i32::try_from(hours).unwrap_or(i32::MAX))
}

/// True for what counts among the [`WINDOWS`]: contact in words. Thanks and follows only tell of
/// the mood.
pub const fn has_words(kind: NotificationKind) -> bool {
    matches!(
        kind,
        NotificationKind::Reply | NotificationKind::Mention | NotificationKind::Quote
    )
}

/// All that has to be kept of one person to watch over them as contacts come in: bounded, and each
/// contact costs the same however many there were.
///
/// It is what the definition says, in memory: the store counts the same from its rows, and a test
/// holds the two against each other.
#[derive(Clone, Debug)]
pub struct Watched {
    crowd: Crowd,
    past: Past,
}

impl Watched {
    /// Somebody who came here then.
    pub fn since(came: Timestamp) -> Self {
        Self {
            crowd: Crowd::default(),
            past: Past::since(came),
        }
    }

    /// Notes a first contact with words, and looks whether that is one too many. A clock that goes
    /// back stands still.
    pub fn note(
        &mut self,
        who: AccountId,
        at: Timestamp,
        (place_a_day, watch): (f64, Watch),
    ) -> Option<Alarm> {
        let is_new = self.crowd.note(who, at);
        self.past.advance(at);
        if is_new {
            self.past.count_one();
        }
        judge(&self.counts(), place_a_day, watch)
    }

    /// What was counted at the last contact.
    pub fn counts(&self) -> [Count; 3] {
        let people = self.crowd.people();
        let past = self.past.before();
        let hours = self.past.hours_before();
        let mut counts = [Count::default(); 3];
        for (((count, people), past), past_hours) in
            counts.iter_mut().zip(people).zip(past).zip(hours)
        {
            *count = Count {
                people,
                past,
                past_hours,
            };
        }
        counts
    }
}
