//! Timelines: always by time, never by what others liked.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::status::Status;
use super::entity::tag::plain_tag;
use super::list;
use super::reply::{Answer, json};
use super::shape::{self, STRETCH};
use hafan_app::Error;
use hafan_app::reading::home::{self, Tab};
use hafan_app::reading::past;
use hafan_app::reading::profile::{self, Answers, Wish};
use hafan_app::reading::search::{self, TagWish};

/// Which posts, in lists of everybody's.
const OF_ALL: &[shape::Param] = &[
    shape::flag("local"),
    shape::flag("remote"),
    shape::flag("only_media"),
];

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::{Open, Scope};
    use Verb::Get;
    all.add(
        (Get, "/api/v1/timelines/home"),
        Scope("read:statuses"),
        "Everything the persona follows, and nothing else.",
        home,
    )
    .takes(const { &[STRETCH] })
    .answers(shape::Answers::json::<Vec<Status>>())
    .add(
        (Get, "/api/v1/timelines/public"),
        Open("read:statuses"),
        "Public posts of people who chose that theirs may be found, and one's own.",
        open,
    )
    .takes(const { &[STRETCH, OF_ALL] })
    .answers(shape::Answers::json::<Vec<Status>>())
    .add(
        (Get, "/api/v1/timelines/tag/{tag}"),
        Open("read:statuses"),
        "Posts with a tag that the persona may find.",
        tagged,
    )
    .takes(
        const {
            &[
                STRETCH,
                OF_ALL,
                &[
                    shape::texts("any"),
                    shape::texts("all"),
                    shape::texts("none"),
                ],
            ]
        },
    )
    .answers(shape::Answers::json::<Vec<Status>>())
    .add(
        (Get, "/api/v1/timelines/link"),
        Open("read:statuses"),
        "Nothing is ranked here, so no link has a timeline.",
        async |_: Ask| Err(Error::NotFound),
    )
    .takes(const { &[STRETCH, &[shape::text("url")]] })
    .answers(shape::Answers::Never)
    .add(
        (Get, "/api/v1/accounts/{id}/statuses"),
        Open("read:statuses"),
        "What somebody wrote outside communities; what began in a community.",
        of_account,
    )
    .takes(
        const {
            &[
                STRETCH,
                &[
                    shape::flag("pinned"),
                    shape::flag("only_media"),
                    shape::flag("exclude_replies"),
                    shape::flag("exclude_reblogs"),
                    shape::text("tagged"),
                ],
            ]
        },
    )
    .answers(shape::Answers::json::<Vec<Status>>())
}

async fn home(ask: Ask) -> Answer {
    let window = list::window(&ask);
    let found = home::stretch(&ask.app, ask.actor()?, Tab::Followed, window).await?;
    list::slice(&ask, &found).await
}

async fn open(ask: Ask) -> Answer {
    if ask.params.flag("remote") == Some(true) {
        // Nothing is from elsewhere.
        return json(&[(); 0]);
    }
    let with_pictures = ask.params.flag("only_media") == Some(true);
    let window = list::window(&ask);
    let found = search::open(&ask.app, ask.viewer(), with_pictures, window).await?;
    list::slice(&ask, &found).await
}

async fn tagged(ask: Ask) -> Answer {
    if ask.params.flag("remote") == Some(true) {
        // Nothing is from elsewhere.
        return json(&[(); 0]);
    }
    let tags = |name| {
        let sent = ask.params.texts(name).into_iter().map(plain_tag);
        sent.filter(|tag| !tag.is_empty()).take(TAGS_MAX)
    };
    let named = [plain_tag(ask.part("tag"))];
    let mut any: Vec<String> = named.into_iter().chain(tags("any")).collect();
    any.sort_unstable();
    any.dedup();
    let wish = TagWish {
        all: tags("all").collect(),
        none: tags("none").collect(),
        with_pictures: ask.params.flag("only_media") == Some(true),
    };
    let window = list::window(&ask);
    let found = search::tagged(&ask.app, ask.viewer(), (any, wish), window).await?;
    past::read_of(
        &ask.app,
        ask.who_reads(),
        &found.items.iter().collect::<Vec<_>>(),
    )
    .await?;
    list::slice(&ask, &found).await
}

/// Tags of each kind that are looked at; more are left out, as in Mastodon.
const TAGS_MAX: usize = 4;

async fn of_account(ask: Ask) -> Answer {
    let of = ask.account()?;
    let is_on = |name| ask.params.flag(name) == Some(true);
    if is_on("pinned") {
        let found = profile::pinned(&ask.app, ask.viewer(), of).await?;
        past::read_of(&ask.app, ask.who_reads(), &found.iter().collect::<Vec<_>>()).await?;
        return json(&list::statuses(&ask, &found).await?);
    }
    let wish = Wish {
        answers: match is_on("exclude_replies") {
            true => Answers::Without,
            false => Answers::With,
        },
        without_boosts: is_on("exclude_reblogs"),
        with_pictures: is_on("only_media"),
        tag: ask.params.text("tagged").map(plain_tag),
    };
    let found = profile::posts(&ask.app, ask.viewer(), of, wish, list::window(&ask)).await?;
    past::read_of(
        &ask.app,
        ask.who_reads(),
        &found.items.iter().collect::<Vec<_>>(),
    )
    .await?;
    list::slice(&ask, &found).await
}
