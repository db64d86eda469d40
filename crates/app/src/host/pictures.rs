//! Lists of pictures that are not taken here: made elsewhere, read in by hosts as what pictures look
//! like. Nobody has to see such a picture, and no host is shown which ones came.

use super::require_host;
use crate::visit::Place;
use crate::{Actor, App, Error, Fault, Result, Turn};
use hafan_core::id::LookListId;
use hafan_core::ledger::{By, Cause, Change, Entry};
pub use hafan_core::look::list::{LIST_BYTES_MAX, LOOKS_MAX};
use hafan_core::look::list::{Unread, read_list};
use hafan_core::place::PlaceField;
use hafan_core::text::SourceText;
use hafan_store::look_list;
pub use hafan_store::look_list::LookList;
use std::sync::Arc;

/// Lists of one place.
pub const LISTS_MAX: usize = 20;
/// Looks of all lists together: some thirty megabytes of memory where they are searched.
pub const ALL_LOOKS_MAX: i64 = 300_000;
/// Characters of the name of a list.
pub const NAME_CHARS_MAX: usize = 100;

/// The lists, and how often a picture on one of them was held back.
#[derive(Clone, Debug)]
pub struct Lists {
    /// Newest first.
    pub lists: Vec<LookList>,
    /// How often.
    pub held: i64,
}

/// The lists of the place.
///
/// # Errors
/// `NotFound` for everyone but hosts.
pub async fn lists(app: &App, actor: Actor) -> Result<Lists> {
    app.read(move |read| {
        require_host(read, actor)?;
        let held = Place::load(read)?.number(PlaceField::PicturesHeld);
        Ok(Lists {
            lists: look_list::all(read)?,
            held,
        })
    })
    .await
}

/// Reads a list in, as [`read_list`] says. All of it is taken or nothing.
///
/// # Errors
/// Faults of `name` and `list`, one for each line that can't be read; `NotFound` for everyone but
/// hosts.
pub async fn import(app: &App, actor: Actor, name: String, list: Vec<u8>) -> Result<LookList> {
    app.read(move |read| require_host(read, actor)).await?;
    let name = SourceText::parse_line(&name, NAME_CHARS_MAX)
        .map(|name| name.as_str().to_owned())
        .map_err(|error| with_bound("name", error.code(), NAME_CHARS_MAX))?;
    let read = tokio::task::spawn_blocking(move || match list.len() > LIST_BYTES_MAX {
        true => Err(Unread::TooMany),
        false => read_list(&list),
    });
    let read = read.await.map_err(|e| Error::Internal(e.to_string()))?;
    let read = Arc::new(read.map_err(unread)?);
    app.write(move |turn| {
        require_host(turn.tx, actor)?;
        let before = look_list::all(turn.tx)?;
        let list = LookList {
            id: LookListId::new(turn.random_id()),
            name: name.clone(),
            looks: count(read.looks.len()),
            flat: count(read.flat),
            at: turn.now,
        };
        let all = before.iter().map(|list| list.looks).sum::<i64>() + list.looks;
        if before.len() >= LISTS_MAX || all > ALL_LOOKS_MAX {
            return Err(Error::invalid("list", "look-lists-full"));
        }
        look_list::insert(turn.tx, &list, &read.looks)?;
        record(turn, actor, before.len() + 1, &name)?;
        Ok(list)
    })
    .await
}

/// Removes a list: its pictures are taken again.
///
/// # Errors
/// `NotFound` for everyone but hosts, and where there is no such list.
pub async fn remove(app: &App, actor: Actor, id: LookListId) -> Result<()> {
    app.write(move |turn| {
        require_host(turn.tx, actor)?;
        let before = look_list::all(turn.tx)?;
        let gone = before.iter().find(|list| list.id == id);
        let gone = gone.ok_or(Error::NotFound)?;
        look_list::delete(turn.tx, id)?;
        record(turn, actor, before.len() - 1, &gone.name)
    })
    .await
}

/// How many lists there are now, with the name of the one that came or went.
fn record(turn: &mut Turn<'_, '_>, actor: Actor, lists: usize, name: &str) -> Result<()> {
    let change = Change::Place {
        field: PlaceField::PictureLists,
        old: Place::load(turn.tx)?
            .get(PlaceField::PictureLists)
            .to_owned(),
        new: lists.to_string(),
    };
    let by = By::Host(actor.persona);
    let entry = Entry::new(change, by, Cause::HostDecision, turn.now).because(name);
    turn.record_entry(&entry)
}

/// Writes into the record of the hosts that a picture of a list came and was held back.
pub(crate) fn note_held(turn: &mut Turn<'_, '_>) -> Result<()> {
    let held = Place::load(turn.tx)?.number(PlaceField::PicturesHeld);
    let change = Change::Place {
        field: PlaceField::PicturesHeld,
        old: held.to_string(),
        new: held.saturating_add(1).to_string(),
    };
    turn.record(change, By::Rule, Cause::HostDecision)
}

fn unread(unread: Unread) -> Error {
    match unread {
        Unread::Empty => Error::invalid("list", "look-list-empty"),
        Unread::TooMany => with_bound("list", "look-list-long", LOOKS_MAX),
        Unread::Wrong(lines) => {
            let fault = |line: usize| Fault::with_bound("list", "look-list-line", count(line));
            Error::Invalid(lines.into_iter().map(fault).collect())
        }
    }
}

fn with_bound(field: &'static str, code: &'static str, bound: usize) -> Error {
    Error::Invalid(vec![Fault::with_bound(field, code, count(bound))])
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
