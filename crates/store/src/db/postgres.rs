//! PostgreSQL: worker threads, each with a connection of its own.
//!
//! Reads see one snapshot (`REPEATABLE READ, READ ONLY`); writes are `SERIALIZABLE` and run
//! again when they clash. A broken connection is replaced; the closure runs again too, unless
//! the connection broke during its commit, for then it may have happened.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use postgres::config::SslMode;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Statement};

use super::call::{Kind, Task};
use super::clock::{jitter, monotonic};
use super::outbox;
use super::queue::{Popped, Queue};
use super::transaction::{self, Again, Failure, Next, Text};
use super::{Backend, Error, Lane, Lanes, Options, P, Row, Signals, Tx};
use crate::{dialect, migrations};

/// Migrates the database and starts the threads.
pub(crate) fn start(url: &str, options: &Options, signals: &Signals) -> Result<Lanes, Error> {
    let config = config(url)?;
    // A connection can't be made on a thread that belongs to an async runtime.
    thread::scope(|scope| {
        let starting = scope.spawn(|| start_here(config, options, signals));
        starting
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn start_here(config: Config, options: &Options, signals: &Signals) -> Result<Lanes, Error> {
    migrations::postgres(
        &mut Link::open(&config, Patience::Endless)?.client,
        options.opened_at,
    )?;
    let tasks = Arc::new(Queue::new(options.queue_max));
    let turn = Arc::new(RwLock::new(()));
    let time_max = options.read_time_max.as_millis().max(1);
    let begin_read = format!("{BEGIN_READ}; SET LOCAL statement_timeout = {time_max}");
    let count = if options.workers == 0 {
        WORKERS
    } else {
        options.workers
    };
    let workers = (0..count)
        .map(|number| {
            let worker = Worker {
                slot: Slot::new(config.clone()),
                tasks: Arc::clone(&tasks),
                signals: signals.clone(),
                turn: Arc::clone(&turn),
                begin_read: begin_read.clone(),
            };
            spawn(format!("store-pg-{number}"), move || worker.serve())
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let stop = Arc::new(Queue::new(1));
    let mut poller = Poller {
        slot: Slot::new(config),
        stop: Arc::clone(&stop),
        signals: signals.clone(),
        cursor: None,
        polls: 0,
    };
    // Before the store is handed out, so that no event after its opening is missed.
    poller.poll()?;
    let poller = spawn("store-events".to_owned(), move || poller.serve())?;
    Ok(Lanes {
        backend: Backend::Postgres,
        reads: Lane::new(Arc::clone(&tasks), workers),
        writes: Lane::new(tasks, Vec::new()),
        helper: Lane::new(stop, vec![poller]),
        scratch: Mutex::new(None),
    })
}

/// A connection, with the statements it has prepared.
pub(crate) struct Link {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Link {
    fn open(config: &Config, patience: Patience) -> Result<Link, Error> {
        let failed = |error: postgres::Error| error_from("connect", &error);
        let mut client = config.connect(NoTls).map_err(failed)?;
        let limits = match patience {
            Patience::Endless => "",
            Patience::Ordinary => LIMITS,
        };
        client
            .batch_execute(&format!("SET timezone = 'UTC'; {limits}"))
            .map_err(failed)?;
        Ok(Link {
            client,
            statements: HashMap::new(),
        })
    }

    pub(crate) fn visit(
        &mut self,
        sql: Text<'_>,
        params: &[P<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<Next, Error>,
    ) -> Result<(), Failure> {
        let statement = self.statement(sql, params)?;
        let failed = |error: postgres::Error| failure_from(sql.as_str(), &error);
        let mut rows = self
            .client
            .query_raw(&statement, params.iter().copied())
            .map_err(failed)?;
        let mut next = Next::Row;
        // To the end even when no more rows are wanted: an error may follow the first row, and
        // the commit after it would be a silent rollback.
        while let Some(row) = rows.next().map_err(failed)? {
            if next == Next::Row {
                next = each(&Row::Postgres(&row))?;
            }
        }
        Ok(())
    }

    pub(crate) fn execute(&mut self, sql: Text<'_>, params: &[P<'_>]) -> Result<u64, Failure> {
        let statement = self.statement(sql, params)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| p as _).collect();
        self.client
            .execute(&statement, &params)
            .map_err(|error| failure_from(sql.as_str(), &error))
    }

    fn statement(&mut self, sql: Text<'_>, params: &[P<'_>]) -> Result<Statement, Failure> {
        let sql = sql.as_str();
        if let Some(statement) = self.statements.get(sql) {
            if statement.params().len() == params.len() {
                return Ok(statement.clone());
            }
        } else if self.statements.len() >= STATEMENTS_KEPT {
            // Only texts made from a catalog can be so many.
            self.statements.clear();
        }
        let spelled = dialect::expand(Backend::Postgres, sql)?;
        // The server would take a parameter that the text doesn't use.
        let wanted = dialect::parameter_count(&spelled);
        if wanted != params.len() {
            let message = format!("{wanted} parameters wanted, {} given", params.len());
            return Err(Error::Sql {
                sql: sql.to_owned(),
                message,
            }
            .into());
        }
        let types: Vec<_> = params.iter().map(P::postgres_type).collect();
        let statement = self
            .client
            .prepare_typed(&spelled, &types)
            .map_err(|error| failure_from(sql, &error))?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn run(&mut self, sql: &str) -> Result<(), Failure> {
        self.client
            .batch_execute(sql)
            .map_err(|error| failure_from(sql, &error))
    }
}

/// How long a connection lets its statements take.
#[derive(Clone, Copy)]
enum Patience {
    /// For migrations.
    Endless,
    Ordinary,
}

/// A connection that is made when it is needed, and again when it broke.
struct Slot {
    config: Config,
    link: Option<Link>,
    /// Failures in a row, and when the next attempt may be made.
    failures: u32,
    not_before: Instant,
}

impl Slot {
    fn new(config: Config) -> Slot {
        Slot {
            config,
            link: None,
            failures: 0,
            not_before: monotonic(),
        }
    }

    fn link(&mut self) -> Result<&mut Link, Error> {
        let link = match self.link.take() {
            Some(link) if !link.client.is_closed() => link,
            _ => self.connect()?,
        };
        Ok(self.link.insert(link))
    }

    fn connect(&mut self) -> Result<Link, Error> {
        if monotonic() < self.not_before {
            return Err(Error::Unavailable("PostgreSQL does not answer".to_owned()));
        }
        match Link::open(&self.config, Patience::Ordinary) {
            Ok(link) => {
                self.failures = 0;
                Ok(link)
            }
            Err(error) => {
                let wait = RECONNECT_FIRST * 2_u32.pow(self.failures.min(5));
                self.failures += 1;
                self.not_before = monotonic() + wait / 2 + jitter(wait / 2);
                tracing::warn!(
                    failures = self.failures,
                    "PostgreSQL does not answer: {error}"
                );
                Err(error)
            }
        }
    }

    /// Leaves no transaction open, whatever happened.
    fn clear(&mut self) {
        if self
            .link
            .as_mut()
            .is_some_and(|link| link.run("ROLLBACK").is_err())
        {
            self.link = None;
        }
    }
}

struct Worker {
    slot: Slot,
    tasks: Arc<Queue<Task>>,
    signals: Signals,
    /// Shared by the writes of this process, until one clashed again and again: then it is alone,
    /// and nothing of this process is in its way any more.
    turn: Arc<RwLock<()>>,
    begin_read: String,
}

impl Worker {
    fn serve(mut self) {
        while let Popped::Item(mut task) = self.tasks.pop(None) {
            if task.work.is_abandoned() {
                continue;
            }
            let failure = self.attempt(&mut task).err();
            task.work.answer(failure);
        }
    }

    /// Runs the closure until it neither clashes nor loses its connection.
    fn attempt(&mut self, task: &mut Task) -> Result<(), Error> {
        let turn = Arc::clone(&self.turn);
        let writes = matches!(task.kind, Kind::Write | Kind::WriteRelaxed);
        for attempt in 0..ATTEMPTS_MAX {
            let is_alone = writes && attempt >= ATTEMPTS_TOGETHER;
            let together =
                (writes && !is_alone).then(|| turn.read().unwrap_or_else(PoisonError::into_inner));
            let alone = is_alone.then(|| turn.write().unwrap_or_else(PoisonError::into_inner));
            let ran = self.transact(task);
            // Nobody waits for one that sleeps.
            drop((together, alone));
            match ran {
                Err(failure) if failure.again != Again::Never => {
                    thread::sleep(jitter(RERUN_FIRST * 2_u32.pow(attempt)));
                }
                result => return result.map_err(|failure| failure.error),
            }
        }
        Err(Error::Unavailable(
            "other transactions were in the way again and again".to_owned(),
        ))
    }

    fn transact(&mut self, task: &mut Task) -> Result<(), Failure> {
        let begin = match task.kind {
            Kind::Read => &*self.begin_read,
            Kind::Snapshot => BEGIN_SNAPSHOT,
            Kind::Write => BEGIN_WRITE,
            Kind::WriteRelaxed => BEGIN_RELAXED,
            Kind::Glance => return self.glance(task),
        };
        let link = self.slot.link()?;
        let ran = link.run(begin).and_then(|()| {
            let mut tx = Tx::new(transaction::Link::Postgres(link));
            let may_commit = task.work.run(&mut tx);
            if may_commit {
                // Whatever it fails with is the failure of the transaction.
                outbox::add(&mut tx).ok();
            }
            match (tx.failure(), tx.again()) {
                // The closure's own answer is kept and tells of the error.
                (Some(_), Again::Never) if !may_commit => Ok(None),
                (Some(error), again) => Err(Failure {
                    error: error.clone(),
                    again,
                }),
                (None, _) => Ok(may_commit.then_some(tx.wakes_jobs)),
            }
        });
        let ran = match ran {
            Ok(Some(wakes_jobs)) => self.commit().map(|()| wakes_jobs),
            Ok(None) => {
                self.slot.clear();
                return Ok(());
            }
            Err(failure) => Err(failure),
        };
        match ran {
            Ok(true) => self.signals.wake_jobs(),
            Ok(false) => {}
            Err(failure) => {
                if failure.again == Again::Disconnected {
                    self.slot.link = None;
                }
                self.slot.clear();
                return Err(failure);
            }
        }
        Ok(())
    }

    /// A statement that is a transaction of its own.
    fn glance(&mut self, task: &mut Task) -> Result<(), Failure> {
        let mut tx = Tx::new(transaction::Link::Postgres(self.slot.link()?));
        task.work.run(&mut tx);
        let failed = tx.failure().cloned().map(|error| (error, tx.again()));
        let Some((error, again)) = failed else {
            return Ok(());
        };
        if again == Again::Disconnected {
            self.slot.link = None;
        }
        Err(Failure { error, again })
    }

    /// On the very connection of the transaction: on a new one, a commit would succeed emptily.
    fn commit(&mut self) -> Result<(), Failure> {
        let link = self.slot.link.as_mut().ok_or_else(super::closed)?;
        link.run("COMMIT").map_err(|failure| match failure.again {
            Again::Disconnected => {
                self.slot.link = None;
                let why = format!("the connection broke during a commit: {}", failure.error);
                Failure::from(Error::Unavailable(why))
            }
            Again::Never | Again::Clashed => failure,
        })
    }
}

/// Which transactions the next statement would see. While the answer stays the same, everything
/// that is read stays the same: a transaction that wrote has a number, and is in progress or ended.
pub(crate) fn snapshot(read: &mut super::Read<'_>) -> Result<String, Error> {
    read.query_one(SNAPSHOT, &[], |row| row.text(0))
}

/// Carries events from the outbox to this process's receivers.
struct Poller {
    slot: Slot,
    stop: Arc<Queue<()>>,
    signals: Signals,
    cursor: Option<outbox::Cursor>,
    polls: u64,
}

impl Poller {
    fn serve(mut self) {
        let mut is_well = true;
        while self.stop.pop(Some(POLL_EVERY)) == Popped::Idle {
            let polled = self.poll();
            if let Err(error) = &polled
                && is_well
            {
                tracing::warn!("live events are not coming in: {error}");
            }
            is_well = polled.is_ok();
        }
    }

    fn poll(&mut self) -> Result<(), Error> {
        let link = self.slot.link()?;
        // Single statements need no transaction around them.
        let mut tx = Tx::new(transaction::Link::Postgres(link));
        match &mut self.cursor {
            None => self.cursor = Some(outbox::Cursor::at_end(&mut tx)?),
            Some(cursor) => {
                for event in cursor.poll(&mut tx)? {
                    // An error only means that nobody listens.
                    self.signals.events.send(event).ok();
                }
                self.polls += 1;
                if self.polls.is_multiple_of(POLLS_PER_PRUNING) {
                    outbox::prune(&mut tx, cursor.prunable())?;
                }
            }
        }
        Ok(())
    }
}

/// Reads the URL, and refuses what would silently be less than it asks for.
fn config(url: &str) -> Result<Config, Error> {
    let Ok(mut config) = Config::from_str(url) else {
        // The library's message may quote the text, and with it the password.
        let why = "the PostgreSQL URL is not understood (sslmode is disable, prefer or require)";
        return Err(Error::Target(why.to_owned()));
    };
    if config.get_ssl_mode() == SslMode::Require {
        return Err(Error::Target(
            "sslmode=require: this Hafan has no TLS to PostgreSQL; use a socket, a private \
             network or a local tunnel, with sslmode=disable"
                .to_owned(),
        ));
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_WAIT);
    }
    if config.get_application_name().is_none() {
        config.application_name("hafan");
    }
    Ok(config)
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

/// Says in the store's words what PostgreSQL said about `sql`.
pub(crate) fn error_from(sql: &str, error: &postgres::Error) -> Error {
    failure_from(sql, error).error
}

fn failure_from(sql: &str, error: &postgres::Error) -> Failure {
    let Some(database) = error.as_db_error() else {
        return undelivered(sql, error);
    };
    // The detail of an error may quote rows; only its message goes on.
    let message = database.message().to_owned();
    let code = database.code();
    let (error, again) = match code.code().as_bytes() {
        b"40001" | b"40P01" => (Error::Unavailable(message), Again::Clashed),
        // The salt of a fresh id was drawn twice: another turn draws another one.
        b"23505" if is_by_chance(database) => (Error::Unavailable(message), Again::Clashed),
        b"23505" => (conflict(database), Again::Never),
        b"23503" => {
            let constraint = database.constraint().unwrap_or_default().to_owned();
            (Error::Reference { constraint }, Again::Never)
        }
        b"53100" => (Error::Full(message), Again::Never),
        b"57014" => (Error::TimedOut, Again::Never),
        b"XX001" | b"XX002" => (Error::Damaged(message), Again::Never),
        b"3D000" => (Error::Target(message), Again::Never),
        // A migration by another process changed a table under a prepared statement.
        b"0A000" if message.starts_with("cached plan") => {
            (Error::Unavailable(message), Again::Disconnected)
        }
        [b'2', b'8', ..] => (Error::Target(message), Again::Never),
        // Lost or shutting down; the last is a transaction that stood idle for too long.
        [b'0', b'8', ..] | b"57P01" | b"57P02" | b"57P03" | b"57P05" | b"25P03" => {
            (Error::Unavailable(message), Again::Disconnected)
        }
        [b'5', b'3', ..] | b"55P03" => (Error::Unavailable(message), Again::Never),
        _ => {
            let message = format!("{message} ({})", code.code());
            (
                Error::Sql {
                    sql: sql.to_owned(),
                    message,
                },
                Again::Never,
            )
        }
    };
    Failure { error, again }
}

/// An error that the server never saw, or that nobody heard the server say.
fn undelivered(sql: &str, error: &postgres::Error) -> Failure {
    let source = std::error::Error::source(error);
    let is_io = source.is_some_and(|source| source.is::<std::io::Error>());
    if error.is_closed() || is_io {
        let why = source.map_or_else(|| error.to_string(), ToString::to_string);
        return Failure {
            error: Error::Unavailable(why),
            again: Again::Disconnected,
        };
    }
    let message = source.map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    Error::Sql {
        sql: sql.to_owned(),
        message,
    }
    .into()
}

/// True where the closure that runs again draws another id, or finds another end of a record: see
/// `hafan_app::Turn`.
fn is_by_chance(error: &postgres::error::DbError) -> bool {
    error
        .constraint()
        .is_some_and(|name| KEYS_OF_CHANCE.contains(&name))
}

fn conflict(error: &postgres::error::DbError) -> Error {
    // `Key (a, b)=(…) already exists.` in any language; the values stay here.
    let columns = error
        .detail()
        .and_then(|detail| detail.split_once('('))
        .and_then(|(_, rest)| rest.split_once(")="))
        .map_or_else(
            || error.constraint().unwrap_or_default(),
            |(columns, _)| columns,
        );
    Error::Conflict {
        table: error.table().unwrap_or_default().to_owned(),
        columns: columns.to_owned(),
    }
}

const SNAPSHOT: &str = "SELECT CAST(pg_current_snapshot() AS TEXT)";
const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
const BEGIN_SNAPSHOT: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = 0";
const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";
const BEGIN_RELAXED: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// A minute is far beyond any statement of ours; a stuck one must not hold its rows for ever.
///
/// A plan is made once a connection and statement, and again when the statistics change. Left to
/// itself PostgreSQL plans statements that take lists of ids each time they run, which took as long
/// as running them.
const LIMITS: &str = "SET statement_timeout = '60s'; SET lock_timeout = '10s'; \
    SET idle_in_transaction_session_timeout = '60s'; SET plan_cache_mode = force_generic_plan";

/// Keys that are taken by no fault of whoever asked: drawn ids, and the next place in a record,
/// which two turns that change something of one person at the same moment both take.
const KEYS_OF_CHANCE: [&str; 4] = [
    "posts_pkey",
    "notifications_pkey",
    "ledger_pkey",
    "ledger_owner",
];

/// Connections, if the options don't say: what eight cores of a database can use.
const WORKERS: usize = 8;

/// How often a closure may run before its clashes count as an outage.
const ATTEMPTS_MAX: u32 = 8;

/// Attempts before a closure waits until it is the only one of this process.
const ATTEMPTS_TOGETHER: u32 = 3;

/// Wait before the second attempt; doubled for each one after it.
const RERUN_FIRST: Duration = Duration::from_millis(2);

/// Wait after the first failed connection; doubled up to 32 times.
const RECONNECT_FIRST: Duration = Duration::from_millis(200);

const CONNECT_WAIT: Duration = Duration::from_secs(5);

/// How long an event may be on its way to another process, at one small query each time.
const POLL_EVERY: Duration = Duration::from_millis(100);

/// Once a minute.
const POLLS_PER_PRUNING: u64 = 600;

/// More statements than the program has, per connection.
const STATEMENTS_KEPT: usize = 1024;
