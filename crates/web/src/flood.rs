//! Slows down whoever asks for more than people do. Generous for people, also for a village hall
//! behind one address; tight for programs.
//!
//! Two measures: the network a request comes from, and the session it carries. They are kept by
//! each server alone, in memory, and forgotten within minutes. Guessing of passwords has measures
//! of its own (`hafan_app::identity`), which all servers share.

use crate::client::Client;
use crate::page;
use crate::pages::write::salvage;
use crate::respond::bare;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::hash::{BuildHasher as _, Hash, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Requests that only read, from one network: at once, and then each second. A page with a wall of
/// pictures is a hundred; twenty people who open one at the same time are let through.
const NET_READS: (u32, u32) = (2000, 100);
/// Requests that change something, from one network.
const NET_WRITES: (u32, u32) = (120, 4);
/// Requests that only read, of one session.
const SESSION_READS: (u32, u32) = (600, 20);
/// Requests that change something, of one session: nobody presses a button every second for long.
const SESSION_WRITES: (u32, u32) = (60, 1);
/// After so many requests, measures that are back at rest are dropped.
const REQUESTS_A_SWEEP: u32 = 4096;

type Keyed<K> = DefaultKeyedRateLimiter<K>;

/// The measures of one server.
pub struct Floods {
    nets: [Keyed<IpAddr>; 2],
    sessions: [Keyed<u64>; 2],
    /// Makes keys of session tokens, so that the tokens are not kept.
    hasher: RandomState,
    clock: DefaultClock,
    requests: AtomicU32,
    is_secure: bool,
}

impl Floods {
    /// Measures at rest.
    pub fn new(is_secure: bool) -> Arc<Self> {
        Arc::new(Self {
            nets: [keyed(NET_READS), keyed(NET_WRITES)],
            sessions: [keyed(SESSION_READS), keyed(SESSION_WRITES)],
            hasher: RandomState::new(),
            clock: DefaultClock::default(),
            requests: AtomicU32::new(0),
            is_secure,
        })
    }

    /// Seconds to wait, if this request is one too many.
    fn wait_s(&self, request: &Request) -> Option<u64> {
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let kind = usize::from(!is_read);
        let client = Client::of(request.extensions());
        let now = self.clock.now();
        let over = |until: governor::NotUntil<_>| until.wait_time_from(now).as_secs() + 1;
        // The machine itself, or a proxy that nobody declared: a measure for all of its people
        // together would shut everybody out at once.
        if !client.0.to_canonical().is_loopback()
            && let Err(until) = self.nets[kind].check_key(&client.net())
        {
            return Some(over(until));
        }
        let session = page::session_token(request.headers(), self.is_secure)?;
        let key = self.hasher.hash_one(session);
        self.sessions[kind].check_key(&key).err().map(over)
    }

    fn sweep(&self) {
        let count = self.requests.fetch_add(1, Ordering::Relaxed);
        if count % REQUESTS_A_SWEEP == REQUESTS_A_SWEEP - 1 {
            self.nets.iter().for_each(forget_rested);
            self.sessions.iter().for_each(forget_rested);
        }
    }
}

/// Lets a request through, or asks for a pause.
pub async fn limit(State(floods): State<Arc<Floods>>, request: Request, next: Next) -> Response {
    floods.sweep();
    let Some(wait_s) = floods.wait_s(&request) else {
        return next.run(request).await;
    };
    let texts = page::texts_of_browser(request.headers());
    let status = StatusCode::TOO_MANY_REQUESTS;
    let has_session = page::session_token(request.headers(), floods.is_secure).is_some();
    let mut response = if has_session && salvage::brings_words(&request) {
        salvage::give_back(request, status, texts).await
    } else {
        bare(texts, status, ("error-limited-title", "error-limited"))
    };
    let wait = HeaderValue::from(wait_s);
    response.headers_mut().insert(header::RETRY_AFTER, wait);
    response
}

fn keyed<K: Hash + Eq + Clone>((burst, a_second): (u32, u32)) -> Keyed<K> {
    let positive = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::per_second(positive(a_second)).allow_burst(positive(burst));
    RateLimiter::keyed(quota)
}

fn forget_rested<K: Hash + Eq + Clone>(keyed: &Keyed<K>) {
    keyed.retain_recent();
    keyed.shrink_to_fit();
}
