//! Accounts: personas and communities under one roof of handles.

use crate::codes;
use crate::id::AccountId;

codes! {
    /// What stands behind a handle.
    pub enum AccountKind {
        /// A public identity of a member.
        Persona = "persona",
        /// A community.
        Community = "community",
    }
}

codes! {
    /// Whether an account is there.
    pub enum AccountState {
        /// Belongs to somebody who asked to join: nobody sees it, and nobody else can have it.
        Waiting = "waiting",
        /// In use.
        Active = "active",
        /// Held by a host for a while; reads, does not write.
        Frozen = "frozen",
        /// Gone. The handle stays taken, so that nobody can step into it; all else is erased.
        Deleted = "deleted",
    }
}

impl AccountState {
    /// True where others may know of it.
    pub const fn is_there(self) -> bool {
        match self {
            Self::Active | Self::Frozen => true,
            Self::Waiting | Self::Deleted => false,
        }
    }
}

codes! {
    /// A field of a persona that its member can change. Each change is a ledger entry.
    pub enum ProfileField {
        /// The handle.
        Handle = "handle",
        /// The name shown.
        Name = "name",
        /// A few words about oneself.
        Bio = "bio",
        /// Labels and values beside the words: see [`labels`].
        Fields = "fields",
        /// The picture: a media id, or nothing.
        Picture = "picture",
        /// The wide picture across the top of its page: a media id, or nothing.
        Header = "header",
        /// `yes` where followers need approval.
        ApproveFollowers = "approve-followers",
        /// `yes` where the persona may appear in search and the directory.
        Findable = "findable",
        /// `yes` where public posts may be found by their words.
        PostsFindable = "posts-findable",
        /// The audience a new post starts with: a code of `Audience`.
        DefaultAudience = "default-audience",
        /// Who may answer a new post: a code of `WhoMay`.
        DefaultReplies = "default-replies",
        /// Who may quote a new post: a code of `WhoMay`.
        DefaultQuotes = "default-quotes",
        /// What becomes of older words: a code of `old_words::OldWords`.
        OldWords = "old-words",
        /// News from people the persona does not follow: a code of `door::Answer`.
        NewsNotFollowed = "news-not-followed",
        /// News from people who do not follow the persona.
        NewsNotFollowing = "news-not-following",
        /// News from people who came not long ago.
        NewsNewcomer = "news-newcomer",
        /// News of words for the persona alone, from people it does not follow.
        NewsPrivate = "news-private",
        /// News from people whom the place holds back.
        NewsLimited = "news-limited",
        /// News from people who never had to do with the persona.
        NewsStranger = "news-stranger",
        /// `yes` where pictures of people the persona has nothing to do with are shown at once.
        ShowsPictures = "shows-pictures",
        /// How many pictures the persona refused are recognised when they come again.
        RefusedPictures = "refused-pictures",
    }
}

codes! {
    /// How one account stands to another it follows or asked to follow.
    pub enum FollowState {
        /// No edge.
        None = "none",
        /// Asked; the other has not answered.
        Asked = "asked",
        /// Following.
        Active = "active",
        /// Ended by the one who followed.
        EndedByMe = "ended-by-me",
        /// Ended by the one who was followed.
        EndedByThem = "ended-by-them",
        /// Refused when asked.
        Refused = "refused",
    }
}

impl FollowState {
    /// True where posts flow along the edge.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Active)
    }
}

/// Labels with their values that somebody shows on their page.
pub type Labels = Vec<(String, String)>;

/// Reads labels and values as they are stored: each on a line of its own, in turn.
pub fn labels(stored: &str) -> Labels {
    let lines: Vec<&str> = stored.lines().collect();
    let pairs = lines.chunks_exact(2);
    pairs
        .map(|pair| (pair[0].to_owned(), pair[1].to_owned()))
        .collect()
}

/// Labels and values as they are stored. None of them holds the end of a line.
pub fn stored_labels(labels: &[(String, String)]) -> String {
    let lines = labels
        .iter()
        .flat_map(|(label, value)| [label.as_str(), value]);
    lines.collect::<Vec<_>>().join("\n")
}

/// Colours for an account without a picture: classes `tint-1` to `tint-12` of the style sheet.
pub const TINTS: u64 = 12;

/// Picks the tint of an account from its id alone, so that it is the same on every page.
pub const fn tint(id: AccountId) -> u64 {
    (id.get().unsigned_abs() % TINTS) + 1
}
