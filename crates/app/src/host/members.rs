//! Members, as hosts see them: the name they sign in with, and nothing they are here.

use super::{reason, require_host};
use crate::identity::{recovery, session};
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::account::AccountState;
use hafan_core::id::InvitationId;
use hafan_core::ledger::{By, Cause, Change, Entry, yes_no};
use hafan_core::member::{MemberState, Setting};
use hafan_core::time::Timestamp;
use hafan_store::member::Member;
use hafan_store::{account, invitation, member, persona_links};

/// Members on a page.
pub const PAGE_MEMBERS: usize = 50;

/// A member as a host sees them.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The name they sign in with.
    pub login: String,
    /// Whether they can come in.
    pub state: MemberState,
    /// Host of the place.
    pub is_host: bool,
    /// The day they came; shown as a month.
    pub since: Timestamp,
    /// How they came.
    pub came: Came,
    /// It is the host who looks.
    pub is_me: bool,
}

/// How somebody came to the place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Came {
    /// By a link to the place; its maker's note, which may be empty.
    ByLink(String),
    /// By a link into a community. Which one is not for hosts to know: it may be hidden.
    ByCommunity,
    /// By asking, or through an open door, or at the set-up.
    Otherwise,
}

/// A page of members by sign-in name.
#[derive(Clone, Debug)]
pub struct Page {
    /// The members.
    pub members: Vec<Seen>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// Members after a sign-in name, whose own begins so.
///
/// # Errors
/// `NotFound` for everyone but hosts.
pub async fn page(app: &App, actor: Actor, (after, begin): (String, String)) -> Result<Page> {
    let (after, begin) = (after.to_lowercase(), begin.to_lowercase());
    app.read(move |read| {
        require_host(read, actor)?;
        // Names that begin so follow their beginning at once, which may be a name itself.
        let mut found = member::page(read, after.as_str().max(&begin))?;
        if after < begin {
            let exact = member::by_login(read, &begin)?;
            found.splice(0..0, exact.filter(|m| m.state != MemberState::Gone));
        }
        found.retain(|m| m.login.to_lowercase().starts_with(&begin));
        let more = found.len() > PAGE_MEMBERS;
        found.truncate(PAGE_MEMBERS);
        let next = found.last().filter(|_| more).map(|m| m.login.clone());
        let mut members = Vec::new();
        for m in &found {
            members.push(seen(read, m, actor)?);
        }
        Ok(Page { members, next })
    })
    .await
}

/// One member by sign-in name.
///
/// # Errors
/// `NotFound`.
pub async fn one(app: &App, actor: Actor, login: String) -> Result<Seen> {
    app.read(move |read| {
        require_host(read, actor)?;
        let found = here(member::by_login(read, &login)?)?;
        seen(read, &found, actor)
    })
    .await
}

/// Makes a one-time link with which somebody gets in again who lost password and recovery sheet.
/// It is shown once, to be passed on by the host; gives its secret, for `/recover?link=`.
///
/// # Errors
/// `NotFound`; a fault of `reason`.
pub async fn help(app: &App, actor: Actor, login: String, words: String) -> Result<String> {
    app.write(move |turn| {
        let found = other(turn, actor, &login)?;
        let words = reason(&words)?;
        let token = recovery::make_help(turn, found.id)?;
        let change = recovery::help_made(turn, found.id)?;
        record(turn, actor, change, &words)?;
        Ok(token)
    })
    .await
}

/// Holds somebody's writing for a while, or ends that. They can still read.
///
/// # Errors
/// `NotFound`; `Denied("host-first")` for a host, whose role is taken first;
/// `Denied("that-is-you")`; a fault of `reason`.
pub async fn freeze(
    app: &App,
    actor: Actor,
    login: String,
    is_frozen: bool,
    words: String,
) -> Result<()> {
    app.write(move |turn| {
        let found = other(turn, actor, &login)?;
        if found.is_host {
            return Err(Error::Denied("host-first"));
        }
        let words = reason(&words)?;
        let (member_state, account_state) = if is_frozen {
            (MemberState::Frozen, AccountState::Frozen)
        } else {
            (MemberState::Active, AccountState::Active)
        };
        if !matches!(found.state, MemberState::Active | MemberState::Frozen) {
            return Err(Error::NotFound);
        }
        let state = setting(
            &found,
            Setting::State,
            found.state.code(),
            member_state.code(),
        );
        record(turn, actor, state, &words)?;
        for persona in persona_links::own(turn.tx, found.id)? {
            let card = account::card(turn.tx, persona)?;
            let Some(card) = card.filter(|card| card.state.is_there()) else {
                continue;
            };
            let change = Change::Account {
                account: persona,
                old: Some(card.state),
                new: account_state,
            };
            turn.record(change, By::Host(actor.persona), Cause::HostDecision)?;
        }
        Ok(())
    })
    .await
}

/// Removes somebody from the place. `again` is their sign-in name, typed once more.
///
/// # Errors
/// As [`freeze`]; a fault of `again`.
pub async fn remove(
    app: &App,
    actor: Actor,
    login: String,
    again: String,
    words: String,
) -> Result<()> {
    app.write(move |turn| {
        let found = other(turn, actor, &login)?;
        if found.is_host {
            return Err(Error::Denied("host-first"));
        }
        let words = reason(&words)?;
        if again.trim().trim_start_matches('@').to_lowercase() != found.login.to_lowercase() {
            return Err(Error::invalid("again", "login-differs"));
        }
        let by = By::Host(actor.persona);
        crate::identity::leave::remove_member(turn, found.id, by, &words)
    })
    .await
}

/// Makes somebody a host of the place, or takes that back.
///
/// # Errors
/// `NotFound`; `Denied("last-host-of-place")`; a fault of `reason`.
pub async fn set_host(
    app: &App,
    actor: Actor,
    login: String,
    is_host: bool,
    words: String,
) -> Result<()> {
    app.write(move |turn| {
        require_host(turn.tx, actor)?;
        let found = here(member::by_login(turn.tx, &login)?)?;
        if is_host && found.state != MemberState::Active {
            return Err(Error::NotFound);
        }
        let words = reason(&words)?;
        if !is_host && found.is_host && member::count_hosts(turn.tx)? <= 1 {
            return Err(Error::Denied("last-host-of-place"));
        }
        let change = setting(
            &found,
            Setting::Host,
            yes_no(found.is_host),
            yes_no(is_host),
        );
        record(turn, actor, change, &words)
    })
    .await
}

/// Signs somebody out everywhere, where a device was lost and they can't do it themselves.
///
/// # Errors
/// `NotFound`; a fault of `reason`.
pub async fn sign_out(app: &App, actor: Actor, login: String, words: String) -> Result<()> {
    app.write(move |turn| {
        let found = other(turn, actor, &login)?;
        let words = reason(&words)?;
        let by = By::Host(actor.persona);
        session::end_all_because(turn, found.id, by, &words)
    })
    .await
}

fn seen(read: &mut hafan_store::Read<'_>, m: &Member, actor: Actor) -> Result<Seen> {
    let came = match m.invitation {
        Some(id) => came_by(read, id)?,
        None => Came::Otherwise,
    };
    Ok(Seen {
        login: m.login.clone(),
        state: m.state,
        is_host: m.is_host,
        since: m.joined_day,
        came,
        is_me: m.id == actor.member,
    })
}

fn came_by(read: &mut hafan_store::Read<'_>, id: InvitationId) -> Result<Came> {
    let found = invitation::find(read, id)?;
    Ok(match found {
        Some(found) if found.community.is_none() => Came::ByLink(found.note),
        Some(_) => Came::ByCommunity,
        None => Came::Otherwise,
    })
}

/// Somebody else who is here, for a host.
fn other(turn: &mut Turn<'_, '_>, actor: Actor, login: &str) -> Result<Member> {
    require_host(turn.tx, actor)?;
    let found = here(member::by_login(turn.tx, login)?)?;
    if found.id == actor.member {
        return Err(Error::Denied("that-is-you"));
    }
    Ok(found)
}

/// Who waits or is gone is not among the members.
fn here(found: Option<Member>) -> Result<Member> {
    found
        .filter(|m| matches!(m.state, MemberState::Active | MemberState::Frozen))
        .ok_or(Error::NotFound)
}

fn setting(found: &Member, setting: Setting, old: &str, new: &str) -> Change {
    Change::Setting {
        member: found.id,
        setting,
        old: old.to_owned(),
        new: new.to_owned(),
    }
}

fn record(turn: &mut Turn<'_, '_>, actor: Actor, change: Change, words: &str) -> Result<()> {
    let by = By::Host(actor.persona);
    let entry = Entry::new(change, by, Cause::HostDecision, turn.now).because(words);
    turn.record_entry(&entry)
}
