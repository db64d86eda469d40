//! The shield: for a while, what strangers say to somebody waits, and what that person wrote long
//! ago is closed to all but followers.
//!
//! It is an entry of the persona's record, with its cause and its way back, and ends by itself.
//! What it holds is held by the rule of every answer ([`crate::policy::shows_as_answer`]); what it
//! closes, by that of older words. Nobody who is held can tell.

use crate::burst::OLD_US;
use crate::codes;
use crate::id::PostId;
use crate::time::Timestamp;

codes! {
    /// Why it is up.
    pub enum Why {
        /// Its owner said that this is too much.
        Asked = "asked",
        /// A crowd came that does not look kind.
        Hostile = "hostile",
        /// Somebody goes through what its owner wrote long ago.
        Digging = "digging",
    }
}

/// What it covers, beside older words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Everything its owner has a say about.
    All,
    /// One thread.
    Thread(PostId),
    /// Nothing more.
    OldWords,
}

/// A shield that was raised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shield {
    /// Why.
    pub why: Why,
    /// What it covers.
    pub scope: Scope,
    /// Since when.
    pub since: Timestamp,
    /// When it comes down by itself.
    pub until: Timestamp,
}

impl Shield {
    /// As it is stored and told: `hostile 1795449600000000 1796054400000000 77`; `all` or `old` in
    /// the place of the thread.
    pub fn code(&self) -> String {
        let (since, until) = (self.since.micros(), self.until.micros());
        let scope = match self.scope {
            Scope::All => "all".to_owned(),
            Scope::Thread(thread) => thread.to_string(),
            Scope::OldWords => "old".to_owned(),
        };
        format!("{} {since} {until} {scope}", self.why.code())
    }

    /// Reads what [`Self::code`] writes, and nothing else.
    pub fn parse(code: &str) -> Option<Self> {
        let mut words = code.split(' ');
        let mut next = || words.next();
        let read = Self {
            why: Why::parse(next()?)?,
            since: Timestamp::from_micros(next()?.parse().ok()?),
            until: Timestamp::from_micros(next()?.parse().ok()?),
            scope: match next()? {
                "all" => Scope::All,
                "old" => Scope::OldWords,
                thread => Scope::Thread(PostId::parse(thread)?),
            },
        };
        (read.code() == code).then_some(read)
    }

    /// As [`Self::parse`], where nothing is a shield that is down.
    pub fn parse_or_down(code: &str) -> Option<Option<Self>> {
        match code {
            "" => Some(None),
            code => Self::parse(code).map(Some),
        }
    }

    /// True until its time has run out.
    pub fn is_up(&self, now: Timestamp) -> bool {
        now < self.until
    }

    /// True where what a stranger says in this thread is held.
    pub fn covers(&self, thread: PostId, now: Timestamp) -> bool {
        self.is_up(now)
            && match self.scope {
                Scope::All => true,
                Scope::Thread(one) => one == thread,
                Scope::OldWords => false,
            }
    }

    /// True where news of strangers waits at the door, whatever the door says.
    pub fn holds_news(&self, now: Timestamp) -> bool {
        self.is_up(now) && self.scope != Scope::OldWords
    }

    /// Words from before this are for followers alone: what was old on the day it went up. What
    /// their author closed by choice stays as it was chosen, whoever that lets read.
    pub fn closes_before(&self) -> Timestamp {
        self.since.day().plus(-OLD_US)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY_US;

    const SINCE: Timestamp = Timestamp::from_micros(400 * DAY_US + 7);

    const fn raised(scope: Scope) -> Shield {
        Shield {
            why: Why::Hostile,
            scope,
            since: SINCE,
            until: Timestamp::from_micros(407 * DAY_US + 7),
        }
    }

    #[test]
    fn codes_are_read_as_they_are_written_and_nothing_else_is() {
        for scope in [Scope::All, Scope::OldWords, Scope::Thread(PostId::new(77))] {
            let shield = raised(scope);
            assert_eq!(Shield::parse(&shield.code()), Some(shield));
        }
        assert_eq!(Shield::parse_or_down(""), Some(None));
        for wrong in [
            " ",
            "asked",
            "asked 1 2",
            "asked 1 2 all ",
            "hostile 01 2 all",
            "asked 1 2 x",
        ] {
            assert_eq!(Shield::parse_or_down(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn it_covers_its_thread_until_its_time_has_run_out() {
        let (one, other) = (PostId::new(77), PostId::new(78));
        let of = |scope: Scope, thread, now| raised(scope).covers(thread, now);
        let end = raised(Scope::All).until;
        assert!(of(Scope::Thread(one), one, SINCE) && !of(Scope::Thread(one), other, SINCE));
        assert!(of(Scope::All, other, end.plus(-1)) && !of(Scope::All, other, end));
        assert!(!of(Scope::OldWords, one, SINCE));
        assert!(!raised(Scope::OldWords).holds_news(SINCE));
        assert!(raised(Scope::All).holds_news(SINCE) && !raised(Scope::All).holds_news(end));
    }

    #[test]
    fn it_closes_what_was_old_on_the_day_it_went_up() {
        let day = |day: i64| Timestamp::from_micros(day * DAY_US);
        assert_eq!(raised(Scope::All).closes_before(), day(370));
    }
}
