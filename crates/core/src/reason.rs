//! Why an item is in a feed. An item without a reason cannot be made.

use crate::id::{AccountId, CommunityId, ListId};

/// The rule, made by the reader, by which an item came to them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// It is the reader's own.
    Yours,
    /// The reader follows its author.
    YouFollow(AccountId),
    /// Somebody the reader follows passed it on.
    PassedOnBy(AccountId),
    /// The reader is a member of the community it stands in.
    YouAreMember(CommunityId),
    /// The reader and its author have exchanged words.
    FamiliarVoice(AccountId),
    /// It names the reader, or was written to them.
    ItNamesYou(AccountId),
    /// The reader opened this very thing: a post, a draft.
    YouOpenedThis,
    /// It stands in the conversation that the reader opened, which says so once, at its head.
    InThisConversation,
    /// The reader opened the square of this community, without being a member.
    YouOpenedTheSquare(CommunityId),
    /// The reader opened the page of this account.
    YouOpenedTheirPage(AccountId),
    /// The reader searched for words in it.
    YouSearchedForIt,
    /// The reader kept it.
    YouKeptIt,
    /// The reader thanked for it.
    YouThankedForIt,
    /// The reader follows a tag it carries.
    YouFollowItsTag,
    /// The reader put whoever brought it into a list.
    InYourList(ListId),
}

impl Reason {
    /// The stable code: end of the locale key, and field of the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yours => "yours",
            Self::YouFollow(_) => "follow",
            Self::PassedOnBy(_) => "passed-on",
            Self::YouAreMember(_) => "member",
            Self::FamiliarVoice(_) => "familiar",
            Self::ItNamesYou(_) => "named",
            Self::YouOpenedThis => "opened",
            Self::InThisConversation => "conversation",
            Self::YouOpenedTheSquare(_) => "square",
            Self::YouOpenedTheirPage(_) => "page",
            Self::YouSearchedForIt => "searched",
            Self::YouKeptIt => "kept",
            Self::YouThankedForIt => "thanked",
            Self::YouFollowItsTag => "tag",
            Self::InYourList(_) => "list",
        }
    }
}
