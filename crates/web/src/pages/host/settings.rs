//! Name, look and rules of the place; sizes and limits.

use crate::faults::Faults;
use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::host::settings::{ACCENTS, MEGABYTE, PICTURE_BYTES, PICTURES, POST_CHARS, change};
use hafan_app::{App, Error, Fault};
use hafan_core::place::PlaceField;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/host/place", get(show).post(save))
        .route("/host/limits", get(show_limits).post(save_limits))
}

#[derive(Template)]
#[template(path = "host/place.html")]
struct PlacePage<'p> {
    p: &'p Page,
    f: Faults,
    form: Form,
    accents: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "host/limits.html")]
struct LimitsPage<'p> {
    p: &'p Page,
    f: Faults,
    form: Limits,
    post_chars: (i64, i64),
    picture_megabytes: (i64, i64),
    pictures: (i64, i64),
}

/// The fields are named as the codes of the settings, so that a fault finds its field.
#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    rules: String,
    #[serde(default)]
    contact: String,
    #[serde(default, rename = "sign-up")]
    sign_up: String,
    #[serde(default, rename = "sign-up-question")]
    question: String,
    #[serde(default)]
    locale: String,
    #[serde(default, rename = "time-zone")]
    time_zone: String,
    #[serde(default)]
    accent: String,
}

#[derive(serde::Deserialize)]
struct Limits {
    #[serde(default, rename = "post-chars-max")]
    post_chars: String,
    /// In megabytes.
    #[serde(default, rename = "picture-bytes-max")]
    picture_megabytes: String,
    #[serde(default, rename = "pictures-max")]
    pictures: String,
}

async fn show(page: Page) -> Answer {
    page.visit().host()?;
    let get = |field| page.visit().place.get(field).to_owned();
    let form = Form {
        name: get(PlaceField::Name),
        summary: get(PlaceField::Summary),
        rules: get(PlaceField::Rules),
        contact: get(PlaceField::Contact),
        sign_up: get(PlaceField::SignUp),
        question: get(PlaceField::SignUpQuestion),
        locale: get(PlaceField::Locale),
        time_zone: get(PlaceField::TimeZone),
        accent: get(PlaceField::Accent),
    };
    html(&place_page(&page, form, Faults::none()))
}

async fn save(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let actor = page.visit().host()?;
    let wish = [
        (PlaceField::Name, &form.name),
        (PlaceField::Summary, &form.summary),
        (PlaceField::Rules, &form.rules),
        (PlaceField::Contact, &form.contact),
        (PlaceField::SignUp, &form.sign_up),
        (PlaceField::SignUpQuestion, &form.question),
        (PlaceField::Locale, &form.locale),
        (PlaceField::TimeZone, &form.time_zone),
        (PlaceField::Accent, &form.accent),
    ];
    let wish = wish.map(|(field, typed)| (field, typed.clone())).to_vec();
    match change(&app, actor, wish).await {
        Ok(()) => Ok(see_done("/host/place", "saved")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&place_page(&page, form, f))
        }
        Err(other) => Err(other.into()),
    }
}

fn place_page(page: &Page, form: Form, f: Faults) -> PlacePage<'_> {
    let name = |code: &'static str| (code, page.t(accent(code)));
    PlacePage {
        p: page,
        f,
        form,
        accents: ACCENTS.map(name).to_vec(),
    }
}

/// Key of the name of an accent.
pub(super) fn accent(code: &str) -> &'static str {
    match code {
        "sea" => "accent-sea",
        "heather" => "accent-heather",
        "clay" => "accent-clay",
        _ => "accent-pine",
    }
}

async fn show_limits(page: Page) -> Answer {
    page.visit().host()?;
    let number = |field| page.visit().place.number(field);
    let form = Limits {
        post_chars: number(PlaceField::PostCharsMax).to_string(),
        picture_megabytes: (number(PlaceField::PictureBytesMax) / MEGABYTE).to_string(),
        pictures: number(PlaceField::PicturesMax).to_string(),
    };
    html(&limits_page(&page, form, Faults::none()))
}

async fn save_limits(State(app): State<App>, page: Page, Posted(form): Posted<Limits>) -> Answer {
    let actor = page.visit().host()?;
    let megabytes = form.picture_megabytes.trim().parse::<i64>().ok();
    let bytes = megabytes.and_then(|number| number.checked_mul(MEGABYTE));
    let bytes = bytes.map_or_else(String::new, |bytes| bytes.to_string());
    let wish = vec![
        (PlaceField::PostCharsMax, form.post_chars.clone()),
        (PlaceField::PictureBytesMax, bytes),
        (PlaceField::PicturesMax, form.pictures.clone()),
    ];
    match change(&app, actor, wish).await {
        Ok(()) => Ok(see_done("/host/limits", "saved")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &in_megabytes(&faults));
            html_invalid(&limits_page(&page, form, f))
        }
        Err(other) => Err(other.into()),
    }
}

/// The form asks for megabytes, so its faults name them.
fn in_megabytes(faults: &[Fault]) -> Vec<Fault> {
    let said = |fault: &Fault| match fault.field {
        "picture-bytes-max" => Fault {
            bound: fault.bound / MEGABYTE,
            ..fault.clone()
        },
        _ => fault.clone(),
    };
    faults.iter().map(said).collect()
}

fn limits_page(page: &Page, form: Limits, f: Faults) -> LimitsPage<'_> {
    LimitsPage {
        p: page,
        f,
        form,
        post_chars: POST_CHARS,
        picture_megabytes: (PICTURE_BYTES.0 / MEGABYTE, PICTURE_BYTES.1 / MEGABYTE),
        pictures: PICTURES,
    }
}
