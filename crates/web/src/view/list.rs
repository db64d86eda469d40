//! Lists of posts by day, and where they go on.

use crate::locale::when;
use crate::page::Page;
use crate::view::PostView;
use hafan_app::Error;
use hafan_app::reading::Item;
use hafan_core::time::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Days back that are called by their weekday; a week back the name would be today's own.
const WEEKDAY_REACH_DAYS: i32 = 6;

/// What was written on one day.
pub struct Day<T> {
    /// "Today", "Tuesday", "3 May 2025".
    pub label: String,
    /// In the order of the list.
    pub rows: Vec<T>,
}

/// The posts of a list, by the day they came.
pub fn post_days(page: &Page, items: &[Item]) -> Vec<Day<PostView>> {
    let rows = items
        .iter()
        .map(|item| (item.post.created_at, PostView::new(page, item)))
        .filter(|(_, view)| !view.is_left_out);
    days(page, rows)
}

/// Rows by the day of their time, in the order they come.
pub fn days<T>(page: &Page, rows: impl Iterator<Item = (Timestamp, T)>) -> Vec<Day<T>> {
    let today = date(page.visit().now, page.zone());
    let mut days: Vec<(Date, Day<T>)> = Vec::new();
    for (at, row) in rows {
        let day = date(at, page.zone());
        match days.last_mut() {
            Some((last, group)) if *last == day => group.rows.push(row),
            _ => {
                let label = label(page, at, day, today);
                let rows = vec![row];
                days.push((day, Day { label, rows }));
            }
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

fn label(page: &Page, at: Timestamp, day: Date, today: Date) -> String {
    const WEEKDAYS: [&str; 7] = [
        "weekday-mon",
        "weekday-tue",
        "weekday-wed",
        "weekday-thu",
        "weekday-fri",
        "weekday-sat",
        "weekday-sun",
    ];
    match (today - day).get_days() {
        0 => page.t("day-today").to_owned(),
        1 => page.t("day-yesterday").to_owned(),
        2..=WEEKDAY_REACH_DAYS => {
            let index = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
            page.t(WEEKDAYS[index]).to_owned()
        }
        _ => when::day(at, page.zone(), &page.texts()),
    }
}

fn date(at: Timestamp, zone: &TimeZone) -> Date {
    jiff::Timestamp::from_microsecond(at.micros())
        .unwrap_or(jiff::Timestamp::MAX)
        .to_zoned(zone.clone())
        .date()
}

/// Where a page begins, as an address says it. What nobody could have been given is not there.
pub fn cursor<T>(
    text: Option<&str>,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Error> {
    match text {
        None => Ok(None),
        Some(text) => parse(text).map(Some).ok_or(Error::NotFound),
    }
}

/// Two numbers with a point between them: a cursor of lists that are ordered by two things.
pub fn two_numbers(text: &str) -> Option<(i64, i64)> {
    let (first, second) = text.split_once('.')?;
    let number = |text: &str| text.parse::<i64>().ok().filter(|n| *n >= 0);
    Some((number(first)?, number(second)?))
}
