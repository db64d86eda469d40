//! Looking after a community: answering those who ask, roles, removing, handing over, closing.

use super::join::{forget_question, standing_of};
use super::people::Member;
use super::square::House;
use super::{REASON_CHARS_MAX, door, optional_words, persona_by_handle, words};
use super::{tell, tell_invitation};
use crate::{Actor, App, Error, Result, Turn, look};
use hafan_core::community::{CommunityField, Role, Standing};
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::ledger::{By, Cause, Change, Entry};
use hafan_core::notify::NotificationKind;
use hafan_core::policy::{self, Care, CommunityFacts, Sight};
use hafan_core::search::fold;
use hafan_store::{Read, account, community, membership, notification, sight};

/// How a request to join is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reply {
    /// Come in.
    LetIn,
    /// Not now, with words if there are some.
    Refuse,
}

/// Answers somebody who asks to join. The words go to them.
///
/// # Errors
/// `NotFound` where nobody of this handle asks; `Conflict("answered")` where somebody else was
/// quicker; `Denied("not-enough-role")`; a fault of `words`.
pub async fn answer(
    app: &App,
    actor: Actor,
    handle: String,
    guest: String,
    reply: (Reply, String),
) -> Result<()> {
    app.write(move |turn| {
        let facts = permit(turn, actor.persona, &handle, Care::LetIn)?;
        let guest = persona_by_handle(turn.tx, &Sight::default(), &guest)?;
        match membership::standing(turn.tx, facts.id, guest)? {
            Standing::Asked => {}
            Standing::None => return Err(Error::NotFound),
            _ => return Err(Error::Conflict("answered")),
        }
        let new = match reply.0 {
            Reply::LetIn => Standing::Member,
            Reply::Refuse => Standing::Refused,
        };
        let note = optional_words("words", &reply.1, REASON_CHARS_MAX)?;
        let how = (Standing::Asked, new, Cause::Answer, note.as_str());
        set(turn, actor.persona, &facts, guest, how)?;
        membership::set_answer(turn.tx, facts.id, guest, "")?;
        forget_question(turn, guest, facts.id)?;
        for carer in membership::carers(turn.tx, facts.id)? {
            let kind = NotificationKind::JoinAsked;
            notification::withdraw(turn.tx, carer.persona, kind, guest, None)?;
        }
        Ok(())
    })
    .await
}

/// A member as those who may change their role or remove them see them.
///
/// # Errors
/// `NotFound` where nobody of this handle is a member; `Denied("not-enough-role")` for those who
/// may do nothing about them.
pub async fn member(
    app: &App,
    actor: Actor,
    handle: String,
    member: String,
) -> Result<(House, Member)> {
    app.read(move |read| {
        let sight = sight::load(read, Some(actor.persona))?;
        let facts = door(read, &sight, &handle)?;
        policy::may_care(&sight, &facts, Care::LetIn)?;
        let (id, role) = member_by_handle(read, &facts, &member)?;
        let card = account::card(read, id)?.ok_or(Error::NotFound)?;
        let found = Member::new(&sight, &facts, card, role);
        if !found.may_change_role && !found.may_remove {
            return Err(Error::Denied("not-enough-role"));
        }
        Ok((House::load(read, &sight, &facts)?, found))
    })
    .await
}

/// Removes a member, with a reason that the person is told.
///
/// # Errors
/// `NotFound` where nobody of this handle is a member; `Denied("not-enough-role")`; a fault of
/// `reason`.
pub async fn remove(
    app: &App,
    actor: Actor,
    handle: String,
    member: String,
    reason: String,
) -> Result<()> {
    app.write(move |turn| {
        let sight = turn.sight(actor.persona)?;
        let facts = door(turn.tx, &sight, &handle)?;
        policy::may_care(&sight, &facts, Care::LetIn)?;
        let (id, role) = member_by_handle(turn.tx, &facts, &member)?;
        policy::may_care(&sight, &facts, Care::Remove(role))?;
        let reason = words("reason", &reason, REASON_CHARS_MAX)?;
        let how = (role.into(), Standing::Removed, Cause::Care, reason.as_str());
        set(turn, actor.persona, &facts, id, how)
    })
    .await
}

/// Gives a member another role. Making somebody host beside oneself is possible; taking the role
/// of host from somebody else is not.
///
/// # Errors
/// As [`remove`], without a reason.
pub async fn change_role(
    app: &App,
    actor: Actor,
    handle: String,
    member: String,
    to: Role,
) -> Result<()> {
    app.write(move |turn| {
        let sight = turn.sight(actor.persona)?;
        let facts = door(turn.tx, &sight, &handle)?;
        policy::may_care(&sight, &facts, Care::LetIn)?;
        let (id, from) = member_by_handle(turn.tx, &facts, &member)?;
        policy::may_care(&sight, &facts, Care::ChangeRole { from, to })?;
        let how = (from.into(), to.into(), Cause::Care, "");
        set(turn, actor.persona, &facts, id, how)
    })
    .await
}

/// Makes another member the host and steps back to moderator.
///
/// # Errors
/// As [`change_role`].
pub async fn hand_over(app: &App, actor: Actor, handle: String, member: String) -> Result<()> {
    app.write(move |turn| {
        let sight = turn.sight(actor.persona)?;
        let facts = door(turn.tx, &sight, &handle)?;
        policy::may_care(&sight, &facts, Care::ChangeCharter)?;
        let (id, from) = member_by_handle(turn.tx, &facts, &member)?;
        if from == Role::Host {
            return Err(Error::Denied("already-host"));
        }
        let to = Role::Host;
        policy::may_care(&sight, &facts, Care::ChangeRole { from, to })?;
        let how = (from.into(), Standing::Host, Cause::Care, "");
        set(turn, actor.persona, &facts, id, how)?;
        step_to(turn, actor.persona, &facts, Role::Moderator)
    })
    .await
}

/// Steps down from one's own role to plain member.
///
/// # Errors
/// `Denied("last-host")`, `Denied("not-member")`, `NotFound`.
pub async fn step_down(app: &App, actor: Actor, handle: String) -> Result<()> {
    app.write(move |turn| {
        let sight = turn.sight(actor.persona)?;
        let facts = door(turn.tx, &sight, &handle)?;
        let hosts = membership::count_hosts(turn.tx, facts.id)?;
        policy::may_leave(&sight, &facts, hosts)?;
        step_to(turn, actor.persona, &facts, Role::Member)
    })
    .await
}

/// Closes the community for good: its members can still read, nobody writes or joins. `name` is
/// its name, typed once more so that it cannot happen by accident.
///
/// # Errors
/// A fault of `name` where it is not the community's; `Denied`, `NotFound`.
pub async fn close(app: &App, actor: Actor, handle: String, name: String) -> Result<()> {
    app.write(move |turn| {
        let facts = permit(turn, actor.persona, &handle, Care::Close)?;
        let found = community::find(turn.tx, facts.id)?.ok_or(Error::NotFound)?;
        let plain = |text: &str| fold(text.trim());
        if plain(&name) != plain(&found.name) {
            return Err(Error::invalid("name", "name-differs"));
        }
        end(turn, &facts, By::Carer(actor.persona), Cause::Closing)
    })
    .await
}

/// Passes a community on whose only host is `gone` for good: to the moderator who has been here
/// longest, else to such a helper. Where nobody else looks after it, it closes.
pub(crate) fn pass_on(turn: &mut Turn<'_, '_>, gone: AccountId, id: CommunityId) -> Result<()> {
    let Some(facts) = community::facts(turn.tx, id)?.filter(|facts| !facts.is_closed) else {
        return Ok(());
    };
    let mut heirs = membership::carers(turn.tx, id)?;
    heirs.retain(|one| one.persona != gone);
    // They come in the order of time, and the first of the highest role is taken.
    let highest = heirs.iter().filter_map(|one| one.standing.role()).max();
    let heir = heirs.into_iter().find(|one| one.standing.role() == highest);
    let Some(heir) = heir else {
        return end(turn, &facts, By::Rule, Cause::Deletion);
    };
    let change = Change::Membership {
        persona: heir.persona,
        community: id,
        old: heir.standing,
        new: Standing::Host,
    };
    turn.record(change, By::Rule, Cause::Deletion)?;
    // Nobody handed it over: the news comes from the community itself.
    let kind = NotificationKind::Membership;
    tell(turn, heir.persona, kind, (id.account(), id))?;
    turn.tell(format!("community:{id}"), "members".to_owned());
    Ok(())
}

fn end(turn: &mut Turn<'_, '_>, facts: &CommunityFacts, by: By, cause: Cause) -> Result<()> {
    let change = Change::Community {
        community: facts.id,
        field: CommunityField::State,
        old: "active".to_owned(),
        new: "closed".to_owned(),
    };
    turn.record(change, by, cause)?;
    crate::reading::index::community(turn, facts.id.account())?;
    turn.tell(format!("community:{}", facts.id), "closed".to_owned());
    Ok(())
}

/// Lets every picture that was taken out with a post be shown in the community again.
///
/// # Errors
/// `Denied("not-enough-role")` for whoever does not keep the norms; `NotFound`.
pub async fn let_pictures_back(app: &App, actor: Actor, handle: String) -> Result<()> {
    app.write(move |turn| {
        let facts = permit(turn, actor.persona, &handle, Care::Remove(Role::Member))?;
        look::let_back(turn, facts.id, actor.persona)
    })
    .await
}

/// The community, where `me` may do this in it.
pub(super) fn permit(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    handle: &str,
    care: Care,
) -> Result<CommunityFacts> {
    let sight = turn.sight(me)?;
    let facts = door(turn.tx, &sight, handle)?;
    policy::may_care(&sight, &facts, care)?;
    Ok(facts)
}

/// A member of the community by handle. Blocks do not count here: whoever keeps the norms can act
/// on people who blocked them.
fn member_by_handle(
    read: &mut Read<'_>,
    facts: &CommunityFacts,
    handle: &str,
) -> Result<(AccountId, Role)> {
    let id = persona_by_handle(read, &Sight::default(), handle)?;
    let role = membership::standing(read, facts.id, id)?.role();
    Ok((id, role.ok_or(Error::NotFound)?))
}

/// Changes how somebody else stands, and tells them.
pub(super) fn set(
    turn: &mut Turn<'_, '_>,
    by: AccountId,
    facts: &CommunityFacts,
    persona: AccountId,
    (old, new, cause, note): (Standing, Standing, Cause, &str),
) -> Result<()> {
    let change = Change::Membership {
        persona,
        community: facts.id,
        old,
        new,
    };
    if change.is_empty() {
        return Ok(());
    }
    let entry = Entry::new(change, By::Carer(by), cause, turn.now).because(note);
    turn.record_entry(&entry)?;
    let is_there = account::card(turn.tx, persona)?.is_some_and(|card| card.state.is_there());
    // What one was not told of is not told to be over.
    let was_held = notification::forget_held_invitation(turn.tx, persona, facts.id)?;
    if is_there && new == Standing::Invited {
        tell_invitation(turn, persona, (by, facts.id))?;
    } else if is_there && !(was_held && new == Standing::None) {
        tell(turn, persona, NotificationKind::Membership, (by, facts.id))?;
    }
    turn.tell(format!("community:{}", facts.id), "members".to_owned());
    Ok(())
}

fn step_to(turn: &mut Turn<'_, '_>, me: AccountId, facts: &CommunityFacts, to: Role) -> Result<()> {
    let sight = turn.sight(me)?;
    let change = Change::Membership {
        persona: me,
        community: facts.id,
        old: standing_of(&sight, facts.id),
        new: to.into(),
    };
    turn.record(change, By::Self_, Cause::Choice)
}
