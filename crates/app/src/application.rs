//! Applications: registered, allowed to act for a persona, and ended. OAuth 2 as the Mastodon API
//! has it (RFC 6749, PKCE of RFC 7636, revocation of RFC 7009), with the advice of RFC 9700.
//!
//! What somebody allows becomes a session of theirs: it is listed, ended and swept like that of a
//! browser, and every rule that ends sessions ends it too.

use crate::identity::session;
use crate::identity::throttle;
use crate::visit::token_hash;
use crate::{Actor, App, Error, Result, Turn};
use data_encoding::BASE64URL_NOPAD;
use hafan_core::account::{AccountKind, AccountState};
use hafan_core::display_name::DisplayName;
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, ApplicationId, SessionId};
use hafan_core::ledger::{By, Cause};
use hafan_core::member::MemberState;
use hafan_core::scope::Scopes;
use hafan_core::time::{DAY_US, MINUTE_US, Timestamp};
use hafan_store::account::{self, Card};
use hafan_store::application::{self, Application, Code};
use hafan_store::{Read, member, persona_links};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

/// In place of an address: the code is shown to the person, who types it into the application.
pub const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";
/// Addresses one application may be sent back to.
const REDIRECTS_MAX: usize = 20;
/// Bytes of an address.
const ADDRESS_BYTES_MAX: usize = 2_000;
/// How long a consent may take on its way back, in microseconds (RFC 6749, 4.1.2: ten minutes).
const CODE_US: i64 = 10 * MINUTE_US;
/// How long a token of an application's own lasts, in microseconds.
const OWN_TOKEN_US: i64 = 30 * DAY_US;
/// An application that nobody signed in with is forgotten after this, in microseconds.
const UNUSED_US: i64 = 2 * DAY_US;
/// How long a request is known by its `Idempotency-Key`, in microseconds.
const KEY_US: i64 = DAY_US;
/// Bytes of secrets: 256 bits.
const SECRET_BYTES: usize = 32;
/// Characters of a challenge made with S256 (RFC 7636, 4.2).
const CHALLENGE_CHARS: usize = 43;
/// What tokens made at the command line are called.
const COMMAND_LINE: &str = "hafan token";

/// What an application tells of itself when it registers.
#[derive(Clone, Default, Debug)]
pub struct Registration {
    /// What it calls itself.
    pub name: String,
    /// Its web site, or empty.
    pub website: String,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<String>,
    /// The most it will ask for; `read` if empty.
    pub scopes: String,
}

/// An application with its secret, told once.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The application.
    pub application: Application,
    /// Its secret.
    pub secret: String,
}

/// What an application asks somebody for, as the address of the consent page has it.
#[derive(Clone, Default, Debug)]
pub struct Request {
    /// `client_id`.
    pub client_key: String,
    /// Where to send the answer.
    pub redirect_uri: String,
    /// What it wants to do; what it registered for if empty.
    pub scopes: String,
    /// The challenge of RFC 7636, or empty.
    pub challenge: String,
    /// Its method; only `S256` is one.
    pub challenge_method: String,
}

/// A request that can be answered.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who asks.
    pub application: Application,
    /// What for.
    pub scopes: Scopes,
    /// As whom it could act: the member's own personas, the one in use first.
    pub personas: Vec<Card>,
}

/// How an application shows who it is.
#[derive(Clone, Default, Debug)]
pub struct Credentials {
    /// `client_id`.
    pub client_key: String,
    /// `client_secret`; may be missing where a code was asked for with a challenge.
    pub secret: String,
}

/// A token with what it is good for.
#[derive(Clone, Debug)]
pub struct Token {
    /// The secret, told once.
    pub token: String,
    /// What it allows.
    pub scopes: Scopes,
    /// Since when.
    pub made_at: Timestamp,
}

/// Registers an application. Anybody may; one that nobody signs in with is forgotten.
///
/// # Errors
/// Faults of `client_name`, `redirect_uris`, `scopes`, `website`; `Limited` for a network that
/// registers without end.
pub async fn register(app: &App, net: &str, wish: Registration) -> Result<Registered> {
    let new = read_registration(&wish)?;
    let net = net.to_owned();
    app.write(move |turn| {
        throttle::count(turn, &[throttle::APPLICATIONS_NET.of(&[&net])])?;
        insert(turn, &new)
    })
    .await
}

fn insert(turn: &mut Turn<'_, '_>, new: &Application) -> Result<Registered> {
    let secret = secret(turn);
    let application = Application {
        id: ApplicationId::new(turn.random_id()),
        client_key: self::secret(turn),
        secret_hash: token_hash(&secret).to_vec(),
        made_at: turn.now,
        ..new.clone()
    };
    application::insert(turn.tx, &application)?;
    Ok(Registered {
        application,
        secret,
    })
}

/// Reads what an application tells of itself, without anything that is made here.
fn read_registration(wish: &Registration) -> Result<Application> {
    let name = DisplayName::parse(&wish.name);
    let name = name.map_err(|_fault| Error::invalid("client_name", "app-name"))?;
    let website = wish.website.trim();
    if !website.is_empty() && !is_web_address(website) {
        return Err(Error::invalid("website", "app-address"));
    }
    let uris = &wish.redirect_uris;
    let are_good =
        !uris.is_empty() && uris.len() <= REDIRECTS_MAX && uris.iter().all(|uri| is_redirect(uri));
    if !are_good {
        return Err(Error::invalid("redirect_uris", "app-redirects"));
    }
    let scopes = match wish.scopes.trim() {
        "" => "read",
        scopes => scopes,
    };
    let scopes = Scopes::parse(scopes).ok_or(Error::invalid("scopes", "scope-unknown"))?;
    Ok(Application {
        id: ApplicationId::new(0),
        client_key: String::new(),
        secret_hash: vec![],
        name: name.as_str().to_owned(),
        website: website.to_owned(),
        redirect_uris: uris.clone(),
        scopes,
        made_at: Timestamp::from_micros(0),
    })
}

fn is_web_address(text: &str) -> bool {
    let begins = text.starts_with("https://") || text.starts_with("http://");
    begins && is_address(text)
}

/// An absolute address an application may be opened by. Schemes that a browser runs or shows as a
/// page of ours are none.
fn is_redirect(text: &str) -> bool {
    const NEVER: [&str; 7] = [
        "javascript",
        "data",
        "vbscript",
        "blob",
        "file",
        "about",
        "view-source",
    ];
    if text == OUT_OF_BAND {
        return true;
    }
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    let lower = scheme.to_ascii_lowercase();
    is_scheme
        && !rest.is_empty()
        && !NEVER.contains(&lower.as_str())
        && !text.contains('#')
        && is_address(text)
}

fn is_address(text: &str) -> bool {
    let is_printable = text.chars().all(|c| !c.is_control() && !c.is_whitespace());
    text.len() <= ADDRESS_BYTES_MAX && is_printable && !text.contains('\\')
}

/// Looks at what an application asks for, before anybody is asked.
///
/// # Errors
/// Faults of `client_id`, `redirect_uri`, `scope`, `code_challenge_method`: nobody is sent anywhere
/// for them, because it is not known who asks.
pub async fn look(app: &App, actor: Actor, request: Request) -> Result<Asked> {
    app.read(move |read| {
        let (application, scopes) = check(read, &request)?;
        let mut personas = Vec::new();
        for id in persona_links::own(read, actor.member)? {
            let card = account::card(read, id)?;
            personas.extend(card.filter(|card| card.state.is_there()));
        }
        personas.sort_by_key(|card| card.id != actor.persona);
        Ok(Asked {
            application,
            scopes,
            personas,
        })
    })
    .await
}

fn check(read: &mut Read<'_>, request: &Request) -> Result<(Application, Scopes)> {
    let found = application::by_key(read, &request.client_key)?;
    let found = found.ok_or(Error::invalid("client_id", "app-unknown"))?;
    if !found.redirect_uris.contains(&request.redirect_uri) {
        return Err(Error::invalid("redirect_uri", "app-redirect"));
    }
    let scopes = granted(&found, &request.scopes);
    let scopes = scopes.ok_or(Error::invalid("scope", "scope-unknown"))?;
    let is_s256 = request.challenge_method == "S256"
        && request.challenge.len() == CHALLENGE_CHARS
        && BASE64URL_NOPAD.decode(request.challenge.as_bytes()).is_ok();
    let has_none = request.challenge.is_empty() && request.challenge_method.is_empty();
    if !is_s256 && !has_none {
        return Err(Error::invalid("code_challenge_method", "app-challenge"));
    }
    Ok((found, scopes))
}

/// The scopes that an application gets for what it asks, if it was registered for them. One that
/// asks for nothing gets to read, as in Mastodon's API, and not all that it may.
fn granted(application: &Application, asked: &str) -> Option<Scopes> {
    let asked = match asked.trim() {
        "" => USUAL_SCOPES,
        text => text,
    };
    Scopes::parse(asked).filter(|wanted| application.scopes.cover(wanted))
}

const USUAL_SCOPES: &str = "read";

/// Allows what was asked for, as one of the member's own personas. Answers the code that the
/// application exchanges for a token within ten minutes.
///
/// # Errors
/// As [`look`]; [`Error::NotFound`] for a persona that is not theirs.
pub async fn allow(
    app: &App,
    actor: Actor,
    persona: AccountId,
    request: Request,
) -> Result<String> {
    app.write(move |turn| {
        let (application, scopes) = check(turn.tx, &request)?;
        if persona_links::member_behind(turn.tx, persona)? != Some(actor.member) {
            return Err(Error::NotFound);
        }
        require_there(turn.tx, persona)?;
        let code = secret(turn);
        let row = Code {
            application: application.id,
            member: actor.member,
            persona,
            redirect_uri: request.redirect_uri.clone(),
            scopes,
            challenge: request.challenge.clone(),
            session: None,
        };
        let expires_at = turn.now.plus(CODE_US);
        application::insert_code(turn.tx, &token_hash(&code), &row, expires_at)?;
        Ok(code)
    })
    .await
}

fn require_there(read: &mut Read<'_>, persona: AccountId) -> Result<()> {
    let card = account::card(read, persona)?;
    let is_there = card.is_some_and(|card| card.state.is_there());
    is_there.then_some(()).ok_or(Error::NotFound)
}

/// Exchanges the code of a consent for a token. `verifier` answers the challenge of RFC 7636.
///
/// A code that was exchanged already and is shown again ends what it was exchanged for.
///
/// # Errors
/// `Denied("invalid-client")`, `Denied("invalid-grant")`: the words of RFC 6749, 5.2.
pub async fn exchange(
    app: &App,
    who: Credentials,
    code: String,
    redirect_uri: String,
    verifier: String,
) -> Result<Token> {
    let hash = token_hash(&code);
    app.write(move |turn| {
        let Some(found) = application::code(turn.tx, &hash, turn.now)? else {
            return Ok(Err(invalid_grant()));
        };
        if let Some(session) = found.session {
            // Somebody else has the code: what came of it ends (RFC 6749, 4.1.2).
            application::drop_code(turn.tx, &hash)?;
            if hafan_store::session::is_open(turn.tx, session, found.persona, turn.now)? {
                let how = (By::Rule, Cause::Expiry);
                session::end_application(turn, found.member, session, how)?;
            }
            return Ok(Err(invalid_grant()));
        }
        match redeem(turn, &found, &who, (&redirect_uri, &verifier)) {
            // The code is worth nothing any more though the exchange failed.
            Err(error @ Error::Denied(_)) => {
                application::drop_code(turn.tx, &hash)?;
                Ok(Err(error))
            }
            Err(other) => Err(other),
            Ok((token, session)) => {
                application::note_exchanged(turn.tx, &hash, session)?;
                Ok(Ok(token))
            }
        }
    })
    .await?
}

fn redeem(
    turn: &mut Turn<'_, '_>,
    code: &Code,
    who: &Credentials,
    (redirect_uri, verifier): (&str, &str),
) -> Result<(Token, SessionId)> {
    let found = application::by_key(turn.tx, &who.client_key)?;
    let found = found.ok_or(Error::Denied("invalid-client"))?;
    let answers = answers(&code.challenge, verifier);
    // A public client has no secret to show; its challenge stands for it (RFC 9700, 2.1.1).
    let is_public = who.secret.is_empty() && !code.challenge.is_empty();
    if !is_public && !knows_secret(&found, &who.secret) {
        return Err(Error::Denied("invalid-client"));
    }
    if found.id != code.application || code.redirect_uri != redirect_uri || !answers {
        return Err(invalid_grant());
    }
    let found_member = member::find(turn.tx, code.member)?;
    let may_enter =
        found_member.is_some_and(|m| matches!(m.state, MemberState::Active | MemberState::Frozen));
    let is_theirs = persona_links::member_behind(turn.tx, code.persona)? == Some(code.member);
    if !may_enter || !is_theirs || require_there(turn.tx, code.persona).is_err() {
        return Err(invalid_grant());
    }
    let who = (code.member, code.persona);
    let how = (By::Self_, Cause::Choice);
    let (token, session) = session::open_for(turn, who, (&found, &code.scopes), how)?;
    let token = Token {
        token,
        scopes: code.scopes.clone(),
        made_at: turn.now,
    };
    Ok((token, session))
}

const fn invalid_grant() -> Error {
    Error::Denied("invalid-grant")
}

/// True where the verifier answers the challenge; without a challenge there is none to answer.
fn answers(challenge: &str, verifier: &str) -> bool {
    if challenge.is_empty() {
        return verifier.is_empty();
    }
    let answer = BASE64URL_NOPAD.encode(&Sha256::digest(verifier.as_bytes()));
    bool::from(answer.as_bytes().ct_eq(challenge.as_bytes()))
}

fn knows_secret(application: &Application, secret: &str) -> bool {
    let hash = token_hash(secret);
    bool::from(hash.as_slice().ct_eq(&application.secret_hash))
}

/// A token with which an application acts for itself: it registers people and reads what
/// everyone may.
///
/// # Errors
/// `Denied("invalid-client")`, `Denied("invalid-scope")`; `Limited` for a network without end.
pub async fn own_token(app: &App, net: &str, who: Credentials, scopes: String) -> Result<Token> {
    let net = net.to_owned();
    app.write(move |turn| {
        throttle::count(turn, &[throttle::APPLICATION_TOKENS_NET.of(&[&net])])?;
        let found = known(turn.tx, &who)?;
        let scopes = granted(&found, &scopes).ok_or(Error::Denied("invalid-scope"))?;
        let token = secret(turn);
        let what = (found.id, &scopes);
        application::insert_token(turn.tx, &token_hash(&token), what, turn.now)?;
        Ok(Token {
            token,
            scopes,
            made_at: turn.now,
        })
    })
    .await
}

fn known(read: &mut Read<'_>, who: &Credentials) -> Result<Application> {
    application::by_key(read, &who.client_key)?
        .filter(|found| knows_secret(found, &who.secret))
        .ok_or(Error::Denied("invalid-client"))
}

/// Ends a token of the application that asks. One that is not known is as good as ended (RFC 7009,
/// 2.2). A public client has no secret to show: that the token is its own stands for it (2.1).
///
/// # Errors
/// `Denied("unauthorized-client")` for whoever is not who they say, and for the token of another.
pub async fn revoke(app: &App, who: Credentials, token: String) -> Result<()> {
    app.write(move |turn| {
        let found = match who.secret.is_empty() {
            true => application::by_key(turn.tx, &who.client_key)?,
            false => known(turn.tx, &who).ok(),
        };
        let found = found.ok_or(Error::Denied("unauthorized-client"))?;
        let hash = token_hash(&token);
        if application::remove_token(turn.tx, &hash, found.id)? {
            return Ok(());
        }
        let Some(open) = hafan_store::session::by_token(turn.tx, &hash, turn.now)? else {
            return Ok(());
        };
        if open.grant.as_ref().map(|grant| grant.application) != Some(found.id) {
            return Err(Error::Denied("unauthorized-client"));
        }
        session::end_application(turn, open.member, open.id, (By::Self_, Cause::Choice))
    })
    .await
}

/// The application behind a token, as it may be shown.
pub async fn find(app: &App, id: ApplicationId) -> Result<Application> {
    app.read(move |read| application::find(read, id)?.ok_or(Error::NotFound))
        .await
}

/// Makes a token at the command line. It is returned once and only its hash is stored; the member
/// finds it among their devices, and an entry in their ledger.
///
/// # Errors
/// A fault of `scopes`; [`Error::NotFound`] if no persona has the handle.
pub async fn create_by_operator(app: &App, handle: &str, scopes: &str) -> Result<String> {
    let scopes = Scopes::parse(scopes).ok_or(Error::invalid("scopes", "scope-unknown"))?;
    let key = Handle::parse_unreserved(handle.trim_start_matches('@'))
        .or(Err(Error::NotFound))?
        .key();
    let new = read_registration(&Registration {
        name: COMMAND_LINE.to_owned(),
        redirect_uris: vec![OUT_OF_BAND.to_owned()],
        scopes: scopes.to_string(),
        ..Registration::default()
    })?;
    app.write(move |turn| {
        let persona = match account::by_handle(turn.tx, &key)? {
            Some((id, AccountKind::Persona, AccountState::Active)) => id,
            _ => return Err(Error::NotFound),
        };
        let member = persona_links::member_behind(turn.tx, persona)?.ok_or(Error::NotFound)?;
        let made = insert(turn, &new)?.application;
        let how = (By::Operator, Cause::Operator);
        let (token, _) = session::open_for(turn, (member, persona), (&made, &scopes), how)?;
        Ok(token)
    })
    .await
}

/// Forgets what has run out.
pub(crate) fn sweep(turn: &mut Turn<'_, '_>) -> Result<()> {
    let old = [KEY_US, OWN_TOKEN_US, UNUSED_US].map(|age| turn.now.plus(-age));
    Ok(application::forget_ended(turn.tx, turn.now, old)?)
}

fn secret(turn: &Turn<'_, '_>) -> String {
    BASE64URL_NOPAD.encode(&turn.random_bytes::<SECRET_BYTES>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_sent_back_to_absolute_addresses_that_nothing_runs_at() {
        for good in [
            OUT_OF_BAND,
            "https://app.example/callback?x=1",
            "http://localhost:3000/",
            "tusky://org.example.tusky",
            "com.example.app:/oauth",
        ] {
            assert!(is_redirect(good), "{good}");
        }
        let long = format!("https://a.example/{}", "a".repeat(ADDRESS_BYTES_MAX));
        for bad in [
            "",
            "/callback",
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "data:text/html,x",
            "https://a.example/#frag",
            "https://a.example/\r\nx: y",
            "1http://a.example",
            "noscheme",
            "https:",
            long.as_str(),
        ] {
            assert!(!is_redirect(bad), "{bad}");
        }
    }

    #[test]
    fn a_challenge_is_answered_by_its_verifier_alone() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(answers(challenge, verifier));
        assert!(!answers(challenge, ""));
        assert!(!answers(challenge, "dBjftJeZ4CVP"));
        assert!(answers("", ""));
        // A verifier without a challenge means that somebody took the challenge away.
        assert!(!answers("", verifier));
    }
}
