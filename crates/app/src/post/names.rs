//! Whom a post names: handles in its text and in its "to" field, looked up under the rules.

use super::setting::Setting;
use super::space::Space;
use super::wish::Wish;
use crate::{Error, Fault, Result, Turn};
use hafan_core::audience::Audience;
use hafan_core::handle::Handle;
use hafan_core::id::AccountId;
use hafan_core::policy::{self, Sight};
use hafan_core::post::MENTIONS_MAX;
use hafan_core::text::{SourceText, mention_candidates};
use hafan_store::post::PostRow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Handles that are looked up for one post, "to" field and text together.
const HANDLES_MAX: usize = 100;

/// The people of a post.
#[derive(Default, Debug)]
pub(super) struct Names {
    /// Handles as they were written, in lower case, with the path each links to.
    pub links: HashMap<String, String>,
    /// Everyone the post names, its author never among them.
    pub all: BTreeSet<AccountId>,
    /// Those among them whom its author wrote to: by handle, or by answering them. The others were
    /// there already.
    pub addressed: BTreeSet<AccountId>,
}

impl Names {
    /// The path behind a handle as somebody wrote it.
    pub fn path(&self, written: &str) -> Option<String> {
        self.links.get(&written.to_ascii_lowercase()).cloned()
    }

    /// The names of the community that the post stands in become links to it.
    pub fn link_to(mut self, spaces: &[Space]) -> Self {
        for space in spaces {
            let path = format!("/c/{}", space.handle);
            let written = space.written.iter();
            let links = written.map(|written| (written.clone(), path.clone()));
            self.links.extend(links);
        }
        self
    }
}

/// Looks up whom a new post names.
///
/// A handle resolves if it is a living persona with no block between them and the author; where
/// the thread is not open to everyone, only if that person can see the post that is answered, so
/// that nobody is pulled into a room they may not enter.
pub(super) fn of_wish(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    setting: &Setting,
    text: Option<&SourceText>,
    wish: &Wish,
) -> Result<Names> {
    let to: Vec<String> = wish.to.iter().flat_map(|typed| split(typed)).collect();
    let written = text.map(mention_candidates).unwrap_or_default();
    let found = look_up(turn, sight, written.iter().chain(&to))?;
    if let Some(unknown) = to.iter().find(|key| !found.contains_key(*key)) {
        tracing::debug!(
            len = unknown.len(),
            "a post is written to an unknown handle"
        );
        return Err(Error::invalid("to", "to-unknown"));
    }
    let mut names = Names::default();
    for key in written.iter().map(|w| w.to_ascii_lowercase()).chain(to) {
        if let Some((id, handle)) = found.get(&key)
            && may_be_named(turn, setting.parent.as_ref(), *id, setting.author)?
        {
            names.all.insert(*id);
            names.addressed.insert(*id);
            names.links.insert(key, format!("/@{handle}"));
        }
    }
    inherit(turn, sight, setting, &mut names)?;
    names.all.remove(&setting.author);
    names.addressed.remove(&setting.author);
    if names.all.len() > MENTIONS_MAX {
        let bound = i64::try_from(MENTIONS_MAX).unwrap_or(i64::MAX);
        let fault = Fault::with_bound("text", "too-many-names", bound);
        return Err(Error::Invalid(vec![fault]));
    }
    if setting.audience == Audience::Named && names.all.is_empty() {
        return Err(Error::invalid("to", "names-nobody"));
    }
    Ok(names)
}

/// Looks up whom a changed text names. Where a post is not open to everyone, whoever was named
/// keeps seeing what was written to them.
pub(super) fn of_edit(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    row: &PostRow,
    text: Option<&SourceText>,
) -> Result<Names> {
    let written = text.map(mention_candidates).unwrap_or_default();
    let found = look_up(turn, sight, written.iter())?;
    let parent = match row.reply_to {
        Some(parent) => hafan_store::post::row(turn.tx, parent, sight.viewer)?,
        None => None,
    };
    let before = hafan_store::post::names(turn.tx, row.facts.id)?;
    let mut names = Names::default();
    for key in written.iter().map(|w| w.to_ascii_lowercase()) {
        if let Some((id, handle)) = found.get(&key) {
            let was_named = before.contains(id);
            if was_named || may_be_named(turn, parent.as_ref(), *id, row.facts.author)? {
                names.all.insert(*id);
                names.links.insert(key, format!("/@{handle}"));
            }
        }
    }
    if !row.facts.audience.is_open() && row.facts.community.is_none() {
        names.all.extend(&before);
    }
    // Whom it answers stays addressed, whatever the new words.
    let answered = parent.map(|parent| parent.facts.author);
    names.all.extend(answered.filter(|id| before.contains(id)));
    names.all.remove(&row.facts.author);
    if names.all.len() > MENTIONS_MAX.max(before.len()) {
        let bound = i64::try_from(MENTIONS_MAX).unwrap_or(i64::MAX);
        let fault = Fault::with_bound("text", "too-many-names", bound);
        return Err(Error::Invalid(vec![fault]));
    }
    Ok(names)
}

/// An answer addresses the one it answers; a conversation among named people stays theirs.
fn inherit(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    setting: &Setting,
    names: &mut Names,
) -> Result<()> {
    let Some(parent) = &setting.parent else {
        return Ok(());
    };
    let mut addressed = vec![parent.facts.author];
    if setting.audience == Audience::Named && parent.facts.audience == Audience::Named {
        addressed.extend(hafan_store::post::names(turn.tx, parent.facts.id)?);
    }
    addressed.retain(|id| !sight.is_apart_from(*id));
    let parent = addressed.iter().filter(|id| **id == parent.facts.author);
    names.addressed.extend(parent);
    names.all.extend(addressed);
    Ok(())
}

/// May this person be named here? Not into a thread that they could not read.
fn may_be_named(
    turn: &mut Turn<'_, '_>,
    parent: Option<&PostRow>,
    who: AccountId,
    author: AccountId,
) -> Result<bool> {
    let Some(parent) = parent else {
        return Ok(true);
    };
    if who == author || (parent.facts.audience.is_open() && parent.facts.community.is_none()) {
        return Ok(true);
    }
    let theirs = turn.sight(who)?;
    let row = hafan_store::post::row(turn.tx, parent.facts.id, Some(who))?;
    let reads = |row: &PostRow| {
        policy::may_see(&theirs, &row.facts) && !policy::is_shut_out(&theirs, &row.facts)
    };
    Ok(row.is_some_and(|row| reads(&row)))
}

/// Living personas behind handles as they were written, in lower case, without those who are apart
/// from the author.
fn look_up<'w>(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    written: impl Iterator<Item = &'w String>,
) -> Result<HashMap<String, (AccountId, String)>> {
    let written = keys(turn, written);
    if written.is_empty() {
        return Ok(HashMap::new());
    }
    let keys: Vec<String> = written.keys().cloned().collect();
    let mut found: HashMap<String, AccountId> =
        hafan_store::account::personas_by_handles(turn.tx, &keys)?
            .into_iter()
            .collect();
    found.retain(|_, id| !sight.is_apart_from(*id));
    let ids: Vec<i64> = found.values().map(|id| id.get()).collect();
    let cards = hafan_store::account::cards(turn.tx, &ids)?;
    let handles: HashMap<AccountId, String> = cards
        .into_iter()
        .map(|card| (card.id, card.handle))
        .collect();
    let mut all = HashMap::new();
    for (key, id) in found {
        if let (Some(handle), Some(ways)) = (handles.get(&id), written.get(&key)) {
            let each = ways.iter().map(|way| (way.clone(), (id, handle.clone())));
            all.extend(each);
        }
    }
    Ok(all)
}

/// The keys of handles of this place, with the ways in which each was written, in lower case: with
/// the domain of the place behind it, or without. What is no handle names nobody, and some of it is
/// no text that a database takes.
pub(super) fn keys<'w>(
    turn: &Turn<'_, '_>,
    written: impl Iterator<Item = &'w String>,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for written in written {
        let name = turn.at_home(written);
        if keys.len() < HANDLES_MAX && Handle::parse_unreserved(name).is_ok() {
            let ways = keys.entry(name.to_ascii_lowercase()).or_default();
            ways.insert(written.to_ascii_lowercase());
        }
    }
    keys
}

/// The handle keys in what somebody typed into the "to" field: with or without `@`, separated by
/// anything that a handle can't have.
fn split(typed: &str) -> Vec<String> {
    typed
        .split([',', ';', ' ', '\n', '\t', '\r'])
        .filter(|part| !part.trim_matches('@').is_empty())
        .take(HANDLES_MAX)
        .map(|part| Handle::parse_unreserved(part).map_or_else(|_| part.to_owned(), |h| h.key()))
        .collect()
}
