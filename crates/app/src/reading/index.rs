//! Keeps the search index true to what people chose: who may be found, and by what.

use crate::{App, Error, Result, Turn};
use hafan_core::id::{AccountId, PostId};
use hafan_store::search::{self, Scope};
use hafan_store::{account, community, feed};

/// Kind of the job that opens or closes a persona's public posts to search.
pub const JOB: &str = "index-posts";

/// Puts a persona into the index as it is now, or takes it out if it does not want to be found.
pub(crate) fn persona(turn: &mut Turn<'_, '_>, id: AccountId) -> Result<()> {
    let found = account::persona(turn.tx, id)?;
    let wishes = found.filter(|persona| persona.is_findable && persona.state.is_there());
    match wishes {
        Some(persona) => {
            let text = format!("{}\n{}\n{}", persona.name, persona.handle, persona.bio);
            search::index_account(turn.tx, id, &text)?;
        }
        None => search::forget_account(turn.tx, id)?,
    }
    Ok(())
}

/// Puts a community into the index as it is now; one that is hidden or closed is taken out.
pub(crate) fn community(turn: &mut Turn<'_, '_>, id: AccountId) -> Result<()> {
    let found = community::find(turn.tx, id.community())?;
    let stranger = hafan_core::policy::Sight::default();
    let known = found.filter(|place| {
        !place.facts.is_closed && hafan_core::policy::may_know_of(&stranger, &place.facts)
    });
    match known {
        Some(place) => {
            let text = format!("{}\n{}\n{}", place.name, place.handle, place.summary);
            search::index_account(turn.tx, id, &text)?;
        }
        None => search::forget_account(turn.tx, id)?,
    }
    Ok(())
}

/// Queues the work after a persona changed whether its public posts may be found.
pub(crate) fn posts_changed(turn: &mut Turn<'_, '_>, id: AccountId) -> Result<()> {
    let body = id.to_string();
    turn.enqueue(JOB, &body, Some(&format!("{JOB}:{body}")), turn.now)
}

/// Does the job: each public post of the persona becomes findable, or is not any more, as the
/// persona chose last. Doing it twice does no harm.
pub async fn run(app: &App, body: &str) -> Result<()> {
    let id = AccountId::parse(body).ok_or_else(|| Error::Internal("not an account id".into()))?;
    let mut before = PostId::new(i64::MAX);
    loop {
        let next = app.write(move |turn| window(turn, id, before)).await?;
        match next {
            Some(next) => before = next,
            None => return Ok(()),
        }
    }
}

/// Two hundred posts, so that nobody waits for it.
fn window(turn: &mut Turn<'_, '_>, id: AccountId, before: PostId) -> Result<Option<PostId>> {
    let chosen = account::persona(turn.tx, id)?;
    let is_findable = chosen.is_some_and(|persona| persona.posts_findable);
    let mut scopes = vec![Scope::Author(id)];
    scopes.extend(is_findable.then_some(Scope::Open));
    let posts = feed::open_by_author(turn.tx, id, before)?;
    for post in &posts {
        search::scope_post(turn.tx, *post, &scopes)?;
    }
    Ok(posts.last().copied())
}
