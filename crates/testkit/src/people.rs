//! People of a place, made without the pages that have tests of their own.

use crate::browser::Browser;
use crate::place::Place;
use argon2::password_hash::CustomizedPasswordHasher as _;
use argon2::{Argon2, Params};
use hafan_app::visit::{SESSION_US, token_hash};
use hafan_app::{Actor, Result, Turn};
use hafan_core::account::{AccountKind, AccountState, ProfileField};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::door::{Answer, Caller};
use hafan_core::id::{AccountId, MemberId, SessionId};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::member::{MemberState, Setting};
use hafan_store::member::NewMember;
use hafan_store::session::Session;
use hafan_store::{account, member, persona_links, session};
use std::sync::LazyLock;

/// The password of everybody.
pub const PASSWORD: &str = "pump o gloch fore";

/// Somebody who is signed in.
pub struct Person {
    /// Their browser.
    pub browser: Browser,
    /// Who they are to use cases.
    pub actor: Actor,
}

/// Everything an application can be allowed.
const ALL_SCOPES: &str = "read write follow push profile admin:read admin:write";

impl Place {
    /// A member, signed in as a persona of this handle. The name is the handle with a capital.
    ///
    /// They hear of everybody at once: people of a test do not have to get to know each other
    /// first. Tests about the door shut it again, as it is for everybody from the start, with
    /// [`Place::shut_door`].
    pub async fn member(&self, handle: &str) -> Person {
        self.person(handle, false).await
    }

    /// A host of the place, signed in.
    pub async fn host(&self, handle: &str) -> Person {
        self.person(handle, true).await
    }

    /// Another persona of a member, and a browser that is signed in as it.
    pub async fn persona(&self, of: &Person, handle: &str) -> Person {
        let (member, is_host) = (of.actor.member, of.actor.is_host);
        let handle = handle.to_owned();
        let made = self.app.write(move |turn| {
            let persona = make_persona(turn, member, &handle)?;
            sign_in(turn, member, persona, is_host)
        });
        self.signed_in(made.await.expect("a persona"))
    }

    /// The door of somebody is as it is for everybody from the start: strangers wait.
    pub async fn shut_door(&self, of: &Person) {
        let wish = vec![(Caller::Stranger, Answer::Hold)];
        let done = hafan_app::door::set(&self.app, of.actor, wish).await;
        done.expect("a door");
    }

    /// Gives somebody an application that may do everything: what their browser asks under `/api/`
    /// it asks with its token.
    pub async fn install(&self, person: &Person) {
        person
            .browser
            .set_token(&self.token(person, ALL_SCOPES).await);
    }

    /// The token of an application that may do this for somebody.
    pub async fn token(&self, person: &Person, scopes: &str) -> String {
        let id = person.actor.persona;
        let card = self
            .app
            .read(move |read| Ok(hafan_app::store::account::card(read, id)?));
        let handle = card.await.expect("read").expect("a persona").handle;
        let token = hafan_app::application::create_by_operator(&self.app, &handle, scopes).await;
        token.expect("a token")
    }

    /// Another device of somebody, signed in as the same persona.
    pub async fn device(&self, of: &Person) -> Person {
        let actor = of.actor;
        let made = self
            .app
            .write(move |turn| sign_in(turn, actor.member, actor.persona, actor.is_host));
        self.signed_in(made.await.expect("a session"))
    }

    async fn person(&self, handle: &str, is_host: bool) -> Person {
        let handle = handle.to_owned();
        let made = self.app.write(move |turn| {
            let member = make_member(turn, &handle, is_host)?;
            let persona = make_persona(turn, member, &handle)?;
            sign_in(turn, member, persona, is_host)
        });
        self.signed_in(made.await.expect("a member"))
    }

    fn signed_in(&self, (actor, token): (Actor, String)) -> Person {
        let browser = self.visitor();
        browser.set_cookie("hafan", &token);
        Person { browser, actor }
    }
}

/// The hash of [`PASSWORD`], made with the least work: its strength is not what tests are about.
static PASSWORD_HASH: LazyLock<String> = LazyLock::new(|| {
    let params = Params::new(Params::MIN_M_COST, 1, 1, None).expect("small but allowed");
    let salt = b"not a secret salt";
    let hash =
        Argon2::default().hash_password_customized(PASSWORD.as_bytes(), salt, None, None, params);
    hash.expect("a hash").to_string()
});

fn make_member(turn: &mut Turn<'_, '_>, login: &str, is_host: bool) -> Result<MemberId> {
    let id = MemberId::new(turn.random_id());
    let new = NewMember {
        id,
        login,
        password_hash: &PASSWORD_HASH,
        state: MemberState::Active,
        locale: "en",
        time_zone: "",
        invitation: None,
        answer: "",
        now: turn.now,
    };
    member::insert(turn.tx, &new)?;
    let mut settings = vec![
        (Setting::Login, login),
        (Setting::State, "active"),
        (Setting::Locale, "en"),
    ];
    if is_host {
        settings.push((Setting::Host, "yes"));
    }
    for (setting, new) in settings {
        let old = if setting == Setting::Host { "no" } else { "" };
        let (old, new) = (old.to_owned(), new.to_owned());
        let change = Change::Setting {
            member: id,
            setting,
            old,
            new,
        };
        turn.record(change, By::Self_, Cause::SignUp)?;
    }
    Ok(id)
}

fn make_persona(turn: &mut Turn<'_, '_>, member: MemberId, handle: &str) -> Result<AccountId> {
    let id = AccountId::new(turn.random_id());
    let position = persona_links::own(turn.tx, member)?.len();
    account::insert(turn.tx, id, AccountKind::Persona, handle, turn.now)?;
    account::insert_persona(
        turn.tx,
        id,
        Audience::Public,
        WhoMay::Everyone,
        WhoMay::Everyone,
    )?;
    let position = i64::try_from(position).expect("at most ten");
    persona_links::insert(turn.tx, id, member, position)?;
    let made = Change::Setting {
        member,
        setting: Setting::Persona,
        old: String::new(),
        new: id.to_string(),
    };
    turn.record(made, By::Self_, Cause::SignUp)?;
    let there = Change::Account {
        account: id,
        old: None,
        new: AccountState::Active,
    };
    turn.record(there, By::Self_, Cause::SignUp)?;
    let mut name = handle.to_owned();
    name[..1].make_ascii_uppercase();
    let tell = Answer::Tell.code();
    for (field, old, new) in [
        (ProfileField::Handle, "", handle),
        (ProfileField::Name, "", &name),
        (ProfileField::NewsStranger, Answer::Hold.code(), tell),
    ] {
        let (old, new) = (old.to_owned(), new.to_owned());
        let change = Change::Profile {
            persona: id,
            field,
            old,
            new,
        };
        turn.record(change, By::Self_, Cause::SignUp)?;
    }
    Ok(id)
}

fn sign_in(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    persona: AccountId,
    is_host: bool,
) -> Result<(Actor, String)> {
    let id = SessionId::new(turn.random_id());
    let token = format!("token-{}", turn.random_id());
    let session = Session {
        id,
        // As long as any other, so that pages differ in nothing but the secret itself.
        csrf: format!("csrf-{:019}", turn.random_id()),
        member,
        persona,
        device: "Firefox, Linux".to_owned(),
        created_at: turn.now,
        seen_at: turn.now,
        expires_at: turn.now.plus(SESSION_US),
        grant: None,
    };
    session::insert(turn.tx, &session, &token_hash(&token))?;
    let opened = Change::Session {
        member,
        session: id,
        old: "none",
        new: "open",
    };
    turn.record(opened, By::Self_, Cause::Choice)?;
    Ok((
        Actor {
            session: id,
            member,
            persona,
            is_host,
        },
        token,
    ))
}
