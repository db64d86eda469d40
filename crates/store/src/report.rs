//! Reports, for their makers and the hosts of the place.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, PostId, ReportId};
use hafan_core::report::Category;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO reports (id, reporter_id, target_id, category, comment, rules, made_at,
              outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, '')";
    ADD_POST = "INSERT INTO report_posts (report_id, post_id) VALUES ($1, $2)
                ON CONFLICT (report_id, post_id) DO NOTHING";
    FIND = "SELECT id, reporter_id, target_id, category, comment, rules, made_at, closed_at,
            closed_by, outcome FROM reports WHERE id = $1";
    OPEN = "SELECT id, reporter_id, target_id, category, comment, rules, made_at, closed_at,
            closed_by, outcome FROM reports
            WHERE closed_at IS NULL AND (made_at, id) < ($1, $2)
            ORDER BY made_at DESC, id DESC LIMIT 41";
    CLOSED = "SELECT id, reporter_id, target_id, category, comment, rules, made_at, closed_at,
              closed_by, outcome FROM reports
              WHERE closed_at IS NOT NULL AND (made_at, id) < ($1, $2)
              ORDER BY made_at DESC, id DESC LIMIT 41";
    BY_REPORTER = "SELECT id, reporter_id, target_id, category, comment, rules, made_at, closed_at,
                   closed_by, outcome FROM reports WHERE reporter_id = $1
                   ORDER BY made_at DESC LIMIT 100";
    POSTS = "SELECT report_id, post_id FROM report_posts WHERE report_id {in $1}
             ORDER BY report_id, post_id";
    CLOSE = "UPDATE reports SET closed_at = $2, closed_by = $3, outcome = $4
             WHERE id = $1 AND closed_at IS NULL";
}

/// Reports on a page; the store gives one more.
pub const PAGE: usize = 40;

/// A report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Which.
    pub id: ReportId,
    /// Who made it; nobody once they have left.
    pub reporter: Option<AccountId>,
    /// About whom.
    pub target: AccountId,
    /// About what.
    pub category: Category,
    /// In the reporter's words; may be empty.
    pub comment: String,
    /// Numbers of rules that were named.
    pub rules: Vec<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was closed, and by whom.
    pub closed: Option<(Timestamp, AccountId)>,
    /// What came of it; empty while it is open.
    pub outcome: String,
}

/// Where a page begins: before this time and report.
pub type Before = (Timestamp, ReportId);

/// Keeps a report with the posts it names.
pub fn insert(tx: &mut Tx<'_>, report: &Report, posts: &[PostId]) -> Result<(), Error> {
    let rules = report.rules.join(" ");
    let params = [
        P::I(report.id.get()),
        P::I(report.reporter.map_or(0, AccountId::get)),
        P::I(report.target.get()),
        P::T(report.category.code()),
        P::T(&report.comment),
        P::T(&rules),
        P::I(report.made_at.micros()),
    ];
    tx.execute(INSERT, &params)?;
    for post in posts {
        tx.execute(ADD_POST, &[P::I(report.id.get()), P::I(post.get())])?;
    }
    Ok(())
}

/// One report.
pub fn find(read: &mut Read<'_>, id: ReportId) -> Result<Option<Report>, Error> {
    read.query_opt(FIND, &[P::I(id.get())], map)
}

/// Up to forty-one reports that are open, or closed, before one of them, newest first.
pub fn page(read: &mut Read<'_>, is_open: bool, before: Before) -> Result<Vec<Report>, Error> {
    let sql = if is_open { OPEN } else { CLOSED };
    let params = [P::I(before.0.micros()), P::I(before.1.get())];
    read.query(sql, &params, map)
}

/// The newest hundred reports of a persona.
pub fn by_reporter(read: &mut Read<'_>, reporter: AccountId) -> Result<Vec<Report>, Error> {
    read.query(BY_REPORTER, &[P::I(reporter.get())], map)
}

/// The posts that these reports name.
pub fn posts(read: &mut Read<'_>, reports: &[i64]) -> Result<Vec<(ReportId, PostId)>, Error> {
    read.query(POSTS, &[P::Ints(reports)], |row| {
        Ok((ReportId::new(row.i64(0)?), PostId::new(row.i64(1)?)))
    })
}

/// Closes a report with what came of it. False where it was closed before.
pub fn close(
    tx: &mut Tx<'_>,
    id: ReportId,
    (at, by): (Timestamp, AccountId),
    outcome: &str,
) -> Result<bool, Error> {
    let params = [
        P::I(id.get()),
        P::I(at.micros()),
        P::I(by.get()),
        P::T(outcome),
    ];
    Ok(tx.execute(CLOSE, &params)? == 1)
}

fn map(row: &Row<'_>) -> Result<Report, Error> {
    let reporter = row.i64(1)?;
    let closed = row.opt_i64(7)?.zip(row.opt_i64(8)?);
    Ok(Report {
        id: ReportId::new(row.i64(0)?),
        reporter: (reporter != 0).then_some(AccountId::new(reporter)),
        target: AccountId::new(row.i64(2)?),
        category: row.code(3, Category::parse)?,
        comment: row.text(4)?,
        rules: row.text(5)?.split_whitespace().map(str::to_owned).collect(),
        made_at: Timestamp::from_micros(row.i64(6)?),
        closed: closed.map(|(at, by)| (Timestamp::from_micros(at), AccountId::new(by))),
        outcome: row.text(9)?,
    })
}
