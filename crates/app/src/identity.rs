//! People: how they come in, as whom they are here, and how they leave.

pub(crate) mod device;
pub mod leave;
pub mod old_words;
pub mod password;
pub mod persona;
pub mod profile;
pub mod reach;
pub mod recovery;
pub mod rename;
pub mod seen;
pub mod session;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod sign_up;
pub(crate) mod throttle;

pub use setup::{Founding, setup, setup_by_operator};
pub use sign_in::{Entered, sign_in};
pub use sign_up::{Newcomer, create_by_operator, sign_up};
