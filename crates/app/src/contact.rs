//! How many strangers somebody writes to: asked in this one place, by whatever reaches people.

use crate::identity::throttle;
use crate::{Error, Fault, Result, Turn};
use hafan_core::contact;
use hafan_core::id::{AccountId, CommunityId};
use hafan_store::{account, exchange, member, persona_links};

/// Counts whom `from` reaches for the first time among these people, `within` a community or not,
/// or refuses where that are more than one can reach in a day: see [`contact::of_persona`]. Hosts
/// of the place are free to write to whom they look after.
///
/// # Errors
/// A fault `strangers-enough` of the field, with how many they can reach in a day.
pub(crate) fn reach(
    turn: &mut Turn<'_, '_>,
    from: AccountId,
    (within, field): (Option<CommunityId>, &'static str),
    people: impl IntoIterator<Item = AccountId>,
) -> Result<()> {
    if !turn.has_limits() {
        return Ok(());
    }
    let people: Vec<i64> = people.into_iter().map(AccountId::get).collect();
    if people.is_empty() {
        return Ok(());
    }
    let count = exchange::new_to(turn.tx, (from, within), &people, turn.now)?;
    if count == 0 {
        return Ok(());
    }
    let Some(persona) = account::persona(turn.tx, from)? else {
        return Err(Error::NotFound);
    };
    let behind = persona_links::member_behind(turn.tx, from)?;
    let behind = match behind {
        Some(member) => member::find(turn.tx, member)?,
        None => None,
    };
    let Some(behind) = behind.filter(|member| !member.is_host) else {
        return Ok(());
    };
    let a_day = contact::of_persona(persona.created_day, turn.now);
    let of_all = contact::of_member(behind.joined_day, turn.now);
    let member = behind.id.to_string();
    let buckets = [
        (throttle::CONTACTS.of(&[&from.to_string()]), a_day),
        (throttle::CONTACTS_OF_MEMBER.of(&[&member]), of_all),
    ];
    if throttle::spend(turn, count, &buckets)? {
        return Ok(());
    }
    let fault = Fault::with_bound(field, "strangers-enough", a_day);
    Err(Error::Invalid(vec![fault]))
}
