//! The place itself: the server as its people see it.

use crate::codes;

codes! {
    /// How people become members of the place.
    pub enum SignUp {
        /// With an invitation link.
        Invitation = "invitation",
        /// By asking, with the host's question.
        Ask = "ask",
        /// Open to everyone.
        Open = "open",
    }
}

codes! {
    /// A setting of the place, changed by its hosts. Each change is a ledger entry.
    pub enum PlaceField {
        /// The name of the place.
        Name = "name",
        /// One sentence about it.
        Summary = "summary",
        /// Its rules.
        Rules = "rules",
        /// Who looks after it and how to reach them.
        Contact = "contact",
        /// A code of `SignUp`.
        SignUp = "sign-up",
        /// The question asked of those who want to join.
        SignUpQuestion = "sign-up-question",
        /// Language of pages for people who are not signed in.
        Locale = "locale",
        /// Time zone by its IANA name.
        TimeZone = "time-zone",
        /// The accent of the pages: `pine`, `sea`, `heather` or `clay`.
        Accent = "accent",
        /// Characters a post may have.
        PostCharsMax = "post-chars-max",
        /// Bytes an uploaded picture may have.
        PictureBytesMax = "picture-bytes-max",
        /// Pictures a post may have.
        PicturesMax = "pictures-max",
        /// How many lists of pictures there are that are not taken here; set by reading one in.
        PictureLists = "picture-lists",
        /// How often a picture on one of them came and was held back; counted by the server.
        PicturesHeld = "pictures-held",
    }
}
