//! Timelines.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::list;
use super::reply::Answer;
use hafan_app::reading::home::{self, Tab};
use hafan_core::id::PostId;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::Get;
    all.add(
        (Get, "/api/v1/timelines/home"),
        Scope("read:statuses"),
        "Everything the persona follows, and nothing else.",
        home,
    )
}

async fn home(ask: Ask) -> Answer {
    let before = ask.cursor("max_id").map(PostId::new);
    let before = before.or(Some(hafan_app::reading::Slice::NEWEST));
    let found = home::home(&ask.app, &ask.visit, Some(Tab::Followed), before).await?;
    list::page(&ask, &found.slice.items).await
}
