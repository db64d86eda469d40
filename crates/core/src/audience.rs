//! Who may see a post, and who may answer or quote it.

use crate::codes;

codes! {
    /// Who may see a post.
    pub enum Audience {
        /// Everyone, also without signing in, and it may be found and boosted.
        Public = "public",
        /// Everyone who has the link or looks at the profile; not in search or public lists.
        QuietPublic = "quiet",
        /// People who follow the author.
        Followers = "followers",
        /// The community the post was put into; its visibility decides.
        Community = "community",
        /// A circle of the author's own.
        Circle = "circle",
        /// The people named in the post.
        Named = "named",
    }
}

codes! {
    /// Who may answer or quote a post. The author always may.
    pub enum WhoMay {
        /// Everyone who can see it.
        Everyone = "everyone",
        /// People who follow the author.
        Followers = "followers",
        /// People the author follows.
        Followed = "followed",
        /// Members of the community it stands in.
        Members = "members",
        /// People named in the post.
        Named = "named",
        /// Everyone who can see it, after its author has looked. What people write whom it names or
        /// whom its author follows shows at once.
        Ask = "ask",
        /// Nobody.
        Nobody = "nobody",
    }
}

impl Audience {
    /// True where anybody on the internet may read it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Public | Self::QuietPublic)
    }
}
