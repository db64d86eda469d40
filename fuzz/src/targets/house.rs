//! A place with somebody in it, whose pages and endpoints are asked as from outside. Whatever
//! comes, the answer is never that something broke.

use std::cell::OnceCell;
use std::fmt::Write as _;

use axum::body::Body;
use axum::http::Method;
use hafan_testkit::{Backend, Page, Person, Place};
use tokio::runtime::{Builder, Runtime};

/// One a process: making it takes longer than a thousand inputs.
pub struct House {
    runtime: Runtime,
    place: Place,
    mair: Person,
    /// The secret of her forms.
    pub csrf: String,
}

thread_local! {
    static HOUSE: OnceCell<House> = const { OnceCell::new() };
}

impl House {
    /// Does something with the house of this process.
    pub fn with(act: impl FnOnce(&House)) {
        HOUSE.with(|house| act(house.get_or_init(House::open)));
    }

    fn open() -> House {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let (place, mair, csrf) = runtime.block_on(async {
            let place = Place::new(Backend::Sqlite).await;
            let mair = place.host("mair").await;
            place.install(&mair).await;
            let csrf = mair.browser.secret("/write").await;
            (place, mair, csrf)
        });
        House {
            runtime,
            place,
            mair,
            csrf,
        }
    }

    /// Asks for a page, signed in.
    pub fn get(&self, path: &str) {
        self.require_answer(path, self.mair.browser.get(path));
    }

    /// Asks for a page with these cookies.
    pub fn get_with_cookies(&self, path: &str, cookies: &str) {
        let token = self.mair.browser.cookie("hafan").unwrap_or_default();
        let browser = self.place.visitor();
        browser.set_header("cookie", &cookies.replace("TOKEN", &token));
        self.require_answer(path, browser.get(path));
    }

    /// Sends a body, signed in.
    pub fn send(&self, method: Method, path: &str, kind: &str, body: &[u8]) {
        let body = Body::from(body.to_vec());
        let browser = &self.mair.browser;
        self.require_answer(path, browser.send(method, path, Some(kind), body));
    }

    fn require_answer(&self, path: &str, asked: impl Future<Output = Page>) {
        let page = self.runtime.block_on(asked);
        let status = page.status;
        assert!(
            !status.is_server_error(),
            "{path}: {status} {}",
            page.text()
        );
    }
}

/// Bytes as part of an address; those of `plain` stand as they are.
pub fn encoded(bytes: &[u8], plain: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || plain.contains(byte) {
            text.push(char::from(*byte));
        } else {
            write!(text, "%{byte:02x}").expect("a string takes text");
        }
    }
    text
}
