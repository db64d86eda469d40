//! Start, memory, the cost of each page, and the way of new posts, on one database.

use crate::load::{Asked, Measured, idle, measure as load};
use crate::options::Options;
use crate::place::Place;
use crate::process::{Process, load_average};
use crate::report::{Figure, Report, Target};
use crate::{Fault, api, fanout, memory};
use hafan_app::store::Backend;
use std::time::Duration;

/// Quiet before memory is read: what was needed to start has been given back by then.
const REST: Duration = Duration::from_secs(5);
/// Connections of the busy measurement.
pub const BUSY: usize = 32;

/// Targets of a page's CPU, by the name of the surface, in milliseconds.
const CPU_MS_TARGETS: &[(&str, f64)] = &[
    ("home, everything I follow", 1.0),
    ("home, familiar voices", 1.0),
    ("thread of 100 answers", 3.0),
];

/// Measures everything but growth.
pub async fn measure(
    options: &Options,
    backend: Backend,
    report: &mut Report,
) -> Result<(), Fault> {
    let place = Place::filled(&options.program, backend, options.posts).await?;
    place.settle().await?;
    report.section(&format!(
        "{backend:?}, {} posts: start and memory",
        options.posts
    ));
    starts(&place, options.starts, report).await?;
    let mut server = place.serve()?;
    server.first_answer("/healthz").await?;
    tokio::time::sleep(REST).await;
    resident(&server, "memory at rest", 32.0, report);
    memory::spend(&place, &server).await?;
    tokio::time::sleep(memory::QUIET).await;
    let name = "memory after sign-ins and photos";
    resident(&server, name, 120.0, report);
    report.section(&format!("{backend:?}, {} posts: pages", options.posts));
    let yardstick = yardstick(options, report).await?;
    surfaces(&place, &server, options, yardstick.cpu_us, report).await?;
    report.section(&format!("{backend:?}: applications"));
    api::measure(&place, &server, options, &yardstick, report).await?;
    report.section(&format!("{backend:?}: posts with 30 local followers"));
    fanout::measure(&place, &server, options, report).await?;
    tokio::time::sleep(REST).await;
    resident(&server, "memory after load", 120.0, report);
    Ok(())
}

async fn starts(place: &Place, starts: usize, report: &mut Report) -> Result<(), Fault> {
    for path in ["/healthz", "/"] {
        let mut times = Vec::new();
        for _ in 0..starts {
            times.push(place.serve()?.first_answer(path).await?);
        }
        times.sort_unstable();
        let middle = times[times.len() / 2].as_secs_f64();
        let name = format!("start to the first answer of {path}");
        let figure = Figure::new(&name, middle, "s").target(Target::Below(0.1));
        report.figure(&figure.note(format!("middle of {starts}; load {}", load_average())));
    }
    Ok(())
}

fn resident(server: &Process, name: &str, mib_max: f64, report: &mut Report) {
    let mib = server.memory_kib() as f64 / 1024.0;
    let mut figure = Figure::new(name, mib, "MiB").target(Target::Below(mib_max));
    if server.database.is_some() {
        let database = server.database_memory_kib() as f64 / 1024.0;
        figure = figure.note(format!("and PostgreSQL's own {database:.0} MiB"));
    }
    report.figure(&figure);
}

/// What everything is compared with: a handler that only encodes.
pub struct Yardstick {
    /// CPU of one request at one connection, in microseconds.
    pub cpu_us: f64,
    /// Requests a second at [`BUSY`] connections.
    pub per_second: f64,
}

async fn yardstick(options: &Options, report: &mut Report) -> Result<Yardstick, Fault> {
    let this = std::env::current_exe()?;
    let start = |address: std::net::SocketAddr| vec!["baseline".to_owned(), address.to_string()];
    let mut server = Process::start(&this, start)?;
    server.first_answer("/").await?;
    let asked = Asked {
        path: "/".to_owned(),
        credentials: Vec::new(),
    };
    let mut yardstick = Yardstick {
        cpu_us: 0.0,
        per_second: 0.0,
    };
    for connections in [1, BUSY] {
        let measured = load(&server, &asked, connections, (options.time, 0.0)).await?;
        if let Some(refusal) = measured.refusal() {
            return Err(format!("the yardstick: {refusal}").into());
        }
        let name = format!("axum encoding 30 KB of JSON, {connections} conn.");
        report.figure(&figure_of(&name, &measured));
        if connections == 1 {
            yardstick.cpu_us = measured.cpu_us;
        }
        yardstick.per_second = measured.per_second;
    }
    Ok(yardstick)
}

async fn surfaces(
    place: &Place,
    server: &Process,
    options: &Options,
    yardstick_us: f64,
    report: &mut Report,
) -> Result<(), Fault> {
    let idle = idle(server, options.time).await;
    report.figure(&Figure::new("CPU at rest", idle / 1000.0, "ms/s"));
    for surface in place.surfaces() {
        let time = (options.time, idle);
        let alone = load(server, &surface.asked, 1, time).await?;
        let name = format!("{}, 1 conn.", surface.name);
        if let Some(refusal) = alone.refusal() {
            refused(&name, &alone, refusal, report);
            continue;
        }
        let mut figure = figure_of(&name, &alone);
        let target = CPU_MS_TARGETS
            .iter()
            .find(|(name, _)| *name == surface.name);
        figure.target = target.map(|(_, ms)| Target::Below(*ms));
        let times = alone.cpu_us / yardstick_us;
        figure.note = format!(
            "{times:.1} x yardstick; {} bytes; {}",
            alone.bytes, figure.note
        );
        report.figure(&figure);
        let busy = load(server, &surface.asked, BUSY, time).await?;
        let name = format!("{}, {BUSY} conn.", surface.name);
        if let Some(refusal) = busy.refusal() {
            refused(&name, &busy, refusal, report);
            continue;
        }
        report.figure(&figure_of(&name, &busy));
        let name = format!("{}, {BUSY} conn. to 1", surface.name);
        let ratio = Figure::new(&name, busy.cpu_us / alone.cpu_us, "x CPU");
        report.figure(&ratio.target(Target::Below(2.0)));
    }
    Ok(())
}

/// Says which status came in place of a page; counts as missed.
pub fn refused(name: &str, measured: &Measured, refusal: String, report: &mut Report) {
    let figure = Figure::new(name, f64::from(measured.status), "status");
    report.figure(&figure.target(Target::Below(201.0)).note(refusal));
}

/// CPU of a request, with everything else in the note.
pub fn figure_of<'f>(name: &'f str, measured: &Measured) -> Figure<'f> {
    let Measured {
        per_second,
        p50_ms,
        p99_ms,
        others,
        requests,
        ..
    } = measured;
    let note = format!(
        "{per_second:.0}/s, p50 {p50_ms:.2} ms, p99 {p99_ms:.2} ms, {requests} requests, \
         others {others:.2} cores"
    );
    Figure::new(name, measured.cpu_us / 1000.0, "ms CPU").note(note)
}
