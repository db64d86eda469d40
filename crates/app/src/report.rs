//! Reports: somebody tells the hosts of the place about an account, and hears what came of it.
//!
//! Who made a report is for the hosts alone. A host does not learn of reports about a persona of
//! their own: others look after those.

use crate::host::require_host;
use crate::identity::throttle;
use crate::look::{self, How};
use crate::notice::{self, About};
use crate::{Actor, App, Error, Fault, Result, Turn, reading};
use hafan_core::id::{AccountId, PostId, ReportId};
use hafan_core::notify::NotificationKind;
use hafan_core::policy;
pub use hafan_core::report::Category;
use hafan_core::text::SourceText;
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card};
use hafan_store::post::{self, PostRow};
pub use hafan_store::report::{Before, Report};
use hafan_store::{Read, persona_links, report, sight};
use std::collections::{HashMap, HashSet};

/// Characters that a reporter can say, as clients of this API expect.
pub const COMMENT_CHARS_MAX: usize = 1_000;
/// Characters of what came of a report.
pub const OUTCOME_CHARS_MAX: usize = 1_000;
/// Posts that one report names.
pub const POSTS_MAX: usize = 50;
/// Rules that one report names.
const RULES_MAX: usize = 20;

/// What somebody wishes to tell.
#[derive(Clone, Debug)]
pub struct Wish {
    /// About whom: a persona, or a community.
    pub target: AccountId,
    /// Posts of theirs.
    pub posts: Vec<PostId>,
    /// In words; may be empty.
    pub comment: String,
    /// About what.
    pub category: Category,
    /// Numbers of the rules it is about.
    pub rules: Vec<String>,
}

/// A report as a host reads it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The report.
    pub report: Report,
    /// Who made it, if they are there still.
    pub reporter: Option<Card>,
    /// About whom, if they are there still.
    pub target: Option<Card>,
    /// The posts it names that are there still.
    pub posts: Vec<PostRow>,
    /// Who closed it.
    pub closed_by: Option<Card>,
}

/// Which reports are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// Those nobody has closed.
    Open,
    /// The others.
    Closed,
}

/// A page of reports, newest first.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The reports.
    pub reports: Vec<Opened>,
    /// Where older ones go on.
    pub older: Option<Before>,
}

/// Tells the hosts about an account. The reporter gets a receipt among their news, and the pictures
/// of the posts are covered for them wherever they come again.
///
/// # Errors
/// `NotFound` for whom or what the actor may not see, and for posts of somebody else;
/// `Denied("that-is-you")`, `Invalid("comment")`; `Limited` after many in a day.
pub async fn file(app: &App, actor: Actor, wish: Wish) -> Result<(Report, Card)> {
    let comment = words(&wish.comment, "comment", COMMENT_CHARS_MAX)?;
    app.write(move |turn| {
        let me = actor.persona;
        let target = judge(turn, me, &wish)?;
        let buckets = [throttle::REPORTS.of(&[&me.to_string()])];
        throttle::count(turn, &buckets)?;
        let made = Report {
            id: ReportId::new(turn.random_id()),
            reporter: Some(me),
            target: wish.target,
            category: wish.category,
            comment: comment.clone(),
            rules: rules(&wish.rules),
            made_at: turn.now,
            closed: None,
            outcome: String::new(),
        };
        report::insert(turn.tx, &made, &wish.posts)?;
        look::refuse_posts(turn, me, &wish.posts, How::Report)?;
        tell(turn, me, NotificationKind::ReportTaken)?;
        turn.tell("host".to_owned(), "reports".to_owned());
        Ok((made, target))
    })
    .await
}

/// Whom the report is about, if the actor may report them and these posts.
fn judge(turn: &mut Turn<'_, '_>, me: AccountId, wish: &Wish) -> Result<Card> {
    let sight = turn.sight(me)?;
    policy::may_keep_house(&sight)?;
    if wish.target == me {
        return Err(Error::Denied("that-is-you"));
    }
    // Whoever blocked somebody first can tell of them still.
    let target = match sight.blocked.contains(&wish.target) {
        true => account::card(turn.tx, wish.target)?
            .filter(|card| card.state.is_there())
            .ok_or(Error::NotFound)?,
        false => reading::account::known(turn.tx, &sight, wish.target)?,
    };
    if wish.posts.len() > POSTS_MAX {
        return Err(Error::invalid("status_ids", "report-posts"));
    }
    let ids: Vec<i64> = wish.posts.iter().map(|id| id.get()).collect();
    let rows = match ids.is_empty() {
        true => Vec::new(),
        false => post::rows(turn.tx, &ids, Some(me))?,
    };
    // What somebody saw before they blocked its author they saw.
    let mut seeing = sight.clone();
    seeing.blocked.remove(&wish.target);
    let is_theirs = |row: &&PostRow| {
        let place = row.facts.community.map(|place| place.id.account());
        (row.facts.author == wish.target || place == Some(wish.target))
            && (policy::may_see(&seeing, &row.facts)
                // What waits for somebody they have read, and can tell of.
                || policy::may_judge(&seeing, &row.facts).is_ok())
    };
    let found: HashSet<PostId> = rows.iter().filter(is_theirs).map(|r| r.facts.id).collect();
    if !wish.posts.iter().all(|id| found.contains(id)) {
        return Err(Error::NotFound);
    }
    Ok(target)
}

fn rules(named: &[String]) -> Vec<String> {
    let is_number = |rule: &&String| rule.len() <= 4 && rule.parse::<u16>().is_ok();
    let numbers = named.iter().filter(is_number).take(RULES_MAX);
    numbers.cloned().collect()
}

/// The newest reports of the actor's own, to hear what came of them.
pub async fn own(app: &App, actor: Actor) -> Result<Vec<Report>> {
    app.read(move |read| Ok(report::by_reporter(read, actor.persona)?))
        .await
}

/// A page of reports for a host.
///
/// # Errors
/// `NotFound` for everyone but hosts.
pub async fn list(app: &App, actor: Actor, which: Which, before: Option<Before>) -> Result<Page> {
    let start = (Timestamp::from_micros(i64::MAX), ReportId::new(i64::MAX));
    app.read(move |read| {
        require_host(read, actor)?;
        let mut rows = report::page(read, which == Which::Open, before.unwrap_or(start))?;
        let has_more = rows.len() > hafan_store::report::PAGE;
        rows.truncate(hafan_store::report::PAGE);
        let last = rows.last().map(|row| (row.made_at, row.id));
        let mine: HashSet<AccountId> = persona_links::own(read, actor.member)?
            .into_iter()
            .collect();
        rows.retain(|row| !mine.contains(&row.target));
        Ok(Page {
            reports: opened(read, rows)?,
            older: last.filter(|_| has_more),
        })
    })
    .await
}

/// One report, for a host.
///
/// # Errors
/// `NotFound` for everyone but hosts, and for a report about a persona of the host's own.
pub async fn one(app: &App, actor: Actor, id: ReportId) -> Result<Opened> {
    app.read(move |read| {
        let found = for_host(read, actor, id)?;
        let opened = opened(read, vec![found])?.into_iter().next();
        opened.ok_or(Error::NotFound)
    })
    .await
}

/// Closes a report with a sentence, which its reporter is told among their news.
///
/// # Errors
/// As [`one`]; `Invalid("outcome")`; `Conflict("answered")` where it was closed before.
pub async fn close(app: &App, actor: Actor, id: ReportId, outcome: &str) -> Result<()> {
    let outcome = words(outcome, "outcome", OUTCOME_CHARS_MAX)?;
    if outcome.is_empty() {
        return Err(Error::invalid("outcome", "text-empty"));
    }
    app.write(move |turn| {
        let found = for_host(turn.tx, actor, id)?;
        if !report::close(turn.tx, id, (turn.now, actor.persona), &outcome)? {
            return Err(Error::Conflict("answered"));
        }
        match found.reporter {
            Some(reporter) => tell(turn, reporter, NotificationKind::ReportClosed),
            None => Ok(()),
        }
    })
    .await
}

fn for_host(read: &mut Read<'_>, actor: Actor, id: ReportId) -> Result<Report> {
    require_host(read, actor)?;
    let found = report::find(read, id)?.ok_or(Error::NotFound)?;
    let mine = persona_links::own(read, actor.member)?;
    if mine.contains(&found.target) {
        return Err(Error::NotFound);
    }
    Ok(found)
}

fn opened(read: &mut Read<'_>, reports: Vec<Report>) -> Result<Vec<Opened>> {
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = reports.iter().map(|report| report.id.get()).collect();
    let people = reports.iter().flat_map(|report| {
        let closed_by = report.closed.map(|(_, by)| by);
        [report.reporter, Some(report.target), closed_by]
    });
    let people: HashSet<i64> = people.flatten().map(AccountId::get).collect();
    let people: Vec<i64> = people.into_iter().collect();
    let cards: HashMap<AccountId, Card> = account::cards(read, &people)?
        .into_iter()
        .filter(|card| card.state.is_there())
        .map(|card| (card.id, card))
        .collect();
    let named = report::posts(read, &ids)?;
    let posts: Vec<i64> = named.iter().map(|(_, post)| post.get()).collect();
    let rows = match posts.is_empty() {
        true => Vec::new(),
        false => post::rows(read, &posts, None)?,
    };
    let rows: HashMap<PostId, PostRow> = rows
        .into_iter()
        .filter(|row| !row.facts.is_gone)
        .map(|row| (row.facts.id, row))
        .collect();
    let open = |report: Report| Opened {
        reporter: report.reporter.and_then(|id| cards.get(&id)).cloned(),
        target: cards.get(&report.target).cloned(),
        closed_by: report.closed.and_then(|(_, by)| cards.get(&by)).cloned(),
        posts: named
            .iter()
            .filter(|(of, _)| *of == report.id)
            .filter_map(|(_, post)| rows.get(post).cloned())
            .collect(),
        report,
    };
    Ok(reports.into_iter().map(open).collect())
}

/// Tells the reporter; it is about nobody but themselves.
fn tell(turn: &mut Turn<'_, '_>, who: AccountId, kind: NotificationKind) -> Result<()> {
    notice::tell(turn, who, (kind, who), About::default())?;
    Ok(())
}

fn words(typed: &str, field: &'static str, chars_max: usize) -> Result<String> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let bound = i64::try_from(chars_max).unwrap_or(i64::MAX);
    SourceText::parse(typed, chars_max)
        .map(|text| text.as_str().to_owned())
        .map_err(|error| {
            let fault = Fault::with_bound(field, error.code(), bound);
            Error::Invalid(vec![fault])
        })
}

/// Who is reported, for the form: an account that the actor may know of.
///
/// # Errors
/// `NotFound`.
pub async fn about(app: &App, actor: Actor, target: AccountId) -> Result<Card> {
    app.read(move |read| {
        let sight = sight::load(read, Some(actor.persona))?;
        reading::account::known(read, &sight, target)
    })
    .await
}
