//! Pictures: what is known about them. The bytes are in a blob store.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, DraftId, MediaId, PostId};
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO media (id, blob_key, owner_id, purpose, post_id, position, extension,
              sizes, width, height, alt, placeholder, blurhash, color, was_animated, made_at,
              focus_x, focus_y)
              VALUES ($1, $2, $3, $4, NULL, 0, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
              $16)";
    BY_ID = "SELECT id, blob_key, owner_id, purpose, post_id, position, extension, sizes, width,
             height, alt, placeholder, blurhash, color, was_animated, made_at,
             focus_x, focus_y FROM media WHERE id = $1";
    BY_KEY = "SELECT id, blob_key, owner_id, purpose, post_id, position, extension, sizes, width,
              height, alt, placeholder, blurhash, color, was_animated, made_at,
              focus_x, focus_y FROM media WHERE blob_key = $1";
    OF_POSTS = "SELECT id, blob_key, owner_id, purpose, post_id, position, extension, sizes, width,
                height, alt, placeholder, blurhash, color, was_animated, made_at,
                focus_x, focus_y FROM media WHERE post_id {in $1} ORDER BY post_id, position";
    ATTACH = "UPDATE media SET post_id = $2, position = $3, draft_id = NULL
              WHERE id = $1 AND owner_id = $4 AND purpose = 'post'
              AND (post_id IS NULL OR post_id = $2)";
    DETACH = "UPDATE media SET post_id = NULL, made_at = $2 WHERE post_id = $1";
    ALTS = "SELECT id, alt FROM media WHERE id {in $1} AND owner_id = $2";
    SET_ALT = "UPDATE media SET alt = $2 WHERE id = $1 AND owner_id = $3";
    SET_FOCUS = "UPDATE media SET focus_x = $2, focus_y = $3 WHERE id = $1 AND owner_id = $4";
    DELETE = "DELETE FROM media WHERE id = $1";
    LOOSE = "SELECT id, blob_key, owner_id, purpose, post_id, position, extension, sizes, width,
             height, alt, placeholder, blurhash, color, was_animated, made_at, focus_x,
             focus_y FROM media WHERE post_id IS NULL AND purpose = 'post' AND made_at < $1
             AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.id = media.draft_id)
             ORDER BY made_at LIMIT 200";
    PUT_IN_DRAFT = "UPDATE media SET draft_id = $2
                    WHERE id = $1 AND owner_id = $3 AND purpose = 'post' AND post_id IS NULL";
    OF_DRAFT = "SELECT id, blob_key, owner_id, purpose, post_id, position, extension, sizes, width,
                height, alt, placeholder, blurhash, color, was_animated, made_at,
                focus_x, focus_y FROM media
                WHERE draft_id = $1 AND owner_id = $2 AND post_id IS NULL
                ORDER BY made_at LIMIT 50";
    MANY = "SELECT id, blob_key, owner_id, purpose, post_id, position, extension, sizes, width,
            height, alt, placeholder, blurhash, color, was_animated, made_at,
            focus_x, focus_y FROM media WHERE id {in $1} AND owner_id = $2 AND post_id IS NULL";
    OF_OWNER = "SELECT id, blob_key, owner_id, purpose, post_id, position, extension, sizes, width,
                height, alt, placeholder, blurhash, color, was_animated, made_at,
                focus_x, focus_y FROM media WHERE owner_id = $1";
    WORN = "SELECT id, blob_key, owner_id, purpose, post_id, position, extension, sizes, width,
            height, alt, placeholder, blurhash, color, was_animated, made_at,
            focus_x, focus_y FROM media WHERE owner_id = $1 AND purpose <> 'post'";
    FILES = "SELECT blob_key, sizes, extension FROM media";
    KEY_EXISTS = "SELECT COUNT(*) FROM media WHERE blob_key = $1";
}

/// A picture as stored.
#[derive(Clone, Debug)]
pub struct Media {
    /// Which.
    pub id: MediaId,
    /// 32 random hex digits: the name of its blobs and its path.
    pub key: String,
    /// Who put it here: a persona or a community.
    pub owner: AccountId,
    /// `post`, `face` (picture of a persona or community) or `header` (across the top of a page).
    pub purpose: String,
    /// The post it hangs on.
    pub post: Option<PostId>,
    /// Order within the post.
    pub position: i64,
    /// `jpg` or `png`.
    pub extension: String,
    /// The renditions there are, separated by spaces, smallest first.
    pub sizes: String,
    /// Width of the largest rendition in pixels.
    pub width: i64,
    /// Height of the largest rendition in pixels.
    pub height: i64,
    /// What can be seen in it, in words; empty if not told.
    pub alt: String,
    /// A tiny picture to show before the real one, as file bytes.
    pub placeholder: Vec<u8>,
    /// BlurHash text.
    pub blurhash: String,
    /// Average colour, 0xRRGGBB.
    pub color: i64,
    /// It moved when it came; it is a still here.
    pub was_animated: bool,
    /// When it came.
    pub made_at: Timestamp,
    /// The middle of what matters in it.
    pub focus: Focus,
}

/// The middle of what matters in a picture, for applications that cut pictures: in millionths of
/// half its width and height, from the middle of the picture to the right and upwards.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Focus {
    /// From -1,000,000 to 1,000,000.
    pub x: i64,
    /// From -1,000,000 to 1,000,000.
    pub y: i64,
}

/// Stores what is known about a new picture. Its blobs are on disk already.
pub fn insert(tx: &mut Tx<'_>, media: &Media) -> Result<(), Error> {
    let params = [
        P::I(media.id.get()),
        P::T(&media.key),
        P::I(media.owner.get()),
        P::T(&media.purpose),
        P::T(&media.extension),
        P::T(&media.sizes),
        P::I(media.width),
        P::I(media.height),
        P::T(&media.alt),
        P::B(&media.placeholder),
        P::T(&media.blurhash),
        P::I(media.color),
        P::Bool(media.was_animated),
        P::I(media.made_at.micros()),
        P::I(media.focus.x),
        P::I(media.focus.y),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// A picture by id.
pub fn find(read: &mut Read<'_>, id: MediaId) -> Result<Option<Media>, Error> {
    read.query_opt(BY_ID, &[P::I(id.get())], map)
}

/// A picture by the name of its blobs.
pub fn by_key(read: &mut Read<'_>, key: &str) -> Result<Option<Media>, Error> {
    read.query_opt(BY_KEY, &[P::T(key)], map)
}

/// True while something refers to the blobs of this name.
pub fn is_known(read: &mut Read<'_>, key: &str) -> Result<bool, Error> {
    read.query_one(KEY_EXISTS, &[P::T(key)], |row| Ok(row.i64(0)? > 0))
}

/// Hands the name of every file that a row points to, as its blob key is written, to `each`, in no
/// order: for backups and checks of everything.
pub fn each_file(read: &mut Read<'_>, each: &mut dyn FnMut(&str)) -> Result<(), Error> {
    read.for_each(FILES, &[], |row| {
        let (key, extension) = (row.text(0)?, row.text(2)?);
        for size in row.text(1)?.split(' ').filter(|size| !size.is_empty()) {
            each(&format!("{key}-{size}.{extension}"));
        }
        Ok(())
    })
}

/// The pictures of these posts, in order.
pub fn of_posts(read: &mut Read<'_>, posts: &[i64]) -> Result<Vec<Media>, Error> {
    read.query(OF_POSTS, &[P::Ints(posts)], map)
}

/// Every picture of an account.
pub fn of_owner(read: &mut Read<'_>, owner: AccountId) -> Result<Vec<Media>, Error> {
    read.query(OF_OWNER, &[P::I(owner.get())], map)
}

/// The pictures of an account itself: those it wears, and those before them for a while.
pub fn worn(read: &mut Read<'_>, owner: AccountId) -> Result<Vec<Media>, Error> {
    read.query(WORN, &[P::I(owner.get())], map)
}

/// Hangs an own picture on an own post. False if it is not theirs, or hangs elsewhere.
pub fn attach(
    tx: &mut Tx<'_>,
    id: MediaId,
    post: PostId,
    position: i64,
    owner: AccountId,
) -> Result<bool, Error> {
    let params = [
        P::I(id.get()),
        P::I(post.get()),
        P::I(position),
        P::I(owner.get()),
    ];
    Ok(tx.execute(ATTACH, &params)? == 1)
}

/// Lays a loose picture of one's own into a draft, where it is safe from sweeping. False if there
/// is no such picture.
pub fn put_in_draft(
    tx: &mut Tx<'_>,
    id: MediaId,
    draft: DraftId,
    owner: AccountId,
) -> Result<bool, Error> {
    let params = [P::I(id.get()), P::I(draft.get()), P::I(owner.get())];
    Ok(tx.execute(PUT_IN_DRAFT, &params)? == 1)
}

/// The pictures that lie in a draft, at most fifty.
pub fn of_draft(
    read: &mut Read<'_>,
    draft: DraftId,
    owner: AccountId,
) -> Result<Vec<Media>, Error> {
    read.query(OF_DRAFT, &[P::I(draft.get()), P::I(owner.get())], map)
}

/// Those of these pictures that are the owner's and hang on nothing, in no order.
pub fn loose_of(read: &mut Read<'_>, ids: &[i64], owner: AccountId) -> Result<Vec<Media>, Error> {
    read.query(MANY, &[P::Ints(ids), P::I(owner.get())], map)
}

/// Takes all pictures off a post, as if they came now; a job deletes those that stay loose.
pub fn detach_all(tx: &mut Tx<'_>, post: PostId, now: Timestamp) -> Result<(), Error> {
    tx.execute(DETACH, &[P::I(post.get()), P::I(now.micros())])?;
    Ok(())
}

/// The alternative texts of those of these pictures that are the owner's.
pub fn alts(
    read: &mut Read<'_>,
    ids: &[i64],
    owner: AccountId,
) -> Result<Vec<(MediaId, String)>, Error> {
    read.query(ALTS, &[P::Ints(ids), P::I(owner.get())], |row| {
        Ok((MediaId::new(row.i64(0)?), row.text(1)?))
    })
}

/// Changes the alternative text of an own picture.
pub fn set_alt(tx: &mut Tx<'_>, id: MediaId, alt: &str, owner: AccountId) -> Result<bool, Error> {
    Ok(tx.execute(SET_ALT, &[P::I(id.get()), P::T(alt), P::I(owner.get())])? == 1)
}

/// Changes the middle of an own picture.
pub fn set_focus(
    tx: &mut Tx<'_>,
    id: MediaId,
    focus: Focus,
    owner: AccountId,
) -> Result<(), Error> {
    let params = [
        P::I(id.get()),
        P::I(focus.x),
        P::I(focus.y),
        P::I(owner.get()),
    ];
    tx.execute(SET_FOCUS, &params)?;
    Ok(())
}

/// Forgets a picture. The caller queues the deletion of its blobs in the same transaction.
pub fn delete(tx: &mut Tx<'_>, id: MediaId) -> Result<(), Error> {
    crate::look::forget(tx, id)?;
    tx.execute(DELETE, &[P::I(id.get())])?;
    Ok(())
}

/// Up to 200 pictures that hang on no post, lie in no draft and came before `before`.
pub fn loose(read: &mut Read<'_>, before: Timestamp) -> Result<Vec<Media>, Error> {
    read.query(LOOSE, &[P::I(before.micros())], map)
}

fn map(row: &Row<'_>) -> Result<Media, Error> {
    Ok(Media {
        id: MediaId::new(row.i64(0)?),
        key: row.text(1)?,
        owner: AccountId::new(row.i64(2)?),
        purpose: row.text(3)?,
        post: row.opt_i64(4)?.map(PostId::new),
        position: row.i64(5)?,
        extension: row.text(6)?,
        sizes: row.text(7)?,
        width: row.i64(8)?,
        height: row.i64(9)?,
        alt: row.text(10)?,
        placeholder: row.bytes(11)?,
        blurhash: row.text(12)?,
        color: row.i64(13)?,
        was_animated: row.bool(14)?,
        made_at: Timestamp::from_micros(row.i64(15)?),
        focus: Focus {
            x: row.i64(16)?,
            y: row.i64(17)?,
        },
    })
}
