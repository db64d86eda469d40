//! Circles: lists of people that one persona keeps to share with. Nobody is told that they are in
//! one, or what it is called.

use crate::{Actor, App, Error, Fault, Result, Turn};
use hafan_core::account::AccountState;
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, CircleId};
use hafan_core::policy;
use hafan_core::text::{SourceText, TextError};
use hafan_store::account::{self, Card};
use hafan_store::circle::{self, Circle};

/// Circles of one persona: more than anybody keeps apart.
pub const CIRCLES_MAX: usize = 50;
/// People in one circle. More is an audience, and there are followers for that.
pub const PEOPLE_MAX: i64 = 500;
/// Characters of a circle's name.
pub const NAME_CHARS_MAX: usize = 50;

/// A circle with its people.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The circle.
    pub circle: Circle,
    /// The people in it, by name.
    pub people: Vec<Card>,
}

/// The circles of this persona with their people.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Opened>> {
    let me = actor.persona;
    app.read(move |read| {
        let mut opened = Vec::new();
        for circle in circle::of_owner(read, me)? {
            let people = circle::people(read, circle.id)?;
            let people: Vec<i64> = people.into_iter().map(AccountId::get).collect();
            let mut people = account::cards(read, &people)?;
            people.retain(|card| card.state != AccountState::Deleted);
            people.sort_by_key(|card| card.name.to_lowercase());
            opened.push(Opened { circle, people });
        }
        Ok(opened)
    })
    .await
}

/// Makes a circle with nobody in it.
pub async fn make(app: &App, actor: &Actor, name: String) -> Result<CircleId> {
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        policy::may_keep_house(&sight)?;
        let name = read_name(&name)?;
        if circle::of_owner(turn.tx, me)?.len() >= CIRCLES_MAX {
            return Err(Error::Denied("too-many-circles"));
        }
        let id = CircleId::new(turn.random_id());
        circle::insert(turn.tx, id, me, &name)?;
        Ok(id)
    })
    .await
}

/// Gives a circle another name.
pub async fn rename(app: &App, actor: &Actor, id: CircleId, name: String) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let name = read_name(&name)?;
        found(circle::rename(turn.tx, id, me, &name)?)
    })
    .await
}

/// Ends a circle. What was written to it can be seen by its author and those it names.
pub async fn delete(app: &App, actor: &Actor, id: CircleId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| found(circle::delete(turn.tx, id, me)?))
        .await
}

/// Puts the persona of this handle into a circle.
///
/// # Errors
/// `Invalid` where there is no such persona for the owner, `Denied("circle-full")`.
pub async fn add(app: &App, actor: &Actor, id: CircleId, handle: String) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        require_own(turn, id, me)?;
        let who = look_up(turn, me, &handle)?;
        if circle::count_people(turn.tx, id)? >= PEOPLE_MAX {
            return Err(Error::Denied("circle-full"));
        }
        Ok(circle::add(turn.tx, id, who)?)
    })
    .await
}

/// Takes somebody out of a circle. What they could read because of it is closed to them at once.
pub async fn remove(app: &App, actor: &Actor, id: CircleId, who: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        require_own(turn, id, me)?;
        Ok(circle::remove(turn.tx, id, who)?)
    })
    .await
}

fn require_own(turn: &mut Turn<'_, '_>, id: CircleId, me: AccountId) -> Result<()> {
    found(circle::find(turn.tx, id, me)?.is_some())
}

fn found(is_there: bool) -> Result<()> {
    if is_there {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

fn look_up(turn: &mut Turn<'_, '_>, me: AccountId, typed: &str) -> Result<AccountId> {
    let unknown = || Error::invalid("handle", "to-unknown");
    let Ok(handle) = Handle::parse_unreserved(typed) else {
        return Err(unknown());
    };
    let sight = turn.sight(me)?;
    let ids = account::personas_by_handles(turn.tx, &[handle.key()])?;
    let (_, who) = ids.into_iter().next().ok_or_else(unknown)?;
    let card = account::card(turn.tx, who)?.ok_or_else(unknown)?;
    match policy::may_approach(&sight, who, card.state) {
        Ok(_) => Ok(who),
        Err(policy::Denied::NotFound) => Err(unknown()),
        Err(denied) => Err(denied.into()),
    }
}

fn read_name(typed: &str) -> Result<String> {
    match SourceText::parse_line(typed, NAME_CHARS_MAX) {
        Ok(name) => Ok(name.as_str().to_owned()),
        Err(error) => {
            let bound = match error {
                TextError::Empty => 0,
                TextError::TooLong { chars_max } => i64::try_from(chars_max).unwrap_or(i64::MAX),
            };
            let fault = Fault::with_bound("name", error.code(), bound);
            Err(Error::Invalid(vec![fault]))
        }
    }
}
