//! What every page is given: who looks, in which language, and where the forms' secret is.

use crate::locale::{Texts, when};
use crate::pages::write::salvage;
use crate::respond::{Failed, failure_page};
use axum::RequestExt as _;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use hafan_app::App;
use hafan_app::identity::session::{DEVICE_US, Opened};
use hafan_app::reading::past::WhoReads;
use hafan_app::visit::{self, Me, Visit};
use hafan_core::locale::Locale;
use hafan_core::place::PlaceField;
use hafan_core::time::{DAY_US, MINUTE_US, Timestamp};
use jiff::tz::TimeZone;
use std::sync::Arc;
use subtle::ConstantTimeEq as _;

/// Cookie of a signed-in device.
const SESSION: &str = "hafan";
/// Cookie that ties forms of visitors (sign in, sign up) to their browser.
const FORM: &str = "hafan-form";
/// Cookie by which a browser is known where somebody signed in before: it opens nothing.
const DEVICE: &str = "hafan-device";
/// Cookie with the language a visitor chose.
const LOCALE: &str = "hafan-locale";
/// The page of consent, in a language that the application may ask for.
const AUTHORIZE: &str = "/oauth/authorize";
/// The page before it.
const SIGN_IN: &str = "/sign-in";
/// How long that choice is kept, in microseconds: a year.
const LOCALE_US: i64 = 365 * DAY_US;

/// What every page is given. Cheap to clone.
#[derive(Clone)]
pub struct Page(Arc<Inner>);

struct Inner {
    visit: Visit,
    texts: Texts,
    path: String,
    query: String,
    csrf: String,
    secret: Secret,
    zone: TimeZone,
    is_secure: bool,
    net: String,
}

impl Page {
    /// Who looks.
    pub fn visit(&self) -> &Visit {
        &self.0.visit
    }

    /// The member, if signed in.
    pub fn me(&self) -> Option<&Me> {
        self.0.visit.me.as_ref()
    }

    /// The sentences of the page's language.
    pub fn texts(&self) -> Texts {
        self.0.texts
    }

    /// A sentence without arguments.
    pub fn t(&self, key: &str) -> &'static str {
        self.0.texts.t(key)
    }

    /// The language tag of the page.
    pub fn lang(&self) -> &'static str {
        self.0.texts.locale().tag()
    }

    /// The other language, to offer it.
    pub fn other_locale(&self) -> Locale {
        match self.0.texts.locale() {
            Locale::En => Locale::Cy,
            Locale::Cy => Locale::En,
        }
    }

    /// The path of the page, to come back to.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The page itself, so that whoever presses a button comes back to where they were reading: to
    /// the same page of a list, without being told again what was done before.
    pub fn here(&self) -> String {
        let query = self.0.query.split('&');
        let kept: Vec<&str> = query
            .filter(|part| !part.is_empty() && !part.starts_with("done="))
            .collect();
        if kept.is_empty() {
            return self.0.path.clone();
        }
        format!("{}?{}", self.0.path, kept.join("&"))
    }

    /// Where somebody signs in to come back here, in the language that was asked for.
    pub fn sign_in_path(&self) -> String {
        let next = BASE64URL_NOPAD.encode(self.here().as_bytes());
        match query_value(&self.0.query, "lang").filter(|_| self.0.path == AUTHORIZE) {
            Some(lang) => format!("{SIGN_IN}?next={next}&lang={lang}"),
            None => format!("{SIGN_IN}?next={next}"),
        }
    }

    /// True if the page is this path, for `aria-current`.
    pub fn is_at(&self, path: &str) -> bool {
        self.0.path == path
    }

    /// The secret that every form carries, in a spelling of this page alone.
    pub fn csrf(&self) -> &str {
        &self.0.csrf
    }

    /// True if a form carried the secret, in the spelling of any page.
    pub fn is_secret(&self, sent: &str) -> bool {
        self.0.secret.is(sent)
    }

    /// The name of the place.
    pub fn place_name(&self) -> &str {
        self.0.visit.place.name()
    }

    /// `light`, `dark`, or empty for the machine's own choice.
    pub fn theme(&self) -> &str {
        self.me().map_or("", |me| {
            if me.theme == "auto" {
                ""
            } else {
                me.theme.as_str()
            }
        })
    }

    /// Easy Read is on.
    pub fn is_easy(&self) -> bool {
        self.me().is_some_and(|me| me.easy_read)
    }

    /// The accent of the place.
    pub fn accent(&self) -> &str {
        self.0.visit.place.get(PlaceField::Accent)
    }

    /// The reader's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.0.zone
    }

    /// A moment as one would say it now.
    pub fn said(&self, at: Timestamp) -> String {
        when::said(at, self.0.visit.now, &self.0.zone, &self.0.texts)
    }

    /// A day, as in a letter: 22 November 2026.
    pub fn said_day(&self, at: Timestamp) -> String {
        when::day(at, &self.0.zone, &self.0.texts)
    }

    /// How long it is until then, rounded up to a minute.
    pub fn said_wait(&self, until: Timestamp) -> String {
        let wait_us = until.since(self.0.visit.now).max(0);
        let minutes = wait_us.unsigned_abs().div_ceil(MINUTE_US.unsigned_abs());
        let wait = std::time::Duration::from_secs(60 * minutes.max(1));
        when::lasting(wait, &self.0.texts)
    }

    /// The month of a moment, where a day would tell too much.
    pub fn said_month(&self, at: Timestamp) -> String {
        when::month(at, &TimeZone::UTC, &self.0.texts)
    }

    /// The sentence of a `?done=code` that a form left behind: key `done-<code>`, if there is one.
    pub fn done(&self) -> Option<&'static str> {
        let code = query_value(&self.0.query, "done")?;
        self.find(&format!("done-{code}"))
    }

    /// A sentence without arguments, if somebody wrote it.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.0.texts.has(key).then(|| self.0.texts.t(key))
    }

    /// The network the browser is in, cut to what tells networks apart: for slowing down guessing.
    /// Never stored, never shown.
    pub fn net(&self) -> &str {
        &self.0.net
    }

    /// Who reads, for what is slowed down for strangers.
    pub fn who_reads(&self) -> WhoReads {
        WhoReads::new(self.visit().actor().ok(), self.net())
    }

    /// True where cookies travel over TLS only.
    pub fn is_secure(&self) -> bool {
        self.0.is_secure
    }
}

/// What ties forms to a browser.
///
/// Pages are compressed, and the size of a compressed page tells whether a text that somebody else
/// made it show is like another text on it. So the secret looks different on every page: random
/// bytes, then the secret mixed with them (the remedy for BREACH, CVE-2013-3587).
struct Secret(String);

impl Secret {
    fn masked(app: &App, secret: &str) -> String {
        let mut bytes = vec![0; secret.len()];
        app.rng.fill(&mut bytes);
        let mixed: Vec<u8> = bytes
            .iter()
            .zip(secret.bytes())
            .map(|(a, b)| a ^ b)
            .collect();
        bytes.extend(mixed);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Takes as long for a wrong one as for the right one.
    fn is(&self, sent: &str) -> bool {
        let bytes = BASE64URL_NOPAD.decode(sent.as_bytes()).unwrap_or_default();
        let (mask, mixed) = bytes.split_at(bytes.len() / 2);
        let plain: Vec<u8> = mask.iter().zip(mixed).map(|(a, b)| a ^ b).collect();
        !self.0.is_empty() && bool::from(plain.as_slice().ct_eq(self.0.as_bytes()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        let page = parts.extensions.get::<Self>().cloned();
        page.ok_or_else(|| hafan_app::Error::Internal("page outside its layer".into()).into())
    }
}

/// Loads the visit before a page and turns failures into pages after it.
pub async fn visit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let is_secure = app.config.is_secure();
    let token = session_token(request.headers(), is_secure);
    let visit = match visit::load(&app, token.as_deref()).await {
        Ok(visit) => visit,
        Err(error) if salvage::brings_words(&request) => {
            crate::respond::log(&error, request.uri().path());
            let texts = texts_of_browser(request.headers());
            return salvage::give_back(request, crate::respond::status(&error), texts).await;
        }
        Err(error) => return crate::respond::bare_failure(&error),
    };
    let form = cookie(request.headers(), &cookie_name(FORM, is_secure)).filter(|t| t.len() >= 22);
    let fresh = (visit.me.is_none() && form.is_none()).then(|| {
        let mut bytes = [0_u8; 18];
        app.rng.fill(&mut bytes);
        BASE64URL_NOPAD.encode(&bytes)
    });
    let secret = match &visit.me {
        Some(me) => me.csrf.clone(),
        None => fresh.clone().or(form).unwrap_or_default(),
    };
    let page = Page(Arc::new(Inner {
        texts: Texts::of(
            locale_of_application(&request)
                .unwrap_or_else(|| choose_locale(request.headers(), &visit)),
        ),
        zone: zone_of(&visit),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        visit,
        csrf: Secret::masked(&app, &secret),
        secret: Secret(secret),
        is_secure,
        net: crate::Client::of(request.extensions()).net().to_string(),
    }));
    request.extensions_mut().insert(page.clone());
    let mut response = if is_too_early(&page) {
        crate::respond::see("/setup")
    } else if is_no_text(&mut request).await {
        Failed::from(hafan_app::Error::NotFound).into_response()
    } else {
        next.run(request).await
    };
    if let Some(failed) = response.extensions_mut().remove::<Failed>() {
        response = failure_page(&page, &failed);
    }
    // What a browser keeps for days carries no secret of a moment, and needs none.
    let is_kept = page.path().starts_with("/media/");
    if let Some(fresh) = fresh.filter(|_| !is_kept) {
        set_cookie(response.headers_mut(), FORM, &fresh, None, is_secure);
    }
    // A page shows what one person may see: no cache on the way may keep it.
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .entry(CACHE_CONTROL)
        .or_insert(no_store);
    response
}

/// True where a part of the path stands for something, but is no text (`/c/%ff`): nothing is called
/// that. Asked here for all routes, because the framework's own answer is no page.
async fn is_no_text(request: &mut Request) -> bool {
    let parameters = request.extract_parts::<RawPathParams>().await;
    matches!(
        parameters,
        Err(RawPathParamsRejection::InvalidUtf8InPathParam(_))
    )
}

/// Before it is set up, a place has nothing but its set-up.
fn is_too_early(page: &Page) -> bool {
    !page.visit().place.is_set_up() && !matches!(page.path(), "/setup" | "/language")
}

/// The token of a session, before anybody has looked whether it is one.
pub fn session_token(headers: &HeaderMap, is_secure: bool) -> Option<String> {
    cookie(headers, &cookie_name(SESSION, is_secure))
}

/// The language of a browser, where nobody has looked yet who it belongs to.
pub fn texts_of_browser(headers: &HeaderMap) -> Texts {
    let chosen = cookie(headers, LOCALE).and_then(|tag| Locale::parse(&tag));
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    Texts::of(chosen.unwrap_or_else(|| crate::locale::negotiate(accepted)))
}

fn zone_of(visit: &Visit) -> TimeZone {
    let of_place = || visit.place.get(PlaceField::TimeZone);
    let name = visit
        .me
        .as_ref()
        .map(|me| me.time_zone.as_str())
        .filter(|name| !name.is_empty());
    TimeZone::get(name.unwrap_or_else(of_place)).unwrap_or(TimeZone::UTC)
}

/// The language that an application asks for, for the page of consent and the way to it (`lang` of
/// `/oauth/authorize`).
fn locale_of_application(request: &Request) -> Option<Locale> {
    let uri = request.uri();
    let is_asked = uri.path() == AUTHORIZE || uri.path() == SIGN_IN;
    let query = uri.query().filter(|_| is_asked)?;
    Locale::parse(query_value(query, "lang")?)
}

fn choose_locale(headers: &HeaderMap, visit: &Visit) -> Locale {
    let of_member = visit.me.as_ref().and_then(|me| Locale::parse(&me.locale));
    let of_browser = || {
        let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
        accepted.map(|accepted| crate::locale::negotiate(Some(accepted)))
    };
    of_member
        .or_else(|| cookie(headers, LOCALE).and_then(|tag| Locale::parse(&tag)))
        .or_else(of_browser)
        .or_else(|| Locale::parse(visit.place.get(PlaceField::Locale)))
        .unwrap_or(Locale::En)
}

/// The prefix binds a cookie to this host and to TLS, where there is TLS.
fn cookie_name(name: &str, is_secure: bool) -> String {
    if is_secure {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok());
    let mut pairs = values
        .flat_map(|v| v.split(';'))
        .filter_map(|p| p.trim().split_once('='));
    pairs
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// Sets a cookie that scripts can't read and other sites can't send along with forms.
/// Without `max_age_s` it lasts until the browser closes; 0 removes it.
fn set_cookie(
    headers: &mut HeaderMap,
    name: &str,
    value: &str,
    max_age_s: Option<i64>,
    is_secure: bool,
) {
    let name = if name == LOCALE {
        name.to_owned()
    } else {
        cookie_name(name, is_secure)
    };
    let secure = if is_secure { "; Secure" } else { "" };
    let age = max_age_s
        .map(|s| format!("; Max-Age={s}"))
        .unwrap_or_default();
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        headers.append(SET_COOKIE, value);
    }
}

/// Signs a device in: its secrets go into their cookies, and the forms' secret of the visitor is
/// worth nothing from now on.
pub fn sign_in(response: impl IntoResponse, opened: &Opened, page: &Page) -> Response {
    let mut response = response.into_response();
    let cookies = [
        (SESSION, opened.token.as_str(), visit::SESSION_US),
        (DEVICE, opened.known.as_str(), DEVICE_US),
        (FORM, "", 0),
    ];
    for (name, value, age_us) in cookies {
        let age = Some(age_us / hafan_core::time::SECOND_US);
        set_cookie(response.headers_mut(), name, value, age, page.is_secure());
    }
    response
}

/// The secret by which this browser is known, where somebody signed in before.
pub fn known_device(headers: &HeaderMap, is_secure: bool) -> Option<String> {
    cookie(headers, &cookie_name(DEVICE, is_secure))
}

/// Keeps the language somebody chose for this browser, over signing out and in.
pub fn keep_locale(headers: &mut HeaderMap, locale: Locale, is_secure: bool) {
    let age_s = Some(LOCALE_US / hafan_core::time::SECOND_US);
    set_cookie(headers, LOCALE, locale.tag(), age_s, is_secure);
}

/// Removes the session cookie.
pub fn sign_out(response: impl IntoResponse, page: &Page) -> Response {
    let mut response = response.into_response();
    set_cookie(
        response.headers_mut(),
        SESSION,
        "",
        Some(0),
        page.is_secure(),
    );
    response
}

fn query_value<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    query
        .split('&')
        .filter_map(|p| p.split_once('='))
        .find(|(k, _)| *k == name)
        .map(|(_, v)| v)
}

/// An entry of the navigation.
pub struct NavItem {
    /// Where it leads.
    pub path: &'static str,
    /// Name of its icon.
    pub icon: &'static str,
    /// Key of its words.
    pub key: &'static str,
}

const fn nav(path: &'static str, icon: &'static str, key: &'static str) -> NavItem {
    NavItem { path, icon, key }
}

const NAV_MEMBER: &[NavItem] = &[
    nav("/", "home", "nav-home"),
    nav("/places", "users", "nav-places"),
    nav("/notifications", "bell", "nav-notifications"),
    nav("/search", "search", "nav-search"),
    nav("/me", "user-round", "nav-me"),
];
const NAV_HOST: &[NavItem] = &[
    nav("/", "home", "nav-home"),
    nav("/places", "users", "nav-places"),
    nav("/notifications", "bell", "nav-notifications"),
    nav("/search", "search", "nav-search"),
    nav("/me", "user-round", "nav-me"),
    nav("/host", "house-heart", "nav-host"),
];
const NAV_VISITOR: &[NavItem] = &[
    nav("/", "home", "nav-home"),
    nav("/places", "users", "nav-places"),
    nav("/sign-in", "log-in", "sign-in"),
];
const BAR_MEMBER: &[NavItem] = &[
    nav("/", "home", "nav-home"),
    nav("/places", "users", "nav-places"),
    nav("/write", "pen-line", "nav-write"),
    nav("/notifications", "bell", "nav-notifications-short"),
    nav("/me", "user-round", "nav-me"),
];

impl Page {
    /// The list beside every page.
    pub fn nav(&self) -> &'static [NavItem] {
        match self.me() {
            Some(me) if me.actor.is_host => NAV_HOST,
            Some(_) => NAV_MEMBER,
            None => NAV_VISITOR,
        }
    }

    /// The bar at the bottom of a phone.
    pub fn bar(&self) -> &'static [NavItem] {
        if self.me().is_some() {
            BAR_MEMBER
        } else {
            NAV_VISITOR
        }
    }

    /// Fingerprint of the assets.
    pub fn assets(&self) -> &'static str {
        crate::assets::fingerprint()
    }
}
