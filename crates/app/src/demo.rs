//! The sample place of `hafan serve --demo`: the same lively place on every start.
//!
//! It is built by the same use cases that people use, with a clock that walks through the last
//! weeks and numbers from a fixed seed. It belongs into a fresh database of its own.

mod script;

use crate::community::{self, Wish as CommunityWish};
use crate::identity::persona;
use crate::identity::{Founding, Newcomer, create_by_operator, setup_by_operator};
use crate::media::{self, Purpose};
use crate::ports::{Clock, SeededRng, StoppedClock};
use crate::post::{self, ForWhom, PictureWish, PollWish, Wish};
use crate::{App, Error, Result, Turn};
use hafan_core::account::{AccountState, FollowState, ProfileField};
use hafan_core::audience::Audience;
use hafan_core::community::{CommunityField, Standing, Visibility};
use hafan_core::display_name::DisplayName;
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, CommunityId, MemberId, PostId};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::locale::Locale;
use hafan_core::member::Setting;
use hafan_core::place::PlaceField;
use hafan_core::time::{DAY_US, MINUTE_US, Timestamp};
use script::{CIRCLES, Circle, FACES, FOLLOWS, LINES, Line, PEOPLE, Person};
use std::collections::HashMap;
use std::sync::Arc;

/// The password of everyone in the sample place. It is printed at the start, and the place is
/// thrown away at the next one.
pub const PASSWORD: &str = "a-sample-place";
/// The name of the sample place.
const NAME: &str = "Hafan y Cwm";
/// Seed of everything that is random in it.
const SEED: u64 = 0x4861_6661_6e21;
/// How long ago it was opened.
const OPENED_AGO_US: i64 = 41 * DAY_US;

/// Builds the sample place in an empty database.
///
/// # Errors
/// `Conflict("set-up")` if the place is set up already, and what the use cases say.
pub async fn build(app: &App) -> Result<()> {
    let now = app.now();
    let clock = Arc::new(StoppedClock::at(now.plus(-OPENED_AGO_US)));
    let app = App {
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        rng: Arc::new(SeededRng::new(SEED)),
        ..app.clone()
    };
    let mut people = HashMap::new();
    for person in PEOPLE {
        move_in(&app, person, &mut people).await?;
    }
    let places = found_circles(&app, &people).await?;
    befriend(&app, &people).await?;
    let mut marks: HashMap<&str, PostId> = HashMap::new();
    for line in LINES {
        let at = now.plus(-line.minutes_ago * MINUTE_US);
        clock.advance(at.since(clock.now()).max(1_000));
        let id = say(&app, line, &people, &places, &marks).await?;
        if !line.mark.is_empty() {
            marks.insert(line.mark, id);
        }
    }
    Ok(())
}

/// Makes a member with all their personas.
async fn move_in(
    app: &App,
    person: &'static Person,
    people: &mut HashMap<&'static str, AccountId>,
) -> Result<()> {
    let (handle, name, ..) = person.personas[0];
    let newcomer = Newcomer {
        handle: handle.to_owned(),
        name: name.to_owned(),
        password: PASSWORD.to_owned(),
        locale: Locale::parse(person.locale).unwrap_or(Locale::En),
        answer: String::new(),
        reach: None,
    };
    let (member, first) = if people.is_empty() {
        let founding = Founding {
            name: NAME.to_owned(),
            host: newcomer,
            community: None,
        };
        let (member, first, _) = setup_by_operator(app, founding).await?;
        (member, first)
    } else {
        create_by_operator(app, newcomer).await?
    };
    let made = app
        .write(move |turn| {
            let mut made = vec![(handle, first)];
            for (handle, name, ..) in &person.personas[1..] {
                made.push((*handle, another_persona(turn, member, handle, name)?));
            }
            for ((_, id), (.., bio, is_findable)) in made.iter().zip(person.personas) {
                present(turn, *id, bio, *is_findable)?;
            }
            if person.is_host {
                make_host(turn, member)?;
            }
            Ok(made)
        })
        .await?;
    for (handle, id) in &made {
        wear_face(app, handle, *id).await?;
    }
    people.extend(made);
    Ok(())
}

/// Gives a persona one of the drawn faces, except those who would rather be a letter.
async fn wear_face(app: &App, handle: &str, id: AccountId) -> Result<()> {
    let Some((_, emblem)) = FACES.iter().find(|(who, _)| *who == handle) else {
        return Ok(());
    };
    let bytes = tokio::task::spawn_blocking(|| {
        hafan_media::sample::jpeg(&hafan_media::emblem::draw(*emblem, SEED))
    })
    .await
    .map_err(|error| Error::Internal(error.to_string()))?;
    let size_max = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let face = media::take_in(app, id, Purpose::Face, bytes, ("picture", size_max)).await?;
    app.write(move |turn| {
        let change = Change::Profile {
            persona: id,
            field: ProfileField::Picture,
            old: String::new(),
            new: face.id.to_string(),
        };
        turn.record(change, By::Operator, Cause::SetUp)
    })
    .await
}

fn another_persona(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    handle: &str,
    name: &str,
) -> Result<AccountId> {
    let handle = Handle::parse(handle).map_err(|error| {
        Error::Internal(format!(
            "the script has a wrong handle: {handle}: {error:?}"
        ))
    })?;
    let name = DisplayName::parse(name).map_err(|error| {
        Error::Internal(format!("the script has a wrong name: {name}: {error:?}"))
    })?;
    let how = (By::Operator, Cause::SetUp);
    persona::make(turn, member, (&handle, &name), AccountState::Active, how)
}

fn present(turn: &mut Turn<'_, '_>, id: AccountId, bio: &str, is_findable: bool) -> Result<()> {
    let yes = if is_findable { "yes" } else { "no" };
    let fields = [
        (ProfileField::Bio, "", bio),
        (ProfileField::Findable, "no", yes),
        (ProfileField::PostsFindable, "no", yes),
    ];
    for (field, old, new) in fields {
        let (old, new) = (old.to_owned(), new.to_owned());
        let change = Change::Profile {
            persona: id,
            field,
            old,
            new,
        };
        turn.record(change, By::Operator, Cause::SetUp)?;
    }
    let card = hafan_store::account::card(turn.tx, id)?.ok_or(Error::NotFound)?;
    if is_findable {
        let words = format!("{} {} {bio}", card.name, card.handle);
        hafan_store::search::index_account(turn.tx, id, &words)?;
    }
    Ok(())
}

fn make_host(turn: &mut Turn<'_, '_>, member: MemberId) -> Result<()> {
    let is_host = hafan_store::member::find(turn.tx, member)?.is_some_and(|m| m.is_host);
    let change = Change::Setting {
        member,
        setting: Setting::Host,
        old: hafan_core::ledger::yes_no(is_host).to_owned(),
        new: "yes".to_owned(),
    };
    turn.record(change, By::Operator, Cause::SetUp)
}

/// Founds the communities, and lets their members in.
async fn found_circles(
    app: &App,
    people: &HashMap<&'static str, AccountId>,
) -> Result<HashMap<&'static str, CommunityId>> {
    let people = people.clone();
    app.write(move |turn| {
        describe_place(turn)?;
        let mut places = HashMap::new();
        for circle in CIRCLES {
            let id = found_circle(turn, circle, &people)?;
            places.insert(circle.name, id);
            if !circle.handle.is_empty() {
                places.insert(circle.handle, id);
            }
        }
        Ok(places)
    })
    .await
}

fn describe_place(turn: &mut Turn<'_, '_>) -> Result<()> {
    let summary = "A home for carers, photographers, gardeners and people with something to say. \
                   Cartref i bawb sy’n gofalu.";
    let rules = "Be as kind as you would be at somebody’s table.\n\nWhat is said in a closed place \
                 stays there. Nobody has to give a real name.";
    let fields = [
        (PlaceField::Summary, summary),
        (PlaceField::Rules, rules),
        (PlaceField::Contact, "Carys and Dewi: @carys, @dewi"),
    ];
    for (field, new) in fields {
        let change = Change::Place {
            field,
            old: String::new(),
            new: new.to_owned(),
        };
        turn.record(change, By::Operator, Cause::SetUp)?;
    }
    Ok(())
}

fn found_circle(
    turn: &mut Turn<'_, '_>,
    circle: &Circle,
    people: &HashMap<&'static str, AccountId>,
) -> Result<CommunityId> {
    let wish = CommunityWish {
        name: circle.name.to_owned(),
        handle: circle.handle.to_owned(),
        visibility: circle.visibility,
        join_rule: circle.join_rule,
        charter: circle.charter,
        locale: Locale::parse(circle.locale).unwrap_or(Locale::En),
        cause: Cause::SetUp,
    };
    let (founder, _) = circle.people[0];
    let founded = community::found(turn, who(people, founder)?, &wish)?;
    let facts = hafan_store::community::find(turn.tx, founded.id)?.ok_or(Error::NotFound)?;
    let summary = Change::Community {
        community: founded.id,
        field: CommunityField::Summary,
        old: facts.summary,
        new: circle.summary.to_owned(),
    };
    turn.record(summary, By::Carer(who(people, founder)?), Cause::SetUp)?;
    if circle.visibility != Visibility::Hidden {
        let words = format!("{} {}", circle.name, circle.summary);
        hafan_store::search::index_account(turn.tx, founded.id.account(), &words)?;
    }
    for (handle, role) in &circle.people[1..] {
        let change = Change::Membership {
            persona: who(people, handle)?,
            community: founded.id,
            old: Standing::None,
            new: Standing::from(*role),
        };
        turn.record(change, By::Carer(who(people, founder)?), Cause::SetUp)?;
    }
    Ok(founded.id)
}

/// Who follows whom.
async fn befriend(app: &App, people: &HashMap<&'static str, AccountId>) -> Result<()> {
    let people = people.clone();
    app.write(move |turn| {
        for (follower, targets) in FOLLOWS {
            for target in *targets {
                let change = Change::Follow {
                    follower: who(&people, follower)?,
                    target: who(&people, target)?,
                    old: FollowState::None,
                    new: FollowState::Active,
                };
                turn.record(change, By::Self_, Cause::Choice)?;
            }
        }
        Ok(())
    })
    .await
}

/// Publishes a line with its pictures.
async fn say(
    app: &App,
    line: &'static Line,
    people: &HashMap<&'static str, AccountId>,
    places: &HashMap<&'static str, CommunityId>,
    marks: &HashMap<&'static str, PostId>,
) -> Result<PostId> {
    let author = who(people, line.who)?;
    let mut pictures = Vec::new();
    for (scene, seed, alt) in line.pictures {
        let bytes = tokio::task::spawn_blocking(|| {
            hafan_media::sample::jpeg(&hafan_media::sample::paint(*scene, *seed))
        })
        .await
        .map_err(|error| Error::Internal(error.to_string()))?;
        let size_max = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let taken = media::take_in(app, author, Purpose::Post, bytes, ("picture", size_max));
        let id = taken.await?.id;
        pictures.push(PictureWish {
            id,
            alt: Some((*alt).to_owned()),
            focus: None,
        });
    }
    let reply_to = match line.answers {
        "" => None,
        mark => Some(*marks.get(mark).ok_or_else(|| unknown(mark))?),
    };
    let for_whom = match (line.place, reply_to, line.audience) {
        (_, Some(_), _) => ForWhom::Usual,
        ("", None, Audience::Followers) => ForWhom::Followers,
        ("", None, _) => ForWhom::Public,
        (place, ..) => ForWhom::Community(*places.get(place).ok_or_else(|| unknown(place))?),
    };
    let poll = (!line.poll.is_empty()).then(|| PollWish {
        options: line
            .poll
            .iter()
            .map(|option| (*option).to_owned())
            .collect(),
        is_multiple: false,
        // Open for a while yet when somebody looks at the sample place.
        lasts_us: line.minutes_ago * MINUTE_US + 3 * DAY_US,
    });
    let wish = Wish {
        text: line.words.to_owned(),
        notice: line.notice.to_owned(),
        language: line.language.to_owned(),
        for_whom,
        replies: (line.place.is_empty() && reply_to.is_none()).then_some(line.replies),
        pictures,
        poll,
        reply_to,
        ..Wish::default()
    };
    app.write(move |turn| post::publish_freely(turn, author, &wish))
        .await
}

fn who(people: &HashMap<&'static str, AccountId>, handle: &str) -> Result<AccountId> {
    people.get(handle).copied().ok_or_else(|| unknown(handle))
}

fn unknown(name: &str) -> Error {
    Error::Internal(format!(
        "the script names somebody or something unknown: {name}"
    ))
}

/// The moment at which the sample place was opened, seen from `now`.
pub const fn opened_at(now: Timestamp) -> Timestamp {
    now.plus(-OPENED_AGO_US)
}
