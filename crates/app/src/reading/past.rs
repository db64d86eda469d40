//! Reading somebody's past as a stranger is slowed: whoever looks for an old word to hold against
//! its author is not helped to find it.
//!
//! What counts is a post of more than [`OLD_US`] that stands outside communities, by somebody who
//! never had to do with the reader: see [`hafan_core::door::Known`]. That the reader follows them
//! is no tie, because it costs nothing. A reader is a member with all personas, or for visitors
//! their network. Nothing is kept but when the bucket is full again. The author is told that it
//! happened, once for some days, and not who it was.

use crate::identity::throttle;
use crate::reading::Item;
use crate::shield::tell_of_reading;
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::id::AccountId;
use hafan_core::time::{DAY_US, Timestamp};
use hafan_store::{relation, tie};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Posts are old from this age on, in microseconds.
pub const OLD_US: i64 = 30 * DAY_US;
/// Old posts of one author that a stranger reads in a day: three pages of them.
pub const PAST_A_DAY: i64 = 60;

/// Who reads.
#[derive(Clone, Debug)]
pub struct WhoReads {
    actor: Option<Actor>,
    net: String,
}

impl WhoReads {
    /// A member, or a visitor from this network.
    pub fn new(actor: Option<Actor>, net: &str) -> Self {
        Self {
            actor,
            net: net.to_owned(),
        }
    }

    fn key(&self) -> String {
        match self.actor {
            Some(actor) => format!("member {}", actor.member),
            None => format!("net {}", self.net),
        }
    }
}

/// Counts what a page is about to show of strangers' past; asked by every surface on which one
/// author's posts can be gone through, before it answers.
///
/// # Errors
/// `Limited` where the reader has read that many old posts of one of the authors today; then
/// nothing is counted.
pub async fn read_of(app: &App, reader: WhoReads, items: &[&Item]) -> Result<()> {
    let now = app.now();
    let old = old_posts(&reader, items, now);
    if old.is_empty() {
        return Ok(());
    }
    let refused = Arc::new(AtomicI64::new(0));
    let of_whom = Arc::clone(&refused);
    let counted = app.write(move |turn| {
        if !turn.has_limits() {
            return Ok(());
        }
        for (author, count) in &old {
            if let Some(me) = reader.actor
                && is_known(turn, *author, me.persona)?
            {
                continue;
            }
            let whose = throttle::PAST.of(&[&reader.key(), &author.to_string()]);
            if !throttle::spend(turn, *count, &[(whose, PAST_A_DAY)])? {
                of_whom.store(author.get(), Ordering::Relaxed);
                let apart = DAY_US / PAST_A_DAY;
                let retry_at = turn.now.plus(apart * *count);
                return Err(Error::Limited { retry_at });
            }
        }
        Ok(())
    });
    let counted = counted.await;
    if matches!(counted, Err(Error::Limited { .. })) {
        let author = AccountId::new(refused.load(Ordering::Relaxed));
        tell_of_reading(app, author).await?;
    }
    counted
}

/// True where the author follows the reader or had to do with them.
fn is_known(turn: &mut Turn<'_, '_>, author: AccountId, reader: AccountId) -> Result<bool> {
    let (follows, _) = relation::follow(turn.tx, author, reader)?;
    Ok(follows.is_active() || !tie::met(turn.tx, author, &[reader.get()])?.is_empty())
}

/// How many posts of each stranger's past are among the items.
fn old_posts(reader: &WhoReads, items: &[&Item], now: Timestamp) -> BTreeMap<AccountId, i64> {
    let me = reader.actor.map(|actor| actor.persona);
    let is_old = |item: &&&Item| {
        let facts = &item.post.facts;
        now.since(item.post.created_at) > OLD_US
            && facts.community.is_none()
            && !item.is_mine
            && Some(facts.author) != me
    };
    let mut old = BTreeMap::new();
    for item in items.iter().filter(is_old) {
        *old.entry(item.post.facts.author).or_default() += 1;
    }
    old
}
