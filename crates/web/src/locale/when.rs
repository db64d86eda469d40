//! Dates and lengths of time as people say them.
//!
//! Nothing here reads a clock: "now" is given, so that a page says one and the same now.

use std::time::Duration;

use hafan_core::time::{SECOND_US, Timestamp};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::Texts;

/// Before this hour a time is "today", not "this morning": at three nobody says morning.
const MORNING_STARTS_HOUR: i8 = 5;
/// From this hour on it is no longer morning.
const MORNING_ENDS_HOUR: i8 = 12;
/// Names of weekdays reach this many days back; a week back the name would be today's own.
const WEEKDAY_REACH_DAYS: i32 = 6;

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

/// When something happened, as one would say it at `now` in the zone `tz`: "just now", "20
/// minutes ago", "this morning at 8:05", "yesterday at 9:12", "Tuesday at 9:12", "3 May", "3 May
/// 2025". What lies ahead is said with its day: "today at 18:00", "tomorrow at 9:00".
pub fn said(at: Timestamp, now: Timestamp, tz: &TimeZone, texts: &Texts) -> String {
    let ago_s = now.since(at).div_euclid(SECOND_US);
    // Clocks differ by some seconds; a post is never "in the future" for that.
    if (-MINUTE_S..MINUTE_S).contains(&ago_s) {
        return texts.t("when-now").to_owned();
    }
    if (0..HOUR_S).contains(&ago_s) {
        return texts.f("when-minutes-ago", &[("count", (ago_s / MINUTE_S).into())]);
    }
    let at = local(at, tz);
    let today = local(now, tz).date();
    let days_back = (today - at.date()).get_days();
    let at_time = |key: &str| texts.f(key, &[("time", clock(at.time()).into())]);
    match days_back {
        -1 => at_time("when-tomorrow"),
        0 if is_morning(at.time()) && ago_s > 0 => at_time("when-morning"),
        0 => at_time("when-today"),
        1 => at_time("when-yesterday"),
        2..=WEEKDAY_REACH_DAYS => {
            let day = texts.t(weekday_key("when-on-", at.date()).as_str());
            texts.f(
                "when-weekday",
                &[("day", day.into()), ("time", clock(at.time()).into())],
            )
        }
        _ if at.year() == today.year() => day_and_month(at.date(), texts),
        _ => day_month_year(at.date(), texts),
    }
}

/// The whole moment, for a `title`: "Tuesday 3 May 2025, 9:12".
pub fn full(at: Timestamp, tz: &TimeZone, texts: &Texts) -> String {
    let at = local(at, tz);
    texts.f(
        "when-full",
        &[
            (
                "weekday",
                texts.t(&weekday_key("weekday-", at.date())).into(),
            ),
            ("date", day_month_year(at.date(), texts).into()),
            ("time", clock(at.time()).into()),
        ],
    )
}

/// The day alone, always with its year: "3 May 2025".
pub fn day(at: Timestamp, tz: &TimeZone, texts: &Texts) -> String {
    day_month_year(local(at, tz).date(), texts)
}

/// The month alone, where a day would tell too much: "May 2025".
pub fn month(at: Timestamp, tz: &TimeZone, texts: &Texts) -> String {
    let date = local(at, tz).date();
    let month = texts.t(month_key(date)).into();
    // As text: a number would be written with a thousands mark in some languages.
    let year = date.year().to_string().into();
    texts.f("when-month-year", &[("month", month), ("year", year)])
}

/// The moment as a field of a form for dates and times has it (HTML, "local date and time").
pub fn typed(at: Timestamp, tz: &TimeZone) -> String {
    local(at, tz).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// The moment that somebody typed into such a field. A time that their clocks have twice is the
/// first of the two, one that they leave out is as much later.
pub fn read(typed: &str, tz: &TimeZone) -> Option<Timestamp> {
    let at: DateTime = typed.trim().parse().ok()?;
    let at = at.to_zoned(tz.clone()).ok()?.timestamp();
    Some(Timestamp::from_micros(at.as_microsecond()))
}

/// The moment for machines, for a `datetime` attribute: RFC 3339, UTC, whole seconds.
pub fn machine(at: Timestamp) -> String {
    instant(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// How long something lasts, rounded up to whole minutes, hours or days: "5 minutes", "2 hours".
/// Never less than a minute, so that "try again in …" is never too early.
pub fn lasting(length: Duration, texts: &Texts) -> String {
    let seconds = length
        .as_secs()
        .saturating_add(u64::from(length.subsec_nanos() > 0))
        .max(1);
    let (key, unit_s) = match seconds {
        // Over 90 minutes in minutes, or over two days in hours, nobody counts any more.
        ..=5_400 => ("when-lasting-minutes", MINUTE_S),
        5_401..=172_800 => ("when-lasting-hours", HOUR_S),
        _ => ("when-lasting-days", DAY_S),
    };
    let count = seconds.div_ceil(unit_s.unsigned_abs());
    texts.f(
        key,
        &[("count", i64::try_from(count).unwrap_or(i64::MAX).into())],
    )
}

fn local(at: Timestamp, tz: &TimeZone) -> DateTime {
    instant(at).to_zoned(tz.clone()).datetime()
}

/// The moment as the calendar library has it. Beyond its ten thousand years: its last moment.
fn instant(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(at.micros()).unwrap_or(jiff::Timestamp::MAX)
}

fn is_morning(time: Time) -> bool {
    (MORNING_STARTS_HOUR..MORNING_ENDS_HOUR).contains(&time.hour())
}

fn clock(time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

fn day_and_month(date: Date, texts: &Texts) -> String {
    texts.f(
        "when-day",
        &[
            ("day", i64::from(date.day()).into()),
            ("month", texts.t(month_key(date)).into()),
        ],
    )
}

fn day_month_year(date: Date, texts: &Texts) -> String {
    texts.f(
        "when-day-year",
        &[
            ("day", i64::from(date.day()).into()),
            ("month", texts.t(month_key(date)).into()),
            // As text: a number would be written with a thousands mark in some languages.
            ("year", date.year().to_string().into()),
        ],
    )
}

fn weekday_key(prefix: &str, date: Date) -> String {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let index = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    format!("{prefix}{}", NAMES[index])
}

fn month_key(date: Date) -> &'static str {
    const KEYS: [&str; 12] = [
        "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
        "month-9", "month-10", "month-11", "month-12",
    ];
    KEYS[usize::from(date.month().unsigned_abs()) - 1]
}
