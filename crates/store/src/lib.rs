//! All SQL of Hafan, once, for SQLite and for PostgreSQL.
//!
//! [`Store`] is the door: a use case hands it one closure, and the closure runs as one
//! transaction on a database thread. Everything else in this crate is SQL of one noun,
//! declared with `sql!`, as functions over [`Read`] and [`Tx`].

pub mod account;
pub mod answer;
pub mod application;
pub mod circle;
pub mod community;
pub mod conversation;
pub mod count;
mod db;
pub mod declined;
pub mod dialect;
pub mod door;
pub mod draft;
pub mod dump;
pub mod emptiness;
pub mod erasure;
pub mod exchange;
pub mod feed;
pub mod filter;
pub mod handle_trace;
pub mod integrity;
pub mod invitation;
pub mod job;
pub mod known_device;
pub mod ledger;
pub mod list;
pub mod look;
pub mod look_list;
pub mod marker;
pub mod media;
pub mod member;
pub mod membership;
mod migrations;
pub mod notification;
pub mod old_words;
pub mod one_time_link;
pub mod persona_links;
pub mod picture_pass;
pub mod pin;
pub mod place;
pub mod poll;
pub mod post;
pub mod push;
pub mod reaction;
pub mod reindex;
pub mod relation;
pub mod report;
pub mod search;
pub mod secret;
pub mod session;
pub mod sight;
mod statements;
pub mod stranger;
pub mod tag;
pub mod thread;
pub mod thread_mute;
pub mod throttle;
pub mod tie;

pub mod upkeep;

pub use db::{Backend, Error, Event, Mark, Options, P, Read, Row, Store, Target, Tx};
pub(crate) use statements::sql;
pub use statements::{statements, statements_of};
