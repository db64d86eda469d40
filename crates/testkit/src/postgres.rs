//! A PostgreSQL for tests: one throw-away server a test process, one database a test.
//!
//! With `HAFAN_TEST_POSTGRES` (the URL of a server where databases may be made) that server is
//! used. Without it one is started from the installed programs, on a socket in a temporary
//! directory; it ends with the test process, however that ends. Only the standard library and
//! PostgreSQL's own programs are used, so that the tests of the lowest crates can have it too.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How often a database is asked for again, and after what pause.
const ATTEMPTS_MORE: u32 = 4;
const ATTEMPTS_APART: Duration = Duration::from_secs(1);

/// A database of its own, dropped with this value.
pub struct Database {
    name: String,
    url: String,
}

impl Database {
    /// A new database like the one that `migrate` made, which is run once a process.
    ///
    /// `migrate` gets the URL of an empty database, and must have closed its connections when
    /// it returns. Every caller of one process must hand over the same function.
    ///
    /// # Panics
    /// If there is no PostgreSQL to use.
    #[must_use]
    pub fn migrated(migrate: impl FnOnce(&str)) -> Database {
        static TEMPLATE: OnceLock<Database> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| {
            let template = Database::create("template0");
            server().at_end_drop(&template.name);
            migrate(&template.url);
            template
        });
        Database::create(&template.name)
    }

    /// A new database without any table.
    ///
    /// # Panics
    /// If there is no PostgreSQL to use.
    #[must_use]
    pub fn empty() -> Database {
        Database::create("template0")
    }

    /// What to connect to.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    fn create(template: &str) -> Database {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("hafan_test_{}_{count}", std::process::id());
        let server = server();
        let make = format!("CREATE DATABASE {name} TEMPLATE {template}");
        // The server may still be ending a connection to the template, or looking after it.
        let mut said = server.attempt(&make);
        for _ in 0..ATTEMPTS_MORE {
            if said.is_ok() {
                break;
            }
            std::thread::sleep(ATTEMPTS_APART);
            said = server.attempt(&make);
        }
        said.expect("a database");
        Database {
            url: with_database(&server.url, &name),
            name,
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        server().command(&format!(
            "DROP DATABASE IF EXISTS {} WITH (FORCE)",
            self.name
        ));
    }
}

struct Server {
    /// Of a database to give commands in.
    url: String,
    programs: PathBuf,
    /// Waits for the end of this process, which closes the pipe to it, and cleans up.
    guard: Child,
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        #[expect(
            clippy::disallowed_methods,
            reason = "how the person who runs tests says it"
        )]
        let given = std::env::var("HAFAN_TEST_POSTGRES");
        given.map_or_else(|_| Server::start(), Server::at)
    })
}

impl Server {
    fn at(url: String) -> Server {
        let programs = programs();
        let psql = program(&programs, "psql").display().to_string();
        let script = "while read -r name; do names=\"$names $name\"; done
            for name in $names; do
                \"$0\" -X -q -d \"$1\" -c \"DROP DATABASE IF EXISTS $name WITH (FORCE)\"
            done";
        let mut guard = Command::new("sh");
        guard.args(["-c", script, &psql, &url]);
        Server {
            url,
            programs,
            guard: spawn_guard(guard),
        }
    }

    fn start() -> Server {
        let programs = programs();
        let directory = std::env::temp_dir().join(format!("hafan-pg-{}", std::process::id()));
        fs::create_dir(&directory).expect("a new directory for PostgreSQL");
        let owner = owner();
        if let Some((uid, gid)) = owner {
            chown(&directory, Some(uid), Some(gid)).expect("root may give a directory away");
        }
        initialize(&programs, &directory, owner);
        // The shell takes the server down when the pipe from this process closes.
        let script = "trap : INT TERM HUP
            \"$0\" -D \"$1/data\" -k \"$1\" -c listen_addresses= -c fsync=off \
                -c full_page_writes=off -c max_connections=400 -c shared_buffers=32MB \
                -c max_wal_size=128MB >\"$1/log\" 2>&1 &
            server=$!
            while read -r name; do :; done
            kill -QUIT $server
            wait $server
            rm -rf \"$1\"";
        let mut guard = Command::new("sh");
        guard
            .args(["-c", script])
            .arg(program(&programs, "postgres"))
            .arg(&directory);
        as_owner(&mut guard, owner).current_dir(&directory);
        let guard = spawn_guard(guard);
        let log = directory.join("log");
        assert!(
            answers(&programs, &directory),
            "PostgreSQL did not start: {}",
            fs::read_to_string(log).unwrap_or_default()
        );
        let host = directory.display().to_string().replace('/', "%2F");
        Server {
            url: format!("postgres://postgres@{host}/postgres"),
            programs,
            guard,
        }
    }

    fn command(&self, sql: &str) {
        self.attempt(sql).expect("the server does it");
    }

    fn attempt(&self, sql: &str) -> Result<(), String> {
        let ran = Command::new(program(&self.programs, "psql"))
            .args([
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                &self.url,
                "-c",
                sql,
            ])
            .output()
            .expect("psql runs");
        if ran.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&ran.stderr);
        Err(format!("{sql}: {said}"))
    }

    /// Statics are never dropped, so the guard drops this database.
    fn at_end_drop(&self, name: &str) {
        let mut pipe = self
            .guard
            .stdin
            .as_ref()
            .expect("the guard was given a pipe");
        writeln!(pipe, "{name}").expect("the guard listens");
    }
}

fn spawn_guard(mut guard: Command) -> Child {
    // Its own group, so that Ctrl-C at the tests doesn't end it before it has cleaned up.
    guard
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    guard.spawn().expect("a shell runs")
}

fn initialize(programs: &Path, directory: &Path, owner: Option<(u32, u32)>) {
    let mut initdb = Command::new(program(programs, "initdb"));
    initdb.arg("-D").arg(directory.join("data"));
    initdb.args(["-U", "postgres", "-A", "trust", "-N", "-E", "UTF8"]);
    // A language's sorting, not bytes: a query that leans on the server's locale must show.
    initdb.args([
        "--locale-provider=icu",
        "--icu-locale=en",
        "--locale=C.UTF-8",
    ]);
    let ran = as_owner(&mut initdb, owner).current_dir(directory).output();
    let ran = ran.expect("initdb runs");
    assert!(
        ran.status.success(),
        "initdb: {}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

/// PostgreSQL refuses to run as root; its package brings a user for it.
fn owner() -> Option<(u32, u32)> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
    if !is_root {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").expect("the list of users");
    let fields = users
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>());
    let user = fields
        .into_iter()
        .find(|fields| fields.first() == Some(&"postgres"));
    let user = user.expect("as root, tests need the user `postgres` of PostgreSQL's package");
    let id = |at: usize| {
        user.get(at)
            .and_then(|id| id.parse().ok())
            .expect("a number")
    };
    Some((id(2), id(3)))
}

fn as_owner(command: &mut Command, owner: Option<(u32, u32)>) -> &mut Command {
    if let Some((uid, gid)) = owner {
        command.uid(uid).gid(gid);
    }
    command
}

fn answers(programs: &Path, directory: &Path) -> bool {
    for _ in 0..STARTING_LOOKS_MAX {
        let mut ready = Command::new(program(programs, "pg_isready"));
        if ready
            .arg("-q")
            .arg("-h")
            .arg(directory)
            .status()
            .is_ok_and(|status| status.success())
        {
            return true;
        }
        // There is nothing to wait on but the server's own word.
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

/// The newest installed server's programs.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    found.retain(|programs| programs.join("initdb").exists());
    found.sort();
    found.pop().unwrap_or_default()
}

/// A program of PostgreSQL, from the search path if no server is installed the Debian way.
fn program(programs: &Path, name: &str) -> PathBuf {
    let path = programs.join(name);
    if path.exists() {
        path
    } else {
        PathBuf::from(name)
    }
}

fn with_database(url: &str, name: &str) -> String {
    let (scheme, rest) = url.split_once("://").expect("HAFAN_TEST_POSTGRES is a URL");
    let (rest, query) = rest
        .split_once('?')
        .map_or((rest, String::new()), |(rest, query)| {
            (rest, format!("?{query}"))
        });
    let host = rest.split_once('/').map_or(rest, |(host, _)| host);
    format!("{scheme}://{host}/{name}{query}")
}

/// Half a minute, for a busy machine.
const STARTING_LOOKS_MAX: u32 = 1500;
