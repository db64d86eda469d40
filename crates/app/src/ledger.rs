//! The record as its member reads it: what changed, who did it, why, and the way back.

mod record;
mod undo;

pub use hafan_store::tie::{Terms, Wishes};
pub use record::{Before, Line, Named, Record, State, What, Who, Whose, record};
pub use undo::undo;
