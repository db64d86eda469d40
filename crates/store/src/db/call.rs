//! A closure on its way to a database thread, and the way of its answer back.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use super::{Error, Tx};

/// One closure waiting for its transaction.
pub(crate) struct Task {
    pub(crate) kind: Kind,
    pub(crate) work: Box<dyn Work>,
}

/// What transaction a closure needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    /// A read without a time limit.
    Snapshot,
    Write,
    /// A write that may see what others commit meanwhile.
    WriteRelaxed,
    /// One statement that reads, on PostgreSQL: a transaction of its own without saying so.
    Glance,
}

/// A closure without its types.
pub(crate) trait Work: Send {
    /// Runs the closure, keeps its answer, and says whether the transaction may commit.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;

    /// Sends the kept answer, or `failure` in its place.
    fn answer(self: Box<Self>, failure: Option<Error>);

    /// Whether nobody waits for the answer any more.
    fn is_abandoned(&self) -> bool;
}

pub(crate) struct Call<F, T, E> {
    body: F,
    kept: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Call<F, T, E> {
    pub(crate) fn new(body: F, reply: oneshot::Sender<Result<T, E>>) -> Call<F, T, E> {
        Call {
            body,
            kept: None,
            reply,
        }
    }
}

impl<F, T, E> Work for Call<F, T, E>
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        // The transaction is rolled back whole, so nothing half done can be seen afterwards.
        let ran = catch_unwind(AssertUnwindSafe(|| (self.body)(tx)))
            .unwrap_or_else(|_| Err(E::from(Error::Panicked)));
        let kept = match (ran, tx.failure()) {
            // PostgreSQL turns the commit of a failed transaction into a silent rollback, so a
            // closure that swallowed an error must not hear `Ok` on either database.
            (Ok(_), Some(failure)) => Err(E::from(failure.clone())),
            (ran, _) => ran,
        };
        let may_commit = kept.is_ok();
        self.kept = Some(kept);
        may_commit
    }

    fn answer(self: Box<Self>, failure: Option<Error>) {
        let answer = match (failure, self.kept) {
            (Some(failure), _) => Err(E::from(failure)),
            (None, Some(kept)) => kept,
            (None, None) => Err(E::from(super::closed())),
        };
        // Nobody may be waiting any more, which changes nothing about the transaction.
        drop(self.reply.send(answer));
    }

    fn is_abandoned(&self) -> bool {
        self.reply.is_closed()
    }
}
