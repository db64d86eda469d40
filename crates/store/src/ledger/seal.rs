//! Seals: what a row holds beside the values that entries tell of.
//!
//! A password's hash, the scopes of an application, the day an account was made: none of it has a
//! value that a record could show, and all of it could be changed past this program. The entry
//! that tells how the row came to be, or that its secret was made anew, carries a hash over it;
//! the audit makes the same hash of the row. Entries made before there were seals carry none, and
//! their rows are not compared.

use super::LedgerRow;
use crate::{Error, P, Read, sql};
use hafan_core::account::AccountState;
use hafan_core::community::CommunityField;
use hafan_core::id::{AccountId, MemberId, SessionId};
use hafan_core::ledger::{Change, Owner};
use hafan_core::member::{MemberState, Setting};
use sha2::{Digest, Sha256};

sql! {
    SESSION = "SELECT token_hash, csrf, member_id, device, created_at, application_id, scopes,
               persona_id FROM sessions WHERE id = $1";
    MEMBER = "SELECT password_hash, recovery_hash, joined_day, invitation_id, answer FROM members
              WHERE id = $1";
    LINK = "SELECT member_id, position FROM persona_links WHERE persona_id = $1";
    ACCOUNT = "SELECT kind, created_day FROM accounts WHERE id = $1";
    LEFT = "SELECT a.kind, a.created_day, a.handle, p.approve_followers, p.default_audience,
            p.default_replies, p.default_quotes, p.news_not_followed, p.news_not_following,
            p.news_newcomer, p.news_private, p.news_limited
            FROM accounts a LEFT JOIN personas p ON p.id = a.id WHERE a.id = $1";
    COMMUNITY = "SELECT a.kind, a.created_day, c.created_day FROM communities c
                 JOIN accounts a ON a.id = c.id WHERE c.id = $1";
}

/// What an entry with this change seals; nothing for most. The row is there already.
pub(super) fn of_change(read: &mut Read<'_>, change: &Change) -> Result<Option<Vec<u8>>, Error> {
    match change {
        Change::Session { session, new, .. } if *new == "open" => of_session(read, *session),
        Change::Setting {
            member,
            setting,
            old,
            new,
        } => match setting {
            Setting::Password | Setting::RecoverySheet => of_member(read, *member),
            Setting::Login if old.is_empty() => of_member(read, *member),
            Setting::State if new == MemberState::Gone.code() => of_member(read, *member),
            Setting::Persona => match AccountId::parse(new) {
                Some(persona) => of_link(read, persona),
                None => Ok(None),
            },
            _ => Ok(None),
        },
        Change::Account {
            account,
            new: AccountState::Deleted,
            ..
        } => of_gone(read, *account),
        Change::Account {
            account, old: None, ..
        } => of_account(read, *account),
        Change::Community {
            community,
            field: CommunityField::Handle,
            old,
            ..
        } if old.is_empty() => of_community(read, community.account()),
        Change::Seal { owner, subject } => of_subject(read, *owner, subject),
        _ => Ok(None),
    }
}

fn of_subject(read: &mut Read<'_>, owner: Owner, subject: &str) -> Result<Option<Vec<u8>>, Error> {
    match (owner, subject) {
        (Owner::Member(member), SECRETS) => of_member(read, member),
        (Owner::Persona(account), FOUNDING) => of_account(read, account),
        (Owner::Persona(account), GONE) => of_gone(read, account),
        (Owner::Community(community), FOUNDING) => of_community(read, community.account()),
        (Owner::Member(_), row) => match row.split_once(' ') {
            Some(("session", id)) => match SessionId::parse(id) {
                Some(session) => of_session(read, session),
                None => Ok(None),
            },
            Some(("setting", link)) => {
                match link.strip_prefix("persona:").and_then(AccountId::parse) {
                    Some(persona) => of_link(read, persona),
                    None => Ok(None),
                }
            }
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

/// The row that the seal of an entry is about, by kind and key of the entry, as the audit calls
/// it.
pub(super) fn subject(kind: &str, what: &str) -> String {
    match (kind, what) {
        ("setting", "login" | "password" | "recovery-sheet") => SECRETS.to_owned(),
        ("account" | "community", _) => FOUNDING.to_owned(),
        _ => format!("{kind} {what}"),
    }
}

/// As [`subject`], of what an entry seals.
pub(super) fn subject_of(entry: &LedgerRow) -> String {
    match (entry.kind.as_str(), entry.what.as_str()) {
        ("seal", subject) => subject.to_owned(),
        ("setting", "state") => SECRETS.to_owned(),
        ("account", _) if entry.new == AccountState::Deleted.code() => GONE.to_owned(),
        (kind, what) => subject(kind, what),
    }
}

/// What stands in the row of a member beside settings.
pub(super) const SECRETS: &str = "password, sheet or joining";
/// What stands in the row of an account since it was made.
pub(super) const FOUNDING: &str = "kind or day";

/// What is left of an account that is gone.
pub(super) const GONE: &str = "what is left";

/// Over a session: its secrets, its device, what an application may do, and as whom.
pub(super) fn of_session(read: &mut Read<'_>, id: SessionId) -> Result<Option<Vec<u8>>, Error> {
    read.query_opt(SESSION, &[P::I(id.get())], |row| {
        let application = row.opt_i64(5)?;
        // In a browser people go from one persona to another; an application stays with one.
        let persona = match application {
            Some(_) => Some(row.i64(7)?),
            None => None,
        };
        let mut seal = Seal::default();
        seal.bytes(&row.bytes(0)?);
        seal.text(&row.text(1)?);
        seal.number(Some(row.i64(2)?));
        seal.text(&row.text(3)?);
        seal.number(Some(row.i64(4)?));
        seal.number(application);
        seal.text(&row.text(6)?);
        seal.number(persona);
        Ok(seal.done())
    })
}

/// Over as whom a session is here. It stands in the row, because people go from one persona to
/// another many times a day, and nobody would find anything else in a record that told each.
pub(crate) fn speaking(session: SessionId, member: MemberId, persona: AccountId) -> Vec<u8> {
    let mut seal = Seal::default();
    seal.number(Some(session.get()));
    seal.number(Some(member.get()));
    seal.number(Some(persona.get()));
    seal.done()
}

/// Over a member: password, recovery sheet, and how they came to join.
pub(super) fn of_member(read: &mut Read<'_>, id: MemberId) -> Result<Option<Vec<u8>>, Error> {
    read.query_opt(MEMBER, &[P::I(id.get())], |row| {
        let mut seal = Seal::default();
        seal.text(&row.text(0)?);
        seal.bytes(&row.opt_bytes(1)?.unwrap_or_default());
        seal.number(Some(row.i64(2)?));
        seal.number(row.opt_i64(3)?);
        seal.text(&row.text(4)?);
        Ok(seal.done())
    })
}

/// Over whose a persona is, and its place among theirs.
pub(super) fn of_link(read: &mut Read<'_>, persona: AccountId) -> Result<Option<Vec<u8>>, Error> {
    read.query_opt(LINK, &[P::I(persona.get())], |row| {
        let mut seal = Seal::default();
        seal.number(Some(row.i64(0)?));
        seal.number(Some(row.i64(1)?));
        Ok(seal.done())
    })
}

/// Over what an account is, and since when.
pub(super) fn of_account(read: &mut Read<'_>, id: AccountId) -> Result<Option<Vec<u8>>, Error> {
    read.query_opt(ACCOUNT, &[P::I(id.get())], |row| {
        let mut seal = Seal::default();
        seal.text(&row.text(0)?);
        seal.number(Some(row.i64(1)?));
        Ok(seal.done())
    })
}

/// Over what stays of an account that is gone: the handle that nobody else can take, and what its
/// persona had chosen, which nobody sees any more.
pub(super) fn of_gone(read: &mut Read<'_>, id: AccountId) -> Result<Option<Vec<u8>>, Error> {
    const FLAG: usize = 3;
    read.query_opt(LEFT, &[P::I(id.get())], |row| {
        let mut seal = Seal::default();
        seal.text(&row.text(0)?);
        seal.number(Some(row.i64(1)?));
        seal.text(&row.text(2)?);
        seal.number(row.opt_bool(FLAG)?.map(i64::from));
        for column in FLAG + 1..=FLAG + 8 {
            seal.text(&row.opt_text(column)?.unwrap_or_default());
        }
        Ok(seal.done())
    })
}

/// As [`of_account`], for a community.
pub(super) fn of_community(read: &mut Read<'_>, id: AccountId) -> Result<Option<Vec<u8>>, Error> {
    read.query_opt(COMMUNITY, &[P::I(id.get())], |row| {
        let mut seal = Seal::default();
        seal.text(&row.text(0)?);
        seal.number(Some(row.i64(1)?));
        seal.number(Some(row.i64(2)?));
        Ok(seal.done())
    })
}

/// SHA-256 over values, each with its length before it.
#[derive(Default)]
struct Seal(Sha256);

impl Seal {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn number(&mut self, number: Option<i64>) {
        match number {
            Some(number) => self.bytes(&number.to_be_bytes()),
            None => self.bytes(&[]),
        }
    }

    fn done(self) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}
