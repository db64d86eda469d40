//! Pictures on their way to a post.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::media::MediaAttachment;
use super::reply::{Answer, done, json};
use super::shape::{self, Answers, Kind};
use hafan_app::media::loose::{self, Told, read_focus};
use hafan_app::store::media::Media;
use hafan_app::{Error, Result};
use hafan_core::id::MediaId;
use hafan_core::place::PlaceField;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Verb::{Delete, Get, Post, Put};
    let needs = Needs::Scope("write:media");
    // A picture is ready when it is answered, so that both are one.
    let all = all
        .add(
            (Post, "/api/v2/media"),
            needs,
            "Takes a picture in.",
            take_in,
        )
        .takes(const { &[FILE, TOLD] })
        .answers(Answers::json::<MediaAttachment>())
        .add(
            (Post, "/api/v1/media"),
            needs,
            "Takes a picture in.",
            take_in,
        )
        .takes(const { &[FILE, TOLD] })
        .answers(Answers::json::<MediaAttachment>());
    all.add(
        (Get, "/api/v1/media/{id}"),
        needs,
        "An own picture that hangs on no post yet.",
        show,
    )
    .answers(Answers::json::<MediaAttachment>())
    .add(
        (Put, "/api/v1/media/{id}"),
        needs,
        "Tells what can be seen in an own picture that hangs on no post yet.",
        tell,
    )
    .takes(const { &[TOLD] })
    .answers(Answers::json::<MediaAttachment>())
    .add(
        (Delete, "/api/v1/media/{id}"),
        needs,
        "Forgets an own picture that hangs on no post yet.",
        discard,
    )
    .answers(Answers::Done)
}

const FILE: &[shape::Param] = &[
    shape::of("file", Kind::File),
    shape::of("thumbnail", Kind::File),
];

/// What is told of a picture.
const TOLD: &[shape::Param] = &[shape::text("description"), shape::text("focus")];

/// A `thumbnail` is accepted and not looked at: sizes are made from the picture itself.
async fn take_in(mut ask: Ask) -> Answer {
    let told = told(&ask)?;
    let bytes = ask.files.remove("file");
    let bytes = bytes.ok_or(Error::invalid("file", "picture-none"))?;
    let limit = ("file", ask.visit.place.number(PlaceField::PictureBytesMax));
    let actor = ask.actor()?;
    let taken = loose::take_in_told(&ask.app, &actor, bytes, limit, told).await?;
    answer(&ask, &taken)
}

async fn show(ask: Ask) -> Answer {
    let found = loose::own(&ask.app, &ask.actor()?, id(&ask)?).await?;
    answer(&ask, &found)
}

async fn tell(ask: Ask) -> Answer {
    let (actor, id) = (ask.actor()?, id(&ask)?);
    let found = loose::tell(&ask.app, &actor, id, told(&ask)?).await?;
    answer(&ask, &found)
}

async fn discard(ask: Ask) -> Answer {
    loose::discard(&ask.app, &ask.actor()?, id(&ask)?).await?;
    done()
}

fn told(ask: &Ask) -> Result<Told> {
    let focus = ask.params.text("focus").filter(|text| !text.is_empty());
    Ok(Told {
        alt: ask.params.text("description").map(str::to_owned),
        focus: focus.map(read_focus).transpose()?,
    })
}

fn id(ask: &Ask) -> Result<MediaId> {
    MediaId::parse(ask.part("id")).ok_or(Error::NotFound)
}

fn answer(ask: &Ask, picture: &Media) -> Answer {
    json(&MediaAttachment::new(picture, ask.base(), ask.pass()))
}
