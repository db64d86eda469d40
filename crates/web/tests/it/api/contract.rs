//! The contract: every endpoint, asked by everybody it can be asked by, answers as the OpenAPI
//! document says. What each gets is kept in `snapshots/`, and so are the shapes.

mod world;

use hafan_testkit::{Browser, Page};
use hafan_web::api::endpoint::{Endpoint, Needs, Verb};
use hafan_web::api::endpoints;
use hafan_web::api::openapi::describe;
use hafan_web::api::shape::Answers;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::LazyLock;
use world::{Call, World};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| describe(&endpoints()));

/// Whether an answer that went well is what the document says; what is wrong with it otherwise.
fn fault(endpoint: &Endpoint, page: &Page) -> Option<String> {
    let verb = endpoint.method.name().to_ascii_lowercase();
    let operation = &DOCUMENT["paths"][endpoint.path][verb.as_str()];
    let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    if schema.is_null() {
        return None;
    }
    let Ok(entity) = serde_json::from_slice::<Value>(&page.body) else {
        return Some("no JSON".to_owned());
    };
    let whole = json!({ "allOf": [schema], "components": DOCUMENT["components"] });
    let validator = jsonschema::validator_for(&whole).expect("a schema");
    let errors = validator.iter_errors(&entity).take(3);
    let words: Vec<String> = errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
}

async fn ask(browser: &Browser, endpoint: &Endpoint, call: &Call) -> Page {
    let method = endpoint.method.name().parse().expect("a method");
    let (kind, body) = match &call.body {
        world::Body::None => (None, axum::body::Body::empty()),
        world::Body::Json(body) => (
            Some("application/json"),
            axum::body::Body::from(body.to_string()),
        ),
        world::Body::Files(kind, bytes) => {
            (Some(kind.as_str()), axum::body::Body::from(bytes.clone()))
        }
    };
    browser.send(method, &call.path, kind, body).await
}

/// What everybody gets from an endpoint, as a line; and what is wrong with it.
async fn line(endpoint: &Endpoint) -> (String, Vec<String>) {
    let world = World::new().await;
    let Some(call) = world.call(endpoint).await else {
        return (String::new(), vec!["nobody asks it".to_owned()]);
    };
    let mut line = format!("{:6} {}", endpoint.method.name(), endpoint.path);
    let mut faults = Vec::new();
    let mut went_well = false;
    for (name, browser) in world.everybody(endpoint) {
        let page = ask(&browser, endpoint, &call).await;
        let status = page.status.as_u16();
        write!(line, " | {name} {status}").expect("a text");
        went_well |= page.status.is_success();
        // What is not offered here may say so as its documentation does.
        let is_offered = !matches!(endpoint.answers, Answers::Never);
        if status == 500 || page.status.is_server_error() && is_offered {
            faults.push(format!("{name}: {status}"));
        }
        if page.status.is_success() {
            faults.extend(fault(endpoint, &page).map(|fault| format!("{name}: {fault}")));
        } else if !page.holds("\"error\"") {
            faults.push(format!("{name}: an error without words"));
        }
        let is_locked = matches!(
            endpoint.needs,
            Needs::Scope(_) | Needs::Member | Needs::Token
        );
        if is_locked && name == "nobody" && status != 401 {
            faults.push("it opens without a token".to_owned());
        }
        if matches!(endpoint.needs, Needs::Scope(_)) && name == "scope" && status != 403 {
            faults.push("it opens without its scope".to_owned());
        }
    }
    if matches!(endpoint.answers, Answers::Untold) {
        faults.push("what it answers is not told".to_owned());
    }
    // Lines do not end: their tests open them.
    let is_line = endpoint.path.starts_with("/api/v1/streaming");
    if !is_line && went_well == matches!(endpoint.answers, Answers::Never) {
        faults.push(format!("went well: {went_well}"));
    }
    (line, faults)
}

async fn walk(of: impl Fn(&Endpoint) -> bool) -> String {
    let mut lines = Vec::new();
    let mut faults = Vec::new();
    for endpoint in endpoints().iter().filter(|endpoint| of(endpoint)) {
        let (line, found) = line(endpoint).await;
        let name = format!("{} {}", endpoint.method.name(), endpoint.path);
        faults.extend(found.iter().map(|fault| format!("{name}: {fault}")));
        lines.push(line);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    lines.sort_by(|a, b| a[7..].cmp(&b[7..]).then(a.cmp(b)));
    lines.join("\n")
}

#[tokio::test]
async fn what_reads_answers_everybody_as_the_document_says() {
    insta::assert_snapshot!(walk(|endpoint| endpoint.method == Verb::Get).await);
}

#[tokio::test]
async fn what_makes_answers_everybody_as_the_document_says() {
    insta::assert_snapshot!(walk(|endpoint| endpoint.method == Verb::Post).await);
}

#[tokio::test]
async fn what_changes_or_takes_away_answers_everybody_as_the_document_says() {
    let of = |endpoint: &Endpoint| !matches!(endpoint.method, Verb::Get | Verb::Post);
    insta::assert_snapshot!(walk(of).await);
}

#[test]
fn shapes_change_only_on_purpose() {
    let schemas = DOCUMENT["components"]["schemas"].as_object();
    let mut text = String::new();
    for (name, schema) in schemas.expect("schemas") {
        writeln!(text, "{name}").expect("a text");
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (field, shape) in schema["properties"].as_object().into_iter().flatten() {
            let mark = if required.contains(&json!(field)) {
                ""
            } else {
                "?"
            };
            writeln!(text, "  {field}{mark}: {}", short(shape)).expect("a text");
        }
    }
    insta::assert_snapshot!(text);
}

/// The shape of a field in a few letters.
fn short(schema: &Value) -> String {
    if let Some(path) = schema["$ref"].as_str() {
        return path.rsplit('/').next().unwrap_or_default().to_owned();
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(all) = schema[key].as_array() {
            return all.iter().map(short).collect::<Vec<_>>().join(" or ");
        }
    }
    match &schema["type"] {
        Value::String(kind) if kind == "array" => format!("[{}]", short(&schema["items"])),
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => {
            let kinds = kinds
                .iter()
                .filter_map(Value::as_str)
                .map(|kind| match kind {
                    "array" => format!("[{}]", short(&schema["items"])),
                    kind => kind.to_owned(),
                });
            kinds.collect::<Vec<_>>().join(" or ")
        }
        _ => "any".to_owned(),
    }
}

#[test]
fn the_document_is_served_and_names_every_endpoint_once() {
    let mut names = Vec::new();
    for (path, operations) in DOCUMENT["paths"].as_object().expect("paths") {
        for (verb, operation) in operations.as_object().expect("operations") {
            names.push(
                operation["operationId"]
                    .as_str()
                    .expect("a name")
                    .to_owned(),
            );
            let inner = path.matches('{').count();
            let told = operation["parameters"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let in_path = told.iter().filter(|p| p["in"] == "path").count();
            assert_eq!(in_path, inner, "{verb} {path}");
        }
    }
    assert_eq!(names.len(), endpoints().len());
    names.sort();
    names.dedup();
    assert_eq!(names.len(), endpoints().len(), "two endpoints of one name");
}
