//! Accounts.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::account::{Account, Field, Role, Source};
use super::list::Reader;
use super::params::Params;
use super::reply::{Answer, json};
use super::shape::{self, Answers, Kind, Param};
use hafan_app::Error;
use hafan_app::face::{self, Whose, Worn};
use hafan_app::identity::profile;
use hafan_app::reading::numbers::numbers;
use hafan_app::reading::{self, account};
use hafan_app::store::account::{Card, Persona};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::domain::spelled;
use hafan_core::id::AccountId;
use schemars::JsonSchema;
use serde::Serialize;

/// Where posts start, as `source` has it.
const SOURCE: &[Param] = &[
    shape::text("note"),
    shape::choice("privacy", &["public", "unlisted", "private"]),
    shape::flag("sensitive"),
    shape::text("language"),
    shape::choice("quote_policy", &["public", "followers", "nobody"]),
];
/// A label of a profile.
const FIELD: &[Param] = &[shape::text("name"), shape::text("value")];

/// The pictures of a persona: where they are worn, and the parameters for the file and its words.
const PICTURES: [(Worn, &str, &str); 2] = [
    (Worn::Face, "avatar", "avatar_description"),
    (Worn::Header, "header", "header_description"),
];

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::{Member, Open, Scope};
    use Verb::{Delete, Get, Patch};
    let all = all
        .add(
            (Get, "/api/v1/accounts/verify_credentials"),
            Member,
            "The persona that the application acts as.",
            verify,
        )
        .answers(Answers::json::<Account>())
        .add(
            (Patch, "/api/v1/accounts/update_credentials"),
            Scope("write:accounts"),
            "Changes what the persona shows and what its posts start with.",
            update,
        )
        .takes(
            const {
                &[&[
                    shape::text("display_name"),
                    shape::text("note"),
                    shape::of("avatar", Kind::File),
                    shape::text("avatar_description"),
                    shape::of("header", Kind::File),
                    shape::text("header_description"),
                    shape::flag("locked"),
                    shape::flag("bot"),
                    shape::flag("discoverable"),
                    shape::flag("indexable"),
                    shape::flag("hide_collections"),
                    shape::of("source", Kind::Object(&[SOURCE])),
                    shape::of("fields_attributes", Kind::Objects(&[FIELD])),
                ]]
            },
        )
        .answers(Answers::json::<Account>())
        .add(
            (Delete, "/api/v1/profile/avatar"),
            Scope("write:accounts"),
            "Takes the picture of the persona off.",
            take_picture_off,
        )
        .answers(Answers::json::<Account>())
        .add(
            (Delete, "/api/v1/profile/header"),
            Scope("write:accounts"),
            "Takes the picture across the top of the persona's page off.",
            take_header_off,
        )
        .answers(Answers::json::<Account>())
        .add(
            (Get, "/api/v1/accounts"),
            Open("read:accounts"),
            "Several accounts by their ids.",
            several,
        )
        .takes(const { &[&[shape::ids("id")]] })
        .answers(Answers::json::<Vec<Account>>())
        .add(
            (Get, "/api/v1/accounts/lookup"),
            Open("read:accounts"),
            "The account with this handle.",
            lookup,
        )
        .takes(const { &[&[shape::text("acct")]] })
        .answers(Answers::json::<Account>())
        .add(
            (Get, "/api/v1/accounts/search"),
            Scope("read:accounts"),
            "Accounts that chose to be found, and the one that is called exactly so.",
            search,
        )
        .takes(
            const {
                &[&[
                    shape::text("q"),
                    shape::flag("following"),
                    shape::flag("resolve"),
                    shape::number("offset"),
                    shape::number("limit"),
                ]]
            },
        )
        .answers(Answers::json::<Vec<Account>>())
        .add(
            (Get, "/api/v1/accounts/{id}"),
            Open("read:accounts"),
            "An account: a persona, or a community as a group.",
            show,
        )
        .answers(Answers::json::<Account>());
    let all = all.add(
        (Get, "/api/v1/directory"),
        Open("read:accounts"),
        "Everybody who chose to be found, in an order that means nothing.",
        directory,
    );
    let all = all
        .takes(
            const {
                &[&[
                    shape::number("offset"),
                    shape::number("limit"),
                    shape::choice("order", &["active", "new"]),
                    shape::flag("local"),
                ]]
            },
        )
        .answers(Answers::json::<Vec<Account>>());
    beside(all)
}

/// What clients look for beside an account, and what is empty here.
fn beside(all: Endpoints) -> Endpoints {
    use Needs::{Open, Scope};
    use Verb::{Get, Post};
    let all = all
        .add(
            (Get, "/api/v1/accounts/familiar_followers"),
            Scope("read:follows"),
            "Who follows whom is for themselves: nobody is named.",
            familiar,
        )
        .takes(const { &[&[shape::ids("id")]] })
        .answers(Answers::json::<Vec<Familiar>>())
        .add(
            (Get, "/api/v1/accounts/{id}/identity_proofs"),
            Open("read:accounts"),
            "There are none.",
            nothing,
        )
        .answers(Answers::json::<[(); 0]>())
        .add(
            (Get, "/api/v1/accounts/{id}/endorsements"),
            Open("read:accounts"),
            "Nobody is put forward.",
            nothing,
        )
        .answers(Answers::json::<[(); 0]>());
    let acts = [
        "/api/v1/accounts/{id}/endorse",
        "/api/v1/accounts/{id}/unendorse",
        "/api/v1/accounts/{id}/pin",
        "/api/v1/accounts/{id}/unpin",
    ];
    acts.into_iter().fold(all, |all, act| {
        all.add(
            (Post, act),
            Scope("write:accounts"),
            "Nobody is put forward here: refused.",
            not_endorsed,
        )
        .answers(Answers::Never)
    })
}

async fn show(ask: Ask) -> Answer {
    let card = account::one(&ask.app, ask.viewer(), ask.account()?).await?;
    json(&entity(&ask, &card).await?)
}

async fn several(ask: Ask) -> Answer {
    let cards = account::many(&ask.app, ask.viewer(), ids(&ask)).await?;
    json(&accounts(&ask, &cards).await?)
}

async fn lookup(ask: Ask) -> Answer {
    let handle = local_handle(&ask, ask.params.text("acct").unwrap_or_default());
    let handle = handle.ok_or(Error::NotFound)?;
    let card = account::by_handle(&ask.app, ask.viewer(), &handle).await?;
    json(&entity(&ask, &card).await?)
}

/// The accounts that somebody's words in a search mean; with `following`, only those whom the
/// persona follows.
pub async fn matching(ask: &Ask, typed: &str) -> hafan_app::Result<Vec<Card>> {
    let mut cards = reading::search::accounts(&ask.app, ask.viewer(), typed).await?;
    if ask.params.flag("following") == Some(true) {
        let ids = cards.iter().map(|card| card.id).collect();
        let ties = account::ties(&ask.app, ask.actor()?, ids).await?;
        let is_followed = |card: &Card| {
            let ties = ties.iter().find(|ties| ties.to == card.id);
            ties.is_some_and(|ties| ties.following.is_active())
        };
        cards.retain(is_followed);
    }
    Ok(cards)
}

async fn search(ask: Ask) -> Answer {
    let typed = ask.params.text("q").unwrap_or_default();
    let Some(typed) = local_handle(&ask, typed) else {
        return json(&[(); 0]);
    };
    let cards = matching(&ask, &typed).await?;
    let passed = ask.params.number("offset").unwrap_or(0).max(0);
    let passed = usize::try_from(passed).unwrap_or(usize::MAX);
    let shown = cards.into_iter().skip(passed).take(ask.limit(40, 80));
    json(&accounts(&ask, &shown.collect::<Vec<_>>()).await?)
}

async fn directory(ask: Ask) -> Answer {
    let passed = ask.params.number("offset").unwrap_or(0);
    let mut cards = reading::search::directory(&ask.app, ask.viewer(), passed).await?;
    cards.truncate(ask.limit(40, 80));
    json(&accounts(&ask, &cards).await?)
}

/// Its fields are those of `entities/FamiliarFollowers` in the documentation of the API.
#[derive(JsonSchema, Serialize)]
struct Familiar {
    id: String,
    accounts: [(); 0],
}

async fn familiar(ask: Ask) -> Answer {
    let known = account::many(&ask.app, ask.viewer(), ids(&ask)).await?;
    let each = known.iter().map(|card| Familiar {
        id: card.id.to_string(),
        accounts: [],
    });
    json(&each.collect::<Vec<_>>())
}

/// Empty for an account that is there.
async fn nothing(ask: Ask) -> Answer {
    account::one(&ask.app, ask.viewer(), ask.account()?).await?;
    json(&[(); 0])
}

async fn not_endorsed(ask: Ask) -> Answer {
    account::one(&ask.app, ask.viewer(), ask.account()?).await?;
    Err(Error::invalid("id", "app-endorse"))
}

/// The accounts that are asked for, as ids; what is no id is left out.
pub fn ids(ask: &Ask) -> Vec<AccountId> {
    let asked = ask.params.texts("id").into_iter();
    asked.filter_map(AccountId::parse).collect()
}

/// The entities of accounts, in their order.
pub async fn accounts(ask: &Ask, cards: &[Card]) -> hafan_app::Result<Vec<Account>> {
    accounts_for(ask.reader(), cards).await
}

/// As [`accounts`], also for whoever is not asking just now.
pub async fn accounts_for(reader: Reader<'_>, cards: &[Card]) -> hafan_app::Result<Vec<Account>> {
    let made = cards
        .iter()
        .map(|card| Account::new(card, reader.base()).opened(card, reader.pass));
    let mut made: Vec<Account> = made.collect();
    if reader.shows_counts && !cards.is_empty() {
        let ids = cards.iter().map(|card| card.id).collect();
        let numbers = numbers(reader.app, reader.viewer, vec![], ids)
            .await?
            .accounts;
        for (account, card) in made.iter_mut().zip(cards) {
            account.count(numbers.get(&card.id).copied().unwrap_or_default());
        }
    }
    Ok(made)
}

/// The entity of an account.
pub async fn entity(ask: &Ask, card: &Card) -> hafan_app::Result<Account> {
    let made = accounts(ask, std::slice::from_ref(card)).await?;
    made.into_iter().next().ok_or(Error::NotFound)
}

/// What somebody typed without what names this very place: `@name`, `name@here`. Nothing where it
/// names another place.
pub fn local_handle(ask: &Ask, typed: &str) -> Option<String> {
    let typed = typed.trim();
    let handle = typed.strip_prefix('@').unwrap_or(typed);
    let Some((handle, domain)) = handle.split_once('@') else {
        return Some(handle.to_owned());
    };
    let port = ask.base().rsplit_once(':').map_or("", |(_, port)| port);
    let split = domain.rsplit_once(':').filter(|(_, of)| *of == port);
    let domain = split.map_or(domain, |(domain, _)| domain);
    let is_here = spelled(domain).is_some_and(|domain| domain == ask.app.config.domain());
    is_here.then(|| handle.to_owned())
}

/// All of it or none.
async fn update(ask: Ask) -> Answer {
    let actor = ask.actor()?;
    let now = profile::own(&ask.app, actor).await?;
    let has = [now.picture.is_some(), now.header.is_some()];
    let labels = ask.params.has("fields_attributes").then(|| {
        let labels = ask.params.objects("fields_attributes");
        let text = |label: &Params, name| label.text(name).unwrap_or_default().to_owned();
        let labels = labels
            .iter()
            .map(|one| (text(one, "name"), text(one, "value")));
        labels.collect()
    });
    let mut pictures = Vec::new();
    for ((worn, file, words), has) in PICTURES.into_iter().zip(has) {
        let alt = ask.params.text(words);
        if ask.files.contains_key(file) || (has && alt.is_some()) {
            let picture = face::Wish {
                file: ask.files.get(file).cloned(),
                alt: alt.unwrap_or_default().to_owned(),
            };
            pictures.push((worn, picture));
        }
    }
    let renewal = profile::Renewal {
        profile: wish(&ask, now)?,
        labels,
        pictures,
    };
    profile::renew(&ask.app, actor, renewal).await?;
    json(&changed(&ask).await?)
}

async fn take_picture_off(ask: Ask) -> Answer {
    take_off(ask, Worn::Face).await
}

async fn take_header_off(ask: Ask) -> Answer {
    take_off(ask, Worn::Header).await
}

async fn take_off(ask: Ask, worn: Worn) -> Answer {
    face::remove(&ask.app, ask.actor()?, Whose::Own(worn)).await?;
    json(&changed(&ask).await?)
}

/// What the persona shows, with what the application wishes changed.
fn wish(ask: &Ask, now: Persona) -> hafan_app::Result<profile::Profile> {
    let params = &ask.params;
    let text = |name, now| params.text(name).map_or(now, str::to_owned);
    let flag = |name, now| params.flag(name).unwrap_or(now);
    let source = params.within("source");
    let default_audience = match source.text("privacy") {
        None => now.default_audience,
        Some("public") => Audience::Public,
        Some("unlisted") => Audience::QuietPublic,
        Some("private") => Audience::Followers,
        Some(_) => return Err(Error::invalid("source[privacy]", "choice")),
    };
    let default_quotes = match source.text("quote_policy") {
        None => now.default_quotes,
        Some("public") => WhoMay::Everyone,
        Some("followers") => WhoMay::Followers,
        Some("nobody") => WhoMay::Nobody,
        Some(_) => return Err(Error::invalid("source[quote_policy]", "choice")),
    };
    Ok(profile::Profile {
        name: text("display_name", now.name),
        bio: text("note", now.bio),
        approve_followers: flag("locked", now.approve_followers),
        is_findable: flag("discoverable", now.is_findable),
        posts_findable: flag("indexable", now.posts_findable),
        default_audience,
        default_replies: now.default_replies,
        default_quotes,
    })
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
    with_source(ask, &me.card).await
}

/// As [`own`], after a change: what was loaded with the request is old.
async fn changed(ask: &Ask) -> hafan_app::Result<Account> {
    let actor = ask.actor()?;
    let card = account::one(&ask.app, ask.viewer(), actor.persona).await?;
    with_source(ask, &card).await
}

async fn with_source(ask: &Ask, card: &Card) -> hafan_app::Result<Account> {
    let me = ask.visit.me.as_ref().ok_or(Error::Denied("sign-in"))?;
    let persona = profile::own(&ask.app, me.actor).await?;
    let mut account = entity(ask, card).await?;
    account.source = Some(source(&persona));
    account.role = Some(Role {
        id: "-99".to_owned(),
        name: String::new(),
        permissions: permissions(ask, me.actor.is_host).to_string(),
        color: String::new(),
        highlighted: false,
    });
    Ok(account)
}

/// What the application can do for a host, as bits of `entities/Role`. Being a host is of the
/// member, and would tell two of their personas: only an application that was allowed to act for a
/// host, and so finds out anyway, is told.
fn permissions(ask: &Ask, is_host: bool) -> u32 {
    const MANAGE_REPORTS: u32 = 1 << 4;
    const MANAGE_USERS: u32 = 1 << 10;
    let grant = ask.grant.as_ref();
    let allows = |scope: &str| grant.is_some_and(|(_, scopes)| scopes.allow(scope));
    let bit = |scope: &str, bit: u32| if is_host && allows(scope) { bit } else { 0 };
    bit("admin:read:reports", MANAGE_REPORTS) | bit("admin:read:accounts", MANAGE_USERS)
}

fn source(persona: &Persona) -> Source {
    Source {
        note: persona.bio.clone(),
        fields: Field::all(&persona.labels, str::to_owned),
        privacy: privacy(persona.default_audience),
        sensitive: false,
        // It is guessed from the words. That of the pages is the member's, and not told.
        language: None,
        follow_requests_count: 0,
        hide_collections: true,
        discoverable: persona.is_findable,
        indexable: persona.posts_findable,
        attribution_domains: [],
        quote_policy: quote_policy(persona.default_quotes),
    }
}

/// The nearest word clients have for whom new posts are for.
pub const fn privacy(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::QuietPublic => "unlisted",
        Audience::Followers | Audience::Community | Audience::Circle => "private",
        Audience::Named => "direct",
    }
}

/// The nearest word clients have for who may quote; never one that lets more people.
pub const fn quote_policy(who: WhoMay) -> &'static str {
    match who {
        WhoMay::Everyone => "public",
        WhoMay::Followers => "followers",
        WhoMay::Followed | WhoMay::Members | WhoMay::Named | WhoMay::Ask | WhoMay::Nobody => {
            "nobody"
        }
    }
}
