//! Applications that people sign in with, and the short-lived papers of a sign-in. Secrets, codes
//! and tokens are never stored, only their SHA-256.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, ApplicationId, MemberId, PostId, SessionId};
use hafan_core::scope::Scopes;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO applications
              (id, client_key, secret_hash, name, website, redirect_uris, scopes, made_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    BY_KEY = "SELECT id, client_key, secret_hash, name, website, redirect_uris, scopes, made_at
              FROM applications WHERE client_key = $1";
    BY_ID = "SELECT id, client_key, secret_hash, name, website, redirect_uris, scopes, made_at
             FROM applications WHERE id = $1";
    INSERT_CODE = "INSERT INTO application_codes (code_hash, application_id, member_id, persona_id,
                   redirect_uri, scopes, challenge, expires_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CODE = "SELECT application_id, member_id, persona_id, redirect_uri, scopes, challenge,
            session_id FROM application_codes WHERE code_hash = $1 AND expires_at > $2";
    DROP_CODE = "DELETE FROM application_codes WHERE code_hash = $1";
    USE_CODE = "UPDATE application_codes SET session_id = $2 WHERE code_hash = $1";
    FORGET_CODES = "DELETE FROM application_codes WHERE expires_at < $1";
    FORGET_CODES_OF = "DELETE FROM application_codes WHERE member_id = $1";
    INSERT_TOKEN = "INSERT INTO application_tokens (token_hash, application_id, scopes, made_at)
                    VALUES ($1, $2, $3, $4)";
    TOKEN = "SELECT application_id, scopes FROM application_tokens WHERE token_hash = $1";
    REMOVE_TOKEN = "DELETE FROM application_tokens WHERE token_hash = $1 AND application_id = $2";
    FORGET_TOKENS = "DELETE FROM application_tokens WHERE made_at < $1";
    USED = "UPDATE applications SET used_at = $2 WHERE id = $1";
    FORGET_UNUSED = "DELETE FROM applications WHERE made_at < $1 AND used_at IS NULL";
    PRUNE_TOKENS = "DELETE FROM application_tokens WHERE application_id = $1 AND token_hash NOT IN
        (SELECT t.token_hash FROM application_tokens t WHERE t.application_id = $1
         ORDER BY t.made_at DESC LIMIT 9)";
    INSERT_KEY = "INSERT INTO idempotency_keys (persona_id, key_hash, post_id, at)
                  VALUES ($1, $2, $3, $4) ON CONFLICT (persona_id, key_hash) DO NOTHING";
    USE_KEY_AGAIN = "UPDATE idempotency_keys SET post_id = $3, at = $4
                     WHERE persona_id = $1 AND key_hash = $2";
    BY_IDEMPOTENCY_KEY = "SELECT k.post_id FROM idempotency_keys k
                          JOIN posts p ON p.id = k.post_id AND p.state = 'up'
                          WHERE k.persona_id = $1 AND k.key_hash = $2";
    FORGET_KEYS = "DELETE FROM idempotency_keys WHERE at < $1";
}

/// An application as it was registered.
#[derive(Clone, Debug)]
pub struct Application {
    /// Which.
    pub id: ApplicationId,
    /// What it calls itself to us: `client_id`.
    pub client_key: String,
    /// SHA-256 of its secret.
    pub secret_hash: Vec<u8>,
    /// What it calls itself to people.
    pub name: String,
    /// Its web site, or empty.
    pub website: String,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<String>,
    /// The most it may ask for.
    pub scopes: Scopes,
    /// Since when.
    pub made_at: Timestamp,
}

/// A consent on its way back to the application.
#[derive(Clone, Debug)]
pub struct Code {
    /// Who asked.
    pub application: ApplicationId,
    /// Who consented.
    pub member: MemberId,
    /// As whom the application will act.
    pub persona: AccountId,
    /// Where the code was sent.
    pub redirect_uri: String,
    /// What was allowed.
    pub scopes: Scopes,
    /// The challenge of RFC 7636 (S256), or empty.
    pub challenge: String,
    /// The session that it was exchanged for already.
    pub session: Option<SessionId>,
}

/// Registers an application.
pub fn insert(tx: &mut Tx<'_>, new: &Application) -> Result<(), Error> {
    let (uris, scopes) = (new.redirect_uris.join("\n"), new.scopes.to_string());
    let params = [
        P::I(new.id.get()),
        P::T(&new.client_key),
        P::B(&new.secret_hash),
        P::T(&new.name),
        P::T(&new.website),
        P::T(&uris),
        P::T(&scopes),
        P::I(new.made_at.micros()),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// Notes that somebody signs in with an application: it is not forgotten any more, because those
/// who made it count on its being known.
pub fn note_used(tx: &mut Tx<'_>, id: ApplicationId, now: Timestamp) -> Result<(), Error> {
    tx.execute(USED, &[P::I(id.get()), P::I(now.micros())])?;
    Ok(())
}

/// The application that calls itself so.
pub fn by_key(read: &mut Read<'_>, key: &str) -> Result<Option<Application>, Error> {
    read.query_opt(BY_KEY, &[P::T(key)], map)
}

/// An application.
pub fn find(read: &mut Read<'_>, id: ApplicationId) -> Result<Option<Application>, Error> {
    read.query_opt(BY_ID, &[P::I(id.get())], map)
}

/// Stores a consent until the application comes for it, at the latest at `expires_at`.
pub fn insert_code(
    tx: &mut Tx<'_>,
    code_hash: &[u8],
    code: &Code,
    expires_at: Timestamp,
) -> Result<(), Error> {
    let scopes = code.scopes.to_string();
    let params = [
        P::B(code_hash),
        P::I(code.application.get()),
        P::I(code.member.get()),
        P::I(code.persona.get()),
        P::T(&code.redirect_uri),
        P::T(&scopes),
        P::T(&code.challenge),
        P::I(expires_at.micros()),
    ];
    tx.execute(INSERT_CODE, &params)?;
    Ok(())
}

/// The consent of a code, also one that was exchanged already.
pub fn code(read: &mut Read<'_>, code_hash: &[u8], now: Timestamp) -> Result<Option<Code>, Error> {
    read.query_opt(CODE, &[P::B(code_hash), P::I(now.micros())], |row| {
        Ok(Code {
            application: ApplicationId::new(row.i64(0)?),
            member: MemberId::new(row.i64(1)?),
            persona: AccountId::new(row.i64(2)?),
            redirect_uri: row.text(3)?,
            scopes: Scopes::from_stored(&row.text(4)?),
            challenge: row.text(5)?,
            session: row.opt_i64(6)?.map(SessionId::new),
        })
    })
}

/// Drops a consent, so that nobody can exchange it any more.
pub fn drop_code(tx: &mut Tx<'_>, code_hash: &[u8]) -> Result<(), Error> {
    tx.execute(DROP_CODE, &[P::B(code_hash)])?;
    Ok(())
}

/// Notes what a consent was exchanged for: a second exchange ends it.
pub fn note_exchanged(tx: &mut Tx<'_>, code_hash: &[u8], session: SessionId) -> Result<(), Error> {
    tx.execute(USE_CODE, &[P::B(code_hash), P::I(session.get())])?;
    Ok(())
}

/// Drops the consents of a member that were not fetched yet.
pub fn forget_codes_of(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Error> {
    tx.execute(FORGET_CODES_OF, &[P::I(member.get())])?;
    Ok(())
}

/// Stores a token with which an application acts for itself. It may have ten; older ones end.
pub fn insert_token(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    (application, scopes): (ApplicationId, &Scopes),
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(PRUNE_TOKENS, &[P::I(application.get())])?;
    let scopes = scopes.to_string();
    let params = [
        P::B(token_hash),
        P::I(application.get()),
        P::T(&scopes),
        P::I(now.micros()),
    ];
    tx.execute(INSERT_TOKEN, &params)?;
    Ok(())
}

/// Which application acts for itself with this token, and what it may do.
pub fn by_token(
    read: &mut Read<'_>,
    token_hash: &[u8],
) -> Result<Option<(ApplicationId, Scopes)>, Error> {
    read.query_opt(TOKEN, &[P::B(token_hash)], |row| {
        let scopes = Scopes::from_stored(&row.text(1)?);
        Ok((ApplicationId::new(row.i64(0)?), scopes))
    })
}

/// Ends a token of an application's own. False where it had none like this.
pub fn remove_token(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    application: ApplicationId,
) -> Result<bool, Error> {
    Ok(tx.execute(REMOVE_TOKEN, &[P::B(token_hash), P::I(application.get())])? == 1)
}

/// The post that came of a request with this key before, if it is still there.
pub fn sent_before(
    read: &mut Read<'_>,
    persona: AccountId,
    key_hash: &[u8],
) -> Result<Option<PostId>, Error> {
    let params = [P::I(persona.get()), P::B(key_hash)];
    read.query_opt(BY_IDEMPOTENCY_KEY, &params, |row| {
        Ok(PostId::new(row.i64(0)?))
    })
}

/// Remembers which post comes of a request with this key; false if there was one with it before.
pub fn note_sent(
    tx: &mut Tx<'_>,
    persona: AccountId,
    (key_hash, post): (&[u8], PostId),
    now: Timestamp,
) -> Result<bool, Error> {
    let params = key_params(persona, key_hash, post, now);
    Ok(tx.execute(INSERT_KEY, &params)? == 1)
}

/// As [`note_sent`], in the place of the post that came of the key before.
pub fn note_sent_again(
    tx: &mut Tx<'_>,
    persona: AccountId,
    (key_hash, post): (&[u8], PostId),
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(USE_KEY_AGAIN, &key_params(persona, key_hash, post, now))?;
    Ok(())
}

fn key_params(persona: AccountId, key_hash: &[u8], post: PostId, now: Timestamp) -> [P<'_>; 4] {
    [
        P::I(persona.get()),
        P::B(key_hash),
        P::I(post.get()),
        P::I(now.micros()),
    ]
}

/// Drops consents nobody fetched by `now`, and what is older than `old`: requests that were
/// remembered, tokens of applications that act for themselves, and applications nobody uses.
pub fn forget_ended(tx: &mut Tx<'_>, now: Timestamp, old: [Timestamp; 3]) -> Result<(), Error> {
    let [requests, tokens, unused] = old;
    tx.execute(FORGET_CODES, &[P::I(now.micros())])?;
    tx.execute(FORGET_KEYS, &[P::I(requests.micros())])?;
    tx.execute(FORGET_TOKENS, &[P::I(tokens.micros())])?;
    tx.execute(FORGET_UNUSED, &[P::I(unused.micros())])?;
    Ok(())
}

fn map(row: &Row<'_>) -> Result<Application, Error> {
    Ok(Application {
        id: ApplicationId::new(row.i64(0)?),
        client_key: row.text(1)?,
        secret_hash: row.bytes(2)?,
        name: row.text(3)?,
        website: row.text(4)?,
        redirect_uris: row.text(5)?.lines().map(str::to_owned).collect(),
        scopes: Scopes::from_stored(&row.text(6)?),
        made_at: Timestamp::from_micros(row.i64(7)?),
    })
}
