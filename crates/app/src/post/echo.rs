//! What a post sets off: people told of it, lists that show something new.

use super::names::Names;
use super::setting::Setting;
use crate::live::{self, Signal};
use crate::notice::{self, About};
use crate::{Result, Turn, conversation, door, shield};
use hafan_core::answer::Hold;
use hafan_core::audience::Audience;
use hafan_core::burst;
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::policy;
use hafan_store::post::PostRow;
use hafan_store::search::Scope;
use std::collections::{BTreeMap, BTreeSet};

/// Notes to whom the author has now written: what waited of them is told. Who merely stands in the
/// same group of named people does not become known by it.
pub(super) fn note_exchanges(
    turn: &mut Turn<'_, '_>,
    author: AccountId,
    names: &Names,
) -> Result<()> {
    names
        .addressed
        .iter()
        .try_for_each(|name| note_exchange(turn, author, *name))
}

/// As [`note_exchanges`], with one.
pub(super) fn note_exchange(
    turn: &mut Turn<'_, '_>,
    author: AccountId,
    with: AccountId,
) -> Result<()> {
    hafan_store::exchange::note(turn.tx, author, with, turn.now)?;
    door::make_known(turn, author, with)
}

/// Tells open pages that there is something new where the post stands. The body names the post, so
/// that the listening side can ask whether its viewer may see it.
pub(super) fn tell_of(turn: &mut Turn<'_, '_>, setting: &Setting, id: PostId) {
    let thread = setting.thread(id);
    let stands = match setting.community {
        Some(community) => format!("community:{community}"),
        None => format!("author:{}", setting.author),
    };
    turn.tell(stands, id.to_string());
    if thread != id {
        turn.tell(format!("thread:{thread}"), id.to_string());
    }
}

/// Tells everybody what they were not told while an answer was held: it is as new as on the day it
/// was written, and nobody is told twice. `by` let it in, and knows.
pub(super) fn tell_shown(turn: &mut Turn<'_, '_>, row: &PostRow, by: AccountId) -> Result<()> {
    notify_shown(turn, row, by)?;
    let stands = match row.facts.community {
        Some(community) => format!("community:{}", community.id),
        None => format!("author:{}", row.facts.author),
    };
    turn.tell(stands, row.facts.id.to_string());
    turn.tell(format!("thread:{}", row.thread), row.facts.id.to_string());
    Ok(())
}

/// Tells those whom an answer is about, who were not told while it was held.
pub(super) fn notify_shown(turn: &mut Turn<'_, '_>, row: &PostRow, by: AccountId) -> Result<()> {
    let (id, author) = (row.facts.id, row.facts.author);
    let mut told: BTreeMap<AccountId, NotificationKind> = BTreeMap::new();
    let named = hafan_store::post::names(turn.tx, id)?;
    told.extend(
        named
            .into_iter()
            .map(|name| (name, NotificationKind::Mention)),
    );
    if let (Some(quoted), true) = (row.quote_of, row.quote_say.stands())
        && let Some(quoted) = hafan_store::post::row(turn.tx, quoted, None)?
    {
        told.insert(quoted.facts.author, NotificationKind::Quote);
    }
    if let Some(parent) = row.reply_to
        && let Some(parent) = hafan_store::post::row(turn.tx, parent, None)?
    {
        told.insert(parent.facts.author, NotificationKind::Reply);
    }
    told.remove(&by);
    for (who, kind) in &told {
        notify(turn, *who, *kind, author, id)?;
    }
    let say = &row.facts.say;
    let owners = [say.answered, say.thread_by].into_iter().flatten();
    let owners: BTreeSet<AccountId> = owners.filter(|owner| *owner != by).collect();
    let_wait(turn, (author, id), (owners, &told))?;
    if row.facts.audience == Audience::Named {
        conversation::note(turn, by, (row.thread, id), true)?;
    }
    Ok(())
}

/// Tells whoever listens that an answer that was hidden shows again: not its author, who was not
/// told that it did not.
pub(super) fn tell_shown_again(turn: &mut Turn<'_, '_>, row: &PostRow) {
    turn.tell(format!("thread:{}", row.thread), row.facts.id.to_string());
    turn.signal(&Signal::Shown(row.facts.id));
}

/// Tells whoever listens that an answer that showed does not any longer: not its author.
pub(super) fn tell_held(turn: &mut Turn<'_, '_>, row: &PostRow) {
    let body = live::body_of_held(row.facts.id);
    turn.tell(format!("thread:{}", row.thread), body);
    turn.signal(&Signal::Held(row.facts.id));
}

/// Tells whoever listens that what a post quotes shows in it, or does not any longer: not its
/// author, who sees it all the while.
pub(crate) fn tell_requoted(turn: &mut Turn<'_, '_>, row: &PostRow) {
    turn.tell(format!("thread:{}", row.thread), row.facts.id.to_string());
    turn.signal(&Signal::Requoted(row.facts.id));
}

/// Tells whoever listens that a post has new words.
pub(super) fn tell_change(turn: &mut Turn<'_, '_>, row: &PostRow) {
    turn.tell(format!("thread:{}", row.thread), row.facts.id.to_string());
    turn.signal(&Signal::Edited(row.facts.id));
}

/// Tells whoever listens that a post was taken down. `named` are the people it named: the post
/// itself does not say so any more, and to some of them it was all that let them see it.
pub(super) fn tell_gone(turn: &mut Turn<'_, '_>, row: &PostRow, named: Vec<AccountId>) {
    let post = row.facts.id;
    turn.tell(format!("thread:{}", row.thread), post.to_string());
    turn.signal(&Signal::Gone { post, named });
}

/// Tells the people a new post is about: whom it answers, whom it quotes, whom it names. Each is
/// told once, for the strongest reason.
pub(super) fn notify_of(
    turn: &mut Turn<'_, '_>,
    setting: &Setting,
    names: &Names,
    id: PostId,
) -> Result<()> {
    let mut told: BTreeMap<AccountId, NotificationKind> = BTreeMap::new();
    let named = names
        .all
        .iter()
        .map(|name| (*name, NotificationKind::Mention));
    told.extend(named);
    // Whoever is asked about a quote, or whose shield holds it, finds it among what waits.
    let is_quote_held = setting.quote_asks.is_some() || setting.quote_shielded.is_some();
    if let Some(quoted) = setting.quoted.as_ref().filter(|_| !is_quote_held) {
        told.insert(quoted.facts.author, NotificationKind::Quote);
    }
    if let Some(parent) = &setting.parent {
        told.insert(parent.facts.author, NotificationKind::Reply);
    }
    let quoted = setting.quoted.as_ref().map(|quoted| quoted.facts.author);
    let owners = [setting.answered(), setting.thread_by, quoted];
    let waiting = (setting.author, id);
    // Before anybody is told: from here on their door leaves it out.
    let mut owners = door::meet(turn, waiting, owners.into_iter().flatten())?;
    // Whoever is asked about the quote has it before them already.
    let asked = setting.quote_asks.or(setting.quote_shielded);
    owners.retain(|owner| asked != Some(*owner));
    for (who, kind) in &told {
        notify(turn, *who, *kind, setting.author, id)?;
    }
    let about = [
        (quoted, NotificationKind::Quote),
        (setting.answered(), NotificationKind::Reply),
        (setting.thread_by, NotificationKind::Reply),
    ];
    count_beside(turn, waiting, about, |who| told.contains_key(&who))?;
    let_wait(turn, waiting, (owners, &told))?;
    if setting.audience == Audience::Named {
        conversation::note(turn, setting.author, (setting.thread(id), id), true)?;
    }
    Ok(())
}

/// What is left out of threads of these owners waits at their doors, also where it is no news to
/// them: an answer to somebody else, or in a thread that they do not want to hear of.
fn let_wait(
    turn: &mut Turn<'_, '_>,
    (author, id): (AccountId, PostId),
    (owners, told): (BTreeSet<AccountId>, &BTreeMap<AccountId, NotificationKind>),
) -> Result<()> {
    for owner in owners {
        let kind = told.get(&owner).copied();
        let kind = kind.unwrap_or(NotificationKind::Reply);
        let Some(row) = readable(turn, owner, author, id)?.filter(|row| row.facts.is_at_door)
        else {
            continue;
        };
        notice::hold(turn, owner, (kind, author), about(&row))?;
    }
    Ok(())
}

/// Counts what a post is to those who are not told of it (see [`shield::note`]): what is said to
/// somebody else in a thread of theirs, a quote that they are asked about. Each is counted once.
pub(super) fn count_beside(
    turn: &mut Turn<'_, '_>,
    (author, id): (AccountId, PostId),
    about: [(Option<AccountId>, NotificationKind); 3],
    is_told: impl Fn(AccountId) -> bool,
) -> Result<()> {
    let mut counted = BTreeSet::new();
    for (who, kind) in about {
        if let Some(who) = who.filter(|who| *who != author && !is_told(*who))
            && counted.insert(who)
        {
            count(turn, (who, author), (kind, id))?;
        }
    }
    Ok(())
}

/// Counts what a stranger wrote to `who`, where they could read it if nobody held it: who looks at
/// answers first has no less of a crowd before them.
fn count(
    turn: &mut Turn<'_, '_>,
    (who, author): (AccountId, AccountId),
    (kind, id): (NotificationKind, PostId),
) -> Result<()> {
    if !door::is_stranger(turn.tx, (who, author), turn.now)? {
        return Ok(());
    }
    let sight = turn.sight(who)?.for_news();
    let Some(mut row) = hafan_store::post::row(turn.tx, id, Some(who))? else {
        return Ok(());
    };
    row.facts.say.hold = Hold::None;
    let is_apart = sight.is_apart_from(author) || sight.muted.contains(&author);
    if is_apart
        || !policy::may_arrive(&sight, &row.facts)
        || hafan_store::thread_mute::is_muted(turn.tx, who, row.thread)?
    {
        return Ok(());
    }
    shield::note(turn, (who, author), (kind, Some(id)))
}

/// The post as `who` may read it, if they want to hear of its author.
fn readable(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    actor: AccountId,
    post: PostId,
) -> Result<Option<PostRow>> {
    let sight = turn.sight(who)?.for_news();
    let row = hafan_store::post::row(turn.tx, post, Some(who))?;
    let is_apart = sight.is_apart_from(actor) || sight.muted.contains(&actor);
    Ok(row.filter(|row| !is_apart && policy::may_arrive(&sight, &row.facts)))
}

fn about(row: &PostRow) -> About {
    About {
        post: Some(row.facts.id),
        community: row.facts.community.map(|community| community.id),
        ..About::default()
    }
}

/// Tells `who` that `actor` did something with `post`, if they may see it and want to hear of it.
pub(super) fn notify(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    kind: NotificationKind,
    actor: AccountId,
    post: PostId,
) -> Result<()> {
    if who == actor {
        return Ok(());
    }
    let Some(row) = readable(turn, who, actor, post)? else {
        // Not where it is no more than thanks: that is for what can be read.
        return match burst::has_words(kind) {
            true => count(turn, (who, actor), (kind, post)),
            false => Ok(()),
        };
    };
    if hafan_store::thread_mute::is_muted(turn.tx, who, row.thread)? {
        return Ok(());
    }
    let about = about(&row);
    let is_told = notice::tell(turn, who, (kind, actor), about)?;
    let are_words = matches!(
        kind,
        NotificationKind::Reply | NotificationKind::Mention | NotificationKind::Quote
    );
    if is_told && are_words && row.facts.audience == Audience::Named {
        conversation::note(turn, who, (row.thread, post), false)?;
    }
    Ok(())
}

/// Puts the words of a new post into the search index, for those who may find them there.
pub(super) fn index(
    turn: &mut Turn<'_, '_>,
    id: PostId,
    found_by: &FoundBy,
    words: &[&str],
) -> Result<()> {
    hafan_store::search::add_post(turn.tx, id, &found_by.scopes(), &words.join("\n"))?;
    Ok(())
}

/// As [`index`], in the place of what was there.
pub(super) fn reindex(
    turn: &mut Turn<'_, '_>,
    id: PostId,
    found_by: &FoundBy,
    words: &[&str],
) -> Result<()> {
    hafan_store::search::index_post(turn.tx, id, &found_by.scopes(), &words.join("\n"))?;
    Ok(())
}

/// What decides who finds a post by its words.
pub(super) struct FoundBy {
    pub author: AccountId,
    pub community: Option<CommunityId>,
    pub audience: Audience,
    /// The author chose that public posts may be found.
    pub is_findable: bool,
}

impl FoundBy {
    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = vec![Scope::Author(self.author)];
        scopes.extend(self.community.map(Scope::Community));
        let is_open = self.community.is_none() && self.audience == Audience::Public;
        if self.is_findable && is_open {
            scopes.push(Scope::Open);
        }
        scopes
    }
}

/// Tells the author of a post what became of it.
pub(super) fn notify_self(
    turn: &mut Turn<'_, '_>,
    author: AccountId,
    kind: NotificationKind,
    row: &PostRow,
) -> Result<()> {
    let sight = turn.sight(author)?;
    if !policy::may_arrive(&sight, &row.facts) {
        return Ok(());
    }
    notice::tell(turn, author, (kind, author), about(row))?;
    Ok(())
}
