//! Tags: one by itself, those the persona follows, those that people put forward on their pages.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::tag::{Featured, Tag};
use super::reply::{Answer, done, json};
use super::shape::{self, Answers};
use hafan_app::tag::{self, is_same};
use hafan_app::{Error, Result};
use hafan_core::id::{AccountId, TagId};

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::{Nothing, Open, Scope};
    use Verb::{Delete, Get, Post};
    let all = all
        .add(
            (Get, "/api/v1/tags/{tag}"),
            Nothing,
            "A tag; with `read:follows` whether it is followed, with `read:accounts` put forward.",
            show,
        )
        .answers(Answers::json::<Tag>())
        .add(
            (Get, "/api/v1/followed_tags"),
            Scope("read:follows"),
            "The tags that the persona follows.",
            followed,
        )
        .answers(Answers::json::<Vec<Tag>>())
        .add(
            (Post, "/api/v1/tags/{tag}/follow"),
            Scope("write:follows"),
            "Follows a tag: what carries it and may be found comes home.",
            follow,
        )
        .answers(Answers::json::<Tag>())
        .add(
            (Post, "/api/v1/tags/{tag}/unfollow"),
            Scope("write:follows"),
            "Stops following a tag.",
            unfollow,
        )
        .answers(Answers::json::<Tag>());
    all.add(
        (Get, "/api/v1/featured_tags"),
        Scope("read:accounts"),
        "The tags that the persona puts forward.",
        own_featured,
    )
    .answers(Answers::json::<Vec<Featured>>())
    .add(
        (Post, "/api/v1/featured_tags"),
        Scope("write:accounts"),
        "Puts a tag forward.",
        feature,
    )
    .takes(const { &[&[shape::text("name")]] })
    .answers(Answers::json::<Featured>())
    .add(
        (Delete, "/api/v1/featured_tags/{id}"),
        Scope("write:accounts"),
        "Takes a tag back.",
        unfeature,
    )
    .answers(Answers::Done)
    .add(
        (Get, "/api/v1/featured_tags/suggestions"),
        Scope("read:accounts"),
        "How often somebody uses a tag is not counted: nothing is proposed.",
        async |_: Ask| json(&[(); 0]),
    )
    .answers(Answers::json::<Vec<Tag>>())
    .add(
        (Get, "/api/v1/accounts/{id}/featured_tags"),
        Open("read:accounts"),
        "The tags that an account puts forward.",
        featured,
    )
    .answers(Answers::json::<Vec<Featured>>())
    .add(
        (Post, "/api/v1/tags/{tag}/feature"),
        Scope("write:accounts"),
        "Puts a tag forward.",
        feature_named,
    )
    .answers(Answers::json::<Tag>())
    .add(
        (Post, "/api/v1/tags/{tag}/unfeature"),
        Scope("write:accounts"),
        "Takes a tag back.",
        unfeature_named,
    )
    .answers(Answers::json::<Tag>())
}

async fn show(ask: Ask) -> Answer {
    json(&entity(&ask, ask.part("tag")).await?)
}

async fn followed(ask: Ask) -> Answer {
    // Forty at most: always all of them, so that there is nothing to go on with.
    let all = tag::followed(&ask.app, ask.actor()?).await?;
    let tags = all.iter().filter_map(|name| {
        let mut tag = Tag::new(name, ask.base())?;
        tag.following = Some(true);
        Some(tag)
    });
    json(&tags.collect::<Vec<_>>())
}

async fn follow(ask: Ask) -> Answer {
    let name = tag::follow(&ask.app, ask.actor()?, ask.part("tag")).await?;
    json(&entity(&ask, &name).await?)
}

async fn unfollow(ask: Ask) -> Answer {
    let name = tag::unfollow(&ask.app, ask.actor()?, ask.part("tag")).await?;
    json(&entity(&ask, &name).await?)
}

async fn feature_named(ask: Ask) -> Answer {
    let (_, name) = tag::feature(&ask.app, ask.actor()?, ask.part("tag")).await?;
    json(&entity(&ask, &name).await?)
}

async fn unfeature_named(ask: Ask) -> Answer {
    let (actor, name) = (ask.actor()?, ask.part("tag").to_owned());
    let all = tag::featured(&ask.app, ask.viewer(), actor.persona).await?;
    if let Some((id, _)) = all.iter().find(|(_, one)| is_same(one, &name)) {
        tag::unfeature(&ask.app, actor, *id).await?;
    }
    json(&entity(&ask, &name).await?)
}

/// The tag of this name, as it stands to the persona that asks, as far as its application may know.
async fn entity(ask: &Ask, name: &str) -> Result<Tag> {
    let mut tag = Tag::new(name, ask.base()).ok_or(Error::NotFound)?;
    if ask.viewer().is_some() {
        let actor = ask.actor()?;
        if ask.is_allowed("read:follows") || ask.is_allowed("write:follows") {
            let followed = tag::followed(&ask.app, actor).await?;
            tag.following = Some(followed.iter().any(|one| is_same(one, &tag.name)));
        }
        if ask.is_allowed("read:accounts") || ask.is_allowed("write:accounts") {
            let featured = tag::featured(&ask.app, ask.viewer(), actor.persona).await?;
            tag.featuring = Some(featured.iter().any(|(_, one)| is_same(one, &tag.name)));
        }
    }
    Ok(tag)
}

async fn own_featured(ask: Ask) -> Answer {
    let me = ask.actor()?.persona;
    of(&ask, me).await
}

async fn featured(ask: Ask) -> Answer {
    let account = ask.account()?;
    of(&ask, account).await
}

async fn of(ask: &Ask, account: AccountId) -> Answer {
    let all = tag::featured(&ask.app, ask.viewer(), account).await?;
    let tags = all.iter().map(|one| Featured::new(one, ask.base()));
    json(&tags.collect::<Vec<_>>())
}

async fn feature(ask: Ask) -> Answer {
    let name = ask.params.text("name").unwrap_or_default();
    let made = tag::feature(&ask.app, ask.actor()?, name).await?;
    json(&Featured::new(&made, ask.base()))
}

async fn unfeature(ask: Ask) -> Answer {
    let id = TagId::parse(ask.part("id")).ok_or(Error::NotFound)?;
    tag::unfeature(&ask.app, ask.actor()?, id).await?;
    done()
}
