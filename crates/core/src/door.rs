//! The door to somebody's news: who reaches it at once, who waits, and who is not told of at all.
//!
//! What a stranger does waits from the start: see [`Known`] for who is none.
//!
//! One rule, asked where news is made: the page, applications, streams and pushes all see what came
//! of it. It decides what is told; what others may do is decided by [`crate::policy`].

use crate::account::{AccountState, ProfileField};
use crate::codes;
use crate::notify::NotificationKind;
use crate::time::{DAY_US, Timestamp};
use jiff::civil::Time;
use jiff::tz::TimeZone;

codes! {
    /// What happens to news from somebody, from the mildest to the strictest.
    pub enum Answer {
        /// It is told.
        Tell = "tell",
        /// It waits until the one it is for has looked who it is.
        Hold = "hold",
        /// It is not told. What was done stays done.
        Drop = "drop",
    }
}

codes! {
    /// Who can be at the door. One person can be several of these.
    pub enum Caller {
        /// Somebody the owner does not follow.
        NotFollowed = "not-followed",
        /// Somebody who does not follow the owner.
        NotFollowing = "not-following",
        /// Somebody who came to the place within [`NEWCOMER_US`].
        Newcomer = "newcomer",
        /// Somebody the owner does not follow, with words for named people that the owner did not
        /// begin.
        Private = "private",
        /// Somebody whom those who look after the place hold back.
        Limited = "limited",
        /// Somebody who never had to do with the owner: see [`Known`].
        Stranger = "stranger",
    }
}

/// How long somebody is new.
pub const NEWCOMER_US: i64 = 30 * DAY_US;
/// How long people who had to do with each other know each other.
pub const KNOWN_US: i64 = 365 * DAY_US;
/// From this many members on a community is too large for its members to know each other.
pub const SMALL_COMMUNITY_MAX: usize = 150;

impl Caller {
    /// The field of a persona that says what they get.
    pub const fn field(self) -> ProfileField {
        match self {
            Self::NotFollowed => ProfileField::NewsNotFollowed,
            Self::NotFollowing => ProfileField::NewsNotFollowing,
            Self::Newcomer => ProfileField::NewsNewcomer,
            Self::Private => ProfileField::NewsPrivate,
            Self::Limited => ProfileField::NewsLimited,
            Self::Stranger => ProfileField::NewsStranger,
        }
    }

    /// Whom a field of a persona is about, if it is one of the door.
    pub fn of_field(field: ProfileField) -> Option<Self> {
        Self::ALL.iter().copied().find(|who| who.field() == field)
    }
}

/// What each caller gets, in the order of [`Caller::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Door(pub [Answer; 6]);

impl Default for Door {
    /// Strangers wait, and those who are held back; everybody else is told of.
    fn default() -> Self {
        Self([
            Answer::Tell,
            Answer::Tell,
            Answer::Tell,
            Answer::Tell,
            Answer::Hold,
            Answer::Hold,
        ])
    }
}

impl Door {
    /// What this caller gets.
    pub const fn get(&self, who: Caller) -> Answer {
        self.0[who as usize]
    }

    /// The same door with another answer for one caller.
    #[must_use]
    pub const fn with(mut self, who: Caller, answer: Answer) -> Self {
        self.0[who as usize] = answer;
        self
    }
}

/// When those who wait come up, on the clock of the place: twice a day, so that nobody has to look
/// more often.
const BATCHES: [Time; 2] = [Time::constant(8, 0, 0, 0), Time::constant(18, 0, 0, 0)];

/// The last of the moments, up to `now`, at which those who wait come up: at 08:00 and at 18:00 on
/// the clock of `zone`. Whoever has come since waits for the next.
pub fn last_batch(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let here = jiff::Timestamp::from_microsecond(now.micros()).unwrap_or_default();
    let today = here.to_zoned(zone.clone()).date();
    let days = [today.yesterday().ok(), Some(today)];
    let moments = days.into_iter().flatten().flat_map(|day| {
        let at = |time: &Time| zone.to_zoned(day.to_datetime(*time)).ok();
        BATCHES.iter().filter_map(at).collect::<Vec<_>>()
    });
    let moments = moments.map(|at| Timestamp::from_micros(at.timestamp().as_microsecond()));
    let passed = moments.filter(|at| *at <= now).max();
    passed.unwrap_or(now)
}

/// What makes somebody known to the owner of a door. Only what the owner did counts, and what both
/// share: nobody gets in by knocking often.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Known {
    /// When the owner last answered or named them, or said yes to their wish to follow.
    pub answered_at: Option<Timestamp>,
    /// When the invitation was spoken or taken by which the owner came, where it was theirs.
    pub came_by_theirs_at: Option<Timestamp>,
    /// When the owner invited them, to the place or to a community; not where they were removed
    /// from it.
    pub invited_at: Option<Timestamp>,
    /// Both are members of a community with fewer than [`SMALL_COMMUNITY_MAX`], or they are
    /// moderator or host of one that the owner is a member of.
    pub is_neighbour: bool,
    /// The place names them, openly, as those to turn to.
    pub is_named_by_the_place: bool,
}

/// Who is at the door.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sender {
    /// The owner follows them.
    pub is_followed: bool,
    /// They follow the owner.
    pub is_following: bool,
    /// The day they came to the place.
    pub since: Timestamp,
    /// Whether they are there.
    pub state: AccountState,
    /// The owner let them in before.
    pub is_let_in: bool,
    /// What makes them known to the owner, beside that.
    pub known: Known,
}

impl Sender {
    /// True where what they do is a first contact: the owner does not follow them, did not let
    /// them in, shares no small community with them, and did not invite them or have to do with
    /// them within [`KNOWN_US`]. Whoever looks after the place, or a community of the owner's, is
    /// no stranger.
    pub fn is_stranger(&self, now: Timestamp) -> bool {
        let lately = |at: Option<Timestamp>| at.is_some_and(|at| now.since(at) < KNOWN_US);
        let known = &self.known;
        !self.is_followed
            && !self.is_let_in
            && !known.is_neighbour
            && !known.is_named_by_the_place
            && !lately(known.answered_at)
            && !lately(known.came_by_theirs_at)
            && !lately(known.invited_at)
    }
}

/// What happens to news of this kind from this sender; `is_private` for words that go to named
/// people only and do not answer the owner.
///
/// The strictest answer that fits counts. Whoever was let in is told of. What the owner asked for,
/// or has to know as somebody who looks after a community, is always told.
pub fn answer(
    door: &Door,
    kind: NotificationKind,
    sender: &Sender,
    is_private: bool,
    now: Timestamp,
) -> Answer {
    match is_by_callers(kind) {
        true => of_caller(door, sender, is_private, now),
        false => Answer::Tell,
    }
}

/// As [`answer`], for what the door is there for whatever its kind: an invitation into a community
/// is news of a membership like any other, and nobody asked for it.
pub fn of_caller(door: &Door, sender: &Sender, is_private: bool, now: Timestamp) -> Answer {
    if sender.is_let_in {
        return Answer::Tell;
    }
    let is_one = |who: Caller| match who {
        Caller::NotFollowed => !sender.is_followed,
        Caller::NotFollowing => !sender.is_following,
        Caller::Newcomer => now.since(sender.since) < NEWCOMER_US,
        Caller::Private => is_private && !sender.is_followed,
        Caller::Limited => sender.state == AccountState::Frozen,
        Caller::Stranger => sender.is_stranger(now),
    };
    let callers = Caller::ALL.iter().copied().filter(|who| is_one(*who));
    let answers = callers.map(|who| door.get(who));
    answers.max().unwrap_or(Answer::Tell)
}

/// True for what somebody does on their own, and the door is there for.
pub const fn is_by_callers(kind: NotificationKind) -> bool {
    match kind {
        NotificationKind::Reply
        | NotificationKind::Mention
        | NotificationKind::Quote
        | NotificationKind::Favourite
        | NotificationKind::Boost
        | NotificationKind::Follow
        | NotificationKind::FollowAsked => true,
        NotificationKind::FollowAccepted
        | NotificationKind::JoinAsked
        | NotificationKind::JoinQuestion
        | NotificationKind::Membership
        | NotificationKind::TakenOut
        | NotificationKind::Posted
        | NotificationKind::ReportTaken
        | NotificationKind::ReportClosed
        | NotificationKind::PollEnded
        | NotificationKind::NotPublished
        | NotificationKind::Alarm
        | NotificationKind::ShieldUp
        | NotificationKind::Digging
        | NotificationKind::OldWordsShielded
        | NotificationKind::ShieldEnded => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(100 * DAY_US);

    const fn stranger() -> Sender {
        Sender {
            is_followed: false,
            is_following: false,
            since: Timestamp::from_micros(0),
            state: AccountState::Active,
            is_let_in: false,
            known: Known {
                answered_at: None,
                came_by_theirs_at: None,
                invited_at: None,
                is_neighbour: false,
                is_named_by_the_place: false,
            },
        }
    }

    /// Open to everybody.
    fn open() -> Door {
        Door::default().with(Caller::Stranger, Answer::Tell)
    }

    #[test]
    fn an_open_door_tells_of_everybody_but_those_who_are_held_back() {
        let open = open();
        let said = |sender: &Sender| answer(&open, NotificationKind::Mention, sender, true, NOW);
        assert_eq!(said(&stranger()), Answer::Tell);
        let held = Sender {
            state: AccountState::Frozen,
            ..stranger()
        };
        assert_eq!(said(&held), Answer::Hold);
    }

    #[test]
    fn a_stranger_waits_from_the_start_whatever_they_do() {
        for kind in NotificationKind::ALL.iter().copied() {
            let expected = match is_by_callers(kind) {
                true => Answer::Hold,
                false => Answer::Tell,
            };
            let said = answer(&Door::default(), kind, &stranger(), false, NOW);
            assert_eq!(said, expected, "{kind:?}");
        }
    }

    #[test]
    fn each_tie_alone_makes_somebody_known_for_as_long_as_it_lasts() {
        let nothing = stranger().known;
        let ago = |micros: i64| Some(NOW.plus(-micros));
        let known = |known: Known| Sender {
            known,
            ..stranger()
        };
        let answered = |answered_at| {
            known(Known {
                answered_at,
                ..nothing
            })
        };
        let came = |came_by_theirs_at| {
            known(Known {
                came_by_theirs_at,
                ..nothing
            })
        };
        let invited = |invited_at| {
            known(Known {
                invited_at,
                ..nothing
            })
        };
        let named = known(Known {
            is_named_by_the_place: true,
            ..nothing
        });
        let neighbour = known(Known {
            is_neighbour: true,
            ..nothing
        });
        let followed = Sender {
            is_followed: true,
            ..stranger()
        };
        let let_in = Sender {
            is_let_in: true,
            ..stranger()
        };
        let yesterday = ago(DAY_US);
        for someone in [
            answered(yesterday),
            answered(ago(KNOWN_US - 1)),
            came(yesterday),
            invited(yesterday),
            named,
            neighbour,
            followed,
            let_in,
        ] {
            assert!(!someone.is_stranger(NOW), "{someone:?}");
        }
        // Who follows the owner did so on their own: it opens nothing.
        let follower = Sender {
            is_following: true,
            ..stranger()
        };
        let year = ago(KNOWN_US);
        let passed = [answered(year), came(year), invited(year)];
        for someone in [stranger(), follower].into_iter().chain(passed) {
            assert!(someone.is_stranger(NOW), "{someone:?}");
        }
    }

    #[test]
    fn each_caller_is_answered_alone_and_the_strictest_answer_counts() {
        let (kind, whole) = (NotificationKind::Mention, open());
        let new = Sender {
            since: NOW,
            ..stranger()
        };
        let friend = Sender {
            is_followed: true,
            is_following: true,
            ..stranger()
        };
        let cases = [
            (Caller::NotFollowed, stranger(), friend, false),
            (Caller::NotFollowing, stranger(), friend, false),
            (Caller::Newcomer, new, stranger(), false),
            (Caller::Private, stranger(), friend, true),
        ];
        for (who, caller, other, is_private) in cases {
            for said in [Answer::Hold, Answer::Drop] {
                let door = whole.with(who, said);
                assert_eq!(
                    answer(&door, kind, &caller, is_private, NOW),
                    said,
                    "{who:?}"
                );
                let other = answer(&door, kind, &other, is_private, NOW);
                assert_eq!(other, Answer::Tell, "{who:?}");
            }
        }
        let both = whole
            .with(Caller::NotFollowed, Answer::Hold)
            .with(Caller::Newcomer, Answer::Drop);
        assert_eq!(answer(&both, kind, &new, false, NOW), Answer::Drop);
        assert_eq!(answer(&both, kind, &stranger(), false, NOW), Answer::Hold);
    }

    #[test]
    fn those_who_wait_come_up_at_eight_and_at_six_on_the_clock_of_the_place() {
        let at = |text: &str| {
            let at: jiff::Timestamp = text.parse().expect("a time");
            Timestamp::from_micros(at.as_microsecond())
        };
        let london = TimeZone::get("Europe/London").expect("a zone");
        let cases = [
            (
                TimeZone::UTC,
                "2026-03-05T10:00:00Z",
                "2026-03-05T08:00:00Z",
            ),
            (
                TimeZone::UTC,
                "2026-03-05T08:00:00Z",
                "2026-03-05T08:00:00Z",
            ),
            (
                TimeZone::UTC,
                "2026-03-05T07:59:59Z",
                "2026-03-04T18:00:00Z",
            ),
            (
                TimeZone::UTC,
                "2026-03-05T23:59:59Z",
                "2026-03-05T18:00:00Z",
            ),
            // Summer time began that night.
            (
                london.clone(),
                "2026-03-29T07:00:00Z",
                "2026-03-29T07:00:00Z",
            ),
            (
                london.clone(),
                "2026-03-29T06:59:00Z",
                "2026-03-28T18:00:00Z",
            ),
            (london, "2026-01-01T00:30:00Z", "2025-12-31T18:00:00Z"),
        ];
        for (zone, now, expected) in cases {
            assert_eq!(last_batch(at(now), &zone), at(expected), "{now}");
        }
    }

    #[test]
    fn who_was_let_in_and_what_one_has_to_know_passes_every_door() {
        let shut = Door([Answer::Drop; 6]);
        let known = Sender {
            is_let_in: true,
            ..stranger()
        };
        for kind in NotificationKind::ALL.iter().copied() {
            assert_eq!(answer(&shut, kind, &known, true, NOW), Answer::Tell);
            let expected = if is_by_callers(kind) {
                Answer::Drop
            } else {
                Answer::Tell
            };
            assert_eq!(answer(&shut, kind, &stranger(), true, NOW), expected);
        }
    }
}
