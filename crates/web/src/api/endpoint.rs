//! Endpoints: declared once, with what they need. The router, the checks of scopes, the OpenAPI
//! document and the tests all read this one declaration.

use super::ask::{Ask, Upgrade};
use super::moment::{Moment, Question};
use super::pace::{Counted, Left, Pace};
use super::params::Params;
use super::reply::{self, Answer};
use super::shape::{Answers, Takes};
use super::streaming;
use crate::client::{Client, Kept};
use crate::form::{FORM_BYTES_MAX, read_body};
use crate::locale::Texts;
use crate::page::texts_of_browser;
use crate::respond::Failed;
use crate::upload::{Content, Keep, Part, Parts, Sender};
use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts as _, RawPathParams, Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::request::Parts as Head;
use axum::http::{Method, StatusCode, Version};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use hafan_app::visit::{self, Caller};
use hafan_app::{App, Error};
use hafan_core::place::PlaceField;
use hafan_core::time::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;

/// What an endpoint needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// Nothing; a token is looked at where one comes along.
    Nothing,
    /// Any token of a member or of an application.
    Token,
    /// A member; their application may have any scope.
    Member,
    /// A member whose application has this scope.
    Scope(&'static str),
    /// Everyone reads what everyone may read; an application of a member needs this scope.
    Open(&'static str),
    /// An application that acts for itself, with this scope.
    Application(&'static str),
}

/// An endpoint as it is declared.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// How.
    pub method: Verb,
    /// Where.
    pub path: &'static str,
    /// With what.
    pub needs: Needs,
    /// What it does, in a few words.
    pub does: &'static str,
    /// What can be sent to it.
    pub takes: Takes,
    /// What it answers.
    pub answers: Answers,
}

impl Endpoint {
    /// Asked twice in one moment, it answers the same.
    fn is_steady(&self) -> bool {
        let is_entity = matches!(self.answers, Answers::Json(_) | Answers::Done);
        self.method == Verb::Get && is_entity
    }
}

/// The methods there are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verb {
    /// Reads.
    Get,
    /// Makes, or does something.
    Post,
    /// Replaces.
    Put,
    /// Changes a part.
    Patch,
    /// Takes away.
    Delete,
}

impl Verb {
    /// The method of HTTP.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    const fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Patch => MethodFilter::PATCH,
            Self::Delete => MethodFilter::DELETE,
        }
    }
}

/// A list of endpoints with what they do.
pub struct Endpoints {
    open: Vec<Box<dyn FnOnce(Endpoint) -> MethodRouter<App>>>,
    /// As they are declared.
    pub all: Vec<Endpoint>,
    pace: Option<Arc<Pace>>,
    moment: Arc<Moment>,
}

impl Endpoints {
    /// None; requests are counted by `pace`, if there is one.
    pub fn new(pace: Option<Arc<Pace>>) -> Self {
        Self {
            open: Vec::new(),
            all: Vec::new(),
            pace,
            moment: Arc::default(),
        }
    }

    /// Declares an endpoint.
    #[must_use]
    pub fn add<F, Fut>(
        mut self,
        (method, path): (Verb, &'static str),
        needs: Needs,
        does: &'static str,
        handler: F,
    ) -> Self
    where
        F: Fn(Ask) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Answer> + Send + 'static,
    {
        let endpoint = Endpoint {
            method,
            path,
            needs,
            does,
            takes: &[],
            answers: Answers::Untold,
        };
        let (pace, moment) = (self.pace.clone(), Arc::clone(&self.moment));
        // What is told of it comes after this, so it is looked at when the router is made.
        let open = move |endpoint: Endpoint| {
            let serve = move |State(app): State<App>, request: Request| {
                let (handler, pace, moment) = (handler.clone(), pace.clone(), Arc::clone(&moment));
                async move { serve((app, moment), request, endpoint, pace, handler).await }
            };
            on(method.filter(), serve)
        };
        self.all.push(endpoint);
        self.open.push(Box::new(open));
        self
    }

    /// Tells what can be sent to the endpoint that was declared last.
    #[must_use]
    pub fn takes(mut self, takes: Takes) -> Self {
        if let Some(last) = self.all.last_mut() {
            last.takes = takes;
        }
        self
    }

    /// Tells what the endpoint that was declared last answers.
    #[must_use]
    pub fn answers(mut self, answers: Answers) -> Self {
        if let Some(last) = self.all.last_mut() {
            last.answers = answers;
        }
        self
    }

    /// The router of all of them.
    pub fn into_router(self) -> Router<App> {
        let declared = self.all.into_iter().zip(self.open);
        declared.fold(Router::new(), |router, (endpoint, open)| {
            let answers = open(endpoint);
            // Some libraries end every address with a stroke.
            let router = router.route(&format!("{}/", endpoint.path), answers.clone());
            router.route(endpoint.path, answers)
        })
    }
}

async fn serve<F, Fut>(
    (app, moment): (App, Arc<Moment>),
    request: Request,
    endpoint: Endpoint,
    pace: Option<Arc<Pace>>,
    handler: F,
) -> Response
where
    F: Fn(Ask) -> Fut,
    Fut: Future<Output = Answer>,
{
    let client = Client::of(request.extensions());
    let token = bearer(request.headers()).or_else(|| token_of_line(&request));
    let mut texts = texts_of_browser(request.headers());
    let path = request.uri().path().to_owned();
    let mut gate = Gate {
        pace,
        is_write: endpoint.method != Verb::Get,
        left: None,
    };
    let app_now = app.now();
    let passed = match Counted::from_net(client, token.is_some()) {
        Some(counted) => gate.pass(&counted, app.now()),
        None => Ok(()),
    };
    let said = said(&request).filter(|_| passed.is_ok() && endpoint.is_steady());
    let question = match (&token, said) {
        (Some(token), Some(said)) => Question::new(&app, token, said).await,
        _ => None,
    };
    let given = question.as_ref();
    let given = given.and_then(|question| moment.find(question, app.now()));
    let outcome = match (passed, given, &token) {
        (Ok(()), Some(given), Some(token)) => {
            gate.pass(&Counted::Token(token), app.now()).map(|()| given)
        }
        (Ok(()), ..) => {
            let token = (token.as_deref(), &mut gate);
            match take(app.clone(), request, token, &endpoint).await {
                Ok(ask) => {
                    if let Some(locale) = ask.locale() {
                        texts = Texts::of(locale);
                    }
                    let question = question.filter(|_| ask.visit.me.is_some());
                    match (handler(ask).await, question) {
                        (Ok(answer), Some(question)) => {
                            Ok(moment.keep(&app, question, answer).await)
                        }
                        (outcome, _) => outcome,
                    }
                }
                Err(error) => Err(error),
            }
        }
        (Err(error), ..) => Err(error),
    };
    let mut response = match outcome {
        Ok(answer) => answer,
        Err(error) => reply::refuse(&error, texts, &path, app_now),
    };
    if let Some(left) = gate.left_after(response.status()) {
        left.tell(&mut response);
    }
    let no_store = HeaderValue::from_static("no-store");
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(no_store);
    response
}

/// The address and the tags in the client's hands, where they say all that is asked.
fn said(request: &Request) -> Option<(String, Vec<HeaderValue>)> {
    let address = request.uri().path_and_query()?.as_str();
    // Layers around the body do not tell whether it has ended; HTTP/1.1 does (RFC 9112, 6.3).
    let headers = request.headers();
    let length = headers.get(header::CONTENT_LENGTH);
    let is_all = request.version() <= Version::HTTP_11
        && length.is_none_or(|length| length == "0")
        && !headers.contains_key(header::TRANSFER_ENCODING);
    let held = headers.get_all(header::IF_NONE_MATCH).iter().cloned();
    is_all.then(|| (address.to_owned(), held.collect()))
}

/// The measures that a request passes: first that of its network, then that of its token.
struct Gate {
    pace: Option<Arc<Pace>>,
    is_write: bool,
    /// What the last measure left.
    left: Option<Left>,
}

impl Gate {
    fn pass(&mut self, counted: &Counted<'_>, now: Timestamp) -> Result<(), Error> {
        let Some(pace) = &self.pace else {
            return Ok(());
        };
        let left = pace.count(counted, self.is_write, now);
        self.left = Some(left);
        if left.is_over {
            return Err(Error::Limited {
                retry_at: left.reset,
            });
        }
        Ok(())
    }

    /// What is left after an answer. What failed here is not counted as theirs.
    fn left_after(&self, status: StatusCode) -> Option<Left> {
        let (left, pace) = (self.left?, self.pace.as_ref()?);
        Some(if status.is_server_error() {
            pace.give_back(left)
        } else {
            left
        })
    }
}

/// Takes a request apart. What an application may not do is refused before its body is read.
async fn take(
    app: App,
    request: Request,
    (token, gate): (Option<&str>, &mut Gate),
    endpoint: &Endpoint,
) -> Result<Ask, Error> {
    let (mut parts, body) = request.into_parts();
    let (visit, grant) = match token {
        Some(token) => {
            let Caller { visit, grant } = visit::load_caller(&app, token).await?;
            // Tokens that an application has for itself cost nothing to get: the network counts.
            if visit.me.is_some() {
                gate.pass(&Counted::Token(token), app.now())?;
            }
            (visit, Some((grant.application, grant.scopes)))
        }
        None => (visit::load(&app, None).await?, None),
    };
    let mut ask = Ask {
        visit,
        grant,
        params: Params::of(endpoint.takes),
        path: path_of(&mut parts).await?,
        at: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        idempotency_key: text(&parts.headers, "idempotency-key")
            .filter(|key| !key.trim().is_empty()),
        net: Client::of(&parts.extensions).net().to_string(),
        basic: basic(&parts.headers),
        files: HashMap::new(),
        slot: None,
        upgrade: upgrade(&mut parts).await,
        app,
    };
    require(&ask, endpoint.needs)?;
    ask.params
        .add_pairs(parts.uri.query().unwrap_or_default().as_bytes())?;
    read_into(&mut ask, Request::from_parts(parts, body)).await?;
    Ok(ask)
}

/// Reads the body: JSON, a form, or a form with files. Files are held for members only.
async fn read_into(ask: &mut Ask, request: Request) -> Result<(), Error> {
    let kind = text(request.headers(), "content-type").unwrap_or_default();
    if !kind.starts_with("multipart/") {
        let body = read_body(request.into_body(), FORM_BYTES_MAX).await;
        let bytes = body.map_err(|failed| refused(&failed))?;
        return if kind.starts_with("application/json") {
            ask.params.add_json(&bytes)
        } else {
            ask.params.add_pairs(&bytes)
        };
    }
    let refused = |failed: Failed| refused_parts(&failed);
    let mut parts = Parts::open(request).await.map_err(refused)?;
    while let Some(part) = parts.next(keep(ask)).await.map_err(refused)? {
        match part {
            Part::Field { name, value } => ask.params.add(&name, value)?,
            Part::File { name, content } => match content {
                Content::Bytes(bytes) => {
                    ask.files.insert(name, bytes);
                }
                Content::NoRoom => return Err(Error::invalid("file", "uploads-busy")),
                Content::Unwanted => {}
            },
        }
    }
    ask.slot = parts.into_slot();
    Ok(())
}

/// Leave to hold a file, while there are few.
fn keep(ask: &Ask) -> Option<Keep> {
    const FILES_MAX: usize = 2;
    let me = ask
        .visit
        .me
        .as_ref()
        .filter(|_| ask.files.len() < FILES_MAX)?;
    let bytes_max = ask.visit.place.number(PlaceField::PictureBytesMax);
    Some(Keep {
        sender: Sender::Persona(me.actor.persona, me.actor.member),
        bytes_max: usize::try_from(bytes_max).unwrap_or(0),
    })
}

fn refused(failed: &Failed) -> Error {
    match failed.error() {
        Error::Invalid(faults) if !faults.is_empty() => Error::Invalid(faults.clone()),
        _ => Error::invalid("form", "params"),
    }
}

/// As [`refused`], for a form in parts.
fn refused_parts(failed: &Failed) -> Error {
    match failed.error() {
        Error::Invalid(faults) if !faults.is_empty() => Error::Invalid(faults.clone()),
        _ => Error::invalid("form", "multipart"),
    }
}

/// Asks for what the endpoint needs. Each scope is asked for by itself.
fn require(ask: &Ask, needs: Needs) -> Result<(), Error> {
    let is_member = ask.visit.me.is_some();
    let allows = |scope: &str| {
        let grant = ask.grant.as_ref();
        grant.is_some_and(|(_, scopes)| scopes.allow(scope))
    };
    let (who_is_right, scope) = match needs {
        Needs::Nothing => return Ok(()),
        Needs::Token => (ask.grant.is_some(), None),
        Needs::Member => (is_member, None),
        Needs::Scope(scope) => (is_member, Some(scope)),
        Needs::Open(_) if !is_member => return Ok(()),
        Needs::Open(scope) => (true, Some(scope)),
        Needs::Application(scope) => (ask.grant.is_some() && !is_member, Some(scope)),
    };
    if !who_is_right {
        return Err(Error::Denied("sign-in"));
    }
    if scope.is_some_and(|scope| !allows(scope)) {
        return Err(Error::Denied("scope"));
    }
    Ok(())
}

async fn path_of(parts: &mut Head) -> Result<HashMap<String, String>, Error> {
    let found = RawPathParams::from_request_parts(parts, &()).await;
    let found = found.or(Err(Error::NotFound))?;
    let pairs = found.iter().map(|(k, v)| (k.to_owned(), v.to_owned()));
    Ok(pairs.collect())
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

/// The token of a request (RFC 6750, 2.1).
fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = text(headers, "authorization")?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

/// The token of a live line where a browser can send no header of its own: named as the protocol of
/// a WebSocket, or in the address. Addresses are in no log of ours.
fn token_of_line(request: &Request) -> Option<String> {
    if !request.uri().path().starts_with(streaming::BEGIN) {
        return None;
    }
    let protocols = text(request.headers(), header::SEC_WEBSOCKET_PROTOCOL.as_str());
    let first = protocols.and_then(|all| Some(all.split(',').next()?.trim().to_owned()));
    let named = || {
        let mut asked = Params::anything();
        let query = request.uri().query().unwrap_or_default();
        asked.add_pairs(query.as_bytes()).ok()?;
        asked.text("access_token").map(str::to_owned)
    };
    named().or(first).filter(|token| !token.is_empty())
}

/// The wish for a WebSocket, where there are live lines.
async fn upgrade(parts: &mut Head) -> Option<Upgrade> {
    if !parts.uri.path().starts_with(streaming::BEGIN) {
        return None;
    }
    let kept = parts.extensions.remove::<Kept>();
    let socket = WebSocketUpgrade::from_request_parts(parts, &())
        .await
        .ok()?;
    Some(Upgrade { socket, kept })
}

/// Name and secret of an application (RFC 6749, 2.3.1).
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = text(headers, "authorization")?;
    let (scheme, coded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = data_encoding::BASE64.decode(coded.trim().as_bytes()).ok()?;
    let plain = String::from_utf8(bytes).ok()?;
    let (name, secret) = plain.split_once(':')?;
    Some((name.to_owned(), secret.to_owned()))
}

/// For a path of the API that is none.
pub async fn missing(headers: HeaderMap) -> Response {
    let texts = texts_of_browser(&headers);
    reply::refuse(&Error::NotFound, texts, "", Timestamp::from_micros(0))
}

/// For a method that an endpoint does not have.
pub async fn wrong_method(_: Method) -> Response {
    let words = serde_json::json!({ "error": "This address does not answer to that method." });
    (StatusCode::METHOD_NOT_ALLOWED, axum::Json(words)).into_response()
}
