//! Signed-in devices: browsers, and applications that act for one persona. The token itself is
//! never stored, only its SHA-256.

use crate::ledger::seal;
use crate::picture_pass::PicturePass;
use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, ApplicationId, MemberId, SessionId};
use hafan_core::scope::Scopes;
use hafan_core::time::{DAY_US, HOUR_US, Timestamp};

sql! {
    INSERT = "INSERT INTO sessions (id, token_hash, csrf, member_id, persona_id, device,
              created_at, seen_at, expires_at, state, application_id, scopes, persona_seal)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, 'new', $9, $10, $11)";
    BY_TOKEN = "SELECT id, csrf, member_id, persona_id, device, created_at, seen_at, expires_at,
                application_id, scopes FROM sessions
                WHERE token_hash = $1 AND state = 'open' AND expires_at > $2";
    BY_TOKEN_WITH_PASS = "SELECT s.id, s.csrf, s.member_id, s.persona_id, s.device, s.created_at,
                          s.seen_at, s.expires_at, s.application_id, s.scopes, p.id, p.secret
                          FROM sessions s
                          LEFT JOIN picture_passes p ON p.session_id = s.id AND p.day = $3
                          WHERE s.token_hash = $1 AND s.state = 'open' AND s.expires_at > $2";
    OF_MEMBER = "SELECT id, csrf, member_id, persona_id, device, created_at, seen_at, expires_at,
                 application_id, scopes FROM sessions
                 WHERE member_id = $1 AND state = 'open' AND expires_at > $2
                 ORDER BY seen_at DESC, application_id IS NOT NULL, created_at DESC, id
                 LIMIT 100";
    IS_OPEN = "SELECT COUNT(*) FROM sessions
               WHERE id = $1 AND persona_id = $2 AND state = 'open' AND expires_at > $3";
    SEEN = "UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE id = $1";
    SWITCH = "UPDATE sessions SET persona_id = $2, persona_seal = $4
              WHERE id = $1 AND member_id = $3 AND application_id IS NULL";
    FORGET = "DELETE FROM sessions WHERE state <> 'open' OR expires_at < $1";
    FORGET_OF = "DELETE FROM sessions WHERE member_id = $1";
    OPEN_PAST = "SELECT id, member_id FROM sessions
                 WHERE expires_at < $1 AND state = 'open' LIMIT 500";
}

/// How long a session lasts after it was last used, in microseconds: ninety days, so that somebody
/// who comes once a season need not find the password again. The audit knows by this when a session
/// ends: whoever changes it moves the ends of those that are open too.
pub const SESSION_US: i64 = 90 * DAY_US;
/// How long an application stays signed in after it was last used, in microseconds: applications
/// do not expect to be sent away, so that only one that nobody opens for a year is.
pub const APPLICATION_US: i64 = 365 * DAY_US;
/// How exactly the last use of a session is kept: an hour, because more is nobody's business.
pub const SESSION_STEP_US: i64 = HOUR_US;

/// A signed-in device.
#[derive(Clone, Debug)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// The secret that forms of this session carry.
    pub csrf: String,
    /// Whose.
    pub member: MemberId,
    /// As whom the member is here on this device.
    pub persona: AccountId,
    /// What the device called itself, in a few words.
    pub device: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Last seen, to the hour.
    pub seen_at: Timestamp,
    /// Ends by itself.
    pub expires_at: Timestamp,
    /// What an application was allowed; nothing for a browser.
    pub grant: Option<Grant>,
}

/// What an application was allowed.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Which.
    pub application: ApplicationId,
    /// What it may do.
    pub scopes: Scopes,
}

/// Makes a session that is not open yet: the ledger entry of the same transaction opens it.
pub fn insert(tx: &mut Tx<'_>, session: &Session, token_hash: &[u8]) -> Result<(), Error> {
    let scopes = session.grant.as_ref().map(|grant| grant.scopes.to_string());
    let scopes = scopes.unwrap_or_default();
    let sealed = seal::speaking(session.id, session.member, session.persona);
    let params = [
        P::I(session.id.get()),
        P::B(token_hash),
        P::T(&session.csrf),
        P::I(session.member.get()),
        P::I(session.persona.get()),
        P::T(&session.device),
        P::I(session.created_at.micros()),
        P::I(session.expires_at.micros()),
        P::OptI(session.grant.as_ref().map(|grant| grant.application.get())),
        P::T(&scopes),
        P::B(&sealed),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// True while the session is open and acts as this persona.
pub fn is_open(
    read: &mut Read<'_>,
    id: SessionId,
    persona: AccountId,
    now: Timestamp,
) -> Result<bool, Error> {
    let params = [P::I(id.get()), P::I(persona.get()), P::I(now.micros())];
    read.query_one(IS_OPEN, &params, |row| Ok(row.i64(0)? > 0))
}

/// The open session with this token.
pub fn by_token(
    read: &mut Read<'_>,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Session>, Error> {
    read.query_opt(BY_TOKEN, &[P::B(token_hash), P::I(now.micros())], map)
}

/// As [`by_token`], with the pass for pictures that the session has for today.
pub fn by_token_with_pass(
    read: &mut Read<'_>,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<(Session, Option<PicturePass>)>, Error> {
    let params = [
        P::B(token_hash),
        P::I(now.micros()),
        P::I(now.day().micros()),
    ];
    read.query_opt(BY_TOKEN_WITH_PASS, &params, |row| {
        let pass = match row.opt_text(10)? {
            Some(id) => Some(PicturePass {
                id,
                secret: row.bytes(11)?,
            }),
            None => None,
        };
        Ok((map(row)?, pass))
    })
}

/// The open sessions of a member, newest first.
pub fn of_member(
    read: &mut Read<'_>,
    member: MemberId,
    now: Timestamp,
) -> Result<Vec<Session>, Error> {
    read.query(OF_MEMBER, &[P::I(member.get()), P::I(now.micros())], map)
}

/// Notes that a session is in use, and moves its end.
pub fn touch(
    tx: &mut Tx<'_>,
    id: SessionId,
    seen_at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        SEEN,
        &[
            P::I(id.get()),
            P::I(seen_at.micros()),
            P::I(expires_at.micros()),
        ],
    )?;
    Ok(())
}

/// Changes as whom the member is here on this device.
pub fn switch(
    tx: &mut Tx<'_>,
    id: SessionId,
    persona: AccountId,
    member: MemberId,
) -> Result<(), Error> {
    let sealed = seal::speaking(id, member, persona);
    let (session, member) = (P::I(id.get()), P::I(member.get()));
    let params = [session, P::I(persona.get()), member, P::B(&sealed)];
    tx.execute(SWITCH, &params)?;
    Ok(())
}

/// Up to 500 sessions whose time ran out and that the ledger still calls open.
pub fn run_out(read: &mut Read<'_>, now: Timestamp) -> Result<Vec<(SessionId, MemberId)>, Error> {
    read.query(OPEN_PAST, &[P::I(now.micros())], |row| {
        Ok((SessionId::new(row.i64(0)?), MemberId::new(row.i64(1)?)))
    })
}

/// Drops the rows of sessions that have ended.
pub fn forget_ended(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Error> {
    tx.execute(FORGET, &[P::I(now.micros())])
}

/// Forgets every session of a member who is gone, after each has ended.
pub fn forget_of(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Error> {
    tx.execute(FORGET_OF, &[P::I(member.get())])?;
    Ok(())
}

fn map(row: &Row<'_>) -> Result<Session, Error> {
    Ok(Session {
        id: SessionId::new(row.i64(0)?),
        csrf: row.text(1)?,
        member: MemberId::new(row.i64(2)?),
        persona: AccountId::new(row.i64(3)?),
        device: row.text(4)?,
        created_at: Timestamp::from_micros(row.i64(5)?),
        seen_at: Timestamp::from_micros(row.i64(6)?),
        expires_at: Timestamp::from_micros(row.i64(7)?),
        grant: match row.opt_i64(8)? {
            Some(application) => Some(Grant {
                application: ApplicationId::new(application),
                scopes: Scopes::from_stored(&row.text(9)?),
            }),
            None => None,
        },
    })
}
