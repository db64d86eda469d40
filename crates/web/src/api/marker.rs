//! Where the persona has read to.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::marker::Marker;
use super::reply::{Answer, json};
use super::shape::{self, Answers, Kind, Param, Takes};
use hafan_app::marker::{self, List};
use hafan_app::{Error, Result};
use std::collections::BTreeMap;

/// Marks by the names of their lists.
type Markers = BTreeMap<&'static str, Marker>;

/// Where a list was read to.
const MARK: &[Param] = &[shape::text("last_read_id")];
/// Marks of both lists.
const MARKS: Takes = &[&[
    shape::of("home", Kind::Object(&[MARK])),
    shape::of("notifications", Kind::Object(&[MARK])),
]];

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Get, Post};
    all.add(
        (Get, "/api/v1/markers"),
        Scope("read:statuses"),
        "Where the persona has read to in its home and its notifications.",
        show,
    )
    .takes(const { &[&[shape::texts("timeline")]] })
    .answers(Answers::json::<Markers>())
    .add(
        (Post, "/api/v1/markers"),
        Scope("write:statuses"),
        "Notes where the persona has read to; a mark never moves back.",
        note,
    )
    .takes(MARKS)
    .answers(Answers::json::<Markers>())
}

async fn show(ask: Ask) -> Answer {
    let wanted = ask.params.texts("timeline");
    let lists = List::ALL.into_iter();
    let lists = lists.filter(|list| wanted.contains(&list.code()));
    let found = marker::read(&ask.app, ask.actor()?, lists.collect()).await?;
    json(&entities(&found))
}

async fn note(ask: Ask) -> Answer {
    let mut marks = Vec::new();
    for list in List::ALL {
        marks.extend(wished(&ask, list)?.map(|read_to| (list, read_to)));
    }
    let found = marker::note(&ask.app, ask.actor()?, marks).await?;
    json(&entities(&found))
}

/// Where the application has read to in this list, if it says so.
fn wished(ask: &Ask, list: List) -> Result<Option<i64>> {
    let of_list = ask.params.within(list.code());
    let Some(text) = of_list.text("last_read_id") else {
        return Ok(None);
    };
    let read_to = text.parse().ok().filter(|id| *id >= 0);
    let read_to = read_to.ok_or_else(|| Error::invalid("last_read_id", "params"))?;
    Ok(Some(read_to))
}

fn entities(found: &[(List, marker::Marker)]) -> Markers {
    let each = found.iter();
    each.map(|(list, marker)| (list.code(), Marker::new(marker)))
        .collect()
}
