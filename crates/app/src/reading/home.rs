//! Home: my places and what is new there, familiar voices, everything I follow.
//!
//! Nothing comes to a home page but by a rule that its reader made: a follow, a membership, or
//! words exchanged in both directions. The rules are:
//!
//! * what somebody writes outside communities, where the reader follows them or has talked with
//!   them, and what the reader wrote (among familiar voices only what answers one of them);
//! * what somebody the reader follows passes on (never among familiar voices), unless the reader
//!   wished otherwise of them; the same holds for languages;
//! * what begins a conversation in a community of the reader's;
//! * what begins a conversation, carries a tag that the reader follows, and may be found;
//! * answers only where the reader knows both sides, or is named: half a conversation is noise.

use crate::reading::fill::{Rule, Slice, Window, fill};
use crate::reading::{Item, search};
use crate::visit::Visit;
use crate::{Actor, App, Result};
use hafan_core::community::Visibility;
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::lens::{self, Context};
use hafan_core::policy::{self, Sight};
use hafan_core::reason::Reason;
use hafan_core::time::Timestamp;
use hafan_store::account::Card;
use hafan_store::community::{self, News};
use hafan_store::feed::{self, ByTag, Candidate, Walk};
use hafan_store::post::{self, PostRow};
use hafan_store::{Read, list, sight, tag, tie};
use std::collections::{HashMap, HashSet};

/// Communities shown to visitors on the front page.
const FRONT_PLACES_MAX: usize = 12;

/// What to read on the home page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tab {
    /// People the reader has talked with.
    Familiar,
    /// Everything the reader follows.
    Followed,
}

/// The home page of a member.
#[derive(Clone, Debug)]
pub struct Home {
    /// The reader's communities, those with news first.
    pub places: Vec<MyPlace>,
    /// What is read: the tab asked for; without a wish familiar voices, if there are any words.
    pub tab: Tab,
    /// A page of the tab.
    pub slice: Slice,
    /// The reader follows or has talked with somebody, or is a member somewhere.
    pub has_ties: bool,
}

/// A community of the reader's.
#[derive(Clone, Debug)]
pub struct MyPlace {
    /// The community.
    pub card: Card,
    /// Who can see it.
    pub visibility: Visibility,
    /// What is new there.
    pub news: Option<News>,
}

/// A community that visitors may know of.
#[derive(Clone, Debug)]
pub struct OpenPlace {
    /// The community.
    pub card: Card,
    /// Who can see it.
    pub visibility: Visibility,
    /// One sentence: what it is.
    pub summary: String,
}

/// The home page as a member sees it. Later pages of a tab come without the places.
pub async fn home(
    app: &App,
    visit: &Visit,
    tab: Option<Tab>,
    before: Option<PostId>,
) -> Result<Home> {
    let actor = visit.actor()?;
    let cards = visit.me.as_ref().map(|me| me.places.clone());
    let cards = cards.unwrap_or_default();
    app.read(move |read| {
        let me = actor.persona;
        let sight = sight::load(read, Some(me))?;
        let places = match before {
            None => my_places(read, me, &cards)?,
            Some(_) => Vec::new(),
        };
        let start = Window::down_from(before.unwrap_or(Slice::NEWEST));
        let first = tab.unwrap_or(Tab::Familiar);
        let mut rules = Rules::load(read, &sight, me, first)?;
        let mut slice = read_feed(read, &sight, &rules, start)?;
        if tab.is_none() && slice.items.is_empty() {
            rules = Rules::load(read, &sight, me, Tab::Followed)?;
            slice = read_feed(read, &sight, &rules, start)?;
        }
        Ok(Home {
            places,
            tab: rules.tab,
            slice,
            has_ties: rules.known.len() > 1 || !rules.places.is_empty(),
        })
    })
    .await
}

/// A stretch of a tab and nothing else, for applications.
pub async fn stretch(app: &App, actor: Actor, tab: Tab, window: Window) -> Result<Slice> {
    app.read(move |read| {
        let me = actor.persona;
        let sight = sight::load(read, Some(me))?;
        let rules = Rules::load(read, &sight, me, tab)?;
        read_feed(read, &sight, &rules, window)
    })
    .await
}

/// What the reader's filters put aside of what would have come to their home page: on either side
/// of it, newest first.
pub async fn aside(app: &App, actor: Actor, before: Option<PostId>) -> Result<Slice> {
    let now = app.now();
    app.read(move |read| {
        let me = actor.persona;
        let sight = sight::load(read, Some(me))?;
        if sight.lens.is_clear() {
            return Ok(Slice::default());
        }
        let window = Window::down_from(before.unwrap_or(Slice::NEWEST));
        let mut slices = Vec::new();
        for tab in [Tab::Followed, Tab::Familiar] {
            let rules = Rules::load(read, &sight, me, tab)?;
            let aside = Aside { rules: &rules, now };
            slices.push(read_by(read, &sight, (&rules, &aside), window)?);
        }
        Ok(window.joined(slices))
    })
    .await
}

/// True for an item that the reader's filters put aside on their home page.
pub fn is_aside(item: &Item, now: Timestamp) -> bool {
    let verdict = lens::verdict(&item.filtered, Context::Home, now);
    !verdict.is_hidden && !verdict.laters.is_empty()
}

/// What the rules of a tab bring, as far as it is put aside.
struct Aside<'r> {
    rules: &'r Rules,
    now: Timestamp,
}

impl Rule for Aside<'_> {
    fn reason(&self, candidate: &Candidate) -> Option<Reason> {
        self.rules.reason(candidate)
    }

    fn brings(&self, author: AccountId) -> bool {
        self.rules.brings(author)
    }

    fn keeps(&self, item: &Item) -> bool {
        self.rules.keeps(item) && is_aside(item, self.now)
    }
}

/// The communities a visitor is shown.
pub async fn front(app: &App) -> Result<Vec<OpenPlace>> {
    app.read(|read| {
        let listed = community::listed(read, ("", 0))?;
        let ids: Vec<i64> = listed
            .iter()
            .take(FRONT_PLACES_MAX)
            .map(|(id, _)| id.get())
            .collect();
        let cards = hafan_store::account::cards(read, &ids)?;
        let mut summaries: HashMap<AccountId, _> = community::summaries(read, &ids)?
            .into_iter()
            .map(|s| (s.facts.id.account(), s))
            .collect();
        let mut places: Vec<OpenPlace> = cards
            .into_iter()
            .filter_map(|card| {
                let found = summaries.remove(&card.id)?;
                policy::may_know_of(&Sight::default(), &found.facts).then_some(OpenPlace {
                    card,
                    visibility: found.facts.visibility,
                    summary: found.summary,
                })
            })
            .collect();
        places.sort_by_key(|place| place.card.name.to_lowercase());
        Ok(places)
    })
    .await
}

/// The item by which a post stands on the reader's list of what they follow, if it does.
pub(crate) fn arrival(
    read: &mut Read<'_>,
    sight: &Sight,
    me: AccountId,
    row: &PostRow,
) -> Result<Option<Item>> {
    let rules = Rules::load(read, sight, me, Tab::Followed)?;
    rules.arrival(read, sight, row)
}

/// True where a post of somebody else stands on the reader's home page, on either side of it.
pub(crate) fn is_news(
    read: &mut Read<'_>,
    sight: &Sight,
    me: AccountId,
    row: &PostRow,
) -> Result<bool> {
    if row.facts.author == me || !policy::may_arrive(sight, &row.facts) {
        return Ok(false);
    }
    for tab in [Tab::Followed, Tab::Familiar] {
        let rules = Rules::load(read, sight, me, tab)?;
        if rules.arrival(read, sight, row)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// True where the rules of the reader bring a post that was taken down and stands in no list any
/// more. The caller has asked whether they could see it.
pub(crate) fn came(
    read: &mut Read<'_>,
    sight: &Sight,
    me: AccountId,
    row: &PostRow,
) -> Result<bool> {
    let answered = match row.reply_to {
        Some(parent) => post::row(read, parent, None)?,
        None => None,
    };
    let source = row.facts.community.map(|c| c.id.account());
    let candidate = Candidate {
        id: row.facts.id,
        source: source.unwrap_or(row.facts.author),
        author: row.facts.author,
        boost_of: row.boost_of,
        is_answer: row.reply_to.is_some(),
        answers: answered.map(|parent| parent.facts.author),
        names_viewer: row.facts.names_viewer,
        by_tag: ByTag::No,
    };
    let rules = Rules::load(read, sight, me, Tab::Followed)?;
    Ok(rules.reason(&candidate).is_some())
}

/// As [`came`], of a post that somebody passed on and does not any longer: what it was listed as,
/// which post, by whom.
pub(crate) fn came_shared(
    read: &mut Read<'_>,
    sight: &Sight,
    me: AccountId,
    (own, of, by): (PostId, PostId, AccountId),
) -> Result<bool> {
    let Some(mut row) = post::row(read, of, Some(me))? else {
        return Ok(false);
    };
    // It may have been taken down since.
    row.facts.is_gone = false;
    if !policy::may_arrive(sight, &row.facts) {
        return Ok(false);
    }
    let candidate = Candidate {
        id: own,
        source: by,
        author: by,
        boost_of: Some(of),
        is_answer: false,
        answers: None,
        names_viewer: false,
        by_tag: ByTag::No,
    };
    let rules = Rules::load(read, sight, me, Tab::Followed)?;
    Ok(rules.reason(&candidate).is_some())
}

fn read_feed(read: &mut Read<'_>, sight: &Sight, rules: &Rules, window: Window) -> Result<Slice> {
    read_by(read, sight, (rules, rules), window)
}

/// What the rules bring and `kept` keeps.
fn read_by(
    read: &mut Read<'_>,
    sight: &Sight,
    (rules, kept): (&Rules, &impl Rule),
    window: Window,
) -> Result<Slice> {
    let streams = rules.streams();
    let me = rules.me;
    fill(read, sight, window, kept, |read, walk| {
        let mut found = feed::candidates(read, &streams, walk, me)?;
        if !rules.tags.is_empty() {
            let wanted = (walk, feed::ROUND);
            let ids = search::with_words_of(read, sight, &rules.tags, wanted)?;
            let ids: Vec<i64> = ids.into_iter().map(PostId::get).collect();
            let is_inside = |place: CommunityId| sight.role(place).is_some();
            found.extend(feed::found(read, &ids, &is_inside)?);
            in_order(&mut found, walk);
        }
        Ok(found)
    })
}

/// Both ways of finding as one: the nearest on the way, each of them in its order. What came by a
/// stream and by a tag stands twice, and [`fill`] tells the stronger reason.
fn in_order(found: &mut Vec<Candidate>, walk: Walk) {
    found.sort_by_key(|candidate| candidate.id);
    if matches!(walk, Walk::Down(_)) {
        found.reverse();
    }
    // A post that stands twice is not torn apart, or the next round would leave it out.
    let Some(last) = found.get(feed::ROUND - 1).map(|candidate| candidate.id) else {
        return;
    };
    let end = found.iter().rposition(|candidate| candidate.id == last);
    found.truncate(end.map_or(feed::ROUND, |end| end + 1));
}

fn my_places(read: &mut Read<'_>, me: AccountId, cards: &[Card]) -> Result<Vec<MyPlace>> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let mut news: HashMap<CommunityId, News> = community::news(read, me)?
        .into_iter()
        .map(|n| (n.community, n))
        .collect();
    let ids: Vec<i64> = cards.iter().map(|card| card.id.get()).collect();
    let seen: HashMap<AccountId, Visibility> = community::summaries(read, &ids)?
        .into_iter()
        .map(|s| (s.facts.id.account(), s.facts.visibility))
        .collect();
    let mut places: Vec<MyPlace> = cards
        .iter()
        .filter_map(|card| {
            Some(MyPlace {
                visibility: *seen.get(&card.id)?,
                news: news.remove(&card.id.community()),
                card: card.clone(),
            })
        })
        .collect();
    // The cards are in the order of their names, and the sort keeps it among equals.
    places.sort_by_key(|place| !place.news.as_ref().is_some_and(News::is_new));
    Ok(places)
}

/// The rules a reader made, as one tab reads them.
struct Rules {
    me: AccountId,
    tab: Tab,
    /// Whose words come: the reader among them.
    known: HashSet<AccountId>,
    /// People whose side of a conversation the reader knows, though their words may not come here.
    sides: HashSet<AccountId>,
    places: HashSet<AccountId>,
    /// The streams that are looked into, where it is not all of them.
    within: Option<[Option<AccountId>; 2]>,
    /// Whom and what the reader reads in a list and not here.
    apart: HashSet<AccountId>,
    /// Tags the reader follows; none among familiar voices.
    tags: Vec<String>,
    wished: Wished,
}

/// What the reader wished of single follows.
pub(super) struct Wished {
    /// What these pass on does not come.
    pub without_boosts: HashSet<AccountId>,
    /// Of these come posts in some languages only.
    languages: HashMap<AccountId, Vec<String>>,
}

impl Wished {
    pub(super) fn load(read: &mut Read<'_>, me: AccountId) -> Result<Self> {
        let wishes = tie::wishes(read, me)?;
        let silent = wishes.iter().filter(|(_, wish)| wish.without_boosts);
        Ok(Self {
            without_boosts: silent.map(|(id, _)| *id).collect(),
            languages: wishes
                .into_iter()
                .filter(|(_, wish)| !wish.languages.is_empty())
                .map(|(id, wish)| (id, wish.languages))
                .collect(),
        })
    }

    /// False for a post by somebody in a language that the reader does not want of them.
    pub(super) fn speaks(&self, item: &Item) -> bool {
        item.passed_on_by.is_some() || self.is_wanted(item.author.id, &item.post.language)
    }

    fn hears(&self, reason: Reason, language: &str) -> bool {
        match reason {
            Reason::YouFollow(author) => self.is_wanted(author, language),
            _ => true,
        }
    }

    /// Where no language is told, nobody knows that it is another one.
    fn is_wanted(&self, author: AccountId, language: &str) -> bool {
        let wanted = self.languages.get(&author);
        language.is_empty() || wanted.is_none_or(|all| all.iter().any(|one| one == language))
    }
}

impl Rules {
    fn load(read: &mut Read<'_>, sight: &Sight, me: AccountId, tab: Tab) -> Result<Self> {
        let mut known: HashSet<AccountId> = match tab {
            Tab::Followed => sight.following.clone(),
            Tab::Familiar => feed::voices(read, me)?.into_iter().collect(),
        };
        let apart: HashSet<AccountId> = list::set_apart(read, me)?.into_iter().collect();
        let is_elsewhere = |id: &AccountId| sight.muted.contains(id) || apart.contains(id);
        known.retain(|id| !sight.is_apart_from(*id) && !is_elsewhere(id));
        known.insert(me);
        let places = sight
            .standings
            .iter()
            .filter(|(_, standing)| standing.role().is_some())
            .map(|(community, _)| community.account())
            .filter(|place| !apart.contains(place));
        let tags = match tab {
            Tab::Followed => tag::followed(read, me)?,
            Tab::Familiar => Vec::new(),
        };
        Ok(Self {
            tags,
            wished: Wished::load(read, me)?,
            apart: apart.clone(),
            me,
            tab,
            known,
            sides: sight.following.clone(),
            places: places.collect(),
            within: None,
        })
    }

    /// What a tag brings: the beginning of a conversation that the reader may find by its words.
    fn reason_of_tag(&self, candidate: &Candidate) -> Option<Reason> {
        let author = candidate.author;
        let is_half = candidate.is_answer && candidate.answers != Some(author);
        let is_brought = candidate.by_tag == ByTag::Findable
            && !is_half
            && author != self.me
            && !self.apart.contains(&author);
        is_brought.then_some(Reason::YouFollowItsTag)
    }

    fn carries_tag(&self, html: &str) -> bool {
        self.tags.iter().any(|tag| search::has_tag(html, tag))
    }

    fn streams(&self) -> Vec<i64> {
        let all = self.known.iter().chain(&self.places);
        let is_within = |id: &&AccountId| self.within.is_none_or(|only| only.contains(&Some(**id)));
        all.filter(is_within).map(|id| id.get()).collect()
    }

    /// The list read at one post: of the streams only those are looked into that it can stand in.
    fn arrival(
        mut self,
        read: &mut Read<'_>,
        sight: &Sight,
        row: &PostRow,
    ) -> Result<Option<Item>> {
        let place = row.facts.community.map(|place| place.id.account());
        self.within = Some([Some(row.facts.author), place]);
        let slice = read_feed(read, sight, &self, Window::only(row.facts.id))?;
        Ok(slice.items.into_iter().next())
    }

    /// The reader knows both sides of an answer, or is named in it.
    fn is_followable(&self, candidate: &Candidate) -> bool {
        if !candidate.is_answer || candidate.names_viewer {
            return true;
        }
        candidate.answers.is_some_and(|other| {
            other == candidate.author || self.known.contains(&other) || self.sides.contains(&other)
        })
    }
}

impl Rule for Rules {
    fn reason(&self, candidate: &Candidate) -> Option<Reason> {
        let author = candidate.author;
        if candidate.by_tag != ByTag::No {
            return self.reason_of_tag(candidate);
        }
        if candidate.boost_of.is_some() {
            let is_wanted = self.tab == Tab::Followed
                && author != self.me
                && !self.wished.without_boosts.contains(&author);
            return (is_wanted && self.known.contains(&author))
                .then_some(Reason::PassedOnBy(author));
        }
        let is_in_place = candidate.source != author;
        let is_brought = if is_in_place {
            !candidate.is_answer && self.places.contains(&candidate.source)
        } else {
            self.known.contains(&author) && self.is_followable(candidate)
        };
        if !is_brought {
            return None;
        }
        match self.tab {
            // Among familiar voices one's own is a side of a conversation, or it is left out.
            Tab::Familiar if author == self.me => {
                let known = |other: &AccountId| *other != self.me && self.known.contains(other);
                let is_side = candidate.answers.as_ref().is_some_and(known);
                is_side.then_some(Reason::Yours)
            }
            Tab::Followed if author == self.me => Some(Reason::Yours),
            Tab::Familiar => {
                let is_known = self.known.contains(&author);
                is_known.then_some(Reason::FamiliarVoice(author))
            }
            Tab::Followed if is_in_place => {
                Some(Reason::YouAreMember(candidate.source.community()))
            }
            Tab::Followed => Some(Reason::YouFollow(author)),
        }
    }

    fn brings(&self, author: AccountId) -> bool {
        self.known.contains(&author)
    }

    fn keeps(&self, item: &Item) -> bool {
        match item.reason {
            Reason::YouFollowItsTag => self.carries_tag(&item.post.html),
            reason => self.wished.hears(reason, &item.post.language),
        }
    }
}
