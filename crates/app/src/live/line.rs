//! Lines of applications: what a persona is told at once, of each of the lists it listens to.
//!
//! A signal passes two gates. [`concerned`] is cheap and asked once for everybody: whom could it be
//! about at all? [`look`] is asked for each of those: the list itself is read, by its own rule and
//! for this reader, at the one post. So a line brings exactly what its list has gained.

use super::Signal;
use crate::reading::{self, Item, home, search};
use crate::{App, Result};
use hafan_core::account::FollowState;
use hafan_core::answer::Hold;
use hafan_core::audience::Audience;
use hafan_core::id::{AccountId, ListId, NotificationId, PostId, SessionId};
use hafan_core::policy::{self, Sight};
use hafan_core::text::for_applications;
use hafan_store::post::{self, PostRow};
use hafan_store::{Read, feed, membership, relation, session, sight, tag};
use std::collections::HashSet;

/// A list that a line brings what is new in.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Stream {
    /// Everything the persona follows, and its news.
    Home,
    /// The persona's news alone.
    News,
    /// Public posts of people who chose that theirs may be found.
    Open {
        /// Only those with pictures.
        with_pictures: bool,
    },
    /// The same of other servers: none yet.
    Elsewhere,
    /// Posts with a tag.
    Tag(String),
    /// A list of the persona's.
    List(ListId),
    /// Words for named people, the persona among them.
    Direct,
}

impl Stream {
    /// True for what brings only what is near to the persona: by people it follows, in places it is
    /// in, with tags it follows, or for it by name.
    pub const fn is_near(&self) -> bool {
        matches!(self, Self::Home | Self::List(_) | Self::Direct)
    }
}

/// Who listens to what, as far as it decides whom a signal could be about.
#[derive(Clone, Default, Debug)]
pub struct Listening {
    /// Those who listen to what is near to them.
    pub near: Vec<AccountId>,
    /// Those who listen to what is open.
    pub open: Vec<AccountId>,
    /// Those who listen to a tag.
    pub tags: Vec<(AccountId, String)>,
}

/// Something to tell one listener.
#[derive(Clone, Debug)]
pub struct Happening {
    /// Of which list.
    pub stream: Stream,
    /// What.
    pub what: What,
}

/// What a listener is told.
#[derive(Clone, Debug)]
pub enum What {
    /// A post has come.
    New(Box<Item>),
    /// A post of the list has new words.
    Edited(Box<Item>),
    /// A post of the list is gone.
    Gone(PostId),
    /// There are words in a conversation.
    Said(PostId),
    /// There is news.
    Told(NotificationId),
    /// The persona's filters of words are different.
    Filters,
    /// Requests that were accepted have become news.
    Merged,
}

/// What came of a look.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The sessions that are still open; nothing may be sent to the others.
    pub open: HashSet<SessionId>,
    /// What there is to tell.
    pub happenings: Vec<Happening>,
}

/// Whom a signal could be about, among those who listen. No rule has been asked yet.
pub async fn concerned(app: &App, signal: Signal, among: Listening) -> Result<Vec<AccountId>> {
    let post = match &signal {
        Signal::Told(who, _) | Signal::Filters(who) | Signal::Merged(who) => return Ok(vec![*who]),
        Signal::Ended(_) => return Ok(vec![]),
        Signal::New(post)
        | Signal::Edited(post)
        | Signal::Held(post)
        | Signal::Shown(post)
        | Signal::Requoted(post) => *post,
        Signal::Gone { post, .. } => *post,
        Signal::Unshared { of, .. } => *of,
    };
    app.read(move |read| {
        let Some(row) = post::row(read, post, None)? else {
            return Ok(vec![]);
        };
        let mut found = near(read, &signal, &row, &among.near)?;
        let is_gone = row.facts.is_gone;
        // Who passed it on to whom is not known any more.
        if is_gone && row.facts.audience == Audience::Public {
            found.extend(&among.near);
        }
        if may_be_open(&row) {
            found.extend(&among.open);
        }
        let tagged = among.tags.iter();
        let tagged = tagged.filter(|(_, tag)| is_gone || search::has_tag(&row.html, tag));
        found.extend(tagged.map(|(who, _)| *who));
        Ok(found.into_iter().collect())
    })
    .await
}

/// Those whose home a post could come to: its author, who follows them, who is a member where it
/// stands, whom it names.
fn near(
    read: &mut Read<'_>,
    signal: &Signal,
    row: &PostRow,
    among: &[AccountId],
) -> Result<HashSet<AccountId>> {
    let source = match signal {
        Signal::Unshared { by, .. } => *by,
        _ => row.facts.author,
    };
    let ids: Vec<i64> = among.iter().map(|id| id.get()).collect();
    let mut found = HashSet::new();
    for (who, state) in relation::follows_by(read, source, &ids)? {
        if state == FollowState::Active {
            found.insert(who);
        }
    }
    if let Some(community) = row.facts.community {
        found.extend(membership::members_among(read, community.id, &ids)?);
    }
    let named = match signal {
        Signal::Gone { named, .. } => named.clone(),
        _ => post::names(read, row.facts.id)?,
    };
    let (_, tags) = for_applications(&row.html, "");
    if !tags.is_empty() {
        found.extend(tag::followers_among(read, &tags, &ids)?);
    }
    let others = named.into_iter().chain([source]);
    found.extend(others.filter(|who| among.contains(who)));
    Ok(found)
}

/// True for what could stand among what is open to everyone.
fn may_be_open(row: &PostRow) -> bool {
    let facts = &row.facts;
    let begins = row.reply_to.is_none() && row.boost_of.is_none();
    begins && facts.community.is_none() && facts.audience == Audience::Public
}

/// Reads what a signal means to one persona: for each list it listens to, and for the sessions
/// through which it does.
pub async fn look(
    app: &App,
    me: AccountId,
    sessions: Vec<SessionId>,
    (streams, signal): (Vec<Stream>, Signal),
) -> Result<Look> {
    let now = app.now();
    app.read(move |read| {
        let mut open = HashSet::new();
        for id in &sessions {
            if session::is_open(read, *id, me, now)? {
                open.insert(*id);
            }
        }
        let happenings = match open.is_empty() {
            true => vec![],
            false => happenings(read, me, &streams, &signal)?,
        };
        Ok(Look { open, happenings })
    })
    .await
}

/// The sessions among these that are open.
pub async fn still_open(
    app: &App,
    sessions: Vec<(SessionId, AccountId)>,
) -> Result<HashSet<SessionId>> {
    let now = app.now();
    app.read(move |read| {
        let mut open = HashSet::new();
        for (id, persona) in &sessions {
            if session::is_open(read, *id, *persona, now)? {
                open.insert(*id);
            }
        }
        Ok(open)
    })
    .await
}

fn happenings(
    read: &mut Read<'_>,
    me: AccountId,
    streams: &[Stream],
    signal: &Signal,
) -> Result<Vec<Happening>> {
    let to_home = |stream: &Stream| *stream == Stream::Home;
    let to_news = |stream: &Stream| matches!(stream, Stream::Home | Stream::News);
    let all = |keep: &dyn Fn(&Stream) -> bool, what: What| {
        let kept = streams.iter().filter(|stream| keep(stream));
        let told = kept.map(|stream| Happening {
            stream: stream.clone(),
            what: what.clone(),
        });
        told.collect()
    };
    Ok(match signal {
        Signal::Told(_, news) => all(&to_news, What::Told(*news)),
        Signal::Filters(_) => all(&to_home, What::Filters),
        Signal::Merged(_) => all(&to_news, What::Merged),
        Signal::Ended(_) => vec![],
        Signal::New(post) => arrivals(read, me, (streams, *post), What::New)?,
        Signal::Shown(post) => others(arrivals(read, me, (streams, *post), What::New)?),
        Signal::Edited(post) => arrivals(read, me, (streams, *post), What::Edited)?,
        Signal::Requoted(post) => others(arrivals(read, me, (streams, *post), What::Edited)?),
        Signal::Gone { post, named } => {
            let sight = sight::load(read, Some(me))?;
            let gone = gone(read, &sight, me, (*post, named))?;
            let was_in = |stream: &Stream| gone.as_ref().is_some_and(|gone| gone.was_in(stream));
            all(&was_in, What::Gone(*post))
        }
        Signal::Held(post) => {
            let sight = sight::load(read, Some(me))?;
            let held = match showed(read, &sight, me, *post)? {
                Some(row) => was_seen(read, &sight, me, row)?,
                None => None,
            };
            let was_in = |stream: &Stream| held.as_ref().is_some_and(|gone| gone.was_in(stream));
            all(&was_in, What::Gone(*post))
        }
        Signal::Unshared { own, of, by } => {
            let sight = sight::load(read, Some(me))?;
            let was_there = home::came_shared(read, &sight, me, (*own, *of, *by))?;
            match was_there {
                true => all(&to_home, What::Gone(*own)),
                false => vec![],
            }
        }
    })
}

/// But what is about a post of the listener's own: its author is not told.
fn others(mut happenings: Vec<Happening>) -> Vec<Happening> {
    happenings.retain(|one| match &one.what {
        What::New(item) | What::Edited(item) => !item.is_mine,
        _ => true,
    });
    happenings
}

/// The post in each of the lists that it stands in for this reader.
fn arrivals(
    read: &mut Read<'_>,
    me: AccountId,
    (streams, post): (&[Stream], PostId),
    what: fn(Box<Item>) -> What,
) -> Result<Vec<Happening>> {
    let sight = sight::load(read, Some(me))?;
    let Some(row) = post::row(read, post, Some(me))? else {
        return Ok(vec![]);
    };
    // Asked before any list is read: most of what is new is not for most of those who listen.
    if !policy::may_arrive(&sight, &row.facts) {
        return Ok(vec![]);
    }
    let mut found = Vec::new();
    for stream in streams {
        let item = match stream {
            Stream::Direct if row.facts.audience == Audience::Named => {
                found.push(Happening {
                    stream: Stream::Direct,
                    what: What::Said(post),
                });
                None
            }
            Stream::List(list) => reading::list::arrival(read, &sight, *list, &row)?,
            Stream::Home => home::arrival(read, &sight, me, &row)?,
            Stream::Open { with_pictures } if may_be_open(&row) => {
                search::arrival(read, &sight, *with_pictures, post)?
            }
            Stream::Tag(tag) if search::has_tag(&row.html, tag) => {
                search::arrival_of_tag(read, &sight, tag, post)?
            }
            Stream::Open { .. } | Stream::Tag(_) | Stream::Direct => None,
            Stream::News | Stream::Elsewhere => None,
        };
        if let Some(item) = item {
            found.push(Happening {
                stream: stream.clone(),
                what: what(Box::new(item)),
            });
        }
    }
    Ok(found)
}

/// A post that was taken down, as somebody saw it before.
struct Gone {
    /// It came to their home, named them, was theirs, or could be passed on to them.
    is_near: bool,
    /// It stood among what is open; whether it had pictures nobody knows any more.
    is_open: bool,
    /// It could be found by its words.
    is_findable: bool,
}

impl Gone {
    fn was_in(&self, stream: &Stream) -> bool {
        match stream {
            Stream::Home | Stream::List(_) => self.is_near,
            Stream::Open { .. } => self.is_open,
            // Its words are gone, and its tags with them; whoever could find it may know its id.
            Stream::Tag(_) => self.is_findable,
            Stream::News | Stream::Elsewhere | Stream::Direct => false,
        }
    }
}

/// An answer as somebody saw it before it was held; nothing for its author, who sees it still.
pub(super) fn showed(
    read: &mut Read<'_>,
    sight: &Sight,
    me: AccountId,
    post: PostId,
) -> Result<Option<PostRow>> {
    let row = post::row(read, post, Some(me))?;
    // Shown again meanwhile, or gone, which is told by itself.
    let Some(mut row) = row.filter(|row| !row.facts.say.stands() && !row.facts.is_gone) else {
        return Ok(None);
    };
    if row.facts.author == me {
        return Ok(None);
    }
    row.facts.say.hold = Hold::None;
    Ok(Some(row).filter(|row| policy::may_arrive(sight, &row.facts)))
}

/// How somebody saw a post before it was taken down; nothing where they could not: the ids of
/// posts that were never theirs to see are told to nobody.
fn gone(
    read: &mut Read<'_>,
    sight: &Sight,
    me: AccountId,
    (post, named): (PostId, &[AccountId]),
) -> Result<Option<Gone>> {
    let Some(mut row) = post::row(read, post, Some(me))? else {
        return Ok(None);
    };
    row.facts.is_gone = false;
    row.facts.names_viewer = named.contains(&me);
    was_seen(read, sight, me, row)
}

/// As which a post as it was stood in the lists of somebody, if they could see it.
fn was_seen(
    read: &mut Read<'_>,
    sight: &Sight,
    me: AccountId,
    row: PostRow,
) -> Result<Option<Gone>> {
    if !policy::may_arrive(sight, &row.facts) {
        return Ok(None);
    }
    let author = row.facts.author;
    let is_own = author == me;
    let is_chosen = is_own || feed::findable(read, &[author.get()])?.contains(&author);
    let place = row.facts.community;
    let is_inside = place.is_some_and(|place| sight.role(place.id).is_some());
    Ok(Some(Gone {
        is_near: is_own
            || row.facts.names_viewer
            || row.facts.audience == Audience::Public
            || home::came(read, sight, me, &row)?,
        is_open: is_chosen && may_be_open(&row),
        is_findable: is_inside || is_chosen && row.facts.audience == Audience::Public,
    }))
}
