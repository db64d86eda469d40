//! Signed-in devices: opened, listed, ended.

use crate::identity::device;
pub use crate::identity::device::DEVICE_US;
use crate::live::Signal;
use crate::visit::{APPLICATION_US, SESSION_US, token_hash};
use crate::{Actor, App, Error, Result, Turn, push};
use data_encoding::BASE64URL_NOPAD;
use hafan_core::id::{AccountId, MemberId, SessionId};
use hafan_core::ledger::{By, Cause, Change, Entry};
use hafan_core::scope::Scopes;
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card};
use hafan_store::application::Application;
use hafan_store::session::Grant;
use hafan_store::{application, known_device, session};

/// Browsers a member can be signed in on, and applications that can act as one persona; the one not
/// used for longest makes room. Applications are counted by persona: one that ended because of
/// another persona would tell that the two are one member.
pub const SESSIONS_MAX: usize = 50;
/// Characters of what a device calls itself.
const DEVICE_CHARS_MAX: usize = 60;
/// Bytes of a token: 256 bits.
const TOKEN_BYTES: usize = 32;
/// Bytes of the secret that forms carry: 144 bits.
const CSRF_BYTES: usize = 18;

/// The browser somebody signs in with.
#[derive(Clone, Default)]
pub struct Browser {
    /// A few words about it, for the member's own list.
    pub device: String,
    /// The secret by which it is known since an earlier sign-in.
    pub known: Option<String>,
    /// The network it is in, cut to what tells networks apart; never kept.
    pub net: String,
}

/// What a browser is given when somebody has signed in.
#[derive(Clone)]
pub struct Opened {
    /// The session's secret, for its cookie.
    pub token: String,
    /// The secret by which the browser is known next time.
    pub known: String,
}

/// A signed-in device, as its member sees it.
#[derive(Clone, Debug)]
pub struct Device {
    /// Which.
    pub id: SessionId,
    /// What it called itself; may be empty.
    pub words: String,
    /// Signed in since.
    pub since: Timestamp,
    /// Last used, to the hour.
    pub seen_at: Timestamp,
    /// The one that asks.
    pub is_this: bool,
    /// For an application: as whom it acts, and what it may do.
    pub application: Option<(Card, Scopes)>,
}

/// Opens a session in a turn that has made sure who this is.
pub(super) fn open(
    turn: &mut Turn<'_, '_>,
    (member, persona): (MemberId, AccountId),
    browser: &Browser,
    cause: Cause,
) -> Result<Opened> {
    make_room(turn, member, None)?;
    let token = BASE64URL_NOPAD.encode(&turn.random_bytes::<TOKEN_BYTES>());
    let csrf = BASE64URL_NOPAD.encode(&turn.random_bytes::<CSRF_BYTES>());
    let row = session::Session {
        id: SessionId::new(turn.random_id()),
        csrf,
        member,
        persona,
        device: browser.device.chars().take(DEVICE_CHARS_MAX).collect(),
        created_at: turn.now,
        seen_at: turn.now,
        expires_at: turn.now.plus(SESSION_US),
        grant: None,
    };
    session::insert(turn.tx, &row, &token_hash(&token))?;
    turn.record(change(member, row.id, "new", "open"), By::Self_, cause)?;
    let known = browser.known.clone().filter(|text| device::is_token(text));
    let known =
        known.unwrap_or_else(|| BASE64URL_NOPAD.encode(&turn.random_bytes::<TOKEN_BYTES>()));
    let hash = device::hash(&known, member);
    known_device::set(turn.tx, &hash, member, turn.now)?;
    Ok(Opened { token, known })
}

/// Opens a session for an application that will act as this persona. Answers its token.
pub(crate) fn open_for(
    turn: &mut Turn<'_, '_>,
    (member, persona): (MemberId, AccountId),
    (allowed, scopes): (&Application, &Scopes),
    (by, cause): (By, Cause),
) -> Result<(String, SessionId)> {
    make_room(turn, member, Some(persona))?;
    let token = BASE64URL_NOPAD.encode(&turn.random_bytes::<TOKEN_BYTES>());
    let row = session::Session {
        id: SessionId::new(turn.random_id()),
        csrf: String::new(),
        member,
        persona,
        device: allowed.name.chars().take(DEVICE_CHARS_MAX).collect(),
        created_at: turn.now,
        seen_at: turn.now,
        expires_at: turn.now.plus(APPLICATION_US),
        grant: Some(Grant {
            application: allowed.id,
            scopes: scopes.clone(),
        }),
    };
    session::insert(turn.tx, &row, &token_hash(&token))?;
    application::note_used(turn.tx, allowed.id, turn.now)?;
    turn.record(change(member, row.id, "new", "open"), by, cause)?;
    crate::media::pass::make(turn, row.id)?;
    Ok((token, row.id))
}

/// Room for one more browser, or for one more application of this persona.
fn make_room(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    application_of: Option<AccountId>,
) -> Result<()> {
    let open = session::of_member(turn.tx, member, turn.now)?;
    let is_alike =
        |row: &&session::Session| row.grant.as_ref().map(|_| row.persona) == application_of;
    for old in open.iter().filter(is_alike).skip(SESSIONS_MAX - 1) {
        turn.record(
            change(member, old.id, "open", "ended"),
            By::Rule,
            Cause::Expiry,
        )?;
        let_go(turn, old.id)?;
    }
    Ok(())
}

/// The devices a member is signed in on, last used first.
pub async fn devices(app: &App, actor: Actor) -> Result<Vec<Device>> {
    let now = app.now();
    app.read(move |read| {
        let rows = session::of_member(read, actor.member, now)?;
        let personas: Vec<i64> = rows.iter().map(|row| row.persona.get()).collect();
        let cards = account::cards(read, &personas)?;
        let card_of = |id| cards.iter().find(|card| card.id == id).cloned();
        let device = |row: session::Session| Device {
            id: row.id,
            words: row.device,
            since: row.created_at,
            seen_at: row.seen_at,
            is_this: row.id == actor.session,
            application: row
                .grant
                .and_then(|grant| Some((card_of(row.persona)?, grant.scopes))),
        };
        Ok(rows.into_iter().map(device).collect())
    })
    .await
}

/// Signs one of the member's own devices out; this one too, if it is meant.
pub async fn end(app: &App, actor: Actor, which: SessionId) -> Result<()> {
    app.write(move |turn| {
        let open = session::of_member(turn.tx, actor.member, turn.now)?;
        let found = open.iter().any(|row| row.id == which);
        if !found {
            return Err(Error::NotFound);
        }
        end_one(turn, actor.member, which, By::Self_, Cause::Choice)
    })
    .await
}

/// Signs every device of the member out but this one.
pub async fn end_others(app: &App, actor: Actor) -> Result<()> {
    app.write(move |turn| {
        let keep = Some(actor.session);
        end_all(turn, actor.member, keep, By::Self_, Cause::Choice)
    })
    .await
}

/// Ends the open sessions of a member but one; browsers that were known are strangers again.
pub fn end_all(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    except: Option<SessionId>,
    by: By,
    cause: Cause,
) -> Result<()> {
    end_each(turn, member, except, (by, cause, ""))
}

/// As [`end_all`], without exception and with a host's reason.
pub(crate) fn end_all_because(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    by: By,
    reason: &str,
) -> Result<()> {
    end_each(turn, member, None, (by, Cause::HostDecision, reason))
}

fn end_each(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    except: Option<SessionId>,
    how: (By, Cause, &str),
) -> Result<()> {
    known_device::remove_all(turn.tx, member)?;
    // Also where no session is left to end: a consent is one that has not begun.
    application::forget_codes_of(turn.tx, member)?;
    for row in session::of_member(turn.tx, member, turn.now)? {
        if Some(row.id) != except {
            end_with(turn, member, row.id, how)?;
        }
    }
    Ok(())
}

pub(crate) fn end_one(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    id: SessionId,
    by: By,
    cause: Cause,
) -> Result<()> {
    end_with(turn, member, id, (by, cause, ""))
}

/// Ends what an application is allowed, by the application itself or for what it did. Consents
/// that have not begun stay: they may be of other personas, whose applications are not to notice.
pub(crate) fn end_application(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    id: SessionId,
    (by, cause): (By, Cause),
) -> Result<()> {
    turn.record(change(member, id, "open", "ended"), by, cause)?;
    let_go(turn, id)
}

fn end_with(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    id: SessionId,
    (by, cause, reason): (By, Cause, &str),
) -> Result<()> {
    let entry = Entry::new(change(member, id, "open", "ended"), by, cause, turn.now);
    turn.record_entry(&entry.because(reason))?;
    // A consent does not tell on which device it was given.
    application::forget_codes_of(turn.tx, member)?;
    let_go(turn, id)
}

/// Ends what hangs on a session that is over: push, and what open pages and applications are told.
pub(crate) fn let_go(turn: &mut Turn<'_, '_>, id: SessionId) -> Result<()> {
    push::forget(turn, id)?;
    turn.signal(&Signal::Ended(id));
    Ok(())
}

const fn change(
    member: MemberId,
    session: SessionId,
    old: &'static str,
    new: &'static str,
) -> Change {
    Change::Session {
        member,
        session,
        old,
        new,
    }
}
