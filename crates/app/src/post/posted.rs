//! Telling those who asked to be told when somebody writes.

use super::echo;
use super::setting::Setting;
use crate::{App, Error, Result, Turn};
use hafan_core::id::{AccountId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_store::{post, tie};

/// Kind of the job that tells followers who asked to be told.
pub const POSTED_JOB: &str = "tell-followers";

/// Queues the telling of a new post, where anybody waits for one of this author. What answers
/// somebody else is half a conversation, and tells nobody.
pub(super) fn queue(turn: &mut Turn<'_, '_>, setting: &Setting, id: PostId) -> Result<()> {
    let answers_other = setting
        .parent
        .as_ref()
        .is_some_and(|parent| parent.facts.author != setting.author);
    if answers_other || tie::waiting(turn.tx, setting.author, AccountId::new(0))?.is_empty() {
        return Ok(());
    }
    turn.enqueue(POSTED_JOB, &id.to_string(), None, turn.now)
}

/// Does the job: each follower who waits is told once, if they may see the post.
///
/// # Errors
/// Those of the database.
pub async fn tell(app: &App, body: &str) -> Result<()> {
    let id = PostId::parse(body).ok_or_else(|| Error::Internal("not a post id".into()))?;
    let mut after = AccountId::new(0);
    loop {
        let next = app.write(move |turn| window(turn, id, after)).await?;
        match next {
            Some(next) => after = next,
            None => return Ok(()),
        }
    }
}

/// Fifty followers, so that nobody waits for it.
fn window(turn: &mut Turn<'_, '_>, id: PostId, after: AccountId) -> Result<Option<AccountId>> {
    let Some(row) = post::row(turn.tx, id, None)? else {
        return Ok(None);
    };
    let author = row.facts.author;
    let waiting = tie::waiting(turn.tx, author, after)?;
    for follower in &waiting {
        echo::notify(turn, *follower, NotificationKind::Posted, author, id)?;
    }
    Ok(waiting.last().copied())
}
