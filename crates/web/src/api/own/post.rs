//! Posts for a community, a circle or named people, which Mastodon's API cannot say; and what comes
//! from people one has talked with.

use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::status::Status;
use crate::api::list;
use crate::api::reply::Answer;
use crate::api::shape::{self, Answers, STRETCH};
use crate::api::status::takes::NEW;
use crate::api::status::{Published, publish, wish};
use hafan_app::post::ForWhom;
use hafan_app::reading::home::{self, Tab};
use hafan_app::{Error, Result};
use hafan_core::audience::WhoMay;
use hafan_core::id::{CircleId, CommunityId};

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    all.add(
        (Verb::Post, "/api/hafan/v1/statuses"),
        Scope("write:statuses"),
        "Publishes a post for a community, a circle or people by name. Takes `Idempotency-Key`.",
        create,
    )
    .takes(
        const {
            &[
                &[
                    shape::id("community_id"),
                    shape::id("circle_id"),
                    shape::texts("to"),
                    shape::choice("replies", WHO_MAY),
                    shape::choice("quotes", WHO_MAY),
                ],
                NEW,
            ]
        },
    )
    .answers(Answers::json::<Published>())
    .add(
        (Verb::Get, "/api/hafan/v1/timelines/familiar"),
        Scope("read:statuses"),
        "What people wrote with whom the persona has exchanged words.",
        familiar,
    )
    .takes(const { &[STRETCH] })
    .answers(Answers::json::<Vec<Status>>())
}

async fn create(ask: Ask) -> Answer {
    let mut wish = wish(&ask)?;
    if let Some(for_whom) = for_whom(&ask)? {
        wish.for_whom = for_whom;
    }
    let to = ask.params.texts("to").into_iter();
    wish.to = to.map(str::to_owned).collect();
    wish.replies = who_may(&ask, "replies")?;
    // The word of this API says more than that of Mastodon's.
    wish.quotes = who_may(&ask, "quotes")?.or(wish.quotes);
    publish(&ask, wish).await
}

/// Who may answer or quote, where it is told.
pub(super) fn who_may(ask: &Ask, name: &'static str) -> Result<Option<WhoMay>> {
    let told = ask.params.text(name);
    let parsed = told.map(|code| WhoMay::parse(code).ok_or(Error::invalid(name, "choice")));
    parsed.transpose()
}

/// Every code of [`WhoMay`].
pub(super) const WHO_MAY: &[&str] = &[
    "everyone",
    "followers",
    "followed",
    "members",
    "named",
    "ask",
    "nobody",
];

/// The community or the circle it is for; one of them.
fn for_whom(ask: &Ask) -> Result<Option<ForWhom>> {
    let id = |name| ask.params.text(name).filter(|id| !id.is_empty());
    Ok(match (id("community_id"), id("circle_id")) {
        (None, None) => None,
        (Some(id), None) => {
            let id = CommunityId::parse(id).ok_or(Error::NotFound)?;
            Some(ForWhom::Community(id))
        }
        (None, Some(id)) => {
            let id = CircleId::parse(id).ok_or(Error::NotFound)?;
            Some(ForWhom::Circle(id))
        }
        (Some(_), Some(_)) => return Err(Error::invalid("circle_id", "choice")),
    })
}

async fn familiar(ask: Ask) -> Answer {
    let found = home::stretch(&ask.app, ask.actor()?, Tab::Familiar, list::window(&ask)).await?;
    list::slice(&ask, &found).await
}
