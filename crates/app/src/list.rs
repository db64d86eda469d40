//! Lists: people and communities that one persona reads together. Nobody is told that they are in
//! one, or what it is called. What a list shows is read in [`crate::reading::list`].

use crate::{Actor, App, Error, Fault, Result, Turn};
use hafan_core::account::AccountKind;
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, ListId};
use hafan_core::policy::{self, Sight};
use hafan_core::text::{SourceText, TextError};
use hafan_store::account::{self, Card};
pub use hafan_store::list::List;
use hafan_store::{Read, list, sight};
use std::collections::HashSet;

/// Lists of one persona: as many as clients of this API expect.
pub const LISTS_MAX: usize = 50;
/// Accounts in one list. A page of it looks into one stream for each.
pub const ACCOUNTS_MAX: i64 = 500;
/// Characters of a list's title.
pub const TITLE_CHARS_MAX: usize = 100;

/// A list with whom it holds.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The list.
    pub list: List,
    /// The people and communities in it, by name.
    pub accounts: Vec<Card>,
}

/// The lists of this persona.
pub async fn all(app: &App, actor: Actor) -> Result<Vec<List>> {
    app.read(move |read| Ok(list::of_owner(read, actor.persona)?))
        .await
}

/// The lists of this persona with whom they hold.
pub async fn all_opened(app: &App, actor: Actor) -> Result<Vec<Opened>> {
    app.read(move |read| {
        let me = actor.persona;
        let lists = list::of_owner(read, me)?;
        if lists.is_empty() {
            return Ok(Vec::new());
        }
        let sight = sight::load(read, Some(me))?;
        let ids: Vec<i64> = lists.iter().map(|list| list.id.get()).collect();
        let held = list::accounts_of(read, &ids)?.into_iter();
        let held = held.filter(|(_, account)| may_be_held(&sight, *account));
        let held: HashSet<(ListId, AccountId)> = held.collect();
        let people: HashSet<i64> = held.iter().map(|(_, account)| account.get()).collect();
        let people: Vec<i64> = people.into_iter().collect();
        let cards = shown(read, &sight, &people)?;
        let opened = lists.into_iter().map(|list| {
            let is_in = |card: &&Card| held.contains(&(list.id, card.id));
            let accounts = cards.iter().filter(is_in).cloned().collect();
            Opened { list, accounts }
        });
        Ok(opened.collect())
    })
    .await
}

/// A list of this persona with whom it holds.
///
/// # Errors
/// `NotFound` for a list that is not there or somebody else's.
pub async fn one(app: &App, actor: Actor, id: ListId) -> Result<Opened> {
    app.read(move |read| {
        let me = actor.persona;
        let list = list::find(read, id, me)?.ok_or(Error::NotFound)?;
        let sight = sight::load(read, Some(me))?;
        let accounts = held(read, &sight, id)?;
        Ok(Opened { list, accounts })
    })
    .await
}

/// The lists of this persona that hold an account it may know of.
///
/// # Errors
/// `NotFound` for whom the actor may not know of.
pub async fn holding(app: &App, actor: Actor, account: AccountId) -> Result<Vec<List>> {
    app.read(move |read| {
        let sight = sight::load(read, Some(actor.persona))?;
        crate::reading::account::known(read, &sight, account)?;
        Ok(list::holding(read, actor.persona, account)?)
    })
    .await
}

/// Makes a list, or changes the one with this id.
///
/// # Errors
/// `Invalid` for a title that is empty or too long, `Denied("too-many-lists")`, `NotFound`.
pub async fn keep(app: &App, actor: Actor, wish: List) -> Result<List> {
    app.write(move |turn| {
        let me = actor.persona;
        policy::may_keep_house(&turn.sight(me)?)?;
        let wish = List {
            title: read_title(&wish.title)?,
            ..wish.clone()
        };
        if !list::change(turn.tx, me, &wish)? {
            return Err(Error::NotFound);
        }
        Ok(wish)
    })
    .await
}

/// Makes a list with nobody in it; the id of `wish` is not looked at.
///
/// # Errors
/// `Invalid` for a title that is empty or too long, `Denied("too-many-lists")`.
pub async fn make(app: &App, actor: Actor, wish: List) -> Result<List> {
    app.write(move |turn| {
        let me = actor.persona;
        policy::may_keep_house(&turn.sight(me)?)?;
        if list::of_owner(turn.tx, me)?.len() >= LISTS_MAX {
            return Err(Error::Denied("too-many-lists"));
        }
        let made = List {
            id: ListId::new(turn.random_id()),
            title: read_title(&wish.title)?,
            ..wish.clone()
        };
        list::insert(turn.tx, me, &made)?;
        Ok(made)
    })
    .await
}

/// Ends a list.
///
/// # Errors
/// `NotFound`.
pub async fn delete(app: &App, actor: Actor, id: ListId) -> Result<()> {
    app.write(move |turn| found(list::delete(turn.tx, id, actor.persona)?))
        .await
}

/// Puts accounts into a list: people the actor follows, communities the actor is a member of. All
/// or none.
///
/// # Errors
/// `NotFound` where one of them is neither, `Denied("list-full")`.
pub async fn add(app: &App, actor: Actor, id: ListId, accounts: Vec<AccountId>) -> Result<()> {
    app.write(move |turn| add_in(turn, actor.persona, id, &accounts))
        .await
}

/// As [`add`], by handle: for a form.
///
/// # Errors
/// As [`add`]; `Invalid("handle")` where the actor follows nobody of that name and is a member of
/// no such community.
pub async fn add_called(app: &App, actor: Actor, id: ListId, handle: String) -> Result<()> {
    app.write(move |turn| {
        let unknown = || Error::invalid("handle", "list-unknown");
        let typed = handle.trim().trim_start_matches('@');
        let handle = Handle::parse_unreserved(typed).or(Err(unknown()))?;
        let who = account::by_handle(turn.tx, &handle.key())?;
        let (who, ..) = who.ok_or_else(unknown)?;
        match add_in(turn, actor.persona, id, &[who]) {
            Err(Error::NotFound) if list::find(turn.tx, id, actor.persona)?.is_some() => {
                Err(unknown())
            }
            done => done,
        }
    })
    .await
}

fn add_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    id: ListId,
    accounts: &[AccountId],
) -> Result<()> {
    found(list::find(turn.tx, id, me)?.is_some())?;
    let sight = turn.sight(me)?;
    policy::may_keep_house(&sight)?;
    if !accounts.iter().all(|account| may_be_held(&sight, *account)) {
        return Err(Error::NotFound);
    }
    let added = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
    if list::count(turn.tx, id)?.saturating_add(added) > ACCOUNTS_MAX {
        return Err(Error::Denied("list-full"));
    }
    for account in accounts {
        list::add(turn.tx, id, *account)?;
    }
    Ok(())
}

/// Takes accounts out of a list.
///
/// # Errors
/// `NotFound` for a list that is not there or somebody else's.
pub async fn remove(app: &App, actor: Actor, id: ListId, accounts: Vec<AccountId>) -> Result<()> {
    app.write(move |turn| {
        found(list::find(turn.tx, id, actor.persona)?.is_some())?;
        for account in &accounts {
            list::remove(turn.tx, id, *account)?;
        }
        Ok(())
    })
    .await
}

/// Whom a list holds, as far as they still belong there, by name.
fn held(read: &mut Read<'_>, sight: &Sight, id: ListId) -> Result<Vec<Card>> {
    let ids: Vec<i64> = list::accounts(read, id)?
        .into_iter()
        .filter(|account| may_be_held(sight, *account))
        .map(AccountId::get)
        .collect();
    shown(read, sight, &ids)
}

/// The cards of these accounts as far as the owner may see them, by name.
fn shown(read: &mut Read<'_>, sight: &Sight, ids: &[i64]) -> Result<Vec<Card>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut cards = account::cards(read, ids)?;
    cards.retain(|card| match card.kind {
        AccountKind::Persona => policy::may_see_account(sight, card.id, card.state),
        AccountKind::Community => card.state.is_there(),
    });
    cards.sort_by_key(|card| card.name.to_lowercase());
    Ok(cards)
}

/// Somebody the owner follows, or a community they are a member of: what they could read anyway.
pub(crate) fn may_be_held(sight: &Sight, account: AccountId) -> bool {
    sight.following.contains(&account) || sight.role(account.community()).is_some()
}

fn found(is_there: bool) -> Result<()> {
    match is_there {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}

fn read_title(typed: &str) -> Result<String> {
    let bound = i64::try_from(TITLE_CHARS_MAX).unwrap_or(i64::MAX);
    match SourceText::parse_line(typed, TITLE_CHARS_MAX) {
        Ok(title) => Ok(title.as_str().to_owned()),
        Err(TextError::Empty) => Err(Error::invalid("title", "text-empty")),
        Err(error) => {
            let fault = Fault::with_bound("title", error.code(), bound);
            Err(Error::Invalid(vec![fault]))
        }
    }
}
