//! What pictures look like, and which looks are known to be unwanted. Nothing of it is ever told:
//! rules compare, and answer yes or no.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, CommunityId, MediaId, NotificationId, PostId};
use hafan_core::look::{How, Look, QUALITY_MIN, Seen};
use hafan_core::time::Timestamp;

sql! {
    KEEP = "INSERT INTO looks (media_id, seen, quality) VALUES ($1, $2, $3)
            ON CONFLICT (media_id) DO NOTHING";
    FORGET = "DELETE FROM looks WHERE media_id = $1";
    UNSEEN = "SELECT id FROM media WHERE id > $1 AND purpose = 'post'
              AND NOT EXISTS (SELECT 1 FROM looks l WHERE l.media_id = media.id)
              ORDER BY id LIMIT 50";
    OF_POSTS = "SELECT m.post_id, m.owner_id, l.seen FROM media m JOIN looks l ON l.media_id = m.id
                WHERE m.post_id {in $1} AND l.quality >= $2 ORDER BY m.post_id, m.position";
    OF_MEDIA = "SELECT media_id, seen FROM looks WHERE media_id {in $1} AND quality >= $2";
    OF_LOOSE = "SELECT l.media_id, l.seen FROM looks l JOIN media m ON m.id = l.media_id
                WHERE l.media_id {in $1} AND l.quality >= $2 AND m.post_id IS NULL";
    /// What somebody sent is theirs: what they liked or passed on is not.
    IN_NEWS = "SELECT m.post_id, m.owner_id, l.seen FROM notifications n
               JOIN media m ON m.post_id = n.post_id AND m.owner_id = n.actor_id
               JOIN looks l ON l.media_id = m.id
               WHERE n.id {in $1} AND n.persona_id = $2 AND l.quality >= $3
               ORDER BY n.id DESC, m.position LIMIT 100";
    SENT = "SELECT m.post_id, m.owner_id, l.seen FROM notifications n
            JOIN media m ON m.post_id = n.post_id AND m.owner_id = n.actor_id
            JOIN looks l ON l.media_id = m.id
            WHERE n.persona_id = $1 AND n.actor_id = $2 AND l.quality >= $3
            ORDER BY n.id DESC, m.position LIMIT 100";
    /// What was reported stays refused though it is let in later; otherwise the latest act counts.
    REFUSE = "INSERT INTO refused_looks (persona_id, look, from_id, how, at)
              VALUES ($1, $2, $3, $4, $5) ON CONFLICT (persona_id, look)
              DO UPDATE SET from_id = excluded.from_id, how = excluded.how, at = excluded.at
              WHERE refused_looks.how <> 'report'";
    REFUSED_COUNT = "SELECT COUNT(*) FROM refused_looks WHERE persona_id = $1";
    REFUSED_OLDEST = "DELETE FROM refused_looks WHERE persona_id = $1 AND look NOT IN
                      (SELECT r.look FROM refused_looks r WHERE r.persona_id = $1
                       ORDER BY r.at DESC, r.look LIMIT 300)";
    ACCEPT = "DELETE FROM refused_looks WHERE persona_id = $1";
    ACCEPT_FROM = "DELETE FROM refused_looks WHERE persona_id = $1 AND from_id = $2 AND how = $3";
    TAKE_OUT = "INSERT INTO taken_out_looks (community_id, look, at) VALUES ($1, $2, $3)
                ON CONFLICT (community_id, look) DO NOTHING";
    TAKEN_OUT = "SELECT look FROM taken_out_looks WHERE community_id = $1";
    TAKEN_OUT_COUNT = "SELECT COUNT(*) FROM taken_out_looks WHERE community_id = $1";
    TAKEN_OUT_OLDEST = "DELETE FROM taken_out_looks WHERE community_id = $1 AND look NOT IN
                        (SELECT t.look FROM taken_out_looks t WHERE t.community_id = $1
                         ORDER BY t.at DESC, t.look LIMIT 1000)";
    LET_BACK = "DELETE FROM taken_out_looks WHERE community_id = $1";
}

/// A picture of a post by what it looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hung {
    /// The post.
    pub post: PostId,
    /// Whose it is.
    pub owner: AccountId,
    /// What it looks like.
    pub seen: Seen,
}

/// Keeps what a picture looks like, from 0 to 100 with how much that says.
pub fn keep(tx: &mut Tx<'_>, media: MediaId, seen: &Seen, quality: u8) -> Result<(), Error> {
    let (seen, quality) = (seen.to_bytes(), i64::from(quality));
    tx.execute(KEEP, &[P::I(media.get()), P::B(&seen), P::I(quality)])?;
    Ok(())
}

/// Forgets what a picture looks like.
pub fn forget(tx: &mut Tx<'_>, media: MediaId) -> Result<(), Error> {
    tx.execute(FORGET, &[P::I(media.get())])?;
    Ok(())
}

/// Up to fifty pictures of posts, from the first after `after`, that nobody has looked at.
pub fn unseen(read: &mut Read<'_>, after: MediaId) -> Result<Vec<MediaId>, Error> {
    read.query(UNSEEN, &[P::I(after.get())], |row| {
        Ok(MediaId::new(row.i64(0)?))
    })
}

/// The looks of the pictures of these posts, in order, as far as they say anything.
pub fn of_posts(read: &mut Read<'_>, posts: &[i64]) -> Result<Vec<Hung>, Error> {
    read.query(OF_POSTS, &[P::Ints(posts), quality_min()], hung)
}

/// The looks of these pictures, as far as they say anything.
pub fn of_media(read: &mut Read<'_>, ids: &[i64]) -> Result<Vec<(MediaId, Seen)>, Error> {
    read.query(OF_MEDIA, &[P::Ints(ids), quality_min()], |row| {
        Ok((MediaId::new(row.i64(0)?), seen(row, 1)?))
    })
}

/// The looks of those of these pictures that hang on nothing yet, as far as they say anything.
pub fn of_loose(read: &mut Read<'_>, ids: &[i64]) -> Result<Vec<(MediaId, Seen)>, Error> {
    read.query(OF_LOOSE, &[P::Ints(ids), quality_min()], |row| {
        Ok((MediaId::new(row.i64(0)?), seen(row, 1)?))
    })
}

/// The looks of the newest hundred pictures that came to a persona with these pieces of news.
pub fn in_news(
    read: &mut Read<'_>,
    persona: AccountId,
    news: &[NotificationId],
) -> Result<Vec<Hung>, Error> {
    let news: Vec<i64> = news.iter().map(|id| id.get()).collect();
    let params = [P::Ints(&news), P::I(persona.get()), quality_min()];
    read.query(IN_NEWS, &params, hung)
}

/// The looks of the newest hundred pictures that somebody sent a persona, as far as it was told.
pub fn sent(read: &mut Read<'_>, persona: AccountId, by: AccountId) -> Result<Vec<Hung>, Error> {
    let params = [P::I(persona.get()), P::I(by.get()), quality_min()];
    read.query(SENT, &params, hung)
}

/// Remembers that a persona refused a picture; of more than three hundred the oldest go.
pub fn refuse(
    tx: &mut Tx<'_>,
    persona: AccountId,
    (refused, how): (&[Hung], How),
    now: Timestamp,
) -> Result<(), Error> {
    for one in refused {
        let look = one.seen.look().to_string();
        let params = [
            P::I(persona.get()),
            P::T(&look),
            P::I(one.owner.get()),
            P::T(how.code()),
            P::I(now.micros()),
        ];
        tx.execute(REFUSE, &params)?;
    }
    tx.execute(REFUSED_OLDEST, &[P::I(persona.get())])?;
    Ok(())
}

/// How many pictures a persona refused.
pub fn refused_count(read: &mut Read<'_>, persona: AccountId) -> Result<i64, Error> {
    read.query_one(REFUSED_COUNT, &[P::I(persona.get())], |row| row.i64(0))
}

/// Forgets every picture that a persona refused.
pub fn accept_all(tx: &mut Tx<'_>, persona: AccountId) -> Result<(), Error> {
    tx.execute(ACCEPT, &[P::I(persona.get())])?;
    Ok(())
}

/// Forgets what a persona refused of somebody in this way.
pub fn accept(tx: &mut Tx<'_>, persona: AccountId, from: AccountId, how: How) -> Result<(), Error> {
    let params = [P::I(persona.get()), P::I(from.get()), P::T(how.code())];
    tx.execute(ACCEPT_FROM, &params)?;
    Ok(())
}

/// Remembers pictures that were taken out of a community; of more than a thousand the oldest go.
pub fn take_out(
    tx: &mut Tx<'_>,
    community: CommunityId,
    looks: &[Look],
    now: Timestamp,
) -> Result<(), Error> {
    let id = community.get();
    for look in looks {
        let look = look.to_string();
        tx.execute(TAKE_OUT, &[P::I(id), P::T(&look), P::I(now.micros())])?;
    }
    tx.execute(TAKEN_OUT_OLDEST, &[P::I(id)])?;
    Ok(())
}

/// What was taken out of a community: a thousand at most.
pub fn taken_out(read: &mut Read<'_>, community: CommunityId) -> Result<Vec<Look>, Error> {
    read.query(TAKEN_OUT, &[P::I(community.get())], |row| look(row, 0))
}

/// How many pictures were taken out of a community.
pub fn taken_out_count(read: &mut Read<'_>, community: CommunityId) -> Result<i64, Error> {
    read.query_one(TAKEN_OUT_COUNT, &[P::I(community.get())], |row| row.i64(0))
}

/// Lets everything that was taken out of a community be shown there again.
pub fn let_back(tx: &mut Tx<'_>, community: CommunityId) -> Result<(), Error> {
    tx.execute(LET_BACK, &[P::I(community.get())])?;
    Ok(())
}

fn quality_min() -> P<'static> {
    P::I(i64::from(QUALITY_MIN))
}

fn hung(row: &Row<'_>) -> Result<Hung, Error> {
    Ok(Hung {
        post: PostId::new(row.i64(0)?),
        owner: AccountId::new(row.i64(1)?),
        seen: seen(row, 2)?,
    })
}

fn seen(row: &Row<'_>, column: usize) -> Result<Seen, Error> {
    let bytes = row.bytes(column)?;
    Seen::from_bytes(&bytes).ok_or_else(|| Error::Decode(format!("column {column}: no look")))
}

/// The look in a column.
pub(crate) fn look(row: &Row<'_>, column: usize) -> Result<Look, Error> {
    row.code(column, Look::parse)
}
