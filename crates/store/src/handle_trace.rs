//! Where a handle that somebody left behind still stands in what people wrote.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::PostId;
use hafan_core::time::Timestamp;

sql! {
    WINDOW_END = "SELECT COALESCE(MAX(id), 0) FROM
                  (SELECT id FROM posts WHERE id > $1 ORDER BY id LIMIT 2000) w";
    POSTS = "SELECT id, source, html, notice FROM posts
             WHERE id > $1 AND id <= $2 AND (LOWER(source) LIKE $3 ESCAPE '\\'
             OR LOWER(notice) LIKE $3 ESCAPE '\\') ORDER BY id";
    SET_POST = "UPDATE posts SET source = $2, html = $3, notice = $4 WHERE id = $1";
    EDITS = "SELECT post_id, at, source, html, notice FROM post_edits
             WHERE post_id > $1 AND post_id <= $2 AND (LOWER(source) LIKE $3 ESCAPE '\\'
             OR LOWER(notice) LIKE $3 ESCAPE '\\') ORDER BY post_id, at";
    SET_EDIT = "UPDATE post_edits SET source = $3, html = $4, notice = $5
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
    let pattern = format!("%@{}%", handle_key.replace('_', "\\_"));
    let params = [P::I(after.get()), P::I(to.get()), P::T(&pattern)];
    let mut found = read.query(POSTS, &params, |row| {
        Ok(Wording {
            post: PostId::new(row.i64(0)?),
            edit_at: None,
            source: row.text(1)?,
            html: row.text(2)?,
            notice: row.text(3)?,
        })
    })?;
    found.extend(read.query(EDITS, &params, |row| {
        Ok(Wording {
            post: PostId::new(row.i64(0)?),
            edit_at: Some(Timestamp::from_micros(row.i64(1)?)),
            source: row.text(2)?,
            html: row.text(3)?,
            notice: row.text(4)?,
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
            tx.execute(SET_EDIT, &[id, at, source, html, notice])?
        }
    };
    Ok(())
}
