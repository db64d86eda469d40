//! Leaving: deleting a persona, or the whole account. What stays are tombstones: handles that
//! nobody else can take, and lines without words where posts stood in a thread.

use crate::community::care::pass_on;
use crate::community::join::leave_in;
use crate::identity::sign_up::setting;
use crate::identity::{password, persona, session};
use crate::{Actor, App, Error, Result, Turn, media, post};
use hafan_core::account::{AccountState, FollowState};
use hafan_core::id::{AccountId, CommunityId, MemberId, PostId};
use hafan_core::ledger::{By, Cause, Change, Entry, Owner};
use hafan_core::member::{MemberState, Setting};
use hafan_core::policy::{self, Permit, Sight};
use hafan_core::time::DAY_US;
use hafan_store::account::Card;
use hafan_store::{
    Read, account, community, erasure, known_device, ledger, member, membership, one_time_link,
    persona_links, search, session as sessions,
};

/// Kind of the job that ends a persona at its time; its body is the persona's id.
pub const END_JOB: &str = "end-persona";
/// Kind of the job that erases what a deleted persona left; its body is the persona's id.
pub const ERASE_JOB: &str = "erase-persona";
/// Within this time the personas of somebody who leaves disappear, each at a time of its own, so
/// that nobody who watches can tell that they belonged together. In microseconds: two weeks.
pub const SPREAD_US: i64 = 14 * DAY_US;

/// What stands in the way of leaving, and what leaving would mean.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// The member's personas that would go.
    pub personas: Vec<Card>,
    /// Communities that would be left without a host: they must be handed over or closed first.
    pub hosts_alone: Vec<Alone>,
    /// The member is the only host of the place.
    pub is_last_host: bool,
}

/// A community with one host alone.
#[derive(Clone, Debug)]
pub struct Alone {
    /// The community.
    pub community: Card,
    /// The member's persona that is its host.
    pub host: Card,
    /// The member is here as that persona, and can look after it at once.
    pub is_here: bool,
}

/// What leaving as a whole would mean, or deleting the one persona.
pub async fn outlook(app: &App, actor: Actor, only: Option<AccountId>) -> Result<Outlook> {
    app.read(move |read| {
        let mut personas = persona::living(read, actor.member)?;
        if let Some(only) = only {
            personas.retain(|card| card.id == only);
            if personas.is_empty() {
                return Err(Error::NotFound);
            }
        }
        let mut hosts_alone = Vec::new();
        for host in &personas {
            let hosted = hosted_alone(read, host.id)?.into_iter();
            let hosted: Vec<i64> = hosted.map(CommunityId::get).collect();
            let hosted = account::cards(read, &hosted)?.into_iter();
            hosts_alone.extend(hosted.map(|community| Alone {
                community,
                host: host.clone(),
                is_here: host.id == actor.persona,
            }));
        }
        let is_last_host = only.is_none() && actor.is_host && member::count_hosts(read)? <= 1;
        Ok(Outlook {
            personas,
            hosts_alone,
            is_last_host,
        })
    })
    .await
}

/// Deletes one of the member's personas, now and for good. On other devices that were here as this
/// persona the member is signed out; this one goes on as the first of those left.
///
/// # Errors
/// A fault of `current` (the password); `Denied("last-persona")`, `Denied("last-host")` where a
/// community has no other host; [`Error::NotFound`] for what is not theirs; `Limited`.
pub async fn delete_persona(
    app: &App,
    actor: Actor,
    which: AccountId,
    current: &str,
) -> Result<()> {
    password::require(app, actor, current).await?;
    app.write(move |turn| {
        let mine = persona::living(turn.tx, actor.member)?;
        if !mine.iter().any(|card| card.id == which) {
            return Err(Error::NotFound);
        }
        let rest = mine.iter().find(|card| card.id != which);
        let rest = rest.ok_or(Error::Denied("last-persona"))?.id;
        for open in sessions::of_member(turn.tx, actor.member, turn.now)? {
            if open.id == actor.session && open.persona == which {
                sessions::switch(turn.tx, open.id, rest, actor.member)?;
            } else if open.persona == which {
                let (by, cause) = (By::Self_, Cause::Deletion);
                session::end_one(turn, actor.member, open.id, by, cause)?;
            }
        }
        persona_links::remove(turn.tx, which)?;
        end(turn, which, Hosting::MustBeHandedOver, By::Self_)
    })
    .await
}

/// Deletes the account: everything of the member goes. The persona that asks disappears at once,
/// the others each at a random time within two weeks, or at once too.
///
/// # Errors
/// A fault of `current` (the password); `Denied("last-host")` where the place or a community has
/// no other host; `Limited`.
pub async fn delete_account(
    app: &App,
    actor: Actor,
    current: &str,
    all_at_once: bool,
) -> Result<()> {
    password::require(app, actor, current).await?;
    app.write(move |turn| {
        let found = member::find(turn.tx, actor.member)?.ok_or(Error::NotFound)?;
        if found.is_host && member::count_hosts(turn.tx)? <= 1 {
            return Err(Error::Denied("last-host-of-place"));
        }
        let mine = persona::living(turn.tx, actor.member)?;
        for card in &mine {
            if !hosted_alone(turn.tx, card.id)?.is_empty() {
                return Err(Error::Denied("last-host"));
            }
        }
        let by = By::Self_;
        for card in mine {
            if card.id == actor.persona || all_at_once {
                end(turn, card.id, Hosting::MustBeHandedOver, by)?;
            } else {
                end_in_its_time(turn, card.id)?;
            }
        }
        forget_member(turn, actor.member, (by, Cause::Deletion), "")
    })
    .await
}

/// Removes a member from the place, as a host decided for a reason; the caller has made sure that
/// `by` may. The oldest persona disappears at once, the others each at a random time within two
/// weeks, as in [`delete_account`]; the member can't sign in from now on. A community that only one
/// of them looked after passes on, see [`pass_on`].
pub fn remove_member(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    by: By,
    reason: &str,
) -> Result<()> {
    for (place, card) in persona::living(turn.tx, member)?.iter().enumerate() {
        if place == 0 {
            end(turn, card.id, Hosting::Ends, By::Self_)?;
        } else {
            end_in_its_time(turn, card.id)?;
        }
    }
    forget_member(turn, member, (by, Cause::HostDecision), reason)
}

/// Whether a community may be left without a host.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hosting {
    MustBeHandedOver,
    /// Nobody is left who could hand it over: it passes on by itself.
    Ends,
}

/// Queues the end of a persona at a random time.
fn end_in_its_time(turn: &mut Turn<'_, '_>, which: AccountId) -> Result<()> {
    let wait_us = turn.random_id().rem_euclid(SPREAD_US);
    let key = format!("{END_JOB}:{which}");
    let at = turn.now.plus(wait_us);
    turn.enqueue(END_JOB, &which.to_string(), Some(&key), at)
}

/// Does a job of kind [`END_JOB`].
pub async fn end_later(app: &App, body: &str) -> Result<()> {
    let which = id_of(body)?;
    app.write(move |turn| end(turn, which, Hosting::Ends, By::Self_))
        .await
}

/// Ends a persona: from now on it is a tombstone for everyone. The rest goes by a job.
fn end(turn: &mut Turn<'_, '_>, which: AccountId, hosting: Hosting, by: By) -> Result<()> {
    let Some(found) = account::persona(turn.tx, which)?.filter(|p| p.state.is_there()) else {
        return Ok(());
    };
    let sight = turn.sight(which)?;
    let permit = policy::may_keep_house(&sight)?;
    leave_all(turn, &sight, which, hosting)?;
    let gone = Change::Account {
        account: which,
        old: Some(found.state),
        new: AccountState::Deleted,
    };
    turn.record(gone, by, Cause::Deletion)?;
    account::erase_persona(turn.tx, &permit, which)?;
    search::forget_account(turn.tx, which)?;
    let (body, key) = (which.to_string(), format!("{ERASE_JOB}:{which}"));
    turn.enqueue(ERASE_JOB, &body, Some(&key), turn.now)
}

fn leave_all(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    which: AccountId,
    hosting: Hosting,
) -> Result<()> {
    for (id, standing) in &sight.standings {
        let Some(facts) = community::facts(turn.tx, *id)? else {
            continue;
        };
        if standing.role().is_none() {
            continue;
        }
        match leave_in(turn, sight, &facts, Cause::Deletion) {
            Err(Error::Denied("last-host")) if hosting == Hosting::Ends => {
                let change = Change::Membership {
                    persona: which,
                    community: *id,
                    old: *standing,
                    new: hafan_core::community::Standing::Left,
                };
                turn.record(change, By::Self_, Cause::Deletion)?;
                pass_on(turn, which, *id)?;
            }
            left => left?,
        }
    }
    Ok(())
}

/// Communities of which this persona is the only host.
fn hosted_alone(read: &mut Read<'_>, which: AccountId) -> Result<Vec<CommunityId>> {
    let sight = hafan_store::sight::load(read, Some(which))?;
    let mut alone = Vec::new();
    for id in sight.standings.keys() {
        let Some(facts) = community::facts(read, *id)? else {
            continue;
        };
        let hosts = membership::count_hosts(read, *id)?;
        let refusal = policy::may_leave(&sight, &facts, hosts).err();
        if refusal == Some(policy::Denied::Because("last-host")) {
            alone.push(*id);
        }
    }
    Ok(alone)
}

/// Erases everything of a member but a line that somebody was here and has left, and what hosts
/// did about them: that is the hosts' to answer for.
fn forget_member(
    turn: &mut Turn<'_, '_>,
    id: MemberId,
    (by, cause): (By, Cause),
    reason: &str,
) -> Result<()> {
    let found = member::find(turn.tx, id)?.ok_or(Error::NotFound)?;
    session::end_all(turn, id, None, by, cause)?;
    sessions::forget_of(turn.tx, id)?;
    known_device::remove_all(turn.tx, id)?;
    one_time_link::void_of_member(turn.tx, super::recovery::SIGN_IN_HELP, id)?;
    for persona in persona_links::own(turn.tx, id)? {
        persona_links::remove(turn.tx, persona)?;
    }
    ledger::erase_member(turn.tx, id, turn.now)?;
    if found.is_host {
        turn.record(setting(id, Setting::Host, "yes", "no"), by, cause)?;
    }
    let placeholder = format!("gone-{}", turn.random_id());
    member::erase(turn.tx, id, &placeholder)?;
    let gone = setting(
        id,
        Setting::State,
        found.state.code(),
        MemberState::Gone.code(),
    );
    let entry = Entry::new(gone, by, cause, turn.now).because(reason);
    turn.record_entry(&entry)
}

/// Does a job of kind [`ERASE_JOB`]: what the persona wrote, shared, kept and was told goes, and
/// who followed it finds an entry. Doing it twice does no harm.
pub async fn erase(app: &App, body: &str) -> Result<()> {
    let which = id_of(body)?;
    let mut after = PostId::new(0);
    while let Some(last) = app
        .write(move |turn| post::erase_some(turn, &own_wish(which)?, which, after))
        .await?
    {
        after = last;
    }
    while app.write(move |turn| end_followers(turn, which)).await? {}
    app.write(move |turn| {
        for picture in hafan_store::media::of_owner(turn.tx, which)? {
            media::forget(turn, &picture)?;
        }
        let nobody = turn.random_id();
        erasure::traces(turn.tx, &own_wish(which)?, which, nobody)?;
        close_record(turn, which)
    })
    .await
}

/// Ends up to a hundred follows of a persona that is gone; false where there are no more.
fn end_followers(turn: &mut Turn<'_, '_>, target: AccountId) -> Result<bool> {
    let some = erasure::followers(turn.tx, target)?;
    for (follower, old) in &some {
        let change = Change::Follow {
            follower: *follower,
            target,
            old: *old,
            new: FollowState::EndedByThem,
        };
        turn.record(change, By::Account(target), Cause::Deletion)?;
    }
    Ok(!some.is_empty())
}

/// Erases the record of a persona but for the one entry that it is gone.
fn close_record(turn: &mut Turn<'_, '_>, which: AccountId) -> Result<()> {
    let owner = Owner::Persona(which);
    let Some(last) = ledger::newest(turn.tx, owner, "account", "state")? else {
        return Ok(());
    };
    ledger::erase(turn.tx, owner)?;
    let gone = Change::Account {
        account: which,
        old: AccountState::parse(&last.old),
        new: AccountState::Deleted,
    };
    turn.record_entry(&Entry::new(gone, By::Self_, Cause::Deletion, last.at))
}

/// The permit to erase what is a persona's own, after it is gone and can't ask any more.
fn own_wish(which: AccountId) -> Result<Permit> {
    let sight = Sight {
        viewer: Some(which),
        ..Sight::default()
    };
    Ok(policy::may_keep_house(&sight)?)
}

fn id_of(body: &str) -> Result<AccountId> {
    AccountId::parse(body).ok_or_else(|| Error::Internal("not an account id".to_owned()))
}
