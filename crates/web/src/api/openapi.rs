//! The description of the API by which programs know it (OpenAPI 3.1), made from the declarations
//! of the endpoints and from the types of the entities, so that it cannot tell anything else.

use super::endpoint::{Endpoint, Endpoints, Needs, Verb};
use super::reply::Answer;
use super::shape::{Answers, Kind, Param};
use axum::http::header;
use axum::response::IntoResponse as _;
use bytes::Bytes;
use hafan_core::scope::Scopes;
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// Where the document is.
pub const PATH: &str = "/api/openapi.json";

/// The endpoint of the document.
pub fn endpoints(all: Endpoints) -> Endpoints {
    all.add(
        (Verb::Get, PATH),
        Needs::Nothing,
        "This description.",
        async |_| document(),
    )
    .answers(Answers::Other("application/json"))
}

/// The document; it is the same as long as the program runs.
fn document() -> Answer {
    static MADE: OnceLock<Bytes> = OnceLock::new();
    let bytes = MADE.get_or_init(|| describe(&super::endpoints()).to_string().into());
    let kind = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    Ok((kind, bytes.clone()).into_response())
}

/// Describes endpoints.
pub fn describe(endpoints: &[Endpoint]) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings.with(|s| {
        s.definitions_path = "/components/schemas".into();
        s.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for endpoint in endpoints {
        let at = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        at[endpoint.method.name().to_ascii_lowercase()] = operation(endpoint, &mut generator);
    }
    let mut schemas = generator.take_definitions(true);
    schemas.insert("Error".to_owned(), error());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Hafan",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The API of Mastodon, so that its applications work, and Hafan's own \
                beside it.",
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": { "Refused": {
                "description": "It was not done; the sentence says why.",
                "content": content("application/json", json!({
                    "$ref": "#/components/schemas/Error"
                })),
            } },
            "securitySchemes": { "token": {
                "type": "oauth2",
                "flows": {
                    "authorizationCode": {
                        "authorizationUrl": "/oauth/authorize",
                        "tokenUrl": "/oauth/token",
                        "scopes": scopes(),
                    },
                    "clientCredentials": { "tokenUrl": "/oauth/token", "scopes": scopes() },
                },
            } },
        },
    })
}

fn scopes() -> Value {
    let all = Scopes::all().into_iter();
    Value::Object(all.map(|scope| (scope, json!(""))).collect())
}

fn error() -> Value {
    json!({
        "type": "object",
        "properties": {
            "error": { "type": "string" },
            "error_description": { "type": "string" },
            "details": { "type": "object" },
        },
        "required": ["error"],
    })
}

fn operation(endpoint: &Endpoint, generator: &mut SchemaGenerator) -> Value {
    let params: Vec<&Param> = endpoint.takes.iter().copied().flatten().collect();
    let mut operation = json!({
        "operationId": name(endpoint),
        "summary": endpoint.does,
        "responses": responses(endpoint.answers, generator),
        "security": security(endpoint.needs),
    });
    let mut told: Vec<Value> = in_path(endpoint.path)
        .map(|name| {
            json!({
                "name": name, "in": "path", "required": true, "schema": { "type": "string" },
            })
        })
        .collect();
    if endpoint.method == Verb::Get {
        told.extend(params.iter().map(|param| in_query(param)));
    } else if !params.is_empty() {
        operation["requestBody"] = body(&params);
    }
    if !told.is_empty() {
        operation["parameters"] = Value::Array(told);
    }
    operation
}

/// A name that programs call it by: `get_api_v1_statuses_id`.
fn name(endpoint: &Endpoint) -> String {
    let words = endpoint.path.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let verb = endpoint.method.name().to_ascii_lowercase();
    format!("{verb}_{}", words.join("_"))
}

fn in_path(path: &'static str) -> impl Iterator<Item = &'static str> {
    let parts = path.split('/');
    parts.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn in_query(param: &Param) -> Value {
    let is_list = matches!(
        param.kind,
        Kind::Texts | Kind::Numbers | Kind::Ids | Kind::Choices(_) | Kind::Objects(_)
    );
    let name = if is_list {
        format!("{}[]", param.name)
    } else {
        param.name.to_owned()
    };
    json!({ "name": name, "in": "query", "required": false, "schema": schema(param.kind) })
}

fn body(params: &[&Param]) -> Value {
    let shape = object(params.iter().copied());
    let has_file = params.iter().any(|param| matches!(param.kind, Kind::File));
    let kinds: &[&str] = if has_file {
        &["multipart/form-data"]
    } else {
        &["application/json", "application/x-www-form-urlencoded"]
    };
    let kinds = kinds.iter().map(|kind| {
        let shape = json!({ "schema": shape });
        ((*kind).to_owned(), shape)
    });
    json!({ "required": false, "content": Value::Object(kinds.collect()) })
}

fn object<'a>(params: impl Iterator<Item = &'a Param>) -> Value {
    let properties = params.map(|param| (param.name.to_owned(), schema(param.kind)));
    json!({ "type": "object", "properties": Value::Object(properties.collect()) })
}

fn schema(kind: Kind) -> Value {
    let list = |items: Value| json!({ "type": "array", "items": items });
    match kind {
        Kind::Text | Kind::Id => json!({ "type": "string" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Number => json!({ "type": "integer" }),
        Kind::Moment => json!({ "type": "string", "format": "date-time" }),
        Kind::File => json!({ "type": "string", "contentMediaType": "application/octet-stream" }),
        Kind::Choice(words) => json!({ "type": "string", "enum": words }),
        Kind::Texts | Kind::Ids => list(schema(Kind::Text)),
        Kind::Numbers => list(schema(Kind::Number)),
        Kind::Choices(words) => list(schema(Kind::Choice(words))),
        Kind::Object(params) => object(params.iter().copied().flatten()),
        Kind::Objects(params) => list(object(params.iter().copied().flatten())),
    }
}

fn responses(answers: Answers, generator: &mut SchemaGenerator) -> Value {
    let done = |content: Value| json!({ "description": "Done.", "content": content });
    let ok = match answers {
        Answers::Never => None,
        Answers::Untold => Some(json!({ "description": "Done." })),
        Answers::Done => Some(done(content(
            "application/json",
            json!({ "type": "object" }),
        ))),
        Answers::Json(shape) => {
            let shape: Schema = shape(generator);
            Some(done(content("application/json", shape.to_value())))
        }
        Answers::Other(kind) => Some(done(content(kind, json!({})))),
    };
    let mut all = Map::new();
    if let Some(ok) = ok {
        all.insert("200".to_owned(), ok);
    }
    let refused = json!({ "$ref": "#/components/responses/Refused" });
    all.insert("4XX".to_owned(), refused);
    Value::Object(all)
}

fn content(kind: &str, schema: Value) -> Value {
    json!({ kind: { "schema": schema } })
}

fn security(needs: Needs) -> Value {
    match needs {
        Needs::Nothing => json!([]),
        Needs::Token | Needs::Member => json!([{ "token": [] }]),
        Needs::Scope(scope) | Needs::Application(scope) => json!([{ "token": [scope] }]),
        Needs::Open(scope) => json!([{}, { "token": [scope] }]),
    }
}
