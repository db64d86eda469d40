//! A small HTTP/1.1 client that keeps its connection, for loopback only.
//!
//! It does as little as it can: on two cores every microsecond of the client is missing elsewhere.

use crate::Fault;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    address: SocketAddr,
    buffer: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The `Location`, or empty.
    pub location: String,
    /// The first cookie that is set, as `name=value`, or empty.
    pub cookie: String,
    /// The body.
    pub body: Vec<u8>,
}

/// A server that has not answered by then never will.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(30);
/// More than any page of ours; a server that sends more is not ours.
const ANSWER_BYTES_MAX: usize = 8 << 20;
/// Between the parts of a form.
const BOUNDARY: &str = "hafan-bench-boundary-4c1e";

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            address,
            buffer: Vec::with_capacity(1 << 16),
        })
    }

    /// Loads a page with this credential: cookies, or `Bearer` and a token.
    pub async fn get(&mut self, path: &str, credential: &str) -> Result<Answer, Fault> {
        let request = self.question(path, credential);
        self.exchange(request.as_bytes()).await
    }

    /// Opens a line that does not end; the answer has no body yet.
    pub async fn listen(&mut self, path: &str, credential: &str) -> Result<Answer, Fault> {
        let request = self.question(path, credential);
        timeout(ANSWER_TIME_MAX, async {
            self.stream.write_all(request.as_bytes()).await?;
            Ok(self.head().await?.0)
        })
        .await?
    }

    /// Reads a line up to these bytes, and forgets what it read.
    pub async fn until(&mut self, sought: &[u8]) -> Result<(), Fault> {
        loop {
            if let Some(at) = find(&self.buffer, sought) {
                self.buffer.drain(..at + sought.len());
                return Ok(());
            }
            self.more().await?;
        }
    }

    /// Sends JSON with a token.
    pub async fn json(
        &mut self,
        method: &str,
        path: &str,
        token: &str,
        body: &str,
    ) -> Result<Answer, Fault> {
        let (address, length) = (self.address, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: {token}\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        self.exchange(request.as_bytes()).await
    }

    fn question(&self, path: &str, credential: &str) -> String {
        let is_token = credential.starts_with("Bearer ");
        let header = if is_token { "authorization" } else { "cookie" };
        let address = self.address;
        format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n{header}: {credential}\r\n\r\n")
    }

    /// Sends a form as browsers send one that may carry pictures.
    pub async fn post(
        &mut self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answer, Fault> {
        self.upload(path, cookie, fields, &[]).await
    }

    /// Sends a form with a photo in the field `pictures`, where there is one.
    pub async fn upload(
        &mut self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        photo: &[u8],
    ) -> Result<Answer, Fault> {
        let mut body = Vec::new();
        let head = |name: &str, more: &str| {
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n")
        };
        for (name, value) in fields {
            body.extend_from_slice(head(name, "").as_bytes());
            body.extend_from_slice(value.as_bytes());
            body.extend_from_slice(b"\r\n");
        }
        if !photo.is_empty() {
            let file = "; filename=\"photo.jpg\"\r\ncontent-type: image/jpeg";
            body.extend_from_slice(head("pictures", file).as_bytes());
            body.extend_from_slice(photo);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send((path, cookie, &kind), &body).await
    }

    /// Sends a form as browsers send one that carries no pictures. The values are sent as they
    /// are: letters, digits, `-` and `_` only.
    pub async fn submit(
        &mut self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answer, Fault> {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let kind = "application/x-www-form-urlencoded";
        self.send((path, cookie, kind), pairs.join("&").as_bytes())
            .await
    }

    async fn send(
        &mut self,
        (path, cookie, kind): (&str, &str, &str),
        body: &[u8],
    ) -> Result<Answer, Fault> {
        let (address, length) = (self.address, body.len());
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\n\
             cookie: {cookie}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n"
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.exchange(&request).await
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<Answer, Fault> {
        timeout(ANSWER_TIME_MAX, async {
            self.stream.write_all(request).await?;
            self.answer().await
        })
        .await?
    }

    async fn answer(&mut self) -> Result<Answer, Fault> {
        let (answer, head) = self.head().await?;
        let body = match header(&head, "content-length") {
            Some(length) => self.take(length.parse()?).await?,
            None if header(&head, "transfer-encoding").is_some() => self.chunks().await?,
            None => Vec::new(),
        };
        Ok(Answer { body, ..answer })
    }

    /// The beginning of an answer, without its body, and as it came.
    async fn head(&mut self) -> Result<(Answer, String), Fault> {
        let head_end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at;
            }
            self.more().await?;
        };
        let head = std::str::from_utf8(&self.buffer[..head_end])?.to_owned();
        self.buffer.drain(..head_end + 4);
        let status = head.get(9..12).unwrap_or_default().parse()?;
        let answer = Answer {
            status,
            location: header(&head, "location").unwrap_or_default().to_owned(),
            cookie: header(&head, "set-cookie")
                .and_then(|cookie| cookie.split(';').next())
                .unwrap_or_default()
                .to_owned(),
            body: Vec::new(),
        };
        Ok((answer, head))
    }

    async fn chunks(&mut self) -> Result<Vec<u8>, Fault> {
        let mut body = Vec::new();
        loop {
            let end = loop {
                if let Some(at) = find(&self.buffer, b"\r\n") {
                    break at;
                }
                self.more().await?;
            };
            let size = usize::from_str_radix(std::str::from_utf8(&self.buffer[..end])?, 16)?;
            self.buffer.drain(..end + 2);
            let mut chunk = self.take(size.saturating_add(2)).await?;
            chunk.truncate(size);
            body.append(&mut chunk);
            if size == 0 {
                return Ok(body);
            }
        }
    }

    async fn take(&mut self, length: usize) -> Result<Vec<u8>, Fault> {
        while self.buffer.len() < length {
            self.more().await?;
        }
        let rest = self.buffer.split_off(length);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    async fn more(&mut self) -> Result<(), Fault> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        if read == 0 || self.buffer.len() > ANSWER_BYTES_MAX {
            return Err("the server ended the connection".into());
        }
        Ok(())
    }
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|part| part == needle)
}
