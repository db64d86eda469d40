//! The ledger, and the only way to change what it governs.
//!
//! [`apply`] writes an entry and its projection (the row of follows, settings, … that the rest of
//! the store reads) in one go. The statements that write those columns are private to this folder.
pub mod audit;
pub(crate) mod project;
pub(crate) mod seal;
pub mod unsealed;

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, CommunityId, LedgerId, MemberId};
use hafan_core::ledger::{Entry, Owner};
use hafan_core::time::Timestamp;
use sha2::{Digest, Sha256};

sql! {
    HEAD = "SELECT seq, hash FROM ledger_heads WHERE owner_kind = $1 AND owner_id = $2";
    SET_HEAD = "INSERT INTO ledger_heads (owner_kind, owner_id, seq, hash)
                VALUES ($1, $2, $3, $4) ON CONFLICT (owner_kind, owner_id)
                DO UPDATE SET seq = excluded.seq, hash = excluded.hash";
    INSERT = "INSERT INTO ledger (id, owner_kind, owner_id, seq, kind, what, old_value, new_value,
              by_kind, by_id, cause, note, at, hash, seal)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    PAGE = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value, by_kind, by_id,
            cause, note, at, hash, seal FROM ledger
            WHERE owner_kind = $1 AND owner_id = $2 AND seq < $3 AND kind <> 'seal'
            ORDER BY seq DESC LIMIT 50";
    BY_ID = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value, by_kind, by_id,
             cause, note, at, hash, seal FROM ledger WHERE id = $1";
    NEWEST = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value, by_kind,
              by_id, cause, note, at, hash, seal FROM ledger
              WHERE owner_kind = $1 AND owner_id = $2 AND kind = $3 AND what = $4
              ORDER BY seq DESC LIMIT 1";
    MEMBERSHIPS_BETWEEN = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value,
                           by_kind, by_id, cause, note, at, hash, seal FROM ledger
                           WHERE owner_kind = 'persona' AND owner_id = $1 AND kind = 'membership'
                           AND at >= $2 AND at <= $3 ORDER BY seq DESC LIMIT 200";
    HAD_VALUE = "SELECT COUNT(*) FROM ledger WHERE owner_kind = $1 AND owner_id = $2
                 AND kind = $3 AND what = $4 AND old_value = $5";
    /// Why each of these values changed next, if it did.
    FOLLOWED_BY = "SELECT l.id, (SELECT n.cause FROM ledger n
                   WHERE n.owner_kind = l.owner_kind AND n.owner_id = l.owner_id
                   AND n.kind = l.kind AND n.what = l.what AND n.seq > l.seq
                   ORDER BY n.seq LIMIT 1)
                   FROM ledger l WHERE l.id {in $1}";
    ERASE = "DELETE FROM ledger WHERE owner_kind = $1 AND owner_id = $2";
    ERASE_HEAD = "DELETE FROM ledger_heads WHERE owner_kind = $1 AND owner_id = $2";
    /// What hosts did about a member, in values that say nothing of the member's own.
    HOST_ACTS_ON = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value,
                    by_kind, by_id, cause, note, at, hash, seal FROM ledger
                    WHERE owner_kind = 'member' AND owner_id = $1 AND at < $2
                    AND by_kind IN ('host', 'operator')
                    AND ((kind = 'session' AND by_kind = 'host')
                    OR (kind = 'setting' AND what IN ('state', 'host', 'sign-in-help')))
                    ORDER BY seq DESC LIMIT 500";
    ERASE_FOLLOWS = "DELETE FROM follows WHERE follower_id = $1";
    ERASE_WISHES = "DELETE FROM follow_options WHERE follower_id = $1";
    ERASE_WISHES_ABOUT = "DELETE FROM follow_options WHERE target_id = $1";
    ERASE_TERMS = "DELETE FROM mute_terms WHERE owner_id = $1";
    ERASE_TERMS_ABOUT = "DELETE FROM mute_terms WHERE target_id = $1";
    ERASE_BLOCKS = "DELETE FROM blocks WHERE owner_id = $1";
    ERASE_MUTES = "DELETE FROM mutes WHERE owner_id = $1";
    ERASE_DOMAIN_BLOCKS = "DELETE FROM domain_blocks WHERE owner_id = $1";
    ERASE_MEMBERSHIPS = "DELETE FROM memberships WHERE persona_id = $1";
    HOST_ACTS = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value, by_kind,
                 by_id, cause, note, at, hash, seal FROM ledger
                 WHERE by_kind IN ('host', 'operator') AND (at, id) < ($1, $2)
                 ORDER BY at DESC, id DESC
                 LIMIT 50";
    OF_COMMUNITY = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value,
                    by_kind, by_id, cause, note, at, hash, seal FROM ledger
                    WHERE owner_kind = 'community' AND owner_id = $1 AND (at, id) < ($2, $3)
                    AND kind <> 'seal' ORDER BY at DESC, id DESC LIMIT 50";
    BY_CARERS = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value, by_kind,
                 by_id, cause, note, at, hash, seal FROM ledger
                 WHERE by_kind = 'carer' AND kind = 'membership' AND what = $1
                 AND (at, id) < ($2, $3)
                 ORDER BY at DESC, id DESC LIMIT 50";
}

/// An entry as stored.
#[derive(Clone, Debug)]
pub struct LedgerRow {
    /// Which.
    pub id: LedgerId,
    /// Kind of owner: see [`Owner::kind`].
    pub owner_kind: String,
    /// Number of the owner.
    pub owner_id: i64,
    /// Position within the owner's record, from 1.
    pub seq: i64,
    /// Kind of change: see `Change::kind`.
    pub kind: String,
    /// Which value: see `Change::key`.
    pub what: String,
    /// Before.
    pub old: String,
    /// Now.
    pub new: String,
    /// Who: see `By::code`.
    pub by_kind: String,
    /// The account that acted, if one did.
    pub by: Option<AccountId>,
    /// Why: see `Cause::code`.
    pub cause: String,
    /// Words given with it.
    pub note: String,
    /// When.
    pub at: Timestamp,
    /// Hash over the entry and the one before it in the same record.
    pub hash: Vec<u8>,
    /// Hash over what the row holds beside values with entries: see [`seal`].
    pub seal: Option<Vec<u8>>,
}

/// Writes the entry and what it changes. Nothing happens where nothing would change.
///
/// `id` is a fresh random id. The entry's hash covers the one before it in the same record, so that
/// an old entry cannot be altered unseen; the hash of the newest is kept beside the ledger as the
/// head of the record, so that none can be cut off unseen either. The next entry follows on the
/// head and not on the last row, which may be another's work.
pub fn apply(tx: &mut Tx<'_>, id: LedgerId, entry: &Entry) -> Result<(), Error> {
    if entry.change.is_empty() {
        return Ok(());
    }
    let owner = entry.change.owner();
    let last = tx.query_opt(HEAD, &[P::T(owner.kind()), P::I(owner.number())], |row| {
        Ok((row.i64(0)?, row.bytes(1)?))
    })?;
    let (seq, previous) = last.map_or((1, Vec::new()), |(seq, hash)| (seq + 1, hash));
    let seal = seal::of_change(tx, &entry.change)?;
    let row = LedgerRow {
        id,
        owner_kind: owner.kind().to_owned(),
        owner_id: owner.number(),
        seq,
        kind: entry.change.kind().to_owned(),
        what: entry.change.key(),
        old: entry.change.old().to_owned(),
        new: entry.change.new_value().to_owned(),
        by_kind: entry.by.code().to_owned(),
        by: entry.by.account(),
        cause: entry.cause.code().to_owned(),
        note: entry.note.clone(),
        at: entry.at,
        hash: Vec::new(),
        seal,
    };
    insert(tx, &row, &previous)?;
    project::write(tx, entry)
}

/// Writes an entry behind the one with the hash `previous`, as the new head; gives its own hash.
fn insert(tx: &mut Tx<'_>, row: &LedgerRow, previous: &[u8]) -> Result<Vec<u8>, Error> {
    let hash = row.hash_after(previous);
    tx.execute(
        INSERT,
        &[
            P::I(row.id.get()),
            P::T(&row.owner_kind),
            P::I(row.owner_id),
            P::I(row.seq),
            P::T(&row.kind),
            P::T(&row.what),
            P::T(&row.old),
            P::T(&row.new),
            P::T(&row.by_kind),
            P::OptI(row.by.map(AccountId::get)),
            P::T(&row.cause),
            P::T(&row.note),
            P::I(row.at.micros()),
            P::B(&hash),
            P::OptB(row.seal.as_deref()),
        ],
    )?;
    let (kind, id) = (P::T(&row.owner_kind), P::I(row.owner_id));
    tx.execute(SET_HEAD, &[kind, id, P::I(row.seq), P::B(&hash)])?;
    Ok(hash)
}

impl LedgerRow {
    /// SHA-256 over the previous hash and every field, each with its length before it. The seal
    /// comes last, and only where there is one: entries were made before there were seals.
    fn hash_after(&self, previous: &[u8]) -> Vec<u8> {
        let numbers = [
            self.id.get(),
            self.owner_id,
            self.seq,
            self.by.map_or(0, AccountId::get),
            self.at.micros(),
        ];
        let texts = [
            &self.owner_kind,
            &self.kind,
            &self.what,
            &self.old,
            &self.new,
            &self.by_kind,
            &self.cause,
            &self.note,
        ];
        let mut hash = Sha256::new();
        hash.update((previous.len() as u64).to_be_bytes());
        hash.update(previous);
        for number in numbers {
            hash.update(number.to_be_bytes());
        }
        for text in texts {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        if let Some(seal) = &self.seal {
            hash.update((seal.len() as u64).to_be_bytes());
            hash.update(seal);
        }
        hash.finalize().to_vec()
    }
}

/// Fifty entries of a record before position `before`, newest first, without those that only seal.
pub fn page(read: &mut Read<'_>, owner: Owner, before: i64) -> Result<Vec<LedgerRow>, Error> {
    read.query(
        PAGE,
        &[P::T(owner.kind()), P::I(owner.number()), P::I(before)],
        map,
    )
}

/// One entry.
pub fn find(read: &mut Read<'_>, id: LedgerId) -> Result<Option<LedgerRow>, Error> {
    read.query_opt(BY_ID, &[P::I(id.get())], map)
}

/// How a persona came to stand to communities between two moments, both included: the newest
/// two hundred entries.
pub fn memberships_between(
    read: &mut Read<'_>,
    persona: AccountId,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<LedgerRow>, Error> {
    let params = [P::I(persona.get()), P::I(from.micros()), P::I(to.micros())];
    read.query(MEMBERSHIPS_BETWEEN, &params, map)
}

/// The newest entry about one value of a record: the only one that can be undone.
pub fn newest(
    read: &mut Read<'_>,
    owner: Owner,
    kind: &str,
    what: &str,
) -> Result<Option<LedgerRow>, Error> {
    let params = [
        P::T(owner.kind()),
        P::I(owner.number()),
        P::T(kind),
        P::T(what),
    ];
    read.query_opt(NEWEST, &params, map)
}

/// True if the value of this kind and key was once `value`, before a later entry changed it.
pub fn had_value(
    read: &mut Read<'_>,
    owner: Owner,
    (kind, what): (&str, &str),
    value: &str,
) -> Result<bool, Error> {
    let params = [
        P::T(owner.kind()),
        P::I(owner.number()),
        P::T(kind),
        P::T(what),
        P::T(value),
    ];
    read.query_one(HAD_VALUE, &params, |row| Ok(row.i64(0)? > 0))
}

/// For each of these entries the cause of the next entry about the same value; nothing where the
/// entry is the newest.
pub fn next_causes(
    read: &mut Read<'_>,
    ids: &[i64],
) -> Result<Vec<(LedgerId, Option<String>)>, Error> {
    read.query(FOLLOWED_BY, &[P::Ints(ids)], |row| {
        Ok((LedgerId::new(row.i64(0)?), row.opt_text(1)?))
    })
}

/// Erases a whole record, what it governed, and what others' wishes and terms were about it, after
/// its owner has gone; a record begun later
/// starts a chain of its own. Sessions and settings of a member are rows of the member.
pub fn erase(tx: &mut Tx<'_>, owner: Owner) -> Result<(), Error> {
    for sql in [ERASE, ERASE_HEAD] {
        tx.execute(sql, &[P::T(owner.kind()), P::I(owner.number())])?;
    }
    if let Owner::Persona(persona) = owner {
        let governed = [
            ERASE_FOLLOWS,
            ERASE_WISHES,
            ERASE_WISHES_ABOUT,
            ERASE_TERMS,
            ERASE_TERMS_ABOUT,
            ERASE_BLOCKS,
            ERASE_MUTES,
            ERASE_DOMAIN_BLOCKS,
            ERASE_MEMBERSHIPS,
        ];
        for sql in governed {
            tx.execute(sql, &[P::I(persona.get())])?;
        }
    }
    Ok(())
}

/// Erases the record of a member but for what hosts did about them before `now`, the newest five
/// hundred acts: who has power answers for it also when the one it was about is gone, and nobody
/// may wipe that out by removing them. What is left is a chain of its own. It names nobody but the
/// hosts, unless their reasons do.
pub fn erase_member(tx: &mut Tx<'_>, member: MemberId, now: Timestamp) -> Result<(), Error> {
    let params = [P::I(member.get()), P::I(now.micros())];
    let mut kept = tx.query(HOST_ACTS_ON, &params, map)?;
    kept.reverse();
    // Signing out ends each session in one moment: one act. How many devices there were, and
    // which, goes.
    kept.dedup_by(|row, before| {
        row.kind == "session" && before.kind == "session" && row.at == before.at
    });
    erase(tx, Owner::Member(member))?;
    let mut previous = Vec::new();
    for (seq, row) in (1..).zip(&mut kept) {
        row.seq = seq;
        // What it sealed is gone.
        row.seal = None;
        previous = insert(tx, row, &previous)?;
    }
    Ok(())
}

/// Fifty acts of hosts and operators before an entry, newest first, over all records.
pub fn host_acts(
    read: &mut Read<'_>,
    before: (Timestamp, LedgerId),
) -> Result<Vec<LedgerRow>, Error> {
    let params = [P::I(before.0.micros()), P::I(before.1.get())];
    read.query(HOST_ACTS, &params, map)
}

/// Up to fifty changes of a community itself, and up to fifty of how others stand to it that
/// those who look after it made, each before an entry and newest first.
pub fn community_acts(
    read: &mut Read<'_>,
    community: CommunityId,
    before: (Timestamp, LedgerId),
) -> Result<(Vec<LedgerRow>, Vec<LedgerRow>), Error> {
    let (at, id) = (P::I(before.0.micros()), P::I(before.1.get()));
    let own = read.query(OF_COMMUNITY, &[P::I(community.get()), at, id], map)?;
    let key = community.to_string();
    let (at, id) = (P::I(before.0.micros()), P::I(before.1.get()));
    let people = read.query(BY_CARERS, &[P::T(&key), at, id], map)?;
    Ok((own, people))
}

fn map(row: &Row<'_>) -> Result<LedgerRow, Error> {
    Ok(LedgerRow {
        id: LedgerId::new(row.i64(0)?),
        owner_kind: row.text(1)?,
        owner_id: row.i64(2)?,
        seq: row.i64(3)?,
        kind: row.text(4)?,
        what: row.text(5)?,
        old: row.text(6)?,
        new: row.text(7)?,
        by_kind: row.text(8)?,
        by: row.opt_i64(9)?.map(AccountId::new),
        cause: row.text(10)?,
        note: row.text(11)?,
        at: Timestamp::from_micros(row.i64(12)?),
        hash: row.bytes(13)?,
        seal: row.opt_bytes(14)?,
    })
}
