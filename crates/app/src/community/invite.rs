//! Inviting: by name, or with a link that has a limit and an end.

use super::care::{permit, set};
use super::{door, persona_by_handle};
use crate::invitation::{self as links, Link, LinkWish};
use crate::{Actor, App, Error, Result, contact};
use hafan_core::community::{Role, Standing};
use hafan_core::id::{AccountId, InvitationId};
use hafan_core::ledger::Cause;
use hafan_core::policy::{self, Care, Sight};
use hafan_store::account::Card;
use hafan_store::{account, invitation, membership, sight};
use std::collections::HashMap;

/// Invites somebody by name: they find the invitation among their places.
///
/// Somebody who asks to join is let in by it. Somebody who was removed can be invited back only by
/// those who may remove.
///
/// # Errors
/// A fault of `handle` where nobody of that name can be invited; `Denied("already-member")`,
/// `Denied("already-invited")`, `Denied("not-enough-role")`; `NotFound`.
pub async fn invite(app: &App, actor: Actor, handle: String, guest: String) -> Result<()> {
    app.write(move |turn| {
        let facts = permit(turn, actor.persona, &handle, Care::Invite)?;
        let sight = turn.sight(actor.persona)?;
        let guest = persona_by_handle(turn.tx, &sight, &guest).map_err(|error| match error {
            Error::NotFound => Error::invalid("guest", "nobody-of-that-name"),
            other => other,
        })?;
        let old = membership::standing(turn.tx, facts.id, guest)?;
        let new = match old {
            Standing::Member | Standing::Helper | Standing::Moderator | Standing::Host => {
                return Err(Error::Denied("already-member"));
            }
            Standing::Invited => return Err(Error::Denied("already-invited")),
            Standing::Asked => Standing::Member,
            Standing::Removed => {
                policy::may_care(&sight, &facts, Care::Remove(Role::Member))?;
                Standing::Invited
            }
            Standing::None | Standing::Refused | Standing::Left => Standing::Invited,
        };
        if new == Standing::Invited {
            contact::reach(turn, actor.persona, (None, "guest"), [guest])?;
        }
        let how = (old, new, Cause::Invitation, "");
        set(turn, actor.persona, &facts, guest, how)?;
        let about = (facts.id, guest);
        membership::set_invited_by(turn.tx, about, actor.persona, turn.now)?;
        crate::door::make_known(turn, actor.persona, guest)
    })
    .await
}

/// Takes an invitation by name back.
///
/// # Errors
/// `NotFound` where there is none; `Denied("not-enough-role")`.
pub async fn uninvite(app: &App, actor: Actor, handle: String, guest: String) -> Result<()> {
    app.write(move |turn| {
        let facts = permit(turn, actor.persona, &handle, Care::Invite)?;
        let guest = persona_by_handle(turn.tx, &Sight::default(), &guest)?;
        if membership::standing(turn.tx, facts.id, guest)? != Standing::Invited {
            return Err(Error::NotFound);
        }
        let how = (Standing::Invited, Standing::None, Cause::Care, "");
        set(turn, actor.persona, &facts, guest, how)?;
        Ok(membership::forget_invited_by(turn.tx, facts.id, guest)?)
    })
    .await
}

/// Makes a link that lets people in; gives its id.
///
/// # Errors
/// Faults of `note`, `uses`, `days`; `Denied("not-enough-role")`, `Denied("too-many-links")`.
pub async fn make_link(
    app: &App,
    actor: Actor,
    handle: String,
    wish: LinkWish,
) -> Result<InvitationId> {
    app.write(move |turn| {
        let facts = permit(turn, actor.persona, &handle, Care::Invite)?;
        links::make(turn, actor.persona, Some(facts.id), &wish)
    })
    .await
}

/// Ends a link now.
///
/// # Errors
/// `NotFound` where the community has no such link; `Denied("not-enough-role")`.
pub async fn end_link(app: &App, actor: Actor, handle: String, link: InvitationId) -> Result<()> {
    app.write(move |turn| {
        let facts = permit(turn, actor.persona, &handle, Care::Invite)?;
        let found = invitation::find(turn.tx, link)?;
        found
            .filter(|found| found.community == Some(facts.id))
            .ok_or(Error::NotFound)?;
        Ok(invitation::revoke(turn.tx, link)?)
    })
    .await
}

/// What the invitation page of a community shows.
#[derive(Clone, Debug)]
pub struct Invitations {
    /// People invited by name who have not answered, with who invited them.
    pub by_name: Vec<(Card, Option<Card>)>,
    /// Links, newest first, with who made them and who came by them.
    pub links: Vec<(Link, Card, Vec<Card>)>,
}

/// The open invitations of a community.
///
/// # Errors
/// `NotFound`; `Denied("not-enough-role")`.
pub async fn invitations(app: &App, actor: Actor, handle: String) -> Result<Invitations> {
    let now = app.now();
    app.read(move |read| {
        let sight = sight::load(read, Some(actor.persona))?;
        let facts = door(read, &sight, &handle)?;
        policy::may_care(&sight, &facts, Care::Invite)?;
        let invited = membership::invited(read, facts.id)?;
        let found = invitation::of_community(read, facts.id)?;
        let ids: Vec<i64> = found.iter().map(|i| i.id.get()).collect();
        let uses = invitation::uses(read, &ids)?;
        let people = invited.iter().map(|m| m.persona);
        let people = people.chain(invited.iter().filter_map(|m| m.invited_by));
        let people = people.chain(found.iter().map(|i| i.made_by));
        let people = people.chain(uses.iter().map(|(_, who)| *who));
        let people: Vec<i64> = people.map(AccountId::get).collect();
        let cards: HashMap<AccountId, Card> = account::cards(read, &people)?
            .into_iter()
            .filter(|card| card.state.is_there())
            .map(|card| (card.id, card))
            .collect();
        let by_name = invited.iter().filter_map(|m| {
            let by = m.invited_by.and_then(|by| cards.get(&by)).cloned();
            cards.get(&m.persona).map(|card| (card.clone(), by))
        });
        let links = found.into_iter().filter_map(|i| {
            let maker = cards.get(&i.made_by)?.clone();
            let came = uses.iter().filter(|(id, _)| *id == i.id);
            let came = came.filter_map(|(_, who)| cards.get(who).cloned());
            Some((Link::new(&i, now), maker, came.collect()))
        });
        Ok(Invitations {
            by_name: by_name.collect(),
            links: links.collect(),
        })
    })
    .await
}
