//! People: how they come in, as whom they are here, and how they leave.

mod persona;
mod reach;
mod recovery;
mod seen;
mod sign_in;
mod sign_up;

use hafan_testkit::{Browser, Page};

/// Signs in on a browser, as somebody who types.
async fn sign_in(browser: &Browser, login: &str, password: &str) -> Page {
    let fields = [("login", login), ("password", password)];
    browser.post("/sign-in", &fields).await
}

/// Whether a browser is signed in.
async fn is_in(browser: &Browser) -> bool {
    let page = browser.get("/me").await;
    page.location().is_none()
}
