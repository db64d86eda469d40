//! How costs grow with the number of posts.

use crate::Fault;
use crate::fanout::{post, with_forms};
use crate::http::Connection;
use crate::load::{Spent, idle, measure as load};
use crate::options::Options;
use crate::place::Place;
use crate::process::Process;
use crate::report::{Figure, Report, Target};
use crate::seed::PEOPLE;
use hafan_app::store::Backend;
use std::collections::BTreeMap;

/// Posts published for one measurement.
const POSTS: usize = 500;

/// Measures pages and publishing at each of the sizes, on SQLite.
pub async fn measure(options: &Options, report: &mut Report) -> Result<(), Fault> {
    let mut costs: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for posts in &options.sizes {
        report.section(&format!("growth: {posts} posts"));
        let place = Place::filled(&options.program, Backend::Sqlite, *posts).await?;
        place.settle().await?;
        let mut server = place.serve()?;
        let start = server.first_answer("/healthz").await?;
        report.figure(&Figure::new(
            "start to the first answer",
            start.as_secs_f64(),
            "s",
        ));
        let idle = idle(&server, options.time).await;
        for surface in place.surfaces() {
            let measured = load(&server, &surface.asked, 1, (options.time, idle)).await?;
            if let Some(refusal) = measured.refusal() {
                let figure = Figure::new(surface.name, f64::from(measured.status), "status");
                report.figure(&figure.target(Target::Below(201.0)).note(refusal));
                continue;
            }
            let others = measured.others;
            let figure = Figure::new(surface.name, measured.cpu_us / 1000.0, "ms CPU");
            report.figure(&figure.note(format!("others {others:.2} cores")));
            costs
                .entry(surface.name.to_owned())
                .or_default()
                .push(measured.cpu_us);
        }
        match publish(&place, &server).await? {
            Ok(cost_us) => {
                report.figure(&Figure::new("publish", cost_us / 1000.0, "ms CPU"));
                costs.entry("publish".to_owned()).or_default().push(cost_us);
            }
            Err(refusal) => {
                let figure = Figure::new("publish, posts refused", 1.0, "posts");
                report.figure(&figure.target(Target::Below(1.0)).note(refusal));
            }
        }
        let mib = server.memory_kib() as f64 / 1024.0;
        report.figure(&Figure::new("memory after that", mib, "MiB"));
    }
    grown(options, &costs, report);
    Ok(())
}

/// Says how much more the largest place costs than the smallest, beside the logarithm.
fn grown(options: &Options, costs: &BTreeMap<String, Vec<f64>>, report: &mut Report) {
    let (Some(least), Some(most)) = (options.sizes.first(), options.sizes.last()) else {
        return;
    };
    let logarithm = (*most as f64).ln() / (*least as f64).ln();
    report.section(&format!("growth from {least} to {most} posts"));
    for (name, costs) in costs {
        let (Some(first), Some(last)) = (costs.first(), costs.last()) else {
            continue;
        };
        // A fifth more than the logarithm: figures of one run differ by that much.
        let figure = Figure::new(name, last / first, "x CPU");
        let figure = figure.target(Target::Below((logarithm * 120.0).round() / 100.0));
        report.figure(&figure.note(format!("the logarithm grows {logarithm:.2} x")));
    }
}

/// CPU of a post, sent one after the other, or how one was refused.
async fn publish(place: &Place, server: &Process) -> Result<Result<f64, String>, Fault> {
    let people = with_forms(place, server).await?;
    let mut connection = Connection::open(server.address).await?;
    let before = Spent::now(server);
    for number in 0..POSTS {
        let author = &people[number % PEOPLE];
        if let Err(refusal) = post(&mut connection, author, number).await? {
            return Ok(Err(refusal));
        }
    }
    Ok(Ok(
        Spent::now(server).since(&before).server_us / POSTS as f64
    ))
}
