//! What applications send: JSON, or pairs in the manner of Rails, to endpoints of each kind. What
//! begins with a brace is sent as JSON, everything else as a form and as a query.

use axum::http::Method;

use super::house::{House, encoded};
use super::{Target, texts};

const ENDPOINTS: &[(Method, &str)] = &[
    (Method::POST, "/api/v1/statuses"),
    (Method::POST, "/api/v2/filters"),
    (Method::POST, "/api/v1/markers"),
    (Method::POST, "/api/v1/polls/7/votes"),
    (Method::PATCH, "/api/v1/accounts/update_credentials"),
    (Method::PUT, "/api/v1/push/subscription"),
    (Method::POST, "/oauth/token"),
];
const ASKED: &[&str] = &[
    "/api/v1/timelines/home",
    "/api/v1/accounts/search",
    "/api/v2/search",
    "/api/v2/notifications",
];

pub const TARGET: Target = Target {
    name: "params",
    seeds: || {
        texts(&[
            r#"{"status":"Bore da","poll":{"options":["a","b"],"expires_in":300}}"#,
            "status=Bore&media_ids[]=1&poll[options][]=a&poll[options][]=b&poll[expires_in]=300",
            "title=Un&context[]=home&keywords_attributes[0][keyword]=a",
            r#"{"home":{"last_read_id":"1"},"notifications":{"last_read_id":2}}"#,
            "fields_attributes[0][name]=a&fields_attributes[0][value]=b&locked=true&limit=7",
            "grant_type=client_credentials&client_id=1&client_secret=2&scope=read+write",
        ])
    },
    dictionary: &[
        "[]",
        "[",
        "]",
        "][",
        "=",
        "&",
        "%5B%5D",
        "[0]",
        "true",
        "null",
        "max_id=",
        "limit=",
        "scheduled_at=",
        "\"visibility\":",
        "\"choices\":[",
        "\"data\":{\"alerts\":{",
        "2026-01-01T00:00:00Z",
        "{\"",
        "}}",
    ],
    run: |input| {
        House::with(|house| {
            let (method, path) = &ENDPOINTS[input.len() % ENDPOINTS.len()];
            if input.starts_with(b"{") {
                house.send(method.clone(), path, "application/json", input);
                return;
            }
            let form = "application/x-www-form-urlencoded";
            house.send(method.clone(), path, form, input);
            let path = ASKED[input.len() % ASKED.len()];
            house.get(&format!("{path}?{}", encoded(input, b"=&+")));
        });
    },
};
