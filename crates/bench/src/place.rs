//! A place to measure: filled, and served by the real program.

use crate::Fault;
use crate::load::Asked;
use crate::process::Process;
use crate::seed::plan::SOUGHT;
use crate::seed::{Seeded, seed};
use hafan_app::store::{Backend, Target};
use hafan_testkit::postgres::Database;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A filled place on a database. Everything is gone when it is dropped.
pub struct Place {
    /// Its people and paths.
    pub seeded: Seeded,
    program: PathBuf,
    database: Option<Database>,
    data: tempfile::TempDir,
}

/// A page that is measured.
pub struct Surface {
    /// What it is called in the report.
    pub name: &'static str,
    /// What to ask for, as whom.
    pub asked: Asked,
}

/// The file of the database in the data folder: see `crates/server/src/house.rs`.
const DATABASE_FILE: &str = "hafan.sqlite";

/// So long without work a server has done what was due.
const QUIET_SECONDS: u32 = 3;
/// A large place takes a while to back up.
const DUE_SECONDS_MAX: u32 = 300;

impl Place {
    /// A place with so many posts.
    pub async fn filled(program: &Path, backend: Backend, posts: usize) -> Result<Self, Fault> {
        let data = tempfile::tempdir()?;
        let database = (backend == Backend::Postgres).then(Database::empty);
        let target = match &database {
            Some(database) => Target::Postgres(database.url().to_owned()),
            None => Target::SqliteFile(data.path().join(DATABASE_FILE)),
        };
        Ok(Self {
            seeded: seed(target, data.path(), posts).await?,
            program: program.to_owned(),
            database,
            data,
        })
    }

    /// Serves the place.
    pub fn serve(&self) -> Result<Process, Fault> {
        let mut process = Process::start(&self.program, |address| {
            let data = self.data.path().display().to_string();
            let mut arguments = vec!["serve", "--data", &data]
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>();
            arguments.extend(["--listen".to_owned(), address.to_string()]);
            // One machine asks more than people do: its requests would be slowed down.
            arguments.extend(["--flood-limits".to_owned(), "off".to_owned()]);
            if let Some(database) = &self.database {
                arguments.extend(["--database-url".to_owned(), database.url().to_owned()]);
            }
            arguments
        })?;
        process.database = self.database.as_ref().and_then(|_| postmaster());
        Ok(process)
    }

    /// Lets a server do what is due in a new place, the backup of the night above all, so that it
    /// is not measured as a part of anything else.
    pub async fn settle(&self) -> Result<(), Fault> {
        let mut server = self.serve()?;
        server.first_answer("/healthz").await?;
        let mut quiet = 0;
        for _ in 0..DUE_SECONDS_MAX {
            let before = server.cpu_us();
            tokio::time::sleep(Duration::from_secs(1)).await;
            let is_quiet = server.cpu_us() == before;
            quiet = if is_quiet { quiet + 1 } else { 0 };
            if quiet == QUIET_SECONDS {
                return Ok(());
            }
        }
        Err("the server finds no rest".into())
    }

    /// The pages that are measured.
    pub fn surfaces(&self) -> Vec<Surface> {
        let Seeded {
            people,
            thread,
            square,
        } = &self.seeded;
        let all: Vec<String> = people.iter().map(|person| person.cookie.clone()).collect();
        let surface = |name, path: String, cookies: &[String]| Surface {
            name,
            asked: Asked {
                path,
                credentials: cookies.to_vec(),
            },
        };
        vec![
            surface("home, everything I follow", "/?read=all".to_owned(), &all),
            surface("home, familiar voices", "/?read=familiar".to_owned(), &all),
            surface("thread of 100 answers", thread.clone(), &all),
            surface("profile", format!("/@{}", people[1].handle), &all),
            surface("square of a community", square.clone(), &all[..1]),
            surface("notifications", "/notifications".to_owned(), &all),
            surface("search", format!("/search?q={SOUGHT}"), &all),
            surface("sign-in page, signed out", "/sign-in".to_owned(), &[]),
        ]
    }
}

/// The first process of the throw-away PostgreSQL of this run; none where another one is used.
fn postmaster() -> Option<u32> {
    let folder = std::env::temp_dir().join(format!("hafan-pg-{}", std::process::id()));
    let text = std::fs::read_to_string(folder.join("data/postmaster.pid")).ok()?;
    text.lines().next()?.parse().ok()
}
