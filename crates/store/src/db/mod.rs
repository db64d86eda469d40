//! The database facade: one closure is one transaction on a database thread.
//!
//! Nothing is awaited inside a transaction, so a dropped request can leave none open; a use
//! case costs one hop between threads however many statements it has. See `sqlite.rs` and
//! `postgres.rs` for what each database does with a closure.

mod call;
mod clock;
mod ear;
mod error;
pub(crate) mod outbox;
mod postgres;
mod queue;
mod sqlite;
mod transaction;
mod value;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::{Notify, broadcast, oneshot};

pub use error::Error;
pub use transaction::{Read, Tx};
pub use value::{P, Row};

pub(crate) use postgres::error_from as postgres_error;
pub(crate) use sqlite::error_from as sqlite_error;
pub(crate) use transaction::{Next, Text};

use call::{Call, Kind, Task};
use ear::Ear;
use queue::{Queue, Refused};

/// The open database of a place. Clones share threads and connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

impl Store {
    /// Opens the database, brings its tables up to date and starts the database threads.
    ///
    /// Two processes may open the same new database at once: one of them migrates.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the database can't be reached, [`Error::Target`] if the URL
    /// can't be used, [`Error::Migration`] if the tables are newer than this program or were
    /// made by a changed migration.
    pub fn open(options: Options) -> Result<Store, Error> {
        let (events, _) = broadcast::channel(EVENTS_KEPT_MAX);
        let signals = Signals {
            events,
            jobs: Arc::new(Notify::new()),
            statements: Arc::default(),
            ear: Arc::default(),
            commits: Arc::default(),
        };
        let lanes = match &options.target {
            Target::SqliteFile(path) => sqlite::start(path, None, &options, &signals)?,
            Target::SqliteMemory => {
                let scratch = sqlite::Scratch::create()?;
                let path = scratch.path();
                sqlite::start(&path, Some(scratch), &options, &signals)?
            }
            Target::Postgres(url) => postgres::start(url, &options, &signals)?,
        };
        Ok(Store {
            inner: Arc::new(Inner { lanes, signals }),
        })
    }

    /// Runs `f` on one unchanging view of the data.
    ///
    /// `f` may run more than once (a lost connection), so it must not keep state between
    /// runs. A read that takes longer than [`Options::read_time_max`] is aborted.
    ///
    /// # Errors
    /// Those of `f`; [`Error::Unavailable`] if the queue is full or the database away,
    /// [`Error::TimedOut`], [`Error::Panicked`].
    pub async fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnMut(&mut Read<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        received(self.send(Kind::Read, on_read(f))?.await)
    }

    /// Like [`Store::read`], for a thread of its own or the command line.
    ///
    /// # Errors
    /// As [`Store::read`].
    ///
    /// # Panics
    /// Inside an async runtime, where blocking would stop other requests.
    pub fn read_blocking<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnMut(&mut Read<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        received(self.send(Kind::Read, on_read(f))?.blocking_recv())
    }

    /// Like [`Store::read_blocking`] without a time limit: for dumps and checks of everything.
    ///
    /// # Errors
    /// As [`Store::read`].
    ///
    /// # Panics
    /// Inside an async runtime.
    pub fn snapshot_blocking<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnMut(&mut Read<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        received(self.send(Kind::Snapshot, on_read(f))?.blocking_recv())
    }

    /// Runs `f` as one serializable transaction: everything it wrote stands if it returns
    /// `Ok`, nothing if it returns `Err` or panics. The answer comes after the commit is on disk.
    ///
    /// `f` runs again when PostgreSQL finds that it clashed with another transaction, so it
    /// must not keep state between runs. After any failed statement the transaction is lost:
    /// use `ON CONFLICT` where a clash is an ordinary outcome. A future dropped before its turn
    /// writes nothing; dropped later, the transaction still ends whole.
    ///
    /// # Errors
    /// Those of `f` and of its statements; [`Error::Unavailable`] if the queue is full, the
    /// database away or clashes don't end; [`Error::Full`]; [`Error::Panicked`].
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        received(self.send(Kind::Write, f)?.await)
    }

    /// Like [`Store::write`], but on PostgreSQL only `READ COMMITTED`: for claims with
    /// `{skip_locked}`, where each statement decides alone and clashes would be waste.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn write_relaxed<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        received(self.send(Kind::WriteRelaxed, f)?.await)
    }

    /// Like [`Store::write`], for a thread of its own or the command line.
    ///
    /// # Errors
    /// As [`Store::write`].
    ///
    /// # Panics
    /// Inside an async runtime.
    pub fn write_blocking<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        received(self.send(Kind::Write, f)?.blocking_recv())
    }

    /// Live events from now on, those of other processes on the same PostgreSQL included.
    ///
    /// At most once, in no promised order across transactions. A receiver that falls more than
    /// 1024 events behind is told `Lagged` and must load its state anew.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.inner.signals.events.subscribe()
    }

    /// Notified after each commit that called [`Tx::wake_jobs`] in this process. Only a hint
    /// that saves waiting: the jobs table is the truth and must also be polled.
    #[must_use]
    pub fn job_signal(&self) -> Arc<Notify> {
        Arc::clone(&self.inner.signals.jobs)
    }

    /// Which database this is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.inner.lanes.backend
    }

    /// Takes no more work, finishes what was accepted, and ends the threads.
    pub async fn close(self) {
        let (done, ended) = oneshot::channel::<()>();
        // Joining blocks, so a thread of its own does it; dropping `done` is the message.
        let closer = thread::Builder::new()
            .name("store-close".to_owned())
            .spawn(move || {
                self.inner.lanes.end();
                drop(done);
            });
        if closer.is_ok() {
            ended.await.ok();
        }
    }

    /// Statements that closures of this store and its clones have run so far. Two answers that must
    /// not be told apart, by their time either, must need the same number of them.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.inner.signals.statements.load(Ordering::Relaxed)
    }

    /// Keeps the text of every statement that closures of this store and its clones run, until
    /// [`Store::heard`] asks for them: for tests that compare more than their number.
    pub fn listen(&self) {
        self.inner.signals.ear.open();
    }

    /// The statements since [`Store::listen`], in the order in which their closures ended; nobody
    /// listens from now on.
    #[must_use]
    pub fn heard(&self) -> Vec<String> {
        self.inner.signals.ear.close()
    }

    /// A mark of the data as a whole: what was read between two marks that are the same is true as
    /// long as a new one is the same, too. Every change makes another one.
    ///
    /// On SQLite it costs nothing, and commands at the side (`hafan member create`) make no new
    /// one. On PostgreSQL it is a statement, and the changes of other servers count.
    ///
    /// # Errors
    /// As [`Store::read`], on PostgreSQL.
    pub async fn mark(&self) -> Result<Mark, Error> {
        match self.backend() {
            Backend::Sqlite => {
                let commits = self.inner.signals.commits.load(Ordering::Acquire);
                Ok(Mark(State::Commits(commits)))
            }
            Backend::Postgres => {
                let look = |tx: &mut Tx<'_>| postgres::snapshot(tx);
                let text = received(self.send(Kind::Glance, look)?.await)?;
                Ok(Mark(State::Snapshot(text)))
            }
        }
    }

    fn send<T, E, F>(&self, kind: Kind, mut body: F) -> Result<oneshot::Receiver<Result<T, E>>, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let statements = Arc::clone(&self.inner.signals.statements);
        let ear = Arc::clone(&self.inner.signals.ear);
        let counted = move |tx: &mut Tx<'_>| {
            let before = tx.statements();
            let ran = ear.hear(tx, &mut body);
            statements.fetch_add(tx.statements() - before, Ordering::Relaxed);
            ran
        };
        let task = Task {
            kind,
            work: Box::new(Call::new(counted, reply)),
        };
        let lanes = &self.inner.lanes;
        let lane = match kind {
            Kind::Read | Kind::Snapshot | Kind::Glance => &lanes.reads,
            Kind::Write | Kind::WriteRelaxed => &lanes.writes,
        };
        match lane.queue.push(task) {
            Ok(()) => Ok(answer),
            Err(Refused::Full) => Err(E::from(Error::Unavailable(
                "the database has more work waiting than it may take on".to_owned(),
            ))),
            Err(Refused::Closed) => Err(E::from(closed())),
        }
    }
}

/// How to open a [`Store`].
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the data lives.
    pub target: Target,
    /// Reader threads on SQLite; 0 means two more than the machine has cores.
    pub readers: usize,
    /// Connections to PostgreSQL; 0 means 8.
    pub workers: usize,
    /// Closures that may wait for a thread, in each lane; one more is refused.
    pub queue_max: usize,
    /// A read that takes longer is aborted: an old reader keeps SQLite's log from shrinking
    /// and PostgreSQL from cleaning up.
    pub read_time_max: Duration,
    /// Microseconds since 1970, written beside the migrations that this opening applies.
    pub opened_at: i64,
}

impl Options {
    /// Ordinary options for `target`; `opened_at` is now, in microseconds since 1970.
    #[must_use]
    pub fn new(target: Target, opened_at: i64) -> Options {
        Options {
            target,
            readers: 0,
            workers: 0,
            queue_max: QUEUE_MAX,
            read_time_max: READ_TIME_MAX,
            opened_at,
        }
    }
}

/// Where the data lives.
#[derive(Clone, Debug)]
pub enum Target {
    /// A file, made if it is missing. Its directory must exist.
    SqliteFile(PathBuf),
    /// A database of its own that is gone when the store is dropped.
    SqliteMemory,
    /// `postgres://user:password@host:port/database`, or the keyword form of libpq.
    Postgres(String),
}

/// The kind of database behind a [`Store`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Backend {
    /// SQLite, in this process.
    Sqlite,
    /// PostgreSQL, over a connection.
    Postgres,
}

/// A mark of the data as a whole: see [`Store::mark`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark(State);

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// How often this process may have changed the data.
    Commits(u64),
    /// Which transactions are seen: what `pg_current_snapshot` says.
    Snapshot(String),
}

/// A small live message, delivered to every process after its transaction is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What it is about: subscribers choose by it.
    pub topic: String,
    /// Ids and kinds, never content: a subscriber loads what its viewer may see.
    pub body: String,
}

/// Waiting closures per lane. At a tenth of a millisecond each this is a wait of a tenth of
/// a second; beyond that an honest refusal is kinder than a growing queue.
const QUEUE_MAX: usize = 1024;

/// See [`Options::read_time_max`].
const READ_TIME_MAX: Duration = Duration::from_secs(10);

/// Events a slow receiver may be behind. A page that missed more is better loaded anew.
const EVENTS_KEPT_MAX: usize = 1024;

struct Inner {
    lanes: Lanes,
    signals: Signals,
}

/// What a commit sets off in this process.
#[derive(Clone)]
pub(crate) struct Signals {
    pub(crate) events: broadcast::Sender<Event>,
    pub(crate) jobs: Arc<Notify>,
    /// See [`Store::statements`].
    pub(crate) statements: Arc<AtomicU64>,
    /// See [`Store::listen`].
    pub(crate) ear: Arc<Ear>,
    /// How often this process may have changed the data, on SQLite: see [`Store::mark`].
    pub(crate) commits: Arc<AtomicU64>,
}

impl Signals {
    fn wake_jobs(&self) {
        // All that wait now, and whoever is just about to.
        self.jobs.notify_waiters();
        self.jobs.notify_one();
    }
}

/// The ways to the database. On PostgreSQL both lanes share one queue and its threads.
pub(crate) struct Lanes {
    pub(crate) backend: Backend,
    pub(crate) reads: Lane<Task>,
    pub(crate) writes: Lane<Task>,
    /// What works beside them until the end.
    pub(crate) helper: Lane<()>,
    /// Deleted once the threads have ended.
    pub(crate) scratch: Mutex<Option<sqlite::Scratch>>,
}

impl Lanes {
    /// Readers end before the writer, whose close then folds the log into the file.
    fn end(&self) {
        self.helper.end();
        self.reads.end();
        self.writes.end();
        drop(
            self.scratch
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
    }
}

impl Drop for Lanes {
    fn drop(&mut self) {
        self.end();
    }
}

/// A queue and the threads that serve it.
pub(crate) struct Lane<T> {
    pub(crate) queue: Arc<Queue<T>>,
    pub(crate) threads: Mutex<Vec<JoinHandle<()>>>,
}

impl<T> Lane<T> {
    pub(crate) fn new(queue: Arc<Queue<T>>, threads: Vec<JoinHandle<()>>) -> Lane<T> {
        Lane {
            queue,
            threads: Mutex::new(threads),
        }
    }

    /// Lets the threads finish what was accepted and waits for them.
    fn end(&self) {
        self.queue.close();
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        for handle in std::mem::take(&mut *threads) {
            // A closure may hold the last clone: its own thread can't wait for itself.
            if handle.thread().id() != thread::current().id() && handle.join().is_err() {
                tracing::error!("a database thread ended in a panic");
            }
        }
    }
}

fn on_read<T, E>(
    mut f: impl FnMut(&mut Read<'_>) -> Result<T, E> + Send + 'static,
) -> impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static {
    move |tx| f(tx)
}

fn received<T, E: From<Error>>(
    answer: Result<Result<T, E>, oneshot::error::RecvError>,
) -> Result<T, E> {
    answer.unwrap_or_else(|_| Err(E::from(closed())))
}

fn closed() -> Error {
    Error::Unavailable("the database is closed".to_owned())
}
