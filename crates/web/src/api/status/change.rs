//! Own posts: changed and deleted.

use super::takes::{DESCRIBED, POLL};
use super::{cover, picture_id, quotes};
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::status::Status;
use crate::api::list;
use crate::api::params::Params;
use crate::api::reply::{Answer, json};
use crate::api::shape::{self, Answers, Kind};
use hafan_app::media::loose::read_focus;
use hafan_app::post::desk::{self, OwnPost};
use hafan_app::post::{self, EditWish, PictureWish};
use hafan_app::{Error, Result, reading};
use hafan_core::id::MediaId;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    all.add(
        (Verb::Put, "/api/v1/statuses/{id}"),
        Scope("write:statuses"),
        "Gives an own post new words. What is not sent stays as it is.",
        edit,
    )
    .takes(
        const {
            &[&[
                shape::text("status"),
                shape::text("spoiler_text"),
                shape::flag("sensitive"),
                shape::text("language"),
                shape::ids("media_ids"),
                shape::of("media_attributes", Kind::Objects(&[DESCRIBED])),
                shape::of("poll", Kind::Object(&[POLL])),
                shape::choice("quote_approval_policy", &["public", "followers", "nobody"]),
            ]]
        },
    )
    .answers(Answers::json::<Status>())
    .add(
        (Verb::Delete, "/api/v1/statuses/{id}"),
        Scope("write:statuses"),
        "Deletes an own post, and answers it as typed. With `delete_media` its pictures go too.",
        delete,
    )
    .takes(const { &[&[shape::flag("delete_media")]] })
    .answers(Answers::json::<Status>())
}

/// Answers what is deleted, so that a client can offer to write it anew: then it sends the ids of
/// the pictures again, so these stay with their owner for a day unless the client says otherwise.
async fn delete(ask: Ask) -> Answer {
    let (actor, id) = (ask.actor()?, ask.post()?);
    let (item, source) = match desk::to_rewrite(&ask.app, &actor, id).await {
        Err(Error::NotFound) => return unshare(&ask).await,
        found => found?,
    };
    let found = list::statuses(&ask, &[item]).await?;
    let mut status = found.into_iter().next().ok_or(Error::NotFound)?;
    status.text = Some(source);
    if ask.params.flag("delete_media").unwrap_or(false) {
        post::delete(&ask.app, &actor, id).await?;
    } else {
        post::delete_to_rewrite(&ask.app, &actor, id).await?;
    }
    json(&status)
}

/// A boost of one's own is a status of its own, too: whoever deletes it passes the post on no more.
async fn unshare(ask: &Ask) -> Answer {
    let (actor, id) = (ask.actor()?, ask.post()?);
    let item = reading::one(&ask.app, ask.viewer(), id).await?;
    let by = item.passed_on_by.as_ref().map(|card| card.id);
    if item.listed_as != id || by != Some(actor.persona) {
        return Err(Error::NotFound);
    }
    let status = list::status(ask, id).await?;
    post::boost(&ask.app, &actor, item.post.facts.id, false).await?;
    json(&status)
}

async fn edit(ask: Ask) -> Answer {
    let (actor, id) = (ask.actor()?, ask.post()?);
    let own = desk::own_post(&ask.app, &actor, id).await?;
    if let Some(poll) = ask.params.object("poll") {
        let before = list::status(&ask, id).await?.poll;
        let before = before.iter().flat_map(|poll| &poll.options);
        let sent = poll.texts("options").into_iter();
        if !before.map(|option| option.title.as_str()).eq(sent) {
            return Err(Error::invalid("poll", "poll-fixed"));
        }
    }
    let mut wish = wish(&ask.params, own)?;
    cover(&ask, &mut wish.notice, !wish.pictures.is_empty());
    post::edit(&ask.app, &actor, id, wish).await?;
    json(&list::status(&ask, id).await?)
}

fn wish(params: &Params, own: OwnPost) -> Result<EditWish> {
    let text = |name: &str| params.text(name).map(str::to_owned);
    let pictures = if params.has("media_ids") {
        let ids = params.texts("media_ids").into_iter();
        ids.filter(|text| !text.is_empty())
            .map(picture_id)
            .collect::<Result<Vec<_>>>()?
    } else {
        own.pictures.iter().map(|picture| picture.id).collect()
    };
    let described = params.objects("media_attributes");
    let told = |id: MediaId| {
        let id = id.to_string();
        described.iter().find(|one| one.text("id") == Some(&id))
    };
    let picture = |id: MediaId| {
        let told = told(id);
        let alt = told.and_then(|told| told.text("description"));
        let focus = told.and_then(|told| told.text("focus"));
        Ok(PictureWish {
            id,
            alt: alt.map(str::to_owned),
            focus: focus.map(read_focus).transpose()?,
        })
    };
    Ok(EditWish {
        text: text("status").unwrap_or(own.source),
        notice: text("spoiler_text").unwrap_or(own.row.notice),
        language: text("language").unwrap_or(own.row.language),
        pictures: pictures.into_iter().map(picture).collect::<Result<_>>()?,
        quotes: quotes(params.text("quote_approval_policy"))?,
        seen: Some(own.row.edited_at.unwrap_or(own.row.created_at)),
    })
}
