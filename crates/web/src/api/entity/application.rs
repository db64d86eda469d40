//! Applications and their tokens.

use hafan_app::application::{Registered, Token};
use hafan_app::store::application::Application as Row;
use schemars::JsonSchema;
use serde::Serialize;

/// An application.
/// Its fields are those of `entities/Application` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Application {
    pub id: String,
    pub name: String,
    pub website: Option<String>,
    pub scopes: Vec<String>,
    pub redirect_uris: Vec<String>,
    /// The same, as clients from before 4.3 read it.
    pub redirect_uri: String,
    /// Deprecated by the documentation, and looked for by clients: the `server_key` of push.
    pub vapid_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret_expires_at: Option<u64>,
}

/// A token.
/// Its fields are those of `entities/Token` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct BearerToken {
    pub access_token: String,
    pub token_type: &'static str,
    pub scope: String,
    pub created_at: i64,
}

impl Application {
    /// The entity of an application, at a place with this key for push.
    pub fn new(row: &Row, vapid_key: String) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name.clone(),
            website: Some(row.website.clone()).filter(|site| !site.is_empty()),
            scopes: row.scopes.iter().map(str::to_owned).collect(),
            redirect_uris: row.redirect_uris.clone(),
            redirect_uri: row.redirect_uris.join("\n"),
            vapid_key,
            client_id: None,
            client_secret: None,
            client_secret_expires_at: None,
        }
    }

    /// The entity of one that has just registered, with its secret.
    pub fn registered(new: &Registered, vapid_key: String) -> Self {
        Self {
            client_id: Some(new.application.client_key.clone()),
            client_secret: Some(new.secret.clone()),
            client_secret_expires_at: Some(0),
            ..Self::new(&new.application, vapid_key)
        }
    }
}

impl BearerToken {
    /// The entity of a token.
    pub fn new(token: &Token) -> Self {
        Self {
            access_token: token.token.clone(),
            token_type: "Bearer",
            scope: token.scopes.to_string(),
            created_at: token.made_at.micros() / hafan_core::time::SECOND_US,
        }
    }
}
