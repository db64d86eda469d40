//! Signing in with name and password.

use crate::identity::session::{Browser, Opened};
use crate::identity::throttle::{self, Bucket};
use crate::identity::{device, password, session};
use crate::{App, Error, Result, Turn};
use hafan_core::id::{AccountId, MemberId};
use hafan_core::ledger::{Cause, Owner};
use hafan_core::member::{MemberState, Setting};
use hafan_store::{Read, account, known_device, ledger, member, persona_links};

/// Bytes of a name that are looked at; a longer one is nobody's.
const LOGIN_BYTES_MAX: usize = 100;

/// What somebody finds who has the right name and password.
pub enum Entered {
    /// They are in.
    In(Opened),
    /// They asked to join, and no host has answered yet.
    Waiting,
    /// They asked to join, and a host said no.
    Refused {
        /// What the host said to them; may be empty.
        words: String,
    },
}

/// Opens a session for whoever has this name and password.
///
/// A name that nobody has costs the same time and gets the same answer as a wrong password: a
/// fault `sign-in` of the field `password`. Only with the right password does it tell that
/// somebody waits or was refused. Too many tries are [`Error::Limited`].
pub async fn sign_in(app: &App, login: &str, typed: &str, browser: Browser) -> Result<Entered> {
    let login = login_key(login);
    let (known, net) = (browser.known.clone(), browser.net.clone());
    let (stored, buckets) = {
        let login = login.clone();
        app.write(move |turn| {
            let found = find(turn.tx, &login)?;
            let buckets = buckets(turn, &login, found.as_ref(), known.as_deref(), &net)?;
            throttle::count(turn, &buckets)?;
            Ok((found.map(|m| (m.id, m.password_hash)), buckets))
        })
        .await?
    };
    let (member, hash) = stored.map_or((None, None), |(id, hash)| (Some(id), Some(hash)));
    let is_right = password::matches(app, hash.clone(), typed).await?;
    let Some(member) = member.filter(|_| is_right) else {
        return Err(Error::invalid("password", "sign-in"));
    };
    app.write(move |turn| {
        let found = member::find(turn.tx, member)?;
        // The password may have changed while this one was compared.
        let found = found.filter(|m| Some(&m.password_hash) == hash.as_ref());
        let found = found.ok_or_else(|| Error::invalid("password", "sign-in"))?;
        buckets.forgive(turn)?;
        match found.state {
            MemberState::Active | MemberState::Frozen => {}
            MemberState::Waiting => return Ok(Entered::Waiting),
            MemberState::Refused => return refused(turn, member),
            MemberState::Gone => return Err(Error::invalid("password", "sign-in")),
        }
        let persona = first_persona(turn.tx, member)?;
        let opened = session::open(turn, (member, persona), &browser, Cause::Choice)?;
        Ok(Entered::In(opened))
    })
    .await
}

/// The words of the host who said no.
fn refused(turn: &mut Turn<'_, '_>, member: MemberId) -> Result<Entered> {
    let (owner, what) = (Owner::Member(member), Setting::State.code());
    let entry = ledger::newest(turn.tx, owner, "setting", what)?;
    let words = entry.map_or_else(String::new, |entry| entry.note);
    Ok(Entered::Refused { words })
}

/// The form of a name under which it is looked up and counted.
pub(super) fn login_key(login: &str) -> String {
    let trimmed = login.trim();
    let name = trimmed.strip_prefix('@').unwrap_or(trimmed);
    if name.len() > LOGIN_BYTES_MAX {
        return String::new();
    }
    name.to_lowercase()
}

/// The member with this name, if they are there at all.
pub(super) fn find(read: &mut Read<'_>, login: &str) -> Result<Option<member::Member>> {
    let found = member::by_login(read, login)?;
    Ok(found.filter(|m| m.state != MemberState::Gone))
}

/// The first living persona of a member, in the member's order.
pub(super) fn first_persona(read: &mut Read<'_>, member: MemberId) -> Result<AccountId> {
    for id in persona_links::own(read, member)? {
        let card = account::card(read, id)?;
        if card.is_some_and(|card| card.state.is_there()) {
            return Ok(id);
        }
    }
    Err(Error::Internal("a member without a persona".to_owned()))
}

/// The buckets a try is counted in.
pub(super) struct Buckets {
    all: Vec<Bucket>,
    /// Those of this person alone, forgotten when they get in.
    own: usize,
}

impl std::ops::Deref for Buckets {
    type Target = [Bucket];
    fn deref(&self) -> &[Bucket] {
        &self.all
    }
}

impl Buckets {
    fn forgive(&self, turn: &mut Turn<'_, '_>) -> Result<()> {
        let (own, shared) = self.all.split_at(self.own);
        throttle::clear(turn, own)?;
        throttle::give_back(turn, shared)
    }
}

impl Clone for Buckets {
    fn clone(&self) -> Self {
        Self {
            all: self.all.clone(),
            own: self.own,
        }
    }
}

fn buckets(
    turn: &mut Turn<'_, '_>,
    login: &str,
    found: Option<&member::Member>,
    known: Option<&str>,
    net: &str,
) -> Result<Buckets> {
    if let (Some(found), Some(known)) = (found, known) {
        let hash = device::hash(known, found.id);
        if known_device::is_known(turn.tx, &hash, found.id)? {
            let all = vec![throttle::KNOWN_DEVICE.of(&[login, known])];
            return Ok(Buckets { all, own: 1 });
        }
    }
    let all = vec![
        throttle::LOGIN_FROM_NET.of(&[login, net]),
        throttle::LOGIN.of(&[login]),
        throttle::NET.of(&[net]),
    ];
    Ok(Buckets { all, own: 1 })
}
