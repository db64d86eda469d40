//! A fresh place on each database.

use crate::browser::Browser;
use crate::postgres::Database;
use hafan_app::ports::{SeededRng, StoppedClock};
use hafan_app::push::Outlet;
use hafan_app::store::ledger::audit;
use hafan_app::store::{Backend, Options, Store, Target, dump};
use hafan_app::{App, Config, Error};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::place::PlaceField;
use hafan_core::time::Timestamp;
use hafan_fetch::{Client, Reach};
use hafan_media::MemoryBlobs;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Runs `test` on a fresh place that is set up, once on each database. When it has ended, nothing
/// may have changed in the place that the ledger does not tell.
pub async fn for_each_backend(test: impl AsyncFn(&Place)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        // Shown only when the test fails: says on which database it did.
        eprintln!("on {backend:?}:");
        let place = Place::new(backend).await;
        test(&place).await;
        place.require_ledger().await;
    }
}

/// A place of its own for one test. Everything is gone when it is dropped.
pub struct Place {
    /// The house, for use cases.
    pub app: App,
    /// The clock of the house.
    pub clock: Arc<StoppedClock>,
    /// The pictures of the house.
    pub blobs: Arc<MemoryBlobs>,
    router: axum::Router,
    // Last, so that nothing is connected any more when it goes.
    _kept: Kept,
}

/// What must live as long as the place.
struct Kept {
    _database: Option<Database>,
    _data: tempfile::TempDir,
}

/// When every test begins: Thursday, 5 March 2026, 10:00 UTC.
const BEGIN: Timestamp = Timestamp::from_micros(1_772_704_800_000_000);
/// Where the pages believe they are.
pub const URL: &str = "http://hafan.test";

impl Place {
    /// A place with a name, and nobody in it.
    pub async fn new(backend: Backend) -> Self {
        let place = Self::before_set_up(backend).await;
        let name = Change::Place {
            field: PlaceField::Name,
            old: String::new(),
            new: "Y Bwthyn".to_owned(),
        };
        let done = place
            .app
            .write(move |turn| turn.record(name.clone(), By::Operator, Cause::SetUp));
        done.await.expect("a name");
        place
    }

    /// A place as just installed.
    pub async fn before_set_up(backend: Backend) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let database = (backend == Backend::Postgres)
            .then(|| Database::migrated(|url| drop(open(Target::Postgres(url.to_owned())))));
        let target = database.as_ref().map_or_else(
            || Target::SqliteFile(data.path().join("hafan.sqlite")),
            |database| Target::Postgres(database.url().to_owned()),
        );
        let clock = Arc::new(StoppedClock::at(BEGIN));
        let blobs = Arc::new(MemoryBlobs::default());
        let app = App {
            store: open(target),
            clock: Arc::clone(&clock) as _,
            rng: Arc::new(SeededRng::new(SEED)),
            blobs: Arc::clone(&blobs) as _,
            config: Arc::new(Config {
                public_url: URL.to_owned(),
                data: data.path().to_owned(),
                // A test does in a second what people do in a day.
                flood_limits: false,
                version: env!("CARGO_PKG_VERSION"),
            }),
            closing: Arc::default(),
            full: Arc::default(),
            unwanted: Arc::default(),
            outlet: Arc::new(Outlet {
                client: Client::new(Reach::Loopback),
                herald: hafan_web::api::herald,
            }),
        };
        Self {
            router: hafan_web::router(app.clone()),
            app,
            clock,
            blobs,
            _kept: Kept {
                _database: database,
                _data: data,
            },
        }
    }

    /// The same place with what slows down floods, which tests do without.
    #[must_use]
    pub fn with_flood_limits(mut self) -> Self {
        let config = Config {
            flood_limits: true,
            ..(*self.app.config).clone()
        };
        self.app.config = Arc::new(config);
        self.router = hafan_web::router(self.app.clone());
        self
    }

    /// The same place at another address.
    #[must_use]
    pub fn at(mut self, public_url: &str) -> Self {
        let config = Config {
            public_url: public_url.to_owned(),
            ..(*self.app.config).clone()
        };
        self.app.config = Arc::new(config);
        self.router = hafan_web::router(self.app.clone());
        self
    }

    /// A browser that was never here.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// The same pages over a real socket, for what lives only there: its address. It is answered
    /// for as long as the test runs.
    ///
    /// # Panics
    /// Where the machine gives no socket.
    #[expect(
        clippy::disallowed_methods,
        reason = "a server beside the test that ends with it"
    )]
    pub async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a socket");
        let address = listener.local_addr().expect("an address");
        let router = self.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    /// A second process on the same database, as far as the two could know of each other: with its
    /// own connections and its own pages. Only where there can be two.
    ///
    /// # Panics
    /// On SQLite.
    pub fn second_process(&self) -> Self {
        let database = self._kept._database.as_ref().expect("PostgreSQL");
        let app = App {
            store: open(Target::Postgres(database.url().to_owned())),
            closing: Arc::default(),
            full: Arc::default(),
            unwanted: Arc::default(),
            ..self.app.clone()
        };
        Self {
            router: hafan_web::router(app.clone()),
            app,
            clock: Arc::clone(&self.clock),
            blobs: Arc::clone(&self.blobs),
            _kept: Kept {
                _database: None,
                _data: tempfile::tempdir().expect("a folder"),
            },
        }
    }

    /// Moves the clock on.
    pub fn later(&self, micros: i64) {
        self.clock.advance(micros);
    }

    /// The pages.
    pub(crate) fn router(&self) -> &axum::Router {
        &self.router
    }

    /// Every row of the database as a line, for comparing what stands before and after.
    pub async fn rows(&self) -> Vec<String> {
        let store = self.app.store.clone();
        let read = store.read(|read| {
            let mut rows = Vec::new();
            for table in dump::tables(read)? {
                dump::dump_table(read, &table, &mut |values| {
                    rows.push(format!("{}: {values:?}", table.name));
                    Ok(())
                })?;
            }
            Ok::<_, hafan_app::store::Error>(rows)
        });
        read.await.expect("all rows")
    }

    /// Fails if ledger and tables differ. A place that the test has closed is not looked at.
    ///
    /// # Panics
    /// If they differ.
    pub async fn require_ledger(&self) {
        let looked = self.app.read(|read| Ok(audit::audit(read)?)).await;
        match looked {
            Ok(audit) => assert_eq!(audit.faults, [], "the ledger and the tables differ"),
            Err(Error::Unavailable(_)) => {}
            Err(error) => panic!("the ledger can't be read: {error}"),
        }
    }

    /// What something answers, and the text of every statement that it needed, in their order:
    /// two answers that must not be told apart, by their time either, need the same.
    pub async fn heard<T>(&self, of: impl Future<Output = T>) -> (T, Vec<String>) {
        self.app.store.listen();
        let answer = of.await;
        (answer, self.app.store.heard())
    }

    /// Which database this place is on.
    pub fn backend(&self) -> Backend {
        self.app.store.backend()
    }
}

/// Any number; the same, so that a failing test fails again.
const SEED: u64 = 20_260_305;
/// Tests run beside each other, and one place needs no more.
const DATABASE_THREADS: usize = 2;

fn open(target: Target) -> Store {
    let mut options = Options::new(target, BEGIN.micros());
    options.readers = DATABASE_THREADS;
    options.workers = DATABASE_THREADS;
    Store::open(options).expect("a database")
}
