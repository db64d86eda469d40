//! Following, with or without approval.

use super::{FOLLOWS_MAX, List, Wishes, require_persona};
use crate::notice::{self, About};
use crate::{Actor, App, Error, Result, Turn, door};
use hafan_core::account::FollowState;
use hafan_core::id::AccountId;
use hafan_core::language::Language;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::notify::NotificationKind;
use hafan_core::policy;
use hafan_core::time::DAY_US;
use hafan_store::{list, notification, relation, tie};

/// How long a no holds before the same person can ask again: asking every day would be pestering.
const NO_HOLDS_US: i64 = 30 * DAY_US;

/// Follows a persona, or asks to, where they approve their followers. Answers how it stands now.
///
/// # Errors
/// `NotFound` for whoever the actor may not see; `Denied("follow-not-now")` within thirty days of a
/// no; `Denied("follows-full")`.
pub async fn follow(app: &App, actor: &Actor, target: AccountId) -> Result<FollowState> {
    let me = actor.persona;
    app.write(move |turn| follow_in(turn, me, target, Cause::Choice))
        .await
}

/// What is wished of a follow; what is not said stays as it is.
#[derive(Clone, Default, Debug)]
pub struct Options {
    /// Whether what they pass on comes too.
    pub boosts: Option<bool>,
    /// Whether the follower is told when they write.
    pub tells: Option<bool>,
    /// Only posts in these languages come; all for an empty list.
    pub languages: Option<Vec<String>>,
}

/// As [`follow`], with wishes, which an earlier follow takes as well.
///
/// # Errors
/// As [`follow`]; `Invalid("languages")` for what is no language.
pub async fn follow_with(
    app: &App,
    actor: &Actor,
    target: AccountId,
    options: Options,
) -> Result<FollowState> {
    let me = actor.persona;
    let languages = match &options.languages {
        Some(typed) => Some(languages(typed)?),
        None => None,
    };
    app.write(move |turn| {
        let state = follow_in(turn, me, target, Cause::Choice)?;
        let old = tie::about(turn.tx, me, target)?.wishes;
        let mut wishes = old.clone();
        if let Some(boosts) = options.boosts {
            wishes.without_boosts = !boosts;
        }
        wishes.tells = options.tells.unwrap_or(wishes.tells);
        if let Some(languages) = &languages {
            wishes.languages.clone_from(languages);
        }
        let change = wished(me, target, &old, &wishes);
        turn.record(change, By::Self_, Cause::Choice)?;
        Ok(state)
    })
    .await
}

/// Follows as before, with what was wished then.
pub(crate) fn follow_again(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    code: &str,
) -> Result<()> {
    follow_in(turn, me, target, Cause::Undo)?;
    if code.is_empty() {
        return Ok(());
    }
    wish_again(turn, me, target, code)
}

/// Makes the wishes beside a follow as they were.
pub(crate) fn wish_again(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    code: &str,
) -> Result<()> {
    policy::may_keep_house(&turn.sight(me)?)?;
    let (state, _) = relation::follow(turn.tx, me, target)?;
    if !matches!(state, FollowState::Active | FollowState::Asked) {
        return Err(Error::NotFound);
    }
    let old = tie::about(turn.tx, me, target)?.wishes;
    let change = wished(me, target, &old, &Wishes::parse(code));
    turn.record(change, By::Self_, Cause::Undo)
}

/// Tags of languages, each once.
fn languages(typed: &[String]) -> Result<Vec<String>> {
    let unknown = || Error::invalid("languages", "language-unknown");
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.iter().filter(|tag| !tag.trim().is_empty()) {
        let tag = Language::parse(tag.trim()).ok_or_else(unknown)?.tag();
        if !tags.iter().any(|one| one == tag) {
            tags.push(tag.to_owned());
        }
    }
    Ok(tags)
}

fn follow_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    cause: Cause,
) -> Result<FollowState> {
    let persona = require_persona(turn.tx, target)?;
    let sight = turn.sight(me)?;
    policy::may_approach(&sight, target, persona.state)?;
    let (old, since) = relation::follow(turn.tx, me, target)?;
    let was_refused = matches!(old, FollowState::Refused | FollowState::EndedByThem);
    match old {
        FollowState::Active | FollowState::Asked => return Ok(old),
        _ if was_refused && turn.now.since(since) < NO_HOLDS_US => {
            return Err(Error::Denied("follow-not-now"));
        }
        _ => {}
    }
    if relation::count(turn.tx, me, List::Followed)? >= FOLLOWS_MAX {
        return Err(Error::Denied("follows-full"));
    }
    // Whoever said no once is asked, not overrun, whatever they chose for others.
    let (new, kind) = if persona.approve_followers || was_refused {
        (FollowState::Asked, NotificationKind::FollowAsked)
    } else {
        (FollowState::Active, NotificationKind::Follow)
    };
    turn.record(change(me, target, old, new), By::Self_, cause)?;
    notify(turn, target, kind, me)?;
    door::make_known(turn, me, target)?;
    Ok(new)
}

/// Stops following, or takes the wish to follow back.
pub async fn unfollow(app: &App, actor: &Actor, target: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| unfollow_in(turn, me, target, Cause::Choice))
        .await
}

pub(crate) fn unfollow_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    cause: Cause,
) -> Result<()> {
    end(turn, (me, target), FollowState::EndedByMe, By::Self_, cause)
}

/// Lets somebody follow who asked to.
pub async fn accept(app: &App, actor: &Actor, follower: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        if !answer(turn, me, follower, FollowState::Active)? {
            return Ok(());
        }
        // A yes is an answer: whoever got one is no stranger. No words were exchanged.
        relation::note_accepted(turn.tx, (follower, me), turn.now)?;
        door::make_known(turn, me, follower)?;
        door::make_known(turn, follower, me)?;
        notify(turn, follower, NotificationKind::FollowAccepted, me)
    })
    .await
}

/// Refuses somebody who asked to follow. They are not told; their page shows that they do not.
pub async fn refuse(app: &App, actor: &Actor, follower: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| answer(turn, me, follower, FollowState::Refused).map(|_| ()))
        .await
}

/// As [`refuse`], inside a turn; nothing happens where nobody asks any more.
pub(crate) fn refuse_in(turn: &mut Turn<'_, '_>, me: AccountId, follower: AccountId) -> Result<()> {
    let (state, _) = relation::follow(turn.tx, follower, me)?;
    match state {
        FollowState::Asked => answer(turn, me, follower, FollowState::Refused).map(|_| ()),
        _ => Ok(()),
    }
}

/// Ends somebody's follow of the actor.
pub async fn remove_follower(app: &App, actor: &Actor, follower: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let by = By::Account(me);
        let edge = (follower, me);
        end(turn, edge, FollowState::EndedByThem, by, Cause::Choice)
    })
    .await
}

/// Answers a request. False where it was answered so before.
fn answer(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    follower: AccountId,
    new: FollowState,
) -> Result<bool> {
    policy::may_keep_house(&turn.sight(me)?)?;
    let (old, _) = relation::follow(turn.tx, follower, me)?;
    if old == new {
        return Ok(false);
    }
    if old != FollowState::Asked {
        return Err(Error::NotFound);
    }
    let by = By::Account(me);
    turn.record(change(follower, me, old, new), by, Cause::Answer)?;
    if new == FollowState::Refused {
        let_go(turn, (follower, me), Cause::Answer)?;
    }
    let kind = NotificationKind::FollowAsked;
    notification::withdraw(turn.tx, me, kind, follower, None)?;
    Ok(true)
}

/// Ends an edge, if there is one, and takes back what was told about it.
pub(super) fn end(
    turn: &mut Turn<'_, '_>,
    (follower, target): (AccountId, AccountId),
    new: FollowState,
    by: By,
    cause: Cause,
) -> Result<()> {
    let (old, _) = relation::follow(turn.tx, follower, target)?;
    if !matches!(old, FollowState::Active | FollowState::Asked) {
        return Ok(());
    }
    turn.record(change(follower, target, old, new), by, cause)?;
    let_go(turn, (follower, target), cause)?;
    for kind in [NotificationKind::Follow, NotificationKind::FollowAsked] {
        notification::withdraw(turn.tx, target, kind, follower, None)?;
    }
    Ok(())
}

/// Ends what hung on an edge that has ended: wishes, and places in the follower's lists.
fn let_go(
    turn: &mut Turn<'_, '_>,
    (follower, target): (AccountId, AccountId),
    cause: Cause,
) -> Result<()> {
    let wishes = tie::about(turn.tx, follower, target)?.wishes;
    let change = wished(follower, target, &wishes, &Wishes::default());
    turn.record(change, By::Rule, cause)?;
    Ok(list::forget(turn.tx, follower, target)?)
}

const fn change(
    follower: AccountId,
    target: AccountId,
    old: FollowState,
    new: FollowState,
) -> Change {
    Change::Follow {
        follower,
        target,
        old,
        new,
    }
}

fn wished(follower: AccountId, target: AccountId, old: &Wishes, new: &Wishes) -> Change {
    Change::Wishes {
        follower,
        target,
        old: old.code(),
        new: new.code(),
    }
}

/// Tells somebody, unless they muted or blocked the one it is about.
fn notify(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    kind: NotificationKind,
    actor: AccountId,
) -> Result<()> {
    let sight = turn.sight(who)?.for_news();
    let is_wanted =
        sight.viewer.is_some() && !sight.is_apart_from(actor) && !sight.muted.contains(&actor);
    if !is_wanted {
        return Ok(());
    }
    // Following, leaving and following again tells once.
    notification::withdraw(turn.tx, who, kind, actor, None)?;
    notice::tell(turn, who, (kind, actor), About::default())?;
    Ok(())
}
