//! Live updates: what is told to those who are there, at once.
//!
//! Applications are told what has come ([`line`]). Pages are told only that something is new, and
//! never what it is: whoever watches names the topics of the page that is open. For each event the
//! rules are asked again, with what they say at that moment, before a hint goes out; and a topic is
//! told once, because the page shows its line until it is loaded anew.

pub mod line;
mod signal;

pub use signal::Signal;

use crate::reading::home;
use crate::{Actor, App, Result};
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::policy;
use hafan_store::{Event, Read, feed, post, session, sight};
use std::collections::HashSet;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Topics one page can watch.
pub const TOPICS_MAX: usize = 8;

/// What a page watches.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Topic {
    /// The reader's home page.
    Home,
    /// News for the reader.
    News,
    /// Answers in a thread.
    Thread(PostId),
    /// A community's square.
    Community(CommunityId),
    /// A persona's page.
    Author(AccountId),
}

impl Topic {
    /// Reads `home`, `news`, `thread:1`, `community:1` or `author:1`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None if text == "home" => Some(Self::Home),
            None if text == "news" => Some(Self::News),
            Some(("thread", id)) => PostId::parse(id).map(Self::Thread),
            Some(("community", id)) => CommunityId::parse(id).map(Self::Community),
            Some(("author", id)) => AccountId::parse(id).map(Self::Author),
            _ => None,
        }
    }
}

impl std::fmt::Display for Topic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Home => f.write_str("home"),
            Self::News => f.write_str("news"),
            Self::Thread(id) => write!(f, "thread:{id}"),
            Self::Community(id) => write!(f, "community:{id}"),
            Self::Author(id) => write!(f, "author:{id}"),
        }
    }
}

/// Says to every live line that the house closes.
#[derive(Debug, Default)]
pub struct Closing(tokio::sync::watch::Sender<bool>);

impl Closing {
    /// From now on it does.
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Waits until it does.
    pub async fn begun(&self) {
        let mut heard = self.0.subscribe();
        heard.wait_for(|is_closing| *is_closing).await.ok();
    }
}

/// Somebody who watches.
pub struct Watch {
    app: App,
    actor: Actor,
    events: Receiver<Event>,
    topics: HashSet<Topic>,
    /// Streams of the home page, as they were when the page was opened: a cheap first look.
    streams: HashSet<AccountId>,
}

/// Begins to watch. Events from now on count.
pub async fn watch(app: &App, actor: Actor, topics: &[Topic]) -> Result<Watch> {
    let events = app.store.events();
    let me = actor.persona;
    let is_home = topics.contains(&Topic::Home);
    let streams = app.read(move |read| {
        if !is_home {
            return Ok(HashSet::new());
        }
        let sight = sight::load(read, Some(me))?;
        let mut streams: HashSet<AccountId> = feed::voices(read, me)?.into_iter().collect();
        streams.extend(&sight.following);
        streams.extend(sight.standings.keys().map(|id| id.account()));
        Ok(streams)
    });
    Ok(Watch {
        streams: streams.await?,
        app: app.clone(),
        actor,
        events,
        topics: topics.iter().copied().take(TOPICS_MAX).collect(),
    })
}

/// True while the session is open: asked from time to time, because a session also ends when its
/// time has run out.
pub async fn is_open(app: &App, actor: Actor) -> Result<bool> {
    let now = app.now();
    app.read(move |read| Ok(session::is_open(read, actor.session, actor.persona, now)?))
        .await
}

impl Watch {
    /// Waits for the next topic with something new. Nothing once the session or the house has
    /// ended.
    pub async fn next(&mut self) -> Result<Option<Topic>> {
        loop {
            let event = match self.events.recv().await {
                Ok(event) => event,
                // Hints that were missed are hints: the page is whole when it is loaded again.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return Ok(None),
            };
            if Signal::of(&event) == Some(Signal::Ended(self.actor.session)) {
                return Ok(None);
            }
            let maybe = self.concerned(&event);
            if maybe.is_empty() {
                continue;
            }
            match self.ask(maybe, &event).await? {
                Asked::Ended => return Ok(None),
                Asked::Nothing => {}
                Asked::New(topic) => {
                    self.topics.remove(&topic);
                    return Ok(Some(topic));
                }
            }
        }
    }

    /// The watched topics an event may be about, without a look into the database.
    fn concerned(&self, event: &Event) -> Vec<Topic> {
        let Some((kind, id)) = event.topic.split_once(':') else {
            return Vec::new();
        };
        let is_mine = || AccountId::parse(id) == Some(self.actor.persona);
        let flows = || AccountId::parse(id).is_some_and(|id| self.streams.contains(&id));
        let exact = Topic::parse(&event.topic);
        let home = matches!(kind, "author" | "community") && flows();
        let news = kind == "persona" && is_mine();
        [
            exact,
            home.then_some(Topic::Home),
            news.then_some(Topic::News),
        ]
        .into_iter()
        .flatten()
        .filter(|topic| self.topics.contains(topic))
        .collect()
    }

    async fn ask(&self, maybe: Vec<Topic>, event: &Event) -> Result<Asked> {
        let (actor, now) = (self.actor, self.app.now());
        let was_shown = event.body.strip_prefix(HELD);
        let post = PostId::parse(was_shown.unwrap_or(&event.body));
        let was_shown = was_shown.is_some();
        self.app
            .read(move |read| {
                if !session::is_open(read, actor.session, actor.persona, now)? {
                    return Ok(Asked::Ended);
                }
                for topic in &maybe {
                    if is_new(read, actor.persona, *topic, (post, was_shown))? {
                        return Ok(Asked::New(*topic));
                    }
                }
                Ok(Asked::Nothing)
            })
            .await
    }
}

enum Asked {
    Ended,
    Nothing,
    New(Topic),
}

/// Stands before the id of a post that is held from now on and was shown before.
const HELD: &str = "held:";

/// What is told to the pages of a thread of an answer that does not show any longer.
pub(crate) fn body_of_held(post: PostId) -> String {
    format!("{HELD}{post}")
}

/// May the reader see what is new, now, or could they see what is held from now on? Their own words
/// are no news to them.
fn is_new(
    read: &mut Read<'_>,
    me: AccountId,
    topic: Topic,
    (post, was_shown): (Option<PostId>, bool),
) -> Result<bool> {
    if topic == Topic::News {
        return Ok(true);
    }
    let Some(post) = post else {
        return Ok(false);
    };
    let sight = sight::load(read, Some(me))?;
    if was_shown {
        return Ok(line::showed(read, &sight, me, post)?.is_some());
    }
    let Some(row) = post::row(read, post, Some(me))? else {
        return Ok(false);
    };
    if topic == Topic::Home {
        return home::is_news(read, &sight, me, &row);
    }
    Ok(row.facts.author != me && policy::may_arrive(&sight, &row.facts))
}
