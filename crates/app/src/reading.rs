//! Reading: how posts become items that a person may see.

mod item;

pub use item::{Item, Quoted, assemble};
