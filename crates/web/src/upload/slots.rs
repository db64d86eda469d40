//! How many pictures may be on their way at the same time: of everybody together, and of each.

use crate::page::Page;
use hafan_core::id::MemberId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Forms whose pictures are held in memory at the same time; the others wait. Eight pictures of
/// the largest size that a place allows by itself are 128 megabytes.
const AT_ONCE: usize = 8;
/// Of these, forms of one sender: whoever sends slowly, or means to, stands in their own way only.
const AT_ONCE_OF_ONE: usize = 2;
/// How long a form waits before it goes on without its picture. Nothing of it is read meanwhile,
/// so it is less than a browser may be silent ([`crate::SILENCE_MAX`]).
const WAIT_MAX: Duration = Duration::from_secs(20);

/// Who sends a form, as far as the slots are concerned.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Sender {
    /// Somebody who is signed in, with whichever persona and device.
    Member(MemberId),
    /// Somebody who is not, by their network: [`Page::net`].
    Net(String),
}

impl Sender {
    /// Who sends a form to this page.
    pub fn of(page: &Page) -> Self {
        match page.me() {
            Some(me) => Self::Member(me.actor.member),
            None => Self::Net(page.net().to_owned()),
        }
    }
}

/// The slots of one server.
pub struct Slots {
    all: Arc<Semaphore>,
    /// Of those who hold one or wait for one.
    of_each: Mutex<HashMap<Sender, Arc<Semaphore>>>,
    wait_max: Duration,
}

/// Leave to hold one picture; it is given back when this goes.
pub struct Slot {
    _of_all: OwnedSemaphorePermit,
    _own: OwnedSemaphorePermit,
}

impl Slots {
    /// Slots that are all free.
    pub fn new() -> Arc<Self> {
        Arc::new(Self::with_wait(WAIT_MAX))
    }

    fn with_wait(wait_max: Duration) -> Self {
        Self {
            all: Arc::new(Semaphore::new(AT_ONCE)),
            of_each: Mutex::default(),
            wait_max,
        }
    }

    /// A slot; none if none came free for as long as a form waits.
    pub async fn take(&self, sender: Sender) -> Option<Slot> {
        let own = self.own(sender);
        let both = async {
            // In this order: who waits for themselves takes nothing from the others.
            let own = own.acquire_owned().await.ok()?;
            let of_all = self.all.clone().acquire_owned().await.ok()?;
            Some(Slot {
                _of_all: of_all,
                _own: own,
            })
        };
        tokio::time::timeout(self.wait_max, both)
            .await
            .ok()
            .flatten()
    }

    fn own(&self, sender: Sender) -> Arc<Semaphore> {
        let mut of_each = self.of_each.lock().unwrap_or_else(PoisonError::into_inner);
        of_each.retain(|_, own| Arc::strong_count(own) > 1);
        let new = || Arc::new(Semaphore::new(AT_ONCE_OF_ONE));
        of_each.entry(sender).or_insert_with(new).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(number: i64) -> Sender {
        Sender::Member(MemberId::new(number))
    }

    #[tokio::test]
    async fn one_sender_takes_their_own_slots_and_nobody_elses() {
        let slots = Slots::with_wait(Duration::ZERO);
        let mut held = Vec::new();
        for _ in 0..AT_ONCE_OF_ONE {
            held.push(slots.take(member(1)).await.expect("a slot"));
        }
        for _ in 0..AT_ONCE {
            assert!(slots.take(member(1)).await.is_none());
        }
        let net = Sender::Net("203.0.113.9".to_owned());
        for other in [member(2), net] {
            assert!(slots.take(other).await.is_some());
        }
        held.pop();
        assert!(slots.take(member(1)).await.is_some(), "it is given back");
    }

    #[tokio::test]
    async fn all_together_hold_no_more_than_there_is_room_for() {
        let slots = Slots::with_wait(Duration::ZERO);
        let mut held = Vec::new();
        for number in 0..100 {
            held.extend(slots.take(member(number)).await);
        }
        assert_eq!(held.len(), AT_ONCE);
        held.clear();
        assert!(slots.take(member(200)).await.is_some());
        let known = slots.of_each.lock().expect("nobody failed").len();
        assert_eq!(known, 1, "those who left are forgotten");
    }
}
