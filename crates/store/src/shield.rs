//! First contacts, as the alarm of the shield counts them: see [`hafan_core::burst`]. What decides
//! is there; here rows are counted, each count over a stretch of an index that is bounded by time.
//!
//! Who turned to whom is kept for two days. What is usual for somebody stays as numbers.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::answer::AnswerKind;
use hafan_core::burst::{
    Count, Matter, Mood, OLD_US, PAST_HOURS, PRIOR_HOURS, WINDOWS, is_quote_storm,
};
use hafan_core::id::{AccountId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::shield::Shield;
use hafan_core::time::{DAY_US, HOUR_US, Timestamp, first_post_id_at};

sql! {
    OF = "SELECT shield FROM personas WHERE id = $1";
    /// Those whose shield is up, or has run out and was not lowered yet.
    RAISED = "SELECT id, shield FROM personas WHERE shield <> '' AND id > $1
              ORDER BY id LIMIT 500";
    /// What of the persona's it is about, and where: of an answer what it answers, of a quote what
    /// it quotes, of thanks the post itself; and whether the persona wrote what is answered, has a
    /// say as the one answered, or began the thread.
    ABOUT = "SELECT COALESCE(p.reply_to, 0), COALESCE(p.quote_of, 0), p.thread_id,
             COALESCE((SELECT q.thread_id FROM posts q WHERE q.id = p.quote_of), 0),
             EXISTS (SELECT 1 FROM posts r WHERE r.id = p.reply_to AND r.author_id = $2),
             COALESCE(p.answered_id, 0) = $2,
             COALESCE(p.thread_by_id, p.author_id) = $2
             FROM posts p WHERE p.id = $1";
    /// Somebody is counted towards what is usual once a day, whatever they do.
    NOTE = "INSERT INTO contacts
            (persona_id, actor_id, kind, about_id, thread_id, post_id, at, counted_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7,
            COALESCE((SELECT MAX(c.counted_at) FROM contacts c
                      WHERE c.persona_id = $1 AND c.actor_id = $2 AND c.counted_at > $8
                      AND c.kind IN ('reply', 'mention', 'quote')), $7))
            ON CONFLICT (persona_id, actor_id, kind, about_id)
            DO UPDATE SET at = excluded.at, post_id = excluded.post_id,
            thread_id = excluded.thread_id, counted_at = excluded.counted_at";
    /// But those about one thread, if any is left out.
    PEOPLE = "SELECT COUNT(DISTINCT CASE WHEN at > $3 THEN actor_id END),
              COUNT(DISTINCT CASE WHEN at > $4 THEN actor_id END), COUNT(DISTINCT actor_id)
              FROM contacts WHERE persona_id = $1 AND at > $2 AND thread_id <> $5
              AND kind IN ('reply', 'mention', 'quote')";
    /// The hours before each window: they end where it begins, and reach equally far back.
    PAST = "SELECT
            CAST(COALESCE(SUM(CASE WHEN hour > $2 AND hour <= $3 THEN people END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN hour > $4 AND hour <= $5 THEN people END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN hour > $6 AND hour <= $7 THEN people END), 0) AS BIGINT)
            FROM contact_hours WHERE persona_id = $1 AND hour > $6";
    /// The thread that most of the people of a window are about.
    THREAD = "SELECT thread_id, COUNT(DISTINCT actor_id) FROM contacts
              WHERE persona_id = $1 AND at > $2 AND thread_id > 0
              AND kind IN ('reply', 'mention', 'quote')
              GROUP BY thread_id ORDER BY COUNT(DISTINCT actor_id) DESC, thread_id DESC LIMIT 1";
    MOOD = "SELECT COUNT(*),
            COALESCE(SUM(CASE WHEN kind IN ('reply', 'mention', 'quote') THEN 1 ELSE 0 END), 0),
            COALESCE(SUM(CASE WHEN kind = 'favourite' THEN 1 ELSE 0 END), 0),
            COALESCE(SUM(CASE WHEN kind IN ('follow', 'follow-asked') THEN 1 ELSE 0 END), 0),
            COALESCE(SUM(CASE WHEN about_id > 0 AND about_id < $3 THEN 1 ELSE 0 END), 0),
            COUNT(DISTINCT actor_id)
            FROM contacts WHERE persona_id = $1 AND at > $2";
    /// Whom the owner acted against: blocked, muted, reported, or hid an answer of.
    UNWANTED = "SELECT COUNT(DISTINCT c.actor_id) FROM contacts c
                WHERE c.persona_id = $1 AND c.at > $2
                AND (EXISTS (SELECT 1 FROM blocks b
                             WHERE b.owner_id = $1 AND b.target_id = c.actor_id)
                  OR EXISTS (SELECT 1 FROM mutes m
                             WHERE m.owner_id = $1 AND m.target_id = c.actor_id)
                  OR EXISTS (SELECT 1 FROM reports r
                             WHERE r.reporter_id = $1 AND r.target_id = c.actor_id)
                  OR EXISTS (SELECT 1 FROM answers s JOIN posts p ON p.id = s.post_id
                             WHERE s.post_id = c.post_id AND s.owner_id = $1
                             AND s.standing IN ('hidden', 'below', 'refused')))";
    /// Who follows one who quotes, or passed the quote on: of those who came last, and of the
    /// quotes that were there first, which is where a storm begins. See [`STORM_PEOPLE`].
    TIES = "SELECT DISTINCT c.actor_id, q.actor_id FROM
            (SELECT actor_id FROM contacts WHERE persona_id = $1 AND at > $2
             GROUP BY actor_id ORDER BY MAX(at) DESC, actor_id LIMIT 200) c
            JOIN (SELECT actor_id, post_id FROM contacts
                  WHERE persona_id = $1 AND kind = 'quote' AND at > $2
                  ORDER BY post_id LIMIT 40) q ON q.actor_id <> c.actor_id
            WHERE EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = c.actor_id
                          AND f.target_id = q.actor_id AND f.state = 'active')
              OR EXISTS (SELECT 1 FROM posts b
                         WHERE b.boost_of = q.post_id AND b.author_id = c.actor_id)";
    TOUCHES = "SELECT about_id, at, kind FROM contacts
               WHERE persona_id = $1 AND actor_id = $2 AND at > $3 AND about_id > 0
               AND kind IN ('reply', 'quote', 'favourite', 'boost') LIMIT 200";
    LAST = "SELECT at, people, thread_id FROM alarms WHERE persona_id = $1 AND matter = $2
            ORDER BY at DESC LIMIT 1";
    ALARMS = "SELECT at, people, thread_id FROM alarms
              WHERE persona_id = $1 AND matter = 'wave' AND at {in $2}";
    SOUND = "INSERT INTO alarms (persona_id, matter, at, thread_id, people)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (persona_id, matter, at) DO NOTHING";
    /// Quotes of the owner in a thread, the newest first.
    QUOTES = "SELECT p.id, p.author_id FROM posts q JOIN posts p ON p.quote_of = q.id
              WHERE q.thread_id = $1 AND q.author_id = $2 AND p.state = 'up'
              AND p.author_id <> $2 AND p.id < $3 ORDER BY p.id DESC LIMIT 200";
    /// Quotes of the last two days of what strangers quoted since then: all of them, also where one
    /// person quoted the same twice.
    QUOTED = "SELECT p.id, p.author_id FROM posts p
              WHERE p.quote_of IN (SELECT c.about_id FROM contacts c
                                   WHERE c.persona_id = $1 AND c.kind = 'quote')
              AND p.author_id <> $1 AND p.state = 'up' AND p.id >= $2 AND p.id < $3
              ORDER BY p.id DESC LIMIT 200";
    FOLD = "INSERT INTO contact_hours (persona_id, hour, people)
            SELECT persona_id, counted_at / $3, COUNT(DISTINCT actor_id) FROM contacts
            WHERE at >= $1 AND counted_at >= $1 AND counted_at < $2
            AND kind IN ('reply', 'mention', 'quote')
            GROUP BY persona_id, counted_at / $3
            ON CONFLICT (persona_id, hour) DO UPDATE SET
            people = {greatest}(contact_hours.people, excluded.people)";
    FORGET = "DELETE FROM contacts WHERE at < $1";
    FORGET_HOURS = "DELETE FROM contact_hours WHERE hour < $1";
    FORGET_ALARMS = "DELETE FROM alarms WHERE at < $1";
    MEAN = "SELECT CAST(COALESCE(SUM(people), 0) AS BIGINT), COALESCE(MIN(hour), $1),
            (SELECT COUNT(*) FROM personas)
            FROM contact_hours WHERE hour > $1";
    FORGET_CONTACTS_OF = "DELETE FROM contacts WHERE persona_id = $1";
    FORGET_CONTACTS_BY = "DELETE FROM contacts WHERE actor_id = $1";
    FORGET_HOURS_OF = "DELETE FROM contact_hours WHERE persona_id = $1";
    FORGET_ALARMS_OF = "DELETE FROM alarms WHERE persona_id = $1";
}

/// How long it is kept who turned to whom, in microseconds: twice the longest window.
const CONTACTS_US: i64 = 2 * DAY_US;
/// How long alarms are kept.
const ALARMS_US: i64 = 60 * DAY_US;

/// What was last told of a wave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alarm {
    /// When.
    pub at: Timestamp,
    /// The thread it is about, if it is one.
    pub thread: Option<PostId>,
    /// How many people there were.
    pub people: i64,
}

/// Of so many people who came last it is looked whether they belong to one who quotes: enough to
/// tell three in five, and a look that costs the same in any crowd.
const STORM_PEOPLE: usize = 200;
/// Quotes that [`quotes`] reads at once.
pub const QUOTES_ROUND: usize = 200;

/// The shield of a persona, up or not: see [`Shield::is_up`].
pub fn of(read: &mut Read<'_>, persona: AccountId) -> Result<Option<Shield>, Error> {
    let found = read.query_opt(OF, &[P::I(persona.get())], |row| {
        row.code(0, Shield::parse_or_down)
    })?;
    Ok(found.flatten())
}

/// Up to five hundred personas above `after` that have a shield, by id; of some the time has run
/// out.
pub fn raised(read: &mut Read<'_>, after: AccountId) -> Result<Vec<(AccountId, Shield)>, Error> {
    let found = read.query(RAISED, &[P::I(after.get())], |row| {
        let shield = row.code(1, Shield::parse_or_down)?;
        Ok((AccountId::new(row.i64(0)?), shield))
    })?;
    let found = found.into_iter();
    Ok(found
        .filter_map(|(id, shield)| Some((id, shield?)))
        .collect())
}

/// Notes that a stranger did this to a persona, with the post by which, if any. Answers what of the
/// persona's it is about, if one post.
pub fn note(
    tx: &mut Tx<'_>,
    (persona, actor): (AccountId, AccountId),
    (kind, post): (NotificationKind, Option<PostId>),
    now: Timestamp,
) -> Result<Option<PostId>, Error> {
    let place = match post {
        Some(post) => tx.query_opt(ABOUT, &[P::I(post.get()), P::I(persona.get())], |row| {
            Ok(Place {
                answers: row.i64(0)?,
                quotes: row.i64(1)?,
                thread: row.i64(2)?,
                quoted_thread: row.i64(3)?,
                is_to: row.bool(4)?,
                is_answered: row.bool(5)?,
                has_begun: row.bool(6)?,
            })
        })?,
        None => None,
    };
    let (post, place) = (post.map_or(0, PostId::get), place.unwrap_or_default());
    let (about, thread, by) = place.of(kind, post);
    let params = [
        P::I(persona.get()),
        P::I(actor.get()),
        P::T(kind.code()),
        P::I(about),
        P::I(thread),
        P::I(by),
        P::I(now.micros()),
        P::I(now.plus(-DAY_US).micros()),
    ];
    tx.execute(NOTE, &params)?;
    Ok(Some(about).filter(|id| *id > 0).map(PostId::new))
}

/// Where something a stranger wrote stands to a persona.
#[derive(Clone, Copy, Default)]
struct Place {
    answers: i64,
    quotes: i64,
    thread: i64,
    quoted_thread: i64,
    /// The persona wrote what it answers.
    is_to: bool,
    /// The persona has a say as the one answered.
    is_answered: bool,
    /// The persona began the thread.
    has_begun: bool,
}

impl Place {
    /// What of the persona's it is about, in which thread (only where the persona has a say: a
    /// shield over somebody else's thread would hold nothing), and by which post.
    fn of(&self, kind: NotificationKind, post: i64) -> (i64, i64, i64) {
        let has_say = self.is_to || self.is_answered || self.has_begun;
        let own_thread = if has_say { self.thread } else { 0 };
        match kind {
            NotificationKind::Reply if self.is_to => (self.answers, own_thread, post),
            // An answer to somebody else in a thread of the persona's is about what began it.
            NotificationKind::Reply if self.has_begun => (self.thread, own_thread, post),
            NotificationKind::Reply | NotificationKind::Mention => (0, own_thread, post),
            NotificationKind::Quote => (self.quotes, self.quoted_thread, post),
            NotificationKind::Favourite | NotificationKind::Boost => (post, self.thread, 0),
            _ => (0, 0, 0),
        }
    }
}

/// What of a crowd is looked at: all, or what came since then beside one thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// All of it.
    All,
    /// But what is about this thread, and what was before.
    Beside(PostId, Timestamp),
}

/// What the alarm looks at, for each of [`WINDOWS`]; `since` is from when on contacts of the
/// persona were counted.
pub fn counts(
    read: &mut Read<'_>,
    persona: AccountId,
    (since, now): (Timestamp, Timestamp),
    part: Part,
) -> Result<[Count; 3], Error> {
    let me = P::I(persona.get());
    let (beside, from) = match part {
        Part::All => (-1, Timestamp::default()),
        Part::Beside(thread, from) => (thread.get(), from),
    };
    let begins = WINDOWS.map(|hours| P::I(now.plus(-hours * HOUR_US).max(from).micros()));
    let params = [me, begins[2], begins[0], begins[1], P::I(beside)];
    let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let people = read.query_one(PEOPLE, &params, |row| {
        Ok([row.i64(0)?, row.i64(1)?, row.i64(2)?].map(number))
    })?;
    let hour = now.micros().div_euclid(HOUR_US);
    let ends = WINDOWS.map(|hours| hour - hours);
    let [one, six, day] = ends.map(|end| [P::I(end - PAST_HOURS), P::I(end)]);
    let params = [me, one[0], one[1], six[0], six[1], day[0], day[1]];
    let past = read.query_one(PAST, &params, |row| {
        Ok([row.i64(0)?, row.i64(1)?, row.i64(2)?].map(number))
    })?;
    let since = since.micros().div_euclid(HOUR_US);
    let mut counts = [Count::default(); 3];
    for (window, count) in counts.iter_mut().enumerate() {
        *count = Count {
            people: people[window],
            past: past[window],
            past_hours: (ends[window] - since + 1).clamp(0, PAST_HOURS),
        };
    }
    Ok(counts)
}

/// The thread that most people of the last `hours` are about, and how many those are.
pub fn thread(
    read: &mut Read<'_>,
    persona: AccountId,
    hours: i64,
    now: Timestamp,
) -> Result<Option<(PostId, i64)>, Error> {
    let params = [
        P::I(persona.get()),
        P::I(now.plus(-hours * HOUR_US).micros()),
    ];
    read.query_opt(THREAD, &params, |row| {
        Ok((PostId::new(row.i64(0)?), row.i64(1)?))
    })
}

/// What those did who came within a day.
pub fn mood(read: &mut Read<'_>, persona: AccountId, now: Timestamp) -> Result<Mood, Error> {
    let since = P::I(now.plus(-DAY_US).micros());
    let me = P::I(persona.get());
    let old = P::I(first_post_id_at(now.plus(-OLD_US)).get());
    let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let (mut mood, people) = read.query_one(MOOD, &[me, since, old], |row| {
        let mood = Mood {
            contacts: number(row.i64(0)?),
            words: number(row.i64(1)?),
            thanks: number(row.i64(2)?),
            follows: number(row.i64(3)?),
            old: number(row.i64(4)?),
            ..Mood::default()
        };
        Ok((mood, usize::try_from(row.i64(5)?).unwrap_or(0)))
    })?;
    mood.unwanted = read.query_one(UNWANTED, &[me, since], |row| Ok(number(row.i64(0)?)))?;
    let ties = read.query(TIES, &[me, since], |row| {
        Ok((AccountId::new(row.i64(0)?), AccountId::new(row.i64(1)?)))
    })?;
    mood.is_quote_storm = is_quote_storm(people.min(STORM_PEOPLE), &ties);
    Ok(mood)
}

/// What of the persona's one stranger touched within a day, when, and whether with words.
pub fn touches(
    read: &mut Read<'_>,
    (persona, actor): (AccountId, AccountId),
    now: Timestamp,
) -> Result<Vec<(PostId, Timestamp, bool)>, Error> {
    let since = P::I(now.plus(-DAY_US).micros());
    let params = [P::I(persona.get()), P::I(actor.get()), since];
    read.query(TOUCHES, &params, |row| {
        let kind = row.code(2, NotificationKind::parse)?;
        let has_words = hafan_core::burst::has_words(kind);
        let at = Timestamp::from_micros(row.i64(1)?);
        Ok((PostId::new(row.i64(0)?), at, has_words))
    })
}

/// What was told last of a matter.
pub fn last_alarm(
    read: &mut Read<'_>,
    persona: AccountId,
    matter: Matter,
) -> Result<Option<Alarm>, Error> {
    read.query_opt(LAST, &[P::I(persona.get()), P::T(matter.code())], map)
}

fn map(row: &Row<'_>) -> Result<Alarm, Error> {
    let thread = row.i64(2)?;
    Ok(Alarm {
        at: Timestamp::from_micros(row.i64(0)?),
        people: row.i64(1)?,
        thread: Some(PostId::new(thread)).filter(|_| thread > 0),
    })
}

/// Those alarms about a crowd that sounded at these moments.
pub fn alarms(read: &mut Read<'_>, persona: AccountId, at: &[i64]) -> Result<Vec<Alarm>, Error> {
    read.query(ALARMS, &[P::I(persona.get()), P::Ints(at)], map)
}

/// Notes what was told.
pub fn sound(
    tx: &mut Tx<'_>,
    (persona, matter): (AccountId, Matter),
    alarm: &Alarm,
) -> Result<(), Error> {
    let params = [
        P::I(persona.get()),
        P::T(matter.code()),
        P::I(alarm.at.micros()),
        P::I(alarm.thread.map_or(0, PostId::get)),
        P::I(alarm.people),
    ];
    tx.execute(SOUND, &params)?;
    Ok(())
}

/// Posts before this one that quote the owner, with their authors: in this thread, or without one
/// those by which strangers quoted them within two days. [`QUOTES_ROUND`] at most, newest first.
pub fn quotes(
    read: &mut Read<'_>,
    persona: AccountId,
    (thread, before): (Option<PostId>, PostId),
    now: Timestamp,
) -> Result<Vec<(PostId, AccountId)>, Error> {
    let (me, before) = (P::I(persona.get()), P::I(before.get()));
    let lately = P::I(first_post_id_at(now.plus(-CONTACTS_US)).get());
    let found = |row: &Row<'_>| Ok((PostId::new(row.i64(0)?), AccountId::new(row.i64(1)?)));
    match thread {
        Some(thread) => read.query(QUOTES, &[P::I(thread.get()), me, before], found),
        None => read.query(QUOTED, &[me, lately, before], found),
    }
}

/// How many answers and how many quotes a shield holds that its owner has not decided about.
pub fn held(read: &mut Read<'_>, persona: AccountId) -> Result<[i64; 2], Error> {
    let mut of = |kind| crate::answer::shielded(read, persona, kind);
    Ok([of(AnswerKind::Reply)?, of(AnswerKind::Quote)?])
}

/// Counts the hours that are over, forgets what is too old, and answers how many strangers a day
/// are usual for one here: nothing before a week was counted.
pub fn fold(tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<f64>, Error> {
    let hour = now.micros().div_euclid(HOUR_US);
    let whole = |hours: i64| P::I((hour - hours) * HOUR_US);
    // All hours that are whole still: a server that was off catches up.
    let kept = CONTACTS_US / HOUR_US - 1;
    tx.execute(FOLD, &[whole(kept), whole(0), P::I(HOUR_US)])?;
    tx.execute(FORGET, &[P::I(now.plus(-CONTACTS_US).micros())])?;
    tx.execute(FORGET_HOURS, &[P::I(hour - 30 * 24)])?;
    tx.execute(FORGET_ALARMS, &[P::I(now.plus(-ALARMS_US).micros())])?;
    let (people, since, of) = tx.query_one(MEAN, &[P::I(hour - PAST_HOURS)], |row| {
        Ok((row.i64(0)?, row.i64(1)?, row.i64(2)?))
    })?;
    let hours = hour - since;
    let small = |n: i64| f64::from(i32::try_from(n).unwrap_or(i32::MAX));
    let is_enough = people > 0 && of > 0 && hours >= PRIOR_HOURS;
    Ok(is_enough.then(|| small(people) * 24.0 / (small(of) * small(hours))))
}

/// Forgets what was counted of a persona that is deleted, and what it did.
pub fn forget_of(tx: &mut Tx<'_>, persona: AccountId) -> Result<(), Error> {
    for sql in [
        FORGET_CONTACTS_OF,
        FORGET_CONTACTS_BY,
        FORGET_HOURS_OF,
        FORGET_ALARMS_OF,
    ] {
        tx.execute(sql, &[P::I(persona.get())])?;
    }
    Ok(())
}
