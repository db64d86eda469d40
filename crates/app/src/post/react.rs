//! What others do with a post: thank for it, keep it, pass it on, vote in it.

use super::echo;
use crate::live::Signal;
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::id::{AccountId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::policy;
use hafan_store::post::{NewPost, PostRow};
use hafan_store::{notification, poll, post, reaction};

/// Kind of the job that tells people that a poll has ended; its body is the id of the post.
pub const POLL_ENDED_JOB: &str = "poll-ended";

/// Thanks for a post, or takes the thanks back. Its author is told, quietly.
pub async fn favourite(app: &App, actor: &Actor, id: PostId, is_on: bool) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        let row = super::visible(turn.tx, &sight, id)?;
        let permit = policy::may_react(&sight, &row.facts)?;
        if !is_on {
            reaction::unfavourite(turn.tx, id, me)?;
            return withdraw(turn, &row, NotificationKind::Favourite, me);
        }
        if reaction::favourite(turn.tx, &permit, id, me, turn.now)? {
            let author = row.facts.author;
            echo::notify(turn, author, NotificationKind::Favourite, me, id)?;
        }
        Ok(())
    })
    .await
}

/// Keeps a post for later, or does not keep it any longer. Nobody is told.
pub async fn keep(app: &App, actor: &Actor, id: PostId, is_on: bool) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        if !is_on {
            // What can't be seen any more can still be let go.
            return Ok(reaction::unkeep(turn.tx, id, me)?);
        }
        let sight = turn.sight(me)?;
        let row = super::visible(turn.tx, &sight, id)?;
        let permit = policy::may_react(&sight, &row.facts)?;
        Ok(reaction::keep(turn.tx, &permit, id, me, turn.now)?)
    })
    .await
}

/// Passes a post on to one's followers, or stops doing so. Only what everyone may read anyway.
pub async fn boost(app: &App, actor: &Actor, id: PostId, is_on: bool) -> Result<()> {
    if is_on {
        pass_on(app, actor, id).await?;
        return Ok(());
    }
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        let row = super::visible(turn.tx, &sight, id)?;
        if let Some(own) = post::boost_by(turn.tx, id, me)? {
            post::unboost(turn.tx, id, me)?;
            let (of, by) = (id, me);
            turn.signal(&Signal::Unshared { own, of, by });
        }
        withdraw(turn, &row, NotificationKind::Boost, me)
    })
    .await
}

/// Passes a post on, and answers the id that it is listed as among one's own: the same however
/// often it is asked for.
pub async fn pass_on(app: &App, actor: &Actor, id: PostId) -> Result<PostId> {
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        let row = super::visible(turn.tx, &sight, id)?;
        let permit = policy::may_boost(&sight, &row.facts)?;
        if let Some(own) = post::boost_by(turn.tx, id, me)? {
            return Ok(own);
        }
        let own = turn.post_id()?;
        post::insert(turn.tx, &permit, &boost_of(own, me, id, turn))?;
        echo::notify(turn, row.facts.author, NotificationKind::Boost, me, id)?;
        turn.tell(format!("author:{me}"), own.to_string());
        Ok(own)
    })
    .await
}

fn boost_of<'n>(own: PostId, me: AccountId, of: PostId, turn: &Turn<'_, '_>) -> NewPost<'n> {
    NewPost {
        id: own,
        author: me,
        community: None,
        audience: Audience::Public,
        audience_of: me,
        circle: None,
        reply_to: None,
        thread: own,
        answered: None,
        thread_by: None,
        quote_of: None,
        boost_of: Some(of),
        source: "",
        html: "",
        notice: "",
        language: "",
        replies: WhoMay::Nobody,
        quotes: WhoMay::Nobody,
        pictures: 0,
        has_poll: false,
        at: turn.now,
        names: &[],
    }
}

/// Votes in a poll, once.
///
/// # Errors
/// `Denied` with `poll-own`, `poll-closed` or `poll-voted`; `Invalid` for choices there are not.
pub async fn vote(app: &App, actor: &Actor, id: PostId, choices: Vec<i64>) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        let row = super::visible(turn.tx, &sight, id)?;
        let permit = policy::may_react(&sight, &row.facts)?;
        let polls = poll::of_posts(turn.tx, &[id.get()], Some(me))?;
        let asked = polls.first().ok_or(Error::NotFound)?;
        if row.facts.author == me {
            return Err(Error::Denied("poll-own"));
        }
        if turn.now >= asked.ends_at {
            return Err(Error::Denied("poll-closed"));
        }
        if poll::has_voted(turn.tx, id, me)? {
            return Err(Error::Denied("poll-voted"));
        }
        let mut chosen = choices.clone();
        chosen.sort_unstable();
        chosen.dedup();
        let exists = |position: &i64| asked.options.iter().any(|o| o.position == *position);
        if chosen.is_empty() || !chosen.iter().all(exists) {
            return Err(Error::invalid("choice", "poll-choose"));
        }
        if chosen.len() > 1 && !asked.is_multiple {
            return Err(Error::invalid("choice", "poll-choose-one"));
        }
        Ok(poll::vote(turn.tx, &permit, id, me, &chosen)?)
    })
    .await
}

/// Does a job of kind [`POLL_ENDED_JOB`]: tells the author and those who voted, once.
pub async fn tell_poll_ended(app: &App, body: &str) -> Result<()> {
    let Some(id) = PostId::parse(body) else {
        return Err(Error::Internal(format!("{POLL_ENDED_JOB}: no post id")));
    };
    app.write(move |turn| {
        let Some(row) = post::row(turn.tx, id, None)? else {
            return Ok(());
        };
        if !row.has_poll || !poll::mark_told(turn.tx, id)? {
            return Ok(());
        }
        let author = row.facts.author;
        for voter in poll::voters(turn.tx, id)? {
            echo::notify(turn, voter, NotificationKind::PollEnded, author, id)?;
        }
        echo::notify_self(turn, author, NotificationKind::PollEnded, &row)
    })
    .await
}

fn withdraw(
    turn: &mut Turn<'_, '_>,
    row: &PostRow,
    kind: NotificationKind,
    me: AccountId,
) -> Result<()> {
    let post = Some(row.facts.id);
    Ok(notification::withdraw(
        turn.tx,
        row.facts.author,
        kind,
        me,
        post,
    )?)
}
