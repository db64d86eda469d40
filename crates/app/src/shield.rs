//! The shield: strangers are counted where news is made, an alarm is told calmly, and while the
//! shield is up what strangers say is held by the rules of answers, of the door and of older words.
//!
//! By itself the place goes no further than that: it tells, and where a crowd does not look kind it
//! holds. Nobody is refused, removed or told, and it ends by itself.

mod alarm;
mod held;

pub use alarm::{DIG_JOB, LOOK_JOB};
pub(crate) use alarm::{dig, look, note, sweep, tell_of_reading};
pub use held::{QUOTES_JOB, show_all};
pub(crate) use held::{SHOW_JOB, hold_one, holds, show_more, take_out_more};

use crate::identity::profile::field_change;
use crate::notice::{self, About};
use crate::{Actor, App, Error, Result, Turn, door};
use hafan_core::account::ProfileField;
use hafan_core::burst::{MERGED_US, Matter, SHIELD_US, Watch};
use hafan_core::id::{AccountId, PostId};
use hafan_core::ledger::{By, Cause};
use hafan_core::notify::NotificationKind;
use hafan_core::policy;
use hafan_core::shield::{Scope, Shield, Why};
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card};
use hafan_store::{Read, feed, post, shield, sight};

pub use hafan_store::shield::Alarm as Told;

/// Lowers a shield whose time has run out; its body is the persona.
pub const ENDS_JOB: &str = "shield-ends";

/// Friends that the page shows.
const FRIENDS: usize = 12;

/// What the page of the shield shows.
#[derive(Clone, Debug)]
pub struct State {
    /// The shield, where it is up.
    pub shield: Option<Shield>,
    /// How soon the place speaks up by itself.
    pub watch: Watch,
    /// The last wave that was told of, within two days.
    pub told: Option<Told>,
    /// They were told within two days that somebody goes through their old posts.
    pub is_dug: bool,
    /// Answers it holds that are not decided about.
    pub answers: i64,
    /// Quotes it took the owner out of.
    pub quotes: i64,
    /// People the owner exchanges words with, and who reach them at once: they are here as ever.
    pub friends: Vec<Card>,
    /// The post that the wave, or the shield, is about, if the owner wrote it.
    pub about: Option<PostId>,
}

/// How it stands with the shield of the actor's persona.
///
/// # Errors
/// `NotFound` for a persona that is gone.
pub async fn own(app: &App, actor: Actor) -> Result<State> {
    let (me, now) = (actor.persona, app.now());
    app.read(move |read| {
        let persona = account::persona(read, me)?.ok_or(Error::NotFound)?;
        let shield = persona.shield.filter(|shield| shield.is_up(now));
        let mut lately = |matter| -> Result<Option<Told>> {
            let told = shield::last_alarm(read, me, matter)?;
            Ok(told.filter(|told| now.since(told.at) < MERGED_US))
        };
        let (told, dug) = (lately(Matter::Wave)?, lately(Matter::Digging)?);
        let [answers, quotes] = shield::held(read, me)?;
        let thread = match shield.map(|shield| shield.scope) {
            Some(Scope::Thread(thread)) => Some(thread),
            _ => told.and_then(|told| told.thread),
        };
        Ok(State {
            shield,
            watch: persona.watch,
            told,
            is_dug: dug.is_some(),
            answers,
            quotes,
            friends: friends(read, me, now)?,
            about: match thread {
                Some(thread) => post::row(read, thread, Some(me))?
                    .filter(|row| row.facts.author == me && !row.facts.is_gone)
                    .map(|row| row.facts.id),
                None => None,
            },
        })
    })
    .await
}

/// Familiar voices that the owner may see, did not mute, and whose words reach them at once.
fn friends(read: &mut Read<'_>, me: AccountId, now: Timestamp) -> Result<Vec<Card>> {
    let sight = sight::load(read, Some(me))?;
    let mut ids: Vec<i64> = Vec::new();
    for who in feed::voices(read, me)? {
        let is_near = !sight.muted.contains(&who) && !sight.is_apart_from(who);
        if is_near && ids.len() < FRIENDS && door::reaches(read, (me, who), now)? {
            ids.push(who.get());
        }
    }
    let mut cards = account::cards(read, &ids)?;
    cards.retain(|card| policy::may_see_account(&sight, card.id, card.state));
    Ok(cards)
}

/// "This is too much": raises the shield of the actor's persona over everything it has a say about.
/// Again, it begins anew.
pub async fn raise(app: &App, actor: Actor) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        policy::may_keep_house(&turn.sight(me)?)?;
        let why = (Why::Asked, Scope::All);
        raise_in(turn, me, why, (By::Self_, Cause::Choice))
    })
    .await
}

/// Lowers the shield. What it holds goes on waiting until the owner decides, or shows all of it:
/// see [`show_all`]. It does not go up again by itself for [`hafan_core::burst::LOWERED_US`].
pub async fn lower(app: &App, actor: Actor) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| lower_in(turn, me, (By::Self_, Cause::Choice)))
        .await
}

/// As [`lower`], within a transaction, and as the undo of an entry.
pub(crate) fn lower_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    (by, cause): (By, Cause),
) -> Result<()> {
    policy::may_keep_house(&turn.sight(me)?)?;
    if let Some(shield) = shield::of(turn.tx, me)? {
        let change = field_change(me, ProfileField::Shield, (&shield.code(), ""));
        turn.record(change, by, cause)?;
    }
    Ok(())
}

/// Lowers it as the undo of what raised it: what it held shows, as if it had never been up.
pub(crate) fn undo_in(turn: &mut Turn<'_, '_>, me: AccountId) -> Result<()> {
    lower_in(turn, me, (By::Self_, Cause::Undo))?;
    held::show_in(turn, me, Cause::Undo)
}

/// Chooses how soon the place speaks up by itself.
pub async fn choose(app: &App, actor: Actor, watch: Watch) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        policy::may_keep_house(&turn.sight(me)?)?;
        let now = account::persona(turn.tx, me)?.ok_or(Error::NotFound)?;
        let values = (now.watch.code(), watch.code());
        let change = field_change(me, ProfileField::Watch, values);
        turn.record(change, By::Self_, Cause::Choice)
    })
    .await
}

fn raise_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    (why, scope): (Why, Scope),
    (by, cause): (By, Cause),
) -> Result<()> {
    let new = Shield {
        why,
        scope,
        since: turn.now,
        until: turn.now.plus(SHIELD_US),
    };
    let old = shield::of(turn.tx, me)?.map(|old| old.code());
    let values = (old.unwrap_or_default(), new.code());
    let change = field_change(me, ProfileField::Shield, (&values.0, &values.1));
    turn.record(change, by, cause)?;
    held::take_out_of_quotes(turn, (me, scope), PostId::new(i64::MAX))?;
    turn.enqueue(ENDS_JOB, &me.to_string(), None, new.until)
}

/// Does a job of kind [`ENDS_JOB`]: a shield that was raised anew goes on.
pub(crate) async fn end(app: &App, body: &str) -> Result<()> {
    let Some(me) = AccountId::parse(body) else {
        return Err(Error::Internal(format!("{ENDS_JOB}: no account")));
    };
    app.write(move |turn| end_in(turn, me)).await
}

fn end_in(turn: &mut Turn<'_, '_>, me: AccountId) -> Result<()> {
    let ended = shield::of(turn.tx, me)?.filter(|shield| !shield.is_up(turn.now));
    let Some(ended) = ended else {
        return Ok(());
    };
    let change = field_change(me, ProfileField::Shield, (&ended.code(), ""));
    turn.record(change, By::Rule, Cause::Expiry)?;
    let kind = NotificationKind::ShieldEnded;
    notice::tell(turn, me, (kind, me), About::default())?;
    Ok(())
}

/// Lowers all shields whose time has run out, once an hour: older words open again also where
/// [`ENDS_JOB`] was laid aside.
pub(crate) async fn end_all(app: &App) -> Result<()> {
    let mut after = AccountId::new(i64::MIN);
    loop {
        let found = app
            .read(move |read| Ok(shield::raised(read, after)?))
            .await?;
        let Some((last, _)) = found.last() else {
            return Ok(());
        };
        after = *last;
        let now = app.now();
        for (me, _) in found.into_iter().filter(|(_, one)| !one.is_up(now)) {
            app.write(move |turn| end_in(turn, me)).await?;
        }
    }
}
