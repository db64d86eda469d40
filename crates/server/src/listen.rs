//! Takes connections and hands their requests to the pages, with a limit on everything a stranger
//! could use up: connections, time for a request's head, time to finish when we stop.

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// A browser sends its head at once; who dribbles it holds a connection that people need. The same
/// time ends a connection that is kept open and unused.
const HEAD_TIME_MAX: Duration = Duration::from_secs(20);
/// Bytes of a request's head: cookies, a long address, no more.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// Header lines of a request; browsers send about twenty.
const HEAD_LINES_MAX: usize = 80;
/// Requests under way get this long when the server stops. Open live connections only wait for it.
const STOP_TIME_MAX: Duration = Duration::from_secs(3);
/// After a failed accept (no file handles left) others must get the chance to close theirs.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Answers until `stop` ends, then finishes what is under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections_max: usize,
    stop: impl Future<Output = ()>,
) {
    let slots = Arc::new(Semaphore::new(connections_max));
    let graceful = GracefulShutdown::new();
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
            (Ok(slot), Ok((stream, _))) => {
                let connection = graceful.watch(connection(stream, router.clone()));
                spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!("a connection broke: {error}");
                    }
                    drop(slot);
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
    tokio::time::timeout(STOP_TIME_MAX, graceful.shutdown())
        .await
        .ok();
}

fn connection(
    stream: TcpStream,
    router: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    // Pages go out whole: waiting for more to send along only makes people wait.
    stream.set_nodelay(true).ok();
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        router.clone().oneshot(request.map(Body::new))
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_MAX)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEAD_LINES_MAX)
        .serve_connection(TokioIo::new(stream), service)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a connection is a task of the process; nothing that must happen hangs on it"
)]
fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}
