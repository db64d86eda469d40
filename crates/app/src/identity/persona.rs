//! Personas: the names under which a member is here. Nobody but the member can link them.

use crate::identity::throttle;
use crate::{Actor, App, Error, Fault, Result, Turn, face};
use ed25519_dalek::SigningKey;
use hafan_core::account::{AccountKind, AccountState, ProfileField};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::display_name::{DisplayName, DisplayNameError, NAME_GRAPHEMES_MAX};
use hafan_core::handle::{HANDLE_CHARS_MAX, Handle, HandleError};
use hafan_core::id::{AccountId, MemberId};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::member::{PERSONAS_MAX, Setting};
use hafan_store::{Read, account, persona_links, session};

/// Suggestions beside a handle that is taken.
const SUGGESTIONS_MAX: usize = 3;
/// Handles tried for suggestions.
const SUGGESTIONS_TRIED_MAX: u32 = 24;

/// The member's own personas that are in use, in their order.
pub async fn mine(app: &App, actor: Actor) -> Result<Vec<account::Card>> {
    app.read(move |read| living(read, actor.member)).await
}

/// What somebody wishes for a persona that is about to be made.
#[derive(Clone, Default, Debug)]
pub struct Wish {
    /// Its handle.
    pub handle: String,
    /// The name shown; the handle where it is empty.
    pub name: String,
    /// Its picture, if it shall have one.
    pub picture: face::Wish,
}

/// Makes one more persona. It has its own id, keys, followers and drafts, and nothing of the rest.
///
/// # Errors
/// `Denied("too-many-personas")` beyond ten, `Denied("frozen")`, faults of `handle`, `name`,
/// `picture` and `alt`.
pub async fn create(app: &App, actor: Actor, wish: Wish) -> Result<AccountId> {
    let handle = parse_handle(&wish.handle)?;
    let name = parse_name(&wish.name, &handle)?;
    let alt = face::parse_alt(&wish.picture.alt)?;
    let asked = handle.clone();
    // Asked before the work of a picture; the handle may still be taken meanwhile.
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, Some(actor.persona))?;
        if !sight.can_write {
            return Err(Error::Denied("frozen"));
        }
        require_free(read, &asked, None)
    })
    .await?;
    let taken = match wish.picture.file {
        Some(bytes) => Some(face::store(app, face::Worn::Face, bytes).await?),
        None => None,
    };
    let made = app.write(move |turn| {
        require_writer(turn, actor.persona)?;
        if living(turn.tx, actor.member)?.len() >= PERSONAS_MAX {
            return Err(Error::Denied("too-many-personas"));
        }
        let buckets = [throttle::PERSONAS_MADE.of(&[&actor.member.to_string()])];
        throttle::count(turn, &buckets)?;
        let how = (By::Self_, Cause::Choice);
        let names = (&handle, &name);
        let made = make(turn, actor.member, names, AccountState::Active, how)?;
        if let Some(taken) = &taken {
            face::wear_first(turn, made, (taken, &alt))?;
        }
        Ok(made)
    });
    made.await.map_err(super::sign_up::taken_meanwhile)
}

/// Goes on as another of the member's own personas, on this device.
///
/// # Errors
/// [`Error::NotFound`] for everything that is not a persona of theirs.
pub async fn switch(app: &App, actor: Actor, to: AccountId) -> Result<()> {
    app.write(move |turn| {
        let mine = living(turn.tx, actor.member)?;
        if !mine.iter().any(|card| card.id == to) {
            return Err(Error::NotFound);
        }
        Ok(session::switch(turn.tx, actor.session, to, actor.member)?)
    })
    .await
}

/// The personas of a member that are in use.
pub(super) fn living(read: &mut Read<'_>, member: MemberId) -> Result<Vec<account::Card>> {
    let mut living = Vec::new();
    for id in persona_links::own(read, member)? {
        let card = account::card(read, id)?;
        living.extend(card.filter(|card| card.state.is_there()));
    }
    Ok(living)
}

/// Frozen people read, but do not write.
pub(crate) fn require_writer(turn: &mut Turn<'_, '_>, persona: AccountId) -> Result<()> {
    let can_write = turn.sight(persona)?.can_write;
    can_write.then_some(()).ok_or(Error::Denied("frozen"))
}

/// Makes a persona of a member with its own id and keys, in a turn that has judged the wish.
pub(crate) fn make(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    (handle, name): (&Handle, &DisplayName),
    state: AccountState,
    (by, cause): (By, Cause),
) -> Result<AccountId> {
    require_free(turn.tx, handle, None)?;
    let id = AccountId::new(turn.random_id());
    account::insert(turn.tx, id, AccountKind::Persona, handle.as_str(), turn.now)?;
    account::insert_persona(
        turn.tx,
        id,
        Audience::Public,
        WhoMay::Everyone,
        WhoMay::Everyone,
    )?;
    let key = SigningKey::from_bytes(&turn.random_bytes::<32>());
    let public = key.verifying_key().to_bytes();
    account::insert_key(turn.tx, id, "ed25519", &public, &key.to_bytes())?;
    let position = persona_links::own(turn.tx, member)?.len();
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    persona_links::insert(turn.tx, id, member, position)?;
    let made = Change::Account {
        account: id,
        old: None,
        new: state,
    };
    turn.record(made, by, cause)?;
    let mine = Change::Setting {
        member,
        setting: Setting::Persona,
        old: String::new(),
        new: id.to_string(),
    };
    turn.record(mine, by, cause)?;
    let fields = [
        (ProfileField::Handle, handle.as_str()),
        (ProfileField::Name, name.as_str()),
    ];
    for (field, new) in fields {
        let change = Change::Profile {
            persona: id,
            field,
            old: String::new(),
            new: new.to_owned(),
        };
        turn.record(change, by, cause)?;
    }
    Ok(id)
}

/// Refuses a handle that somebody has, had, or that looks like one of those. The answer is the
/// same whoever has it, the asker included.
pub(super) fn require_free(
    read: &mut Read<'_>,
    handle: &Handle,
    except: Option<AccountId>,
) -> Result<()> {
    let holder = account::by_handle(read, &handle.key())?;
    if holder.is_some_and(|(id, ..)| Some(id) != except) {
        return Err(handle_fault(HandleError::Taken).into());
    }
    if account::has_lookalike(read, &handle.skeleton(), except)? {
        return Err(handle_fault(HandleError::Lookalike).into());
    }
    Ok(())
}

/// Up to three handles like `wish` that are free. None where `wish` itself only looks like somebody
/// else's: whatever is like it would pass for them as well.
pub fn suggest(read: &mut Read<'_>, wish: &str) -> Result<Vec<String>> {
    let mut free = Vec::new();
    if let Ok(handle) = Handle::parse(wish) {
        let is_taken = account::by_handle(read, &handle.key())?.is_some();
        if !is_taken && account::has_lookalike(read, &handle.skeleton(), None)? {
            return Ok(free);
        }
    }
    let stem: String = wish.trim().trim_start_matches('@').chars().collect();
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    for number in 2..SUGGESTIONS_TRIED_MAX {
        let Ok(handle) = Handle::parse(&format!("{stem}{number}")) else {
            break;
        };
        if require_free(read, &handle, None).is_ok() {
            free.push(handle.as_str().to_owned());
        }
        if free.len() == SUGGESTIONS_MAX {
            break;
        }
    }
    Ok(free)
}

/// A handle as somebody typed it.
pub(super) fn parse_handle(typed: &str) -> Result<Handle, Fault> {
    Handle::parse(typed).map_err(handle_fault)
}

/// A name as somebody typed it; the handle where they left it empty.
pub(super) fn parse_name(typed: &str, handle: &Handle) -> Result<DisplayName, Fault> {
    let wish = if typed.trim().is_empty() {
        handle.as_str()
    } else {
        typed
    };
    DisplayName::parse(wish).map_err(|error| {
        let bound = match error {
            DisplayNameError::Empty => 0,
            DisplayNameError::TooLong => i64::try_from(NAME_GRAPHEMES_MAX).unwrap_or(i64::MAX),
        };
        Fault::with_bound("name", error.code(), bound)
    })
}

pub(super) fn handle_fault(error: HandleError) -> Fault {
    let bound = match error {
        HandleError::TooLong => i64::try_from(HANDLE_CHARS_MAX).unwrap_or(i64::MAX),
        HandleError::Empty
        | HandleError::BadCharacter
        | HandleError::BadStart
        | HandleError::Reserved
        | HandleError::Lookalike
        | HandleError::Taken => 0,
    };
    Fault::with_bound("handle", error.code(), bound)
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Invalid(vec![fault])
    }
}
