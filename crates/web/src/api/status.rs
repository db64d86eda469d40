//! Single posts.

mod act;
mod around;
mod change;
mod quote;
pub mod takes;

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::scheduled::ScheduledStatus;
use super::entity::status::Status;
use super::list;
use super::reply::{Answer, json};
use super::scheduled;
use super::shape::{self, Answers};
use crate::locale::Texts;
use hafan_app::post::{self, ForWhom, GUESS, PictureWish, PollWish, Wish};
use hafan_app::reading::past;
use hafan_app::{Error, Result, reading};
use hafan_core::audience::WhoMay;
use hafan_core::id::{MediaId, PostId};
use hafan_core::locale::Locale;
use hafan_core::time::SECOND_US;
use schemars::JsonSchema;
use serde::Serialize;
use takes::NEW;

/// What publishing answers: the post, or that it goes out later.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
pub enum Published {
    /// It is out.
    Now(Box<Status>),
    /// It waits.
    Later(Box<ScheduledStatus>),
}

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::{Open, Scope};
    use Verb::{Get, Post};
    let all = all
        .add(
            (Post, "/api/v1/statuses"),
            Scope("write:statuses"),
            "Publishes a post.",
            create,
        )
        .takes(const { &[NEW] })
        .answers(Answers::json::<Published>())
        .add(
            (Get, "/api/v1/statuses/{id}"),
            Open("read:statuses"),
            "A post.",
            show,
        )
        .answers(Answers::json::<Status>())
        .add(
            (Get, "/api/v1/statuses"),
            Open("read:statuses"),
            "Posts by their ids.",
            some,
        )
        .takes(const { &[&[shape::ids("id")]] })
        .answers(Answers::json::<Vec<Status>>());
    let all = act::endpoints(all);
    let all = around::endpoints(all);
    let all = change::endpoints(all);
    quote::endpoints(all)
}

async fn show(ask: Ask) -> Answer {
    json(&list::status(&ask, ask.post()?).await?)
}

/// Posts that can be asked for at once.
const IDS_MAX: usize = 40;

async fn some(ask: Ask) -> Answer {
    let ids = ask.params.texts("id").into_iter().take(IDS_MAX);
    let ids = ids.filter_map(PostId::parse).collect();
    let items = reading::some(&ask.app, ask.viewer(), ids).await?;
    past::read_of(&ask.app, ask.who_reads(), &items.iter().collect::<Vec<_>>()).await?;
    json(&list::statuses(&ask, &items).await?)
}

async fn create(ask: Ask) -> Answer {
    let wish = wish(&ask)?;
    publish(&ask, wish).await
}

/// Publishes, or lets it go out at the time that was sent, and answers what came of it; with an
/// `Idempotency-Key` once, however often it is sent.
pub async fn publish(ask: &Ask, wish: Wish) -> Answer {
    let actor = ask.actor()?;
    let key = ask.idempotency_key.as_deref();
    if let Some(at) = scheduled::time(ask)? {
        let made = hafan_app::scheduled::schedule(&ask.app, &actor, wish, at, key).await?;
        let made = ScheduledStatus::new(&made, ask.base(), ask.pass());
        return json(&Published::Later(Box::new(made)));
    }
    let made = match key {
        Some(key) => post::publish_once(&ask.app, &actor, wish, key).await,
        None => post::publish(&ask.app, &actor, wish).await,
    };
    let made = list::status(ask, made?).await?;
    json(&Published::Now(Box::new(made)))
}

/// What somebody wants to publish.
pub fn wish(ask: &Ask) -> Result<Wish> {
    let params = &ask.params;
    let text = |name| params.text(name).unwrap_or_default().to_owned();
    let id = |name| {
        let sent = params.text(name).filter(|text| !text.is_empty());
        let parsed = sent.map(|text| PostId::parse(text).ok_or(Error::NotFound));
        parsed.transpose()
    };
    let sent = params.texts("media_ids").into_iter();
    let pictures = sent.filter(|text| !text.is_empty()).map(|text| {
        let id = picture_id(text)?;
        // What it shows was told when it was sent, or with `PUT /api/v1/media/{id}`.
        Ok(PictureWish {
            id,
            alt: None,
            focus: None,
        })
    });
    let mut wish = Wish {
        text: text("status"),
        notice: text("spoiler_text"),
        language: params.text("language").unwrap_or(GUESS).to_owned(),
        for_whom: for_whom(params.text("visibility"))?,
        quotes: quotes(params.text("quote_approval_policy"))?,
        pictures: pictures.collect::<Result<_>>()?,
        poll: params.object("poll").map(|poll| PollWish {
            options: poll
                .texts("options")
                .into_iter()
                .map(str::to_owned)
                .collect(),
            is_multiple: poll.flag("multiple").unwrap_or(false),
            lasts_us: poll
                .number("expires_in")
                .unwrap_or(0)
                .saturating_mul(SECOND_US),
        }),
        reply_to: id("in_reply_to_id")?,
        quote_of: id("quoted_status_id")?,
        ..Wish::default()
    };
    cover(ask, &mut wish.notice, !wish.pictures.is_empty());
    Ok(wish)
}

/// The post in the path; for a boost the post that it passes on.
async fn meant(ask: &Ask) -> Result<PostId> {
    let item = reading::one(&ask.app, ask.viewer(), ask.post()?).await?;
    Ok(item.post.facts.id)
}

/// Pictures that are marked as sensitive without a word why stay behind a notice all the same.
fn cover(ask: &Ask, notice: &mut String, has_pictures: bool) {
    let is_marked = ask.params.flag("sensitive") == Some(true);
    if is_marked && has_pictures && notice.trim().is_empty() {
        let texts = Texts::of(ask.locale().unwrap_or(Locale::En));
        texts.t("app-notice").clone_into(notice);
    }
}

fn picture_id(text: &str) -> Result<MediaId> {
    MediaId::parse(text).ok_or(Error::invalid("pictures", "picture-gone"))
}

fn for_whom(visibility: Option<&str>) -> Result<ForWhom> {
    Ok(match visibility.unwrap_or_default() {
        "" => ForWhom::Usual,
        "public" => ForWhom::Public,
        "unlisted" => ForWhom::Quiet,
        "private" => ForWhom::Followers,
        "direct" => ForWhom::Named,
        _ => return Err(Error::invalid("visibility", "choice")),
    })
}

fn quotes(policy: Option<&str>) -> Result<Option<WhoMay>> {
    Ok(Some(match policy.unwrap_or_default() {
        "" => return Ok(None),
        "public" => WhoMay::Everyone,
        "followers" => WhoMay::Followers,
        "nobody" => WhoMay::Nobody,
        _ => return Err(Error::invalid("quote_approval_policy", "choice")),
    }))
}
