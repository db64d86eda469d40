//! Handles: the short names by which personas and communities are written and addressed.

use std::fmt;

use unicode_security::skeleton;

/// Characters of a handle. Thirty is what other servers accept without cutting.
pub const HANDLE_CHARS_MAX: usize = 30;

/// A handle as its owner typed it: 1 to 30 ASCII letters, digits and underscores, a letter first,
/// not reserved.
///
/// Two handles are the same if their [`key`](Handle::key)s are; one imitates the other if their
/// [`skeleton`](Handle::skeleton)s are equal.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Handle(String);

impl Handle {
    /// Reads a handle as somebody chose it; a leading `@` and space around it are forgiven.
    ///
    /// # Errors
    /// The first rule it breaks, see [`HandleError`].
    pub fn parse(input: &str) -> Result<Handle, HandleError> {
        let handle = Handle::parse_unreserved(input)?;
        if is_reserved(&handle) {
            return Err(HandleError::Reserved);
        }
        Ok(handle)
    }

    /// Like [`Handle::parse`], without the list of reserved names: for looking somebody up
    /// only. Whoever is given a handle, on a page or at the command line, goes through
    /// [`Handle::parse`].
    ///
    /// # Errors
    /// See [`HandleError`]; never `Reserved`.
    pub fn parse_unreserved(input: &str) -> Result<Handle, HandleError> {
        let trimmed = input.trim();
        let name = trimmed.strip_prefix('@').unwrap_or(trimmed);
        let first = name.chars().next().ok_or(HandleError::Empty)?;
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(HandleError::BadCharacter);
        }
        // A letter first also keeps out names of digits alone, which would read as ids.
        if !first.is_ascii_alphabetic() {
            return Err(HandleError::BadStart);
        }
        if name.len() > HANDLE_CHARS_MAX {
            return Err(HandleError::TooLong);
        }
        Ok(Handle(name.to_owned()))
    }

    /// The handle of a hidden community, from randomness. Nobody can choose one of this shape, nor
    /// one that looks like it, so that no refusal tells whether it is taken.
    pub fn unguessable(random: [u8; UNGUESSABLE_LETTERS]) -> Handle {
        let letter = |byte: u8| char::from(PLAIN_LETTERS[usize::from(byte) % PLAIN_LETTERS.len()]);
        Handle(std::iter::once('h').chain(random.map(letter)).collect())
    }

    /// True for a handle made by [`Handle::unguessable`], and for whatever looks like one.
    pub fn is_unguessable(&self) -> bool {
        is_unguessable(&self.skeleton())
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which it is unique and looked up: lower case.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// What the handle looks like at a glance: equal for `paul` and `pau1`, `mair` and `rnair`,
    /// `mair_jones` and `MairJones`. Stored beside the key; a new handle whose skeleton exists
    /// is refused as a [`HandleError::Lookalike`].
    pub fn skeleton(&self) -> String {
        shape(&self.0)
    }
}

/// What a word that may be no handle looks like at a glance: see [`Handle::skeleton`].
pub(crate) fn shape(word: &str) -> String {
    // It looks at shapes, so before lower case.
    let mut shape: String = skeleton(word).collect();
    shape.make_ascii_lowercase();
    for (looks, like) in LOOKALIKES {
        shape = shape.replace(looks, like);
    }
    shape
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a handle was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandleError {
    /// Nothing there.
    Empty,
    /// More than 30 characters.
    TooLong,
    /// Something else than ASCII letters, digits and underscores.
    BadCharacter,
    /// No letter at the start.
    BadStart,
    /// Kept for the place itself.
    Reserved,
    /// Looks like another one. Found by whoever knows the others.
    Lookalike,
    /// Somebody has it. Found by whoever knows the others.
    Taken,
}

impl HandleError {
    /// The stable code: the end of the locale key `error-…`.
    pub const fn code(self) -> &'static str {
        match self {
            HandleError::Empty => "handle-empty",
            HandleError::TooLong => "handle-too-long",
            HandleError::BadCharacter => "handle-bad-character",
            HandleError::BadStart => "handle-bad-start",
            HandleError::Reserved => "handle-reserved",
            HandleError::Lookalike => "handle-lookalike",
            HandleError::Taken => "handle-taken",
        }
    }
}

impl fmt::Display for HandleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for HandleError {}

/// ASCII that passes for other ASCII in a small font, applied in order to the lower-cased skeleton
/// of UTS #39, which writes `m` as `rn`. `i` goes with `l`, because a capital `I` is drawn like
/// `l` and a `1` is read as either. Underscores count as nothing: people do not remember them.
const LOOKALIKES: [(&str, &str); 8] = [
    ("_", ""),
    ("rn", "m"),
    ("i", "l"),
    ("1", "l"),
    ("0", "o"),
    ("5", "s"),
    ("vv", "w"),
    ("cl", "d"),
];

/// Random letters of an unguessable handle: 65 bits.
pub const UNGUESSABLE_LETTERS: usize = 19;

/// Consonants that look like nothing else, so that they are their own skeleton, and make no words.
const PLAIN_LETTERS: &[u8; 11] = b"bfghjkpqtxz";

/// Words that no part of a handle may be: who bears them seems to speak for the place.
const OFFICIAL: [&str; 17] = [
    "admin",
    "administrator",
    "gweinyddwr",
    "hafan",
    "host",
    "mod",
    "moderator",
    "official",
    "owner",
    "root",
    "safety",
    "security",
    "staff",
    "support",
    "sysadmin",
    "system",
    "team",
];

/// Words that are paths of pages today or may be, and names that mail and protocols know.
const RESERVED: [&str; 132] = [
    "about",
    "abuse",
    "access",
    "account",
    "accounts",
    "actor",
    "actors",
    "all",
    "anonymous",
    "anybody",
    "anyone",
    "api",
    "app",
    "apps",
    "appeal",
    "appeals",
    "assets",
    "auth",
    "avatar",
    "backup",
    "block",
    "blocks",
    "bookmarks",
    "bot",
    "case",
    "cases",
    "charter",
    "circle",
    "circles",
    "code",
    "communities",
    "community",
    "compose",
    "contact",
    "cy",
    "cymraeg",
    "cymorth",
    "delete",
    "demo",
    "devices",
    "directory",
    "doctor",
    "door",
    "draft",
    "drafts",
    "edit",
    "email",
    "embed",
    "en",
    "english",
    "error",
    "evidence",
    "everybody",
    "everyone",
    "explore",
    "export",
    "favicon",
    "favourites",
    "feed",
    "feeds",
    "followers",
    "following",
    "health",
    "healthz",
    "help",
    "here",
    "home",
    "hosts",
    "import",
    "inbox",
    "index",
    "info",
    "instance",
    "invitation",
    "invitations",
    "invite",
    "join",
    "ledger",
    "letters",
    "live",
    "local",
    "login",
    "logout",
    "manifest",
    "me",
    "media",
    "member",
    "members",
    "mention",
    "message",
    "messages",
    "metrics",
    "mute",
    "nobody",
    "nodeinfo",
    "norms",
    "notifications",
    "oauth",
    "outbox",
    "people",
    "persona",
    "personas",
    "photos",
    "place",
    "places",
    "poll",
    "post",
    "postmaster",
    "posts",
    "privacy",
    "profile",
    "public",
    "readyz",
    "recovery",
    "register",
    "report",
    "reports",
    "robots",
    "rules",
    "search",
    "service",
    "settings",
    "setup",
    "signin",
    "signout",
    "signup",
    "static",
    "tags",
    "undefined",
    "webfinger",
    "webmaster",
    "write",
];

fn is_unguessable(shape: &str) -> bool {
    let letters = shape.strip_prefix('h').map(str::as_bytes);
    letters.is_some_and(|letters| {
        letters.len() == UNGUESSABLE_LETTERS && letters.iter().all(|l| PLAIN_LETTERS.contains(l))
    })
}

fn is_reserved(handle: &Handle) -> bool {
    let key = handle.key();
    let shape = handle.skeleton();
    if is_unguessable(&shape) {
        return true;
    }
    let looks_like = |word: &str| word == key || Handle(word.to_owned()).skeleton() == shape;
    let is_official_part = |part: &str| {
        let part = Handle(part.to_owned()).skeleton();
        OFFICIAL
            .iter()
            .any(|word| Handle((*word).to_owned()).skeleton() == part)
    };
    RESERVED.iter().any(|word| looks_like(word))
        || OFFICIAL.iter().any(|word| looks_like(word))
        || handle.as_str().split('_').any(is_official_part)
}
