//! Where a handle that somebody left behind still stands in what people wrote: posts and their
//! earlier wordings, answers of polls, words for pictures, drafts.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{DraftId, MediaId, PostId};
use hafan_core::time::Timestamp;

sql! {
    WINDOW_END = "SELECT COALESCE(MAX(id), 0) FROM
                  (SELECT id FROM posts WHERE id > $1 ORDER BY id LIMIT 2000) w";
    POSTS = "SELECT id, source, html, notice FROM posts
             WHERE id > $1 AND id <= $2 AND (LOWER(source) LIKE $3 ESCAPE '\\'
             OR LOWER(notice) LIKE $3 ESCAPE '\\') ORDER BY id";
    SET_POST = "UPDATE posts SET source = $2, html = $3, notice = $4 WHERE id = $1";
    EDITS = "SELECT post_id, at, source, html, notice, pictures FROM post_edits
             WHERE post_id > $1 AND post_id <= $2 AND (LOWER(source) LIKE $3 ESCAPE '\\'
             OR LOWER(notice) LIKE $3 ESCAPE '\\' OR LOWER(pictures) LIKE $3 ESCAPE '\\')
             ORDER BY post_id, at";
    LABELS = "SELECT post_id, position, label FROM poll_options
              WHERE post_id > $1 AND post_id <= $2 AND LOWER(label) LIKE $3 ESCAPE '\\'
              ORDER BY post_id, position";
    SET_LABEL = "UPDATE poll_options SET label = $3 WHERE post_id = $1 AND position = $2";
    MEDIA_END = "SELECT COALESCE(MAX(id), 0) FROM
                 (SELECT id FROM media WHERE id > $1 ORDER BY id LIMIT 2000) w";
    ALTS = "SELECT id, post_id, alt FROM media
            WHERE id > $1 AND id <= $2 AND LOWER(alt) LIKE $3 ESCAPE '\\' ORDER BY id";
    SET_ALT = "UPDATE media SET alt = $2 WHERE id = $1";
    DRAFTS_END = "SELECT COALESCE(MAX(id), 0) FROM
                  (SELECT id FROM drafts WHERE id > $1 ORDER BY id LIMIT 500) w";
    DRAFTS = "SELECT id, body FROM drafts
              WHERE id > $1 AND id <= $2 AND LOWER(body) LIKE $3 ESCAPE '\\' ORDER BY id";
    SET_DRAFT = "UPDATE drafts SET body = $2 WHERE id = $1";
    SET_EDIT = "UPDATE post_edits SET source = $3, html = $4, notice = $5, pictures = $6
                WHERE post_id = $1 AND at = $2";
}

/// A wording that names the handle.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The post.
    pub post: PostId,
    /// For an earlier wording, when it was written.
    pub edit_at: Option<Timestamp>,
    /// Text as typed.
    pub source: String,
    /// Text as shown.
    pub html: String,
    /// Content notice.
    pub notice: String,
    /// For an earlier wording, what it said of its pictures, if that is known.
    pub pictures: Option<String>,
}

/// The last id of the next 2000 posts after `after`; `None` where there are no more.
pub fn window_end(read: &mut Read<'_>, after: PostId) -> Result<Option<PostId>, Error> {
    let end = read.query_one(WINDOW_END, &[P::I(after.get())], |row| row.i64(0))?;
    Ok((end > 0).then(|| PostId::new(end)))
}

/// The wordings of posts in a window (the first id left out) in which `@handle_key` stands,
/// perhaps as the beginning of a longer one.
pub fn wordings(
    read: &mut Read<'_>,
    (after, to): (PostId, PostId),
    handle_key: &str,
) -> Result<Vec<Wording>, Error> {
    let pattern = pattern(handle_key, "@");
    let params = [P::I(after.get()), P::I(to.get()), P::T(&pattern)];
    let mut found = read.query(POSTS, &params, |row| {
        Ok(Wording {
            post: PostId::new(row.i64(0)?),
            edit_at: None,
            source: row.text(1)?,
            html: row.text(2)?,
            notice: row.text(3)?,
            pictures: None,
        })
    })?;
    found.extend(read.query(EDITS, &params, |row| {
        Ok(Wording {
            post: PostId::new(row.i64(0)?),
            edit_at: Some(Timestamp::from_micros(row.i64(1)?)),
            source: row.text(2)?,
            html: row.text(3)?,
            notice: row.text(4)?,
            pictures: row.opt_text(5)?,
        })
    })?);
    Ok(found)
}

/// Writes a wording back. What it says is the same; only a name in it has changed.
pub fn set(tx: &mut Tx<'_>, wording: &Wording) -> Result<(), Error> {
    let id = P::I(wording.post.get());
    let texts = [
        P::T(&wording.source),
        P::T(&wording.html),
        P::T(&wording.notice),
    ];
    let [source, html, notice] = texts;
    match wording.edit_at {
        None => tx.execute(SET_POST, &[id, source, html, notice])?,
        Some(at) => {
            let at = P::I(at.micros());
            let pictures = P::OptT(wording.pictures.as_deref());
            tx.execute(SET_EDIT, &[id, at, source, html, notice, pictures])?
        }
    };
    Ok(())
}

/// An answer of a poll that names the handle.
#[derive(Clone, Debug)]
pub struct Label {
    /// The post that asks.
    pub post: PostId,
    /// Its place.
    pub position: i64,
    /// Its words.
    pub words: String,
}

/// The answers of polls in a window of posts in which `@handle_key` stands.
pub fn labels(
    read: &mut Read<'_>,
    (after, to): (PostId, PostId),
    handle_key: &str,
) -> Result<Vec<Label>, Error> {
    let pattern = pattern(handle_key, "@");
    let params = [P::I(after.get()), P::I(to.get()), P::T(&pattern)];
    read.query(LABELS, &params, |row| {
        Ok(Label {
            post: PostId::new(row.i64(0)?),
            position: row.i64(1)?,
            words: row.text(2)?,
        })
    })
}

/// Writes the words of an answer back.
pub fn set_label(tx: &mut Tx<'_>, label: &Label) -> Result<(), Error> {
    let params = [
        P::I(label.post.get()),
        P::I(label.position),
        P::T(&label.words),
    ];
    tx.execute(SET_LABEL, &params)?;
    Ok(())
}

/// The last id of the next 2000 pictures after `after`; `None` where there are no more.
pub fn media_end(read: &mut Read<'_>, after: MediaId) -> Result<Option<MediaId>, Error> {
    let end = read.query_one(MEDIA_END, &[P::I(after.get())], |row| row.i64(0))?;
    Ok((end > 0).then(|| MediaId::new(end)))
}

/// What is said of a picture, and names the handle.
#[derive(Clone, Debug)]
pub struct Alt {
    /// The picture.
    pub id: MediaId,
    /// The post it hangs on, if it hangs on one.
    pub post: Option<PostId>,
    /// The words.
    pub words: String,
}

/// The words for pictures in a window in which `@handle_key` stands.
pub fn alts(
    read: &mut Read<'_>,
    (after, to): (MediaId, MediaId),
    handle_key: &str,
) -> Result<Vec<Alt>, Error> {
    let pattern = pattern(handle_key, "@");
    let params = [P::I(after.get()), P::I(to.get()), P::T(&pattern)];
    read.query(ALTS, &params, |row| {
        Ok(Alt {
            id: MediaId::new(row.i64(0)?),
            post: row.opt_i64(1)?.map(PostId::new),
            words: row.text(2)?,
        })
    })
}

/// Writes the words for a picture back.
pub fn set_alt(tx: &mut Tx<'_>, alt: &Alt) -> Result<(), Error> {
    tx.execute(SET_ALT, &[P::I(alt.id.get()), P::T(&alt.words)])?;
    Ok(())
}

/// The last id of the next 500 drafts after `after`; `None` where there are no more.
pub fn drafts_end(read: &mut Read<'_>, after: DraftId) -> Result<Option<DraftId>, Error> {
    let end = read.query_one(DRAFTS_END, &[P::I(after.get())], |row| row.i64(0))?;
    Ok((end > 0).then(|| DraftId::new(end)))
}

/// The bodies of drafts in a window in which `handle_key` stands, with its sign or without: the
/// list of people that a draft is written to needs none.
pub fn drafts(
    read: &mut Read<'_>,
    (after, to): (DraftId, DraftId),
    handle_key: &str,
) -> Result<Vec<(DraftId, String)>, Error> {
    let pattern = pattern(handle_key, "");
    let params = [P::I(after.get()), P::I(to.get()), P::T(&pattern)];
    read.query(DRAFTS, &params, |row| {
        Ok((DraftId::new(row.i64(0)?), row.text(1)?))
    })
}

/// Writes the body of a draft back. Its author did not touch it, so its time stays.
pub fn set_draft(tx: &mut Tx<'_>, id: DraftId, body: &str) -> Result<(), Error> {
    tx.execute(SET_DRAFT, &[P::I(id.get()), P::T(body)])?;
    Ok(())
}

fn pattern(handle_key: &str, sign: &str) -> String {
    format!("%{sign}{}%", handle_key.replace('_', "\\_"))
}
