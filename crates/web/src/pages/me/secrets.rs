//! What one signs in with: password, name, and an e-mail address if one likes.

use crate::faults::Faults;
use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::identity::settings;
use hafan_app::{App, Error};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/me/password", get(show_password).post(set_password))
        .route("/me/login", get(show_login).post(set_login))
        .route("/me/email", get(show_email).post(set_email))
}

#[derive(Template)]
#[template(path = "me/password.html")]
struct PasswordPage<'p> {
    p: &'p Page,
    f: Faults,
    login: String,
}

#[derive(Template)]
#[template(path = "me/login.html")]
struct LoginPage<'p> {
    p: &'p Page,
    f: Faults,
    login: String,
}

#[derive(Template)]
#[template(path = "me/email.html")]
struct EmailPage<'p> {
    p: &'p Page,
    f: Faults,
    email: String,
}

#[derive(serde::Deserialize)]
struct PasswordForm {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

#[derive(serde::Deserialize)]
struct LoginForm {
    #[serde(default)]
    current: String,
    #[serde(default)]
    login: String,
}

#[derive(serde::Deserialize)]
struct EmailForm {
    #[serde(default)]
    email: String,
}

async fn show_password(State(app): State<App>, page: Page) -> Answer {
    let login = settings::sign_in_of(&app, page.visit().actor()?)
        .await?
        .login;
    let f = Faults::none();
    html(&PasswordPage { p: &page, f, login })
}

async fn set_password(
    State(app): State<App>,
    page: Page,
    Posted(form): Posted<PasswordForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    match settings::set_password(&app, actor, &form.current, &form.password).await {
        Ok(()) => Ok(see_done("/me/devices", "password-changed")),
        Err(Error::Invalid(faults)) => {
            let login = settings::sign_in_of(&app, actor).await?.login;
            let f = Faults::of(&page, &faults);
            html_invalid(&PasswordPage { p: &page, f, login })
        }
        Err(other) => Err(other.into()),
    }
}

async fn show_login(State(app): State<App>, page: Page) -> Answer {
    let login = settings::sign_in_of(&app, page.visit().actor()?)
        .await?
        .login;
    let f = Faults::none();
    html(&LoginPage { p: &page, f, login })
}

async fn set_login(State(app): State<App>, page: Page, Posted(form): Posted<LoginForm>) -> Answer {
    let actor = page.visit().actor()?;
    match settings::set_login(&app, actor, &form.login, &form.current).await {
        Ok(()) => Ok(see_done("/me/devices", "login-changed")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            let login = form.login;
            html_invalid(&LoginPage { p: &page, f, login })
        }
        Err(other) => Err(other.into()),
    }
}

async fn show_email(State(app): State<App>, page: Page) -> Answer {
    let email = settings::sign_in_of(&app, page.visit().actor()?)
        .await?
        .email;
    let f = Faults::none();
    html(&EmailPage { p: &page, f, email })
}

async fn set_email(State(app): State<App>, page: Page, Posted(form): Posted<EmailForm>) -> Answer {
    let actor = page.visit().actor()?;
    match settings::set_email(&app, actor, &form.email).await {
        Ok(()) => Ok(see_done("/me/devices", "saved")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            let email = form.email;
            html_invalid(&EmailPage { p: &page, f, email })
        }
        Err(other) => Err(other.into()),
    }
}
