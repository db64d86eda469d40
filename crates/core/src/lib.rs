//! Vocabulary and rules of Hafan: what things are called, and who may do what to them.
//!
//! Pure: no async, no IO, no clock, no randomness, no wire formats. Everything here can be tested
//! with values alone, and every surface (pages, API, federation, search, mail) asks here before it
//! shows or changes anything.

mod codes;

pub mod account;
pub mod answer;
pub mod audience;
pub mod community;
pub mod contact;
pub mod display_name;
pub mod domain;
pub mod door;
pub mod email;
pub mod handle;
pub mod id;
pub mod language;
pub mod ledger;
pub mod lens;
pub mod list;
pub mod locale;
pub mod look;
pub mod member;
pub mod mutation;
pub mod notify;
pub mod old_words;
pub mod place;
pub mod policy;
pub mod poll;
pub mod post;
pub mod push;
pub mod reason;
pub mod report;
pub mod scope;
pub mod search;
pub mod text;
pub mod time;
