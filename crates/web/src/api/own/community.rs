//! Communities, as their people know them: charter, norms, roles, joining and leaving.

use crate::api::account::{accounts, entity};
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::account::{Account, words};
use crate::api::list;
use crate::api::reply::{Answer, done, json, with_links};
use crate::api::shape::{self, Answers};
use crate::asked::{name_cursor, name_mark};
use hafan_app::community::people::{self, Listed};
use hafan_app::community::{join, square};
use hafan_app::reading::account;
use hafan_app::store::account::Card;
use hafan_app::store::community::News;
use hafan_app::{Error, Result};
use hafan_core::account::AccountKind;
use hafan_core::community::{Role, Standing};
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::{Open, Scope};
    use Verb::{Get, Post};
    all.add(
        (Get, "/api/hafan/v1/communities"),
        Open("read:accounts"),
        "The persona's communities, and those that can be found.",
        index,
    )
    .takes(const { &[&[shape::text("after")]] })
    .answers(Answers::json::<Communities>())
    .add(
        (Get, "/api/hafan/v1/communities/{id}"),
        Open("read:accounts"),
        "A community with its charter. Its id is that of its account.",
        async |ask: Ask| show(&ask).await,
    )
    .answers(Answers::json::<Community>())
    .add(
        (Get, "/api/hafan/v1/communities/{id}/members"),
        Scope("read:accounts"),
        "Who is in a community, for those who are.",
        members,
    )
    .takes(const { &[&[shape::text("after")]] })
    .answers(Answers::json::<Vec<Member>>())
    .add(
        (Post, "/api/hafan/v1/communities/{id}/join"),
        Scope("write:follows"),
        "Joins, or asks to with an answer to the community's question; takes an invitation.",
        enter,
    )
    .takes(const { &[&[shape::text("answer")]] })
    .answers(Answers::json::<Community>())
    .add(
        (Post, "/api/hafan/v1/communities/{id}/leave"),
        Scope("write:follows"),
        "Leaves; takes back the wish to join; declines an invitation.",
        leave,
    )
    .answers(Answers::Done)
}

/// Communities. The header `Link` leads on through those that can be found.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "HafanCommunities")]
struct Communities {
    /// Where the persona is a member.
    mine: Vec<Brief>,
    /// Where it is invited.
    invited: Vec<Brief>,
    /// Where it asked to join.
    asked: Vec<Brief>,
    /// Others that can be found.
    open: Vec<Brief>,
}

/// A community in a list.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "HafanCommunityInList")]
struct Brief {
    account: Account,
    /// `public`, `members` or `hidden`.
    visibility: &'static str,
    summary: String,
    /// How the persona stands to it: `none`, `asked`, `invited`, a role, `left`, …
    standing: &'static str,
    /// Something was said since the persona was here last; told to members.
    has_news: bool,
    is_closed: bool,
}

/// A community.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "HafanCommunity")]
struct Community {
    account: Account,
    /// `public`, `members` or `hidden`.
    visibility: &'static str,
    summary: String,
    /// What it is for, as HTML.
    charter: String,
    /// How people treat each other, as HTML.
    norms: String,
    /// `open`, `ask` or `invitation`.
    join_rule: &'static str,
    join_question: String,
    is_closed: bool,
    /// How the persona stands to it.
    standing: &'static str,
    /// The persona asked to join, and has not answered the question: `join` takes the answer.
    lacks_answer: bool,
    may_read: bool,
    may_write: bool,
    /// Those who look after it, for those who may read.
    carers: Vec<Member>,
}

/// A member of a community.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "HafanMember")]
struct Member {
    account: Account,
    /// `member`, `helper`, `moderator` or `host`.
    role: &'static str,
}

/// Members with their roles, in their order.
async fn in_roles(ask: &Ask, people: Vec<(Card, Role)>) -> Result<Vec<Member>> {
    let (cards, roles): (Vec<Card>, Vec<Role>) = people.into_iter().unzip();
    let made = accounts(ask, &cards).await?.into_iter().zip(roles);
    let made = made.map(|(account, role)| Member {
        account,
        role: role.code(),
    });
    Ok(made.collect())
}

/// Communities of a list, in its order.
async fn briefs(ask: &Ask, listed: Vec<Listed>) -> Result<Vec<Brief>> {
    let cards: Vec<Card> = listed.iter().map(|listed| listed.card.clone()).collect();
    let made = accounts(ask, &cards).await?.into_iter().zip(listed);
    let made = made.map(|(account, listed)| Brief {
        account,
        visibility: listed.facts.visibility.code(),
        summary: listed.summary,
        standing: listed.standing.code(),
        has_news: listed.news.as_ref().is_some_and(News::is_new),
        is_closed: listed.facts.is_closed,
    });
    Ok(made.collect())
}

async fn index(ask: Ask) -> Answer {
    let after = ask.params.text("after").and_then(name_cursor);
    let is_first = after.is_none();
    let found = people::places(&ask.app, ask.viewer(), after).await?;
    let own = |all| if is_first { all } else { vec![] };
    let answer = json(&Communities {
        mine: briefs(&ask, own(found.mine)).await?,
        invited: briefs(&ask, own(found.invited)).await?,
        asked: briefs(&ask, own(found.asked)).await?,
        open: briefs(&ask, found.open).await?,
    })?;
    Ok(with_links(answer, &next(&ask, found.next)))
}

/// The link to the next page of a list that goes by name.
fn next(ask: &Ask, next: Option<(String, i64)>) -> Vec<(&'static str, String)> {
    let next = next.map(|(key, id)| ("next", list::link(ask, "after", &name_mark(&key, id))));
    next.into_iter().collect()
}

/// The handle of the community in the path.
async fn handle(ask: &Ask) -> Result<String> {
    let card = account::one(&ask.app, ask.viewer(), ask.account()?).await?;
    match card.kind {
        AccountKind::Community => Ok(card.handle),
        AccountKind::Persona => Err(Error::NotFound),
    }
}

async fn show(ask: &Ask) -> Answer {
    let found = square::house(&ask.app, ask.viewer(), handle(ask).await?).await?;
    let (community, base) = (&found.community, ask.base());
    json(&Community {
        account: entity(ask, &found.card).await?,
        visibility: community.facts.visibility.code(),
        summary: community.summary.clone(),
        charter: words(&community.charter, base),
        norms: words(&community.norms, base),
        join_rule: community.facts.join_rule.code(),
        join_question: community.join_question.clone(),
        is_closed: community.facts.is_closed,
        standing: found.standing.code(),
        lacks_answer: found.lacks_answer,
        may_read: found.may_read,
        may_write: found.may_write,
        carers: in_roles(ask, found.carers).await?,
    })
}

async fn members(ask: Ask) -> Answer {
    let after = ask.params.text("after").and_then(name_cursor);
    let found = people::members(&ask.app, ask.viewer(), handle(&ask).await?, after).await?;
    let all = found.carers.into_iter().chain(found.members);
    let all = all.map(|member| (member.card, member.role)).collect();
    let all = in_roles(&ask, all).await?;
    Ok(with_links(json(&all)?, &next(&ask, found.next)))
}

async fn enter(ask: Ask) -> Answer {
    let answer = ask.params.text("answer").unwrap_or_default().to_owned();
    join::join(&ask.app, ask.actor()?, handle(&ask).await?, answer).await?;
    show(&ask).await
}

async fn leave(ask: Ask) -> Answer {
    let (actor, handle) = (ask.actor()?, handle(&ask).await?);
    let house = square::house(&ask.app, ask.viewer(), handle.clone()).await?;
    match house.standing {
        Standing::Asked | Standing::Invited => join::withdraw(&ask.app, actor, handle).await?,
        _ => join::leave(&ask.app, actor, handle).await?,
    }
    done()
}
