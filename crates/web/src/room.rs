//! Room for live lines: so many of one persona, so many of everybody, in this process. Not of one
//! member: two applications would learn from it that their personas belong together.

use hafan_core::id::AccountId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Who has how many lines open.
#[derive(Debug)]
pub struct Rooms {
    of_one_max: usize,
    all_max: usize,
    open: Mutex<HashMap<AccountId, usize>>,
}

/// Room for one line; given back when it is dropped.
#[derive(Debug)]
pub struct Room(Arc<Rooms>, AccountId);

impl Rooms {
    /// Room for so many of one persona, and of all.
    pub fn new(of_one_max: usize, all_max: usize) -> Arc<Self> {
        Arc::new(Self {
            of_one_max,
            all_max,
            open: Mutex::default(),
        })
    }

    /// Room for one more line of a persona, if there is any.
    pub fn enter(rooms: &Arc<Self>, persona: AccountId) -> Option<Room> {
        let mut open = rooms.open.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = open.values().sum();
        let mine = open.get(&persona).copied().unwrap_or_default();
        if mine >= rooms.of_one_max || all >= rooms.all_max {
            return None;
        }
        open.insert(persona, mine + 1);
        Some(Room(Arc::clone(rooms), persona))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mine) = open.get_mut(&self.1) {
            *mine -= 1;
            if *mine == 0 {
                open.remove(&self.1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_can_be_entered_again() {
        let rooms = Rooms::new(1, 2);
        let (mair, guto) = (AccountId::new(1), AccountId::new(2));
        let first = Rooms::enter(&rooms, mair).expect("room");
        assert!(Rooms::enter(&rooms, mair).is_none());
        let _second = Rooms::enter(&rooms, guto).expect("room");
        assert!(Rooms::enter(&rooms, AccountId::new(3)).is_none());
        drop(first);
        assert!(Rooms::enter(&rooms, mair).is_some());
    }
}
