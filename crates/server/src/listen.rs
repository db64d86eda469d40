//! Takes connections and hands their requests to the pages, with a limit on everything a stranger
//! could use up: connections, time for a request's head, time to finish when we stop.

use crate::config::Network;
use axum::Router;
use axum::body::Body;
use hafan_web::{Client, Kept};
use hyper::HeaderMap;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

/// A browser sends its head at once; who dribbles it holds a connection that people need. The same
/// time ends a connection that is kept open and unused.
const HEAD_TIME_MAX: Duration = Duration::from_secs(20);
/// Bytes of a request's head: cookies, a long address, no more.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// Header lines of a request; browsers send about twenty.
const HEAD_LINES_MAX: usize = 80;
/// Requests under way get this long when the server stops.
const STOP_TIME_MAX: Duration = Duration::from_secs(3);
/// After a failed accept (no file handles left) others must get the chance to close theirs.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// What the operator decided about connections.
pub struct Limits {
    /// Connections at the same time.
    pub connections_max: usize,
    /// Neighbours whose word about the browser's address is believed.
    pub trusted_proxies: Vec<Network>,
}

/// Answers until `stop` ends, then finishes what is under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    stop: impl Future<Output = ()>,
) {
    let proxies: Arc<[Network]> = limits.trusted_proxies.as_slice().into();
    let slots = Arc::new(Semaphore::new(limits.connections_max));
    let (stopping, stopped) = watch::channel(false);
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            // A permit before the accept: who comes when all are taken waits in the kernel's queue.
            let slot = Arc::clone(&slots).acquire_owned().await;
            (slot, listener.accept().await)
        };
        let (slot, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        match (slot, accepted) {
            (Ok(slot), Ok((stream, peer))) => {
                // Held by the connection, and by a WebSocket that it becomes.
                let kept = Kept(Arc::new(slot));
                let from = (peer.ip(), Arc::clone(&proxies), kept.clone());
                let connection = connection(stream, router.clone(), from, stopped.clone());
                spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!("a connection broke: {error}");
                    }
                    drop(kept);
                });
            }
            (_, Err(error)) => {
                tracing::warn!("a connection could not be taken: {error}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
            (Err(_), _) => break,
        }
    }
    drop(listener);
    stopping.send_replace(true);
    // All places are free again once every connection is over, WebSockets among them.
    let all = u32::try_from(limits.connections_max).unwrap_or(u32::MAX);
    tokio::time::timeout(STOP_TIME_MAX, slots.acquire_many(all))
        .await
        .ok();
}

/// Answers the requests of one connection; when the server stops, those under way.
async fn connection(
    stream: TcpStream,
    router: Router,
    (peer, proxies, kept): (IpAddr, Arc<[Network]>, Kept),
    mut stopped: watch::Receiver<bool>,
) -> hyper::Result<()> {
    // Pages go out whole: waiting for more to send along only makes people wait.
    stream.set_nodelay(true).ok();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        let client = Client(browser_behind(peer, request.headers(), &proxies));
        request.extensions_mut().insert(client);
        request.extensions_mut().insert(kept.clone());
        router.clone().oneshot(request.map(Body::new))
    });
    let answering = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_MAX)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEAD_LINES_MAX)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut answering = std::pin::pin!(answering);
    tokio::select! {
        done = answering.as_mut() => return done,
        _ = stopped.wait_for(|is_stopping| *is_stopping) => {}
    }
    answering.as_mut().graceful_shutdown();
    answering.await
}

/// The address of the browser: the last one that no proxy of ours has.
///
/// Each proxy appends the address it was called from, so only what stands after the first stranger
/// from the right is true; whatever a browser itself sends stands further left.
pub fn browser_behind(peer: IpAddr, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let is_proxy = |address: IpAddr| proxies.iter().any(|network| network.holds(address));
    let mut nearest = peer.to_canonical();
    let said = headers.get_all(FORWARDED).iter().rev();
    let said = said.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    for text in said {
        match parse_address(text.trim()) {
            Some(address) if is_proxy(nearest) => nearest = address,
            _ => break,
        }
    }
    nearest
}

/// With or without a port, as different proxies write it.
fn parse_address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse::<IpAddr>()
        .ok()
        .or_else(with_port)
        .map(|address| address.to_canonical())
}

const FORWARDED: &str = "x-forwarded-for";

#[expect(
    clippy::disallowed_methods,
    reason = "a connection is a task of the process; nothing that must happen hangs on it"
)]
fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(peer: &str, said: &[&str]) -> String {
        let proxies = [Network::parse("10.0.0.0/8").expect("a network")];
        let mut headers = HeaderMap::new();
        for line in said {
            headers.append(FORWARDED, line.parse().expect("a header"));
        }
        let peer = peer.parse().expect("an address");
        browser_behind(peer, &headers, &proxies).to_string()
    }

    #[test]
    fn a_strangers_word_about_its_address_is_not_believed() {
        assert_eq!(behind("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn behind_our_proxy_stands_whoever_called_it_whatever_they_claim() {
        assert_eq!(behind("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            behind("10.0.0.1", &["1.2.3.4, 198.51.100.1"]),
            "198.51.100.1"
        );
        assert_eq!(
            behind("10.0.0.1", &["1.2.3.4", "198.51.100.1, 10.0.0.2"]),
            "198.51.100.1"
        );
        assert_eq!(behind("10.0.0.1", &["[2001:db8::7]:4711"]), "2001:db8::7");
    }

    #[test]
    fn nonsense_leaves_the_last_address_that_is_known() {
        assert_eq!(behind("10.0.0.1", &["1.2.3.4, nonsense"]), "10.0.0.1");
        assert_eq!(behind("10.0.0.1", &[]), "10.0.0.1");
    }
}
