//! The ledger: every change of what belongs to somebody, with its cause.
//!
//! The tables these changes project to (follows, blocks, mutes, memberships, profile fields,
//! settings, sessions, settings of the place) are written by one function of the store, which
//! takes an [`Entry`] and writes ledger and table together. There is no other way to write them.

use crate::account::{AccountState, FollowState, ProfileField};
use crate::answer::{AnswerKind, AnswerStanding};
use crate::codes;
use crate::community::{CommunityField, Standing};
use crate::id::{AccountId, CommunityId, MemberId, PostId, SessionId};
use crate::member::Setting;
use crate::place::PlaceField;
use crate::time::Timestamp;

/// Whose record an entry belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Owner {
    /// A member: sign-in, settings, sessions.
    Member(MemberId),
    /// A persona: follows, blocks, profile.
    Persona(AccountId),
    /// A community: its charter and rules.
    Community(CommunityId),
    /// The place: what hosts changed.
    Place,
}

impl Owner {
    /// Stable code of the kind of owner.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Member(_) => "member",
            Self::Persona(_) => "persona",
            Self::Community(_) => "community",
            Self::Place => "place",
        }
    }

    /// The number stored beside the kind; 0 for the place.
    pub const fn number(self) -> i64 {
        match self {
            Self::Member(id) => id.get(),
            Self::Persona(id) => id.get(),
            Self::Community(id) => id.get(),
            Self::Place => 0,
        }
    }
}

/// Who or what made a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// The owner of the record.
    Self_,
    /// Another account, by its own doing (for example: ended a follow from its side).
    Account(AccountId),
    /// Somebody who looks after the community the change is about.
    Carer(AccountId),
    /// A host of the place.
    Host(AccountId),
    /// The server, by a rule; the cause tells which.
    Rule,
    /// Somebody at the command line of the server.
    Operator,
}

impl By {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Self_ => "self",
            Self::Account(_) => "account",
            Self::Carer(_) => "carer",
            Self::Host(_) => "host",
            Self::Rule => "rule",
            Self::Operator => "operator",
        }
    }

    /// The account that acted, where there is one.
    pub const fn account(self) -> Option<AccountId> {
        match self {
            Self::Account(id) | Self::Carer(id) | Self::Host(id) => Some(id),
            Self::Self_ | Self::Rule | Self::Operator => None,
        }
    }
}

codes! {
    /// Why a change was made.
    pub enum Cause {
        /// The person chose it.
        Choice = "choice",
        /// It came with signing up.
        SignUp = "sign-up",
        /// It came with setting up the place.
        SetUp = "set-up",
        /// An invitation was used.
        Invitation = "invitation",
        /// A request was answered.
        Answer = "answer",
        /// A block ends the edges between two accounts.
        Block = "block",
        /// Somebody who keeps the norms decided it.
        Care = "care",
        /// A host decided it.
        HostDecision = "host-decision",
        /// A one-time link or recovery sheet was used.
        Recovery = "recovery",
        /// An earlier change was undone.
        Undo = "undo",
        /// An account was deleted.
        Deletion = "deletion",
        /// A community was closed.
        Closing = "closing",
        /// A time ran out.
        Expiry = "expiry",
        /// The command line.
        Operator = "operator",
        /// A backup or another database was read in.
        Restore = "restore",
        /// More strangers than usual turned to somebody.
        Attention = "attention",
        /// The place looks after its records.
        Upkeep = "upkeep",
    }
}

/// One change. `old` is what it was, `new` what it is now.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    missing_docs,
    reason = "the fields say whose, what, before and after; see the variants"
)]
pub enum Change {
    /// A follow edge, on the record of the follower.
    Follow {
        follower: AccountId,
        target: AccountId,
        old: FollowState,
        new: FollowState,
    },
    /// What is wished beside a follow, in the words of the store; nothing where all is as usual.
    Wishes {
        follower: AccountId,
        target: AccountId,
        old: String,
        new: String,
    },
    /// A block.
    Block {
        owner: AccountId,
        target: AccountId,
        old: bool,
        new: bool,
    },
    /// A mute.
    Mute {
        owner: AccountId,
        target: AccountId,
        old: bool,
        new: bool,
    },
    /// How long a mute lasts and what it leaves, in the words of the store; nothing where it is
    /// the usual one.
    Terms {
        owner: AccountId,
        target: AccountId,
        old: String,
        new: String,
    },
    /// A block of a whole server.
    DomainBlock {
        owner: AccountId,
        domain: String,
        old: bool,
        new: bool,
    },
    /// What somebody said about an answer to them or a quote of them.
    Answer {
        owner: AccountId,
        post: PostId,
        kind: AnswerKind,
        old: AnswerStanding,
        new: AnswerStanding,
    },
    /// A membership or role, on the record of the persona.
    Membership {
        persona: AccountId,
        community: CommunityId,
        old: Standing,
        new: Standing,
    },
    /// A field of a persona.
    Profile {
        persona: AccountId,
        field: ProfileField,
        old: String,
        new: String,
    },
    /// Whether an account is there.
    Account {
        account: AccountId,
        old: Option<AccountState>,
        new: AccountState,
    },
    /// A setting of a member. `Setting::Persona` carries the persona's id as text.
    Setting {
        member: MemberId,
        setting: Setting,
        old: String,
        new: String,
    },
    /// A signed-in device: `open` or `ended`.
    Session {
        member: MemberId,
        session: SessionId,
        old: &'static str,
        new: &'static str,
    },
    /// A field of a community.
    Community {
        community: CommunityId,
        field: CommunityField,
        old: String,
        new: String,
    },
    /// A setting of the place.
    Place {
        field: PlaceField,
        old: String,
        new: String,
    },
    /// Nothing: what a row held before there were seals is sealed, in the words of the store.
    Seal { owner: Owner, subject: String },
}

/// A change together with who made it and why: what the store wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What changed.
    pub change: Change,
    /// Who did it.
    pub by: By,
    /// Why.
    pub cause: Cause,
    /// Words given with it, for example a host's reason; may be empty.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

impl Entry {
    /// An entry without words.
    pub const fn new(change: Change, by: By, cause: Cause, at: Timestamp) -> Self {
        Self {
            change,
            by,
            cause,
            note: String::new(),
            at,
        }
    }

    /// The same entry with words given as the reason.
    #[must_use]
    pub fn because(mut self, note: &str) -> Self {
        self.note = note.to_owned();
        self
    }
}

impl Change {
    /// Whose record this belongs to.
    pub const fn owner(&self) -> Owner {
        match self {
            Self::Follow { follower, .. } | Self::Wishes { follower, .. } => {
                Owner::Persona(*follower)
            }
            Self::Block { owner, .. }
            | Self::Mute { owner, .. }
            | Self::Terms { owner, .. }
            | Self::DomainBlock { owner, .. }
            | Self::Answer { owner, .. } => Owner::Persona(*owner),
            Self::Membership { persona, .. } | Self::Profile { persona, .. } => {
                Owner::Persona(*persona)
            }
            Self::Account { account, .. } => Owner::Persona(*account),
            Self::Setting { member, .. } | Self::Session { member, .. } => Owner::Member(*member),
            Self::Community { community, .. } => Owner::Community(*community),
            Self::Place { .. } => Owner::Place,
            Self::Seal { owner, .. } => *owner,
        }
    }

    /// Stable code of the kind of change: stored, and the end of the locale key.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Follow { .. } => "follow",
            Self::Wishes { .. } => "follow-wishes",
            Self::Block { .. } => "block",
            Self::Mute { .. } => "mute",
            Self::Terms { .. } => "mute-terms",
            Self::DomainBlock { .. } => "domain-block",
            Self::Answer { .. } => "answer",
            Self::Membership { .. } => "membership",
            Self::Profile { .. } => "profile",
            Self::Account { .. } => "account",
            Self::Setting { .. } => "setting",
            Self::Session { .. } => "session",
            Self::Community { .. } => "community",
            Self::Place { .. } => "place",
            Self::Seal { .. } => "seal",
        }
    }

    /// What within the owner's record changed: the other account's id, a field code, …
    /// Together with owner and kind it names one value, so that the newest entry is its state.
    pub fn key(&self) -> String {
        match self {
            Self::Follow { target, .. }
            | Self::Wishes { target, .. }
            | Self::Block { target, .. }
            | Self::Mute { target, .. }
            | Self::Terms { target, .. } => target.to_string(),
            Self::DomainBlock { domain, .. } => domain.clone(),
            Self::Answer { post, kind, .. } => format!("{}:{post}", kind.code()),
            Self::Membership { community, .. } => community.to_string(),
            Self::Profile { field, .. } => field.code().to_owned(),
            Self::Account { .. } => "state".to_owned(),
            Self::Setting {
                setting: Setting::Persona,
                new,
                ..
            } => format!("persona:{new}"),
            Self::Setting { setting, .. } => setting.code().to_owned(),
            Self::Session { session, .. } => session.to_string(),
            Self::Community { field, .. } => field.code().to_owned(),
            Self::Place { field, .. } => field.code().to_owned(),
            Self::Seal { subject, .. } => subject.clone(),
        }
    }

    /// The value before, as text.
    pub fn old(&self) -> &str {
        match self {
            Self::Follow { old, .. } => old.code(),
            Self::Block { old, .. } | Self::Mute { old, .. } | Self::DomainBlock { old, .. } => {
                yes_no(*old)
            }
            Self::Answer { old, .. } => old.code(),
            Self::Membership { old, .. } => old.code(),
            Self::Account { old, .. } => old.map_or("", AccountState::code),
            Self::Wishes { old, .. }
            | Self::Terms { old, .. }
            | Self::Profile { old, .. }
            | Self::Setting { old, .. }
            | Self::Community { old, .. }
            | Self::Place { old, .. } => old,
            Self::Session { old, .. } => old,
            Self::Seal { .. } => "",
        }
    }

    /// The value now, as text.
    pub fn new_value(&self) -> &str {
        match self {
            Self::Follow { new, .. } => new.code(),
            Self::Block { new, .. } | Self::Mute { new, .. } | Self::DomainBlock { new, .. } => {
                yes_no(*new)
            }
            Self::Answer { new, .. } => new.code(),
            Self::Membership { new, .. } => new.code(),
            Self::Account { new, .. } => new.code(),
            Self::Wishes { new, .. }
            | Self::Terms { new, .. }
            | Self::Profile { new, .. }
            | Self::Setting { new, .. }
            | Self::Community { new, .. }
            | Self::Place { new, .. } => new,
            Self::Session { new, .. } => new,
            Self::Seal { .. } => "sealed",
        }
    }

    /// True where nothing would change.
    pub fn is_empty(&self) -> bool {
        self.old() == self.new_value()
    }
}

/// The text of a yes or no in the ledger and in settings.
pub const fn yes_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_one_value_of_one_record() {
        let follow = Change::Follow {
            follower: AccountId::new(7),
            target: AccountId::new(9),
            old: FollowState::None,
            new: FollowState::Active,
        };
        assert_eq!(follow.owner(), Owner::Persona(AccountId::new(7)));
        assert_eq!((follow.kind(), follow.key().as_str()), ("follow", "9"));
        assert_eq!((follow.old(), follow.new_value()), ("none", "active"));
        assert!(!follow.is_empty());
    }
}
