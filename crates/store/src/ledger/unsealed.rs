//! What was there before there were seals, and is sealed as it is now.

use super::seal;
use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{AccountId, CommunityId, MemberId, SessionId};
use hafan_core::ledger::Owner;

sql! {
    MEMBERS = "SELECT m.id FROM members m WHERE NOT EXISTS (SELECT 1 FROM ledger l
               WHERE l.owner_kind = 'member' AND l.owner_id = m.id AND l.seal IS NOT NULL
               AND ((l.kind = 'setting'
               AND l.what IN ('login', 'password', 'recovery-sheet', 'state'))
               OR (l.kind = 'seal' AND l.what = $1))) ORDER BY m.id LIMIT 200";
    LINKS = "SELECT p.persona_id, p.member_id FROM persona_links p
             WHERE NOT EXISTS (SELECT 1 FROM ledger l
             WHERE l.owner_kind = 'member' AND l.owner_id = p.member_id AND l.seal IS NOT NULL
             AND ((l.kind = 'setting' AND l.what = 'persona:' || CAST(p.persona_id AS TEXT))
             OR (l.kind = 'seal' AND l.what = 'setting persona:' || CAST(p.persona_id AS TEXT))))
             ORDER BY p.persona_id LIMIT 200";
    SESSIONS = "SELECT s.id, s.member_id FROM sessions s
                WHERE s.state = 'open' AND NOT EXISTS (SELECT 1 FROM ledger l
                WHERE l.owner_kind = 'member' AND l.owner_id = s.member_id AND l.seal IS NOT NULL
                AND ((l.kind = 'session' AND l.what = CAST(s.id AS TEXT))
                OR (l.kind = 'seal' AND l.what = 'session ' || CAST(s.id AS TEXT))))
                ORDER BY s.id LIMIT 200";
    ACCOUNTS = "SELECT a.id FROM accounts a
                WHERE a.state <> 'deleted' AND NOT EXISTS (SELECT 1 FROM ledger l
                WHERE l.owner_kind = 'persona' AND l.owner_id = a.id AND l.seal IS NOT NULL
                AND (l.kind = 'account' OR (l.kind = 'seal' AND l.what = $1)))
                ORDER BY a.id LIMIT 200";
    GONE = "SELECT a.id FROM accounts a
            WHERE a.state = 'deleted' AND NOT EXISTS (SELECT 1 FROM ledger l
            WHERE l.owner_kind = 'persona' AND l.owner_id = a.id AND l.seal IS NOT NULL
            AND ((l.kind = 'account' AND l.new_value = 'deleted')
            OR (l.kind = 'seal' AND l.what = $1)))
            ORDER BY a.id LIMIT 200";
    COMMUNITIES = "SELECT c.id FROM communities c JOIN accounts a ON a.id = c.id
                   WHERE NOT EXISTS (SELECT 1 FROM ledger l
                   WHERE l.owner_kind = 'community' AND l.owner_id = c.id AND l.seal IS NOT NULL
                   AND (l.kind = 'community' OR (l.kind = 'seal' AND l.what = $1)))
                   ORDER BY c.id LIMIT 200";
    SPEAKERS = "SELECT id, member_id, persona_id FROM sessions WHERE persona_seal IS NULL
                ORDER BY id LIMIT 200";
    SEAL_SPEAKER = "UPDATE sessions SET persona_seal = $2 WHERE id = $1";
}

/// Up to two hundred rows of each kind that no entry sealed: whose record it is, and what an entry
/// that seals it is about.
pub fn unsealed(read: &mut Read<'_>) -> Result<Vec<(Owner, String)>, Error> {
    let mut found = Vec::new();
    found.extend(read.query(MEMBERS, &[P::T(seal::SECRETS)], |row| {
        let member = MemberId::new(row.i64(0)?);
        Ok((Owner::Member(member), seal::SECRETS.to_owned()))
    })?);
    let of_member = [(LINKS, "setting", "persona:"), (SESSIONS, "session", "")];
    for (sql, kind, before) in of_member {
        found.extend(read.query(sql, &[], |row| {
            let what = format!("{before}{}", row.i64(0)?);
            let member = MemberId::new(row.i64(1)?);
            Ok((Owner::Member(member), seal::subject(kind, &what)))
        })?);
    }
    for (sql, subject) in [(ACCOUNTS, seal::FOUNDING), (GONE, seal::GONE)] {
        found.extend(read.query(sql, &[P::T(subject)], |row| {
            let account = AccountId::new(row.i64(0)?);
            Ok((Owner::Persona(account), subject.to_owned()))
        })?);
    }
    found.extend(read.query(COMMUNITIES, &[P::T(seal::FOUNDING)], |row| {
        let community = CommunityId::new(row.i64(0)?);
        Ok((Owner::Community(community), seal::FOUNDING.to_owned()))
    })?);
    Ok(found)
}

/// Seals up to two hundred sessions as whom they are here now; false where there are no more.
pub fn seal_speakers(tx: &mut Tx<'_>) -> Result<bool, Error> {
    let some = tx.query(SPEAKERS, &[], |row| {
        let (session, member) = (SessionId::new(row.i64(0)?), MemberId::new(row.i64(1)?));
        Ok((session, member, AccountId::new(row.i64(2)?)))
    })?;
    for (session, member, persona) in &some {
        let sealed = seal::speaking(*session, *member, *persona);
        tx.execute(SEAL_SPEAKER, &[P::I(session.get()), P::B(&sealed)])?;
    }
    Ok(!some.is_empty())
}
