//! What a closure holds: a view to read from, or a transaction to write in.

use std::ops::{Deref, DerefMut};

use super::{Error, Event, P, Row, postgres, sqlite};

/// One unchanging view of the data.
pub struct Read<'c> {
    link: Link<'c>,
    failed: Option<Error>,
    again: Again,
    statements: u64,
    /// Their texts, while somebody listens.
    heard: Option<Vec<String>>,
}

/// A transaction. It reads like [`Read`], and sees what it wrote itself.
///
/// It stands when the closure returns `Ok` and no statement failed.
pub struct Tx<'c> {
    read: Read<'c>,
    pub(crate) events: Vec<Event>,
    pub(crate) wakes_jobs: bool,
}

impl Read<'_> {
    /// All rows of the answer, in order. Give every query a `LIMIT` or another bound.
    ///
    /// # Errors
    /// What the database says; what `map` returns.
    pub fn query<T>(
        &mut self,
        sql: &'static str,
        params: &[P<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        self.visit(Text::Fixed(sql), params, &mut |row| {
            all.push(map(row)?);
            Ok(Next::Row)
        })?;
        Ok(all)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// What the database says; what `map` returns.
    pub fn query_opt<T>(
        &mut self,
        sql: &'static str,
        params: &[P<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut first = None;
        self.visit(Text::Fixed(sql), params, &mut |row| {
            first = Some(map(row)?);
            Ok(Next::End)
        })?;
        Ok(first)
    }

    /// The first row of an answer that always has one, such as a count.
    ///
    /// # Errors
    /// [`Error::Decode`] if there is none; what the database says; what `map` returns.
    pub fn query_one<T>(
        &mut self,
        sql: &'static str,
        params: &[P<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.query_opt(sql, params, map)?
            .ok_or_else(|| Error::Decode(format!("no row from: {sql}")))
    }

    /// Hands every row to `each` as it comes, without keeping any.
    ///
    /// # Errors
    /// What the database says; what `each` returns.
    pub fn for_each(
        &mut self,
        sql: &'static str,
        params: &[P<'_>],
        mut each: impl FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.visit(Text::Fixed(sql), params, &mut |row| {
            each(row).map(|()| Next::Row)
        })
    }

    /// Which database this is.
    #[must_use]
    pub fn backend(&self) -> super::Backend {
        match self.link {
            Link::Sqlite(_) => super::Backend::Sqlite,
            Link::Postgres(_) => super::Backend::Postgres,
        }
    }

    pub(crate) fn visit(
        &mut self,
        sql: Text<'_>,
        params: &[P<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<Next, Error>,
    ) -> Result<(), Error> {
        self.guard(sql)?;
        let result = match &mut self.link {
            Link::Sqlite(link) => link.visit(sql, params, each),
            Link::Postgres(link) => link.visit(sql, params, each),
        };
        self.note(result)
    }

    fn execute(&mut self, sql: Text<'_>, params: &[P<'_>]) -> Result<u64, Error> {
        self.guard(sql)?;
        let result = match &mut self.link {
            Link::Sqlite(link) => link.execute(sql, params),
            Link::Postgres(link) => link.execute(sql, params),
        };
        self.note(result)
    }

    /// After a failed statement PostgreSQL answers nothing more; SQLite is held to the same.
    fn guard(&mut self, sql: Text<'_>) -> Result<(), Error> {
        self.statements += 1;
        if let Some(heard) = &mut self.heard {
            heard.push(sql.as_str().to_owned());
        }
        self.failed.clone().map_or(Ok(()), Err)
    }

    fn note<T>(&mut self, result: Result<T, Failure>) -> Result<T, Error> {
        result.map_err(|failure| {
            self.again = failure.again;
            self.failed = Some(failure.error.clone());
            failure.error
        })
    }
}

impl<'c> Tx<'c> {
    /// Runs a statement that returns no rows, and says how many rows it touched.
    ///
    /// # Errors
    /// [`Error::Conflict`], [`Error::Reference`], and what else the database says. The
    /// transaction is lost then.
    pub fn execute(&mut self, sql: &'static str, params: &[P<'_>]) -> Result<u64, Error> {
        self.read.execute(Text::Fixed(sql), params)
    }

    /// Sends `event` to every process once the transaction is on disk, and never if it isn't.
    pub fn publish(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Tells this process's job runners after the commit that there is work.
    pub fn wake_jobs(&mut self) {
        self.wakes_jobs = true;
    }

    /// The reading side, where a function asks for a [`Read`].
    pub fn read(&mut self) -> &mut Read<'c> {
        &mut self.read
    }

    pub(crate) fn new(link: Link<'c>) -> Tx<'c> {
        let read = Read {
            link,
            failed: None,
            again: Again::Never,
            statements: 0,
            heard: None,
        };
        Tx {
            read,
            events: Vec::new(),
            wakes_jobs: false,
        }
    }

    /// For SQL made from the catalog, as dumps need it.
    pub(crate) fn execute_text(&mut self, sql: &str, params: &[P<'_>]) -> Result<u64, Error> {
        self.read.execute(Text::Made(sql), params)
    }

    /// Keeps the texts of its statements from now on.
    pub(crate) fn listen(&mut self) {
        self.read.heard.get_or_insert_default();
    }

    /// The texts that were kept, which are forgotten.
    pub(crate) fn heard(&mut self) -> Vec<String> {
        self.read.heard.take().unwrap_or_default()
    }

    /// How many statements were run in it.
    pub(crate) fn statements(&self) -> u64 {
        self.read.statements
    }

    /// The first error of a statement, which the closure may have swallowed.
    pub(crate) fn failure(&self) -> Option<&Error> {
        self.read.failed.as_ref()
    }

    /// Whether the closure should run again, whatever it returned.
    pub(crate) fn again(&self) -> Again {
        self.read.again
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = Read<'c>;

    fn deref(&self) -> &Read<'c> {
        &self.read
    }
}

impl<'c> DerefMut for Tx<'c> {
    fn deref_mut(&mut self) -> &mut Read<'c> {
        &mut self.read
    }
}

/// The connection underneath.
pub(crate) enum Link<'c> {
    Sqlite(&'c mut sqlite::Link),
    Postgres(&'c mut postgres::Link),
}

/// An SQL text, and whether its address names it for ever.
#[derive(Clone, Copy)]
pub(crate) enum Text<'a> {
    Fixed(&'static str),
    Made(&'a str),
}

impl<'a> Text<'a> {
    pub(crate) fn as_str(self) -> &'a str {
        match self {
            Text::Fixed(sql) => sql,
            Text::Made(sql) => sql,
        }
    }
}

/// Whether a visitor wants more rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    Row,
    End,
}

/// An error, and whether running the closure again could help.
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) again: Again,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure {
            error,
            again: Again::Never,
        }
    }
}

/// Why a closure should run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    Never,
    /// Another transaction was in the way; this one was rolled back.
    Clashed,
    /// The connection can't be used any more.
    Disconnected,
}
