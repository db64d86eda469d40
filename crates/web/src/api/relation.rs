//! How people stand to each other: follows, blocks, mutes. To follow a community is to join it.

use super::account::{accounts, ids};
use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::account::Account;
use super::entity::account::MutedAccount;
use super::entity::iso;
use super::entity::relationship::Relationship;
use super::list;
use super::reply::{Answer, done, json, with_links};
use super::shape::{self, Answers};
use hafan_app::reading::account;
use hafan_app::relation::{self, Before, List};
use hafan_app::store::account::Card;
use hafan_app::{Error, Result};
use hafan_core::id::AccountId;
use hafan_core::time::{SECOND_US, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Delete, Post};
    let all = lists(all)
        .add(
            (Post, "/api/v1/accounts/{id}/follow"),
            Scope("write:follows"),
            "Follows a persona or asks to; joins a community or asks to, maybe with an `answer`.",
            follow,
        )
        .takes(
            const {
                &[&[
                    shape::flag("reblogs"),
                    shape::flag("notify"),
                    shape::texts("languages"),
                    shape::text("answer"),
                ]]
            },
        )
        .answers(Answers::json::<Relationship>())
        .add(
            (Post, "/api/v1/accounts/{id}/unfollow"),
            Scope("write:follows"),
            "Stops following; leaves a community.",
            unfollow,
        )
        .answers(Answers::json::<Relationship>())
        .add(
            (Post, "/api/v1/accounts/{id}/remove_from_followers"),
            Scope("write:follows"),
            "Ends somebody's follow of the persona.",
            remove,
        )
        .answers(Answers::json::<Relationship>())
        .add(
            (Post, "/api/v1/follow_requests/{id}/authorize"),
            Scope("write:follows"),
            "Lets somebody follow who asked to.",
            authorize,
        )
        .answers(Answers::json::<Relationship>())
        .add(
            (Post, "/api/v1/follow_requests/{id}/reject"),
            Scope("write:follows"),
            "Refuses somebody who asked to follow.",
            reject,
        )
        .answers(Answers::json::<Relationship>());
    all.add(
        (Post, "/api/v1/accounts/{id}/block"),
        Scope("write:blocks"),
        "Neither sees the other any more.",
        block,
    )
    .answers(Answers::json::<Relationship>())
    .add(
        (Post, "/api/v1/accounts/{id}/unblock"),
        Scope("write:blocks"),
        "Ends a block.",
        unblock,
    )
    .answers(Answers::json::<Relationship>())
    .add(
        (Post, "/api/v1/accounts/{id}/mute"),
        Scope("write:mutes"),
        "Nothing of theirs comes by itself any more.",
        mute,
    )
    .takes(const { &[&[shape::number("duration"), shape::flag("notifications")]] })
    .answers(Answers::json::<Relationship>())
    .add(
        (Post, "/api/v1/accounts/{id}/unmute"),
        Scope("write:mutes"),
        "Ends a mute.",
        unmute,
    )
    .answers(Answers::json::<Relationship>())
    .add(
        (Post, "/api/v1/accounts/{id}/note"),
        Scope("write:accounts"),
        "Keeps words about an account, for the persona alone.",
        note,
    )
    .takes(const { &[&[shape::text("comment")]] })
    .answers(Answers::json::<Relationship>())
    .add(
        (Post, "/api/v1/domain_blocks"),
        Scope("write:blocks"),
        "Blocks a server; kept for when servers talk to each other.",
        block_domain,
    )
    .takes(const { &[&[shape::text("domain")]] })
    .answers(Answers::Done)
    .add(
        (Verb::Get, "/api/v1/domain_blocks/preview"),
        Scope("write:blocks"),
        "What the block of a server would end: nothing, while no server is spoken to.",
        preview,
    )
    .takes(const { &[&[shape::text("domain")]] })
    .answers(Answers::json::<Preview>())
    .add(
        (Delete, "/api/v1/domain_blocks"),
        Scope("write:blocks"),
        "Ends the block of a server.",
        unblock_domain,
    )
    .takes(const { &[&[shape::text("domain")]] })
    .answers(Answers::Done)
}

fn lists(all: Endpoints) -> Endpoints {
    use Needs::{Open, Scope};
    use Verb::Get;
    all.add(
        (Get, "/api/v1/accounts/relationships"),
        Scope("read:follows"),
        "How the persona stands to these accounts.",
        relationships,
    )
    .takes(const { &[&[shape::ids("id"), shape::flag("with_suspended")]] })
    .answers(Answers::json::<Vec<Relationship>>())
    .add(
        (Get, "/api/v1/accounts/{id}/followers"),
        Open("read:accounts"),
        "Who follows the persona; of everybody else nobody is told.",
        async |ask: Ask| of_account(&ask, List::Followers).await,
    )
    .takes(const { &[&[shape::text("max_id"), shape::number("limit")]] })
    .answers(Answers::json::<Vec<Account>>())
    .add(
        (Get, "/api/v1/accounts/{id}/following"),
        Open("read:accounts"),
        "Whom the persona follows; of everybody else nobody is told.",
        async |ask: Ask| of_account(&ask, List::Followed).await,
    )
    .takes(const { &[&[shape::text("max_id"), shape::number("limit")]] })
    .answers(Answers::json::<Vec<Account>>())
    .add(
        (Get, "/api/v1/blocks"),
        Scope("read:blocks"),
        "Whom the persona blocked.",
        async |ask: Ask| people(&ask, List::Blocked).await,
    )
    .takes(const { &[&[shape::text("max_id"), shape::number("limit")]] })
    .answers(Answers::json::<Vec<Account>>())
    .add(
        (Get, "/api/v1/mutes"),
        Scope("read:mutes"),
        "Whom the persona muted.",
        async |ask: Ask| people(&ask, List::Muted).await,
    )
    .takes(const { &[&[shape::text("max_id"), shape::number("limit")]] })
    .answers(Answers::json::<Vec<Account>>())
    .add(
        (Get, "/api/v1/domain_blocks"),
        Scope("read:blocks"),
        "Servers that the persona blocked.",
        domains,
    )
    .takes(const { &[&[shape::number("limit"), shape::text("max_id")]] })
    .answers(Answers::json::<Vec<String>>())
    .add(
        (Get, "/api/v1/follow_requests"),
        Scope("read:follows"),
        "Who asks to follow the persona.",
        async |ask: Ask| people(&ask, List::Requests).await,
    )
    .takes(const { &[&[shape::text("max_id"), shape::number("limit")]] })
    .answers(Answers::json::<Vec<Account>>())
}

async fn relationships(ask: Ask) -> Answer {
    let ties = account::ties(&ask.app, ask.actor()?, ids(&ask)).await?;
    json(&ties.iter().map(Relationship::new).collect::<Vec<_>>())
}

async fn follow(ask: Ask) -> Answer {
    let params = &ask.params;
    let languages = params.texts("languages").into_iter();
    let options = relation::Options {
        boosts: params.flag("reblogs"),
        tells: params.flag("notify"),
        languages: params
            .has("languages")
            .then(|| languages.map(str::to_owned).collect()),
    };
    let answer = params.text("answer").unwrap_or_default().to_owned();
    let asked = (options, answer);
    account::follow(&ask.app, ask.actor()?, ask.account()?, asked).await?;
    relationship(&ask).await
}

async fn unfollow(ask: Ask) -> Answer {
    account::unfollow(&ask.app, ask.actor()?, ask.account()?).await?;
    relationship(&ask).await
}

async fn remove(ask: Ask) -> Answer {
    let who = seen(&ask).await?.id;
    relation::remove_follower(&ask.app, &ask.actor()?, who).await?;
    relationship(&ask).await
}

async fn authorize(ask: Ask) -> Answer {
    let who = seen(&ask).await?.id;
    relation::accept(&ask.app, &ask.actor()?, who).await?;
    relationship(&ask).await
}

async fn reject(ask: Ask) -> Answer {
    let who = seen(&ask).await?.id;
    relation::refuse(&ask.app, &ask.actor()?, who).await?;
    relationship(&ask).await
}

async fn block(ask: Ask) -> Answer {
    let (actor, who) = (ask.actor()?, ask.account()?);
    let ties = account::ties(&ask.app, actor, vec![who]).await?;
    if !ties.first().is_some_and(|ties| ties.is_blocked) {
        seen(&ask).await?;
        relation::block(&ask.app, &actor, who).await?;
    }
    relationship(&ask).await
}

async fn unblock(ask: Ask) -> Answer {
    let (actor, who) = (ask.actor()?, ask.account()?);
    match relation::unblock(&ask.app, &actor, who).await {
        // Nothing to end; whoever is there is still told how they stand.
        Err(Error::NotFound) => {}
        done => done?,
    }
    relationship(&ask).await
}

async fn mute(ask: Ask) -> Answer {
    let who = seen(&ask).await?.id;
    let seconds = ask.params.number("duration").filter(|seconds| *seconds > 0);
    let wish = relation::MuteWish {
        lasts_us: seconds.and_then(|seconds| seconds.checked_mul(SECOND_US)),
        keeps_news: ask.params.flag("notifications") == Some(false),
    };
    relation::mute_for(&ask.app, &ask.actor()?, who, wish).await?;
    relationship(&ask).await
}

async fn unmute(ask: Ask) -> Answer {
    let (actor, who) = (ask.actor()?, ask.account()?);
    match relation::unmute(&ask.app, &actor, who).await {
        Err(Error::NotFound) => {}
        done => done?,
    }
    relationship(&ask).await
}

async fn note(ask: Ask) -> Answer {
    let words = ask.params.text("comment").unwrap_or_default();
    relation::note(&ask.app, &ask.actor()?, ask.account()?, words).await?;
    relationship(&ask).await
}

async fn domains(ask: Ask) -> Answer {
    let after = ask.params.text("max_id").unwrap_or_default().to_owned();
    let limit = ask.limit(100, relation::DOMAINS_PAGE);
    let (mut found, mut has_more) =
        relation::blocked_domains(&ask.app, ask.actor()?, after).await?;
    has_more |= found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|last| ("next", list::link(&ask, "max_id", last)));
    let links: Vec<_> = next.into_iter().collect();
    Ok(with_links(json(&found)?, &links))
}

async fn block_domain(ask: Ask) -> Answer {
    let domain = ask.params.text("domain").unwrap_or_default();
    relation::block_domain(&ask.app, &ask.actor()?, domain).await?;
    done()
}

/// Whom the persona would lose with the block of a server. Its fields are those of
/// `REST::DomainBlockPreviewSerializer` in Mastodon.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "DomainBlockPreview")]
struct Preview {
    following_count: u32,
    followers_count: u32,
}

async fn preview(_: Ask) -> Answer {
    json(&Preview {
        following_count: 0,
        followers_count: 0,
    })
}

async fn unblock_domain(ask: Ask) -> Answer {
    let domain = ask.params.text("domain").unwrap_or_default();
    relation::unblock_domain(&ask.app, &ask.actor()?, domain).await?;
    done()
}

/// The account in the path, if the persona may know of it.
async fn seen(ask: &Ask) -> Result<Card> {
    account::one(&ask.app, ask.viewer(), ask.account()?).await
}

/// How the persona stands to the account in the path now.
async fn relationship(ask: &Ask) -> Answer {
    let ties = account::ties(&ask.app, ask.actor()?, vec![ask.account()?]).await?;
    json(&Relationship::new(ties.first().ok_or(Error::NotFound)?))
}

/// A list about an account: told to its owner, and to nobody else.
async fn of_account(ask: &Ask, list: List) -> Answer {
    let card = seen(ask).await?;
    if ask.viewer() == Some(card.id) {
        people(ask, list).await
    } else {
        json(&[(); 0])
    }
}

async fn people(ask: &Ask, list: List) -> Answer {
    let before = ask.params.text("max_id").and_then(mark);
    let found = relation::people(&ask.app, ask.actor()?, list, before).await?;
    let limit = ask.limit(40, 80);
    let is_cut = found.rows.len() > limit;
    let shown = &found.rows[..found.rows.len().min(limit)];
    let older = match shown.last() {
        Some(last) if is_cut => Some((last.since, last.id)),
        _ => found.older,
    };
    let (cards, ends): (Vec<Card>, Vec<Option<Timestamp>>) = shown
        .iter()
        .filter_map(|row| Some((row.card.clone()?, row.ends_at)))
        .unzip();
    let found = accounts(ask, &cards).await?;
    let entities = match list {
        List::Muted => {
            let found = found.into_iter().zip(ends);
            let muted = found.map(|(account, ends_at)| MutedAccount {
                account,
                mute_expires_at: ends_at.map(iso),
            });
            json(&muted.collect::<Vec<_>>())
        }
        _ => json(&found),
    };
    let links = older.map(|(since, id)| {
        let at = format!("{}.{id}", since.micros());
        ("next", list::link(ask, "max_id", &at))
    });
    let links: Vec<_> = links.into_iter().collect();
    Ok(with_links(entities?, &links))
}

/// Where a list of people goes on: a time and an account, which clients hand back as they got it.
fn mark(text: &str) -> Option<Before> {
    let (since, id) = text.split_once('.')?;
    let since = Timestamp::from_micros(since.parse().ok()?);
    Some((since, AccountId::parse(id)?))
}
