//! Invitation links: made by hosts of the place and by those who look after a community.

use crate::{Error, Fault, Result, Turn};
use hafan_core::id::{AccountId, CommunityId, InvitationId};
use hafan_core::text::{SourceText, TextError};
use hafan_core::time::{DAY_US, Timestamp};
use hafan_store::invitation::{self, Invitation};

/// People one link may let in: a full hall. More is an open door, and there is a setting for that.
pub const USES_MAX: i64 = 200;
/// Days a link may hold. A link that lies around longer is found by people it was not meant for.
pub const DAYS_MAX: i64 = 90;
/// Characters of a note to oneself.
pub const NOTE_CHARS_MAX: usize = 100;
/// Links of one persona that hold at the same time.
const OPEN_MAX: i64 = 50;
/// Letters of a code: 59 bits, and guesses are counted.
const CODE_LETTERS: usize = 12;
/// Letters and digits that are not taken for one another when read aloud or copied by hand.
const CODE_ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// What somebody wishes for a link.
#[derive(Clone, Debug)]
pub struct LinkWish {
    /// A note to oneself; may be empty.
    pub note: String,
    /// People it lets in.
    pub uses: i64,
    /// Days it holds.
    pub days: i64,
}

/// A link as its page shows it.
#[derive(Clone, Debug)]
pub struct Link {
    /// Which.
    pub id: InvitationId,
    /// The secret of its address.
    pub code: String,
    /// A note of its maker.
    pub note: String,
    /// How often it was used.
    pub uses: i64,
    /// How often it may be used.
    pub uses_max: i64,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// True while it lets people in.
    pub holds: bool,
}

impl Link {
    /// What a page shows of an invitation.
    pub fn new(found: &Invitation, now: Timestamp) -> Self {
        Self {
            id: found.id,
            code: found.code.clone(),
            note: found.note.clone(),
            uses: found.uses,
            uses_max: found.uses_max,
            made_at: found.made_at,
            expires_at: found.expires_at,
            holds: found.holds(now),
        }
    }
}

/// Makes a link. The caller has asked whether `maker` may.
pub(crate) fn make(
    turn: &mut Turn<'_, '_>,
    maker: AccountId,
    community: Option<CommunityId>,
    wish: &LinkWish,
) -> Result<InvitationId> {
    let note = parse(wish)?;
    if invitation::count_open(turn.tx, maker, turn.now)? >= OPEN_MAX {
        return Err(Error::Denied("too-many-links"));
    }
    let random: [u8; CODE_LETTERS] = turn.random_bytes();
    let letter = |byte: u8| char::from(CODE_ALPHABET[usize::from(byte) % CODE_ALPHABET.len()]);
    let new = Invitation {
        id: InvitationId::new(turn.random_id()),
        code: random.map(letter).iter().collect(),
        made_by: maker,
        community,
        note,
        uses: 0,
        uses_max: wish.uses,
        made_at: turn.now,
        expires_at: turn.now.plus(wish.days * DAY_US),
        is_revoked: false,
    };
    invitation::insert(turn.tx, &new)?;
    Ok(new.id)
}

fn parse(wish: &LinkWish) -> Result<String> {
    let mut faults = Vec::new();
    if !(1..=USES_MAX).contains(&wish.uses) {
        faults.push(Fault::with_bound("uses", "uses-out-of-bounds", USES_MAX));
    }
    if !(1..=DAYS_MAX).contains(&wish.days) {
        faults.push(Fault::with_bound("days", "days-out-of-bounds", DAYS_MAX));
    }
    let note = match SourceText::parse(&wish.note, NOTE_CHARS_MAX) {
        Ok(note) => note.as_str().replace('\n', " "),
        Err(TextError::Empty) => String::new(),
        Err(error @ TextError::TooLong { .. }) => {
            let bound = i64::try_from(NOTE_CHARS_MAX).unwrap_or(i64::MAX);
            faults.push(Fault::with_bound("note", error.code(), bound));
            String::new()
        }
    };
    if faults.is_empty() {
        Ok(note)
    } else {
        Err(Error::Invalid(faults))
    }
}
