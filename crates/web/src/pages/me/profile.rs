//! What the persona one is here as shows of itself.

use crate::faults::Faults;
use crate::form::Posted;
use crate::page::Page;
use crate::pages::sign_up::with_suggestions;
use crate::respond::{Answer, html, html_invalid, see_done};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::identity::profile::{self, DEFAULT_AUDIENCES, DEFAULT_WHO, LABELS_MAX, Profile};
use hafan_app::visit::Me;
use hafan_app::{App, Error};
use hafan_core::audience::{Audience, WhoMay};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/me/profile", get(show).post(save))
        .route("/me/handle", get(show_handle).post(rename))
}

#[derive(Template)]
#[template(path = "me/profile.html")]
struct ProfilePage<'p> {
    p: &'p Page,
    me: &'p Me,
    f: Faults,
    form: Form,
}

impl ProfilePage<'_> {
    /// The rows for labels and values: number, label, value.
    fn labels(&self) -> Vec<(i64, &str, &str)> {
        fn text(all: &[String], at: usize) -> &str {
            all.get(at).map_or("", String::as_str)
        }
        let form = &self.form;
        (1..)
            .zip(0..LABELS_MAX)
            .map(|(number, at)| (number, text(&form.label, at), text(&form.value, at)))
            .collect()
    }

    /// Nothing is folded away that somebody filled in or has to mend.
    fn shows_labels(&self) -> bool {
        let mut typed = self.form.label.iter().chain(&self.form.value);
        typed.any(|text| !text.is_empty()) || self.f.on("fields").is_some()
    }
}

#[derive(Template)]
#[template(path = "me/handle.html")]
struct HandlePage<'p> {
    p: &'p Page,
    f: Faults,
    handle: String,
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    bio: String,
    #[serde(default)]
    label: Vec<String>,
    #[serde(default)]
    value: Vec<String>,
    #[serde(default, rename = "approve-followers")]
    approve_followers: String,
    #[serde(default)]
    findable: String,
    #[serde(default, rename = "posts-findable")]
    posts_findable: String,
    #[serde(default, rename = "default-audience")]
    default_audience: String,
    #[serde(default, rename = "default-replies")]
    default_replies: String,
    #[serde(default, rename = "default-quotes")]
    default_quotes: String,
}

#[derive(serde::Deserialize)]
struct HandleForm {
    #[serde(default)]
    handle: String,
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    let own = profile::own(&app, page.visit().actor()?).await?;
    let yes = hafan_core::ledger::yes_no;
    let form = Form {
        name: own.name,
        bio: own.bio,
        label: own.labels.iter().map(|(label, _)| label.clone()).collect(),
        value: own.labels.into_iter().map(|(_, value)| value).collect(),
        approve_followers: yes(own.approve_followers).to_owned(),
        findable: yes(own.is_findable).to_owned(),
        posts_findable: yes(own.posts_findable).to_owned(),
        default_audience: own.default_audience.code().to_owned(),
        default_replies: own.default_replies.code().to_owned(),
        default_quotes: own.default_quotes.code().to_owned(),
    };
    html(&profile_page(&page, form, Faults::none())?)
}

async fn save(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let actor = page.visit().actor()?;
    let choice = || Error::invalid("default-audience", "choice");
    let wish = Profile {
        name: form.name.clone(),
        bio: form.bio.clone(),
        approve_followers: form.approve_followers == "yes",
        is_findable: form.findable == "yes",
        posts_findable: form.posts_findable == "yes",
        default_audience: Audience::parse(&form.default_audience).ok_or_else(choice)?,
        default_replies: WhoMay::parse(&form.default_replies).ok_or_else(choice)?,
        default_quotes: WhoMay::parse(&form.default_quotes).ok_or_else(choice)?,
    };
    let labels = form.label.iter().cloned().zip(form.value.iter().cloned());
    let renewal = profile::Renewal {
        profile: wish,
        labels: Some(labels.collect()),
        pictures: Vec::new(),
    };
    match profile::renew(&app, actor, renewal).await {
        Ok(()) => Ok(see_done("/me/profile", "saved")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&profile_page(&page, form, f)?)
        }
        Err(other) => Err(other.into()),
    }
}

fn profile_page(page: &Page, form: Form, f: Faults) -> Result<ProfilePage<'_>, Error> {
    let me = page.me().ok_or(Error::Denied("sign-in"))?;
    Ok(ProfilePage {
        p: page,
        me,
        f,
        form,
    })
}

async fn show_handle(page: Page) -> Answer {
    page.visit().actor()?;
    let me = page.me().ok_or(Error::Denied("sign-in"))?;
    html(&HandlePage {
        p: &page,
        f: Faults::none(),
        handle: me.card.handle.clone(),
    })
}

async fn rename(State(app): State<App>, page: Page, Posted(form): Posted<HandleForm>) -> Answer {
    let actor = page.visit().actor()?;
    match profile::rename(&app, actor, &form.handle).await {
        Ok(()) => Ok(see_done("/me/profile", "handle-changed")),
        Err(Error::Invalid(faults)) => {
            let f = with_suggestions(&app, &page, &form.handle, &faults).await?;
            let handle = form.handle;
            html_invalid(&HandlePage {
                p: &page,
                f,
                handle,
            })
        }
        Err(other) => Err(other.into()),
    }
}

/// Key of the words for an audience.
const fn audience_key(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "audience-public",
        Audience::QuietPublic => "audience-quiet",
        Audience::Followers => "audience-followers",
        Audience::Community => "audience-community",
        Audience::Circle => "audience-circle",
        Audience::Named => "audience-named",
    }
}

/// Key of the words for who may do something.
const fn who_key(who: WhoMay) -> &'static str {
    match who {
        WhoMay::Everyone => "who-everyone",
        WhoMay::Followers => "who-followers",
        WhoMay::Followed => "who-followed",
        WhoMay::Members => "who-members",
        WhoMay::Named => "who-named",
        WhoMay::Ask => "who-ask",
        WhoMay::Nobody => "who-nobody",
    }
}
