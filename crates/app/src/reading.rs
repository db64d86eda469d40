//! Reading: how posts become items that a person may see, and the lists they stand in.

pub mod account;
mod cover;
mod fill;
pub mod home;
pub mod index;
mod indexed;
mod item;
pub mod kept;
pub mod list;
mod named;
mod near;
pub mod news;
pub mod numbers;
pub mod profile;
pub mod reactors;
pub mod search;

pub use fill::{Slice, Window};
pub(crate) use indexed::may_be_indexed;
pub(crate) use item::reason_in_square;
pub use item::{Item, Quoted, Stands, arriving, assemble, one, some};
pub use named::{Named, named};
