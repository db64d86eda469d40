//! How applications come in: registration, tokens, and what the place tells about itself there.
//! The page on which people consent is `pages/oauth.rs`.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::account::Account;
use super::entity::application::{Application, BearerToken};
use super::reply::{Answer, done, json};
use super::shape::{self, Answers};
use hafan_app::Error;
use hafan_app::application::{self, Credentials, Registration};
use hafan_app::push;
use hafan_core::scope::Scopes;
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::{Nothing, Scope, Token};
    use Verb::{Get, Post};
    all.add(
        (Post, "/api/v1/apps"),
        Nothing,
        "Registers an application.",
        register,
    )
    .takes(
        const {
            &[&[
                shape::text("client_name"),
                shape::texts("redirect_uris"),
                shape::text("scopes"),
                shape::text("website"),
            ]]
        },
    )
    .answers(Answers::json::<Application>())
    .add(
        (Get, "/api/v1/apps/verify_credentials"),
        Token,
        "The application behind the token.",
        verify,
    )
    .answers(Answers::json::<Application>())
    .add(
        (Post, "/oauth/token"),
        Nothing,
        "Exchanges a code for a token, or gives an application one of its own.",
        token,
    )
    .takes(
        const {
            &[&[
                shape::choice("grant_type", &["authorization_code", "client_credentials"]),
                shape::text("client_id"),
                shape::text("client_secret"),
                shape::text("code"),
                shape::text("redirect_uri"),
                shape::text("code_verifier"),
                shape::text("scope"),
            ]]
        },
    )
    .answers(Answers::json::<BearerToken>())
    .add((Post, "/oauth/revoke"), Nothing, "Ends a token.", revoke)
    .takes(
        const {
            &[&[
                shape::text("token"),
                shape::text("client_id"),
                shape::text("client_secret"),
            ]]
        },
    )
    .answers(Answers::Done)
    .add(
        (Get, "/oauth/userinfo"),
        Scope("profile"),
        "Who the persona is (OpenID Connect Core, 5.3).",
        userinfo,
    )
    .answers(Answers::json::<UserInfo>())
    .add(
        (Post, "/oauth/userinfo"),
        Scope("profile"),
        "Who the persona is (OpenID Connect Core, 5.3).",
        userinfo,
    )
    .answers(Answers::json::<UserInfo>())
    .add(
        (Get, "/.well-known/oauth-authorization-server"),
        Nothing,
        "What an application needs to know to sign somebody in (RFC 8414).",
        metadata,
    )
    .answers(Answers::Done)
}

async fn register(ask: Ask) -> Answer {
    let text = |name| ask.params.text(name).unwrap_or_default().to_owned();
    // One text with an address a line, or a list of them.
    let uris = ask.params.texts("redirect_uris");
    let uris = uris.iter().flat_map(|text| text.split_whitespace());
    let wish = Registration {
        name: text("client_name"),
        website: text("website"),
        redirect_uris: uris.map(str::to_owned).collect(),
        scopes: text("scopes"),
    };
    let made = application::register(&ask.app, &ask.net, wish).await?;
    let key = push::key(&ask.app).await?;
    json(&Application::registered(&made, key))
}

async fn verify(ask: Ask) -> Answer {
    let (id, _) = ask.grant.as_ref().ok_or(Error::Denied("sign-in"))?;
    let found = application::find(&ask.app, *id).await;
    // Whatever else it may do, a token that is good names its application.
    let key = push::key(&ask.app).await?;
    json(&Application::new(&found?, key))
}

fn credentials(ask: &Ask) -> Credentials {
    let text = |name| ask.params.text(name).unwrap_or_default().to_owned();
    match &ask.basic {
        Some((client_key, secret)) => Credentials {
            client_key: client_key.clone(),
            secret: secret.clone(),
        },
        None => Credentials {
            client_key: text("client_id"),
            secret: text("client_secret"),
        },
    }
}

async fn token(ask: Ask) -> Answer {
    let text = |name| ask.params.text(name).unwrap_or_default().to_owned();
    let who = credentials(&ask);
    let grant = ask.params.text("grant_type").unwrap_or_default();
    let made = match grant {
        // RFC 6749, 5.2: what has to be sent and is not.
        "" => Err(Error::Denied("token-request")),
        "authorization_code" if text("code").is_empty() => Err(Error::Denied("token-request")),
        "authorization_code" => {
            let (code, to, verifier) = (text("code"), text("redirect_uri"), text("code_verifier"));
            application::exchange(&ask.app, who, code, to, verifier).await
        }
        "client_credentials" => {
            application::own_token(&ask.app, &ask.net, who, text("scope")).await
        }
        _ => Err(Error::Denied("grant-type")),
    };
    json(&BearerToken::new(&made?))
}

async fn revoke(ask: Ask) -> Answer {
    let token = ask.params.text("token").unwrap_or_default().to_owned();
    application::revoke(&ask.app, credentials(&ask), token).await?;
    done()
}

/// Who somebody is who signed in: their persona, and nothing of the member behind it.
#[derive(JsonSchema, Serialize)]
struct UserInfo {
    iss: String,
    sub: String,
    name: String,
    preferred_username: String,
    profile: String,
    picture: String,
}

async fn userinfo(ask: Ask) -> Answer {
    let me = ask.visit.me.as_ref().ok_or(Error::Denied("sign-in"))?;
    let account = Account::new(&me.card, ask.base());
    json(&UserInfo {
        iss: format!("{}/", ask.base()),
        sub: account.uri,
        name: account.display_name,
        preferred_username: account.username,
        profile: account.url,
        picture: account.avatar,
    })
}

async fn metadata(ask: Ask) -> Answer {
    let base = ask.base();
    let at = |path: &str| format!("{base}{path}");
    json(&serde_json::json!({
        "issuer": format!("{base}/"),
        "authorization_endpoint": at("/oauth/authorize"),
        "token_endpoint": at("/oauth/token"),
        "revocation_endpoint": at("/oauth/revoke"),
        "userinfo_endpoint": at("/oauth/userinfo"),
        "app_registration_endpoint": at("/api/v1/apps"),
        "service_documentation": at("/about"),
        "scopes_supported": Scopes::all(),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "token_endpoint_auth_methods_supported":
            ["client_secret_basic", "client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
    }))
}
