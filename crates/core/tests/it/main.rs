//! The rules of core as the other crates use them.

mod burst;
mod handle;
mod hostile_html;
mod language;
mod length;
mod mention;
mod names;
mod properties;
mod render;
mod search;
mod source;
