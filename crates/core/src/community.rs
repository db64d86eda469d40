//! Communities: named places with members, a charter, roles and a memory of their own.

use crate::codes;

codes! {
    /// Who can see that a community is there and what is said in it.
    pub enum Visibility {
        /// Everyone can read, members write.
        Public = "public",
        /// Everyone can know that it exists; only members read.
        MembersOnly = "members",
        /// For everyone else it does not exist.
        Hidden = "hidden",
    }
}

codes! {
    /// How one becomes a member.
    pub enum JoinRule {
        /// An open door.
        Open = "open",
        /// By asking, with the community's own question.
        Ask = "ask",
        /// By invitation only.
        Invitation = "invitation",
    }
}

codes! {
    /// What a member of a community takes care of, from least to most.
    pub enum Role {
        /// Takes part.
        Member = "member",
        /// Welcomes and sorts, cannot remove.
        Helper = "helper",
        /// Keeps the norms: hides posts, lets in, removes members.
        Moderator = "moderator",
        /// Looks after the place itself: charter, roles, handing over, closing.
        Host = "host",
    }
}

codes! {
    /// How a persona stands to a community.
    pub enum Standing {
        /// No relation.
        None = "none",
        /// Asked to join.
        Asked = "asked",
        /// Was invited.
        Invited = "invited",
        /// Member, with the role beside it.
        Member = "member",
        /// Helper.
        Helper = "helper",
        /// Moderator.
        Moderator = "moderator",
        /// Host.
        Host = "host",
        /// Asked and was refused.
        Refused = "refused",
        /// Left.
        Left = "left",
        /// Was removed; cannot come back by the open door.
        Removed = "removed",
    }
}

impl Standing {
    /// The role of a member, if this standing is a membership.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Member => Some(Role::Member),
            Self::Helper => Some(Role::Helper),
            Self::Moderator => Some(Role::Moderator),
            Self::Host => Some(Role::Host),
            Self::None
            | Self::Asked
            | Self::Invited
            | Self::Refused
            | Self::Left
            | Self::Removed => None,
        }
    }
}

impl From<Role> for Standing {
    fn from(role: Role) -> Self {
        match role {
            Role::Member => Self::Member,
            Role::Helper => Self::Helper,
            Role::Moderator => Self::Moderator,
            Role::Host => Self::Host,
        }
    }
}

codes! {
    /// A field of a community that its hosts can change. Each change is a ledger entry.
    pub enum CommunityField {
        /// The handle; it changes only when the community becomes hidden or comes out of hiding.
        Handle = "handle",
        /// The name shown.
        Name = "name",
        /// One sentence: what it is.
        Summary = "summary",
        /// The charter: what the community is for.
        Charter = "charter",
        /// The norms: how people treat each other.
        Norms = "norms",
        /// The picture: a media id, or nothing.
        Picture = "picture",
        /// A code of `Visibility`.
        Visibility = "visibility",
        /// A code of `JoinRule`.
        JoinRule = "join-rule",
        /// The question asked of those who want to join.
        JoinQuestion = "join-question",
        /// Who may answer a new post by default: a code of `WhoMay`.
        DefaultReplies = "default-replies",
        /// Who may quote a new post by default: a code of `WhoMay`.
        DefaultQuotes = "default-quotes",
        /// `active` or `closed`.
        State = "state",
        /// The post that was taken out last, by its id; told by the record only, no row holds it.
        TakenOut = "taken-out",
        /// How often a picture that was taken out has come again and was held back, as text; told
        /// by the record only.
        PictureHeld = "picture-held",
        /// How many pictures that were taken out are recognised when they come again.
        PicturesTakenOut = "pictures-taken-out",
    }
}

codes! {
    /// The charters a first community can start from.
    pub enum CharterKind {
        /// A circle where people support each other.
        Support = "support",
        /// A club that shares pictures.
        Pictures = "pictures",
        /// A campaign.
        Campaign = "campaign",
    }
}
