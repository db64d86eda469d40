//! Communities: founding, joining, caring for them, and their square.

pub mod charter;
pub mod found;

pub use found::{Founded, Wish, found};
