//! Lists of posts as applications read them.

use super::ask::Ask;
use super::entity::status::{Around, Status};
use super::reply::{Answer, json, with_links};
use hafan_app::media::pass::Pass;
use hafan_app::reading::numbers::Numbers;
use hafan_app::reading::{self, Item, Quoted, Slice, Window, past};
use hafan_app::visit::Visit;
use hafan_app::{App, Result};
use hafan_core::id::{AccountId, PostId};

/// Who reads: an application that asks, a stream, a push.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The house.
    pub app: &'a App,
    /// Who looks.
    pub viewer: Option<AccountId>,
    /// With what they open pictures that not everyone may see.
    pub pass: Option<&'a Pass>,
    /// They asked for numbers about popularity.
    pub shows_counts: bool,
}

impl<'a> Reader<'a> {
    /// Whoever visits.
    pub fn of(app: &'a App, visit: &'a Visit) -> Self {
        let me = visit.me.as_ref();
        Self {
            app,
            viewer: visit.viewer(),
            pass: me.and_then(|me| me.pass.as_ref()),
            shows_counts: me.is_some_and(|me| me.shows_counts),
        }
    }

    /// The address of the place.
    pub fn base(&self) -> &'a str {
        &self.app.config.public_url
    }
}

/// The statuses of items, in their order.
pub async fn statuses(ask: &Ask, items: &[Item]) -> Result<Vec<Status>> {
    statuses_for(ask.reader(), items).await
}

/// As [`statuses`], also for whoever is not asking just now.
pub async fn statuses_for(reader: Reader<'_>, items: &[Item]) -> Result<Vec<Status>> {
    let names = reading::named(reader.app, reader.viewer, items).await?;
    let numbers = numbers(reader, items).await?;
    let around = Around {
        base: reader.base(),
        now: reader.app.now(),
        viewer: reader.viewer,
        pass: reader.pass,
        numbers: &numbers,
        names: &names,
    };
    Ok(items.iter().map(|item| around.status(item)).collect())
}

/// Numbers about what is shown, for whoever asked for them.
async fn numbers(reader: Reader<'_>, items: &[Item]) -> Result<Numbers> {
    if !reader.shows_counts || items.is_empty() {
        return Ok(Numbers::default());
    }
    let (mut posts, mut people) = (Vec::new(), Vec::new());
    for item in items {
        posts.push(item.post.facts.id);
        people.push(item.author.id);
        people.extend(item.passed_on_by.as_ref().map(|card| card.id));
        if let Some(Quoted::Shown(quoted)) = &item.quote {
            posts.push(quoted.post.facts.id);
            people.push(quoted.author.id);
        }
    }
    people.sort_unstable();
    people.dedup();
    reading::numbers::numbers(reader.app, reader.viewer, posts, people).await
}

/// The status of a post that the viewer may see.
pub async fn status(ask: &Ask, id: PostId) -> Result<Status> {
    let item = reading::one(&ask.app, ask.viewer(), id).await?;
    past::read_of(&ask.app, ask.who_reads(), &[&item]).await?;
    let found = statuses(ask, &[item]).await?.into_iter().next();
    found.ok_or(hafan_app::Error::NotFound)
}

/// The stretch of a list that was asked for: `max_id`, `since_id`, `min_id`, `limit`.
pub fn window(ask: &Ask) -> Window {
    let cursor = |name| ask.cursor(name).map(PostId::new);
    let lowest = cursor("min_id");
    let after = lowest.max(cursor("since_id"));
    Window {
        before: cursor("max_id").unwrap_or(Slice::NEWEST),
        after: after.unwrap_or(PostId::new(0)),
        is_upward: lowest.is_some(),
        limit: ask.limit(20, 40),
    }
}

/// A stretch of a list, with the links to what stands before and after it: also where nothing of
/// what was looked at is for this reader, and more is to be looked at.
pub async fn slice(ask: &Ask, slice: &Slice) -> Answer {
    let statuses = statuses(ask, &slice.items).await?;
    let last = slice.items.last().map(|item| item.listed_as);
    let first = slice.items.first().map(|item| item.listed_as);
    // Marks of the way are for pages on which nothing is for this reader.
    let older = last.or(slice.older).map(|id| ("next", "max_id", id));
    let newer = first.or(slice.newer).map(|id| ("prev", "min_id", id));
    let links = [older, newer].into_iter().flatten();
    let links: Vec<_> = links
        .map(|(rel, cursor, id)| (rel, link(ask, cursor, &id.to_string())))
        .collect();
    Ok(with_links(json(&statuses)?, &links))
}

/// The address of another page of this list: all that was asked for, from this mark on.
pub fn link(ask: &Ask, cursor: &str, mark: &str) -> String {
    let kept = ask.kept_query();
    let joint = if kept.is_empty() { "" } else { "&" };
    format!("{}{}?{kept}{joint}{cursor}={mark}", ask.base(), ask.at)
}
