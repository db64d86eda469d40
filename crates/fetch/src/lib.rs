//! The one way out: every request that this server makes by itself goes through here.
//!
//! Addresses come from strangers, so the client trusts none of them. It speaks HTTPS only, looks
//! names up itself, talks only to addresses that belong to the open Internet, connects to the very
//! address that it has looked at, follows no redirect, and has a limit on time, on bytes and on how
//! much goes to one host at once. It sends no cookie and nothing that it is not given.

mod address;
mod destination;

pub use address::is_public;
pub use destination::{Destination, Refusal};

use bytes::Bytes;
use destination::Scheme;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_LENGTH, HOST, HeaderName, HeaderValue, RETRY_AFTER};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// Until a connection stands: looking a name up, reaching the host.
const CONNECT_TIME_MAX: Duration = Duration::from_secs(5);
/// From the first step to the last byte of an answer, waiting for others to the same host included.
const TIME_MAX: Duration = Duration::from_secs(15);
/// Bytes of the head of an answer.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// Bytes of an answer: services that take something say little.
const BODY_BYTES_MAX: usize = 64 * 1024;
/// Requests to one host at the same time, so that nobody is flooded through us.
const AT_ONCE_MAX: usize = 4;
/// Hosts that are counted; those at rest make room.
const HOSTS_MAX: usize = 1_000;
/// Addresses of one name that are tried.
const ADDRESSES_MAX: usize = 3;

/// How far the client reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Reach {
    /// The open Internet, over HTTPS.
    #[default]
    Public,
    /// This machine as well, also without TLS: for tests, never for a real place.
    Loopback,
}

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Seconds after which to come back, if it says so.
    pub retry_after_s: Option<u64>,
    /// What it says.
    pub body: Bytes,
}

/// Why there is no answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The address is not one to talk to.
    Refused(Refusal),
    /// Nobody is there, or they do not speak as they should.
    Unreachable(String),
    /// It took too long.
    TimedOut,
    /// There is more than is read.
    TooLarge,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) => write!(f, "the address is refused: {}", why.code()),
            Self::Unreachable(why) => write!(f, "no answer: {why}"),
            Self::TimedOut => f.write_str("no answer in time"),
            Self::TooLarge => f.write_str("the answer is too long"),
        }
    }
}

impl std::error::Error for Failure {}

fn unreachable(error: impl fmt::Display) -> Failure {
    Failure::Unreachable(error.to_string())
}

/// The client. One a process, so that what goes to one host is counted together.
pub struct Client {
    reach: Reach,
    time_max: Duration,
    tls: TlsConnector,
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("reach", &self.reach)
            .finish()
    }
}

impl Client {
    /// A client that trusts the certificates which browsers trust.
    pub fn new(reach: Reach) -> Self {
        let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        Self::trusting(reach, roots)
    }

    /// A client that trusts these certificates.
    ///
    /// # Panics
    /// Never: the versions of TLS are those of the library itself.
    pub fn trusting(reach: Reach, roots: RootCertStore) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the library's own versions")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self {
            reach,
            time_max: TIME_MAX,
            tls: TlsConnector::from(Arc::new(config)),
            hosts: Mutex::default(),
        }
    }

    /// The same client, which waits for an answer no longer than this.
    #[must_use]
    pub fn within(mut self, time_max: Duration) -> Self {
        self.time_max = time_max;
        self
    }

    /// Reads an address that somebody gave; for one that can be told to be wrong before it is used.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn destination(&self, text: &str) -> Result<Destination, Refusal> {
        Destination::parse(text, self.reach)
    }

    /// Sends something and waits for the answer, whatever its status is.
    ///
    /// # Errors
    /// Why there is none. Nothing of them names the address, which may be a secret.
    pub async fn post(
        &self,
        to: &Destination,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<Answer, Failure> {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(to.path())
            .header(HOST, to.host_and_port())
            .header(CONTENT_LENGTH, body.len());
        for (name, value) in headers {
            let mut value = HeaderValue::from_str(value).map_err(unreachable)?;
            value.set_sensitive(true);
            request = request.header(HeaderName::from_static(name), value);
        }
        let request = request.body(Full::from(body)).map_err(unreachable)?;
        match timeout(self.time_max, self.send(to, request)).await {
            Ok(answer) => answer,
            Err(_late) => Err(Failure::TimedOut),
        }
    }

    async fn send(
        &self,
        to: &Destination,
        request: Request<Full<Bytes>>,
    ) -> Result<Answer, Failure> {
        let _turn = self.turn(to.host()).await?;
        let stream = match timeout(CONNECT_TIME_MAX, self.connect(to)).await {
            Ok(connected) => connected?,
            Err(_late) => return Err(Failure::TimedOut),
        };
        match to.scheme() {
            Scheme::Plain => ask(stream, request).await,
            Scheme::Tls => {
                let name = ServerName::try_from(to.host().to_owned()).map_err(unreachable)?;
                let stream = self.tls.connect(name, stream).await.map_err(unreachable)?;
                ask(stream, request).await
            }
        }
    }

    /// Connects to an address of the host that was looked at, and to no other.
    async fn connect(&self, to: &Destination) -> Result<TcpStream, Failure> {
        let found: Vec<SocketAddr> = match to.address() {
            Some(address) => vec![address],
            None => tokio::net::lookup_host((to.host(), to.port()))
                .await
                .map_err(unreachable)?
                .collect(),
        };
        let is_allowed = |address: &&SocketAddr| to.allows(address.ip(), self.reach);
        let allowed = found.iter().filter(is_allowed).take(ADDRESSES_MAX);
        let mut last = Failure::Refused(Refusal::Private);
        for address in allowed {
            match TcpStream::connect(address).await {
                Ok(stream) => {
                    stream.set_nodelay(true).ok();
                    return Ok(stream);
                }
                Err(error) => last = unreachable(error),
            }
        }
        Err(last)
    }

    /// Waits until there is room for one more request to this host.
    async fn turn(&self, host: &str) -> Result<OwnedSemaphorePermit, Failure> {
        let slots = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            if hosts.len() >= HOSTS_MAX {
                hosts.retain(|_, slots| slots.available_permits() < AT_ONCE_MAX);
            }
            let slots = hosts.entry(host.to_owned());
            Arc::clone(slots.or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE_MAX))))
        };
        slots.acquire_owned().await.map_err(unreachable)
    }
}

/// Asks over a connection that is used once. A redirect is an answer like others.
async fn ask<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Answer, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(HEAD_BYTES_MAX)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(unreachable)?;
    let mut connection = std::pin::pin!(connection);
    let asking = async {
        let answer = sender.send_request(request).await.map_err(unreachable)?;
        read(answer).await
    };
    let mut asking = std::pin::pin!(asking);
    tokio::select! {
        answer = &mut asking => answer,
        ended = &mut connection => {
            // What has arrived before the end can be read still.
            ended.map_err(unreachable)?;
            asking.await
        }
    }
}

async fn read(answer: Response<hyper::body::Incoming>) -> Result<Answer, Failure> {
    let status = answer.status().as_u16();
    let after = answer.headers().get(RETRY_AFTER);
    let retry_after_s = after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let body = Limited::new(answer.into_body(), BODY_BYTES_MAX);
    let body = body.collect().await.map_err(|error| {
        let is_long = error.is::<http_body_util::LengthLimitError>();
        if is_long {
            Failure::TooLarge
        } else {
            Failure::Unreachable(error.to_string())
        }
    })?;
    Ok(Answer {
        status,
        retry_after_s,
        body: body.to_bytes(),
    })
}
