//! The page on which a member lets an application in, and chooses as whom it acts.

use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, see};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Response;
use axum::routing::get;
use data_encoding::BASE64URL_NOPAD;
use hafan_app::application::{Asked, OUT_OF_BAND, Request, allow, look};
use hafan_app::{App, Error};
use hafan_core::id::AccountId;
use hafan_core::scope::Scopes;

pub fn routes() -> Router<App> {
    Router::new().route("/oauth/authorize", get(show).post(answer))
}

#[derive(Template)]
#[template(path = "oauth/authorize.html")]
struct AuthorizePage<'p> {
    p: &'p Page,
    asked: Asked,
    wish: Wish,
    /// What it may do then, in words.
    lines: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "oauth/code.html")]
struct CodePage<'p> {
    p: &'p Page,
    code: String,
}

/// What the address of the page carries, and its form brings back.
#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
struct Wish {
    response_type: String,
    client_id: String,
    redirect_uri: String,
    scope: String,
    state: String,
    code_challenge: String,
    code_challenge_method: String,
    /// Name and password are asked for again.
    force_login: String,
}

impl Wish {
    /// What the form brings back.
    fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &self.scope),
            ("state", &self.state),
            ("code_challenge", &self.code_challenge),
            ("code_challenge_method", &self.code_challenge_method),
        ]
    }

    fn request(&self) -> Request {
        Request {
            client_key: self.client_id.clone(),
            redirect_uri: self.redirect_uri.clone(),
            scopes: self.scope.clone(),
            challenge: self.code_challenge.clone(),
            challenge_method: self.code_challenge_method.clone(),
        }
    }
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(flatten)]
    wish: Wish,
    #[serde(default)]
    persona: String,
    #[serde(default)]
    decision: String,
}

async fn show(State(app): State<App>, page: Page, Query(wish): Query<Wish>) -> Answer {
    if !matches!(wish.force_login.as_str(), "" | "0" | "f" | "false" | "off") {
        return Ok(see(&sign_in_again(&page)));
    }
    let actor = page.visit().actor()?;
    let asked = look(&app, actor, wish.request()).await?;
    if wish.response_type != "code" {
        // Nobody is sent anywhere who has not pressed a button here (RFC 9700, 4.11.2).
        return Err(Error::invalid("response_type", "app-response").into());
    }
    let response = html(&AuthorizePage {
        p: &page,
        lines: lines(&page, &asked),
        wish: wish.clone(),
        asked,
    })?;
    Ok(open_to(response, &wish.redirect_uri))
}

async fn answer(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let actor = page.visit().actor()?;
    let wish = form.wish;
    // Whoever asks must be known before anybody is sent anywhere.
    look(&app, actor, wish.request()).await?;
    if form.decision != "allow" {
        if wish.redirect_uri == OUT_OF_BAND {
            return Ok(see("/"));
        }
        return Ok(send_back(&wish, &[("error", "access_denied")]));
    }
    let persona = match form.persona.as_str() {
        "" => actor.persona,
        id => AccountId::parse(id).ok_or(Error::NotFound)?,
    };
    let code = allow(&app, actor, persona, wish.request()).await?;
    if wish.redirect_uri == OUT_OF_BAND {
        return html(&CodePage { p: &page, code });
    }
    Ok(send_back(&wish, &[("code", &code)]))
}

/// Where somebody signs in anew, and comes back without being asked for it once more.
fn sign_in_again(page: &Page) -> String {
    let here = page.here();
    let (path, query) = here.split_once('?').unwrap_or((&here, ""));
    let query = query.split('&');
    let kept: Vec<&str> = query
        .filter(|part| !part.starts_with("force_login="))
        .collect();
    let next = BASE64URL_NOPAD.encode(format!("{path}?{}", kept.join("&")).as_bytes());
    let lang = kept.iter().find(|part| part.starts_with("lang="));
    let lang = lang.map_or_else(String::new, |lang| format!("&{lang}"));
    format!("/sign-in?next={next}&again=yes{lang}")
}

/// Sends the browser back to the application with the answer (RFC 6749, 4.1.2).
fn send_back(wish: &Wish, answer: &[(&str, &str)]) -> Response {
    let joint = if wish.redirect_uri.contains('?') {
        '&'
    } else {
        '?'
    };
    let mut pairs = answer.to_vec();
    if !wish.state.is_empty() {
        pairs.push(("state", &wish.state));
    }
    let query = serde_html_form::to_string(&pairs).unwrap_or_default();
    let to = format!("{}{joint}{query}", wish.redirect_uri);
    open_to(see(&to), &wish.redirect_uri)
}

/// Lets the form of this page end at the application: browsers hold what a form is answered with
/// to the rule for forms.
fn open_to(mut response: Response, redirect_uri: &str) -> Response {
    let source = match redirect_uri.split_once(':') {
        Some(("http" | "https", _)) => {
            let authority = redirect_uri.splitn(4, '/').take(3);
            authority.collect::<Vec<_>>().join("/")
        }
        Some((scheme, _)) if redirect_uri != OUT_OF_BAND => format!("{scheme}:"),
        _ => String::new(),
    };
    let is_plain = source
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b":/.-+[]_~%".contains(&b));
    let extra = if is_plain { source.as_str() } else { "" };
    let policy = crate::guard::CONTENT_SECURITY_POLICY
        .replace("form-action 'self'", &format!("form-action 'self' {extra}"));
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, value);
    }
    response
}

/// What the application may do then, one line for each thing that somebody would ask about.
fn lines(page: &Page, asked: &Asked) -> Vec<&'static str> {
    let keys = keys(&asked.scopes);
    keys.into_iter().map(|key| page.t(key)).collect()
}

fn keys(scopes: &Scopes) -> Vec<&'static str> {
    let said = MAY.iter().filter(|(_, about)| {
        let mut about = about.iter();
        about.any(|scope| scopes.allow(scope))
    });
    let mut keys: Vec<&str> = said.map(|(key, _)| *key).collect();
    if scopes.iter().any(|scope| scope.starts_with("admin:")) {
        keys.push("app-may-host");
    }
    keys
}

/// What each scope means to somebody who is asked for it.
const MAY: [(&str, &[&str]); 11] = [
    (
        "app-may-read",
        &[
            "read:statuses",
            "read:notifications",
            "read:search",
            "read:lists",
            "read:media",
            "read:tags",
        ],
    ),
    (
        "app-may-letters",
        &["read:conversations", "write:conversations"],
    ),
    (
        "app-may-know",
        &["read:accounts", "profile", "read:follows"],
    ),
    (
        "app-may-private",
        &[
            "read:blocks",
            "read:mutes",
            "read:bookmarks",
            "read:favourites",
            "read:filters",
        ],
    ),
    ("app-may-write", &["write:statuses", "write:media"]),
    ("app-may-react", &["write:favourites", "write:bookmarks"]),
    (
        "app-may-tie",
        &["write:follows", "write:blocks", "write:mutes"],
    ),
    ("app-may-profile", &["write:accounts"]),
    (
        "app-may-sort",
        &[
            "write:filters",
            "write:lists",
            "write:notifications",
            "write:search",
            "write:tags",
        ],
    ),
    ("app-may-report", &["write:reports", "read:reports"]),
    ("app-may-push", &["push"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_is_told_in_words() {
        for scope in Scopes::all() {
            let asked = Scopes::parse(&scope).expect("a scope");
            assert!(!keys(&asked).is_empty(), "{scope}");
        }
        let little = Scopes::parse("read:bookmarks").expect("a scope");
        assert_eq!(keys(&little), ["app-may-private"]);
    }
}
