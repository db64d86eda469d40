//! Into which community its words put a post: the one they name.
//!
//! The rule for every surface: a community that is named in a new post is where that post stands,
//! or nothing is published. So words that somebody means for a room never go out into the street.
//! A hidden community is named only by those who may know of it; for everybody else its handle is a
//! word like any other, looked up by the same statements.

use super::names;
use super::wish::{ForWhom, Wish};
use crate::{Error, Fault, Result, Turn};
use hafan_core::audience::Audience;
use hafan_core::community::Visibility;
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::policy::{self, CommunityFacts, Denied, Sight};
use hafan_core::post::MENTIONS_MAX;
use hafan_core::text::{CANDIDATES_MAX, SourceText, mention_candidates};
use hafan_store::post::PostRow;
use hafan_store::{account, community};
use std::collections::BTreeSet;

/// A community that words name, and that their author may know of.
#[derive(Clone, Debug)]
pub(super) struct Space {
    facts: CommunityFacts,
    /// Its handle.
    pub handle: String,
    /// The ways in which it was written, in lower case, without the sign before it.
    pub written: BTreeSet<String>,
}

/// The communities that a text names.
///
/// # Errors
/// `Invalid` for a text with more names than are looked up: one of the others may be a community.
pub(super) fn named(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    text: Option<&SourceText>,
) -> Result<Vec<Space>> {
    let written = text.map(mention_candidates).unwrap_or_default();
    if written.len() > CANDIDATES_MAX {
        let bound = i64::try_from(MENTIONS_MAX).unwrap_or(i64::MAX);
        let fault = Fault::with_bound("text", "too-many-names", bound);
        return Err(Error::Invalid(vec![fault]));
    }
    let mut ways = names::keys(turn, written.iter());
    if ways.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<String> = ways.keys().cloned().collect();
    let mut found = community::by_handles(turn.tx, &keys)?;
    found.retain(|one| policy::may_know_of(sight, &one.facts));
    let spaces = found.into_iter().map(|one| Space {
        facts: one.facts,
        handle: one.handle,
        written: ways.remove(&one.key).unwrap_or_default(),
    });
    Ok(spaces.collect())
}

/// Who a post that begins a conversation is for, where its author asked for `asked`, or for what is
/// `usual` of them, and its words name these communities.
///
/// # Errors
/// `Invalid`, where it cannot stand in the one community they name, or would be seen there by more
/// people than its author said.
pub(super) fn settle(
    sight: &Sight,
    (asked, usual): (ForWhom, Audience),
    named: &[Space],
) -> Result<ForWhom> {
    let refused = |code| Err(Error::invalid("text", code));
    let space = match named {
        [] => return Ok(asked),
        [space] => space,
        _ => return refused("communities-named"),
    };
    let meant = match (asked, usual) {
        (ForWhom::Usual, Audience::Followers | Audience::Circle) => ForWhom::Followers,
        (ForWhom::Usual, Audience::Named) => ForWhom::Named,
        _ => asked,
    };
    match meant {
        ForWhom::Community(id) if id != space.facts.id => return refused("communities-named"),
        ForWhom::Circle(_) | ForWhom::Named => return refused("community-for-few"),
        ForWhom::Followers if space.facts.visibility == Visibility::Public => {
            return refused("community-for-followers");
        }
        _ => {}
    }
    match policy::may_publish(sight, Some(&space.facts)) {
        Ok(_) => Ok(ForWhom::Community(space.facts.id)),
        Err(Denied::Because("not-member")) => refused("named-not-member"),
        Err(Denied::Because("community-closed")) => refused("named-closed"),
        Err(denied) => Err(denied.into()),
    }
}

/// Refuses, with this code, words that name another community than the one they stand in.
pub(super) fn require_same(
    named: &[Space],
    stands_in: Option<CommunityId>,
    code: &'static str,
) -> Result<()> {
    if named.iter().all(|space| Some(space.facts.id) == stands_in) {
        Ok(())
    } else {
        Err(Error::invalid("text", code))
    }
}

/// The communities that changed words name: none but where the post stands. One that the words
/// before held already is no news, and no link.
pub(super) fn of_edit(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    row: &PostRow,
    (before, text): (&str, Option<&SourceText>),
) -> Result<Vec<Space>> {
    let stands_in = row.facts.community.map(|community| community.id);
    let mut spaces = named(turn, sight, text)?;
    if spaces.is_empty() {
        return Ok(spaces);
    }
    let before = mention_candidates(&SourceText::from_stored(before.to_owned()));
    let before = names::keys(turn, before.iter());
    let is_old = |space: &Space| before.contains_key(&space.handle.to_ascii_lowercase());
    spaces.retain(|space| Some(space.facts.id) == stands_in || !is_old(space));
    require_same(&spaces, stands_in, "community-in-edit")?;
    Ok(spaces)
}

/// A text that is written anew stands where it stood: the name of its community goes before words
/// that do not name it, on a line of its own, so that a quotation or a list remains one.
pub(super) fn led(source: String, handle: &str, domain: &str) -> String {
    let is_named = |name: &String| match name.split_once('@') {
        Some((name, of)) => name.eq_ignore_ascii_case(handle) && of.eq_ignore_ascii_case(domain),
        None => name.eq_ignore_ascii_case(handle),
    };
    let written = mention_candidates(&SourceText::from_stored(source.clone()));
    if written.iter().any(is_named) {
        return source;
    }
    format!("@{handle}\n\n{source}").trim_end().to_owned()
}

/// The handle of the community that a post of this wish would begin a conversation in, so that one
/// that goes out later goes there or nowhere; empty where it is none.
pub(crate) fn settled(turn: &mut Turn<'_, '_>, persona: AccountId, wish: &Wish) -> Result<String> {
    if wish.reply_to.is_some() {
        return Ok(wish.place.clone());
    }
    if let ForWhom::Community(community) = wish.for_whom {
        let card = account::card(turn.tx, community.account())?;
        return Ok(card.ok_or(Error::NotFound)?.handle);
    }
    if !wish.place.is_empty() {
        return Ok(wish.place.clone());
    }
    let sight = turn.sight(persona)?;
    let text = SourceText::parse(&wish.text, usize::MAX).ok();
    let space = named(turn, &sight, text.as_ref())?.into_iter().next();
    Ok(space.map(|space| space.handle).unwrap_or_default())
}
