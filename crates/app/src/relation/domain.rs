//! Servers that one does not want to hear of. They are kept for when servers talk to each other.

use crate::{Actor, App, Error, Result, Turn};
use hafan_core::domain::parse;
use hafan_core::id::AccountId;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::policy;
use hafan_store::tie;

/// Servers that one persona can block.
const DOMAINS_MAX: i64 = 5_000;
/// Servers on one page of the list.
pub const PAGE: usize = 200;

/// Servers that the actor blocked, by name after `after`, and whether there are more.
pub async fn blocked_domains(
    app: &App,
    actor: Actor,
    after: String,
) -> Result<(Vec<String>, bool)> {
    app.read(move |read| {
        let mut found = tie::domains(read, actor.persona, &after)?;
        let has_more = found.len() > PAGE;
        found.truncate(PAGE);
        Ok((found, has_more))
    })
    .await
}

/// Blocks a server.
///
/// # Errors
/// `Invalid("domain")` for what is none, `Denied("blocks-full")`.
pub async fn block_domain(app: &App, actor: &Actor, typed: &str) -> Result<()> {
    set(app, actor, typed, true).await
}

/// Ends the block of a server, if there is one.
///
/// # Errors
/// `Invalid("domain")` for what is none.
pub async fn unblock_domain(app: &App, actor: &Actor, typed: &str) -> Result<()> {
    set(app, actor, typed, false).await
}

async fn set(app: &App, actor: &Actor, typed: &str, is_blocked: bool) -> Result<()> {
    let me = actor.persona;
    let domain = parse(typed).ok_or_else(|| Error::invalid("domain", "domain"))?;
    app.write(move |turn| set_in(turn, me, (&domain, is_blocked), Cause::Choice))
        .await
}

pub(crate) fn set_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    (domain, is_blocked): (&str, bool),
    cause: Cause,
) -> Result<()> {
    policy::may_keep_house(&turn.sight(me)?)?;
    let old = tie::blocks_domain(turn.tx, me, domain)?;
    if is_blocked && !old && tie::domains_count(turn.tx, me)? >= DOMAINS_MAX {
        return Err(Error::Denied("blocks-full"));
    }
    let change = Change::DomainBlock {
        owner: me,
        domain: domain.to_owned(),
        old,
        new: is_blocked,
    };
    turn.record(change, By::Self_, cause)
}
