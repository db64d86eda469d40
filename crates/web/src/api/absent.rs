//! What clients ask for because Mastodon has it, and this place does not: an honest answer instead
//! of a riddle. What stands in no list here is 404 by itself.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::reply::{Answer, done};
use super::shape::{self, Answers};
use hafan_app::Error;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::{Member, Nothing, Scope};
    use Verb::{Delete, Get, Post, Put};
    let all = all
        .add(
            (Delete, "/api/v1/suggestions/{id}"),
            Scope("read"),
            "Nobody is recommended to anybody, so nobody is taken out either.",
            async |_: Ask| done(),
        )
        .answers(Answers::Done)
        .add(
            (Post, "/api/v1/emails/confirmations"),
            Member,
            "No e-mail address has to be confirmed here: refused.",
            async |_: Ask| Err(Error::Denied("no-confirmation")),
        )
        .takes(const { &[&[shape::text("email")]] })
        .answers(Answers::Never);
    let missing: [(Verb, &str, Needs, &str); 4] = [
        (
            Post,
            "/api/v1/announcements/{id}/dismiss",
            Scope("write:accounts"),
            "There are no announcements.",
        ),
        (
            Put,
            "/api/v1/announcements/{id}/reactions/{name}",
            Scope("write:favourites"),
            "There are no announcements.",
        ),
        (
            Delete,
            "/api/v1/announcements/{id}/reactions/{name}",
            Scope("write:favourites"),
            "There are no announcements.",
        ),
        (
            Get,
            "/api/v1/instance/terms_of_service/{date}",
            Nothing,
            "None apart from the rules of the place.",
        ),
    ];
    missing
        .into_iter()
        .fold(all, |all, (verb, path, needs, why)| {
            all.add((verb, path), needs, why, nowhere)
                .answers(Answers::Never)
        })
}

async fn nowhere(_: Ask) -> Answer {
    Err(Error::NotFound)
}
