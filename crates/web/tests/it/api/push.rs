//! Push: sealed for one reader, sent by the rule of the news, ended with its session.

use super::{act, application, call, done};
use aes_gcm::Aes128Gcm;
use aes_gcm::aead::{Aead as _, KeyInit as _};
use axum::http::Method;
use data_encoding::BASE64URL_NOPAD;
use hafan_app::identity::session;
use hafan_app::jobs::{self, Outcome};
use hafan_app::post::{self, ForWhom};
use hafan_app::push::JOBS;
use hafan_core::id::JobId;
use hafan_testkit::{Browser, Person, Place, for_each_backend};
use hkdf::Hkdf;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::{PublicKey, SecretKey};
use serde_json::{Value, json};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const AT: &str = "/api/v1/push/subscription";
const AUTH: [u8; 16] = *b"sixteen secrets!";

/// A push service on this machine: what it was sent, and what it answers.
struct Service {
    address: String,
    taken: Arc<Mutex<Vec<Message>>>,
    status: Arc<Mutex<u16>>,
}

#[derive(Clone, Debug)]
struct Message {
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Service {
    #[expect(
        clippy::disallowed_methods,
        reason = "a service of somebody else, for one test"
    )]
    async fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a socket");
        let address = listener.local_addr().expect("an address");
        let taken: Arc<Mutex<Vec<Message>>> = Arc::default();
        let status = Arc::new(Mutex::new(201));
        let (kept, said) = (Arc::clone(&taken), Arc::clone(&status));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = Vec::new();
                let mut byte = [0];
                while !head.ends_with(b"\r\n\r\n") {
                    stream.read_exact(&mut byte).await.expect("a head");
                    head.push(byte[0]);
                }
                let head = String::from_utf8(head).expect("text");
                let headers: BTreeMap<String, String> = head
                    .lines()
                    .skip(1)
                    .filter_map(|line| line.split_once(": "))
                    .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                    .collect();
                let length = headers["content-length"].parse().expect("a number");
                let mut body = vec![0; length];
                stream.read_exact(&mut body).await.expect("a body");
                kept.lock()
                    .expect("no panic")
                    .push(Message { headers, body });
                let status = *said.lock().expect("no panic");
                let answer = format!("HTTP/1.1 {status} Said\r\ncontent-length: 0\r\n\r\n");
                stream
                    .write_all(answer.as_bytes())
                    .await
                    .expect("an answer");
            }
        });
        Self {
            address: format!("http://{address}/send/a-secret-path"),
            taken,
            status,
        }
    }

    fn answer(&self, status: u16) {
        *self.status.lock().expect("no panic") = status;
    }

    /// What has come since the last look.
    fn taken(&self) -> Vec<Message> {
        std::mem::take(&mut *self.taken.lock().expect("no panic"))
    }
}

fn key() -> SecretKey {
    SecretKey::from_slice(&[9; 32]).expect("a key")
}

fn public() -> Vec<u8> {
    key().public_key().to_sec1_bytes().to_vec()
}

fn wish(address: &str, alerts: &[&str], policy: &str, standard: bool) -> Value {
    let alerts: BTreeMap<&str, bool> = alerts.iter().map(|alert| (*alert, true)).collect();
    json!({
        "subscription": {
            "endpoint": address,
            "keys": {
                "p256dh": BASE64URL_NOPAD.encode(&public()),
                "auth": BASE64URL_NOPAD.encode(&AUTH),
            },
            "standard": standard,
        },
        "data": { "alerts": alerts, "policy": policy },
    })
}

fn derived<const N: usize>(salt: &[u8], material: &[u8], info: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    let key = Hkdf::<Sha256>::new(Some(salt), material);
    key.expand(info, &mut out).expect("a length");
    out
}

fn shared(theirs: &[u8]) -> Vec<u8> {
    let theirs = PublicKey::from_sec1_bytes(theirs).expect("a key");
    key().diffie_hellman(&theirs).raw_secret_bytes().to_vec()
}

fn unlocked(key: [u8; 16], nonce: [u8; 12], sealed: &[u8]) -> Vec<u8> {
    let cipher = Aes128Gcm::new(&key.into());
    cipher.decrypt(&nonce.into(), sealed).expect("whole")
}

/// Opens a message as RFC 8291 says that a browser does.
fn opened(message: &Message) -> Value {
    assert_eq!(message.headers["content-encoding"], "aes128gcm");
    let (salt, rest) = message.body.split_at(16);
    let (size, rest) = rest.split_at(4);
    assert_eq!(size, 4096_u32.to_be_bytes());
    assert_eq!(rest[0], 65);
    let (theirs, sealed) = rest[1..].split_at(65);
    let info = [b"WebPush: info\0", public().as_slice(), theirs].concat();
    let material = derived::<32>(&AUTH, &shared(theirs), &info);
    let key = derived(salt, &material, b"Content-Encoding: aes128gcm\0");
    let nonce = derived(salt, &material, b"Content-Encoding: nonce\0");
    let text = unlocked(key, nonce, sealed);
    let end = text.iter().rposition(|byte| *byte != 0).expect("a mark");
    assert_eq!(text[end], 2);
    serde_json::from_slice(&text[..end]).expect("JSON")
}

/// As [`opened`], in the form before the standard.
fn opened_draft(message: &Message) -> Value {
    assert_eq!(message.headers["content-encoding"], "aesgcm");
    let field = |header: &str, name: &str| {
        let value = message.headers[header].clone();
        let parts = value.split(';').map(str::trim);
        let mut found =
            parts.filter_map(|part| part.strip_prefix(&format!("{name}=")).map(str::to_owned));
        let found = found.next().expect("a field");
        BASE64URL_NOPAD.decode(found.as_bytes()).expect("base64")
    };
    let (salt, theirs) = (field("encryption", "salt"), field("crypto-key", "dh"));
    let mut context = b"P-256\0".to_vec();
    for key in [&public(), &theirs] {
        context.extend([0, 65]);
        context.extend(key);
    }
    let material = derived::<32>(&AUTH, &shared(&theirs), b"Content-Encoding: auth\0");
    let info = |name: &str| [format!("Content-Encoding: {name}\0").as_bytes(), &context].concat();
    let key = derived(&salt, &material, &info("aesgcm"));
    let nonce = derived(&salt, &material, &info("nonce"));
    let text = unlocked(key, nonce, &message.body);
    let padding = usize::from(u16::from_be_bytes([text[0], text[1]]));
    serde_json::from_slice(&text[2 + padding..]).expect("JSON")
}

/// Does what is due of the jobs that send; how many went wrong.
async fn send(place: &Place) -> usize {
    let mut failed = 0;
    loop {
        let (now, until) = (place.app.now(), place.app.now().plus(60_000_000));
        let claimed = place
            .app
            .write(move |turn| Ok(hafan_app::store::job::claim(turn.tx, now, until, 1)?));
        let claimed = claimed.await.expect("jobs");
        if claimed.is_empty() {
            return failed;
        }
        for job in claimed {
            let is_push = JOBS.contains(&job.kind.as_str());
            let done = jobs::run_one(&place.app, &job.kind, &job.body).await;
            let id: JobId = job.id;
            match done {
                Err(error) if is_push => {
                    assert!(!error.to_string().contains("secret-path"), "{error}");
                    failed += 1;
                }
                Err(error) => unreachable!("{}: {error}", job.kind),
                Ok(Outcome::Later(_)) => failed += 1,
                Ok(Outcome::Done) => {}
            }
            let settled = place
                .app
                .write(move |turn| Ok(hafan_app::store::job::done(turn.tx, id, 1)?));
            settled.await.expect("settled");
        }
    }
}

async fn subscribed(place: &Place, who: &Person, body: Value) -> Browser {
    let app = application(place, who, "read push").await;
    done(&app, "POST", AT, body).await;
    app
}

#[tokio::test]
async fn news_is_sealed_for_its_reader_and_signed_by_the_place() {
    for_each_backend(async |place| {
        let service = Service::open().await;
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let theirs = application(place, &guto, "read write follow").await;
        let body = wish(&service.address, &["mention", "follow"], "all", true);
        let app = subscribed(place, &mair, body).await;
        let server_key = done(&app, "GET", AT, Value::Null).await["server_key"].clone();
        let instance = done(&app, "GET", "/api/v2/instance", Value::Null).await;
        assert_eq!(instance["configuration"]["vapid"]["public_key"], server_key);
        let said = place
            .say(&guto, "Helo @mair, sut mae?", ForWhom::Public)
            .await;
        act(
            &theirs,
            &format!("/api/v1/accounts/{}/follow", mair.actor.persona),
        )
        .await;
        assert_eq!(send(place).await, 0);
        let taken = service.taken();
        assert_eq!(taken.len(), 2);
        let told: Vec<Value> = taken.iter().map(opened).collect();
        let kinds: Vec<&Value> = told.iter().map(|one| &one["notification_type"]).collect();
        assert!(kinds.contains(&&json!("mention")) && kinds.contains(&&json!("follow")));
        let mention = told
            .iter()
            .find(|one| one["notification_type"] == "mention");
        let mention = mention.expect("a mention");
        // The one secret that Mastodon puts in stays out.
        assert_eq!(mention["access_token"], json!(""));
        assert_eq!(mention["preferred_locale"], json!("en"));
        assert!(mention["notification_id"].is_i64());
        let title = mention["title"].as_str().expect("a title");
        assert!(title.contains("Guto"), "{title}");
        let body = mention["body"].as_str().expect("a body");
        assert!(body.contains("sut mae?") && !body.contains('<'), "{body}");
        for message in &taken {
            assert!(message.headers["ttl"].parse::<u64>().expect("a number") > 3_600);
            assert_eq!(message.headers["urgency"], "normal");
            let (token, key) = message.headers["authorization"]
                .strip_prefix("vapid t=")
                .and_then(|rest| rest.split_once(", k="))
                .expect("the form of RFC 8292");
            assert_eq!(key, server_key.as_str().expect("a key"));
            let (text, signature) = token.rsplit_once('.').expect("three parts");
            let bytes = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).expect("base64");
            let key = VerifyingKey::from_sec1_bytes(&bytes(key)).expect("a key");
            let signature = Signature::from_slice(&bytes(signature)).expect("a signature");
            key.verify(text.as_bytes(), &signature).expect("ours");
            let claims = bytes(text.split_once('.').expect("two parts").1);
            let claims: Value = serde_json::from_slice(&claims).expect("JSON");
            let origin = service.address.strip_suffix("/send/a-secret-path");
            assert_eq!(claims["aud"].as_str(), origin);
        }
        // Nobody but the reader learns anything: no word of it stands in the clear.
        assert!(said.get() > 0);
        let clear = b"sut mae";
        let is_clear = |m: &Message| m.body.windows(clear.len()).any(|part| part == clear);
        assert!(!taken.iter().any(is_clear));
    })
    .await;
}

#[tokio::test]
async fn applications_that_did_not_ask_for_the_standard_get_what_they_know() {
    for_each_backend(async |place| {
        let service = Service::open().await;
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let body = wish(&service.address, &["mention"], "all", false);
        let app = subscribed(place, &mair, body).await;
        let shown = done(&app, "GET", AT, Value::Null).await;
        assert_eq!(shown["standard"], json!(false));
        place.say(&guto, "Helo @mair", ForWhom::Public).await;
        assert_eq!(send(place).await, 0);
        let taken = service.taken();
        let told = opened_draft(&taken[0]);
        assert_eq!(told["notification_type"], json!("mention"));
        assert!(taken[0].headers["authorization"].starts_with("WebPush "));
    })
    .await;
}

#[tokio::test]
async fn what_may_not_be_seen_when_it_is_sent_is_not_told() {
    for_each_backend(async |place| {
        let service = Service::open().await;
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let body = wish(&service.address, &["mention"], "all", true);
        let app = subscribed(place, &mair, body).await;
        let mine = application(place, &mair, "read write follow").await;
        // Deleted before it went out.
        let said = place.say(&guto, "@mair anghofia", ForWhom::Public).await;
        post::delete(&place.app, &guto.actor, said)
            .await
            .expect("deleted");
        assert_eq!(send(place).await, 0);
        assert_eq!(service.taken().len(), 0);
        // Muted since.
        place.say(&guto, "@mair eto", ForWhom::Public).await;
        act(
            &mine,
            &format!("/api/v1/accounts/{}/mute", guto.actor.persona),
        )
        .await;
        assert_eq!(send(place).await, 0);
        assert_eq!(service.taken().len(), 0);
        act(
            &mine,
            &format!("/api/v1/accounts/{}/unmute", guto.actor.persona),
        )
        .await;
        // Signed out since.
        place.say(&guto, "@mair eto byth", ForWhom::Public).await;
        let devices = session::devices(&place.app, mair.actor)
            .await
            .expect("devices");
        for device in devices.iter().filter(|device| device.application.is_some()) {
            session::end(&place.app, mair.actor, device.id)
                .await
                .expect("ended");
        }
        assert_eq!(send(place).await, 0);
        assert_eq!(service.taken().len(), 0);
        assert_eq!(app.get(AT).await.status, 401);
        let rows = place.rows().await;
        assert!(!rows.iter().any(|row| row.starts_with("push_subscriptions")));
    })
    .await;
}

#[tokio::test]
async fn only_what_was_asked_for_and_of_whom() {
    for_each_backend(async |place| {
        let service = Service::open().await;
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let body = wish(&service.address, &["favourite"], "followed", true);
        let app = subscribed(place, &mair, body).await;
        let post = place.say(&mair, "Helo.", ForWhom::Public).await;
        let thanks = async || {
            post::favourite(&place.app, &guto.actor, post, false)
                .await
                .expect("taken back");
            place.later(1_000);
            post::favourite(&place.app, &guto.actor, post, true)
                .await
                .expect("thanked");
            place.say(&guto, "@mair helo", ForWhom::Public).await;
            assert_eq!(send(place).await, 0);
            service.taken().len()
        };
        // Not of somebody whom she does not follow; and mentions were not asked for.
        assert_eq!(thanks().await, 0);
        hafan_app::relation::follow(&place.app, &mair.actor, guto.actor.persona)
            .await
            .expect("a follow");
        assert_eq!(thanks().await, 1);
        let changed = json!({ "data": { "policy": "follower" } });
        let changed = done(&app, "PUT", AT, changed).await;
        assert_eq!(changed["policy"], json!("follower"));
        assert_eq!(changed["alerts"]["favourite"], json!(true));
        assert_eq!(thanks().await, 0);
        let changed = json!({ "data": { "policy": "all", "alerts": { "mention": "true" } } });
        let changed = done(&app, "PUT", AT, changed).await;
        assert_eq!(changed["alerts"]["favourite"], json!(false));
        assert_eq!(thanks().await, 1);
        done(&app, "PUT", AT, json!({ "data": { "policy": "none" } })).await;
        assert_eq!(thanks().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_service_that_is_away_is_tried_again_and_one_that_is_gone_is_forgotten() {
    for_each_backend(async |place| {
        let service = Service::open().await;
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let body = wish(&service.address, &["mention"], "all", true);
        let app = subscribed(place, &mair, body.clone()).await;
        for (status, failed, is_there) in [
            (503, 1, true),
            (429, 1, true),
            (400, 0, true),
            (410, 0, false),
        ] {
            service.answer(status);
            place.later(1_000);
            place.say(&guto, "@mair helo", ForWhom::Public).await;
            assert_eq!(send(place).await, failed, "{status}");
            assert_eq!(service.taken().len(), 1, "{status}");
            assert_eq!(app.get(AT).await.status == 200, is_there, "{status}");
        }
        // What could not be brought for two days is no news any more.
        service.answer(201);
        done(&app, "POST", AT, body).await;
        place.say(&guto, "@mair hen", ForWhom::Public).await;
        place.later(3 * 24 * 3_600 * 1_000_000);
        assert_eq!(send(place).await, 0);
        assert_eq!(service.taken().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_subscription_is_its_applications_own() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let address = "https://push.example.org/send/1";
        let app = application(place, &mair, "push").await;
        let other = application(place, &mair, "push").await;
        for method in ["GET", "PUT"] {
            assert_eq!(call(&app, method, AT, json!(null)).await.0, 404, "{method}");
        }
        let made = done(&app, "POST", AT, wish(address, &["poll"], "all", true)).await;
        assert_eq!(made["endpoint"], json!(address));
        assert_eq!(
            (&made["standard"], &made["policy"]),
            (&json!(true), &json!("all"))
        );
        assert_eq!(made["alerts"]["poll"], json!(true));
        assert_eq!(made["alerts"]["mention"], json!(false));
        assert_eq!(other.get(AT).await.status, 404);
        // A second one stands in the place of the first.
        let again = done(&app, "POST", AT, wish(address, &[], "none", false)).await;
        assert_ne!(again["id"], made["id"]);
        assert_eq!(done(&app, "GET", AT, Value::Null).await, again);
        done(&app, "DELETE", AT, Value::Null).await;
        assert_eq!(app.get(AT).await.status, 404);
        // Ending what is not there is as good as done.
        done(&app, "DELETE", AT, Value::Null).await;
        let narrow = application(place, &mair, "read write follow").await;
        for method in ["GET", "POST", "PUT", "DELETE"] {
            let (status, _) = call(&narrow, method, AT, wish(address, &[], "all", true)).await;
            assert_eq!(status, 403, "{method}");
            let (status, _) = call(&place.visitor(), method, AT, json!(null)).await;
            assert_eq!(status, 401, "{method}");
        }
        // As forms write it.
        let form = format!(
            "subscription[endpoint]=https%3A%2F%2Fpush.example.org%2F&subscription[keys][p256dh]={}\
             &subscription[keys][auth]={}&data[alerts][mention]=true&data[policy]=followed",
            BASE64URL_NOPAD.encode(&public()),
            BASE64URL_NOPAD.encode(&AUTH),
        );
        let kind = Some("application/x-www-form-urlencoded");
        let page = app.send(Method::POST, AT, kind, form.into()).await;
        let made = super::entity(&page);
        assert_eq!(made["policy"], json!("followed"), "{made}");
        assert_eq!(made["alerts"]["mention"], json!(true));
    })
    .await;
}

#[tokio::test]
async fn an_address_that_cannot_be_used_is_refused_with_the_reason() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, "push").await;
        for address in [
            "",
            "nonsense",
            "ftp://push.example.org/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest",
            "https://[fd00::1]/",
            "https://printer.local/",
            "https://user:word@push.example.org/",
            "https://push.example.org:22/",
        ] {
            let (status, said) = call(&app, "POST", AT, wish(address, &[], "all", true)).await;
            assert_eq!(status, 422, "{address}");
            assert!(said["error"].is_string(), "{address}");
        }
        let mut bad = wish("https://push.example.org/", &[], "all", true);
        bad["subscription"]["keys"]["p256dh"] = json!("AAAA");
        assert_eq!(call(&app, "POST", AT, bad).await.0, 422);
        let bad = wish("https://push.example.org/", &[], "everyone", true);
        assert_eq!(call(&app, "POST", AT, bad).await.0, 422);
        assert_eq!(call(&app, "POST", AT, json!({})).await.0, 422);
    })
    .await;
}

#[tokio::test]
async fn the_key_of_the_place_is_made_once_and_shown_to_nobody_but_in_half() {
    for_each_backend(async |place| {
        let app = place.visitor();
        let instance = done(&app, "GET", "/api/v2/instance", Value::Null).await;
        let key = &instance["configuration"]["vapid"]["public_key"];
        let bytes = BASE64URL_NOPAD.decode(key.as_str().expect("a key").as_bytes());
        assert_eq!(bytes.expect("base64").len(), 65);
        let again = done(&app, "GET", "/api/v2/instance", Value::Null).await;
        assert_eq!(*key, again["configuration"]["vapid"]["public_key"]);
        let asked = json!({ "client_name": "Ap", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob" });
        let registered = done(&app, "POST", "/api/v1/apps", asked).await;
        assert_eq!(registered["vapid_key"], *key);
        let rows = place.rows().await;
        let secrets = rows.iter().filter(|row| row.starts_with("secrets"));
        assert_eq!(secrets.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn without_a_subscription_clients_are_told_in_the_words_they_look_for() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, "push").await;
        let (status, said) = call(&app, "GET", AT, Value::Null).await;
        assert_eq!(
            (status, said),
            (404, json!({ "error": "Record not found" }))
        );
    })
    .await;
}
