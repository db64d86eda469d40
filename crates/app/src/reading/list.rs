//! What a list shows: posts by the people in it, what begins a conversation in its communities.

use crate::list::may_be_held;
use crate::reading::Item;
use crate::reading::fill::{Rule, Slice, Window, fill};
use crate::reading::home::Wished;
use crate::{Actor, App, Error, Result};
use hafan_core::id::{AccountId, ListId};
use hafan_core::list::Replies;
use hafan_core::policy::Sight;
use hafan_core::reason::Reason;
use hafan_store::feed::{self, Candidate};
use hafan_store::post::PostRow;
use hafan_store::{Read, list, sight};
use std::collections::HashSet;

/// A stretch of a list of the actor's, with its title.
///
/// # Errors
/// `NotFound` for a list that is not there or somebody else's.
pub async fn timeline(
    app: &App,
    actor: Actor,
    id: ListId,
    window: Window,
) -> Result<(list::List, Slice)> {
    app.read(move |read| {
        let me = actor.persona;
        let list = list::find(read, id, me)?.ok_or(Error::NotFound)?;
        let sight = sight::load(read, Some(me))?;
        let rule = Page::load(read, &sight, me, &list)?;
        let streams: Vec<i64> = rule.streams();
        let slice = fill(read, &sight, window, &rule, |read, walk| {
            Ok(feed::candidates(read, &streams, walk, me)?)
        })?;
        Ok((list, slice))
    })
    .await
}

/// The item by which a post stands in a list of the viewer's, if it does.
pub(crate) fn arrival(
    read: &mut Read<'_>,
    sight: &Sight,
    id: ListId,
    row: &PostRow,
) -> Result<Option<Item>> {
    let Some(me) = sight.viewer else {
        return Ok(None);
    };
    let Some(list) = list::find(read, id, me)? else {
        return Ok(None);
    };
    let rule = Page::load(read, sight, me, &list)?;
    let place = row.facts.community.map(|place| place.id.account());
    let stands_in = [Some(row.facts.author), place].map(|id| id.map(AccountId::get));
    let mut streams: Vec<i64> = rule.streams();
    streams.retain(|id| stands_in.contains(&Some(*id)));
    let slice = fill(
        read,
        sight,
        Window::only(row.facts.id),
        &rule,
        |read, walk| Ok(feed::candidates(read, &streams, walk, me)?),
    )?;
    Ok(slice.items.into_iter().next())
}

struct Page {
    me: AccountId,
    id: ListId,
    replies: Replies,
    people: HashSet<AccountId>,
    places: HashSet<AccountId>,
    following: HashSet<AccountId>,
    wished: Wished,
}

impl Page {
    fn load(read: &mut Read<'_>, sight: &Sight, me: AccountId, list: &list::List) -> Result<Self> {
        // A follow that ended or a community that was left ends here as well.
        let held = list::accounts(read, list.id)?.into_iter();
        let held: HashSet<AccountId> = held.filter(|one| may_be_held(sight, *one)).collect();
        let (people, places) = held
            .into_iter()
            .partition(|one| sight.following.contains(one));
        Ok(Self {
            me,
            id: list.id,
            replies: list.replies,
            people,
            places,
            following: sight.following.clone(),
            wished: Wished::load(read, me)?,
        })
    }

    fn streams(&self) -> Vec<i64> {
        let all = self.people.iter().chain(&self.places);
        all.map(|id| id.get()).collect()
    }

    /// Answers to oneself and to the reader always come; others as the list says.
    fn shows_answer(&self, candidate: &Candidate) -> bool {
        let Some(to) = candidate.answers else {
            return false;
        };
        let is_near = to == candidate.author || to == self.me || candidate.names_viewer;
        is_near
            || match self.replies {
                Replies::Followed => self.following.contains(&to),
                Replies::Listed => self.people.contains(&to),
                Replies::None => false,
            }
    }
}

impl Rule for Page {
    fn reason(&self, candidate: &Candidate) -> Option<Reason> {
        let author = candidate.author;
        let is_brought = if candidate.source != author {
            !candidate.is_answer && self.places.contains(&candidate.source)
        } else if candidate.boost_of.is_some() {
            self.people.contains(&author) && !self.wished.without_boosts.contains(&author)
        } else {
            self.people.contains(&author) && (!candidate.is_answer || self.shows_answer(candidate))
        };
        is_brought.then_some(Reason::InYourList(self.id))
    }

    fn brings(&self, author: AccountId) -> bool {
        self.people.contains(&author)
    }

    fn keeps(&self, item: &Item) -> bool {
        self.wished.speaks(item)
    }
}
