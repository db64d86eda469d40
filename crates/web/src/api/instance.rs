//! The place as applications learn of it, and lists that are empty here by design.
//!
//! These answer on a place that only members may look into as well, or nobody could sign in.

use super::account::{privacy, quote_policy};
use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::instance::{Instance, Rule, Words};
use super::reply::{Answer, json};
use super::shape::Answers;
use hafan_app::Error;
use hafan_core::locale::Locale;
use serde_json::{Value, json};

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::{Nothing, Scope};
    use Verb::Get;
    let all = all
        .add(
            (Get, "/api/v2/instance"),
            Nothing,
            "The place, its limits and its rules.",
            whole,
        )
        .answers(Answers::Done)
        .add(
            (Get, "/api/v1/instance"),
            Nothing,
            "The place, in the older form.",
            async |ask: Ask| json(&instance(&ask).v1()),
        )
        .answers(Answers::Done)
        .add(
            (Get, "/api/v1/instance/rules"),
            Nothing,
            "The rules of the place.",
            async |ask: Ask| json(&instance(&ask).rules()),
        )
        .answers(Answers::json::<Vec<Rule>>())
        .add(
            (Get, "/api/v1/instance/extended_description"),
            Nothing,
            "What the hosts say of the place.",
            async |ask: Ask| json(&instance(&ask).description()),
        )
        .answers(Answers::json::<Words>())
        .add(
            (Get, "/api/v1/instance/privacy_policy"),
            Nothing,
            "None apart from what stands on the page about the place.",
            async |_: Ask| Err(Error::NotFound),
        )
        .answers(Answers::Never)
        .add(
            (Get, "/api/v1/instance/terms_of_service"),
            Nothing,
            "None apart from the rules of the place.",
            async |_: Ask| Err(Error::NotFound),
        )
        .answers(Answers::Never)
        .add(
            (Get, "/api/v1/instance/languages"),
            Nothing,
            "The languages of the pages.",
            languages,
        )
        .answers(Answers::json::<Vec<Value>>())
        .add(
            (Get, "/api/v1/instance/translation_languages"),
            Nothing,
            "Nothing is translated by machine.",
            async |_: Ask| json(&json!({})),
        )
        .answers(Answers::Done);
    let all = node(all);
    EMPTY
        .iter()
        .fold(all, |all, (path, needs, why)| {
            all.add((Get, path), *needs, why, nothing)
                .answers(Answers::json::<[(); 0]>())
        })
        .add(
            (Get, "/api/v1/preferences"),
            Scope("read:accounts"),
            "What the persona's posts start with.",
            preferences,
        )
        .answers(Answers::Done)
}

/// Lists that are empty: path, what is needed, why.
const EMPTY: [(&str, Needs, &str); 12] = [
    (
        "/api/v1/instance/peers",
        Needs::Nothing,
        "Which servers are known is told to nobody.",
    ),
    (
        "/api/v1/instance/activity",
        Needs::Nothing,
        "How much is said is nobody's measure.",
    ),
    (
        "/api/v1/instance/domain_blocks",
        Needs::Nothing,
        "Which servers are refused is told to nobody.",
    ),
    ("/api/v1/custom_emojis", Needs::Nothing, "There are none."),
    ("/api/v1/trends", Needs::Nothing, "Nothing is ranked here."),
    (
        "/api/v1/trends/tags",
        Needs::Nothing,
        "Nothing is ranked here.",
    ),
    (
        "/api/v1/trends/statuses",
        Needs::Nothing,
        "Nothing is ranked here.",
    ),
    (
        "/api/v1/trends/links",
        Needs::Nothing,
        "Nothing is ranked here.",
    ),
    (
        "/api/v1/suggestions",
        Needs::Scope("read:accounts"),
        "Nobody is recommended to anybody.",
    ),
    (
        "/api/v2/suggestions",
        Needs::Scope("read:accounts"),
        "Nobody is recommended to anybody.",
    ),
    ("/api/v1/announcements", Needs::Member, "There are none."),
    (
        "/api/v1/endorsements",
        Needs::Scope("read:accounts"),
        "Nobody is put forward.",
    ),
];

fn node(all: Endpoints) -> Endpoints {
    use Needs::Nothing;
    use Verb::Get;
    all.add(
        (Get, "/.well-known/nodeinfo"),
        Nothing,
        "Where the place tells machines what it is.",
        async |ask: Ask| {
            let links = ["2.1", "2.0"].map(|version| {
                json!({
                    "rel": format!("http://nodeinfo.diaspora.software/ns/schema/{version}"),
                    "href": format!("{}/nodeinfo/{version}", ask.base()),
                })
            });
            json(&json!({ "links": links }))
        },
    )
    .answers(Answers::Done)
    .add(
        (Get, "/nodeinfo/2.0"),
        Nothing,
        "What the place is, for machines.",
        async |ask: Ask| json(&instance(&ask).node("2.0")),
    )
    .answers(Answers::Done)
    .add(
        (Get, "/nodeinfo/2.1"),
        Nothing,
        "What the place is, for machines.",
        async |ask: Ask| json(&instance(&ask).node("2.1")),
    )
    .answers(Answers::Done)
}

fn instance(ask: &Ask) -> Instance<'_> {
    Instance {
        place: &ask.visit.place,
        config: &ask.app.config,
    }
}

async fn whole(ask: Ask) -> Answer {
    let key = hafan_app::push::key(&ask.app).await?;
    json(&instance(&ask).v2(&key))
}

async fn nothing(_: Ask) -> Answer {
    json(&[(); 0])
}

async fn languages(_: Ask) -> Answer {
    let named =
        Locale::ALL.map(|locale| json!({ "code": locale.tag(), "name": locale.own_name() }));
    json(&named)
}

async fn preferences(ask: Ask) -> Answer {
    let actor = ask.actor()?;
    let own = hafan_app::identity::profile::own(&ask.app, actor).await?;
    json(&json!({
        "posting:default:visibility": privacy(own.default_audience),
        "posting:default:sensitive": false,
        // It is guessed from the words. That of the pages is the member's, and not told.
        "posting:default:language": null,
        "posting:default:quote_policy": quote_policy(own.default_quotes),
        "reading:expand:media": "default",
        "reading:expand:spoilers": false,
        "reading:autoplay:gifs": false,
    }))
}
