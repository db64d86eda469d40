//! When the place speaks up: strangers are counted where they turn to somebody, and jobs look after
//! the commit, so that nobody who writes waits for it, nor for others who write at that moment.

use super::raise_in;
use crate::identity::profile::field_change;
use crate::notice::{self, About};
use crate::{App, Error, Result, Turn};
use hafan_core::account::ProfileField;
use hafan_core::burst::{
    self, Digging, LOOK_EVERY_US, LOWERED_US, MERGED_US, Matter, PLACE_A_DAY, Watch, digging,
};
use hafan_core::id::{AccountId, PostId};
use hafan_core::ledger::{By, Cause, Owner};
use hafan_core::notify::NotificationKind;
use hafan_core::shield::{Scope, Shield, Why};
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Persona};
use hafan_store::shield::{self, Alarm as Told, Part};
use hafan_store::{Read, ledger, upkeep};

/// Looks whether too many turn to somebody; its body is the persona.
pub const LOOK_JOB: &str = "shield-look";
/// Looks whether one person goes through old posts of another; its body is the persona and who.
pub const DIG_JOB: &str = "shield-dig";

/// Where it stands how many strangers a day are usual here, in thousandths.
const USUAL: &str = "strangers-a-day";
/// Since when strangers are counted here: before, nothing is known of what is usual for anybody.
const COUNTED: &str = "strangers-counted";
/// What the usual number is held between: a wave must not make the next one usual, nor silence make
/// a handful one.
const USUAL_A_DAY: [f64; 2] = [0.1, 5.0];

/// Counts what a stranger did to `who`, whatever their door says to it, and has the alarm look
/// within [`LOOK_EVERY_US`]: one look for all who come until then.
pub(crate) fn note(
    turn: &mut Turn<'_, '_>,
    (who, actor): (AccountId, AccountId),
    (kind, post): (NotificationKind, Option<PostId>),
) -> Result<()> {
    if !hafan_core::door::is_by_callers(kind) {
        return Ok(());
    }
    let touched = shield::note(turn.tx, (who, actor), (kind, post), turn.now)?;
    let slot = turn.now.micros().div_euclid(LOOK_EVERY_US) + 1;
    let at = Timestamp::from_micros(slot * LOOK_EVERY_US);
    // Thanks for something new, or a follow, only tell of the mood.
    if burst::has_words(kind) {
        let once = format!("{LOOK_JOB}:{who}:{slot}");
        turn.enqueue(LOOK_JOB, &who.to_string(), Some(&once), at)?;
    }
    if touched.is_some_and(|post| burst::is_old(post, turn.now)) {
        let both = format!("{who} {actor}");
        let once = format!("{DIG_JOB}:{both}:{slot}");
        turn.enqueue(DIG_JOB, &both, Some(&once), at)?;
    }
    Ok(())
}

/// What the owner has, was told and said: what an alarm must not go over.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stand {
    /// The shield, where it is up.
    up: Option<Shield>,
    /// When they were told of this matter last, within two days.
    told_at: Option<Timestamp>,
    /// They lowered a shield that was about this, and it stays down.
    is_lowered: bool,
}

fn stand(read: &mut Read<'_>, (me, matter): (AccountId, Matter), now: Timestamp) -> Result<Stand> {
    let told = shield::last_alarm(read, me, matter)?.map(|told| told.at);
    Ok(Stand {
        up: shield::of(read, me)?.filter(|shield| shield.is_up(now)),
        told_at: told.filter(|at| now.since(*at) < MERGED_US),
        is_lowered: is_lowered(read, (me, matter), now)?,
    })
}

/// True where the newest that was said about the shield is that its owner lowered it, lately.
/// Whoever ends the quiet about their old posts said nothing about a crowd.
fn is_lowered(
    read: &mut Read<'_>,
    (me, matter): (AccountId, Matter),
    now: Timestamp,
) -> Result<bool> {
    let change = field_change(me, ProfileField::Shield, ("", ""));
    let newest = ledger::newest(read, Owner::Persona(me), change.kind(), &change.key())?;
    Ok(newest.is_some_and(|entry| {
        let was = Shield::parse(&entry.old).map(|was| was.scope);
        let is_about = matter == Matter::Digging || was != Some(Scope::OldWords);
        let is_own = entry.new.is_empty() && entry.by_kind == By::Self_.code();
        is_own && is_about && now.since(entry.at) < LOWERED_US
    }))
}

/// What a look came to.
#[derive(Clone, Copy)]
struct Plan {
    matter: Matter,
    /// What it was decided by.
    stand: Stand,
    told: Told,
    /// What goes up; nothing where it is only told.
    raised: Option<(Why, Scope)>,
}

/// Does a job of kind [`LOOK_JOB`]. Nearly always there is nothing to do, and nothing is written.
pub(crate) async fn look(app: &App, body: &str) -> Result<()> {
    let who = AccountId::parse(body);
    let who = who.ok_or_else(|| Error::Internal(format!("{LOOK_JOB}: no account")))?;
    let now = app.now();
    let plan = app.read(move |read| match watched(read, who)? {
        Some(persona) => of_crowd(read, &persona, now),
        None => Ok(None),
    });
    carry_out(app, who, plan.await?).await
}

/// Does a job of kind [`DIG_JOB`].
pub(crate) async fn dig(app: &App, body: &str) -> Result<()> {
    let ids = body.split_once(' ');
    let ids = ids.and_then(|(who, by)| Some((AccountId::parse(who)?, AccountId::parse(by)?)));
    let (who, by) = ids.ok_or_else(|| Error::Internal(format!("{DIG_JOB}: no ids")))?;
    let now = app.now();
    let plan = app.read(move |read| match watched(read, who)? {
        Some(_) => of_digging(read, (who, by), now),
        None => Ok(None),
    });
    carry_out(app, who, plan.await?).await
}

/// Tells somebody, once for some days, that a stranger has read of their past what can be read
/// in a day; not who.
pub(crate) async fn tell_of_reading(app: &App, who: AccountId) -> Result<()> {
    let now = app.now();
    let plan = app.read(move |read| {
        let stand = stand(read, (who, Matter::Digging), now)?;
        let is_new = stand.up.is_none() && stand.told_at.is_none();
        let is_told = is_new && watched(read, who)?.is_some();
        Ok(is_told.then_some(Plan {
            matter: Matter::Digging,
            stand,
            told: Told {
                at: now,
                thread: None,
                people: 1,
            },
            raised: None,
        }))
    });
    carry_out(app, who, plan.await?).await
}

/// The persona, if the place may speak up to it by itself.
fn watched(read: &mut Read<'_>, who: AccountId) -> Result<Option<Persona>> {
    Ok(account::persona(read, who)?.filter(|persona| persona.watch != Watch::Off))
}

/// Whether too many came, and what is to be done. What costs most is asked last.
fn of_crowd(read: &mut Read<'_>, persona: &Persona, now: Timestamp) -> Result<Option<Plan>> {
    let me = persona.id;
    let stand = stand(read, (me, Matter::Wave), now)?;
    let part = match stand.up.map(|shield| (shield.scope, shield.since)) {
        Some((Scope::All, _)) => return Ok(None),
        // One that goes on elsewhere.
        Some((Scope::Thread(thread), since)) => Part::Beside(thread, since),
        Some((Scope::OldWords, _)) | None => Part::All,
    };
    if stand.told_at.is_some() && stand.is_lowered {
        return Ok(None);
    }
    let counted = upkeep::find(read, COUNTED)?.map_or(now, |noted| noted.at);
    let since = counted.max(persona.created_day);
    let counts = shield::counts(read, me, (since, now), part)?;
    let Some(alarm) = burst::judge(&counts, usual(read)?, persona.watch) else {
        return Ok(None);
    };
    let people = i64::from(alarm.people);
    let thread = match part {
        // One post, if most of them are about it.
        Part::All => shield::thread(read, me, alarm.hours, now)?
            .filter(|(_, of)| of * 2 > people)
            .map(|(id, _)| id),
        Part::Beside(..) => None,
    };
    let is_hostile = !stand.is_lowered && shield::mood(read, me, now)?.is_hostile();
    let scope = thread.map_or(Scope::All, Scope::Thread);
    let raised = is_hostile.then_some((Why::Hostile, scope));
    let is_new = stand.told_at.is_none() && part == Part::All;
    Ok((raised.is_some() || is_new).then_some(Plan {
        matter: Matter::Wave,
        stand,
        told: Told {
            at: now,
            thread,
            people,
        },
        raised,
    }))
}

/// Whether one stranger goes through old posts. Every shield closes those.
fn of_digging(
    read: &mut Read<'_>,
    (me, by): (AccountId, AccountId),
    now: Timestamp,
) -> Result<Option<Plan>> {
    let stand = stand(read, (me, Matter::Digging), now)?;
    if stand.up.is_some() {
        return Ok(None);
    }
    let raised = match digging(&shield::touches(read, (me, by), now)?, now) {
        Digging::No => return Ok(None),
        Digging::Insistent if !stand.is_lowered => Some((Why::Digging, Scope::OldWords)),
        Digging::Seen | Digging::Insistent => None,
    };
    let told = Told {
        at: now,
        thread: None,
        people: 1,
    };
    Ok(
        (raised.is_some() || stand.told_at.is_none()).then_some(Plan {
            matter: Matter::Digging,
            stand,
            told,
            raised,
        }),
    )
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

/// Tells, and raises the shield where that was decided; unless its owner did something meanwhile,
/// which stays as they left it.
async fn carry_out(app: &App, me: AccountId, plan: Option<Plan>) -> Result<()> {
    let Some(plan) = plan else {
        return Ok(());
    };
    app.write(move |turn| {
        if stand(turn.tx, (me, plan.matter), turn.now)? != plan.stand {
            return Ok(());
        }
        let kind = match (plan.matter, plan.raised) {
            (Matter::Wave, Some(_)) => NotificationKind::ShieldUp,
            (Matter::Wave, None) => NotificationKind::Alarm,
            (Matter::Digging, Some(_)) => NotificationKind::OldWordsShielded,
            (Matter::Digging, None) => NotificationKind::Digging,
        };
        if let Some(why) = plan.raised {
            raise_in(turn, me, why, (By::Rule, Cause::Attention))?;
        }
        // News of it and what it was are found by one moment.
        let told = Told {
            at: turn.now,
            ..plan.told
        };
        shield::sound(turn.tx, (me, plan.matter), &told)?;
        notice::tell(turn, me, (kind, me), About::default())?;
        Ok(())
    })
    .await
}

/// Counts the hours that are over, and notes what is usual here: once an hour.
pub(crate) async fn sweep(app: &App) -> Result<()> {
    app.write(|turn| {
        if upkeep::find(turn.tx, COUNTED)?.is_none() {
            upkeep::set(turn.tx, COUNTED, turn.now, "")?;
        }
        if let Some(a_day) = shield::fold(turn.tx, turn.now)? {
            let thousandths = format!("{:.0}", a_day * 1_000.0);
            upkeep::set(turn.tx, USUAL, turn.now, &thousandths)?;
        }
        Ok(())
    })
    .await?;
    super::end_all(app).await
}
