//! What tests of several crates share: a fresh place on each database, its people, and a browser.
//!
//! Tests go through the boundary people use: pages. Each runs on both databases.
//!
//! ```no_run
//! use hafan_testkit::for_each_backend;
//!
//! #[tokio::test]
//! async fn a_member_signs_out_and_is_a_visitor_again() {
//!     for_each_backend(async |place| {
//!         let mair = place.member("mair").await;
//!         let home = mair.browser.get("/").await;
//!         assert!(home.has("form[action='/sign-out']"));
//!         let done = mair.browser.post("/sign-out", &[]).await;
//!         assert_eq!(done.status, 303);
//!         let home = mair.browser.follow(done).await;
//!         assert!(home.says("Sign in"), "{}", home.text());
//!     })
//!     .await;
//! }
//! ```
//!
//! * [`Place`]: a fresh place with its tables, a clock that stands still until
//!   [`Place::later`], repeatable randomness, pictures in memory, and the real pages.
//!   [`Place::new`] has a name already; [`Place::before_set_up`] is as just installed.
//! * [`Place::member`], [`Place::host`]: somebody who signed in, with a [`Browser`] and an
//!   [`Actor`] for use cases. The password of all is [`PASSWORD`]. [`Place::visitor`]: nobody yet.
//! * [`Browser::get`], [`Browser::post`] (brings the form's secret and cookies along),
//!   [`Browser::submit`] (a form as it stands on a page, with some fields changed),
//!   [`Browser::upload`], [`Browser::follow`].
//! * [`Place::routes`]: every route there is; [`Things::paths`] fills their parameters.
//!   [`worlds`]: the same script where two personas are one member and where they are two.
//! * [`Page`]: `status`, `headers`, `body`; [`Page::has`] takes a CSS selector, [`Page::says`]
//!   words that can be seen, [`Page::holds`] any text of the source.

#![expect(
    clippy::panic,
    reason = "a test kit fails a test by panicking, with words that say where"
)]

mod acts;
mod browser;
mod page;
mod people;
mod place;
pub mod postgres;
mod routes;
pub mod statistics;
mod walk;
pub mod worlds;

pub use acts::{Founded, PHOTO};
pub use browser::{Browser, Part};
pub use hafan_app::Actor;
pub use hafan_app::store::Backend;
pub use page::{Form, Page};
pub use people::{PASSWORD, Person};
pub use place::{Place, for_each_backend};
pub use routes::Route;
pub use walk::Things;
