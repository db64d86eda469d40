//! Posts that go out by themselves at a time.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::scheduled::ScheduledStatus;
use super::list;
use super::reply::{Answer, done, json, with_links};
use super::shape::{self, Answers, Kind, STRETCH};
use hafan_app::draft::Draft;
use hafan_app::{Error, Result, scheduled};
use hafan_core::id::DraftId;
use hafan_core::time::Timestamp;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Delete, Get, Put};
    all.add(
        (Get, "/api/v1/scheduled_statuses"),
        Scope("read:statuses"),
        "The persona's posts that go out by themselves.",
        some,
    )
    .takes(const { &[STRETCH] })
    .answers(Answers::json::<Vec<ScheduledStatus>>())
    .add(
        (Get, "/api/v1/scheduled_statuses/{id}"),
        Scope("read:statuses"),
        "One of them.",
        show,
    )
    .answers(Answers::json::<ScheduledStatus>())
    .add(
        (Put, "/api/v1/scheduled_statuses/{id}"),
        Scope("write:statuses"),
        "Lets it go out at another time.",
        move_to,
    )
    .takes(const { &[&[shape::of("scheduled_at", Kind::Moment)]] })
    .answers(Answers::json::<ScheduledStatus>())
    .add(
        (Delete, "/api/v1/scheduled_statuses/{id}"),
        Scope("write:statuses"),
        "Throws it away.",
        throw_away,
    )
    .answers(Answers::Done)
}

/// The time at which a post is to go out, where one was sent (RFC 3339, or a day). A time that
/// names no zone is one of UTC, as in the rest of this API.
///
/// # Errors
/// `Invalid` with `scheduled-time` for what is no time.
pub fn time(ask: &Ask) -> Result<Option<Timestamp>> {
    let Some(text) = ask
        .params
        .text("scheduled_at")
        .filter(|text| !text.is_empty())
    else {
        return Ok(None);
    };
    let instant: Option<jiff::Timestamp> = text.parse().ok();
    // A day is a time of its midnight.
    let time = || {
        let time: jiff::civil::DateTime = text.parse().ok()?;
        Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    };
    let found = instant.or_else(time);
    let found = found.ok_or(Error::invalid("scheduled_at", "scheduled-time"))?;
    Ok(Some(Timestamp::from_micros(found.as_microsecond())))
}

async fn some(ask: Ask) -> Answer {
    let all = scheduled::all(&ask.app, &ask.actor()?).await?;
    let limit = ask.limit(20, 40);
    let before = ask.cursor("max_id").unwrap_or(i64::MAX);
    let lowest = ask.cursor("min_id");
    let after = lowest.max(ask.cursor("since_id")).unwrap_or(0);
    let within = |draft: &&Draft| after < draft.id.get() && draft.id.get() < before;
    let within: Vec<&Draft> = all.iter().filter(within).collect();
    // There are a hundred at most, so that a page is a piece of what was loaded.
    let rest = within.len().saturating_sub(limit);
    let (skipped, is_more) = match lowest {
        Some(_) => (rest, false),
        None => (0, rest > 0),
    };
    let shown: Vec<&&Draft> = within.iter().skip(skipped).take(limit).collect();
    let entities: Vec<ScheduledStatus> = shown.iter().map(|draft| entity(&ask, draft)).collect();
    let at = |rel, cursor, draft: &Draft| (rel, list::link(&ask, cursor, &draft.id.to_string()));
    let older = shown.last().filter(|_| is_more || lowest.is_some());
    let links = [
        older.map(|last| at("next", "max_id", last)),
        shown.first().map(|first| at("prev", "min_id", first)),
    ];
    Ok(with_links(
        json(&entities)?,
        &links.into_iter().flatten().collect::<Vec<_>>(),
    ))
}

async fn show(ask: Ask) -> Answer {
    let found = scheduled::one(&ask.app, &ask.actor()?, id(&ask)?).await?;
    json(&entity(&ask, &found))
}

async fn move_to(ask: Ask) -> Answer {
    let (actor, id) = (ask.actor()?, id(&ask)?);
    let found = match time(&ask)? {
        Some(at) => scheduled::move_to(&ask.app, &actor, id, at).await?,
        None => scheduled::one(&ask.app, &actor, id).await?,
    };
    json(&entity(&ask, &found))
}

async fn throw_away(ask: Ask) -> Answer {
    scheduled::throw_away(&ask.app, &ask.actor()?, id(&ask)?).await?;
    done()
}

fn id(ask: &Ask) -> Result<DraftId> {
    DraftId::parse(ask.part("id")).ok_or(Error::NotFound)
}

fn entity(ask: &Ask, draft: &Draft) -> ScheduledStatus {
    ScheduledStatus::new(draft, ask.base(), ask.pass())
}
