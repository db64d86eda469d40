//! Posts that quote a post, as its author deals with them.

use super::answer::{Verdict, decide};
use crate::reading::{Item, assemble};
use crate::{Actor, App, Error, Result};
use hafan_core::answer::{AnswerKind, Hold};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy;
use hafan_core::reason::Reason;
use hafan_store::{post, sight};

/// Posts that quote a post.
#[derive(Clone, Debug, Default)]
pub struct Quoting {
    /// Newest first.
    pub items: Vec<Item>,
    /// Where older ones go on.
    pub older: Option<PostId>,
}

/// The posts that quote a post, before `before`, those that its author may see and whose authors do
/// not wait at their door. For anybody else there are none: who quotes whom is not a list to go
/// through.
///
/// # Errors
/// `NotFound` for a post that the viewer may not see.
pub async fn quoting(
    app: &App,
    viewer: Option<AccountId>,
    id: PostId,
    before: PostId,
    limit: usize,
) -> Result<Quoting> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let row = super::visible(read, &sight, id)?;
        if viewer != Some(row.facts.author) {
            return Ok(Quoting::default());
        }
        let found = post::quoting(read, (id, before), row.facts.author)?;
        let shown = &found[..found.len().min(limit)];
        let wanted: Vec<_> = shown
            .iter()
            .map(|id| (*id, Reason::YouOpenedThis))
            .collect();
        Ok(Quoting {
            items: assemble(read, &sight, &wanted)?,
            older: shown.last().copied().filter(|_| found.len() > limit),
        })
    })
    .await
}

/// Takes a post of the actor's own out of a post that quotes it, until they show it again: see
/// [`Verdict::Hide`].
///
/// # Errors
/// `NotFound` where one of them is not there, or the other does not quote it; `Denied` for the
/// post of somebody else.
pub async fn revoke(app: &App, actor: &Actor, id: PostId, quoting: PostId) -> Result<()> {
    let me = actor.persona;
    let standing = app.read(move |read| {
        let sight = sight::load(read, Some(me))?;
        super::own(read, &sight, id, policy::may_delete)?;
        let row = super::visible(read, &sight, quoting)?;
        if row.quote_of != Some(id) {
            return Err(Error::NotFound);
        }
        Ok(row.quote_say.hold)
    });
    let verdict = match standing.await? {
        Hold::None | Hold::Shielded => Verdict::Hide,
        Hold::Asked => Verdict::Refuse,
        Hold::Hidden => return Ok(()),
    };
    decide(app, actor, (quoting, AnswerKind::Quote), verdict).await
}

/// As [`revoke`], for somebody who looks at the post that quotes theirs.
///
/// # Errors
/// As [`revoke`].
pub async fn take_out_of(app: &App, actor: &Actor, quoting: PostId) -> Result<()> {
    let me = actor.persona;
    let quoted = app.read(move |read| {
        let sight = sight::load(read, Some(me))?;
        Ok(super::visible(read, &sight, quoting)?.quote_of)
    });
    let quoted = quoted.await?.ok_or(Error::NotFound)?;
    revoke(app, actor, quoted, quoting).await
}
