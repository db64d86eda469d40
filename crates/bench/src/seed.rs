//! Fills a place: the same people, ties and words on every run, through the use cases.

pub mod plan;

use crate::Fault;
use hafan_app::identity::setup::FirstCommunity;
use hafan_app::identity::{Founding, Newcomer, create_by_operator, setup_by_operator};
use hafan_app::ports::{Clock as _, SeededRng, SystemClock};
use hafan_app::post::{ForWhom, Wish, publish_freely};
use hafan_app::push::{Outlet, Words};
use hafan_app::store::{Options, Store, Target};
use hafan_app::visit::{SESSION_US, token_hash};
use hafan_app::{App, Config, Turn, application, community};
use hafan_core::account::FollowState;
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::{CharterKind, JoinRule, Standing, Visibility};
use hafan_core::id::{AccountId, CommunityId, MemberId, PostId, SessionId};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::locale::Locale;
use hafan_core::policy;
use hafan_core::text::{SourceText, render};
use hafan_core::time::{DAY_US, HOUR_US, SECOND_US, Timestamp};
use hafan_fetch::{Client, Reach};
use hafan_media::MemoryBlobs;
use hafan_store::post::NewPost;
use hafan_store::search::Scope;
use hafan_store::session::Session;
use plan::{Dice, Planned, words};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

/// Somebody of the place, signed in.
#[derive(Clone)]
pub struct Person {
    /// Their handle.
    pub handle: String,
    /// The `Cookie` header of their browser.
    pub cookie: String,
    /// The token of their application.
    pub token: String,
    /// The secret of their forms.
    pub csrf: String,
    /// Whom they follow, as places in the list of people.
    pub follows: Vec<usize>,
    /// Their persona.
    pub account: AccountId,
    member: MemberId,
}

/// A place that was filled.
pub struct Seeded {
    /// Its people; the first is its host, follows thirty and is followed by thirty.
    pub people: Vec<Person>,
    /// Path of the thread of a hundred answers.
    pub thread: String,
    /// Path of a community's square.
    pub square: String,
}

/// Members of the place.
pub const PEOPLE: usize = 50;
/// Whom each of them follows: the next so many in the circle, so that each has as many followers.
pub const FOLLOWS: usize = 30;
/// Answers in the thread that is measured.
const ANSWERS: usize = 100;
/// Communities, and how many of them each member is in.
const COMMUNITIES: usize = 5;
/// The posts before the last so many are written by the store alone, without asking the rules for
/// each: a million would take too long.
const BY_USE_CASE_MAX: usize = 20_000;
/// Posts in one transaction.
const CHUNK: usize = 500;
/// Posts that may still be answered.
const RECENT: usize = 40;
/// The posts lie within so much time, and the last is older than the hour that limits count.
const SPAN_US: i64 = 30 * DAY_US;
/// Any number; the same, so that runs can be compared.
const SEED: u64 = 20_261_122;

const NAMES: [&str; 10] = [
    "mair", "gwen", "huw", "rhys", "elin", "sian", "owain", "nia", "tomos", "carys",
];
const BYNAMES: [&str; 5] = ["", "_bach", "_goch", "_fawr", "_ddu"];

/// Fills the empty place at `target` with `posts` posts.
pub async fn seed(target: Target, data: &Path, posts: usize) -> Result<Seeded, Fault> {
    let clock = SystemClock;
    let app = App {
        store: Store::open(Options::new(target, clock.now().micros()))?,
        clock: Arc::new(clock),
        rng: Arc::new(SeededRng::new(SEED)),
        blobs: Arc::new(MemoryBlobs::default()),
        config: Arc::new(Config {
            public_url: "http://127.0.0.1".to_owned(),
            data: data.to_owned(),
            flood_limits: false,
            version: env!("CARGO_PKG_VERSION"),
        }),
        closing: Arc::default(),
        full: Arc::default(),
        unwanted: Arc::default(),
        // Nothing leaves while a place is filled.
        outlet: Arc::new(Outlet {
            client: Client::new(Reach::Public),
            herald: |_, _, _| Words::default(),
        }),
    };
    let people = make_people(&app).await?;
    let communities = make_communities(&app, &people).await?;
    let mut dice = Dice::new(SEED);
    let begin = app.now().plus(-SPAN_US - 2 * HOUR_US);
    write_posts(&app, &people, &communities, &mut dice, (begin, posts)).await?;
    let thread = write_thread(&app, &people, &mut dice).await?;
    let square = communities.first().ok_or("no community")?.handle.clone();
    app.store.close().await;
    Ok(Seeded {
        thread: format!("/@{}/{thread}", people[0].handle),
        square: format!("/c/{square}"),
        people,
    })
}

async fn make_people(app: &App) -> Result<Vec<Person>, Fault> {
    let newcomer = |handle: String| Newcomer {
        handle,
        name: String::new(),
        password: "pump o gloch fore".to_owned(),
        locale: Locale::En,
        answer: String::new(),
    };
    let mut people: Vec<Person> = Vec::new();
    for at in 0..PEOPLE {
        let handle = format!("{}{}", NAMES[at % 10], BYNAMES[at / 10]);
        let made = if at == 0 {
            let founding = Founding {
                name: "Y Bwthyn".to_owned(),
                host: newcomer(handle.clone()),
                community: None::<FirstCommunity>,
            };
            let made = setup_by_operator(app, founding).await;
            made.map(|(member, first, _)| (member, first))
        } else {
            create_by_operator(app, newcomer(handle.clone())).await
        };
        let (member, account) = made.map_err(|error| format!("{handle}: {error:?}"))?;
        let token = format!("bench-token-{at:04}-0123456789012345678901234567");
        people.push(Person {
            cookie: format!("hafan={token}"),
            token: String::new(),
            csrf: format!("bench-csrf-{at:04}-0123456789"),
            follows: (1..=FOLLOWS).map(|step| (at + step) % PEOPLE).collect(),
            handle,
            account,
            member,
        });
    }
    let all = people.clone();
    let made = app.write(move |turn| {
        for person in &all {
            tie(turn, person, &all)?;
        }
        Ok(())
    });
    made.await.map_err(fault)?;
    for person in &mut people {
        let token = application::create_by_operator(app, &person.handle, "read write");
        person.token = token.await.map_err(fault)?;
    }
    Ok(people)
}

/// Signs somebody in and makes their follows.
fn tie(turn: &mut Turn<'_, '_>, person: &Person, all: &[Person]) -> hafan_app::Result<()> {
    let token = person.cookie.trim_start_matches("hafan=");
    let session = Session {
        id: SessionId::new(turn.random_id()),
        csrf: person.csrf.clone(),
        member: person.member,
        persona: person.account,
        device: "Firefox, Linux".to_owned(),
        created_at: turn.now,
        seen_at: turn.now,
        expires_at: turn.now.plus(SESSION_US),
        grant: None,
    };
    hafan_store::session::insert(turn.tx, &session, &token_hash(token))?;
    let opened = Change::Session {
        member: person.member,
        session: session.id,
        old: "new",
        new: "open",
    };
    turn.record(opened, By::Self_, Cause::Choice)?;
    for target in &person.follows {
        let follow = Change::Follow {
            follower: person.account,
            target: all[*target].account,
            old: FollowState::None,
            new: FollowState::Active,
        };
        turn.record(follow, By::Self_, Cause::Choice)?;
    }
    Ok(())
}

/// A community and who is in it, as places in the list of people.
#[derive(Clone)]
struct Circle {
    id: CommunityId,
    handle: String,
    members: Vec<usize>,
}

async fn make_communities(app: &App, people: &[Person]) -> Result<Vec<Circle>, Fault> {
    let kinds = [
        ("Garden", Visibility::Public),
        ("Choir", Visibility::Public),
        ("Walkers", Visibility::MembersOnly),
        ("Carers", Visibility::Hidden),
        ("Campaign", Visibility::Public),
    ];
    let people = people.to_vec();
    let made = app.write(move |turn| {
        let mut made = Vec::new();
        for (at, (name, visibility)) in kinds.into_iter().enumerate().take(COMMUNITIES) {
            let members: Vec<usize> = (0..PEOPLE).filter(|who| (who + at) % 5 < 3).collect();
            let wish = community::Wish {
                name: name.to_owned(),
                handle: String::new(),
                visibility,
                join_rule: JoinRule::Open,
                charter: CharterKind::Support,
                locale: Locale::En,
                cause: Cause::Choice,
            };
            let founded = community::found(turn, people[members[0]].account, &wish)?;
            for who in &members[1..] {
                let joins = Change::Membership {
                    persona: people[*who].account,
                    community: founded.id,
                    old: Standing::None,
                    new: Standing::Member,
                };
                turn.record(joins, By::Self_, Cause::Choice)?;
            }
            made.push(Circle {
                id: founded.id,
                handle: founded.handle,
                members,
            });
        }
        Ok(made)
    });
    made.await.map_err(fault)
}

async fn write_posts(
    app: &App,
    people: &[Person],
    communities: &[Circle],
    dice: &mut Dice,
    (begin, posts): (Timestamp, usize),
) -> Result<(), Fault> {
    let step = SPAN_US / i64::try_from(posts.max(1))?;
    let mut recent: VecDeque<(PostId, Option<usize>)> = VecDeque::new();
    let mut written = 0;
    while written < posts {
        let count = CHUNK.min(posts - written);
        let is_bulk = posts - written > BY_USE_CASE_MAX;
        let plans: Vec<Planned> = (0..count)
            .map(|at| {
                let later = step.saturating_mul(i64::try_from(written + at).unwrap_or(i64::MAX));
                let members = |c: usize| communities[c].members.as_slice();
                plan::post(dice, begin.plus(later), members, &recent)
            })
            .collect();
        let (people, communities) = (people.to_vec(), communities.to_vec());
        let ids = app.write(move |turn| {
            let write = if is_bulk { insert } else { publish };
            let ids = plans.iter().map(|plan| {
                turn.now = plan.at;
                let id = write(turn, people[plan.author].account, &communities, plan)?;
                Ok((id, plan.community))
            });
            ids.collect::<hafan_app::Result<Vec<_>>>()
        });
        recent.extend(ids.await.map_err(fault)?);
        recent.drain(..recent.len().saturating_sub(RECENT));
        written += count;
    }
    Ok(())
}

/// The way of every post, but for the limit of an hour.
fn publish(
    turn: &mut Turn<'_, '_>,
    author: AccountId,
    communities: &[Circle],
    plan: &Planned,
) -> hafan_app::Result<PostId> {
    let for_whom = match plan.community {
        _ if plan.answers.is_some() => ForWhom::Usual,
        Some(at) => ForWhom::Community(communities[at].id),
        None => ForWhom::Public,
    };
    let wish = Wish {
        text: plan.text.clone(),
        for_whom,
        reply_to: plan.answers,
        ..Wish::default()
    };
    publish_freely(turn, author, &wish)
}

/// The rows of a post that begins a conversation, for the many behind the first pages.
fn insert(
    turn: &mut Turn<'_, '_>,
    author: AccountId,
    communities: &[Circle],
    plan: &Planned,
) -> hafan_app::Result<PostId> {
    let community = plan.community.map(|at| communities[at].id);
    let sight = policy::Sight {
        viewer: Some(author),
        can_write: true,
        ..policy::Sight::default()
    };
    let permit = policy::may_publish(&sight, None)?;
    let id = turn.post_id()?;
    let text = SourceText::parse(&plan.text, usize::MAX);
    let html = text
        .as_ref()
        .map(|text| render(text, &|_| None).html)
        .unwrap_or_default();
    let new = NewPost {
        id,
        author,
        community,
        audience: if community.is_some() {
            Audience::Community
        } else {
            Audience::Public
        },
        audience_of: author,
        circle: None,
        reply_to: None,
        answered: None,
        thread_by: None,
        thread: id,
        quote_of: None,
        boost_of: None,
        source: &plan.text,
        html: html.as_str(),
        notice: "",
        language: "",
        replies: if community.is_some() {
            WhoMay::Members
        } else {
            WhoMay::Everyone
        },
        quotes: if community.is_some() {
            WhoMay::Members
        } else {
            WhoMay::Everyone
        },
        pictures: 0,
        has_poll: false,
        at: plan.at,
        names: &[],
    };
    hafan_store::post::insert(turn.tx, &permit, &new)?;
    let mut scopes = vec![Scope::Author(author)];
    scopes.extend(community.map(Scope::Community));
    hafan_store::search::index_post(turn.tx, id, &scopes, &plan.text)?;
    Ok(id)
}

/// A thread of [`ANSWERS`] answers, nested as conversations are.
async fn write_thread(app: &App, people: &[Person], dice: &mut Dice) -> Result<PostId, Fault> {
    let people = people.to_vec();
    let picks: Vec<(usize, usize, String)> = (0..=ANSWERS)
        .map(|at| {
            let to = if at % 3 == 1 {
                0
            } else {
                dice.below(at.max(1))
            };
            (dice.below(PEOPLE), to, words(dice))
        })
        .collect();
    let made = app.write(move |turn| {
        let begin = turn.now.plus(-2 * HOUR_US);
        let mut ids: Vec<PostId> = Vec::new();
        for (seconds, (author, to, text)) in (0_i64..).zip(&picks) {
            turn.now = begin.plus(seconds * 30 * SECOND_US);
            let author = if ids.is_empty() { 0 } else { *author };
            let wish = Wish {
                text: text.clone(),
                for_whom: if ids.is_empty() {
                    ForWhom::Public
                } else {
                    ForWhom::Usual
                },
                reply_to: ids.get(*to).copied(),
                ..Wish::default()
            };
            ids.push(publish_freely(turn, people[author].account, &wish)?);
        }
        Ok(ids[0])
    });
    made.await.map_err(fault)
}

fn fault(error: hafan_app::Error) -> Fault {
    format!("{error:?}").into()
}
