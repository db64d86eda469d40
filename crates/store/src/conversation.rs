//! Conversations: threads of words for named people, as each of them lists them.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, ConversationId, PostId};

sql! {
    NOTE = "INSERT INTO conversations (id, persona_id, thread_id, last_post_id, read_to)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (persona_id, thread_id) DO UPDATE
            SET last_post_id = {greatest}(conversations.last_post_id, excluded.last_post_id),
            read_to = {greatest}(conversations.read_to, excluded.read_to)";
    DOWN = "SELECT id, thread_id, last_post_id, read_to FROM conversations
            WHERE persona_id = $1 AND last_post_id < $2 AND last_post_id > $3
            ORDER BY last_post_id DESC, id DESC LIMIT 41";
    UP = "SELECT id, thread_id, last_post_id, read_to FROM conversations
          WHERE persona_id = $1 AND last_post_id < $2 AND last_post_id > $3
          ORDER BY last_post_id, id LIMIT 41";
    FIND = "SELECT id, thread_id, last_post_id, read_to FROM conversations
            WHERE id = $1 AND persona_id = $2";
    READ_ALL = "UPDATE conversations SET read_to = last_post_id WHERE id = $1 AND persona_id = $2";
    UNREAD_ALL = "UPDATE conversations SET read_to = 0 WHERE id = $1 AND persona_id = $2";
    DELETE = "DELETE FROM conversations WHERE id = $1 AND persona_id = $2";
    POSTS = "SELECT id FROM posts WHERE thread_id = $1 AND audience = 'named' AND state = 'up'
             ORDER BY id DESC LIMIT 20";
}

/// Conversations of one look; one more than a page of applications can hold.
pub const ROUND: usize = 41;

/// A conversation of a persona.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Conversation {
    /// Which.
    pub id: ConversationId,
    /// The first post of its thread.
    pub thread: PostId,
    /// The newest post in it when it was noted.
    pub last: PostId,
    /// Read up to this post.
    pub read_to: PostId,
}

/// Notes that `post` came into a conversation of `persona`, and how far they have read; `id` is for
/// one that is new to them.
pub fn note(
    tx: &mut Tx<'_>,
    id: ConversationId,
    persona: AccountId,
    (thread, post): (PostId, PostId),
    read_to: Option<PostId>,
) -> Result<(), Error> {
    let params = [
        P::I(id.get()),
        P::I(persona.get()),
        P::I(thread.get()),
        P::I(post.get()),
        P::I(read_to.map_or(0, PostId::get)),
    ];
    tx.execute(NOTE, &params)?;
    Ok(())
}

/// At most [`ROUND`] conversations whose newest post lies between: from the top, or from the
/// bottom.
pub fn page(
    read: &mut Read<'_>,
    persona: AccountId,
    (before, after): (PostId, PostId),
    is_upward: bool,
) -> Result<Vec<Conversation>, Error> {
    let params = [P::I(persona.get()), P::I(before.get()), P::I(after.get())];
    read.query(if is_upward { UP } else { DOWN }, &params, map)
}

/// A conversation of a persona.
pub fn find(
    read: &mut Read<'_>,
    persona: AccountId,
    id: ConversationId,
) -> Result<Option<Conversation>, Error> {
    read.query_opt(FIND, &[P::I(id.get()), P::I(persona.get())], map)
}

/// Notes that a persona has read all of a conversation.
pub fn read_all(tx: &mut Tx<'_>, persona: AccountId, id: ConversationId) -> Result<(), Error> {
    tx.execute(READ_ALL, &[P::I(id.get()), P::I(persona.get())])?;
    Ok(())
}

/// Notes that a persona has read nothing of a conversation.
pub fn unread_all(tx: &mut Tx<'_>, persona: AccountId, id: ConversationId) -> Result<(), Error> {
    tx.execute(UNREAD_ALL, &[P::I(id.get()), P::I(persona.get())])?;
    Ok(())
}

/// Takes a conversation off the list of a persona, until something new comes into it.
pub fn delete(tx: &mut Tx<'_>, persona: AccountId, id: ConversationId) -> Result<(), Error> {
    tx.execute(DELETE, &[P::I(id.get()), P::I(persona.get())])?;
    Ok(())
}

/// The newest posts for named people in a thread. No rule has been asked yet.
pub fn posts(read: &mut Read<'_>, thread: PostId) -> Result<Vec<PostId>, Error> {
    read.query(POSTS, &[P::I(thread.get())], |row| {
        Ok(PostId::new(row.i64(0)?))
    })
}

fn map(row: &Row<'_>) -> Result<Conversation, Error> {
    Ok(Conversation {
        id: ConversationId::new(row.i64(0)?),
        thread: PostId::new(row.i64(1)?),
        last: PostId::new(row.i64(2)?),
        read_to: PostId::new(row.i64(3)?),
    })
}
