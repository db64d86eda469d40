//! What applications ask for, and the lines they keep open.

use crate::http::Connection;
use crate::load::{Asked, Measured, idle, measure as load};
use crate::options::Options;
use crate::pages::{BUSY, Yardstick, figure_of, refused};
use crate::place::Place;
use crate::process::Process;
use crate::report::{Figure, Report, Target};
use crate::seed::PEOPLE;
use crate::{Fault, SETTLE};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::task::LocalSet;

/// Lines that are open at once.
const LINES: usize = 1_000;
/// Posts that are told over them.
const TOLD: usize = 10;
/// What all lines together may add to the memory of the server, in MiB.
const LINES_MIB_MAX: f64 = 40.0;
/// Within this every line has heard of a post, in milliseconds from sending it.
const HEARD_MS_MAX: f64 = 200.0;
/// A line that has not heard by then never will.
const HEARD_TIME_MAX: Duration = Duration::from_secs(20);
/// Of the yardstick's requests a second.
const SHARE_MIN: f64 = 1.0 / 3.0;
/// Of the middle answer's time.
const P99_TO_P50_MAX: f64 = 10.0;
/// CPU of a thread of a hundred answers, in milliseconds.
const CONTEXT_MS_MAX: f64 = 3.0;

/// Measures lists as applications ask for them, and lines of live updates.
pub async fn measure(
    place: &Place,
    server: &Process,
    options: &Options,
    yardstick: &Yardstick,
    report: &mut Report,
) -> Result<(), Fault> {
    let idle = idle(server, options.time).await;
    for (name, path) in asked_for(place) {
        // An address that was never asked has no answer that could be given again.
        let separator = if path.contains('?') { '&' } else { '?' };
        let anew = format!("{path}{separator}n={{n}}");
        for (how, path) in [("quiet place", path), ("asked anew", anew)] {
            let asked = Asked {
                path,
                credentials: tokens(place),
            };
            let alone = load(server, &asked, 1, (options.time, idle)).await?;
            let busy = load(server, &asked, BUSY, (options.time, idle)).await?;
            write(&format!("{name}, {how}"), &alone, &busy, yardstick, report);
        }
    }
    lines(place, server, report).await
}

fn asked_for(place: &Place) -> Vec<(&'static str, String)> {
    let seeded = &place.seeded;
    let thread = seeded.thread.rsplit('/').next().unwrap_or_default();
    let author = seeded.people[1].account;
    vec![
        ("API home", "/api/v1/timelines/home".to_owned()),
        ("API context", format!("/api/v1/statuses/{thread}/context")),
        (
            "API account statuses",
            format!("/api/v1/accounts/{author}/statuses"),
        ),
        (
            "API notifications",
            "/api/v1/notifications?limit=20".to_owned(),
        ),
    ]
}

fn tokens(place: &Place) -> Vec<String> {
    let people = place.seeded.people.iter();
    people
        .map(|person| format!("Bearer {}", person.token))
        .collect()
}

fn write(
    name: &str,
    alone: &Measured,
    busy: &Measured,
    yardstick: &Yardstick,
    report: &mut Report,
) {
    for measured in [alone, busy] {
        if let Some(refusal) = measured.refusal() {
            refused(name, measured, refusal, report);
            return;
        }
    }
    let title = format!("{name}, 1 conn.");
    let mut figure = figure_of(&title, alone);
    figure.note = format!("{} bytes; {}", alone.bytes, figure.note);
    if name.starts_with("API context") {
        figure.target = Some(Target::Below(CONTEXT_MS_MAX));
    }
    report.figure(&figure);
    let title = format!("{name}, {BUSY} conn.");
    report.figure(&figure_of(&title, busy));
    let title = format!("{name}, {BUSY} conn., of the yardstick");
    let share = Figure::new(&title, busy.per_second / yardstick.per_second, "x req/s");
    let share = share.target(Target::AtLeast(SHARE_MIN));
    report.figure(&share.note(format!("yardstick {:.0}/s", yardstick.per_second)));
    let title = format!("{name}, {BUSY} conn., p99 to p50");
    let spread = Figure::new(&title, busy.p99_ms / busy.p50_ms, "x");
    report.figure(&spread.target(Target::Below(P99_TO_P50_MAX)));
}

/// Opens [`LINES`] lines of what is public, and measures what they hold and how soon all hear.
async fn lines(place: &Place, server: &Process, report: &mut Report) -> Result<(), Fault> {
    let tokens = tokens(place);
    let mut author = Connection::open(server.address).await?;
    let chosen = r#"{"discoverable":true,"indexable":true}"#;
    let at = "/api/v1/accounts/update_credentials";
    let answer = author.json("PATCH", at, &tokens[0], chosen).await?;
    if answer.status != 200 {
        return Err(format!("{at} was answered with {}", answer.status).into());
    }
    let before = server.memory_kib();
    let local = LocalSet::new();
    let (heard, mut hears) = mpsc::unbounded_channel();
    let heard = Rc::new(heard);
    for line in 0..LINES {
        let mut connection = Connection::open(server.address).await?;
        let token = &tokens[line % PEOPLE];
        let status = connection
            .listen("/api/v1/streaming/public", token)
            .await?
            .status;
        if status != 200 {
            return Err(format!("a line was answered with {status}").into());
        }
        let heard = Rc::clone(&heard);
        local.spawn_local(async move {
            for number in 0..TOLD {
                let sought = format!("number {number} of the lines");
                if connection.until(sought.as_bytes()).await.is_err() {
                    return;
                }
                heard.send((number, Instant::now())).ok();
            }
        });
    }
    drop(heard);
    let slowest = local.run_until(async {
        tokio::time::sleep(SETTLE).await;
        let held = server.memory_kib().saturating_sub(before) as f64 / 1024.0;
        let mut slowest = Vec::new();
        for number in 0..TOLD {
            let words = format!(
                r#"{{"status":"The bus, number {number} of the lines","visibility":"public"}}"#
            );
            let sent = Instant::now();
            let posted = author.json("POST", "/api/v1/statuses", &tokens[0], &words);
            let status = posted.await?.status;
            if status != 200 {
                return Err::<_, Fault>(format!("a post was answered with {status}").into());
            }
            let mut last = Duration::ZERO;
            for _ in 0..LINES {
                let next = tokio::time::timeout(HEARD_TIME_MAX, hears.recv()).await;
                let (told, at) = next?.ok_or("a line has ended")?;
                if told != number {
                    return Err(format!("{told} was told in place of {number}").into());
                }
                last = last.max(at.duration_since(sent));
            }
            slowest.push(last.as_secs_f64() * 1_000.0);
        }
        Ok((held, slowest))
    });
    let (held, mut slowest) = slowest.await?;
    slowest.sort_by(f64::total_cmp);
    let name = format!("memory of {LINES} open lines");
    let figure = Figure::new(&name, held, "MiB");
    report.figure(&figure.target(Target::Below(LINES_MIB_MAX)));
    let name = format!("from sending a post until the last of {LINES} lines heard, most");
    let figure = Figure::new(&name, slowest[TOLD - 1], "ms");
    let figure = figure.target(Target::Below(HEARD_MS_MAX));
    report.figure(&figure.note(format!("middle of {TOLD}: {:.0} ms", slowest[TOLD / 2])));
    Ok(())
}
