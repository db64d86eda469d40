//! Lists of posts as applications read them.

use super::ask::Ask;
use super::entity::status::{Around, Status};
use super::reply::{Answer, json, with_links};
use hafan_app::Result;
use hafan_app::reading::{self, Item};
use hafan_core::id::PostId;

/// The statuses of items, in their order.
pub async fn statuses(ask: &Ask, items: &[Item]) -> Result<Vec<Status>> {
    let names = reading::named(&ask.app, ask.viewer(), items).await?;
    let around = Around {
        base: ask.base(),
        now: ask.visit.now,
        viewer: ask.viewer(),
        names: &names,
    };
    Ok(items.iter().map(|item| around.status(item)).collect())
}

/// The status of a post that the viewer may see.
pub async fn status(ask: &Ask, id: PostId) -> Result<Status> {
    let item = reading::one(&ask.app, ask.viewer(), id).await?;
    let found = statuses(ask, &[item]).await?.into_iter().next();
    found.ok_or(hafan_app::Error::NotFound)
}

/// A page of a list, with the links to the pages before and after it.
pub async fn page(ask: &Ask, items: &[Item]) -> Answer {
    let statuses = statuses(ask, items).await?;
    let ids = (items.first(), items.last());
    let links = match ids {
        (Some(first), Some(last)) => links(ask, first.listed_as.get(), last.listed_as.get()),
        _ => vec![],
    };
    Ok(with_links(json(&statuses)?, &links))
}

/// Links to the pages before and after one that begins and ends with these ids. What else was asked
/// for stays.
pub fn links(ask: &Ask, first: i64, last: i64) -> Vec<(&'static str, String)> {
    vec![
        ("next", link(ask, "max_id", &last.to_string())),
        ("prev", link(ask, "min_id", &first.to_string())),
    ]
}

/// The address of another page of this list: all that was asked for, from this mark on.
pub fn link(ask: &Ask, cursor: &str, mark: &str) -> String {
    let kept = ask.kept_query();
    let joint = if kept.is_empty() { "" } else { "&" };
    format!("{}{}?{kept}{joint}{cursor}={mark}", ask.base(), ask.at)
}
