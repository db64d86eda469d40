//! Compares the ledger with the tables it governs, and its records with their own hashes.
//!
//! Five things must hold, and do unless somebody wrote to the database past this program: the
//! newest entry about a value is what its row says, and since when; a row that differs from what
//! new rows start with has an entry; what a row holds beside such values is what its entry sealed,
//! or follows from them; each entry's hash covers the one before it; and the newest entry is the
//! head of its record.
//!
//! Whoever can write to the database can also write a whole record anew, hashes and head: this
//! finds changes made past the program, not somebody who rebuilds what it would have written.

pub(crate) mod rows;

use super::{LedgerRow, map, seal};
use crate::{Error, P, Read, sql, upkeep};
use hafan_core::account::AccountState;
use rows::{Initial, Rows};
use std::collections::HashMap;

sql! {
    ENTRIES = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value, by_kind,
               by_id, cause, note, at, hash, seal FROM ledger
               WHERE owner_kind = $1 AND owner_id = $2 ORDER BY seq";
    MEMBERS = "SELECT id, state FROM members WHERE id > $1 ORDER BY id LIMIT 500";
    ACCOUNTS = "SELECT id, state FROM accounts WHERE id > $1 ORDER BY id LIMIT 500";
    COMMUNITIES = "SELECT id, state FROM communities WHERE id > $1 ORDER BY id LIMIT 500";
    HEAD = "SELECT seq, hash FROM ledger_heads WHERE owner_kind = $1 AND owner_id = $2";
    STATE = "SELECT state FROM accounts WHERE id = $1";
    STRAY_HEADS = "SELECT owner_kind, owner_id FROM ledger_heads h WHERE NOT EXISTS
                   (SELECT 1 FROM ledger l WHERE l.owner_kind = h.owner_kind
                    AND l.owner_id = h.owner_id) ORDER BY owner_kind, owner_id LIMIT 100";
    STRAY_RECORDS = "SELECT owner_kind, owner_id FROM ledger l WHERE seq = 1 AND (
                     (owner_kind = 'member'
                      AND NOT EXISTS (SELECT 1 FROM members m WHERE m.id = l.owner_id))
                     OR (owner_kind = 'persona'
                      AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = l.owner_id))
                     OR (owner_kind = 'community'
                      AND NOT EXISTS (SELECT 1 FROM communities c WHERE c.id = l.owner_id)))
                     ORDER BY owner_kind, owner_id LIMIT 100";
    /// What left only its handle behind was nothing but that; whoever was deleted has a row still.
    BODILESS = "SELECT a.id FROM accounts a
                WHERE NOT EXISTS (SELECT 1 FROM personas p WHERE p.id = a.id)
                AND NOT EXISTS (SELECT 1 FROM communities c WHERE c.id = a.id)
                AND EXISTS (SELECT 1 FROM ledger l WHERE l.owner_kind = 'persona'
                AND l.owner_id = a.id AND l.kind = 'account' AND l.what = 'state'
                AND l.old_value <> '') LIMIT 100";
    STRAY_FOLLOWS = "SELECT follower_id FROM follows r WHERE NOT EXISTS
                     (SELECT 1 FROM accounts a WHERE a.id = r.follower_id) LIMIT 100";
    STRAY_WISHES = "SELECT follower_id FROM follow_options r WHERE NOT EXISTS
                    (SELECT 1 FROM accounts a WHERE a.id = r.follower_id) LIMIT 100";
    STRAY_TERMS = "SELECT owner_id FROM mute_terms r WHERE NOT EXISTS
                   (SELECT 1 FROM accounts a WHERE a.id = r.owner_id) LIMIT 100";
    STRAY_LINKS = "SELECT member_id FROM persona_links r WHERE NOT EXISTS
                   (SELECT 1 FROM members m WHERE m.id = r.member_id) LIMIT 100";
    STRAY_BLOCKS = "SELECT owner_id FROM blocks r WHERE NOT EXISTS
                    (SELECT 1 FROM accounts a WHERE a.id = r.owner_id) LIMIT 100";
    STRAY_MUTES = "SELECT owner_id FROM mutes r WHERE NOT EXISTS
                   (SELECT 1 FROM accounts a WHERE a.id = r.owner_id) LIMIT 100";
    STRAY_DOMAIN_BLOCKS = "SELECT owner_id FROM domain_blocks r WHERE NOT EXISTS
                           (SELECT 1 FROM accounts a WHERE a.id = r.owner_id) LIMIT 100";
    STRAY_MEMBERSHIPS = "SELECT persona_id FROM memberships r WHERE NOT EXISTS
                         (SELECT 1 FROM accounts a WHERE a.id = r.persona_id) LIMIT 100";
    STRAY_SESSIONS = "SELECT member_id FROM sessions r WHERE NOT EXISTS
                      (SELECT 1 FROM members m WHERE m.id = r.member_id) LIMIT 100";
}

/// What was looked at and found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Entries looked at.
    pub entries: u64,
    /// What is wrong, at most [`FAULTS_MAX`].
    pub faults: Vec<Fault>,
}

/// Faults after which the audit stops: a hundred say as much as a million.
pub const FAULTS_MAX: usize = 100;

/// One thing that is wrong. It names places, never values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Kind of the record's owner.
    pub owner_kind: &'static str,
    /// Its number.
    pub owner: i64,
    /// Kind of the value, and which.
    pub value: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// How ledger and tables can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The row says something else than its newest entry.
    Differs,
    /// The row was changed without an entry.
    NoEntry,
    /// The entry tells of a row that is not there.
    NoRow,
    /// An entry was altered, removed or put in later.
    BrokenChain,
    /// The newest entry is not the one that was written last.
    CutOff,
}

/// Looks at everything. Run it in [`crate::Store::snapshot_blocking`].
///
/// # Errors
/// Those of the database.
pub fn audit(read: &mut Read<'_>) -> Result<Audit, Error> {
    let mut audit = Audit::default();
    let found = rows::of_place(read)?;
    check(read, &mut audit, ("place", 0), found)?;
    // Before the first sweep, sessions of before there were seals have none.
    let is_sealed = upkeep::find(read, upkeep::SEALED)?.is_some();
    each_owner(read, MEMBERS, &mut audit, |read, audit, id, state| {
        let found = rows::of_member(read, id, (state == "gone", is_sealed))?;
        check(read, audit, ("member", id), found)
    })?;
    each_owner(read, ACCOUNTS, &mut audit, |read, audit, id, state| {
        let found = rows::of_account(read, id, state)?;
        check(read, audit, ("persona", id), found)
    })?;
    each_owner(read, COMMUNITIES, &mut audit, |read, audit, id, _| {
        let found = rows::of_community(read, id)?;
        check(read, audit, ("community", id), found)
    })?;
    strays(read, &mut audit)?;
    audit.faults.truncate(FAULTS_MAX);
    Ok(audit)
}

fn each_owner(
    read: &mut Read<'_>,
    sql: &'static str,
    audit: &mut Audit,
    mut each: impl FnMut(&mut Read<'_>, &mut Audit, i64, &str) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut after = i64::MIN;
    loop {
        let some = read.query(sql, &[P::I(after)], |row| Ok((row.i64(0)?, row.text(1)?)))?;
        let Some((last, _)) = some.last() else {
            return Ok(());
        };
        after = *last;
        for (id, state) in &some {
            if audit.faults.len() >= FAULTS_MAX {
                return Ok(());
            }
            each(read, audit, *id, state)?;
        }
    }
}

/// What the newest entry about a value says.
struct Newest {
    value: String,
    at: i64,
}

/// The record of one owner, read to its end.
#[derive(Default)]
struct Record {
    newest: HashMap<(String, String), Newest>,
    /// By subject: see [`seal::subject`].
    seals: HashMap<String, Vec<u8>>,
    last: Option<(i64, Vec<u8>)>,
    /// The first entry that doesn't follow on the one before.
    broken: Option<i64>,
    entries: u64,
}

fn record(read: &mut Read<'_>, owner: (&'static str, i64)) -> Result<Record, Error> {
    let mut record = Record::default();
    read.for_each(ENTRIES, &[P::T(owner.0), P::I(owner.1)], |row| {
        let entry = map(row)?;
        record.entries += 1;
        if !follows_on(&entry, record.last.as_ref()) && record.broken.is_none() {
            record.broken = Some(entry.seq);
        }
        let subject = seal::subject_of(&entry);
        record
            .seals
            .extend(entry.seal.map(|sealed| (subject, sealed)));
        record.last = Some((entry.seq, entry.hash));
        let newest = Newest {
            value: entry.new,
            at: entry.at.micros(),
        };
        record.newest.insert((entry.kind, entry.what), newest);
        Ok(())
    })?;
    Ok(record)
}

/// Compares the record of one owner with what its rows say.
fn check(
    read: &mut Read<'_>,
    audit: &mut Audit,
    (owner_kind, owner): (&'static str, i64),
    found: Rows,
) -> Result<(), Error> {
    let mut record = record(read, (owner_kind, owner))?;
    let head = read.query_opt(HEAD, &[P::T(owner_kind), P::I(owner)], |row| {
        Ok((row.i64(0)?, row.bytes(1)?))
    })?;
    audit.entries += record.entries;
    let mut note = |value: String, problem| {
        audit.faults.push(Fault {
            owner_kind,
            owner,
            value,
            problem,
        });
    };
    if let Some(seq) = record.broken {
        note(format!("entry {seq}"), Problem::BrokenChain);
    }
    if head != record.last {
        let seq = record.last.map_or(0, |(seq, _)| seq);
        note(format!("entry {seq}"), Problem::CutOff);
    }
    for what in found.wrong {
        note(what, Problem::Differs);
    }
    for (subject, seal) in found.seals {
        let sealed = record.seals.get(&subject);
        if sealed.is_some_and(|sealed| *sealed != seal) {
            note(subject, Problem::Differs);
        }
    }
    for actual in found.values {
        let name = format!("{} {}", actual.kind, actual.what);
        let newest = record.newest.remove(&(actual.kind.to_owned(), actual.what));
        match newest {
            _ if actual.erased.is_some() => {
                if actual.erased != Some(actual.value.as_str()) {
                    note(name, Problem::Differs);
                }
            }
            Some(newest) if newest.value != actual.value => note(name, Problem::Differs),
            Some(newest) if actual.since.is_some_and(|since| since != newest.at) => {
                note(name, Problem::Differs);
            }
            Some(_) => {}
            None => match actual.initial {
                Initial::Chosen => {}
                Initial::Is(initial) if initial == actual.value => {}
                Initial::Is(_) | Initial::Recorded => note(name, Problem::NoEntry),
            },
        }
    }
    for ((kind, what), newest) in record.newest {
        let is_fine = may_lack_a_row(&kind, &what, &newest.value);
        if !is_fine && !is_gone(read, goes_with(&kind, &what))? {
            note(format!("{kind} {what}"), Problem::NoRow);
        }
    }
    Ok(())
}

/// The account whose end is the end of a row too, without an entry of its own. Wishes and terms go
/// with whom they are about, so that a record doesn't tell who left; the tie of a persona to its
/// member goes with the persona.
fn goes_with<'w>(kind: &str, what: &'w str) -> Option<&'w str> {
    match kind {
        "follow-wishes" | "mute-terms" => Some(what),
        "setting" => what.strip_prefix("persona:"),
        _ => None,
    }
}

fn is_gone(read: &mut Read<'_>, account: Option<&str>) -> Result<bool, Error> {
    let Some(id) = account.and_then(|id| id.parse().ok()) else {
        return Ok(false);
    };
    let state = read.query_opt(STATE, &[P::I(id)], |row| row.text(0))?;
    Ok(state.is_none_or(|state| state == AccountState::Deleted.code()))
}

fn follows_on(entry: &LedgerRow, previous: Option<&(i64, Vec<u8>)>) -> bool {
    let (seq, hash) = previous.map_or((0, [].as_slice()), |(seq, hash)| (*seq, hash));
    entry.seq == seq + 1 && entry.hash_after(hash) == entry.hash
}

/// Entries whose row was removed with them, or of secrets whose values are nowhere. The end of a
/// follow or of a membership is written into its row, which stays as long as the record.
fn may_lack_a_row(kind: &str, what: &str, value: &str) -> bool {
    match kind {
        "seal" => true,
        "block" | "mute" | "domain-block" => value == "no",
        "answer" => value == "open",
        "follow-wishes" | "mute-terms" => value.is_empty(),
        // Swept away a while after it has ended.
        "session" => value == "ended",
        "setting" => matches!(what, "password" | "recovery-sheet" | "sign-in-help"),
        "community" => matches!(what, "taken-out" | "picture-held"),
        _ => false,
    }
}

/// Records of owners that are not there, and rows of owners that are not there.
fn strays(read: &mut Read<'_>, audit: &mut Audit) -> Result<(), Error> {
    let mut found = Vec::new();
    let records = [
        (STRAY_RECORDS, Problem::NoRow),
        (STRAY_HEADS, Problem::CutOff),
    ];
    for (sql, problem) in records {
        found.extend(read.query(sql, &[], |row| {
            let kind = match row.text(0)?.as_str() {
                "member" => "member",
                "persona" => "persona",
                "community" => "community",
                _ => "place",
            };
            Ok((kind, row.i64(1)?, "record", problem))
        })?);
    }
    found.extend(read.query(BODILESS, &[], |row| {
        Ok(("persona", row.i64(0)?, "profile", Problem::NoRow))
    })?);
    let tables = [
        (STRAY_FOLLOWS, "persona", "follow"),
        (STRAY_WISHES, "persona", "follow-wishes"),
        (STRAY_TERMS, "persona", "mute-terms"),
        (STRAY_LINKS, "member", "persona"),
        (STRAY_BLOCKS, "persona", "block"),
        (STRAY_MUTES, "persona", "mute"),
        (STRAY_DOMAIN_BLOCKS, "persona", "domain-block"),
        (STRAY_MEMBERSHIPS, "persona", "membership"),
        (STRAY_SESSIONS, "member", "session"),
    ];
    for (sql, owner_kind, value) in tables {
        found.extend(read.query(sql, &[], |row| {
            Ok((owner_kind, row.i64(0)?, value, Problem::NoEntry))
        })?);
    }
    for (owner_kind, owner, value, problem) in found {
        let value = value.to_owned();
        audit.faults.push(Fault {
            owner_kind,
            owner,
            value,
            problem,
        });
    }
    Ok(())
}
