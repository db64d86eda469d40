//! Accounts and personas. Fields that people see are written by [`crate::ledger`] only.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::account::{AccountKind, AccountState, Labels, labels};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::burst::Watch;
use hafan_core::community::{JoinRule, Visibility};
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, MediaId};
use hafan_core::old_words::OldWords;
use hafan_core::policy::Permit;
use hafan_core::shield::Shield;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO accounts
             (id, kind, handle, handle_key, handle_skeleton, state, created_day)
              VALUES ($1, $2, $3, $4, $5, 'active', $6)";
    INSERT_PERSONA = "INSERT INTO personas (id, name, name_key, bio, picture, approve_followers,
                      is_findable, posts_findable, default_audience, default_replies,
                      default_quotes)
                      VALUES ($1, '', '', '', '', FALSE, FALSE, FALSE, $2, $3, $4)";
    INSERT_KEY = "INSERT INTO account_keys (account_id, kind, public_key, private_key)
                  VALUES ($1, $2, $3, $4)";
    CARD = "SELECT a.id, a.kind, a.handle, a.state, COALESCE(p.name, c.name, ''),
            COALESCE(m.blob_key, ''), COALESCE(m.extension, ''), a.created_day,
            COALESCE(p.bio, c.summary, ''), p.approve_followers, p.is_findable, p.posts_findable,
            c.join_rule, c.visibility, COALESCE(p.fields, ''), COALESCE(m.alt, ''),
            h.blob_key, h.extension, h.alt
            FROM accounts a LEFT JOIN personas p ON p.id = a.id
            LEFT JOIN communities c ON c.id = a.id
            LEFT JOIN media m ON m.id = CAST(NULLIF(COALESCE(p.picture, c.picture), '') AS BIGINT)
            LEFT JOIN media h ON h.id = CAST(NULLIF(p.header, '') AS BIGINT)
            WHERE a.id = $1";
    CARDS = "SELECT a.id, a.kind, a.handle, a.state, COALESCE(p.name, c.name, ''),
             COALESCE(m.blob_key, ''), COALESCE(m.extension, ''), a.created_day,
             COALESCE(p.bio, c.summary, ''), p.approve_followers, p.is_findable, p.posts_findable,
             c.join_rule, c.visibility, COALESCE(p.fields, ''), COALESCE(m.alt, ''),
             h.blob_key, h.extension, h.alt
             FROM accounts a LEFT JOIN personas p ON p.id = a.id
             LEFT JOIN communities c ON c.id = a.id
             LEFT JOIN media m ON m.id = CAST(NULLIF(COALESCE(p.picture, c.picture), '') AS BIGINT)
             LEFT JOIN media h ON h.id = CAST(NULLIF(p.header, '') AS BIGINT)
             WHERE a.id {in $1}";
    ID_BY_HANDLE = "SELECT id, kind, state FROM accounts WHERE handle_key = $1";
    IDS_BY_HANDLES = "SELECT handle_key, id FROM accounts
                      WHERE handle_key {in $1} AND kind = 'persona'
                        AND state IN ('active', 'frozen')";
    LOOKALIKE = "SELECT COUNT(*) FROM accounts WHERE handle_skeleton = $1 AND id <> $2";
    PERSONA = "SELECT a.id, a.handle, a.state, a.created_day, p.name, p.bio, p.picture,
               p.approve_followers, p.is_findable, p.posts_findable, p.default_audience,
               p.default_replies, p.default_quotes, p.fields, p.header, p.old_words,
               p.shield, p.watch
               FROM personas p JOIN accounts a ON a.id = p.id WHERE a.id = $1";
    ERASE = "UPDATE personas SET name = '', name_key = '', bio = '', picture = '', header = '',
             fields = '', is_findable = FALSE, posts_findable = FALSE, old_words = '',
             news_stranger = 'hold', shows_pictures = FALSE, shield = '', watch = 'usual',
             energy = 'gentle'
             WHERE id = $1";
    REMOVE_TOMBSTONE = "DELETE FROM accounts WHERE handle_key = $1 AND state = 'deleted'
                        AND NOT EXISTS (SELECT 1 FROM personas p WHERE p.id = accounts.id)
                        AND NOT EXISTS (SELECT 1 FROM communities c WHERE c.id = accounts.id)";
    ERASE_KEYS = "DELETE FROM account_keys WHERE account_id = $1";
}

/// What every list needs to show an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which.
    pub id: AccountId,
    /// Persona or community.
    pub kind: AccountKind,
    /// The handle as it was typed.
    pub handle: String,
    /// Whether it is there.
    pub state: AccountState,
    /// The name shown; empty for a deleted account.
    pub name: String,
    /// Blob key of the picture; empty if there is none.
    pub picture_key: String,
    /// `jpg` or `png`; empty if there is no picture.
    pub picture_extension: String,
    /// What applications show beside the name.
    pub about: About,
}

/// The wide picture across the top of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Blob key.
    pub key: String,
    /// `jpg` or `png`.
    pub extension: String,
    /// What can be seen in it, in words; empty if not told.
    pub alt: String,
}

/// What applications show of an account beside its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The day it was made (UTC midnight).
    pub created_day: Timestamp,
    /// A few words about it, as typed.
    pub words: String,
    /// Labels and values beside them, as typed.
    pub labels: Labels,
    /// Who comes is let in by somebody: followers of a persona, members of a community.
    pub is_approving: bool,
    /// May appear in search and the directory.
    pub is_findable: bool,
    /// Public posts may be found by their words.
    pub posts_findable: bool,
    /// A community that is there for its members alone.
    pub is_hidden: bool,
    /// What can be seen in the picture, in words; empty if not told.
    pub picture_alt: String,
    /// The picture across the top of its page.
    pub header: Option<Box<Header>>,
}

/// A persona with everything its page and its settings show.
#[derive(Clone, Debug)]
pub struct Persona {
    /// Which.
    pub id: AccountId,
    /// The handle as it was typed.
    pub handle: String,
    /// Whether it is there.
    pub state: AccountState,
    /// The day it was made (UTC midnight).
    pub created_day: Timestamp,
    /// The name shown.
    pub name: String,
    /// A few words about oneself, as typed.
    pub bio: String,
    /// The picture.
    pub picture: Option<MediaId>,
    /// The picture across the top of its page.
    pub header: Option<MediaId>,
    /// Followers need approval.
    pub approve_followers: bool,
    /// May appear in search and the directory.
    pub is_findable: bool,
    /// Public posts may be found by their words.
    pub posts_findable: bool,
    /// What a new post starts with.
    pub default_audience: Audience,
    /// What a new post starts with.
    pub default_replies: WhoMay,
    /// What a new post starts with.
    pub default_quotes: WhoMay,
    /// Labels and values beside the words, as typed.
    pub labels: Labels,
    /// What becomes of older words.
    pub old_words: OldWords,
    /// The shield, if it was raised; see [`Shield::is_up`].
    pub shield: Option<Shield>,
    /// How soon the place speaks up by itself.
    pub watch: Watch,
}

/// The keys under which a handle is compared: exact (case folded) and by look.
pub(crate) fn handle_keys(handle: &str) -> (String, String) {
    Handle::parse_unreserved(handle)
        .map(|h| (h.key(), h.skeleton()))
        .unwrap_or_else(|_| (handle.to_lowercase(), handle.to_lowercase()))
}

/// Makes an account. A taken handle is [`Error::Conflict`].
pub fn insert(
    tx: &mut Tx<'_>,
    id: AccountId,
    kind: AccountKind,
    handle: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let (key, skeleton) = handle_keys(handle);
    let params = [
        P::I(id.get()),
        P::T(kind.code()),
        P::T(handle),
        P::T(&key),
        P::T(&skeleton),
        P::I(now.day().micros()),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// Makes the persona of an account, with every visible field empty: the ledger fills them.
pub fn insert_persona(
    tx: &mut Tx<'_>,
    id: AccountId,
    audience: Audience,
    replies: WhoMay,
    quotes: WhoMay,
) -> Result<(), Error> {
    let params = [
        P::I(id.get()),
        P::T(audience.code()),
        P::T(replies.code()),
        P::T(quotes.code()),
    ];
    tx.execute(INSERT_PERSONA, &params)?;
    Ok(())
}

/// Stores a key pair of an account.
pub fn insert_key(
    tx: &mut Tx<'_>,
    id: AccountId,
    kind: &str,
    public: &[u8],
    private: &[u8],
) -> Result<(), Error> {
    tx.execute(
        INSERT_KEY,
        &[P::I(id.get()), P::T(kind), P::B(public), P::B(private)],
    )?;
    Ok(())
}

/// The card of one account.
pub fn card(read: &mut Read<'_>, id: AccountId) -> Result<Option<Card>, Error> {
    read.query_opt(CARD, &[P::I(id.get())], map_card)
}

/// The cards of many accounts, in no order.
pub fn cards(read: &mut Read<'_>, ids: &[i64]) -> Result<Vec<Card>, Error> {
    read.query(CARDS, &[P::Ints(ids)], map_card)
}

/// Which account has this handle.
pub fn by_handle(
    read: &mut Read<'_>,
    handle_key: &str,
) -> Result<Option<(AccountId, AccountKind, AccountState)>, Error> {
    read.query_opt(ID_BY_HANDLE, &[P::T(handle_key)], |row| {
        Ok((
            AccountId::new(row.i64(0)?),
            row.code(1, AccountKind::parse)?,
            row.code(2, AccountState::parse)?,
        ))
    })
}

/// The living personas among these handle keys.
pub fn personas_by_handles(
    read: &mut Read<'_>,
    keys: &[String],
) -> Result<Vec<(String, AccountId)>, Error> {
    read.query(IDS_BY_HANDLES, &[P::Texts(keys)], |row| {
        Ok((row.text(0)?, AccountId::new(row.i64(1)?)))
    })
}

/// True if another account's handle looks like this one.
pub fn has_lookalike(
    read: &mut Read<'_>,
    skeleton: &str,
    except: Option<AccountId>,
) -> Result<bool, Error> {
    let params = [P::T(skeleton), P::I(except.map_or(0, AccountId::get))];
    read.query_one(LOOKALIKE, &params, |row| Ok(row.i64(0)? > 0))
}

/// A persona by id, deleted ones too.
pub fn persona(read: &mut Read<'_>, id: AccountId) -> Result<Option<Persona>, Error> {
    read.query_opt(PERSONA, &[P::I(id.get())], map_persona)
}

/// Erases what people saw of a persona, and its keys. The handle stays taken.
pub fn erase_persona(tx: &mut Tx<'_>, _permit: &Permit, id: AccountId) -> Result<(), Error> {
    tx.execute(ERASE, &[P::I(id.get())])?;
    crate::old_words::close(tx, id, Timestamp::default())?;
    tx.execute(ERASE_KEYS, &[P::I(id.get())])?;
    Ok(())
}

/// Frees a handle that an account left behind when it took another. Those of deleted personas and
/// closed communities stay.
pub fn remove_tombstone(tx: &mut Tx<'_>, handle_key: &str) -> Result<(), Error> {
    tx.execute(REMOVE_TOMBSTONE, &[P::T(handle_key)])?;
    Ok(())
}

fn map_card(row: &Row<'_>) -> Result<Card, Error> {
    Ok(Card {
        id: AccountId::new(row.i64(0)?),
        kind: row.code(1, AccountKind::parse)?,
        handle: row.text(2)?,
        state: row.code(3, AccountState::parse)?,
        name: row.text(4)?,
        picture_key: row.text(5)?,
        picture_extension: row.text(6)?,
        about: About {
            created_day: Timestamp::from_micros(row.i64(7)?),
            words: row.text(8)?,
            labels: labels(&row.text(14)?),
            is_approving: match row.opt_bool(9)? {
                Some(is_approving) => is_approving,
                None => row.opt_text(12)?.as_deref() != Some(JoinRule::Open.code()),
            },
            is_findable: match row.opt_bool(10)? {
                Some(is_findable) => is_findable,
                None => row.opt_text(13)?.as_deref() != Some(Visibility::Hidden.code()),
            },
            posts_findable: row.opt_bool(11)?.unwrap_or(false),
            is_hidden: row.opt_text(13)?.as_deref() == Some(Visibility::Hidden.code()),
            picture_alt: row.text(15)?,
            header: map_header(row)?,
        },
    })
}

/// Few wear one, so the others carry no room for it.
fn map_header(row: &Row<'_>) -> Result<Option<Box<Header>>, Error> {
    let Some(key) = row.opt_text(16)? else {
        return Ok(None);
    };
    Ok(Some(Box::new(Header {
        key,
        extension: row.text(17)?,
        alt: row.text(18)?,
    })))
}

fn map_persona(row: &Row<'_>) -> Result<Persona, Error> {
    Ok(Persona {
        id: AccountId::new(row.i64(0)?),
        handle: row.text(1)?,
        state: row.code(2, AccountState::parse)?,
        created_day: Timestamp::from_micros(row.i64(3)?),
        name: row.text(4)?,
        bio: row.text(5)?,
        picture: MediaId::parse(&row.text(6)?),
        approve_followers: row.bool(7)?,
        is_findable: row.bool(8)?,
        posts_findable: row.bool(9)?,
        default_audience: row.code(10, Audience::parse)?,
        default_replies: row.code(11, WhoMay::parse)?,
        default_quotes: row.code(12, WhoMay::parse)?,
        labels: labels(&row.text(13)?),
        header: MediaId::parse(&row.text(14)?),
        old_words: row.code(15, OldWords::parse)?,
        shield: row.code(16, Shield::parse_or_down)?,
        watch: row.code(17, Watch::parse)?,
    })
}
