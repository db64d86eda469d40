//! Items: posts with everything a surface needs to show them. The one way from rows to readers.

use super::cover::Covers;
use crate::Result;
use hafan_core::account::AccountKind;
use hafan_core::answer::Hold;
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::lens::{Hit, Seen};
use hafan_core::locale::Locale;
use hafan_core::policy::{self, Cover, PostFacts, Sight};
use hafan_core::reason::Reason;
use hafan_core::text::plain_words;
use hafan_store::account::Card;
use hafan_store::media::Media;
use hafan_store::poll::Poll;
use hafan_store::post::PostRow;
use hafan_store::reaction::Mine;
use hafan_store::{Read, account, media, poll, post, reaction, thread};
use std::collections::{HashMap, HashSet};

/// A post as a person may see it, with the reason why it is there.
#[derive(Clone, Debug)]
pub struct Item {
    /// The post itself; for a boost, the post passed on.
    pub post: PostRow,
    /// The row it came by: the boost's id for a boost, else the post's.
    pub listed_as: PostId,
    /// Who wrote it.
    pub author: Card,
    /// Who passed it on.
    pub passed_on_by: Option<Card>,
    /// The community it stands in, if the viewer may know of it.
    pub community: Option<Card>,
    /// Whom it answers, if that is visible.
    pub answers: Option<Card>,
    /// Its pictures in order.
    pub pictures: Vec<Media>,
    /// Why they stay covered until the viewer asks for them, if they do.
    pub cover: Option<Cover>,
    /// Its poll.
    pub poll: Option<Poll>,
    /// The post it quotes.
    pub quote: Option<Quoted>,
    /// What the viewer did with it.
    pub mine: Mine,
    /// Why it is here.
    pub reason: Reason,
    /// May the viewer answer, or why not: end of a locale key `denied-…`.
    pub may_reply: std::result::Result<(), &'static str>,
    /// The viewer may put it at the top of their page.
    pub may_pin: bool,
    /// What the viewer answers here is looked at before it shows.
    pub reply_is_asked: bool,
    /// May the viewer quote it.
    pub may_quote: bool,
    /// What the viewer quotes of it is looked at before it shows.
    pub quote_is_asked: bool,
    /// How it stands as an answer, where the viewer is to know.
    pub stands: Stands,
    /// The viewer may hide it for everyone, as an answer to them or in a thread of theirs.
    pub may_hide: bool,
    /// May the viewer pass it on.
    pub may_boost: bool,
    /// The viewer wrote it.
    pub is_mine: bool,
    /// The viewer may change its words.
    pub may_change: bool,
    /// It stands in a community that the viewer, who wrote it, may not read any more.
    pub is_shut_out: bool,
    /// The viewer keeps the norms where it stands.
    pub may_take_out: bool,
    /// The viewer blocked its author, and sees it because they keep the norms there.
    pub is_from_blocked: bool,
    /// Filters of the viewer that found something in it. Nobody's own words are filtered.
    pub filtered: Vec<Hit>,
}

impl Item {
    /// The item as one that somebody was told of: theirs, or written to them.
    #[must_use]
    fn told(mut self) -> Self {
        self.reason = match self.is_mine {
            true => Reason::Yours,
            false => Reason::ItNamesYou(self.author.id),
        };
        self
    }
}

/// How an answer stands, as far as the viewer is to know.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Stands {
    /// As any post: also for the author of an answer that was hidden, who is not told.
    #[default]
    Open,
    /// The viewer wrote it, and whom it answers looks first; a refusal is not told.
    Waiting,
    /// Not shown here; the viewer sees it because they keep the norms.
    Held,
}

impl Stands {
    fn of(sight: &Sight, facts: &PostFacts) -> Self {
        let is_mine = sight.viewer == Some(facts.author);
        match facts.say.hold {
            Hold::Asked if is_mine => Self::Waiting,
            _ if !is_mine && !facts.say.stands() => Self::Held,
            _ => Self::Open,
        }
    }
}

/// A quoted post: shown, or only that there is one.
#[derive(Clone, Debug)]
pub enum Quoted {
    /// Visible to the viewer, with all that stands around it.
    Shown(Box<Item>),
    /// Visible to the viewer, and quoted by a quoted post: nothing is shown deeper than that.
    Deeper(PostId),
    /// Its author is asked, and did not say yes: a refusal is not told.
    Waiting,
    /// Gone, or not for this viewer: one answer for both.
    Withheld,
    /// Its author took it out of the post that quotes it.
    Revoked,
}

impl Item {
    /// The item where it comes by itself: the words of somebody muted do not come in through the
    /// quote of somebody else either.
    #[must_use]
    pub fn as_it_arrives(mut self, sight: &Sight) -> Self {
        if let Some(Quoted::Shown(quoted)) = &self.quote
            && !policy::may_arrive(sight, &quoted.post.facts)
        {
            self.quote = Some(Quoted::Withheld);
        }
        self
    }
}

/// These posts by their ids, as ones that the reader is told of, as far as they may come to the
/// reader by themselves.
pub fn arriving(
    read: &mut Read<'_>,
    sight: &Sight,
    posts: impl IntoIterator<Item = PostId>,
) -> Result<HashMap<PostId, Item>> {
    let posts: HashSet<PostId> = posts.into_iter().collect();
    if posts.is_empty() {
        return Ok(HashMap::new());
    }
    let wanted = posts.into_iter().map(|post| (post, Reason::YouOpenedThis));
    let wanted: Vec<_> = wanted.collect();
    let items = assemble(read, sight, &wanted)?.into_iter();
    let items = items.filter(|item| policy::may_arrive(sight, &item.post.facts));
    let items = items.map(|item| item.as_it_arrives(sight).told());
    Ok(items.map(|item| (item.post.facts.id, item)).collect())
}

/// Turns candidates into items: drops what the viewer may not see and keeps the order.
///
/// Every surface that shows posts comes through here, so that no surface forgets a rule. Costs
/// nine queries whatever the number of candidates, two more where the viewer goes on from words of
/// their own, and one where they refused pictures.
pub fn assemble(
    read: &mut Read<'_>,
    sight: &Sight,
    candidates: &[(PostId, Reason)],
) -> Result<Vec<Item>> {
    let mut rows = Rows::load(read, sight, candidates.iter().map(|(id, _)| *id))?;
    rows.load_related(read, sight)?;
    let listed: Vec<(PostId, &PostRow, Reason)> = candidates
        .iter()
        .filter_map(|(id, reason)| rows.listed(sight, *id).map(|row| (*id, row, *reason)))
        .collect();
    let extras = Extras::load(read, sight, &rows, &listed)?;
    let items = listed
        .into_iter()
        .filter_map(|(id, row, reason)| build(sight, (&rows, &extras), id, row, reason))
        .collect();
    Ok(items)
}

/// Why what stands in the square of a community is there, for members and for guests.
pub(crate) fn reason_in_square(sight: &Sight, community: CommunityId) -> Reason {
    match sight.role(community) {
        Some(_) => Reason::YouAreMember(community),
        None => Reason::YouOpenedTheSquare(community),
    }
}

/// One post, for somebody who asks for it by its id.
///
/// # Errors
/// [`crate::Error::NotFound`] for what is not there or not theirs to see.
pub async fn one(app: &crate::App, viewer: Option<AccountId>, id: PostId) -> Result<Item> {
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, viewer)?;
        // Asked before anything around it is loaded: what was never there and what is not theirs
        // to see take the same statements.
        post::row(read, id, viewer)?
            .filter(|row| policy::may_see(&sight, &row.facts))
            .ok_or(crate::Error::NotFound)?;
        let found = assemble(read, &sight, &[(id, Reason::YouOpenedThis)])?;
        found.into_iter().next().ok_or(crate::Error::NotFound)
    })
    .await
}

/// Posts by their ids, in this order. What is not there or not theirs to see is left out.
pub async fn some(
    app: &crate::App,
    viewer: Option<AccountId>,
    ids: Vec<PostId>,
) -> Result<Vec<Item>> {
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, viewer)?;
        let numbers: Vec<i64> = ids.iter().copied().map(PostId::get).collect();
        // As in [`one`], the rule is asked before anything around them is loaded.
        let seen: HashSet<PostId> = post::rows(read, &numbers, viewer)?
            .iter()
            .filter(|row| policy::may_see(&sight, &row.facts))
            .map(|row| row.facts.id)
            .collect();
        let wanted: Vec<(PostId, Reason)> = ids
            .iter()
            .filter(|id| seen.contains(id))
            .map(|id| (*id, Reason::YouOpenedThis))
            .collect();
        assemble(read, &sight, &wanted)
    })
    .await
}

/// Rows by id, with those they refer to.
struct Rows {
    by_id: HashMap<PostId, PostRow>,
    /// What answers of the viewer's to themselves go on from: the next words of somebody else.
    answered: HashMap<PostId, PostId>,
}

impl Rows {
    fn load(read: &mut Read<'_>, sight: &Sight, ids: impl Iterator<Item = PostId>) -> Result<Self> {
        let ids: Vec<i64> = ids.map(PostId::get).collect();
        let rows = post::rows(read, &ids, sight.viewer)?;
        Ok(Self {
            by_id: rows.into_iter().map(|row| (row.facts.id, row)).collect(),
            answered: HashMap::new(),
        })
    }

    /// Loads boosted posts, then quoted ones, parents and roots, also of what is quoted.
    fn load_related(&mut self, read: &mut Read<'_>, sight: &Sight) -> Result<()> {
        let boosted: Vec<i64> = self.missing(|row| [row.boost_of, None, None]);
        self.add(read, sight, &boosted)?;
        let around = self.missing(|row| [row.quote_of, row.reply_to, Some(row.thread)]);
        self.add(read, sight, &around)?;
        // Also what is quoted by a quoted post: whether the viewer may see it.
        let roots = self.missing(|row| [Some(row.thread), row.quote_of, None]);
        self.add(read, sight, &roots)?;
        self.load_answered(read, sight)
    }

    /// Loads what the viewer answers where they go on from their own words.
    fn load_answered(&mut self, read: &mut Read<'_>, sight: &Sight) -> Result<()> {
        let Some(me) = sight.viewer else {
            return Ok(());
        };
        let own = |row: &&PostRow| row.facts.author == me;
        let goes_on = self.by_id.values().filter(own).filter(|row| {
            let above = row.reply_to.and_then(|id| self.by_id.get(&id));
            above.as_ref().is_some_and(own)
        });
        let goes_on: Vec<i64> = goes_on.map(|row| row.facts.id.get()).collect();
        if goes_on.is_empty() {
            return Ok(());
        }
        let found = thread::answered_by(read, &goes_on, me)?;
        self.answered = found.into_iter().collect();
        let above: HashSet<PostId> = self.answered.values().copied().collect();
        let above = above.iter().filter(|id| !self.by_id.contains_key(id));
        let above: Vec<i64> = above.map(|id| id.get()).collect();
        self.add(read, sight, &above)
    }

    /// What the rules ask about an answer to this post: see [`policy::may_reply`].
    fn above(&self, sight: &Sight, row: &PostRow) -> policy::Above<'_> {
        let facts = |id: PostId| self.by_id.get(&id).map(|row| &row.facts);
        let goes_on = || self.answered.get(&row.facts.id).copied();
        let own = row
            .reply_to
            .filter(|_| sight.viewer == Some(row.facts.author));
        let answered = own.and_then(|parent| match facts(parent) {
            Some(parent) if parent.author != row.facts.author => Some(parent),
            _ => goes_on().and_then(facts),
        });
        policy::Above {
            answered,
            root: facts(row.thread),
        }
    }

    fn missing(&self, related: impl Fn(&PostRow) -> [Option<PostId>; 3]) -> Vec<i64> {
        let ids: HashSet<PostId> = self.by_id.values().flat_map(related).flatten().collect();
        ids.into_iter()
            .filter(|id| !self.by_id.contains_key(id))
            .map(PostId::get)
            .collect()
    }

    fn add(&mut self, read: &mut Read<'_>, sight: &Sight, ids: &[i64]) -> Result<()> {
        if !ids.is_empty() {
            let rows = post::rows(read, ids, sight.viewer)?;
            self.by_id
                .extend(rows.into_iter().map(|row| (row.facts.id, row)));
        }
        Ok(())
    }

    /// The post to show for a candidate: for a boost the post passed on, if both may be seen.
    fn listed(&self, sight: &Sight, id: PostId) -> Option<&PostRow> {
        let row = self
            .by_id
            .get(&id)
            .filter(|row| policy::may_see(sight, &row.facts))?;
        match row.boost_of {
            None => Some(row),
            Some(of) => self
                .by_id
                .get(&of)
                .filter(|row| policy::may_see(sight, &row.facts)),
        }
    }
}

/// What stands around the rows.
struct Extras {
    cards: HashMap<AccountId, Card>,
    pictures: HashMap<PostId, Vec<Media>>,
    polls: HashMap<PostId, Poll>,
    mine: HashMap<PostId, Mine>,
    covers: Covers,
}

impl Extras {
    fn load(
        read: &mut Read<'_>,
        sight: &Sight,
        rows: &Rows,
        listed: &[(PostId, &PostRow, Reason)],
    ) -> Result<Self> {
        let accounts: HashSet<i64> = rows
            .by_id
            .values()
            .flat_map(|row| {
                let community = row.facts.community.map(|c| c.id.account());
                [Some(row.facts.author), community]
                    .into_iter()
                    .flatten()
                    .map(AccountId::get)
            })
            .collect();
        let accounts: Vec<i64> = accounts.into_iter().collect();
        let shown = listed.iter().flat_map(|(_, row, _)| {
            let quoted = row.quote_of.filter(|id| rows.by_id.contains_key(id));
            [Some(row.facts.id), quoted].into_iter().flatten()
        });
        let shown: HashSet<i64> = shown.map(PostId::get).collect();
        let shown: Vec<i64> = shown.into_iter().collect();
        let with = |keep: fn(&PostRow) -> bool| -> Vec<i64> {
            rows.by_id
                .values()
                .filter(|r| keep(r))
                .map(|r| r.facts.id.get())
                .collect()
        };
        let mut pictures: HashMap<PostId, Vec<Media>> = HashMap::new();
        let pictured = with(|row| row.pictures > 0);
        if !pictured.is_empty() {
            for picture in media::of_posts(read, &pictured)? {
                if let Some(post) = picture.post {
                    pictures.entry(post).or_default().push(picture);
                }
            }
        }
        let covers = Covers::load(read, sight, rows.by_id.values())?;
        let asking = with(|row| row.has_poll);
        let polls = if asking.is_empty() {
            HashMap::new()
        } else {
            let polls = poll::of_posts(read, &asking, sight.viewer)?;
            polls.into_iter().map(|poll| (poll.post, poll)).collect()
        };
        let mine = match sight.viewer {
            Some(viewer) if !shown.is_empty() => {
                reaction::mine(read, &shown, viewer)?.into_iter().collect()
            }
            _ => HashMap::new(),
        };
        let cards = account::cards(read, &accounts)?
            .into_iter()
            .map(|c| (c.id, c))
            .collect();
        Ok(Self {
            cards,
            pictures,
            polls,
            mine,
            covers,
        })
    }
}

fn build(
    sight: &Sight,
    around: (&Rows, &Extras),
    listed_as: PostId,
    row: &PostRow,
    reason: Reason,
) -> Option<Item> {
    let quote = row.quote_of.map(|quoted| {
        let unsaid = unshown(row);
        unsaid.unwrap_or_else(|| build_quote(sight, around, quoted))
    });
    build_with(sight, around, (listed_as, row), reason, quote)
}

/// What is told where the author of what a post quotes did not let it stand there.
fn unshown(row: &PostRow) -> Option<Quoted> {
    match row.quote_say.hold {
        Hold::Hidden => Some(Quoted::Revoked),
        Hold::Asked => Some(Quoted::Waiting),
        Hold::None if !policy::shows_as_quote(&row.quote_say) => Some(Quoted::Withheld),
        Hold::None => None,
    }
}

/// What a post quotes, as the viewer may see it; of what that one quotes only whether they may.
fn build_quote(sight: &Sight, around: (&Rows, &Extras), id: PostId) -> Quoted {
    let (rows, _) = around;
    let may_see = |id: &PostId| {
        let row = rows.by_id.get(id);
        row.filter(|row| {
            policy::may_see(sight, &row.facts) && !policy::is_left_at_door(sight, &row.facts)
        })
    };
    let Some(row) = may_see(&id) else {
        return Quoted::Withheld;
    };
    let deeper = row.quote_of.map(|quoted| {
        let seen = may_see(&quoted).map_or(Quoted::Withheld, |_| Quoted::Deeper(quoted));
        unshown(row).unwrap_or(seen)
    });
    let item = build_with(sight, around, (id, row), Reason::YouOpenedThis, deeper);
    item.map_or(Quoted::Withheld, |item| Quoted::Shown(Box::new(item)))
}

fn build_with(
    sight: &Sight,
    (rows, extras): (&Rows, &Extras),
    (listed_as, row): (PostId, &PostRow),
    reason: Reason,
    quote: Option<Quoted>,
) -> Option<Item> {
    let id = row.facts.id;
    let author = extras.cards.get(&row.facts.author)?.clone();
    let booster = (listed_as != id)
        .then(|| rows.by_id.get(&listed_as))
        .flatten();
    let reply = policy::may_reply(sight, &row.facts, rows.above(sight, row));
    let reply_is_asked = reply.as_ref().is_ok_and(policy::Entry::is_asked);
    let may_reply = match reply {
        Ok(_) => Ok(()),
        Err(policy::Denied::Because(code)) => Err(code),
        Err(policy::Denied::NotFound) => Err("not-found"),
    };
    let here = row.facts.community.map(|c| c.id);
    let known = row.facts.community;
    let known = known.filter(|c| policy::may_know_of(sight, c));
    let answered = row.reply_to.and_then(|parent| rows.by_id.get(&parent));
    let pictures = extras.pictures.get(&id).cloned().unwrap_or_default();
    let poll = extras.polls.get(&id).cloned();
    let may_quote = policy::may_quote(sight, &row.facts, here);
    let is_mine = sight.viewer == Some(row.facts.author);
    let filtered = match is_mine || sight.lens.is_clear() {
        true => Vec::new(),
        false => look(
            sight,
            listed_as,
            row,
            (&pictures, poll.as_ref(), quote.as_ref()),
        ),
    };
    Some(Item {
        listed_as,
        author,
        filtered,
        passed_on_by: booster
            .and_then(|b| extras.cards.get(&b.facts.author))
            .cloned(),
        community: known
            .and_then(|c| extras.cards.get(&c.id.account()))
            .cloned(),
        answers: answered
            .filter(|parent| {
                policy::may_see(sight, &parent.facts)
                    && !policy::is_left_at_door(sight, &parent.facts)
            })
            .and_then(|parent| extras.cards.get(&parent.facts.author))
            .filter(|card| card.kind == AccountKind::Persona)
            .cloned(),
        pictures,
        cover: extras.covers.of(sight, row),
        poll,
        quote,
        may_pin: policy::may_pin(sight, &row.facts).is_ok(),
        mine: extras.mine.get(&id).copied().unwrap_or_default(),
        reason,
        may_reply,
        reply_is_asked,
        may_quote: may_quote.is_ok(),
        quote_is_asked: may_quote.is_ok_and(|entry| entry.is_asked()),
        stands: Stands::of(sight, &row.facts),
        may_hide: row.facts.say.stands() && policy::may_judge(sight, &row.facts).is_ok(),
        may_boost: policy::may_boost(sight, &row.facts).is_ok(),
        is_mine,
        may_change: policy::may_change(sight, &row.facts).is_ok(),
        is_shut_out: policy::is_shut_out(sight, &row.facts),
        may_take_out: policy::may_take_out(sight, &row.facts).is_ok(),
        is_from_blocked: sight.blocked.contains(&row.facts.author),
        post: row.clone(),
    })
}

/// What the viewer's filters find in a post: in all of its words, and in those it quotes.
fn look(
    sight: &Sight,
    listed_as: PostId,
    row: &PostRow,
    (pictures, poll, quote): (&[Media], Option<&Poll>, Option<&Quoted>),
) -> Vec<Hit> {
    let words = plain_words(&row.html);
    let mut seen = Seen {
        posts: vec![row.facts.id, listed_as],
        texts: vec![&words, &row.notice],
        is_welsh: is_welsh(row),
    };
    seen.texts
        .extend(pictures.iter().map(|one| one.alt.as_str()));
    let options = poll.iter().flat_map(|poll| &poll.options);
    seen.texts
        .extend(options.map(|option| option.label.as_str()));
    let quoted_words;
    if let Some(Quoted::Shown(quoted)) = quote {
        let Item { post, pictures, .. } = &**quoted;
        quoted_words = plain_words(&post.html);
        seen.posts.push(post.facts.id);
        seen.is_welsh |= is_welsh(post);
        seen.texts.extend([quoted_words.as_str(), &post.notice]);
        seen.texts
            .extend(pictures.iter().map(|one| one.alt.as_str()));
    }
    sight.lens.look(&seen)
}

fn is_welsh(row: &PostRow) -> bool {
    row.language.split('-').next() == Some(Locale::Cy.tag())
}
