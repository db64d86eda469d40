//! Identifiers. Outside they are decimal strings; inside each noun has its own type.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Declares an identifier: a newtype over `i64` with decimal text form.
///
/// `id!(/// Doc. PostId)` expands to `pub struct PostId(i64)` with `new`, `get`, `parse`,
/// `Display`, ordering and hashing, so that a `PostId` can never be passed where an `AccountId`
/// is wanted.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Wraps a stored number.
            pub const fn new(raw: i64) -> Self {
                Self(raw)
            }
            /// The stored number.
            pub const fn get(self) -> i64 {
                self.0
            }
            /// Reads the decimal form used in URLs and forms; anything else is `None`.
            pub fn parse(text: &str) -> Option<Self> {
                parse_decimal(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

/// One to nineteen digits without a sign or leading zero, so that each id has one spelling.
fn parse_decimal(text: &str) -> Option<i64> {
    let canonical = !text.is_empty()
        && text.len() <= 19
        && text.bytes().all(|b| b.is_ascii_digit())
        && !text.starts_with('0');
    if canonical { text.parse().ok() } else { None }
}

id!(
    /// A subscription to push.
    PushId
);
id!(
    /// A list of pictures that are not taken here. Random.
    LookListId
);
id!(
    /// A person with a login here. Never shown to anyone.
    MemberId
);
id!(
    /// Any account known here: a persona, a community, later a remote actor. Random: two personas
    /// of one member have nothing in common.
    AccountId
);
id!(
    /// A community; the same number is its account's id.
    CommunityId
);
id!(
    /// A post or a boost. Ordered by time, because apps page by it: see [`crate::time::post_id`].
    PostId
);
id!(
    /// A conversation as one persona lists it. Random.
    ConversationId
);
id!(
    /// A picture.
    MediaId
);
id!(
    /// A circle: a list of people that one persona keeps to share with.
    CircleId
);
id!(
    /// A list: people and communities that one persona reads together.
    ListId
);
id!(
    /// A tag that somebody puts forward on their page.
    TagId
);
id!(
    /// A filter: what somebody would rather not meet.
    FilterId
);
id!(
    /// A phrase or a post in a filter.
    FilterPartId
);
id!(
    /// What somebody told the hosts of the place.
    ReportId
);
id!(
    /// A draft in the composer.
    DraftId
);
id!(
    /// A notification, ordered by time.
    NotificationId
);
id!(
    /// A signed-in device.
    SessionId
);
id!(
    /// An application in which somebody signed in, instead of a browser.
    ApplicationId
);
id!(
    /// An invitation link.
    InvitationId
);
id!(
    /// An entry of the ledger.
    LedgerId
);
id!(
    /// A job waiting to be done.
    JobId
);

impl CommunityId {
    /// The community seen as an account.
    pub const fn account(self) -> AccountId {
        AccountId(self.0)
    }
}

impl AccountId {
    /// The community behind this account; only meaningful where the account is known to be one.
    pub const fn community(self) -> CommunityId {
        CommunityId(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_exactly_one_spelling() {
        assert_eq!(PostId::parse("42"), Some(PostId::new(42)));
        for bad in [
            "",
            "042",
            "-1",
            "+1",
            "4 2",
            "９",
            "9223372036854775808",
            "1e3",
        ] {
            assert_eq!(PostId::parse(bad), None, "{bad}");
        }
    }
}
