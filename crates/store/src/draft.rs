//! Drafts: words on their way. A draft belongs to one persona and to nobody else.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, DraftId, PostId};
use hafan_core::time::Timestamp;

sql! {
    SAVE = "INSERT INTO drafts (id, persona_id, body, changed_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at
            WHERE drafts.persona_id = excluded.persona_id AND drafts.goes_out_at IS NULL";
    FIND = "SELECT id, body, changed_at, goes_out_at FROM drafts
            WHERE id = $1 AND persona_id = $2";
    OF_PERSONA = "SELECT id, body, changed_at, goes_out_at FROM drafts WHERE persona_id = $1
                  ORDER BY changed_at DESC LIMIT 101";
    COUNT = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM drafts
             WHERE persona_id = $1 AND id <> $2 LIMIT 100) AS kept";
    DELETE = "DELETE FROM drafts WHERE id = $1 AND persona_id = $2";
    SET_TIME = "UPDATE drafts SET goes_out_at = $3 WHERE id = $1 AND persona_id = $2";
    SET_KEY = "UPDATE drafts SET key_hash = $3 WHERE id = $1 AND persona_id = $2";
    BY_KEY = "SELECT id FROM drafts WHERE persona_id = $1 AND key_hash = $2";
    GOING_OUT = "SELECT persona_id, body, goes_out_at FROM drafts
                 WHERE id = $1 AND goes_out_at IS NOT NULL";
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
    /// When it goes out by itself, if it does.
    pub goes_out_at: Option<Timestamp>,
}

/// A draft that goes out by itself.
#[derive(Clone, Debug)]
pub struct GoingOut {
    /// Whose.
    pub persona: AccountId,
    /// The fields of the composer, as JSON.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

/// Keeps a draft, new or changed. False if the id is that of somebody else's draft, or of one that
/// goes out by itself: what was settled does not change under the hands of a page left open.
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

/// Lets a draft go out by itself at a time, or not any longer. False if there is none.
pub fn set_time(
    tx: &mut Tx<'_>,
    id: DraftId,
    persona: AccountId,
    at: Option<Timestamp>,
) -> Result<bool, Error> {
    let at = P::OptI(at.map(Timestamp::micros));
    Ok(tx.execute(SET_TIME, &[P::I(id.get()), P::I(persona.get()), at])? == 1)
}

/// Notes of which request a draft came.
pub fn set_key(
    tx: &mut Tx<'_>,
    id: DraftId,
    persona: AccountId,
    key_hash: &[u8],
) -> Result<(), Error> {
    let params = [P::I(id.get()), P::I(persona.get()), P::B(key_hash)];
    tx.execute(SET_KEY, &params)?;
    Ok(())
}

/// The draft that came of a request with this key before.
pub fn by_key(
    read: &mut Read<'_>,
    persona: AccountId,
    key_hash: &[u8],
) -> Result<Option<DraftId>, Error> {
    let params = [P::I(persona.get()), P::B(key_hash)];
    read.query_opt(BY_KEY, &params, |row| Ok(DraftId::new(row.i64(0)?)))
}

/// A draft that goes out by itself, whosever it is.
pub fn going_out(read: &mut Read<'_>, id: DraftId) -> Result<Option<GoingOut>, Error> {
    read.query_opt(GOING_OUT, &[P::I(id.get())], |row| {
        Ok(GoingOut {
            persona: AccountId::new(row.i64(0)?),
            body: row.text(1)?,
            at: Timestamp::from_micros(row.i64(2)?),
        })
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
        goes_out_at: row.opt_i64(3)?.map(Timestamp::from_micros),
    })
}
