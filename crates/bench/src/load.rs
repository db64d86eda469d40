//! Load: so many connections, each asking again when it is answered, for a time and a count.

use crate::http::Connection;
use crate::process::{self, Process};
use crate::{Fault, SETTLE};
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::LocalSet;

/// What to ask for.
#[derive(Clone)]
pub struct Asked {
    /// The path; `{n}` in it is another number for every request.
    pub path: String,
    /// What to sign in with, used in turn by the connections: see `Connection::get`.
    pub credentials: Vec<String>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Requests that were answered.
    pub requests: u64,
    /// Status of the last answer that was no page, or of the last answer.
    pub status: u16,
    /// Answers that were no page, warm-up included: with any of them there is no figure.
    pub refused: u64,
    /// Bytes of the last answer.
    pub bytes: usize,
    /// Requests a second.
    pub per_second: f64,
    /// CPU of the server for one request, in microseconds.
    pub cpu_us: f64,
    /// Half of the requests were answered within this, in milliseconds.
    pub p50_ms: f64,
    /// Ninety-nine of a hundred were.
    pub p99_ms: f64,
    /// Cores that anything else on the machine used meanwhile.
    pub others: f64,
}

/// Requests of one measurement; a bound in count beside the one in time.
const REQUESTS_MAX: u64 = 200_000;

/// Measures `asked` at `connections` for `time`, after a fifth of that as warm-up. `idle` is what
/// the server spends while nobody asks, in microseconds of CPU a second.
pub async fn measure(
    server: &Process,
    asked: &Asked,
    connections: usize,
    (time, idle): (Duration, f64),
) -> Result<Measured, Fault> {
    let warm = run(server, asked, connections, time / 5).await?;
    let (before, began) = (Spent::now(server), Instant::now());
    let mut run = run(server, asked, connections, time).await?;
    run.refused += warm.refused;
    let elapsed = began.elapsed().as_secs_f64();
    let spent = Spent::now(server).since(&before);
    run.times_us.sort_unstable();
    let requests = run.times_us.len() as f64;
    Ok(Measured {
        requests: run.times_us.len() as u64,
        status: run.status,
        refused: run.refused,
        bytes: run.bytes,
        per_second: requests / elapsed,
        cpu_us: (spent.server_us - idle * elapsed).max(0.0) / requests,
        p50_ms: at_share(&run.times_us, 0.5),
        p99_ms: at_share(&run.times_us, 0.99),
        others: spent.others_us / elapsed / 1e6,
    })
}

/// CPU the server spends while nobody asks, in microseconds a second.
pub async fn idle(server: &Process, time: Duration) -> f64 {
    tokio::time::sleep(SETTLE).await;
    let before = server.cpu_us();
    tokio::time::sleep(time).await;
    (server.cpu_us() - before) as f64 / time.as_secs_f64()
}

/// The time within which this share of the sorted times lies, in milliseconds.
pub fn at_share(sorted_us: &[u32], share: f64) -> f64 {
    let last = sorted_us.len().saturating_sub(1);
    let at = (last as f64 * share).ceil() as usize;
    sorted_us.get(at).map_or(0.0, |us| f64::from(*us) / 1000.0)
}

/// Time since `began` in microseconds, held within the type: an hour is more than any limit here.
pub fn micros(began: Instant) -> u32 {
    u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX)
}

/// CPU spent up to a moment.
pub struct Spent {
    /// By the server and its database.
    pub server_us: f64,
    /// By everything but the server and this program.
    pub others_us: f64,
}

impl Measured {
    /// What to say in place of a figure where not every answer was a page.
    pub fn refusal(&self) -> Option<String> {
        (self.refused > 0).then(|| format!("not measured: {} answers were none", self.refused))
    }
}

impl Spent {
    /// Up to now.
    pub fn now(server: &Process) -> Self {
        let server_us = server.cpu_us();
        let ours = server_us + process::own_cpu_us();
        Self {
            server_us: server_us as f64,
            others_us: process::machine_cpu_us() as f64 - ours as f64,
        }
    }

    /// What was spent between.
    pub fn since(&self, before: &Self) -> Self {
        Self {
            server_us: self.server_us - before.server_us,
            others_us: (self.others_us - before.others_us).max(0.0),
        }
    }
}

/// The status of a page.
const OK: u16 = 200;

#[derive(Default)]
struct Run {
    times_us: Vec<u32>,
    status: u16,
    refused: u64,
    bytes: usize,
}

impl Run {
    fn count(&mut self, status: u16, bytes: usize) {
        if status != OK {
            self.refused += 1;
        }
        if status != OK || self.refused == 0 {
            self.status = status;
        }
        self.bytes = bytes;
    }
}

async fn run(
    server: &Process,
    asked: &Asked,
    connections: usize,
    time: Duration,
) -> Result<Run, Fault> {
    let local = LocalSet::new();
    let end = Instant::now() + time;
    let left = Rc::new(Cell::new(REQUESTS_MAX));
    let tasks: Vec<_> = (0..connections)
        .map(|at| {
            let all = &asked.credentials;
            let credential = all.get(at % all.len().max(1)).cloned();
            let (path, address, left) = (asked.path.clone(), server.address, Rc::clone(&left));
            local.spawn_local(async move {
                let mut connection = Connection::open(address).await?;
                let credential = credential.unwrap_or_default();
                let mut run = Run::default();
                while Instant::now() < end && left.get() > 0 {
                    left.set(left.get() - 1);
                    let path = path.replace("{n}", &left.get().to_string());
                    let began = Instant::now();
                    let answer = connection.get(&path, &credential).await?;
                    run.times_us.push(micros(began));
                    run.count(answer.status, answer.body.len());
                }
                Ok::<Run, Fault>(run)
            })
        })
        .collect();
    local.await;
    let mut whole = Run::default();
    for task in tasks {
        let run = task.await??;
        if run.refused > 0 || whole.refused == 0 {
            whole.status = run.status;
        }
        whole.refused += run.refused;
        whole.bytes = run.bytes;
        whole.times_us.extend(run.times_us);
    }
    Ok(whole)
}
