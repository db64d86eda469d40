//! Hafan.

pub mod locale;
