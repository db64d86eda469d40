//! What the search index is made of, read anew from the tables: after a backup was read in.

use crate::{Error, P, Read, Row, sql};
use hafan_core::audience::Audience;
use hafan_core::id::{AccountId, CommunityId, PostId};

sql! {
    POSTS = "SELECT p.id, p.author_id, p.community_id, p.audience, p.source, p.notice, p.has_poll,
             p.pictures, a.posts_findable
             FROM posts p JOIN personas a ON a.id = p.author_id
             WHERE p.id > $1 AND p.state = 'up' AND p.boost_of IS NULL ORDER BY p.id LIMIT 500";
    POST = "SELECT p.id, p.author_id, p.community_id, p.audience, p.source, p.notice, p.has_poll,
            p.pictures, a.posts_findable
            FROM posts p JOIN personas a ON a.id = p.author_id
            WHERE p.id = $1 AND p.state = 'up' AND p.boost_of IS NULL";
    PERSONAS = "SELECT a.id, a.handle, p.name, p.bio FROM personas p JOIN accounts a ON a.id = p.id
                WHERE a.id > $1 AND p.is_findable = TRUE AND a.state IN ('active', 'frozen')
                ORDER BY a.id LIMIT 500";
    COMMUNITIES = "SELECT a.id, a.handle, c.name, c.summary
                   FROM communities c JOIN accounts a ON a.id = c.id
                   WHERE a.id > $1 AND c.visibility <> 'hidden' AND c.state = 'active'
                   ORDER BY a.id LIMIT 500";
    POLLS = "SELECT label FROM poll_options WHERE post_id = $1 ORDER BY position";
    ALTS = "SELECT alt FROM media WHERE post_id = $1 ORDER BY position";
}

/// A post that can be found, and what decides by whom.
pub struct Indexed {
    /// Which.
    pub id: PostId,
    /// Who wrote it.
    pub author: AccountId,
    /// Where it stands.
    pub community: Option<CommunityId>,
    /// Who may see it.
    pub audience: Audience,
    /// Text as typed.
    pub source: String,
    /// Content notice.
    pub notice: String,
    /// It asks something.
    pub has_poll: bool,
    /// Pictures that hang on it.
    pub pictures: i64,
    /// The author chose that public posts may be found.
    pub is_findable: bool,
}

/// Up to 500 posts after `after`, by id.
pub fn posts(read: &mut Read<'_>, after: PostId) -> Result<Vec<Indexed>, Error> {
    read.query(POSTS, &[P::I(after.get())], indexed)
}

/// One post, if it can be found at all.
pub fn post(read: &mut Read<'_>, id: PostId) -> Result<Option<Indexed>, Error> {
    read.query_opt(POST, &[P::I(id.get())], indexed)
}

fn indexed(row: &Row<'_>) -> Result<Indexed, Error> {
    Ok(Indexed {
        id: PostId::new(row.i64(0)?),
        author: AccountId::new(row.i64(1)?),
        community: row.opt_i64(2)?.map(CommunityId::new),
        audience: row.code(3, Audience::parse)?,
        source: row.text(4)?,
        notice: row.text(5)?,
        has_poll: row.bool(6)?,
        pictures: row.i64(7)?,
        is_findable: row.bool(8)?,
    })
}

/// The words of a post that are not in its row: answers of its poll, descriptions of its pictures.
pub fn words_beside(read: &mut Read<'_>, post: &Indexed) -> Result<Vec<String>, Error> {
    let mut words = Vec::new();
    if post.has_poll {
        words.extend(read.query(POLLS, &[P::I(post.id.get())], |row| row.text(0))?);
    }
    if post.pictures > 0 {
        words.extend(read.query(ALTS, &[P::I(post.id.get())], |row| row.text(0))?);
    }
    Ok(words)
}

/// Up to 500 personas that chose to be found, after `after` by id: id, handle, name, a few words.
pub fn personas(read: &mut Read<'_>, after: i64) -> Result<Vec<(AccountId, [String; 3])>, Error> {
    accounts(read, PERSONAS, after)
}

/// Up to 500 communities that everyone may know of, in the same form.
pub fn communities(
    read: &mut Read<'_>,
    after: i64,
) -> Result<Vec<(AccountId, [String; 3])>, Error> {
    accounts(read, COMMUNITIES, after)
}

fn accounts(
    read: &mut Read<'_>,
    sql: &'static str,
    after: i64,
) -> Result<Vec<(AccountId, [String; 3])>, Error> {
    read.query(sql, &[P::I(after)], |row| {
        let words = [row.text(1)?, row.text(2)?, row.text(3)?];
        Ok((AccountId::new(row.i64(0)?), words))
    })
}
