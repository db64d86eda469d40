//! The door to somebody's news: who reaches it at once, who waits, and who is not told of at all.
//!
//! One rule, asked where news is made: the page, applications, streams and pushes all see what came
//! of it. It decides what is told; what others may do is decided by [`crate::policy`].

use crate::account::{AccountState, ProfileField};
use crate::codes;
use crate::notify::NotificationKind;
use crate::time::{DAY_US, Timestamp};

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
    }
}

/// How long somebody is new.
pub const NEWCOMER_US: i64 = 30 * DAY_US;

impl Caller {
    /// The field of a persona that says what they get.
    pub const fn field(self) -> ProfileField {
        match self {
            Self::NotFollowed => ProfileField::NewsNotFollowed,
            Self::NotFollowing => ProfileField::NewsNotFollowing,
            Self::Newcomer => ProfileField::NewsNewcomer,
            Self::Private => ProfileField::NewsPrivate,
            Self::Limited => ProfileField::NewsLimited,
        }
    }

    /// Whom a field of a persona is about, if it is one of the door.
    pub fn of_field(field: ProfileField) -> Option<Self> {
        Self::ALL.iter().copied().find(|who| who.field() == field)
    }
}

/// What each caller gets, in the order of [`Caller::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Door(pub [Answer; 5]);

impl Default for Door {
    /// Open to everybody but those who are held back.
    fn default() -> Self {
        Self([
            Answer::Tell,
            Answer::Tell,
            Answer::Tell,
            Answer::Tell,
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
    if !is_by_callers(kind) || sender.is_let_in {
        return Answer::Tell;
    }
    let is_one = |who: Caller| match who {
        Caller::NotFollowed => !sender.is_followed,
        Caller::NotFollowing => !sender.is_following,
        Caller::Newcomer => now.since(sender.since) < NEWCOMER_US,
        Caller::Private => is_private && !sender.is_followed,
        Caller::Limited => sender.state == AccountState::Frozen,
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
        | NotificationKind::NotPublished => false,
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
        }
    }

    #[test]
    fn an_open_door_tells_of_everybody_but_those_who_are_held_back() {
        let open = Door::default();
        let said = |sender: &Sender| answer(&open, NotificationKind::Mention, sender, true, NOW);
        assert_eq!(said(&stranger()), Answer::Tell);
        let held = Sender {
            state: AccountState::Frozen,
            ..stranger()
        };
        assert_eq!(said(&held), Answer::Hold);
    }

    #[test]
    fn each_caller_is_answered_alone_and_the_strictest_answer_counts() {
        let (kind, whole) = (NotificationKind::Mention, Door::default());
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
    fn who_was_let_in_and_what_one_has_to_know_passes_every_door() {
        let shut = Door([Answer::Drop; 5]);
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
