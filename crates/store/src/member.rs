//! Members. Settings are written by [`crate::ledger`]; the secrets are written here.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{InvitationId, MemberId};
use hafan_core::member::MemberState;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO members (id, login, login_key, password_hash, recovery_hash, state,
              is_host, email, locale, theme, easy_read, shows_counts, time_zone, joined_day,
              invitation_id, answer)
              VALUES ($1, $2, $3, $4, NULL, $5, FALSE, '', $6, 'auto', FALSE, FALSE, $7, $8, $9,
              $10)";
    BY_ID = "SELECT id, login, password_hash, recovery_hash, state, is_host, email, locale, theme,
             easy_read, shows_counts, time_zone, joined_day, invitation_id, answer
             FROM members WHERE id = $1";
    BY_LOGIN = "SELECT id, login, password_hash, recovery_hash, state, is_host, email, locale,
                theme, easy_read, shows_counts, time_zone, joined_day, invitation_id, answer
                FROM members WHERE login_key = $1";
    WAITING = "SELECT id, login, password_hash, recovery_hash, state, is_host, email, locale,
               theme, easy_read, shows_counts, time_zone, joined_day, invitation_id, answer
               FROM members WHERE state = 'waiting' ORDER BY joined_day, id LIMIT 200";
    PAGE = "SELECT id, login, password_hash, recovery_hash, state, is_host, email, locale,
            theme, easy_read, shows_counts, time_zone, joined_day, invitation_id, answer
            FROM members WHERE login_key > $1 AND state <> 'gone' ORDER BY login_key LIMIT 51";
    PASSWORD = "UPDATE members SET password_hash = $2 WHERE id = $1";
    RECOVERY = "UPDATE members SET recovery_hash = $2 WHERE id = $1";
    ERASE = "UPDATE members SET login = $2, login_key = $2, password_hash = '',
             recovery_hash = NULL, email = '', answer = '', invitation_id = NULL, locale = 'en',
             theme = 'auto', easy_read = FALSE, shows_counts = FALSE, time_zone = ''
             WHERE id = $1";
    HOSTS = "SELECT COUNT(*) FROM members WHERE is_host = TRUE AND state = 'active'";
    COUNT = "SELECT COUNT(*) FROM members WHERE state = 'active'";
}

/// A member as stored.
#[derive(Clone)]
pub struct Member {
    /// Which.
    pub id: MemberId,
    /// The name used to sign in.
    pub login: String,
    /// PHC string of the password; empty where there is none.
    pub password_hash: String,
    /// SHA-256 of the code on the recovery sheet.
    pub recovery_hash: Option<Vec<u8>>,
    /// Whether they can come in.
    pub state: MemberState,
    /// Host of the place.
    pub is_host: bool,
    /// E-mail address, or empty.
    pub email: String,
    /// Language of the pages.
    pub locale: String,
    /// `auto`, `light` or `dark`.
    pub theme: String,
    /// Easy Read is on.
    pub easy_read: bool,
    /// Numbers about popularity are wanted.
    pub shows_counts: bool,
    /// IANA name.
    pub time_zone: String,
    /// The day they came (UTC midnight).
    pub joined_day: Timestamp,
    /// The invitation they came with.
    pub invitation: Option<InvitationId>,
    /// The answer to the host's question.
    pub answer: String,
}

/// What a new member starts with.
pub struct NewMember<'a> {
    /// A fresh random id.
    pub id: MemberId,
    /// The name used to sign in.
    pub login: &'a str,
    /// PHC string.
    pub password_hash: &'a str,
    /// `Active` or `Waiting`.
    pub state: MemberState,
    /// Language of the pages.
    pub locale: &'a str,
    /// IANA name.
    pub time_zone: &'a str,
    /// The invitation they came with.
    pub invitation: Option<InvitationId>,
    /// The answer to the host's question.
    pub answer: &'a str,
    /// Now; only the day is kept.
    pub now: Timestamp,
}

/// Makes a member. A taken login is [`Error::Conflict`].
pub fn insert(tx: &mut Tx<'_>, new: &NewMember<'_>) -> Result<(), Error> {
    let key = crate::account::handle_keys(new.login).0;
    let params = [
        P::I(new.id.get()),
        P::T(new.login),
        P::T(&key),
        P::T(new.password_hash),
        P::T(new.state.code()),
        P::T(new.locale),
        P::T(new.time_zone),
        P::I(new.now.day().micros()),
        P::OptI(new.invitation.map(InvitationId::get)),
        P::T(new.answer),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// A member by id.
pub fn find(read: &mut Read<'_>, id: MemberId) -> Result<Option<Member>, Error> {
    read.query_opt(BY_ID, &[P::I(id.get())], map)
}

/// A member by the name used to sign in.
pub fn by_login(read: &mut Read<'_>, login: &str) -> Result<Option<Member>, Error> {
    let key = crate::account::handle_keys(login).0;
    read.query_opt(BY_LOGIN, &[P::T(&key)], map)
}

/// Up to 200 people who asked to join, oldest first.
pub fn waiting(read: &mut Read<'_>) -> Result<Vec<Member>, Error> {
    read.query(WAITING, &[], map)
}

/// Fifty-one members after a login key, in order of logins: one more than a page shows.
pub fn page(read: &mut Read<'_>, after_login_key: &str) -> Result<Vec<Member>, Error> {
    read.query(PAGE, &[P::T(after_login_key)], map)
}

/// How many active hosts the place has.
pub fn count_hosts(read: &mut Read<'_>) -> Result<i64, Error> {
    read.query_one(HOSTS, &[], |row| row.i64(0))
}

/// How many active members the place has.
pub fn count(read: &mut Read<'_>) -> Result<i64, Error> {
    read.query_one(COUNT, &[], |row| row.i64(0))
}

/// Replaces the password. The caller records `Setting::Password` in the ledger.
pub fn set_password(tx: &mut Tx<'_>, id: MemberId, hash: &str) -> Result<(), Error> {
    tx.execute(PASSWORD, &[P::I(id.get()), P::T(hash)])?;
    Ok(())
}

/// Replaces the recovery code. The caller records `Setting::RecoverySheet` in the ledger.
pub fn set_recovery(tx: &mut Tx<'_>, id: MemberId, hash: Option<&[u8]>) -> Result<(), Error> {
    tx.execute(RECOVERY, &[P::I(id.get()), P::OptB(hash)])?;
    Ok(())
}

/// Erases everything personal of a member who is gone; `placeholder` takes the login's place.
pub fn erase(tx: &mut Tx<'_>, id: MemberId, placeholder: &str) -> Result<(), Error> {
    tx.execute(ERASE, &[P::I(id.get()), P::T(placeholder)])?;
    Ok(())
}

fn map(row: &Row<'_>) -> Result<Member, Error> {
    Ok(Member {
        id: MemberId::new(row.i64(0)?),
        login: row.text(1)?,
        password_hash: row.text(2)?,
        recovery_hash: row.opt_bytes(3)?,
        state: row.code(4, MemberState::parse)?,
        is_host: row.bool(5)?,
        email: row.text(6)?,
        locale: row.text(7)?,
        theme: row.text(8)?,
        easy_read: row.bool(9)?,
        shows_counts: row.bool(10)?,
        time_zone: row.text(11)?,
        joined_day: Timestamp::from_micros(row.i64(12)?),
        invitation: row.opt_i64(13)?.map(InvitationId::new),
        answer: row.text(14)?,
    })
}
