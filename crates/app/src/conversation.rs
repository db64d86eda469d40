//! Conversations: threads of words for named people, as one of them lists them.

use crate::reading::{Item, arriving};
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::id::{AccountId, ConversationId, PostId};
use hafan_core::policy::{self, Sight};
use hafan_store::account::{self, Card};
use hafan_store::conversation::{self, ROUND};
use hafan_store::{Read, post, sight};
use std::collections::{HashMap, HashSet};

/// Looks at the store for one page: see [`crate::reading::news::notice`].
const ROUNDS_MAX: usize = 4;

/// A conversation, as far as its owner may see it.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Which.
    pub id: ConversationId,
    /// There is something its owner has not read.
    pub is_unread: bool,
    /// The others in it; its owner where there is nobody else.
    pub people: Vec<Card>,
    /// The newest words.
    pub last: Item,
}

/// Which stretch of the list is read, by the newest posts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// Only what is older than this.
    pub before: PostId,
    /// Only what is newer than this.
    pub after: PostId,
    /// From the lower end.
    pub is_upward: bool,
    /// Conversations at most.
    pub limit: usize,
}

/// A stretch of the list, the latest first.
#[derive(Clone, Debug, Default)]
pub struct Conversations {
    /// Conversations.
    pub list: Vec<Conversation>,
    /// Where each has its place in the list.
    pub marks: Vec<PostId>,
    /// How far the look at the list came, where there is more.
    pub rest: Option<PostId>,
}

/// The conversations of the actor's persona.
pub async fn list(app: &App, actor: Actor, span: Span) -> Result<Conversations> {
    let me = actor.persona;
    app.read(move |read| {
        let sight = sight::load(read, Some(me))?;
        let mut found = Conversations::default();
        let (mut before, mut after) = (span.before, span.after);
        'rounds: for _ in 0..ROUNDS_MAX {
            let round = conversation::page(read, me, (before, after), span.is_upward)?;
            let shown = shown(read, &sight, &round)?;
            for (row, shown) in round.iter().zip(shown) {
                if shown.is_some() && found.list.len() >= span.limit {
                    break 'rounds;
                }
                found.marks.extend(shown.is_some().then_some(row.last));
                found.list.extend(shown);
                found.rest = Some(row.last);
            }
            if round.len() < ROUND {
                found.rest = None;
                break;
            }
            match found.rest {
                Some(rest) if span.is_upward => after = rest,
                Some(rest) => before = rest,
                None => break,
            }
        }
        if span.is_upward {
            found.list.reverse();
            found.marks.reverse();
        }
        Ok(found)
    })
    .await
}

/// Notes that a conversation is read, and answers it.
///
/// # Errors
/// `NotFound` for what is not there, is somebody else's, or holds nothing to see (any more).
pub async fn read(app: &App, actor: Actor, id: ConversationId) -> Result<Conversation> {
    let me = actor.persona;
    app.write(move |turn| {
        conversation::read_all(turn.tx, me, id)?;
        one(turn, me, id)
    })
    .await
}

/// Notes that a conversation is not read, and answers it.
///
/// # Errors
/// As [`read`].
pub async fn unread(app: &App, actor: Actor, id: ConversationId) -> Result<Conversation> {
    let me = actor.persona;
    app.write(move |turn| {
        conversation::unread_all(turn.tx, me, id)?;
        one(turn, me, id)
    })
    .await
}

fn one(turn: &mut Turn<'_, '_>, me: AccountId, id: ConversationId) -> Result<Conversation> {
    let row = conversation::find(turn.tx, me, id)?.ok_or(Error::NotFound)?;
    let sight = turn.sight(me)?;
    let found = shown(turn.tx, &sight, &[row])?.pop().flatten();
    found.ok_or(Error::NotFound)
}

/// Takes a conversation off the list, until something new comes into it. The words stay.
///
/// # Errors
/// `NotFound` for what is not there or somebody else's.
pub async fn hide(app: &App, actor: Actor, id: ConversationId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        conversation::find(turn.tx, me, id)?.ok_or(Error::NotFound)?;
        Ok(conversation::delete(turn.tx, me, id)?)
    })
    .await
}

/// Notes that words for named people came into a conversation of `who`.
pub(crate) fn note(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    (thread, post): (PostId, PostId),
    is_own: bool,
) -> Result<()> {
    let id = ConversationId::new(turn.random_id());
    let read_to = Some(post).filter(|_| is_own);
    Ok(conversation::note(
        turn.tx,
        id,
        who,
        (thread, post),
        read_to,
    )?)
}

/// What may be seen of each: nothing where all its words are gone or not for the reader.
fn shown(
    read: &mut Read<'_>,
    sight: &Sight,
    rows: &[conversation::Conversation],
) -> Result<Vec<Option<Conversation>>> {
    let mut last = arriving(read, sight, rows.iter().map(|row| row.last))?;
    let mut found: Vec<Option<Item>> = Vec::new();
    for row in rows {
        let item = match last.remove(&row.last) {
            Some(item) => Some(item),
            // The newest words were taken back or are not for the reader: those before them.
            None => {
                let posts = conversation::posts(read, row.thread)?;
                let mut all = arriving(read, sight, posts.iter().copied())?;
                posts.iter().find_map(|post| all.remove(post))
            }
        };
        found.push(item);
    }
    let people = people(read, sight, found.iter().flatten())?;
    let both = rows.iter().zip(found);
    let shown = both.map(|(row, item)| {
        let item = item?;
        Some(Conversation {
            id: row.id,
            is_unread: row.last > row.read_to,
            people: people.get(&item.post.facts.id).cloned().unwrap_or_default(),
            last: item,
        })
    });
    Ok(shown.collect())
}

/// Who is in each of these conversations beside the reader: whoever wrote, and whom they name.
fn people<'a>(
    read: &mut Read<'_>,
    sight: &Sight,
    items: impl Iterator<Item = &'a Item>,
) -> Result<HashMap<PostId, Vec<Card>>> {
    let mut of: HashMap<PostId, Vec<AccountId>> = HashMap::new();
    for item in items {
        of.entry(item.post.facts.id)
            .or_default()
            .push(item.post.facts.author);
    }
    if of.is_empty() {
        return Ok(HashMap::new());
    }
    let posts: Vec<i64> = of.keys().map(|id| id.get()).collect();
    for (post, account, _) in post::named(read, &posts)? {
        of.entry(post).or_default().push(account);
    }
    let ids: HashSet<i64> = of.values().flatten().map(|id| id.get()).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let cards: HashMap<AccountId, Card> = account::cards(read, &ids)?
        .into_iter()
        .filter(|card| policy::may_see_account(sight, card.id, card.state))
        .map(|card| (card.id, card))
        .collect();
    let with_cards = of.into_iter().map(|(post, ids)| {
        let others = ids.iter().filter(|id| Some(**id) != sight.viewer);
        let mut seen = HashSet::new();
        let others = others.filter(|id| seen.insert(**id));
        let mut people: Vec<Card> = others.filter_map(|id| cards.get(id).cloned()).collect();
        if people.is_empty() {
            let own = sight.viewer.and_then(|me| cards.get(&me).cloned());
            people.extend(own);
        }
        (post, people)
    });
    Ok(with_cards.collect())
}
