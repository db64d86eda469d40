//! A place on a disk, the program's commands on it, and servers that can be killed.

use crate::wire::Browser;
use hafan_core::time::Timestamp;
use hafan_store::{Options, Store, Target};
use hafan_testkit::Backend;
use hafan_testkit::postgres::Database;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;

/// The password of everybody.
pub const PASSWORD: &str = "pump o gloch fore";
/// The host of every place.
pub const HOST: &str = "gwen";
/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_hafan");
/// Seconds after which a command that does not end is ended.
const COMMAND_S: &str = "60";
/// Longer than a server takes to start, or anything to happen in it.
pub const PATIENCE: Duration = Duration::from_secs(40);
/// A page that exists only to be looked at again.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Runs a test on each database.
pub const BOTH: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];

/// A data folder and, where it is on PostgreSQL, a database. Gone when it is dropped.
pub struct House {
    data: TempDir,
    database: Option<Database>,
}

impl House {
    /// Nothing yet: what `hafan serve` finds at its very first start.
    pub fn empty(backend: Backend) -> Self {
        Self {
            data: tempfile::tempdir().expect("a folder"),
            database: (backend == Backend::Postgres).then(Database::empty),
        }
    }

    /// A place that is set up, with these members besides its host, made by the commands.
    pub fn new(backend: Backend, members: &[&str]) -> Self {
        let house = Self::empty(backend);
        let setup = ["setup", "--name", "Y Bwthyn", "--host-handle", HOST];
        house.does(&[&setup[..], &["--password", "-"]].concat());
        for member in members {
            house.add_member(member);
        }
        house
    }

    /// `hafan member create`.
    pub fn add_member(&self, handle: &str) {
        self.does(&["member", "create", "--handle", handle, "--password", "-"]);
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The flags that name this place.
    pub fn flags(&self) -> Vec<String> {
        let mut flags = vec!["--data".to_owned(), self.data().display().to_string()];
        if let Some(database) = &self.database {
            flags.extend(["--database-url".to_owned(), database.url().to_owned()]);
        }
        flags
    }

    /// Runs a command on this place. A password is on its standard input.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("timeout");
        command.args([COMMAND_S, PROGRAM]).args(arguments);
        command.args(self.flags()).stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("a pipe");
        // A command that wants no password may have closed it.
        writeln!(input, "{PASSWORD}").ok();
        drop(input);
        child.wait_with_output().expect("the program ends")
    }

    /// Runs a command that must succeed, and answers what it said.
    pub fn does(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        let (out, err) = (text(&ran.stdout), text(&ran.stderr));
        assert!(ran.status.success(), "{arguments:?}: {out}{err}");
        out
    }

    /// Fails if the doctor finds anything.
    pub fn require_well(&self) {
        let ran = self.run(&["doctor"]);
        assert!(
            ran.status.success(),
            "{}{}",
            text(&ran.stdout),
            text(&ran.stderr)
        );
    }

    /// A server with ordinary limits.
    pub fn serve_with(&self, flags: &[&str]) -> Server {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        command.args(self.flags()).args(flags);
        Server::start(command)
    }

    /// A server that lets a test do in a second what people do in a day.
    pub fn serve(&self) -> Server {
        self.serve_with(&["--flood-limits", "off"])
    }

    /// The database, opened beside or instead of a server.
    pub fn store(&self) -> Store {
        let target = match &self.database {
            Some(database) => Target::Postgres(database.url().to_owned()),
            None => Target::SqliteFile(self.data().join("hafan.sqlite")),
        };
        Store::open(Options::new(target, 1)).expect("the database")
    }
}

/// A server of its own process. Killed when it is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub at: SocketAddr,
    log: Log,
}

/// Standard error of a server, shown when the test fails.
struct Log(PathBuf);

impl Drop for Log {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "the server said:\n{}",
                fs::read_to_string(&self.0).unwrap_or_default()
            );
        }
        fs::remove_file(&self.0).ok();
    }
}

impl Server {
    /// Starts a server by this command, and waits until it says where it is.
    pub fn start(mut command: Command) -> Self {
        let (file, path) = tempfile::NamedTempFile::new()
            .and_then(|file| Ok(file.keep()?))
            .expect("a log");
        let log = Log(path);
        command.stdout(Stdio::piped()).stdin(Stdio::null());
        command.stderr(Stdio::from(file));
        let mut child = command.spawn().expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut urls = lines
            .map_while(Result::ok)
            .filter_map(|line| address(&line));
        let Some(at) = urls.next() else {
            child.kill().ok();
            child.wait().ok();
            panic!(
                "no server: {}",
                fs::read_to_string(&log.0).unwrap_or_default()
            );
        };
        Self { child, at, log }
    }

    /// Somebody who was never here.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.at)
    }

    /// Somebody who comes in by the door.
    pub fn sign_in(&self, handle: &str) -> Browser {
        let browser = self.visitor();
        let door = browser.get("/sign-in");
        let fields = [("login", handle), ("password", PASSWORD)];
        let page = browser
            .submit(&door, "/sign-in", &fields)
            .expect("an answer");
        assert_eq!(page.status, 303, "{}", page.text());
        browser.get("/me");
        browser
    }

    /// Number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log.0).unwrap_or_default()
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Asks it to stop (SIGTERM).
    pub fn ask_to_stop(&self) {
        let mut kill = Command::new("sh");
        let kill = kill.args(["-c", "kill -TERM \"$0\"", &self.pid().to_string()]);
        assert!(kill.status().expect("a shell").success());
    }

    /// Waits until it has ended by itself, and answers how long that took and whether it ended
    /// well.
    pub fn wait(&mut self) -> (Duration, bool) {
        let begun = now();
        let status = until("the end of a server", || {
            self.child.try_wait().expect("a child")
        });
        (begun.elapsed(), status.success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn address(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.split_once("http://")?;
    let end = rest.find('/').unwrap_or(rest.len());
    rest[..end].trim().parse().ok()
}

/// Looks until there is something. Other processes tell nobody when they are ready.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(LOOK_EVERY);
    }
}

/// The time, for measuring how long something takes.
#[expect(
    clippy::disallowed_methods,
    reason = "other processes have no clock of ours"
)]
pub fn now() -> Instant {
    Instant::now()
}

/// The time as the servers have it.
#[expect(
    clippy::disallowed_methods,
    reason = "other processes have no clock of ours"
)]
pub fn wall_clock() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let micros = since.map(|since| since.as_micros()).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Makes a file look as if it had been written long ago.
pub fn age(path: &Path, by: Duration) {
    let file = File::options().write(true).open(path).expect("a file");
    let written = file.metadata().and_then(|meta| meta.modified());
    let long_ago = written.expect("a time") - by;
    file.set_modified(long_ago).expect("a time");
}

/// What a command said.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
