//! Listens to the statements that run: for those who compare what answers cost.

use super::Tx;
use super::transaction::Again;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Closed but for a test.
#[derive(Default)]
pub(crate) struct Ear {
    is_open: AtomicBool,
    texts: Mutex<Vec<String>>,
}

impl Ear {
    /// Keeps the texts of all statements from now on.
    pub(crate) fn open(&self) {
        self.is_open.store(true, Ordering::Release);
    }

    /// Stops, and gives what was kept.
    pub(crate) fn close(&self) -> Vec<String> {
        self.is_open.store(false, Ordering::Release);
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *texts)
    }

    /// Runs a body, and keeps its statements, if it listens.
    pub(crate) fn hear<T>(&self, tx: &mut Tx<'_>, body: impl FnOnce(&mut Tx<'_>) -> T) -> T {
        if !self.is_open.load(Ordering::Acquire) {
            return body(tx);
        }
        tx.listen();
        let ran = body(tx);
        let heard = tx.heard();
        // A run that clashed with somebody else's says nothing about the question: it runs again.
        if tx.again() == Again::Never {
            let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
            texts.extend(heard);
        }
        ran
    }
}
