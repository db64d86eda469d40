//! Many lists on one WebSocket, over a real socket.

use super::PATIENCE;
use crate::api::application;
use futures_util::{SinkExt as _, StreamExt as _};
use hafan_app::identity::session;
use hafan_app::post::ForWhom;
use hafan_testkit::{Backend, Place, for_each_backend};
use serde_json::{Value, json};
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

fn request(address: SocketAddr, rest: &str) -> Request {
    let url = format!("ws://{address}/api/v1/streaming{rest}");
    url.into_client_request().expect("a request")
}

async fn connect(address: SocketAddr, token: &str, rest: &str) -> Socket {
    let mut request = request(address, rest);
    let value = HeaderValue::from_str(&format!("Bearer {token}")).expect("a header");
    request.headers_mut().insert("authorization", value);
    let (socket, answer) = connect_async(request).await.expect("a line");
    assert_eq!(answer.status(), 101);
    Socket(socket)
}

impl Socket {
    async fn say(&mut self, message: &Value) {
        let sent = self.0.send(Message::text(message.to_string())).await;
        sent.expect("sent");
    }

    /// The next message; nothing once the line is closed.
    async fn next(&mut self) -> Option<Value> {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.0.next()).await;
            match next.expect("in time")? {
                Ok(Message::Text(text)) => {
                    return Some(serde_json::from_str(&text).expect("JSON"));
                }
                Ok(Message::Ping(_) | Message::Pong(_)) => {}
                Ok(_) | Err(_) => return None,
            }
        }
    }
}

fn payload(message: &Value) -> Value {
    let text = message["payload"].as_str().expect("a payload is a string");
    serde_json::from_str(text).expect("JSON")
}

#[tokio::test]
async fn many_lists_come_over_one_socket_each_under_its_name() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let token = place.token(&mair, "read").await;
        let address = place.listen().await;
        let mut socket = connect(address, &token, "?stream=user").await;
        let tag = json!({ "type": "subscribe", "stream": "hashtag", "tag": "Cân" });
        socket.say(&tag).await;
        // Twice is once.
        socket.say(&tag).await;
        socket
            .say(&json!({ "type": "subscribe", "stream": "public:local" }))
            .await;
        // Answered, so that what was said before has been heard.
        socket
            .say(&json!({ "type": "subscribe", "stream": "x" }))
            .await;
        assert_eq!(socket.next().await.expect("words")["status"], json!(422));
        let post = place.say(&mair, "Helo #cân", ForWhom::Public).await;
        let mut names = Vec::new();
        for _ in 0..3 {
            let told = socket.next().await.expect("told");
            assert_eq!(told["event"], json!("update"));
            assert_eq!(payload(&told)["id"], json!(post.to_string()));
            names.push(told["stream"].clone());
        }
        names.sort_by_key(Value::to_string);
        let wanted = [
            json!(["hashtag", "Cân"]),
            json!(["public:local"]),
            json!(["user"]),
        ];
        assert_eq!(names, wanted);
        // Fewer lists from now on.
        let mut off = tag.clone();
        off["type"] = json!("unsubscribe");
        socket.say(&off).await;
        socket
            .say(&json!({ "type": "unsubscribe", "stream": "user" }))
            .await;
        socket
            .say(&json!({ "type": "subscribe", "stream": "x" }))
            .await;
        assert!(socket.next().await.expect("words")["error"].is_string());
        place.later(1_000);
        place.say(&mair, "Eto #cân", ForWhom::Public).await;
        let told = socket.next().await.expect("told");
        assert_eq!(told["stream"], json!(["public:local"]));
        place.later(1_000);
        place.say(&mair, "Eto #cân", ForWhom::Public).await;
        assert_eq!(
            socket.next().await.expect("told")["stream"],
            json!(["public:local"])
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_comes_in_a_header_as_a_protocol_or_in_the_address() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let token = place.token(&mair, "read").await;
        let address = place.listen().await;
        let named = request(address, &format!("?stream=user&access_token={token}"));
        connect_async(named).await.expect("by the address");
        // With a slash at the end, and at the address of one list.
        let named = request(address, &format!("/?access_token={token}"));
        connect_async(named).await.expect("with a slash");
        let named = request(address, &format!("/user?access_token={token}"));
        connect_async(named).await.expect("at a list");
        let mut by_protocol = request(address, "?stream=user");
        let value = HeaderValue::from_str(&token).expect("a header");
        let headers = by_protocol.headers_mut();
        headers.insert("sec-websocket-protocol", value.clone());
        headers.insert(
            "origin",
            HeaderValue::from_static("https://elsewhere.example"),
        );
        let (_, answer) = connect_async(by_protocol).await.expect("by the protocol");
        assert_eq!(answer.headers()["sec-websocket-protocol"], value);
        for rest in ["", "?access_token=", "?access_token=nonsense&stream=user"] {
            let refused = connect_async(request(address, rest)).await;
            let Err(Error::Http(answer)) = refused else {
                unreachable!("{rest}: a line without a token");
            };
            assert_eq!(answer.status(), 401, "{rest}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_socket_is_closed_when_its_session_ends() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let token = place.token(&mair, "read").await;
        let address = place.listen().await;
        let mut socket = connect(address, &token, "?stream=user").await;
        let devices = session::devices(&place.app, mair.actor)
            .await
            .expect("devices");
        let device = devices.iter().find(|device| device.application.is_some());
        let device = device.expect("an application").id;
        session::end(&place.app, mair.actor, device)
            .await
            .expect("ended");
        assert_eq!(socket.next().await, None);
    })
    .await;
}

#[tokio::test]
async fn a_scope_is_asked_for_with_each_list() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let token = place.token(&mair, "read:statuses").await;
        let address = place.listen().await;
        let mut socket = connect(address, &token, "?stream=user:notification").await;
        let words = socket.next().await.expect("words");
        assert_eq!(words["status"], json!(403));
        socket
            .say(&json!({ "type": "subscribe", "stream": "user" }))
            .await;
        socket
            .say(&json!({ "type": "subscribe", "stream": "hashtag" }))
            .await;
        assert_eq!(socket.next().await.expect("words")["status"], json!(422));
        place.say(&mair, "Helo.", ForWhom::Public).await;
        assert_eq!(
            socket.next().await.expect("told")["stream"],
            json!(["user"])
        );
    })
    .await;
}

#[tokio::test]
async fn what_nobody_understands_gets_words_and_does_no_harm() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let token = place.token(&mair, "read").await;
        let address = place.listen().await;
        let mut socket = connect(address, &token, "").await;
        let deep = "[".repeat(1_000) + &"]".repeat(1_000);
        for nonsense in ["", "{", "null", "[]", "7", "{}", r#"{"type":7}"#, &deep] {
            socket.0.send(Message::text(nonsense)).await.expect("sent");
            let words = socket.next().await.expect("words");
            assert!(words["error"].is_string(), "{nonsense}: {words}");
        }
        let bytes = axum::body::Bytes::from_static(&[0, 159, 146, 150]);
        socket.0.send(Message::Binary(bytes)).await.expect("sent");
        assert!(socket.next().await.expect("words")["error"].is_string());
        socket
            .say(&json!({ "type": "subscribe", "stream": "user" }))
            .await;
        socket
            .say(&json!({ "type": "shout", "stream": "user" }))
            .await;
        assert!(socket.next().await.expect("words")["error"].is_string());
        place.say(&mair, "Helo.", ForWhom::Public).await;
        assert_eq!(socket.next().await.expect("told")["event"], json!("update"));
    })
    .await;
}

#[tokio::test]
async fn a_line_has_room_for_so_many_lists_and_a_message_for_so_many_bytes() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let token = place.token(&mair, "read").await;
        let address = place.listen().await;
        let tag = |n: usize| {
            let name = format!("t{n}");
            json!({ "type": "subscribe", "stream": "hashtag", "tag": name })
        };
        let mut socket = connect(address, &token, "").await;
        for n in 0..101 {
            socket.say(&tag(n)).await;
        }
        assert_eq!(socket.next().await.expect("words")["status"], json!(422));
        // More of the same, and the line is over.
        for n in 0..49 {
            socket.say(&tag(n)).await;
        }
        socket.say(&tag(0)).await;
        assert_eq!(socket.next().await, None);
        let mut second = connect(address, &token, "").await;
        let long = "x".repeat(5_000);
        second
            .say(&json!({ "type": "subscribe", "stream": long }))
            .await;
        assert_eq!(second.next().await, None);
        // Room again for others: nothing is left of the two.
        connect(address, &token, "").await;
    })
    .await;
}

#[tokio::test]
async fn two_processes_on_one_database_tell_the_same() {
    let place = Place::new(Backend::Postgres).await;
    let mair = place.member("mair").await;
    let token = place.token(&mair, "read").await;
    let second = place.second_process();
    let address = second.listen().await;
    let mut socket = connect(address, &token, "?stream=user").await;
    let post = place.say(&mair, "Helo o'r llall.", ForWhom::Public).await;
    let told = socket.next().await.expect("told");
    assert_eq!(payload(&told)["id"], json!(post.to_string()));
    // The session ends in the first, and so does the line in the second.
    let app = application(&place, &mair, "read").await;
    assert_eq!(app.get("/api/v1/timelines/home").await.status, 200);
    let devices = session::devices(&place.app, mair.actor)
        .await
        .expect("devices");
    for device in devices.iter().filter(|device| device.application.is_some()) {
        session::end(&place.app, mair.actor, device.id)
            .await
            .expect("ended");
    }
    assert_eq!(socket.next().await, None);
}
