//! Programs under measurement: started, watched through `/proc`, and ended.

use crate::Fault;
use crate::http::Connection;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A program under measurement. It ends with this value.
pub struct Process {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// PostgreSQL's first process, whose work is counted as well.
    pub database: Option<u32>,
    started: Instant,
}

/// How long a start may take.
const START_TIME_MAX: Duration = Duration::from_secs(60);
/// Ticks a second in `/proc/*/stat`, fixed by the kernel's interface.
const TICKS: u64 = 100;
/// Microseconds in a tick.
const TICK_US: u64 = 1_000_000 / TICKS;

impl Process {
    /// Starts `program`; `arguments` gets the address to listen on.
    pub fn start(
        program: &Path,
        arguments: impl FnOnce(SocketAddr) -> Vec<String>,
    ) -> Result<Self, Fault> {
        // Free a moment ago; nothing else on a machine that is measured asks for one.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(program);
        command.args(arguments(address));
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let started = Instant::now();
        let child = command
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        Ok(Self {
            child,
            address,
            database: None,
            started,
        })
    }

    /// Waits for the first answer to `path` and says how long after the start it came.
    pub async fn first_answer(&mut self, path: &str) -> Result<Duration, Fault> {
        while self.started.elapsed() < START_TIME_MAX {
            if let Ok(mut connection) = Connection::open(self.address).await
                && connection.get(path, "").await.is_ok()
            {
                return Ok(self.started.elapsed());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(format!("the server ended: {status}").into());
            }
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
        Err("the server does not answer".into())
    }

    /// CPU spent so far by the program and its database, in microseconds.
    pub fn cpu_us(&self) -> u64 {
        let database = self.database.into_iter().flat_map(family);
        let own = [self.child.id()];
        own.into_iter().chain(database).map(cpu_us).sum()
    }

    /// Resident memory of the program alone, in KiB.
    pub fn memory_kib(&self) -> u64 {
        memory_kib(self.child.id())
    }

    /// Resident memory of the database in KiB, its shared pages counted once a process.
    pub fn database_memory_kib(&self) -> u64 {
        self.database
            .into_iter()
            .flat_map(family)
            .map(private_kib)
            .sum()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// CPU this program has spent, in microseconds.
pub fn own_cpu_us() -> u64 {
    cpu_us(std::process::id())
}

/// CPU the whole machine has spent, in microseconds.
pub fn machine_cpu_us() -> u64 {
    let text = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let line = text.lines().next().unwrap_or_default();
    let ticks = |at: usize| -> u64 {
        let field = line.split_whitespace().nth(at);
        field.and_then(|text| text.parse().ok()).unwrap_or(0)
    };
    // user, nice, system, irq, softirq
    [1, 2, 3, 6, 7].into_iter().map(ticks).sum::<u64>() * TICK_US
}

/// Load average of the last minute, as the kernel says it.
pub fn load_average() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

fn cpu_us(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name of the program stands in brackets and may hold anything.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |at: usize| -> u64 {
        let field = fields.split_whitespace().nth(at);
        field.and_then(|text| text.parse().ok()).unwrap_or(0)
    };
    (ticks(11) + ticks(12)) * TICK_US
}

fn memory_kib(pid: u32) -> u64 {
    from_status(pid, "VmRSS:")
}

/// Memory that is a process's own: PostgreSQL's processes share most of theirs.
fn private_kib(pid: u32) -> u64 {
    from_status(pid, "RssAnon:")
}

fn from_status(pid: u32, name: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
}

/// A process and its children.
fn family(parent: u32) -> Vec<u32> {
    let children = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children"));
    let children = children.unwrap_or_default();
    let children = children
        .split_whitespace()
        .filter_map(|pid| pid.parse().ok());
    std::iter::once(parent).chain(children).collect()
}
