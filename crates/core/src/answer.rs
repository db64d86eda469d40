//! How an answer, or a quote, stands to those it is about: ADR 7.

use crate::codes;
use crate::id::AccountId;

codes! {
    /// What kind of attention somebody has a say about.
    pub enum AnswerKind {
        /// A post that answers.
        Reply = "reply",
        /// A post that quotes: only what it quotes is shown or not, the words around it are its
        /// author's alone.
        Quote = "quote",
    }
}

codes! {
    /// What one person who has a say has said about one answer or quote.
    pub enum AnswerStanding {
        /// Nobody was asked, and nobody hid it. There is no row for it.
        Open = "open",
        /// They were asked, and have not said anything.
        Waiting = "waiting",
        /// They were asked and let it in. New words of its author wait again.
        LetIn = "let-in",
        /// They were asked and do not want it shown. Its author is not told.
        Refused = "refused",
        /// It was shown, and they hid it for everyone. Its author is not told.
        Hidden = "hidden",
        /// They were not asked: the shield of one of them holds what strangers say. Its author is
        /// not told. It waits with what they were asked about.
        Shielded = "shielded",
        /// They said nothing about it: it was written below one of its author's that they hid, and
        /// is hidden with it. They can show it alone.
        Below = "below",
    }
}

impl AnswerStanding {
    /// True where it is shown, as far as this one has the say.
    pub const fn shows(self) -> bool {
        matches!(self, Self::Open | Self::LetIn)
    }

    /// True where it was hidden, itself or with another.
    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::Hidden | Self::Below)
    }

    /// True for what may be said about one that stands like this. Nothing goes back to waiting but
    /// by undoing, and nothing is refused that nobody asked about.
    pub const fn may_become(self, next: Self) -> bool {
        match next {
            Self::LetIn => matches!(self, Self::Waiting | Self::Refused),
            Self::Refused => matches!(self, Self::Waiting),
            // Its author takes it for one that shows, and goes on doing so.
            Self::Hidden => self.shows() || matches!(self, Self::Shielded),
            Self::Open => matches!(self, Self::Shielded),
            Self::Waiting | Self::Shielded | Self::Below => false,
        }
    }
}

/// Whether anybody who has a say holds an answer or a quote.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Hold {
    /// Nobody.
    #[default]
    None,
    /// The shield of somebody holds it. Its author sees it as one that stands, also as a quote.
    Shielded,
    /// Somebody hid it. Its author sees an answer as one that stands, and that a quote was taken
    /// back.
    Hidden,
    /// Somebody was asked and did not say yes. Its author is told that they look first, whatever
    /// they said: a refusal looks as no answer does.
    Asked,
}

impl Hold {
    /// The hold as a number, as the store counts it: the strongest of several is the greatest.
    pub const fn of(number: i64) -> Self {
        match number {
            3.. => Self::Asked,
            2 => Self::Hidden,
            1 => Self::Shielded,
            _ => Self::None,
        }
    }
}

/// Who has a say in whether an answer or a quote is shown, and what came of it. The default is
/// nobody: a post that answers nothing.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Say {
    /// Who wrote what it answers: of somebody who goes on from their own words, whoever they
    /// answered before.
    pub answered: Option<AccountId>,
    /// Who began the thread.
    pub thread_by: Option<AccountId>,
    /// What they said.
    pub hold: Hold,
    /// One of them has blocked its author, or its author one of them.
    pub is_cut: bool,
}

impl Say {
    /// True where it shows to everyone who may see it.
    pub const fn stands(&self) -> bool {
        matches!(self.hold, Hold::None) && !self.is_cut
    }

    /// True where this account has a say.
    pub fn is_of(&self, account: AccountId) -> bool {
        self.answered == Some(account) || self.thread_by == Some(account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_can_be_changed_and_nothing_waits_twice() {
        use AnswerStanding::{Hidden, LetIn, Open, Refused, Shielded, Waiting};
        let allowed: Vec<_> = (AnswerStanding::ALL.iter())
            .flat_map(|from| AnswerStanding::ALL.iter().map(move |to| (*from, *to)))
            .filter(|(from, to)| from.may_become(*to))
            .collect();
        let meant = [
            (Open, Hidden),
            (Waiting, LetIn),
            (Waiting, Refused),
            (LetIn, Hidden),
            (Refused, LetIn),
            (Shielded, Open),
            (Shielded, Hidden),
        ];
        assert_eq!(allowed, meant);
    }
}
