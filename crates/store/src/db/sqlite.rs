//! SQLite: reader threads on snapshots, one writer thread with group commit.
//!
//! Up to 64 waiting writes share one transaction and one wait for the disk; each has its
//! savepoint, so one that fails takes nothing along. Answers, events and job signals go out
//! after the commit. Other programs (`hafan backup`) may use the file at the same time: the
//! threads keep no state about the data between transactions.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, ErrorCode, OpenFlags, ffi};

use super::call::{Kind, Task};
use super::clock::{jitter, monotonic};
use super::queue::{Popped, Queue};
use super::transaction::{self, Failure, Next, Text};
use super::{Backend, Error, Event, Lane, Lanes, Options, P, Row, Signals, Tx};
use crate::{dialect, migrations};

/// Opens and migrates the file and starts the threads.
pub(crate) fn start(
    path: &Path,
    scratch: Option<Scratch>,
    options: &Options,
    signals: &Signals,
) -> Result<Lanes, Error> {
    let mut link = patiently(|| Link::open(path, Role::Writer))?;
    migrations::sqlite(&mut link.connection, options.opened_at)?;
    let writes = Arc::new(Queue::new(options.queue_max));
    let reads = Arc::new(Queue::new(options.queue_max));
    let writer = Writer {
        slot: Slot {
            path: path.to_owned(),
            role: Role::Writer,
            link: Some(link),
        },
        queue: Arc::clone(&writes),
        signals: signals.clone(),
        has_log: true,
        optimized_at: None,
    };
    let writer = spawn("store-writer".to_owned(), move || writer.serve())?;
    let readers = (0..reader_count(options))
        .map(|number| {
            let reader = Reader {
                slot: Slot {
                    path: path.to_owned(),
                    role: Role::Reader,
                    link: None,
                },
                queue: Arc::clone(&reads),
                time_max: options.read_time_max,
            };
            spawn(format!("store-read-{number}"), move || reader.serve())
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(Lanes {
        backend: Backend::Sqlite,
        reads: Lane::new(reads, readers),
        writes: Lane::new(writes, vec![writer]),
        helper: Lane::new(Arc::new(Queue::new(1)), Vec::new()),
        scratch: Mutex::new(scratch),
    })
}

/// A directory of its own, deleted when dropped: SQLite's shared in-memory databases lock
/// whole tables and have no snapshots, so even a passing database is a file.
pub(crate) struct Scratch {
    directory: PathBuf,
}

impl Scratch {
    pub(crate) fn create() -> Result<Scratch, Error> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let random = jitter(Duration::from_secs(1 << 30)).as_nanos();
        let name = format!("hafan-{}-{count}-{random:x}", std::process::id());
        let directory = std::env::temp_dir().join(name);
        let made = fs::DirBuilder::new().mode(0o700).create(&directory);
        made.map_err(|error| Error::Unavailable(format!("{}: {error}", directory.display())))?;
        Ok(Scratch { directory })
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.directory.join("hafan.sqlite")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.directory) {
            tracing::warn!(
                "a temporary database was left in {}: {error}",
                self.directory.display()
            );
        }
    }
}

/// A connection, with the texts it has met.
pub(crate) struct Link {
    connection: Connection,
    /// Spelled for SQLite, by address and length: the texts live for ever.
    texts: HashMap<(usize, usize), Box<str>>,
    deadline: Deadline,
}

impl Link {
    fn open(path: &Path, role: Role) -> Result<Link, Error> {
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
            | match role {
                Role::Writer => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
                Role::Reader => OpenFlags::SQLITE_OPEN_READ_ONLY,
            };
        let mut connection = Connection::open_with_flags(path, flags).map_err(|error| {
            Error::Unavailable(format!("{} can't be opened: {error}", path.display()))
        })?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        let deadline = Deadline::new();
        prepare_connection(&mut connection, role, &deadline)
            .map_err(|error| error_from("PRAGMA", &error))?;
        Ok(Link {
            connection,
            texts: HashMap::new(),
            deadline,
        })
    }

    pub(crate) fn visit(
        &mut self,
        sql: Text<'_>,
        params: &[P<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<Next, Error>,
    ) -> Result<(), Failure> {
        let failed = |error| error_from(sql.as_str(), &error);
        let mut statement = self.prepare(sql, params)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(failed)? {
            if each(&Row::Sqlite(row))? == Next::End {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn execute(&mut self, sql: Text<'_>, params: &[P<'_>]) -> Result<u64, Failure> {
        let mut statement = self.prepare(sql, params)?;
        let count = statement
            .raw_execute()
            .map_err(|error| error_from(sql.as_str(), &error))?;
        Ok(count as u64)
    }

    fn prepare(&mut self, sql: Text<'_>, params: &[P<'_>]) -> Result<CachedStatement<'_>, Error> {
        self.deadline.check()?;
        let made;
        let text = match sql {
            Text::Fixed(sql) => {
                let address = (sql.as_ptr() as usize, sql.len());
                match self.texts.entry(address) {
                    Entry::Occupied(entry) => &**entry.into_mut(),
                    Entry::Vacant(entry) => {
                        let spelled = dialect::expand(Backend::Sqlite, sql)?;
                        &**entry.insert(spelled.into_boxed_str())
                    }
                }
            }
            Text::Made(sql) => {
                made = dialect::expand(Backend::Sqlite, sql)?;
                &made
            }
        };
        let failed = |error| error_from(sql.as_str(), &error);
        let mut statement = self.connection.prepare_cached(text).map_err(failed)?;
        if statement.parameter_count() != params.len() {
            return Err(Error::Sql {
                sql: sql.as_str().to_owned(),
                message: format!(
                    "{} parameters wanted, {} given",
                    statement.parameter_count(),
                    params.len()
                ),
            });
        }
        for (index, param) in params.iter().enumerate() {
            statement
                .raw_bind_parameter(index + 1, param)
                .map_err(failed)?;
        }
        Ok(statement)
    }

    /// Runs a statement of the facade's own.
    fn run(&self, sql: &'static str) -> Result<(), Error> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.raw_execute())
            .map(drop)
            .map_err(|error| error_from(sql, &error))
    }
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Writer,
    Reader,
}

fn prepare_connection(
    connection: &mut Connection,
    role: Role,
    deadline: &Deadline,
) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_WAIT)?;
    // A text has one plan, whatever it is asked with. Without this, SQLite looks at the values, for
    // indexes of some rows above all, and plans such statements anew each time they run.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    match role {
        Role::Writer => {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            // An answered post survives a power cut; group commit makes that affordable.
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "foreign_keys", true)?;
            connection.pragma_update(None, "journal_size_limit", LOG_BYTES_MAX)?;
            connection.pragma_update(None, "analysis_limit", 400)?;
            connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
            // What was deleted is overwritten with zeros, also in pages that nothing uses any
            // more: nobody reads it out of the file. Costs the writing of those pages once more.
            connection.pragma_update(None, "secure_delete", true)?;
            // Nobody else writes, so its own cache stays true; a mapped file would only be counted
            // once more as memory of the process.
            connection.pragma_update(None, "mmap_size", 0)?;
        }
        Role::Reader => {
            connection.pragma_update(None, "query_only", true)?;
            connection.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
            connection.pragma_update(None, "mmap_size", MAPPED_BYTES_MAX)?;
            let deadline = deadline.clone();
            connection.progress_handler(STEPS_PER_LOOK, Some(move || deadline.is_over()))?;
        }
    }
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // A file from elsewhere may hold views and triggers with side effects.
    connection.pragma_update(None, "trusted_schema", false)
}

/// A connection that is opened when it is needed, and again when it broke.
struct Slot {
    path: PathBuf,
    role: Role,
    link: Option<Link>,
}

impl Slot {
    fn link(&mut self) -> Result<&mut Link, Error> {
        let link = match self.link.take() {
            Some(link) => link,
            None => Link::open(&self.path, self.role)?,
        };
        Ok(self.link.insert(link))
    }

    /// Leaves no transaction open, whatever happened.
    fn clear(&mut self) {
        let is_clear = self
            .link
            .as_ref()
            .is_none_or(|link| link.connection.is_autocommit() || link.run("ROLLBACK").is_ok());
        if !is_clear {
            self.link = None;
        }
    }
}

struct Reader {
    slot: Slot,
    queue: Arc<Queue<Task>>,
    time_max: Duration,
}

impl Reader {
    fn serve(mut self) {
        while let Popped::Item(mut task) = self.queue.pop(None) {
            if task.work.is_abandoned() {
                continue;
            }
            let failure = self.run(&mut task).err();
            // Before the answer, so that who hears it finds no snapshot held.
            self.slot.clear();
            task.work.answer(failure);
        }
    }

    fn run(&mut self, task: &mut Task) -> Result<(), Error> {
        let limit = (task.kind != Kind::Snapshot).then_some(self.time_max);
        let link = self.slot.link()?;
        link.deadline.set(limit);
        link.run("BEGIN")?;
        task.work.run(&mut Tx::new(transaction::Link::Sqlite(link)));
        link.deadline.set(None);
        link.run("COMMIT")
    }
}

struct Writer {
    slot: Slot,
    queue: Arc<Queue<Task>>,
    signals: Signals,
    /// Whether the log may hold something to fold into the file.
    has_log: bool,
    optimized_at: Option<Instant>,
}

impl Writer {
    fn serve(mut self) {
        loop {
            match self.queue.pop(Some(IDLE)) {
                Popped::Item(first) => {
                    let mut batch = vec![first];
                    batch.extend(self.queue.take(BATCH_MAX - 1));
                    self.serve_batch(batch);
                }
                Popped::Idle => self.rest(),
                Popped::Closed => return,
            }
        }
    }

    fn serve_batch(&mut self, mut batch: Vec<Task>) {
        batch.retain(|task| !task.work.is_abandoned());
        if batch.is_empty() {
            return;
        }
        self.has_log = true;
        let result = self.transact(&mut batch);
        self.slot.clear();
        // Before anybody hears that it is done; also where nobody can say whether it was.
        self.signals.commits.fetch_add(1, Ordering::Release);
        let failure = match result {
            Ok(done) => {
                done.announce(&self.signals);
                None
            }
            Err(error) => Some(error),
        };
        for task in batch {
            task.work.answer(failure.clone());
        }
    }

    /// One transaction for all; an error means that nothing of any of them stands.
    fn transact(&mut self, batch: &mut [Task]) -> Result<Done, Error> {
        let link = self.slot.link()?;
        link.run("BEGIN IMMEDIATE")?;
        let mut done = Done::default();
        for task in batch {
            link.run("SAVEPOINT one")?;
            let mut tx = Tx::new(transaction::Link::Sqlite(link));
            let may_commit = task.work.run(&mut tx);
            let failure = tx.failure().cloned();
            let (events, wakes_jobs) = (std::mem::take(&mut tx.events), tx.wakes_jobs);
            if link.connection.is_autocommit() {
                // A full disk or a broken file: SQLite took back everything by itself.
                return Err(failure.unwrap_or_else(|| {
                    Error::Unavailable("the transaction was ended from inside".to_owned())
                }));
            }
            if may_commit {
                done.events.extend(events);
                done.wakes_jobs |= wakes_jobs;
            } else {
                link.run("ROLLBACK TO one")?;
            }
            link.run("RELEASE one")?;
        }
        link.run("COMMIT")?;
        Ok(done)
    }

    /// Work for quiet moments: none of it may make a write wait.
    fn rest(&mut self) {
        let is_due = self
            .optimized_at
            .is_none_or(|at| at.elapsed() > BETWEEN_OPTIMIZING);
        if !self.has_log && !is_due {
            return;
        }
        let Ok(link) = self.slot.link() else { return };
        if is_due {
            self.optimized_at = Some(monotonic());
            // Only statistics for the planner: without new ones the old ones serve.
            link.run("PRAGMA optimize").ok();
        }
        // A reader in the middle of something is reason to try again later, not to wait.
        let quick = link.connection.busy_timeout(Duration::ZERO);
        let folded = quick.and_then(|()| {
            link.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        });
        self.has_log = !matches!(folded, Ok(0_i64));
        if link.connection.busy_timeout(BUSY_WAIT).is_err() {
            self.slot.link = None;
        }
    }
}

/// What a commit sets off.
#[derive(Default)]
struct Done {
    events: Vec<Event>,
    wakes_jobs: bool,
}

impl Done {
    fn announce(self, signals: &Signals) {
        for event in self.events {
            // An error only means that nobody listens.
            signals.events.send(event).ok();
        }
        if self.wakes_jobs {
            signals.wake_jobs();
        }
    }
}

/// When the read that runs must be over; shared with SQLite's progress callback.
#[derive(Clone)]
struct Deadline {
    epoch: Instant,
    /// Microseconds after `epoch`; `u64::MAX` for no limit.
    at: Arc<AtomicU64>,
}

impl Deadline {
    fn new() -> Deadline {
        Deadline {
            epoch: monotonic(),
            at: Arc::new(AtomicU64::new(u64::MAX)),
        }
    }

    fn set(&self, limit: Option<Duration>) {
        let at = limit.map_or(u64::MAX, |limit| micros(self.epoch.elapsed() + limit));
        self.at.store(at, Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        let at = self.at.load(Ordering::Relaxed);
        at != u64::MAX && micros(self.epoch.elapsed()) > at
    }

    /// Many short statements never reach the callback.
    fn check(&self) -> Result<(), Error> {
        if self.is_over() {
            Err(Error::TimedOut)
        } else {
            Ok(())
        }
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

fn reader_count(options: &Options) -> usize {
    if options.readers > 0 {
        return options.readers;
    }
    thread::available_parallelism().map_or(2, usize::from) + 2
}

fn spawn(
    name: String,
    serve: impl FnOnce() + Send + 'static,
) -> Result<thread::JoinHandle<()>, Error> {
    thread::Builder::new()
        .name(name)
        .spawn(serve)
        .map_err(|error| Error::Unavailable(format!("no thread for the database: {error}")))
}

/// Two processes that open a new file at once find it locked where SQLite doesn't wait.
fn patiently<T>(mut attempt: impl FnMut() -> Result<T, Error>) -> Result<T, Error> {
    let begun = monotonic();
    loop {
        match attempt() {
            Err(Error::Unavailable(_)) if begun.elapsed() < BUSY_WAIT => {
                thread::sleep(jitter(Duration::from_millis(50)));
            }
            result => return result,
        }
    }
}

/// Says in the store's words what SQLite said about `sql`.
pub(crate) fn error_from(sql: &str, error: &rusqlite::Error) -> Error {
    let (code, message) = match error {
        rusqlite::Error::SqliteFailure(code, message) => (code, message.clone()),
        rusqlite::Error::SqlInputError {
            error: code, msg, ..
        } => (code, Some(msg.clone())),
        other => {
            return Error::Sql {
                sql: sql.to_owned(),
                message: other.to_string(),
            };
        }
    };
    let message = message.unwrap_or_else(|| code.to_string());
    match code.code {
        ErrorCode::ConstraintViolation => constraint(sql, code.extended_code, &message),
        ErrorCode::DiskFull => Error::Full(message),
        // No room for the file that connections share: nothing else makes this fail.
        ErrorCode::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
            Error::Full(message)
        }
        ErrorCode::OperationInterrupted => Error::TimedOut,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Damaged(message),
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::OutOfMemory
        | ErrorCode::FileLockingProtocolFailed => Error::Unavailable(message),
        _ => Error::Sql {
            sql: sql.to_owned(),
            message,
        },
    }
}

fn constraint(sql: &str, extended_code: i32, message: &str) -> Error {
    // SQLite says `UNIQUE constraint failed: table.a, table.b`.
    let named = message.split_once(": ").map_or("", |(_, named)| named);
    match extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => {
            let table = named.split_once('.').map_or("", |(table, _)| table);
            let columns: Vec<&str> = named
                .split(", ")
                .map(|column| column.split_once('.').map_or(column, |(_, column)| column))
                .collect();
            Error::Conflict {
                table: table.to_owned(),
                columns: columns.join(", "),
            }
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Error::Reference {
            constraint: named.to_owned(),
        },
        _ => Error::Sql {
            sql: sql.to_owned(),
            message: message.to_owned(),
        },
    }
}

/// Writes that share a commit: enough to hide the disk, few enough that the first isn't kept
/// waiting for long.
const BATCH_MAX: usize = 64;

/// Another program may hold the write lock for as long before it is an error.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Quiet time before the writer tidies up.
const IDLE: Duration = Duration::from_secs(2);

const BETWEEN_OPTIMIZING: Duration = Duration::from_hours(6);

/// More statements than the program has, per connection.
const STATEMENTS_KEPT: usize = 512;

const WRITER_CACHE_KIB: i64 = 16_000;

/// Small, for there are several: the mapped file serves what doesn't fit.
const READER_CACHE_KIB: i64 = 4_000;

const MAPPED_BYTES_MAX: i64 = 256 << 20;

/// What the log is cut back to after a burst.
const LOG_BYTES_MAX: i64 = 64 << 20;

/// Steps of SQLite's machine between two looks at the clock: about a tenth of a millisecond.
const STEPS_PER_LOOK: i32 = 10_000;
