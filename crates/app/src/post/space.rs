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
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::policy::{self, CommunityFacts, Denied, Sight};
use hafan_core::post::MENTIONS_MAX;
use hafan_core::text::{
    CANDIDATES_MAX, Length, SourceText, candidates_and_words, mention_candidates, seeming_names,
};
use hafan_store::post::PostRow;
use hafan_store::{account, community};
use std::collections::{BTreeMap, BTreeSet};

/// Different words of one post that seem to be names; more are no writing.
const LOOKS_MAX: usize = 100;

/// A community that words name, and that their author may know of.
#[derive(Clone, Debug)]
pub(super) struct Space {
    facts: CommunityFacts,
    /// Its handle.
    pub handle: String,
    /// The ways in which it was written, in lower case, without the sign before it; none where
    /// words are read as its name and not written as one.
    pub written: BTreeSet<String>,
    /// The text names it, not only the words around it.
    is_in_text: bool,
}

/// The names in some words.
struct Said {
    /// Keys of handles, with the ways in which each was written.
    ways: BTreeMap<String, BTreeSet<String>>,
    /// What these and all that readers take for names look like.
    looks: BTreeSet<String>,
}

impl Said {
    fn of(turn: &Turn<'_, '_>, text: Option<&SourceText>, around: &[&str]) -> Result<Self> {
        let (written, spoken) = text.map(candidates_and_words).unwrap_or_default();
        let ways = names::keys(turn, written.iter());
        let mut looks = seeming_names(&spoken, turn.domain());
        looks.extend(seeming_names(&around.join("\n"), turn.domain()));
        if written.len() > CANDIDATES_MAX || looks.len() > LOOKS_MAX {
            let bound = i64::try_from(MENTIONS_MAX).unwrap_or(i64::MAX);
            let fault = Fault::with_bound("text", "too-many-names", bound);
            return Err(Error::Invalid(vec![fault]));
        }
        looks.extend(ways.keys().map(|key| looks_of(key)));
        let looks = looks.into_iter().collect();
        Ok(Self { ways, looks })
    }
}

/// What a handle looks like.
fn looks_of(handle: &str) -> String {
    Handle::parse_unreserved(handle).map_or_else(|_| handle.to_owned(), |handle| handle.skeleton())
}

/// The communities that a text names, and those that readers would take it and the words `around`
/// it (a notice, choices) to name.
///
/// # Errors
/// `Invalid` for a text with more names than are looked up: one of the others may be a community.
pub(super) fn named(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    (text, around): (Option<&SourceText>, &[&str]),
) -> Result<Vec<Space>> {
    let mut said = Said::of(turn, text, &[])?;
    let mut looks = said.looks.clone();
    looks.extend(Said::of(turn, None, around)?.looks);
    if looks.is_empty() {
        return Ok(Vec::new());
    }
    let looks: Vec<String> = looks.into_iter().collect();
    let mut found = community::by_looks(turn.tx, &looks)?;
    found.retain(|one| policy::may_know_of(sight, &one.facts));
    let spaces = found.into_iter().map(|one| Space {
        facts: one.facts,
        is_in_text: said.looks.contains(&looks_of(&one.handle)),
        handle: one.handle,
        written: said.ways.remove(&one.key).unwrap_or_default(),
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
    let in_text: Vec<&Space> = named.iter().filter(|space| space.is_in_text).collect();
    let space = match in_text.as_slice() {
        [] => return Ok(asked),
        [space] => space,
        _ => return refused("communities-named"),
    };
    if space.written.is_empty() && asked != ForWhom::Community(space.facts.id) {
        return refused("name-unclear");
    }
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

/// Refuses words that name another community than the one they stand in: with this code where the
/// text does, with one of their own where the words around it do.
pub(super) fn require_same(
    named: &[Space],
    stands_in: Option<CommunityId>,
    code: &'static str,
) -> Result<()> {
    let other = |space: &&Space| Some(space.facts.id) != stands_in;
    match named.iter().find(other) {
        None => Ok(()),
        Some(space) if space.is_in_text => Err(Error::invalid("text", code)),
        Some(_) => Err(Error::invalid("text", "community-around")),
    }
}

/// Refuses a text that is too long for a post. The name at its beginning does not count where it
/// only says in which community the post stands: what comes back from [`led`] can be posted again.
pub(super) fn require_length(
    text: Option<&SourceText>,
    (named, stands_in): (&[Space], Option<CommunityId>),
    chars_max: i64,
) -> Result<()> {
    let Some(text) = text else {
        return Ok(());
    };
    let length = Length::of(text.as_str());
    let led_by = length.led_by.as_ref();
    let led_by = led_by.map(|(name, _)| name.to_ascii_lowercase());
    let leads = |space: &Space| {
        let is_it = led_by
            .as_ref()
            .is_some_and(|name| space.written.contains(name));
        is_it && Some(space.facts.id) == stands_in
    };
    let counted = if named.iter().any(leads) {
        length.least()
    } else {
        length.chars
    };
    if i64::try_from(counted).is_ok_and(|counted| counted <= chars_max) {
        return Ok(());
    }
    let fault = Fault::with_bound("text", "text-too-long", chars_max);
    Err(Error::Invalid(vec![fault]))
}

/// The communities that changed words name: none but where the post stands. One that the words
/// before held already is no news, and no link.
pub(super) fn of_edit(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    row: &PostRow,
    (before, text): (&str, (Option<&SourceText>, &[&str])),
) -> Result<Vec<Space>> {
    let stands_in = row.facts.community.map(|community| community.id);
    let mut spaces = named(turn, sight, text)?;
    if spaces.is_empty() {
        return Ok(spaces);
    }
    let before = SourceText::from_stored(before.to_owned());
    let before = Said::of(turn, Some(&before), &[&row.notice])?.looks;
    let is_old = |space: &Space| before.contains(&looks_of(&space.handle));
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
    let mut named = named(turn, &sight, (text.as_ref(), &[]))?.into_iter();
    let space = named.find(|space| !space.written.is_empty());
    Ok(space.map(|space| space.handle).unwrap_or_default())
}
