//! Search: people and communities that chose to be found, and words I may read.

use crate::reading::fill::PIECE_MIN;
use crate::reading::{Item, Slice, Window, assemble};
use crate::{App, Error, Result};
use hafan_core::account::AccountKind;
use hafan_core::audience::Audience;
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::policy::{self, Sight};
use hafan_core::reason::Reason;
use hafan_core::search::{TERM_CHARS_MAX, TERMS_MAX, Term, fold, query_terms, words};
use hafan_store::account::{self, Card};
use hafan_store::feed::Walk;
use hafan_store::search::{self, Scope};
use hafan_store::{Read, community, feed, sight};
use std::collections::{HashMap, HashSet};

/// Rows the index gives at once.
const ROUND: usize = 60;
/// Looks into the index for one page.
const ROUNDS_MAX: usize = 6;
/// People and communities shown.
const ACCOUNTS_MAX: usize = 12;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Personas that chose to be found, or are near to the viewer.
    pub people: Vec<Card>,
    /// Communities that may be known of, each with its sentence.
    pub places: Vec<(Card, String)>,
    /// Posts, newest first.
    pub slice: Slice,
    /// Nothing was asked for: no letters or digits in the query.
    pub is_empty_query: bool,
}

/// Finds what the query names: everywhere the viewer may read, and nowhere else.
pub async fn find(
    app: &App,
    viewer: Option<AccountId>,
    query: &str,
    before: Option<PostId>,
) -> Result<Found> {
    let terms = query_terms(query);
    if terms.is_empty() {
        return Ok(Found {
            is_empty_query: true,
            ..Found::default()
        });
    }
    let query = query.trim().to_owned();
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let window = Window::down_from(before.unwrap_or(Slice::NEWEST));
        let slice = posts(read, &sight, (&scopes(&sight), &terms), window, &|_| true)?;
        let (mut people, places) = match before {
            None => matching(read, &sight, &terms)?,
            Some(_) => (Vec::new(), Vec::new()),
        };
        if before.is_none() {
            let mut near = super::near::near(read, &sight, query.trim_start_matches('@'))?;
            near.retain(|card| {
                card.kind == AccountKind::Persona && !people.iter().any(|one| one.id == card.id)
            });
            near.append(&mut people);
            people = near;
            people.truncate(ACCOUNTS_MAX);
        }
        Ok(Found {
            people,
            places,
            slice,
            is_empty_query: false,
        })
    })
    .await
}

/// Posts that the query names, everywhere the viewer may read: of one author where one is asked
/// for.
pub async fn posts_with(
    app: &App,
    viewer: Option<AccountId>,
    query: &str,
    (by, window): (Option<AccountId>, Window),
) -> Result<Slice> {
    let terms = query_terms(query);
    if terms.is_empty() {
        return Ok(Slice::default());
    }
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        // The index is not asked for the author's alone: how long that took would tell how many
        // there are that the viewer may not see.
        let is_wanted = |item: &Item| by.is_none_or(|by| item.post.facts.author == by);
        posts(read, &sight, (&scopes(&sight), &terms), window, &is_wanted)
    })
    .await
}

/// Accounts that chose to be found and have these words; before them those near to the viewer whose
/// names begin so; and first the one that is called exactly so: whoever knows a handle may look
/// whom it leads to.
pub async fn accounts(app: &App, viewer: Option<AccountId>, query: &str) -> Result<Vec<Card>> {
    let handle = query.trim().trim_start_matches('@').to_owned();
    let terms = query_terms(&handle);
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let mut cards: Vec<Card> = match super::account::called(read, &sight, &handle) {
            Ok(card) => vec![card],
            Err(Error::NotFound) => vec![],
            Err(error) => return Err(error),
        };
        let (people, places) = matching(read, &sight, &terms)?;
        let places = places.into_iter().map(|(card, _)| card);
        let near = super::near::near(read, &sight, &handle)?.into_iter();
        cards.extend(near.chain(people).chain(places));
        let mut seen = HashSet::new();
        cards.retain(|card| seen.insert(card.id));
        Ok(cards)
    })
    .await
}

/// Everybody who chose to be found, and communities that may be known of: a stretch of them, after
/// so many others. The order means nothing, so that nobody stands above anybody.
pub async fn directory(app: &App, viewer: Option<AccountId>, skipped: i64) -> Result<Vec<Card>> {
    /// Whoever wants to see more of a directory searches it.
    const SKIPPED_MAX: i64 = 10_000;
    let skipped = skipped.clamp(0, SKIPPED_MAX);
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let ids = search::listed(read, skipped)?;
        super::account::known_of(read, &sight, &ids)
    })
    .await
}

/// Which of the posts with a tag are wanted.
#[derive(Clone, Default, Debug)]
pub struct TagWish {
    /// Only those with all of these tags, too.
    pub all: Vec<String>,
    /// None with any of these.
    pub none: Vec<String>,
    /// Only those with pictures.
    pub with_pictures: bool,
}

/// Posts that carry one of these hashtags, as far as the viewer may find them by words.
pub async fn tagged(
    app: &App,
    viewer: Option<AccountId>,
    (any, wish): (Vec<String>, TagWish),
    window: Window,
) -> Result<Slice> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let mut found = Vec::new();
        for tag in &any {
            found.push(with_tag(read, &sight, (tag, &wish), window)?);
        }
        Ok(window.joined(found))
    })
    .await
}

/// True where the viewer can find a post that carries a hashtag.
pub async fn is_tag_used(app: &App, viewer: Option<AccountId>, tag: &str) -> Result<bool> {
    let newest = Window {
        limit: 1,
        ..Window::down_from(Slice::NEWEST)
    };
    let asked = (vec![tag.to_owned()], TagWish::default());
    let found = tagged(app, viewer, asked, newest).await?;
    Ok(!found.items.is_empty())
}

/// The item by which a post stands among those with a tag, if it does and may come by itself.
pub(crate) fn arrival_of_tag(
    read: &mut Read<'_>,
    sight: &Sight,
    tag: &str,
    post: PostId,
) -> Result<Option<Item>> {
    let slice = with_tag(read, sight, (tag, &TagWish::default()), Window::only(post))?;
    Ok(slice.items.into_iter().next())
}

fn with_tag(
    read: &mut Read<'_>,
    sight: &Sight,
    (tag, wish): (&str, &TagWish),
    window: Window,
) -> Result<Slice> {
    let terms = terms_of(tag);
    if terms.is_empty() {
        return Ok(Slice::default());
    }
    let asked = (&scopes(sight)[..], &terms[..]);
    let is_wanted = |item: &Item| {
        let has = |tag: &String| has_tag(&item.post.html, tag);
        has_tag(&item.post.html, tag)
            && wish.all.iter().all(has)
            && !wish.none.iter().any(has)
            && !(wish.with_pictures && item.pictures.is_empty())
    };
    posts(read, sight, asked, window, &is_wanted)
}

/// The words of a tag as the index has them.
fn terms_of(tag: &str) -> Vec<Term> {
    words(tag)
        .into_iter()
        .take(TERMS_MAX)
        .map(|word| Term::Word(word.chars().take(TERM_CHARS_MAX).collect()))
        .collect()
}

/// The next posts on the way that have the words of one of these tags, in its order; at most
/// `limit`. They may still not carry the tag, and their authors may not want them found.
pub(super) fn with_words_of(
    read: &mut Read<'_>,
    sight: &Sight,
    tags: &[String],
    (walk, limit): (Walk, usize),
) -> Result<Vec<PostId>> {
    let scopes = scopes(sight);
    let mut found: Vec<PostId> = Vec::new();
    for tag in tags {
        found.extend(search::posts(read, &scopes, &terms_of(tag), walk)?);
    }
    found.sort_unstable();
    found.dedup();
    if matches!(walk, Walk::Down(_)) {
        found.reverse();
    }
    found.truncate(limit);
    Ok(found)
}

/// What begins a conversation in public outside communities, by authors who chose that their posts
/// may be found, and by the viewer; nothing of people the viewer muted. Older and newer, unranked.
pub async fn open(
    app: &App,
    viewer: Option<AccountId>,
    with_pictures: bool,
    window: Window,
) -> Result<Slice> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        beginnings(read, &sight, with_pictures, window)
    })
    .await
}

/// The item by which a post stands among those of [`open`], if it does.
pub(crate) fn arrival(
    read: &mut Read<'_>,
    sight: &Sight,
    with_pictures: bool,
    post: PostId,
) -> Result<Option<Item>> {
    let slice = beginnings(read, sight, with_pictures, Window::only(post))?;
    Ok(slice.items.into_iter().next())
}

fn beginnings(
    read: &mut Read<'_>,
    sight: &Sight,
    with_pictures: bool,
    window: Window,
) -> Result<Slice> {
    let is_wanted = |item: &Item| {
        let facts = &item.post.facts;
        facts.audience == Audience::Public
            && facts.community.is_none()
            && item.post.reply_to.is_none()
            && policy::may_arrive(sight, facts)
            && !(with_pictures && item.pictures.is_empty())
    };
    let mine = sight.viewer.map(Scope::Author);
    let scopes: Vec<Scope> = [Scope::Open].into_iter().chain(mine).collect();
    posts(read, sight, (&scopes, &[]), window, &is_wanted)
}

/// True where a text as shown carries the tag: one that has its words may still not.
pub(crate) fn has_tag(html: &str, tag: &str) -> bool {
    fold(html).contains(&format!("#<span>{}</span></a>", fold(tag)))
}

fn posts(
    read: &mut Read<'_>,
    sight: &Sight,
    (scopes, terms): (&[Scope], &[Term]),
    window: Window,
    is_wanted: &dyn Fn(&Item) -> bool,
) -> Result<Slice> {
    let mut items: Vec<Item> = Vec::new();
    let mut walk = window.walk();
    for _ in 0..ROUNDS_MAX {
        let mut round = search::posts(read, scopes, terms, walk)?;
        let is_last = round.len() < ROUND || round.last().is_some_and(|id| !window.holds(*id));
        walk = round.last().map_or(walk, |last| walk.on_from(*last));
        round.retain(|id| window.holds(*id));
        for part in round.chunks(PIECE_MIN.max(window.limit + 1)) {
            let reason = Reason::YouSearchedForIt;
            let wanted: Vec<_> = part.iter().map(|id| (*id, reason)).collect();
            let found = assemble(read, sight, &wanted)?;
            let found = without_hidden(read, sight, found)?;
            // Whoever keeps the norms of a place sees everybody there, and not in what they search.
            let found = found.into_iter().filter(|item| {
                let waits = policy::is_left_at_door(sight, &item.post.facts);
                !waits && !sight.is_apart_from(item.author.id)
            });
            items.extend(found.filter(|item| is_wanted(item)));
            if items.len() > window.limit {
                return Ok(window.slice(items, None));
            }
        }
        if is_last {
            return Ok(window.slice(items, None));
        }
    }
    Ok(window.slice(items, Some(walk.mark())))
}

/// Leaves out open posts of authors who do not want theirs found any more: their choice holds at
/// once, before the index has followed.
fn without_hidden(read: &mut Read<'_>, sight: &Sight, found: Vec<Item>) -> Result<Vec<Item>> {
    let is_inside = |item: &Item| {
        let place = item.post.facts.community;
        item.is_mine || place.is_some_and(|c| sight.role(c.id).is_some())
    };
    let authors: HashSet<i64> = found
        .iter()
        .filter(|item| !is_inside(item))
        .map(|item| item.author.id.get())
        .collect();
    if authors.is_empty() {
        return Ok(found);
    }
    let authors: Vec<i64> = authors.into_iter().collect();
    let findable: HashSet<AccountId> = feed::findable(read, &authors)?.into_iter().collect();
    let stays = |item: &Item| is_inside(item) || findable.contains(&item.author.id);
    Ok(found.into_iter().filter(stays).collect())
}

fn scopes(sight: &Sight) -> Vec<Scope> {
    let mine = sight.viewer.map(Scope::Author);
    let places = sight
        .standings
        .iter()
        .filter(|(_, standing)| standing.role().is_some())
        .map(|(id, _)| Scope::Community(*id));
    [Scope::Open]
        .into_iter()
        .chain(mine)
        .chain(places)
        .collect()
}

type People = (Vec<Card>, Vec<(Card, String)>);

fn matching(read: &mut Read<'_>, sight: &Sight, terms: &[Term]) -> Result<People> {
    let ids: Vec<i64> = search::accounts(read, terms)?
        .into_iter()
        .map(AccountId::get)
        .collect();
    if ids.is_empty() {
        return Ok(People::default());
    }
    let mut cards = account::cards(read, &ids)?;
    cards.sort_by_key(|card| card.name.to_lowercase());
    let (places, people): (Vec<Card>, Vec<Card>) = cards
        .into_iter()
        .partition(|card| card.kind == AccountKind::Community);
    let ids: Vec<i64> = places.iter().map(|card| card.id.get()).collect();
    let mut known: HashMap<CommunityId, String> = community::summaries(read, &ids)?
        .into_iter()
        .filter(|found| policy::may_know_of(sight, &found.facts))
        .map(|found| (found.facts.id, found.summary))
        .collect();
    let places = places.into_iter().filter_map(|card| {
        let summary = known.remove(&card.id.community())?;
        Some((card, summary))
    });
    let people = people
        .into_iter()
        .filter(|card| policy::may_see_account(sight, card.id, card.state));
    Ok((
        people.take(ACCOUNTS_MAX).collect(),
        places.take(ACCOUNTS_MAX).collect(),
    ))
}
