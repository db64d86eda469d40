//! A small place in which every endpoint has something to do, and everybody who may ask.

use super::super::{done, id_of, member};
use hafan_core::community::Visibility;
use hafan_core::time::HOUR_US;
use hafan_testkit::{Backend, Browser, PHOTO, Person, Place};
use hafan_web::api::endpoint::{Endpoint, Needs, Verb};
use serde_json::{Value, json};

/// What is sent to an endpoint.
pub struct Call {
    /// Where.
    pub path: String,
    /// What.
    pub body: Body,
}

/// The body of a request.
pub enum Body {
    /// None.
    None,
    /// JSON.
    Json(Value),
    /// A form with a file: its type and its bytes.
    Files(String, Vec<u8>),
}

/// The place and its people.
pub struct World {
    place: Place,
    /// Whose things are asked for.
    mair: Person,
    /// Another persona of the same member.
    rose: Person,
    /// Somebody else.
    gwen: Person,
    /// A host of the place.
    carys: Person,
    /// An application for itself: its key, its secret, its token.
    own: (String, String, String),
    /// Somebody's application with one scope that opens nothing here.
    narrow: String,
}

const EVERYTHING: &str = "read write follow push profile admin:read admin:write";
/// A password that is taken.
const GOOD: &str = "tegell coch ar y bwrdd";
/// Later than the clock of the test.
const LATER: &str = "2026-03-07T10:00:00.000Z";

impl World {
    pub async fn new() -> Self {
        let place = Place::new(Backend::Sqlite).await;
        let mair = member(&place, "mair").await;
        let gwen = member(&place, "gwen").await;
        let rose = place.persona(&mair, "rose").await;
        place.install(&rose).await;
        let carys = place.host("carys").await;
        place.install(&carys).await;
        let visitor = place.visitor();
        let wish = json!({
            "client_name": "Gardener",
            "redirect_uris": "urn:ietf:wg:oauth:2.0:oob",
            "scopes": EVERYTHING,
        });
        let made = done(&visitor, "POST", "/api/v1/apps", wish).await;
        let text =
            |entity: &Value, name: &str| entity[name].as_str().unwrap_or_default().to_owned();
        let (key, secret) = (text(&made, "client_id"), text(&made, "client_secret"));
        let wish = json!({
            "grant_type": "client_credentials", "client_id": key, "client_secret": secret,
            "scope": "read write",
        });
        let token = done(&visitor, "POST", "/oauth/token", wish).await;
        let narrow = place.token(&mair, "read:search").await;
        Self {
            own: (key, secret, text(&token, "access_token")),
            narrow,
            place,
            mair,
            rose,
            gwen,
            carys,
        }
    }

    /// Who asks, the owner of what is asked for last.
    pub fn everybody(&self, endpoint: &Endpoint) -> Vec<(&'static str, Browser)> {
        let with = |token: &str| {
            let browser = self.place.visitor();
            browser.set_token(token);
            browser
        };
        let mut all = vec![("nobody", self.place.visitor())];
        let scope = match endpoint.needs {
            Needs::Scope("read:search") | Needs::Nothing => None,
            _ => Some(("scope", with(&self.narrow))),
        };
        all.extend(scope);
        // What streams does not end: its tests read it from a socket.
        if endpoint.path.starts_with("/api/v1/streaming/") || endpoint.path == "/api/v1/streaming" {
            return all;
        }
        all.push(("app", with(&self.own.2)));
        for (name, who) in [
            ("persona", &self.rose),
            ("host", &self.carys),
            ("member", &self.mair),
        ] {
            all.push((name, with(&who.browser.token().expect("an application"))));
        }
        all
    }

    /// What is asked of an endpoint; nothing where nobody thought of it yet.
    pub async fn call(&self, endpoint: &Endpoint) -> Option<Call> {
        let mut path = endpoint.path.to_owned();
        if path.contains("{tag}") {
            path = path.replace("{tag}", "garden");
        }
        path = path
            .replace("{name}", "thumbs")
            .replace("{date}", "2026-01-01");
        if path.contains("{id}") || path.contains("{group_key}") {
            let id = self.thing(endpoint).await?;
            path = path.replace("{id}", &id).replace("{group_key}", &id);
        }
        if path.contains("{quoting}") {
            let quoted = path.split('/').nth(4).unwrap_or_default();
            let wish = json!({ "status": "See", "quoted_status_id": quoted });
            path = path.replace(
                "{quoting}",
                &self.made(&self.gwen, "/api/v1/statuses", wish).await,
            );
        }
        path.push_str(query(endpoint));
        if path.contains("{id}") || path.contains("GWEN") {
            path = path.replace("GWEN", &self.gwen.actor.persona.to_string());
        }
        let body = self.body(endpoint).await?;
        Some(Call { path, body })
    }

    async fn made(&self, who: &Person, path: &str, wish: Value) -> String {
        id_of(&done(&who.browser, "POST", path, wish).await)
    }

    async fn say(&self, who: &Person, words: &str) -> String {
        let wish = json!({ "status": words, "visibility": "public" });
        self.made(who, "/api/v1/statuses", wish).await
    }

    /// Mair follows Gwen, who lets everybody.
    async fn follow(&self) {
        let open = json!({ "locked": false });
        done(
            &self.gwen.browser,
            "PATCH",
            "/api/v1/accounts/update_credentials",
            open,
        )
        .await;
        let at = format!("/api/v1/accounts/{}/follow", self.gwen.actor.persona);
        done(&self.mair.browser, "POST", &at, json!({})).await;
    }

    /// The first of a list of Mair's, by one of its fields.
    async fn first(&self, path: &str, field: &str) -> String {
        let list = done(&self.mair.browser, "GET", path, Value::Null).await;
        let list = if list.is_array() {
            &list
        } else {
            &list["notification_groups"]
        };
        list[0][field].as_str().expect("one").to_owned()
    }

    /// The id of what an endpoint is about.
    async fn thing(&self, endpoint: &Endpoint) -> Option<String> {
        let gwen = self.gwen.actor.persona.to_string();
        let parts: Vec<&str> = endpoint.path.split('/').skip(1).collect();
        let noun = parts.get(2).copied().unwrap_or_default();
        Some(match (noun, parts.get(3).copied().unwrap_or_default()) {
            ("admin", _) => return self.thing_of_hosts(endpoint).await,
            ("statuses", _) => self.say(&self.mair, "Words for the #garden").await,
            ("polls", _) => {
                let poll = json!({ "options": ["tea", "cake"], "expires_in": 3_600 });
                let wish = json!({ "status": "Which?", "visibility": "public", "poll": poll });
                let post = done(&self.gwen.browser, "POST", "/api/v1/statuses", wish).await;
                id_of(&post["poll"])
            }
            ("media", _) => self.picture().await,
            ("accounts" | "suggestions", _) => gwen,
            ("announcements", _) => "1".to_owned(),
            ("follow_requests", _) => {
                let locked = json!({ "locked": true });
                let at = "/api/v1/accounts/update_credentials";
                done(&self.mair.browser, "PATCH", at, locked).await;
                let at = format!("/api/v1/accounts/{}/follow", self.mair.actor.persona);
                done(&self.gwen.browser, "POST", &at, json!({})).await;
                gwen
            }
            ("timelines" | "lists", _) => {
                self.follow().await;
                let id = self
                    .made(&self.mair, "/api/v1/lists", json!({ "title": "Near" }))
                    .await;
                if endpoint.method == Verb::Delete {
                    let at = format!("/api/v1/lists/{id}/accounts");
                    done(
                        &self.mair.browser,
                        "POST",
                        &at,
                        json!({ "account_ids": [gwen] }),
                    )
                    .await;
                }
                id
            }
            ("filters", kind) => self.filter(endpoint, kind).await,
            ("scheduled_statuses", _) => {
                let wish = json!({ "status": "Later", "scheduled_at": LATER });
                self.made(&self.mair, "/api/v1/statuses", wish).await
            }
            ("featured_tags", _) => {
                self.say(&self.mair, "The #garden again").await;
                let wish = json!({ "name": "garden" });
                self.made(&self.mair, "/api/v1/featured_tags", wish).await
            }
            ("notifications", kind) => self.news(endpoint, kind).await,
            ("conversations", _) => {
                let wish = json!({ "status": "@mair psst", "visibility": "direct" });
                self.made(&self.gwen, "/api/v1/statuses", wish).await;
                self.first("/api/v1/conversations", "id").await
            }
            ("v1", kind) => return self.own_thing(endpoint, kind).await,
            _ => return None,
        })
    }

    async fn picture(&self) -> String {
        let (kind, body) = picture("a candle");
        let method = "POST".parse().expect("a method");
        let sent = self
            .mair
            .browser
            .send(method, "/api/v2/media", Some(&kind), body.into());
        id_of(&super::super::entity(&sent.await))
    }

    async fn filter(&self, endpoint: &Endpoint, kind: &str) -> String {
        if endpoint.path.starts_with("/api/v1/") {
            let wish = json!({ "phrase": "grue", "context": ["home"] });
            return self.made(&self.mair, "/api/v1/filters", wish).await;
        }
        let post = self.say(&self.gwen, "A grue").await;
        let wish = json!({
            "title": "Grues", "context": ["home"],
            "keywords_attributes": [{ "keyword": "grue", "whole_word": true }],
        });
        let made = done(&self.mair.browser, "POST", "/api/v2/filters", wish).await;
        match kind {
            "keywords" => id_of(&made["keywords"][0]),
            "statuses" => {
                let at = format!("/api/v2/filters/{}/statuses", id_of(&made));
                self.made(&self.mair, &at, json!({ "status_id": post }))
                    .await
            }
            _ => id_of(&made),
        }
    }

    async fn news(&self, endpoint: &Endpoint, kind: &str) -> String {
        if kind == "requests" {
            let strict = json!({ "for_not_following": "filter", "for_not_followers": "filter" });
            done(
                &self.mair.browser,
                "PATCH",
                "/api/v2/notifications/policy",
                strict,
            )
            .await;
            self.say(&self.gwen, "@mair good morning").await;
            // They come up in the evening.
            self.place.later(12 * HOUR_US);
            return self.first("/api/v1/notifications/requests", "id").await;
        }
        let post = self.say(&self.mair, "Thank me").await;
        let at = format!("/api/v1/statuses/{post}/favourite");
        done(&self.gwen.browser, "POST", &at, json!({})).await;
        if endpoint.path.starts_with("/api/v2/") {
            self.first("/api/v2/notifications", "group_key").await
        } else {
            self.first("/api/v1/notifications", "id").await
        }
    }

    /// What an endpoint of Hafan's own API is about.
    async fn own_thing(&self, endpoint: &Endpoint, kind: &str) -> Option<String> {
        Some(match kind {
            "communities" => {
                let founded = self
                    .place
                    .found(&self.gwen, "Gardeners", Visibility::Public)
                    .await;
                if !endpoint.path.ends_with("/join") {
                    let at = format!("/api/hafan/v1/communities/{}/join", founded.id);
                    done(&self.mair.browser, "POST", &at, json!({})).await;
                }
                founded.id.to_string()
            }
            "circles" => {
                let near = json!({ "title": "Near" });
                self.made(&self.mair, "/api/hafan/v1/circles", near).await
            }
            "statuses" => self.say(&self.mair, "Ask me first").await,
            "answers" => {
                let wish = json!({
                    "status": "Well?", "visibility": "public", "replies": "ask",
                });
                let root = self.made(&self.mair, "/api/hafan/v1/statuses", wish).await;
                let wish = json!({ "status": "Yes", "in_reply_to_id": root });
                let id = self.made(&self.gwen, "/api/v1/statuses", wish).await;
                let acts: &[&str] = match endpoint.path.rsplit('/').next() {
                    Some("hide") => &["approve"],
                    Some("show") => &["approve", "hide"],
                    _ => &[],
                };
                for act in acts {
                    let at = format!("/api/hafan/v1/answers/{id}/{act}");
                    done(&self.mair.browser, "POST", &at, json!({})).await;
                }
                id
            }
            "ledger" => {
                let at = format!("/api/v1/accounts/{}/mute", self.gwen.actor.persona);
                done(&self.mair.browser, "POST", &at, json!({})).await;
                self.first("/api/hafan/v1/ledger", "id").await
            }
            _ => return None,
        })
    }

    /// What an endpoint for hosts is about.
    async fn thing_of_hosts(&self, endpoint: &Endpoint) -> Option<String> {
        if endpoint.path.contains("/reports/") {
            let about = self.gwen.actor.persona.to_string();
            let wish = json!({ "account_id": about, "comment": "Unkind", "category": "other" });
            return Some(self.made(&self.mair, "/api/v1/reports", wish).await);
        }
        if matches!(endpoint.path.rsplit('/').next(), Some("approve" | "reject")) {
            self.open_door("ask").await;
            let fields = [
                ("handle", "elin"),
                ("password", GOOD),
                ("answer", "Friends"),
            ];
            let asked = self.place.visitor().post("/sign-up", &fields).await;
            assert!(asked.status.is_success(), "{}", asked.text());
            return Some("elin".to_owned());
        }
        endpoint
            .path
            .contains("/accounts/")
            .then(|| "gwen".to_owned())
    }

    /// How people join from now on.
    async fn open_door(&self, how: &str) {
        let at = "/host/place";
        let page = self.carys.browser.get(at).await;
        let fields = [("sign-up", how), ("sign-up-question", "What brings you?")];
        let saved = self.carys.browser.submit(&page, at, &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
    }

    /// What is sent to an endpoint.
    async fn body(&self, endpoint: &Endpoint) -> Option<Body> {
        let gwen = self.gwen.actor.persona.to_string();
        if (endpoint.method, endpoint.path) == (Verb::Post, "/api/v1/accounts") {
            self.open_door("open").await;
        }
        if endpoint.path.starts_with("/api/v1/push") && endpoint.method != Verb::Post {
            let at = "/api/v1/push/subscription";
            done(&self.mair.browser, "POST", at, subscription()).await;
        }
        if endpoint.method == Verb::Get {
            return Some(Body::None);
        }
        if matches!(endpoint.path, "/api/v1/media" | "/api/v2/media") {
            let (kind, bytes) = picture("a candle");
            return Some(Body::Files(kind, bytes));
        }
        let (key, secret, token) = &self.own;
        Some(Body::Json(match (endpoint.method, endpoint.path) {
            (_, "/api/v1/apps") => json!({
                "client_name": "Other", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob",
            }),
            (_, "/oauth/token") => json!({
                "grant_type": "client_credentials", "client_id": key, "client_secret": secret,
            }),
            (_, "/oauth/revoke") => json!({
                "client_id": key, "client_secret": secret, "token": token,
            }),
            (Verb::Post, "/api/v1/statuses" | "/api/hafan/v1/statuses") => {
                json!({ "status": "Hello", "visibility": "public" })
            }
            (Verb::Put, "/api/v1/statuses/{id}") => json!({ "status": "Hello again" }),
            (Verb::Put, "/api/v1/statuses/{id}/interaction_policy") => {
                json!({ "quote_approval_policy": "nobody" })
            }
            (Verb::Put, "/api/v1/media/{id}") => json!({ "description": "a flame" }),
            (Verb::Post, "/api/v1/polls/{id}/votes") => json!({ "choices": [1] }),
            (Verb::Patch, "/api/v1/accounts/update_credentials") => json!({ "note": "Hello" }),
            (_, "/api/hafan/v1/statuses/{id}/answers") => json!({ "replies": "ask" }),
            (Verb::Patch, "/api/hafan/v1/persona") => json!({ "default_replies": "followed" }),
            (Verb::Post, "/api/v1/accounts/{id}/note") => json!({ "comment": "from the fair" }),
            (Verb::Post, "/api/v1/lists") => json!({ "title": "Near" }),
            (Verb::Put, "/api/v1/lists/{id}") => json!({ "title": "Nearer" }),
            (_, "/api/v1/lists/{id}/accounts") => json!({ "account_ids": [gwen] }),
            (_, "/api/v1/filters" | "/api/v1/filters/{id}") => {
                json!({ "phrase": "grue", "context": ["home"] })
            }
            (_, "/api/v2/filters" | "/api/v2/filters/{id}") => {
                json!({ "title": "Grues", "context": ["home"] })
            }
            (_, "/api/v2/filters/{id}/keywords" | "/api/v2/filters/keywords/{id}") => {
                json!({ "keyword": "grues" })
            }
            (_, "/api/v2/filters/{id}/statuses") => {
                json!({ "status_id": self.say(&self.gwen, "Grue!").await })
            }
            (Verb::Put, "/api/v1/scheduled_statuses/{id}") => {
                json!({ "scheduled_at": "2026-03-08T10:00:00.000Z" })
            }
            (_, "/api/v1/domain_blocks") => json!({ "domain": "unkind.example" }),
            (Verb::Post, "/api/v1/featured_tags") => json!({ "name": "garden" }),
            (Verb::Post, "/api/v1/markers") => {
                let post = self.say(&self.mair, "Read").await;
                json!({ "home": { "last_read_id": post } })
            }
            (Verb::Patch, "/api/v1/notifications/policy") => {
                json!({ "filter_not_following": true })
            }
            (Verb::Patch, "/api/v2/notifications/policy") => {
                json!({ "for_not_following": "filter" })
            }
            (_, path) if path.starts_with("/api/v1/push") => subscription(),
            (Verb::Post, "/api/v1/reports") => {
                json!({ "account_id": gwen, "comment": "Unkind", "category": "other" })
            }
            (
                _,
                "/api/v1/notifications/requests/accept" | "/api/v1/notifications/requests/dismiss",
            ) => {
                json!({ "id": [] })
            }
            (_, "/api/hafan/v1/circles" | "/api/hafan/v1/circles/{id}") => {
                json!({ "title": "Near" })
            }
            (_, "/api/hafan/v1/circles/{id}/accounts") => json!({ "account_id": gwen }),
            (Verb::Post, "/api/v1/accounts") => json!({
                "username": "newcomer", "password": GOOD, "agreement": true,
                "locale": "en", "email": "newcomer@example.org",
            }),
            (_, path) if path.starts_with("/api/v1/admin") => json!({
                "type": "none", "text": "Because of the rules", "action_taken_comment": "Talked",
            }),
            _ => json!({}),
        }))
    }
}

/// What is asked behind the `?`.
fn query(endpoint: &Endpoint) -> &'static str {
    match (endpoint.method, endpoint.path) {
        (Verb::Get, "/api/v1/accounts") => "?id[]=GWEN",
        (Verb::Get, "/api/v1/accounts/relationships" | "/api/v1/accounts/familiar_followers") => {
            "?id[]=GWEN"
        }
        (Verb::Get, "/api/v1/accounts/lookup") => "?acct=gwen",
        (Verb::Get, "/api/v1/accounts/search" | "/api/v2/search") => "?q=gwen",
        (Verb::Get, "/api/v1/markers") => "?timeline[]=home",
        _ => "",
    }
}

fn subscription() -> Value {
    // A key of a browser that nobody has (RFC 8291, 5).
    let keys = json!({
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZ\
                   GH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    });
    json!({
        "subscription": { "endpoint": "https://push.example/somebody", "keys": keys },
        "data": { "alerts": { "mention": true }, "policy": "all" },
    })
}

/// A form with a picture: its type, and its bytes.
fn picture(described: &str) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    let field = format!(
        "--x\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n{described}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\
         Content-Type: image/jpeg\r\n\r\n"
    );
    body.extend(field.as_bytes());
    body.extend(PHOTO.iter());
    body.extend(b"\r\n--x--\r\n");
    ("multipart/form-data; boundary=x".to_owned(), body)
}
