//! Compares the ledger with the tables it governs, and its records with their own hashes.
//!
//! Three things must hold, and do unless somebody wrote to the database past this program: the
//! newest entry about a value is what its row says; a row that differs from what new rows start
//! with has an entry; and each entry's hash covers the one before it.

use super::{LedgerRow, map};
use crate::{Error, P, Read, sql};
use hafan_core::ledger::yes_no;
use std::collections::HashMap;

sql! {
    ENTRIES = "SELECT id, owner_kind, owner_id, seq, kind, what, old_value, new_value, by_kind,
               by_id, cause, note, at, hash FROM ledger
               WHERE owner_kind = $1 AND owner_id = $2 ORDER BY seq";
    MEMBERS = "SELECT id, state FROM members WHERE id > $1 ORDER BY id LIMIT 500";
    ACCOUNTS = "SELECT id, state FROM accounts WHERE id > $1 ORDER BY id LIMIT 500";
    COMMUNITIES = "SELECT id, state FROM communities WHERE id > $1 ORDER BY id LIMIT 500";
    SETTINGS = "SELECT login, email, locale, theme, easy_read, shows_counts, time_zone, state,
                is_host FROM members WHERE id = $1";
    SESSIONS = "SELECT id, state FROM sessions WHERE member_id = $1";
    LINKS = "SELECT persona_id FROM persona_links WHERE member_id = $1";
    PROFILE = "SELECT a.handle, p.name, p.bio, p.picture, p.approve_followers, p.is_findable,
               p.posts_findable, p.default_audience, p.default_replies, p.default_quotes, p.fields,
               p.news_not_followed, p.news_not_following, p.news_newcomer, p.news_private,
               p.news_limited, p.header
               FROM personas p JOIN accounts a ON a.id = p.id WHERE p.id = $1";
    FOLLOWS = "SELECT target_id, state FROM follows WHERE follower_id = $1";
    BLOCKS = "SELECT target_id FROM blocks WHERE owner_id = $1";
    MUTES = "SELECT target_id FROM mutes WHERE owner_id = $1";
    DOMAIN_BLOCKS = "SELECT domain FROM domain_blocks WHERE owner_id = $1";
    MEMBERSHIPS = "SELECT community_id, standing FROM memberships WHERE persona_id = $1";
    COMMUNITY = "SELECT c.name, c.summary, c.charter, c.norms, c.picture, c.visibility,
                 c.join_rule, c.join_question, c.default_replies, c.state, a.handle
                 FROM communities c JOIN accounts a ON a.id = c.id WHERE c.id = $1";
    PLACE = "SELECT field, value FROM place";
    STRAY_RECORDS = "SELECT owner_kind, owner_id FROM ledger l WHERE seq = 1 AND (
                     (owner_kind = 'member'
                      AND NOT EXISTS (SELECT 1 FROM members m WHERE m.id = l.owner_id))
                     OR (owner_kind = 'persona'
                      AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = l.owner_id))
                     OR (owner_kind = 'community'
                      AND NOT EXISTS (SELECT 1 FROM communities c WHERE c.id = l.owner_id)))
                     ORDER BY owner_kind, owner_id LIMIT 100";
    STRAY_FOLLOWS = "SELECT follower_id FROM follows r WHERE NOT EXISTS
                     (SELECT 1 FROM accounts a WHERE a.id = r.follower_id) LIMIT 100";
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
}

/// Looks at everything. Run it in [`crate::Store::snapshot_blocking`].
///
/// # Errors
/// Those of the database.
pub fn audit(read: &mut Read<'_>) -> Result<Audit, Error> {
    let mut audit = Audit::default();
    let values = place_values(read)?;
    check(read, &mut audit, ("place", 0), values)?;
    each_owner(read, MEMBERS, &mut audit, |read, audit, id, state| {
        let values = member_values(read, id, state == "gone")?;
        check(read, audit, ("member", id), values)
    })?;
    each_owner(read, ACCOUNTS, &mut audit, |read, audit, id, state| {
        let values = persona_values(read, id, state)?;
        check(read, audit, ("persona", id), values)
    })?;
    each_owner(read, COMMUNITIES, &mut audit, |read, audit, id, _| {
        let values = community_values(read, id)?;
        check(read, audit, ("community", id), values)
    })?;
    strays(read, &mut audit)?;
    audit.faults.truncate(FAULTS_MAX);
    Ok(audit)
}

/// What a value may be without an entry.
#[derive(Clone, Copy)]
enum Initial {
    /// Nothing: what makes the row writes an entry.
    Recorded,
    /// What new rows start with.
    Is(&'static str),
    /// Anything: it was chosen with the row, and only changes have entries.
    Chosen,
}

/// A value as its row has it.
struct Actual {
    kind: &'static str,
    what: String,
    value: String,
    /// What a new row starts with, where no entry is written for that.
    initial: Initial,
    /// Its owner is gone and it was erased, which has one entry for all.
    is_erased: bool,
}

fn actual(kind: &'static str, what: impl ToString, value: impl ToString) -> Actual {
    Actual {
        kind,
        what: what.to_string(),
        value: value.to_string(),
        initial: Initial::Recorded,
        is_erased: false,
    }
}

impl Actual {
    const fn or(mut self, initial: &'static str) -> Self {
        self.initial = Initial::Is(initial);
        self
    }

    const fn or_chosen(mut self) -> Self {
        self.initial = Initial::Chosen;
        self
    }

    const fn erased_if(mut self, is_erased: bool) -> Self {
        self.is_erased = is_erased;
        self
    }
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

/// Compares the record of one owner with what its rows say.
fn check(
    read: &mut Read<'_>,
    audit: &mut Audit,
    (owner_kind, owner): (&'static str, i64),
    actuals: Vec<Actual>,
) -> Result<(), Error> {
    let mut newest: HashMap<(String, String), String> = HashMap::new();
    let mut previous: Option<(i64, Vec<u8>)> = None;
    let mut broken = None;
    let mut entries = 0;
    read.for_each(ENTRIES, &[P::T(owner_kind), P::I(owner)], |row| {
        let entry = map(row)?;
        entries += 1;
        if !follows_on(&entry, previous.as_ref()) && broken.is_none() {
            broken = Some(format!("entry {}", entry.seq));
        }
        previous = Some((entry.seq, entry.hash));
        newest.insert((entry.kind, entry.what), entry.new);
        Ok(())
    })?;
    audit.entries += entries;
    let mut note = |value: String, problem| {
        audit.faults.push(Fault {
            owner_kind,
            owner,
            value,
            problem,
        });
    };
    if let Some(value) = broken {
        note(value, Problem::BrokenChain);
    }
    for actual in actuals {
        let name = format!("{} {}", actual.kind, actual.what);
        match newest.remove(&(actual.kind.to_owned(), actual.what)) {
            _ if actual.is_erased => {}
            Some(value) if value == actual.value => {}
            Some(_) => note(name, Problem::Differs),
            None => match actual.initial {
                Initial::Chosen => {}
                Initial::Is(initial) if initial == actual.value => {}
                Initial::Is(_) | Initial::Recorded => note(name, Problem::NoEntry),
            },
        }
    }
    for ((kind, what), value) in newest {
        if !may_lack_a_row(&kind, &what, &value) {
            note(format!("{kind} {what}"), Problem::NoRow);
        }
    }
    Ok(())
}

fn follows_on(entry: &LedgerRow, previous: Option<&(i64, Vec<u8>)>) -> bool {
    let (seq, hash) = previous.map_or((0, [].as_slice()), |(seq, hash)| (*seq, hash));
    entry.seq == seq + 1 && entry.hash_after(hash) == entry.hash
}

/// Entries that tell of an end, or of secrets whose values are nowhere.
fn may_lack_a_row(kind: &str, what: &str, value: &str) -> bool {
    match kind {
        "follow" => value != "active" && value != "asked",
        "block" | "mute" | "domain-block" => value == "no",
        "session" => value == "ended",
        "membership" => matches!(value, "none" | "left" | "removed" | "refused"),
        "setting" => {
            let is_secret = matches!(what, "password" | "recovery-sheet" | "sign-in-help");
            is_secret || what.starts_with("persona:")
        }
        "community" => what == "taken-out",
        _ => false,
    }
}

fn place_values(read: &mut Read<'_>) -> Result<Vec<Actual>, Error> {
    read.query(PLACE, &[], |row| {
        Ok(actual("place", row.text(0)?, row.text(1)?))
    })
}

fn member_values(read: &mut Read<'_>, id: i64, is_gone: bool) -> Result<Vec<Actual>, Error> {
    let of = [P::I(id)];
    let mut values = read.query_one(SETTINGS, &of, |row| {
        let set = |what: &str, value: &str| actual("setting", what, value);
        Ok(vec![
            set("login", &row.text(0)?).erased_if(is_gone),
            set("email", &row.text(1)?).or("").erased_if(is_gone),
            set("locale", &row.text(2)?).erased_if(is_gone),
            set("theme", &row.text(3)?).or("auto"),
            set("easy-read", yes_no(row.bool(4)?)).or("no"),
            set("counts", yes_no(row.bool(5)?)).or("no"),
            set("time-zone", &row.text(6)?).or(""),
            set("state", &row.text(7)?),
            set("host", yes_no(row.bool(8)?)).or("no"),
        ])
    })?;
    values.extend(read.query(SESSIONS, &of, |row| {
        Ok(actual("session", row.i64(0)?, row.text(1)?).or("new"))
    })?);
    values.extend(read.query(LINKS, &of, |row| {
        let id = row.i64(0)?;
        Ok(actual("setting", format!("persona:{id}"), id))
    })?);
    Ok(values)
}

fn persona_values(read: &mut Read<'_>, id: i64, state: &str) -> Result<Vec<Actual>, Error> {
    let of = [P::I(id)];
    let is_deleted = state == "deleted";
    let profile = read.query_opt(PROFILE, &of, |row| {
        let set = |what: &str, value: &str| actual("profile", what, value).erased_if(is_deleted);
        Ok(vec![
            set("handle", &row.text(0)?),
            set("name", &row.text(1)?).or(""),
            set("bio", &row.text(2)?).or(""),
            set("picture", &row.text(3)?).or(""),
            set("approve-followers", yes_no(row.bool(4)?)).or("no"),
            set("findable", yes_no(row.bool(5)?)).or("no"),
            set("posts-findable", yes_no(row.bool(6)?)).or("no"),
            set("default-audience", &row.text(7)?).or("public"),
            set("default-replies", &row.text(8)?).or("everyone"),
            set("default-quotes", &row.text(9)?).or("everyone"),
            set("fields", &row.text(10)?).or(""),
            set("news-not-followed", &row.text(11)?).or("tell"),
            set("news-not-following", &row.text(12)?).or("tell"),
            set("news-newcomer", &row.text(13)?).or("tell"),
            set("news-private", &row.text(14)?).or("tell"),
            set("news-limited", &row.text(15)?).or("hold"),
            set("header", &row.text(16)?).or(""),
        ])
    })?;
    let mut values = profile.unwrap_or_default();
    values.push(actual("account", "state", state).or("active"));
    values.extend(read.query(FOLLOWS, &of, |row| {
        Ok(actual("follow", row.i64(0)?, row.text(1)?))
    })?);
    for (sql, kind) in [(BLOCKS, "block"), (MUTES, "mute")] {
        values.extend(read.query(sql, &of, |row| Ok(actual(kind, row.i64(0)?, "yes")))?);
    }
    values.extend(read.query(DOMAIN_BLOCKS, &of, |row| {
        Ok(actual("domain-block", row.text(0)?, "yes"))
    })?);
    values.extend(read.query(MEMBERSHIPS, &of, |row| {
        Ok(actual("membership", row.i64(0)?, row.text(1)?))
    })?);
    Ok(values)
}

fn community_values(read: &mut Read<'_>, id: i64) -> Result<Vec<Actual>, Error> {
    read.query_one(COMMUNITY, &[P::I(id)], |row| {
        let set = |what: &str, value: &str| actual("community", what, value);
        Ok(vec![
            set("name", &row.text(0)?).or(""),
            set("summary", &row.text(1)?).or(""),
            set("charter", &row.text(2)?).or(""),
            set("norms", &row.text(3)?).or(""),
            set("picture", &row.text(4)?).or(""),
            set("visibility", &row.text(5)?).or("hidden"),
            set("join-rule", &row.text(6)?).or("invitation"),
            set("join-question", &row.text(7)?).or(""),
            set("default-replies", &row.text(8)?).or("members"),
            set("state", &row.text(9)?).or("active"),
            set("handle", &row.text(10)?).or_chosen(),
        ])
    })
}

/// Records of owners that are not there, and rows of owners that are not there.
fn strays(read: &mut Read<'_>, audit: &mut Audit) -> Result<(), Error> {
    let records = read.query(STRAY_RECORDS, &[], |row| {
        let kind = match row.text(0)?.as_str() {
            "member" => "member",
            "persona" => "persona",
            _ => "community",
        };
        Ok((kind, row.i64(1)?, "record", Problem::NoRow))
    })?;
    let tables = [
        (STRAY_FOLLOWS, "persona", "follow"),
        (STRAY_BLOCKS, "persona", "block"),
        (STRAY_MUTES, "persona", "mute"),
        (STRAY_DOMAIN_BLOCKS, "persona", "domain-block"),
        (STRAY_MEMBERSHIPS, "persona", "membership"),
        (STRAY_SESSIONS, "member", "session"),
    ];
    let mut found = records;
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
