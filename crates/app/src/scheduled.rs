//! Posts that go out by themselves at a time.
//!
//! Until then one is a draft, seen by nobody but its author, and it is published by the rules of
//! that moment. If they say no by then it stays a draft, and its author is told.

use crate::draft::{self, DRAFTS_MAX, Draft, Words};
use crate::notice::{self, About};
use crate::post::{Tried, Wish, described, place_of, publish_in, watch};
use crate::visit::token_hash;
use crate::{Actor, App, Error, Fault, Result, Turn};
use hafan_core::id::{AccountId, DraftId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::time::{DAY_US, MINUTE_US, Timestamp};
use hafan_store::draft::GoingOut;
use hafan_store::media;

/// Kind of the job that publishes; its body is the id of the draft.
pub const PUBLISH_JOB: &str = "publish-scheduled";
/// How far ahead the time is at least: whoever means sooner means now.
pub const AHEAD_MIN_US: i64 = 5 * MINUTE_US;
/// How far ahead the time is at most: two years; nobody remembers for longer what they meant.
pub const AHEAD_MAX_US: i64 = 731 * DAY_US;

/// Lets a post go out at a time. What would be refused now is refused now. Sending the same `key`
/// again answers what came of the first.
///
/// # Errors
/// As publishing; `Invalid` for a time too soon or too late, `Denied("too-many-drafts")`.
pub async fn schedule(
    app: &App,
    actor: &Actor,
    wish: Wish,
    at: Timestamp,
    key: Option<&str>,
) -> Result<Draft> {
    let persona = actor.persona;
    let hash = key.map(token_hash);
    let known = app.read(move |read| match hash {
        Some(hash) => Ok(hafan_store::draft::by_key(read, persona, &hash)?),
        None => Ok(None),
    });
    if let Some(known) = known.await? {
        return one(app, actor, known).await;
    }
    require_time(app.now(), at)?;
    rehearse(app, persona, wish.clone()).await?;
    let id = app
        .write(move |turn| {
            // Ordered by time, as clients expect of what they page through.
            let id = DraftId::new(turn.post_id()?.get());
            keep(turn, persona, (id, &wish), at)?;
            if let Some(hash) = hash {
                hafan_store::draft::set_key(turn.tx, id, persona, &hash)?;
            }
            Ok(id)
        })
        .await?;
    one(app, actor, id).await
}

/// Lets a draft go out at a time, with this wish for its words. What would be refused now is
/// refused now. A form that is sent again changes nothing.
///
/// # Errors
/// As [`schedule`]; `NotFound` where the id is not the persona's.
pub async fn schedule_draft(
    app: &App,
    actor: &Actor,
    id: DraftId,
    wish: Wish,
    at: Timestamp,
) -> Result<()> {
    let persona = actor.persona;
    if one(app, actor, id).await.is_ok() || draft::sent_as(app, actor, id).await?.is_some() {
        return Ok(());
    }
    require_time(app.now(), at)?;
    rehearse(app, persona, wish.clone()).await?;
    app.write(move |turn| keep(turn, persona, (id, &wish), at))
        .await
}

/// Publishes and takes it back in the same turn, so that all the rules are asked and nothing is
/// written.
async fn rehearse(app: &App, persona: AccountId, wish: Wish) -> Result<()> {
    const REHEARSED: &str = "rehearsed";
    let tried = Tried::New(Box::new(wish.clone()));
    let played = app.write(move |turn| {
        publish_in(turn, persona, &wish)?;
        Err::<(), _>(Error::Denied(REHEARSED))
    });
    match watch(app, persona, tried, played).await {
        Err(Error::Denied(REHEARSED)) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}

fn keep(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    (id, wish): (DraftId, &Wish),
    at: Timestamp,
) -> Result<()> {
    if hafan_store::draft::count_others(turn.tx, persona, id)? >= DRAFTS_MAX {
        return Err(Error::Denied("too-many-drafts"));
    }
    let place = place_of(turn, persona, wish)?;
    let told = Wish {
        pictures: described(turn.tx, persona, &wish.pictures)?,
        ..wish.clone()
    };
    let body = serde_json::to_string(&Words::of(&told, &place))
        .map_err(|error| Error::Internal(error.to_string()))?;
    if !hafan_store::draft::save(turn.tx, id, persona, &body, turn.now)? {
        return Err(Error::NotFound);
    }
    hafan_store::draft::set_time(turn.tx, id, persona, Some(at))?;
    for picture in &told.pictures {
        if !media::put_in_draft(turn.tx, picture.id, id, persona)? {
            return Err(Error::invalid("pictures", "picture-gone"));
        }
    }
    turn.enqueue(PUBLISH_JOB, &id.to_string(), None, at)
}

fn require_time(now: Timestamp, at: Timestamp) -> Result<()> {
    let ahead = at.since(now);
    let fault = |code, bound| {
        Err(Error::Invalid(vec![Fault::with_bound(
            "scheduled_at",
            code,
            bound,
        )]))
    };
    if ahead < AHEAD_MIN_US {
        return fault("scheduled-soon", AHEAD_MIN_US / MINUTE_US);
    }
    if ahead > AHEAD_MAX_US {
        return fault("scheduled-late", AHEAD_MAX_US / DAY_US);
    }
    Ok(())
}

/// A post of one's own that goes out by itself.
///
/// # Errors
/// `NotFound` for every other one.
pub async fn one(app: &App, actor: &Actor, id: DraftId) -> Result<Draft> {
    let found = draft::open(app, actor, id).await?;
    if found.goes_out_at.is_some() {
        Ok(found)
    } else {
        Err(Error::NotFound)
    }
}

/// All of one's own that go out by themselves, the newest first, with their pictures.
pub async fn all(app: &App, actor: &Actor) -> Result<Vec<Draft>> {
    let mut all = draft::list(app, actor).await?;
    all.retain(|draft| draft.goes_out_at.is_some());
    all.sort_by_key(|draft| std::cmp::Reverse(draft.id));
    for draft in &mut all {
        if !draft.words.pictures.is_empty() {
            let wished = draft.words.pictures.clone();
            draft.pictures = draft::pictures(app, actor, wished).await?;
        }
    }
    Ok(all)
}

/// Lets one go out at another time.
///
/// # Errors
/// As [`one`]; `Invalid` for a time too soon or too late.
pub async fn move_to(app: &App, actor: &Actor, id: DraftId, at: Timestamp) -> Result<Draft> {
    one(app, actor, id).await?;
    require_time(app.now(), at)?;
    let persona = actor.persona;
    app.write(move |turn| {
        require_own(turn, persona, id)?;
        hafan_store::draft::set_time(turn.tx, id, persona, Some(at))?;
        // The job of the time before finds that it is not due.
        turn.enqueue(PUBLISH_JOB, &id.to_string(), None, at)
    })
    .await?;
    one(app, actor, id).await
}

/// Lets one stay a draft.
///
/// # Errors
/// As [`one`].
pub async fn hold_back(app: &App, actor: &Actor, id: DraftId) -> Result<()> {
    let persona = actor.persona;
    app.write(move |turn| {
        require_own(turn, persona, id)?;
        hafan_store::draft::set_time(turn.tx, id, persona, None)?;
        Ok(())
    })
    .await
}

/// Throws one away, with its pictures.
///
/// # Errors
/// As [`one`].
pub async fn throw_away(app: &App, actor: &Actor, id: DraftId) -> Result<()> {
    one(app, actor, id).await?;
    draft::delete(app, actor, id).await
}

/// Publishes one now; what is refused stays as it is.
///
/// # Errors
/// As [`one`], and as publishing.
pub async fn publish_now(app: &App, actor: &Actor, id: DraftId) -> Result<PostId> {
    let persona = actor.persona;
    let tried = Tried::New(Box::new(one(app, actor, id).await?.words.wish(Some(id))));
    let attempt = app.write(move |turn| {
        let going = require_own(turn, persona, id)?;
        publish(turn, id, &going)
    });
    watch(app, persona, tried, attempt).await
}

fn require_own(turn: &mut Turn<'_, '_>, persona: AccountId, id: DraftId) -> Result<GoingOut> {
    let found = hafan_store::draft::going_out(turn.tx, id)?;
    found
        .filter(|going| going.persona == persona)
        .ok_or(Error::NotFound)
}

/// Publishes by the rules of this moment. The draft goes in the same transaction.
fn publish(turn: &mut Turn<'_, '_>, id: DraftId, going: &GoingOut) -> Result<PostId> {
    let mut wish = draft::parse(&going.body).wish(Some(id));
    // What was told of a picture since is told at the picture.
    for picture in &mut wish.pictures {
        picture.alt = None;
    }
    publish_in(turn, going.persona, &wish)
}

/// Does a job of kind [`PUBLISH_JOB`]. Doing it twice is doing it once.
pub async fn publish_due(app: &App, body: &str) -> Result<()> {
    let Some(id) = DraftId::parse(body) else {
        return Err(Error::Internal(format!("{PUBLISH_JOB}: no draft id")));
    };
    let Some(going) = app.write(move |turn| due(turn, id)).await? else {
        return Ok(());
    };
    let tried = Tried::New(Box::new(draft::parse(&going.body).wish(Some(id))));
    let published = app.write(move |turn| {
        if let Some(going) = due(turn, id)? {
            publish(turn, id, &going)?;
        }
        Ok(())
    });
    match watch(app, going.persona, tried, published).await {
        Ok(()) => Ok(()),
        Err(Error::NotFound | Error::Denied(_) | Error::Invalid(_) | Error::Limited { .. }) => {
            app.write(move |turn| leave_as_draft(turn, id)).await
        }
        Err(error) => Err(error),
    }
}

/// The draft, if its time has come.
fn due(turn: &mut Turn<'_, '_>, id: DraftId) -> Result<Option<GoingOut>> {
    let found = hafan_store::draft::going_out(turn.tx, id)?;
    Ok(found.filter(|going| going.at <= turn.now))
}

fn leave_as_draft(turn: &mut Turn<'_, '_>, id: DraftId) -> Result<()> {
    let Some(going) = due(turn, id)? else {
        return Ok(());
    };
    let persona = going.persona;
    hafan_store::draft::set_time(turn.tx, id, persona, None)?;
    let kind = NotificationKind::NotPublished;
    notice::tell(turn, persona, (kind, persona), About::default())?;
    Ok(())
}
