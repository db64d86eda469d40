//! A browser that speaks HTTP over a real connection, which may break.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use hafan_testkit::Page;
use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Longer than any answer takes; only what hangs waits for so long.
const PATIENCE: Duration = Duration::from_secs(40);
const FORM: &str = "application/x-www-form-urlencoded";
const BOUNDARY: &str = "hafan-test-boundary-51c0";

/// A browser with its cookies. Every request has a connection of its own.
pub struct Browser {
    at: SocketAddr,
    state: Mutex<State>,
}

#[derive(Default, Clone)]
struct State {
    cookies: BTreeMap<String, String>,
    /// The secret of the forms, from the newest page that had one.
    csrf: String,
}

/// A picture on its way up: the bytes of the file, and the words for those who can't see it.
pub type Upload<'a> = (&'a [u8], &'a str);

impl Browser {
    /// A browser that was never here.
    pub fn new(at: SocketAddr) -> Self {
        Self {
            at,
            state: Mutex::default(),
        }
    }

    /// The same browser, with its cookies, at another server or after a restart.
    pub fn at(&self, at: SocketAddr) -> Self {
        Self {
            at,
            state: Mutex::new(self.state().clone()),
        }
    }

    /// Loads a page.
    pub fn try_get(&self, path: &str) -> io::Result<Page> {
        self.ask("GET", path, None, b"")
    }

    /// Loads a page that must come.
    pub fn get(&self, path: &str) -> Page {
        self.try_get(path)
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Sends a form with the secret that forms carry.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> io::Result<Page> {
        let csrf = self.state().csrf.clone();
        let all = [("csrf", csrf.as_str())]
            .into_iter()
            .chain(fields.iter().copied());
        let body = all.map(|(name, value)| format!("{}={}", coded(name), coded(value)));
        let body = body.collect::<Vec<_>>().join("&");
        self.ask("POST", path, Some(FORM), body.as_bytes())
    }

    /// Sends the form of `page` with this action, with some fields changed.
    pub fn submit(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> io::Result<Page> {
        let form = page
            .form(action)
            .unwrap_or_else(|| panic!("no form {action} in: {}", page.html()));
        let is_standing = |name: &str| name != "csrf" && fields.iter().all(|(n, _)| *n != name);
        let standing = form.fields.iter().filter(|(name, _)| is_standing(name));
        let standing = standing.map(|(name, value)| (name.as_str(), value.as_str()));
        let all: Vec<_> = standing.chain(fields.iter().copied()).collect();
        self.post(action, &all)
    }

    /// Publishes words for everyone, as the persona of this handle.
    pub fn publish(&self, handle: &str, words: &str) -> io::Result<Page> {
        let fields = [
            ("as", handle),
            ("act", "publish"),
            ("audience", "public"),
            ("body", words),
        ];
        self.post("/write", &fields)
    }

    /// Publishes words and a picture, as a browser sends the composer's form.
    pub fn publish_picture(&self, handle: &str, words: &str, up: Upload<'_>) -> io::Result<Page> {
        let (kind, body) = self.composer(handle, words, up);
        self.ask("POST", "/write", Some(&kind), &body)
    }

    /// Type and bytes of the composer's form.
    fn composer(&self, handle: &str, words: &str, (file, alt): Upload<'_>) -> (String, Vec<u8>) {
        let csrf = self.state().csrf.clone();
        let fields = [
            ("csrf", csrf.as_str()),
            ("as", handle),
            ("act", "publish"),
            ("audience", "public"),
            ("body", words),
            ("alt", alt),
        ];
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend(part.into_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"pictures\"; \
             filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(file);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        (format!("multipart/form-data; boundary={BOUNDARY}"), body)
    }

    /// Asks, and waits for the whole answer.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        kind: Option<&str>,
        body: &[u8],
    ) -> io::Result<Page> {
        let head = self.head(method, path, kind, body.len());
        let mut line = connect(self.at)?;
        line.write_all(head.as_bytes())?;
        // A server that refuses may answer before it has heard everything.
        let sent = line.write_all(body);
        let page = answer(&mut line).or_else(|error| sent.and(Err(error)))?;
        self.keep(&page);
        Ok(page)
    }

    /// The head of a request with the cookies of this browser.
    pub fn head(&self, method: &str, path: &str, kind: Option<&str>, length: usize) -> String {
        let at = self.at;
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n");
        if method == "POST" {
            head.push_str(&format!(
                "Origin: http://{at}\r\nContent-Length: {length}\r\n"
            ));
        }
        if let Some(kind) = kind {
            head.push_str(&format!("Content-Type: {kind}\r\n"));
        }
        let cookies = self.state().cookies.clone();
        if !cookies.is_empty() {
            let pairs = cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"));
            let pairs = pairs.collect::<Vec<_>>().join("; ");
            head.push_str(&format!("Cookie: {pairs}\r\n"));
        }
        head.push_str("\r\n");
        head
    }

    /// Head and body of a post that says `words`, for tests that send it in pieces.
    pub fn post_in_pieces(&self, handle: &str, words: &str) -> (String, String) {
        let csrf = self.state().csrf.clone();
        let fields = [
            ("csrf", csrf.as_str()),
            ("as", handle),
            ("act", "publish"),
            ("audience", "public"),
            ("body", words),
        ];
        let body = fields.map(|(name, value)| format!("{name}={}", coded(value)));
        let body = body.join("&");
        (self.head("POST", "/write", Some(FORM), body.len()), body)
    }

    fn keep(&self, page: &Page) {
        let mut state = self.state();
        for set in page.headers.get_all("set-cookie") {
            let text = set.to_str().expect("a cookie of text");
            let pair = text.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a cookie with a value");
            if text.contains("Max-Age=0") {
                state.cookies.remove(name);
            } else {
                state.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some(secret) = page.csrf() {
            state.csrf = secret;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that does not wait for ever.
pub fn connect(at: SocketAddr) -> io::Result<TcpStream> {
    let line = TcpStream::connect_timeout(&at, PATIENCE)?;
    line.set_read_timeout(Some(PATIENCE))?;
    line.set_write_timeout(Some(PATIENCE))?;
    line.set_nodelay(true)?;
    Ok(line)
}

/// Sends these very bytes and reads what comes back.
pub fn send(at: SocketAddr, bytes: &[u8]) -> io::Result<Page> {
    let mut line = connect(at)?;
    let sent = line.write_all(bytes);
    answer(&mut line).or_else(|error| sent.and(Err(error)))
}

/// Reads an answer to its end; one that is cut off is an error.
pub fn answer(line: &mut TcpStream) -> io::Result<Page> {
    let mut bytes = Vec::new();
    let ended = line.read_to_end(&mut bytes);
    match parse(&bytes) {
        Some(page) => Ok(page),
        None => Err(ended
            .err()
            .unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into())),
    }
}

fn parse(bytes: &[u8]) -> Option<Page> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?;
    let status = StatusCode::from_bytes(status.as_bytes()).ok()?;
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        headers.append(name, HeaderValue::from_str(value.trim()).ok()?);
    }
    let rest = &bytes[end + 4..];
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let body = if text("transfer-encoding") == Some("chunked") {
        unchunked(rest)?
    } else if let Some(length) = text("content-length") {
        let length: usize = length.parse().ok()?;
        (rest.len() == length).then(|| rest.to_vec())?
    } else {
        rest.to_vec()
    };
    Some(Page::new(status, headers, body.into()))
}

/// What chunks carry; nothing if the last one is missing.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        let start = end + 2;
        body.extend(rest.get(start..start + size)?);
        rest = rest.get(start + size + 2..)?;
    }
}

/// Percent-encoding of everything but plain letters and digits.
fn coded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
