//! Commands that make people and places: `setup`, `member create`, `token create`.
//!
//! They work beside a running server: each is one transaction on its database.

use crate::cli::{MemberCreate, Setup, TokenCreate};
use crate::config::{PASSWORD_VARIABLE, Settings};
use crate::{Fault, house, say, words};
use hafan_app::identity::setup::FirstCommunity;
use hafan_app::identity::{Founding, Newcomer, create_by_operator, setup_by_operator};
use hafan_app::{App, Error, application};
use hafan_core::community::CharterKind;
use hafan_core::locale::Locale;
use std::io::BufRead as _;

/// `hafan setup`: the wizard without a browser. The first community has the charter that the wizard
/// begins with, and the name of the place, where nothing else is said.
///
/// # Errors
/// What is wrong with what was typed, or that the place is set up.
pub async fn setup(settings: &Settings, wish: Setup) -> Result<(), Fault> {
    let code = &wish.charter;
    let charter = CharterKind::parse(code).ok_or_else(|| {
        format!("there is no charter {code:?}; choose support, pictures or campaign")
    })?;
    let community = FirstCommunity {
        name: wish.community.unwrap_or_else(|| wish.name.clone()),
        charter,
    };
    let locale = locale(&wish.locale)?;
    let founding = Founding {
        name: wish.name,
        host: Newcomer {
            handle: wish.host_handle,
            name: wish.display_name.unwrap_or_default(),
            password: password(wish.password)?,
            locale,
            answer: String::new(),
            reach: None,
        },
        community: Some(community),
    };
    let app = open(settings)?;
    let made = setup_by_operator(&app, founding).await;
    let (.., community) = made.map_err(|error| match error {
        Error::Conflict("set-up") => "this place is set up already; nothing was changed".into(),
        other => words::of(other),
    })?;
    say::line("The place is set up. Its host can sign in now.");
    if let Some(handle) = community {
        say::line(&format!("Its first community: @{handle}"));
    }
    app.store.close().await;
    Ok(())
}

/// `hafan member create`.
///
/// # Errors
/// What is wrong with what was typed.
pub async fn member_create(settings: &Settings, wish: MemberCreate) -> Result<(), Fault> {
    let newcomer = Newcomer {
        handle: wish.handle,
        name: wish.display_name.unwrap_or_default(),
        password: password(wish.password)?,
        locale: locale(&wish.locale)?,
        answer: String::new(),
        reach: None,
    };
    let handle = newcomer.handle.clone();
    house::require_place(settings)?;
    let app = open(settings)?;
    create_by_operator(&app, newcomer)
        .await
        .map_err(words::of)?;
    say::line(&format!("@{handle} can sign in now."));
    app.store.close().await;
    Ok(())
}

/// `hafan token create`: prints a token, and nothing else.
///
/// # Errors
/// No such persona, or an unknown scope.
pub async fn token_create(settings: &Settings, wish: TokenCreate) -> Result<(), Fault> {
    house::require_place(settings)?;
    let app = open(settings)?;
    let made = application::create_by_operator(&app, &wish.handle, &wish.scopes).await;
    let token = made.map_err(|error| match error {
        Error::NotFound => format!("nobody has the handle {:?}", wish.handle).into(),
        Error::Invalid(_) => {
            let known = "read, write, follow, push, and narrower ones such as read:statuses";
            format!("{:?} is not a list of scopes: {known}", wish.scopes).into()
        }
        other => words::of(other),
    })?;
    say::line(&token);
    app.store.close().await;
    Ok(())
}

fn open(settings: &Settings) -> Result<App, Fault> {
    house::open(settings, settings.public_url.clone().unwrap_or_default())
}

fn locale(tag: &str) -> Result<Locale, Fault> {
    Locale::parse(tag).ok_or_else(|| format!("{tag:?} is not one of en, cy").into())
}

/// A secret from the command line, where other users of the machine can see it; from the
/// environment; or, for `-`, from the first line of standard input.
fn password(given: Option<String>) -> Result<String, Fault> {
    #[expect(clippy::disallowed_methods, reason = "a secret for one command")]
    let of_environment = || std::env::var(PASSWORD_VARIABLE).ok();
    match given.or_else(of_environment) {
        Some(typed) if typed == "-" => {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line)?;
            Ok(line.trim_end_matches(['\r', '\n']).to_owned())
        }
        Some(typed) => Ok(typed),
        None => Err(format!(
            "a password is needed: --password, {PASSWORD_VARIABLE} in the environment, \
             or --password - to read it from standard input"
        )
        .into()),
    }
}
