//! The shield: strangers are counted where news is made, an alarm is told calmly, and while the
//! shield is up what strangers say is held by the rules of answers, of the door and of older words.
//!
//! By itself the place goes no further than that: it tells, and where a crowd does not look kind it
//! holds. Nobody is refused, removed or told, and it ends by itself.

use crate::identity::profile::field_change;
use crate::notice::{self, About};
use crate::post::tell_change;
use crate::{Actor, App, Error, Result, Turn, door};
use hafan_core::account::ProfileField;
use hafan_core::answer::AnswerKind;
use hafan_core::burst::{self, Alarm, Digging, MERGED_US, PLACE_A_DAY, SHIELD_US, Watch, digging};
use hafan_core::id::{AccountId, PostId};
use hafan_core::ledger::{By, Cause};
use hafan_core::notify::NotificationKind;
use hafan_core::policy;
use hafan_core::shield::{Scope, Shield, Why};
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card, Persona};
use hafan_store::{Read, feed, post, shield, sight, upkeep};

pub use hafan_store::shield::Alarm as Told;

/// Looks whether a contact is one too many; its body is the persona and who it was.
pub const LOOK_JOB: &str = "shield-look";
/// Lowers a shield whose time has run out; its body is the persona.
pub const ENDS_JOB: &str = "shield-ends";

/// Where it stands how many strangers a day are usual here, in thousandths.
const USUAL: &str = "strangers-a-day";
/// What that is held between: a wave must not make the next one usual, nor silence make a handful
/// one.
const USUAL_A_DAY: [f64; 2] = [0.1, 5.0];
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
    /// Answers it holds that are not decided about.
    pub answers: i64,
    /// Quotes it took the owner out of.
    pub quotes: i64,
    /// People the owner exchanges words with: they are here as ever.
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
        let told = shield::last_alarm(read, me)?;
        let told = told.filter(|told| now.since(told.at) < MERGED_US);
        let [answers, quotes] = shield::held(read, me)?;
        let thread = match shield.map(|shield| shield.scope) {
            Some(Scope::Thread(thread)) => Some(thread),
            _ => told.and_then(|told| told.thread),
        };
        Ok(State {
            shield,
            watch: persona.watch,
            told,
            answers,
            quotes,
            friends: friends(read, me)?,
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

/// Familiar voices that the owner may see.
fn friends(read: &mut Read<'_>, me: AccountId) -> Result<Vec<Card>> {
    let sight = sight::load(read, Some(me))?;
    let ids: Vec<i64> = feed::voices(read, me)?
        .into_iter()
        .map(AccountId::get)
        .collect();
    let mut cards = account::cards(read, &ids)?;
    cards.retain(|card| policy::may_see_account(&sight, card.id, card.state));
    cards.truncate(FRIENDS);
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

/// Lowers the shield. What it holds goes on waiting until the owner decides, and for this wave it
/// does not go up again by itself.
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
    Ok(shield::over(turn.tx, me)?)
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
    take_out_of_quotes(turn, me, scope)?;
    turn.enqueue(ENDS_JOB, &me.to_string(), None, new.until)
}

/// Takes the owner out of what strangers quoted, of what the shield covers.
fn take_out_of_quotes(turn: &mut Turn<'_, '_>, me: AccountId, scope: Scope) -> Result<()> {
    let thread = match scope {
        Scope::All => None,
        Scope::Thread(thread) => Some(thread),
        Scope::OldWords => return Ok(()),
    };
    for (quoting, author) in shield::quotes(turn.tx, me, thread)? {
        if !door::is_stranger(turn.tx, (me, author), turn.now)? {
            continue;
        }
        let about = (quoting, AnswerKind::Quote, me);
        if hafan_store::answer::shield(turn.tx, about, turn.now)?
            && let Some(row) = post::row(turn.tx, quoting, None)?
        {
            tell_change(turn, &row);
        }
    }
    Ok(())
}

/// True where the shield of `owner` holds what `writer` says in this thread.
pub(crate) fn holds(
    read: &mut Read<'_>,
    (owner, writer): (AccountId, AccountId),
    thread: PostId,
    now: Timestamp,
) -> Result<bool> {
    if owner == writer {
        return Ok(false);
    }
    let is_covered = shield::of(read, owner)?.is_some_and(|shield| shield.covers(thread, now));
    Ok(is_covered && door::is_stranger(read, (owner, writer), now)?)
}

/// Counts what a stranger did to `who`, whatever their door says to it, and has the alarm look
/// after the commit: nobody who writes waits for it, nor for others who write at that moment.
pub(crate) fn note(
    turn: &mut Turn<'_, '_>,
    (who, actor): (AccountId, AccountId),
    (kind, about): (NotificationKind, &About),
) -> Result<()> {
    if !hafan_core::door::is_by_callers(kind) {
        return Ok(());
    }
    let noted = shield::note(turn.tx, (who, actor), (kind, about.post), turn.now)?;
    // Thanks for something new, or a follow, only tell of the mood.
    let is_old = noted.is_some_and(|post| burst::is_old(post, turn.now));
    if !is_old && !burst::has_words(kind) {
        return Ok(());
    }
    turn.enqueue(LOOK_JOB, &format!("{who} {actor}"), None, turn.now)
}

/// Does a job of kind [`LOOK_JOB`].
pub(crate) async fn look(app: &App, body: &str) -> Result<()> {
    let ids = body.split_once(' ');
    let ids = ids.and_then(|(who, by)| Some((AccountId::parse(who)?, AccountId::parse(by)?)));
    let (who, by) = ids.ok_or_else(|| Error::Internal(format!("{LOOK_JOB}: no ids")))?;
    // Nearly always there is nothing to do, and nothing is written.
    let sees = move |read: &mut Read<'_>, now| -> Result<Option<Seen>> {
        match account::persona(read, who)? {
            Some(persona) if persona.watch != Watch::Off => see(read, &persona, by, now),
            _ => Ok(None),
        }
    };
    let now = app.now();
    if app.read(move |read| sees(read, now)).await?.is_none() {
        return Ok(());
    }
    app.write(move |turn| match sees(turn.tx, turn.now)? {
        Some(seen) => speak_up(turn, who, &seen),
        None => Ok(()),
    })
    .await
}

/// What the alarm sees.
struct Seen {
    alarm: Option<Alarm>,
    digging: Digging,
}

fn see(
    read: &mut Read<'_>,
    persona: &Persona,
    by: AccountId,
    now: Timestamp,
) -> Result<Option<Seen>> {
    let me = persona.id;
    let counts = shield::counts(read, me, persona.created_day, now)?;
    let alarm = burst::judge(&counts, usual(read)?, persona.watch);
    let digging = digging(&shield::touches(read, (me, by), now)?, now);
    let is_quiet = alarm.is_none() && digging == Digging::No;
    Ok((!is_quiet).then_some(Seen { alarm, digging }))
}

/// How many strangers a day are usual for one here.
fn usual(read: &mut Read<'_>) -> Result<f64> {
    let noted = upkeep::find(read, USUAL)?;
    let thousandths = noted.and_then(|noted| noted.detail.parse::<u32>().ok());
    let [least, most] = USUAL_A_DAY;
    Ok(thousandths.map_or(PLACE_A_DAY, |some| {
        (f64::from(some) / 1_000.0).clamp(least, most)
    }))
}

/// Tells of a wave once, and raises the shield where it does not look kind. What its owner raised,
/// or lowered within two days, stays as they left it.
fn speak_up(turn: &mut Turn<'_, '_>, me: AccountId, seen: &Seen) -> Result<()> {
    let now = turn.now;
    let up = shield::of(turn.tx, me)?.filter(|shield| shield.is_up(now));
    if up.is_some_and(|shield| shield.scope != Scope::OldWords) {
        return Ok(());
    }
    let told = shield::last_alarm(turn.tx, me)?.filter(|told| now.since(told.at) < MERGED_US);
    let (hours, people) = match &seen.alarm {
        Some(alarm) => (alarm.hours, i64::from(alarm.people)),
        None => (24, 1),
    };
    let most = match seen.alarm {
        Some(_) => shield::thread(turn.tx, me, hours, now)?,
        None => None,
    };
    // One post, if most of them are about it.
    let thread = most.filter(|(_, of)| of * 2 > people).map(|(id, _)| id);
    let is_hostile = seen.alarm.is_some() && shield::mood(turn.tx, me, now)?.is_hostile();
    let why = match seen.digging {
        _ if up.is_some() && !is_hostile => return Ok(()),
        _ if is_hostile => Some((Why::Hostile, thread.map_or(Scope::All, Scope::Thread))),
        Digging::Insistent => Some((Why::Digging, Scope::OldWords)),
        Digging::Seen | Digging::No => None,
    };
    let is_over = told.is_some_and(|told| told.is_over);
    let kind = match why.filter(|_| !is_over) {
        Some(why) => {
            raise_in(turn, me, why, (By::Rule, Cause::Attention))?;
            NotificationKind::ShieldUp
        }
        None if told.is_some() => return Ok(()),
        None => NotificationKind::Alarm,
    };
    let alarm = Told {
        at: now,
        thread,
        people,
        is_over: false,
    };
    shield::sound(turn.tx, me, &alarm)?;
    notice::tell(turn, me, (kind, me), About::default())?;
    Ok(())
}

/// Does a job of kind [`ENDS_JOB`]: a shield that was raised anew goes on.
pub(crate) async fn end(app: &App, body: &str) -> Result<()> {
    let Some(me) = AccountId::parse(body) else {
        return Err(Error::Internal(format!("{ENDS_JOB}: no account")));
    };
    app.write(move |turn| {
        let ended = shield::of(turn.tx, me)?.filter(|shield| !shield.is_up(turn.now));
        let Some(ended) = ended else {
            return Ok(());
        };
        let change = field_change(me, ProfileField::Shield, (&ended.code(), ""));
        turn.record(change, By::Rule, Cause::Expiry)?;
        let kind = NotificationKind::ShieldEnded;
        notice::tell(turn, me, (kind, me), About::default())?;
        Ok(())
    })
    .await
}

/// Counts the hours that are over, and notes what is usual here: once an hour.
pub(crate) async fn sweep(app: &App) -> Result<()> {
    app.write(|turn| {
        if let Some(a_day) = shield::fold(turn.tx, turn.now)? {
            let thousandths = format!("{:.0}", a_day * 1_000.0);
            upkeep::set(turn.tx, USUAL, turn.now, &thousandths)?;
        }
        Ok(())
    })
    .await
}
