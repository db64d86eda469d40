//! How many pictures may be on their way at the same time: of everybody together, and of each.

use crate::page::Page;
use hafan_core::id::{AccountId, MemberId};
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Forms whose pictures are held in memory at the same time; the others wait. Eight pictures of
/// the largest size that a place allows by itself are 128 megabytes.
const AT_ONCE: usize = 8;
/// Of these, forms of one sender: whoever sends slowly, or means to, stands in their own way only.
const AT_ONCE_OF_ONE: usize = 2;
/// Of these, forms of all personas of one member, so that nobody fills the house alone. Four
/// personas have to be sending before one of them could feel that they belong together.
const AT_ONCE_OF_MEMBER: usize = 6;
/// How long a form waits before it goes on without its picture. Nothing of it is read meanwhile,
/// so it is less than a browser may be silent ([`crate::SILENCE_MAX`]).
const WAIT_MAX: Duration = Duration::from_secs(20);

/// Who sends a form, as far as the slots are concerned.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Sender {
    /// Somebody who is signed in, with this persona and whichever device.
    Persona(AccountId, MemberId),
    /// Somebody who is not, by their network: [`Page::net`].
    Net(String),
}

impl Sender {
    /// Who sends a form to this page.
    pub fn of(page: &Page) -> Self {
        match page.me() {
            Some(me) => Self::Persona(me.actor.persona, me.actor.member),
            None => Self::Net(page.net().to_owned()),
        }
    }
}

/// The slots of one server.
pub struct Slots {
    all: Arc<Semaphore>,
    /// Of those who hold one or wait for one.
    of_each: Mutex<HashMap<Sender, Arc<Semaphore>>>,
    of_members: Mutex<HashMap<MemberId, Arc<Semaphore>>>,
    wait_max: Duration,
}

/// Leave to hold one picture; it is given back when this goes.
pub struct Slot {
    _of_all: OwnedSemaphorePermit,
    _own: OwnedSemaphorePermit,
    _of_member: Option<OwnedSemaphorePermit>,
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
            of_members: Mutex::default(),
            wait_max,
        }
    }

    /// A slot; none if none came free for as long as a form waits.
    pub async fn take(&self, sender: Sender) -> Option<Slot> {
        let of_member = match sender {
            Sender::Persona(_, member) => Some(free(&self.of_members, member, AT_ONCE_OF_MEMBER)),
            Sender::Net(_) => None,
        };
        let own = free(&self.of_each, sender, AT_ONCE_OF_ONE);
        let both = async {
            // In this order: who waits for themselves takes nothing from the others.
            let own = own.acquire_owned().await.ok()?;
            let of_member = match of_member {
                Some(slots) => Some(slots.acquire_owned().await.ok()?),
                None => None,
            };
            let of_all = self.all.clone().acquire_owned().await.ok()?;
            Some(Slot {
                _of_all: of_all,
                _own: own,
                _of_member: of_member,
            })
        };
        tokio::time::timeout(self.wait_max, both)
            .await
            .ok()
            .flatten()
    }
}

/// The slots of one of those who hold one or wait for one; there are `count` of them.
fn free<K: Eq + Hash>(
    of_each: &Mutex<HashMap<K, Arc<Semaphore>>>,
    key: K,
    count: usize,
) -> Arc<Semaphore> {
    let mut of_each = of_each.lock().unwrap_or_else(PoisonError::into_inner);
    of_each.retain(|_, own| Arc::strong_count(own) > 1);
    let new = || Arc::new(Semaphore::new(count));
    of_each.entry(key).or_insert_with(new).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A persona, the only one of its member.
    fn member(number: i64) -> Sender {
        persona(number, number)
    }

    fn persona(number: i64, of: i64) -> Sender {
        Sender::Persona(AccountId::new(number), MemberId::new(of))
    }

    #[tokio::test]
    async fn two_personas_of_a_member_are_not_in_each_others_way_and_do_not_fill_the_house() {
        let slots = Slots::with_wait(Duration::ZERO);
        let mut held = Vec::new();
        for number in [1, 2, 3] {
            for _ in 0..AT_ONCE_OF_ONE {
                held.push(slots.take(persona(number, 9)).await.expect("a slot"));
            }
        }
        assert!(slots.take(persona(4, 9)).await.is_none());
        assert!(slots.take(member(5)).await.is_some());
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
