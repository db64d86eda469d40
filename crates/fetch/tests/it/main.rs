//! The client against listeners of our own.

use hafan_fetch::{Answer, Client, Failure, Reach, Refusal};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A listener that answers each connection with this text; its address, and how many came.
async fn answering(text: &'static str) -> (String, Arc<AtomicUsize>) {
    let (address, count) = listening(move |mut stream: TcpStream| async move {
        head(&mut stream).await;
        stream.write_all(text.as_bytes()).await.ok();
    })
    .await;
    (address, count)
}

/// A listener that serves each connection so; its address, and how many came.
#[expect(
    clippy::disallowed_methods,
    reason = "the other side of a connection, for one test"
)]
async fn listening<F, Fut>(serve: F) -> (String, Arc<AtomicUsize>)
where
    F: Fn(TcpStream) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a socket");
    let address = format!("http://{}/send", listener.local_addr().expect("an address"));
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(serve(stream));
        }
    });
    (address, count)
}

/// Reads a request: its head, and as many bytes as it says.
async fn head(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let mut byte = [0];
    while !read.ends_with(b"\r\n\r\n") && stream.read_exact(&mut byte).await.is_ok() {
        read.push(byte[0]);
    }
    let text = String::from_utf8(read).expect("text");
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |n| n.parse().expect("a number"));
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.expect("a body");
    text + &String::from_utf8(body).expect("text")
}

async fn post(client: &Client, to: &str) -> Result<Answer, Failure> {
    let to = client.destination(to).map_err(Failure::Refused)?;
    let headers = [("ttl", "60".to_owned())];
    client.post(&to, &headers, b"hello".to_vec()).await
}

#[tokio::test]
async fn what_is_sent_arrives_and_the_answer_comes_back() {
    let (address, _) = listening(|mut stream| async move {
        let sent = head(&mut stream).await;
        let is_whole = sent.starts_with("POST /send HTTP/1.1\r\n")
            && sent.contains("ttl: 60\r\n")
            && sent.ends_with("hello")
            && !sent.to_lowercase().contains("cookie");
        let status = if is_whole { "201 Created" } else { "500 No" };
        let text = format!("HTTP/1.1 {status}\r\nretry-after: 7\r\ncontent-length: 2\r\n\r\nok");
        stream.write_all(text.as_bytes()).await.expect("an answer");
    })
    .await;
    let answer = post(&Client::new(Reach::Loopback), &address)
        .await
        .expect("an answer");
    assert_eq!((answer.status, &answer.body[..]), (201, &b"ok"[..]));
    assert_eq!(answer.retry_after_s, Some(7));
}

#[tokio::test]
async fn this_machine_is_not_talked_to_unless_a_test_says_so() {
    let (address, count) = answering("HTTP/1.1 200 OK\r\n\r\n").await;
    let client = Client::new(Reach::Public);
    let refused = post(&client, &address).await;
    assert_eq!(refused, Err(Failure::Refused(Refusal::NotHttps)));
    let tls = address.replacen("http", "https", 1);
    let refused = post(&client, &tls).await;
    assert_eq!(refused, Err(Failure::Refused(Refusal::Private)));
    assert_eq!(count.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_name_that_leads_inside_is_refused_when_it_is_looked_up() {
    let (address, count) = answering("HTTP/1.1 200 OK\r\n\r\n").await;
    let port = address.rsplit(':').next().expect("a port");
    // With leave to reach this machine the name passes; the address behind it is judged anew for
    // a client without that leave, as it would be for a name whose address has changed since.
    let named = format!("https://localhost:{port}");
    let destination = Client::new(Reach::Loopback)
        .destination(&named)
        .expect("allowed");
    let refused = Client::new(Reach::Public)
        .post(&destination, &[], vec![])
        .await;
    assert_eq!(refused, Err(Failure::Refused(Refusal::Private)));
    assert_eq!(count.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn nobody_is_followed_elsewhere() {
    let (inner, count) = answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let (address, _) = listening(move |mut stream| {
        let inner = inner.clone();
        async move {
            head(&mut stream).await;
            let text = format!("HTTP/1.1 307 Go\r\nlocation: {inner}\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(text.as_bytes()).await.expect("an answer");
        }
    })
    .await;
    let answer = post(&Client::new(Reach::Loopback), &address)
        .await
        .expect("an answer");
    assert_eq!(answer.status, 307);
    assert_eq!(count.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let (address, _) = listening(|mut stream| async move {
        head(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok();
        while stream.write_all(&[b'x'; 4096]).await.is_ok() {}
    })
    .await;
    let cut = post(&Client::new(Reach::Loopback), &address).await;
    assert_eq!(cut, Err(Failure::TooLarge));
}

#[tokio::test]
async fn whoever_says_nothing_is_waited_for_so_long() {
    let (address, _) = listening(|mut stream| async move {
        head(&mut stream).await;
        std::future::pending::<()>().await;
    })
    .await;
    let client = Client::new(Reach::Loopback).within(Duration::from_millis(200));
    assert_eq!(post(&client, &address).await, Err(Failure::TimedOut));
}

#[tokio::test]
async fn nonsense_is_no_answer() {
    for nonsense in ["", "x", "HTTP/1.1 2", "SSH-2.0-OpenSSH\r\n\r\n"] {
        let (address, _) = answering(nonsense).await;
        let answer = post(&Client::new(Reach::Loopback), &address).await;
        assert!(
            matches!(answer, Err(Failure::Unreachable(_))),
            "{nonsense:?}"
        );
    }
}

#[tokio::test]
async fn one_host_gets_so_much_at_once() {
    let now = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));
    let (counted, highest) = (Arc::clone(&now), Arc::clone(&most));
    let (address, _) = listening(move |mut stream| {
        let (now, most) = (Arc::clone(&counted), Arc::clone(&highest));
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            head(&mut stream).await;
            // Others get their turn meanwhile.
            for _ in 0..50 {
                tokio::task::yield_now().await;
            }
            now.fetch_sub(1, Ordering::SeqCst);
            let text = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(text).await.ok();
        }
    })
    .await;
    let client = Arc::new(Client::new(Reach::Loopback));
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (client, address) = (Arc::clone(&client), address.clone());
        all.spawn(async move { post(&client, &address).await });
    }
    while let Some(answer) = all.join_next().await {
        assert_eq!(answer.expect("whole").expect("an answer").status, 200);
    }
    assert!(most.load(Ordering::SeqCst) <= 4);
}
