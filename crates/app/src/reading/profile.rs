//! A persona's page: who they are, how I stand to them, and what of theirs I may read.

use crate::reading::fill::{Rule, Slice, Window, fill};
use crate::reading::{Item, assemble, may_be_indexed};
use crate::relation::{self, Tie};
use crate::{App, Error, Result, face};
use hafan_core::account::AccountKind;
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::{self, Sight};
use hafan_core::reason::Reason;
use hafan_core::text::{SafeHtml, SourceText, render};
use hafan_store::account::{self, Card};
use hafan_store::feed::{self, Candidate};
use hafan_store::media::Media;
use hafan_store::{Read, community, pin, sight, stranger, tag};

/// What a handle leads to.
#[derive(Clone, Debug)]
pub enum Found {
    /// A persona's page.
    Persona(Box<Profile>),
    /// A community the viewer may know of: its square is elsewhere. The handle as it is written.
    Community(String),
}

/// A persona's page.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The persona.
    pub card: Card,
    /// What their picture shows, in words; may be empty.
    pub picture_alt: String,
    /// The picture across the top of the page.
    pub header: Option<Media>,
    /// A few words about themselves, as safe HTML.
    pub bio: SafeHtml,
    /// Labels with their values, as safe HTML.
    pub labels: Vec<(String, SafeHtml)>,
    /// Followers need approval.
    pub approve_followers: bool,
    /// Search engines may keep the page: whoever has it, and all whose words stand on it, chose
    /// to be found.
    pub may_be_indexed: bool,
    /// Tags they put forward.
    pub tags: Vec<String>,
    /// How the viewer stands to them.
    pub tie: Tie,
    /// What they put at the top, the latest first; on the first page alone.
    pub pinned: Vec<Item>,
    /// A page of what they wrote and passed on outside communities.
    pub slice: Slice,
}

/// Whether answers to others stand on a profile.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Answers {
    /// Only what begins a conversation, and what is passed on.
    Without,
    /// Everything.
    #[default]
    With,
}

/// What is wanted of what stands on a profile.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Wish {
    /// Whether answers to others are wanted.
    pub answers: Answers,
    /// Nothing that is passed on.
    pub without_boosts: bool,
    /// Only what has pictures.
    pub with_pictures: bool,
    /// Only what carries this tag.
    pub tag: Option<String>,
}

/// The page behind a handle.
///
/// # Errors
/// `NotFound` for nobody, somebody who is gone, and anyone with a block between them and the
/// viewer: one answer for all.
pub async fn profile(
    app: &App,
    viewer: Option<AccountId>,
    handle: &str,
    answers: Answers,
    before: Option<PostId>,
) -> Result<Found> {
    let Ok(handle) = Handle::parse_unreserved(handle) else {
        return Err(Error::NotFound);
    };
    let key = handle.key();
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let found = account::by_handle(read, &key)?;
        let seen = found.filter(|(id, kind, state)| {
            *kind == AccountKind::Persona && policy::may_see_account(&sight, *id, *state)
        });
        let Some((id, ..)) = seen else {
            // The same statements for nobody, a hidden community, and somebody behind a block.
            let id = found.map_or(AccountId::new(0), |(id, ..)| id);
            return community_at(read, &sight, id);
        };
        let persona = account::persona(read, id)?.ok_or(Error::NotFound)?;
        let card = account::card(read, id)?.ok_or(Error::NotFound)?;
        let wish = Wish {
            answers,
            ..Wish::default()
        };
        let window = Window::down_from(before.unwrap_or(Slice::NEWEST));
        let mut slice = stream(read, &sight, (id, wish), window)?;
        let pinned = match before {
            None => at_top(read, &sight, id)?,
            Some(_) => Vec::new(),
        };
        // What stands at the top does not stand below it once more.
        let is_below = |item: &Item| {
            let is_same = |top: &Item| top.listed_as == item.listed_as;
            !pinned.iter().any(is_same)
        };
        slice.items.retain(is_below);
        let shown = pinned.iter().chain(&slice.items);
        let may_be_indexed = persona.posts_findable && may_be_indexed(read, &sight, shown)?;
        Ok(Found::Persona(Box::new(Profile {
            picture_alt: face::alt(read, persona.picture)?,
            header: face::found(read, persona.header)?,
            labels: persona
                .labels
                .iter()
                .map(|(label, value)| (label.clone(), words(value)))
                .collect(),
            bio: words(&persona.bio),
            approve_followers: persona.approve_followers,
            may_be_indexed,
            tags: tag::featured(read, id)?
                .into_iter()
                .map(|(_, name)| name)
                .collect(),
            tie: relation::tie(read, &sight, id)?,
            card,
            pinned,
            slice,
        })))
    })
    .await
}

/// What stands on the page of an account, for applications: what a persona wrote and passed on
/// outside communities; what begins a conversation in a community, for those who may read it.
///
/// # Errors
/// `NotFound` as [`super::account::one`].
pub async fn posts(
    app: &App,
    viewer: Option<AccountId>,
    of: AccountId,
    wish: Wish,
    window: Window,
) -> Result<Slice> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        super::account::known(read, &sight, of)?;
        stream(read, &sight, (of, wish.clone()), window)
    })
    .await
}

/// What somebody put at the top of their page, the latest first, as far as the viewer may see it.
///
/// # Errors
/// As [`posts`].
pub async fn pinned(app: &App, viewer: Option<AccountId>, of: AccountId) -> Result<Vec<Item>> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        super::account::known(read, &sight, of)?;
        at_top(read, &sight, of)
    })
    .await
}

fn at_top(read: &mut Read<'_>, sight: &Sight, of: AccountId) -> Result<Vec<Item>> {
    let pins = pin::of_account(read, of)?;
    if pins.is_empty() {
        return Ok(Vec::new());
    }
    let reason = Reason::YouOpenedTheirPage(of);
    let wanted: Vec<_> = pins.iter().map(|id| (*id, reason)).collect();
    assemble(read, sight, &wanted)
}

fn stream(
    read: &mut Read<'_>,
    sight: &Sight,
    (of, wish): (AccountId, Wish),
    window: Window,
) -> Result<Slice> {
    let rule = Page { of, wish };
    let is_at_door = match sight.viewer {
        Some(me) => stranger::is_one(read, me, of)?,
        None => false,
    };
    // Whoever opens this very page wants to see it, muted or not, let in or not.
    let opened = Sight {
        muted: std::collections::HashSet::new(),
        opens_door: is_at_door,
        ..sight.clone()
    };
    let mut slice = fill(read, &opened, window, &rule, |read, walk| {
        Ok(feed::stream(read, of, walk)?)
    })?;
    let is_square = |item: &&mut Item| item.community.as_ref().is_some_and(|card| card.id == of);
    for item in slice.items.iter_mut().filter(is_square) {
        item.reason = super::reason_in_square(sight, of.community());
    }
    Ok(slice)
}

fn community_at(read: &mut Read<'_>, sight: &Sight, id: AccountId) -> Result<Found> {
    let facts = community::facts(read, id.community())?.ok_or(Error::NotFound)?;
    if !policy::may_know_of(sight, &facts) {
        return Err(Error::NotFound);
    }
    let card = account::card(read, id)?.ok_or(Error::NotFound)?;
    Ok(Found::Community(card.handle))
}

/// Words about oneself. Handles in them stay words: they name nobody.
fn words(typed: &str) -> SafeHtml {
    render(&SourceText::from_stored(typed.to_owned()), &|_| None).html
}

struct Page {
    of: AccountId,
    wish: Wish,
}

impl Rule for Page {
    fn reason(&self, candidate: &Candidate) -> Option<Reason> {
        let to_others = candidate.is_answer && candidate.answers != Some(self.of);
        let is_wanted = (!to_others || self.wish.answers == Answers::With)
            && (candidate.boost_of.is_none() || !self.wish.without_boosts);
        is_wanted.then_some(Reason::YouOpenedTheirPage(self.of))
    }

    fn keeps(&self, item: &Item) -> bool {
        let has_tag = |tag: &String| super::search::has_tag(&item.post.html, tag);
        (!self.wish.with_pictures || !item.pictures.is_empty())
            && self.wish.tag.as_ref().is_none_or(has_tag)
    }

    fn brings(&self, _: AccountId) -> bool {
        false
    }
}
