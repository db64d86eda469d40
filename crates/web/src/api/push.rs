//! Subscriptions to push: an application says where it wants to be told of news while it sleeps.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::account::Account;
use super::entity::push::WebPushSubscription;
use super::params::Params;
use super::reply::{Answer, done, json, no_record};
use super::shape::{Answers, Kind, Param, Takes, choice, flag, of, text};
use crate::locale::Texts;
use crate::view::news;
use hafan_app::push::{self, Subscription, Told, Wish, Words};
use hafan_app::reading::news::notice::Notice;
use hafan_app::{Error, Result};
use hafan_core::locale::Locale;
use hafan_core::push::{Alert, Sender};

/// What is to be told, and of whom.
const DATA: Param = of(
    "data",
    Kind::Object(&[&[
        choice("policy", &["all", "followed", "follower", "none"]),
        of("alerts", Kind::Object(&[ALERTS])),
    ]]),
);

const ALERTS: &[Param] = &[
    flag("mention"),
    flag("quote"),
    flag("status"),
    flag("reblog"),
    flag("follow"),
    flag("follow_request"),
    flag("favourite"),
    flag("poll"),
    flag("update"),
    flag("quoted_update"),
    flag("admin.sign_up"),
    flag("admin.report"),
];

/// Where to, with the keys of the one who reads.
const SUBSCRIPTION: Param = of(
    "subscription",
    Kind::Object(&[&[
        text("endpoint"),
        flag("standard"),
        of("keys", Kind::Object(&[&[text("p256dh"), text("auth")]])),
    ]]),
);

const WANTED: Takes = &[&[SUBSCRIPTION, DATA]];
const CHANGED: Takes = &[&[DATA]];

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Delete, Get, Post, Put};
    let at = "/api/v1/push/subscription";
    all.add(
        (Post, at),
        Scope("push"),
        "Subscribes the application to push, in the place of what it had.",
        subscribe,
    )
    .takes(WANTED)
    .answers(Answers::json::<WebPushSubscription>())
    .add(
        (Get, at),
        Scope("push"),
        "What the application is subscribed to.",
        show,
    )
    .answers(Answers::json::<WebPushSubscription>())
    .add(
        (Put, at),
        Scope("push"),
        "Changes what the application is told.",
        change,
    )
    .takes(CHANGED)
    .answers(Answers::json::<WebPushSubscription>())
    .add(
        (Delete, at),
        Scope("push"),
        "Ends the subscription of the application.",
        end,
    )
    .answers(Answers::Done)
}

async fn subscribe(ask: Ask) -> Answer {
    let wanted = ask.params.within("subscription");
    let keys = wanted.within("keys");
    let text = |params: &Params, name| params.text(name).unwrap_or_default().to_owned();
    let wish = Wish {
        endpoint: text(&wanted, "endpoint"),
        p256dh: text(&keys, "p256dh"),
        auth: text(&keys, "auth"),
        is_standard: wanted.flag("standard") == Some(true),
        told: told(&ask, Told::default())?,
    };
    let made = push::subscribe(&ask.app, ask.actor()?, wish).await?;
    answer(&ask, &made).await
}

async fn show(ask: Ask) -> Answer {
    match push::show(&ask.app, ask.actor()?).await {
        Ok(found) => answer(&ask, &found).await,
        Err(Error::NotFound) => Ok(no_record()),
        Err(error) => Err(error),
    }
}

async fn change(ask: Ask) -> Answer {
    let actor = ask.actor()?;
    let before = Told::of(&push::show(&ask.app, actor).await?);
    let told = told(&ask, before)?;
    let changed = push::change(&ask.app, actor, told).await?;
    answer(&ask, &changed).await
}

async fn end(ask: Ask) -> Answer {
    push::end(&ask.app, ask.actor()?).await?;
    done()
}

async fn answer(ask: &Ask, subscription: &Subscription) -> Answer {
    let key = push::key(&ask.app).await?;
    json(&WebPushSubscription::new(subscription, key))
}

/// What is to be told, and of whom: what is not said stays as it was. Alerts are said all at once.
fn told(ask: &Ask, before: Told) -> Result<Told> {
    let Some(data) = ask.params.object("data") else {
        return Ok(before);
    };
    let of = match data.text("policy").filter(|policy| !policy.is_empty()) {
        Some(policy) => Sender::parse(policy).ok_or(Error::invalid("policy", "choice"))?,
        None => before.of,
    };
    let alerts = match data.object("alerts") {
        Some(wanted) => {
            let is_on = |alert: &Alert| wanted.flag(alert.code()) == Some(true);
            Alert::ALL.iter().copied().filter(is_on).collect()
        }
        None => before.alerts,
    };
    Ok(Told { alerts, of })
}

/// Puts a piece of news into words, as the page of news has them: for those who are told by push.
pub fn herald(locale: &str, base: &str, notice: &Notice) -> Words {
    let texts = Texts::of(Locale::parse(locale).unwrap_or(Locale::En));
    let names = notice.person.name.as_str();
    let args = [("names", names.into()), ("place", "".into())];
    let item = notice.item.as_ref();
    Words {
        title: texts.f(news::key(notice.kind), &args),
        body: item.map_or_else(String::new, |item| news::excerpt(texts, item)),
        icon: Account::new(&notice.person, base).avatar,
    }
}
