//! A bounded queue between request tasks and database threads.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// First in, first out; refuses beyond its capacity; after `close` hands out what is left.
pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    capacity: usize,
}

/// Why an item was not taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Full,
    Closed,
}

/// What waiting brought.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Popped<T> {
    Item(T),
    /// Nothing came in time.
    Idle,
    /// Closed and empty.
    Closed,
}

struct State<T> {
    items: VecDeque<T>,
    is_closed: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new(capacity: usize) -> Queue<T> {
        let state = State {
            items: VecDeque::new(),
            is_closed: false,
        };
        Queue {
            state: Mutex::new(state),
            changed: Condvar::new(),
            capacity,
        }
    }

    pub(crate) fn push(&self, item: T) -> Result<(), Refused> {
        let mut state = self.lock();
        if state.is_closed {
            return Err(Refused::Closed);
        }
        if state.items.len() >= self.capacity {
            return Err(Refused::Full);
        }
        state.items.push_back(item);
        drop(state);
        self.changed.notify_one();
        Ok(())
    }

    /// Waits for an item, at most for `patience` if there is one.
    pub(crate) fn pop(&self, patience: Option<Duration>) -> Popped<T> {
        let mut state = self.lock();
        loop {
            if let Some(item) = state.items.pop_front() {
                return Popped::Item(item);
            }
            if state.is_closed {
                return Popped::Closed;
            }
            let Some(patience) = patience else {
                state = self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let (woken, timeout) = self
                .changed
                .wait_timeout(state, patience)
                .unwrap_or_else(PoisonError::into_inner);
            state = woken;
            if timeout.timed_out() && state.items.is_empty() && !state.is_closed {
                return Popped::Idle;
            }
        }
    }

    /// Takes what is there, up to `count`, without waiting.
    pub(crate) fn take(&self, count: usize) -> Vec<T> {
        let mut state = self.lock();
        let count = count.min(state.items.len());
        state.items.drain(..count).collect()
    }

    pub(crate) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Nothing panics while the lock is held, and the deque would still be whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_refuses_and_a_closed_one_hands_out_the_rest() {
        let queue = Queue::new(2);
        assert_eq!(queue.push(1), Ok(()));
        assert_eq!(queue.push(2), Ok(()));
        assert_eq!(queue.push(3), Err(Refused::Full));
        queue.close();
        assert_eq!(queue.push(4), Err(Refused::Closed));
        assert_eq!(queue.pop(None), Popped::Item(1));
        assert_eq!(queue.take(8), vec![2]);
        assert_eq!(queue.pop(None), Popped::Closed);
    }

    #[test]
    fn patience_ends() {
        let queue = Queue::<u8>::new(1);
        assert_eq!(queue.pop(Some(Duration::from_millis(1))), Popped::Idle);
    }
}
