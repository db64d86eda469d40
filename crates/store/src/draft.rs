//! Drafts: words on their way. A draft belongs to one persona and to nobody else.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, DraftId, PostId};
use hafan_core::time::Timestamp;

sql! {
    SAVE = "INSERT INTO drafts (id, persona_id, body, changed_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at
            WHERE drafts.persona_id = excluded.persona_id";
    FIND = "SELECT id, body, changed_at FROM drafts WHERE id = $1 AND persona_id = $2";
    OF_PERSONA = "SELECT id, body, changed_at FROM drafts WHERE persona_id = $1
                  ORDER BY changed_at DESC LIMIT 101";
    COUNT = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM drafts
             WHERE persona_id = $1 AND id <> $2 LIMIT 100) AS kept";
    DELETE = "DELETE FROM drafts WHERE id = $1 AND persona_id = $2";
    SENT = "INSERT INTO drafts_sent (persona_id, draft_id, post_id, at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (persona_id, draft_id) DO NOTHING";
    SENT_AS = "SELECT post_id FROM drafts_sent WHERE persona_id = $1 AND draft_id = $2";
    SWEEP_SENT = "DELETE FROM drafts_sent WHERE at < $1";
}

/// A draft as stored.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which.
    pub id: DraftId,
    /// The fields of the composer, as JSON: see `hafan_app::draft`.
    pub body: String,
    /// When it was last kept.
    pub changed_at: Timestamp,
}

/// Keeps a draft, new or changed. False if the id is that of somebody else's draft.
pub fn save(
    tx: &mut Tx<'_>,
    id: DraftId,
    persona: AccountId,
    body: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let params = [
        P::I(id.get()),
        P::I(persona.get()),
        P::T(body),
        P::I(now.micros()),
    ];
    Ok(tx.execute(SAVE, &params)? == 1)
}

/// A draft of this persona.
pub fn find(read: &mut Read<'_>, id: DraftId, persona: AccountId) -> Result<Option<Draft>, Error> {
    read.query_opt(FIND, &[P::I(id.get()), P::I(persona.get())], map)
}

/// The drafts of a persona, last touched first: at most 101.
pub fn of_persona(read: &mut Read<'_>, persona: AccountId) -> Result<Vec<Draft>, Error> {
    read.query(OF_PERSONA, &[P::I(persona.get())], map)
}

/// How many drafts a persona has besides this one, counted to a hundred.
pub fn count_others(
    read: &mut Read<'_>,
    persona: AccountId,
    except: DraftId,
) -> Result<i64, Error> {
    read.query_one(COUNT, &[P::I(persona.get()), P::I(except.get())], |row| {
        row.i64(0)
    })
}

/// Throws a draft away. False if there was none.
pub fn delete(tx: &mut Tx<'_>, id: DraftId, persona: AccountId) -> Result<bool, Error> {
    Ok(tx.execute(DELETE, &[P::I(id.get()), P::I(persona.get())])? == 1)
}

/// Notes which post came of a draft. False if one had come of it before.
pub fn mark_sent(
    tx: &mut Tx<'_>,
    id: DraftId,
    persona: AccountId,
    post: PostId,
    now: Timestamp,
) -> Result<bool, Error> {
    let params = [
        P::I(persona.get()),
        P::I(id.get()),
        P::I(post.get()),
        P::I(now.micros()),
    ];
    Ok(tx.execute(SENT, &params)? == 1)
}

/// The post that came of a draft.
pub fn sent_as(
    read: &mut Read<'_>,
    id: DraftId,
    persona: AccountId,
) -> Result<Option<PostId>, Error> {
    let params = [P::I(persona.get()), P::I(id.get())];
    read.query_opt(SENT_AS, &params, |row| Ok(PostId::new(row.i64(0)?)))
}

/// Forgets which posts came of drafts sent before `before`.
pub fn sweep_sent(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, Error> {
    tx.execute(SWEEP_SENT, &[P::I(before.micros())])
}

fn map(row: &Row<'_>) -> Result<Draft, Error> {
    Ok(Draft {
        id: DraftId::new(row.i64(0)?),
        body: row.text(1)?,
        changed_at: Timestamp::from_micros(row.i64(2)?),
    })
}
