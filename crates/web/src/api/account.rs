//! Accounts.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::account::{Account, Role, Source};
use super::reply::{Answer, json};
use hafan_app::Error;
use hafan_app::store::account::Persona;
use hafan_core::audience::{Audience, WhoMay};

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Member;
    use Verb::Get;
    all.add(
        (Get, "/api/v1/accounts/verify_credentials"),
        Member,
        "The persona that the application acts as.",
        verify,
    )
}

async fn verify(ask: Ask) -> Answer {
    let grant = ask.grant.as_ref();
    let allows = |scope: &str| grant.is_some_and(|(_, scopes)| scopes.allow(scope));
    if !allows("read:accounts") && !allows("profile") {
        return Err(Error::Denied("scope"));
    }
    json(&own(&ask).await?)
}

/// The persona that acts, with what only they see of themselves.
pub async fn own(ask: &Ask) -> hafan_app::Result<Account> {
    let me = ask.visit.me.as_ref().ok_or(Error::Denied("sign-in"))?;
    let persona = hafan_app::identity::profile::own(&ask.app, me.actor).await?;
    let mut account = Account::new(&me.card, ask.base());
    account.source = Some(source(&persona, &me.locale));
    account.role = Some(Role {
        id: if me.actor.is_host { "1" } else { "-99" }.to_owned(),
        name: String::new(),
        permissions: "0".to_owned(),
        color: String::new(),
        highlighted: false,
    });
    Ok(account)
}

fn source(persona: &Persona, locale: &str) -> Source {
    Source {
        note: persona.bio.clone(),
        fields: [],
        privacy: match persona.default_audience {
            Audience::Public => "public",
            Audience::QuietPublic => "unlisted",
            Audience::Followers | Audience::Community | Audience::Circle => "private",
            Audience::Named => "direct",
        },
        sensitive: false,
        language: Some(locale.to_owned()),
        follow_requests_count: 0,
        hide_collections: true,
        discoverable: persona.is_findable,
        indexable: persona.posts_findable,
        attribution_domains: [],
        quote_policy: match persona.default_quotes {
            WhoMay::Everyone => "public",
            WhoMay::Followers => "followers",
            WhoMay::Followed | WhoMay::Members | WhoMay::Named | WhoMay::Nobody => "nobody",
        },
    }
}
