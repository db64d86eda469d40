//! Filters: what the persona would rather not meet, in both forms of the API.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::filter::{Filter as Entity, Keyword, Marked, Older};
use super::params::Params;
use super::reply::{Answer, done, json};
use super::shape::{self, Answers, Kind, Param};
use hafan_app::filter::{self, Action, Context, Filter, Wish, WordWish};
use hafan_app::{Error, Result};
use hafan_core::id::{FilterId, FilterPartId, PostId};
use hafan_core::time::SECOND_US;

/// Where a filter looks, as clients call it.
const CONTEXTS: &[&str] = &["home", "notifications", "public", "thread", "account"];

/// What is sent of a phrase.
const KEYWORD: &[Param] = &[
    shape::id("id"),
    shape::text("keyword"),
    shape::flag("whole_word"),
    shape::flag("_destroy"),
];

/// What is sent of a filter.
const FILTER: &[Param] = &[
    shape::text("title"),
    shape::of("context", Kind::Choices(CONTEXTS)),
    shape::choice("filter_action", &["warn", "hide", "blur"]),
    shape::number("expires_in"),
    shape::of("keywords_attributes", Kind::Objects(&[KEYWORD])),
];

/// What is sent of a filter in the older form.
const OLDER: &[Param] = &[
    shape::text("phrase"),
    shape::of("context", Kind::Choices(CONTEXTS)),
    shape::flag("irreversible"),
    shape::flag("whole_word"),
    shape::number("expires_in"),
];

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Delete, Get, Post, Put};
    let (read, write) = (Scope("read:filters"), Scope("write:filters"));
    let all = all
        .add(
            (Get, "/api/v2/filters"),
            read,
            "The persona's filters.",
            filters,
        )
        .answers(Answers::json::<Vec<Entity>>())
        .add((Post, "/api/v2/filters"), write, "Makes a filter.", make)
        .takes(const { &[FILTER] })
        .answers(Answers::json::<Entity>())
        .add((Get, "/api/v2/filters/{id}"), read, "A filter.", show)
        .answers(Answers::json::<Entity>())
        .add(
            (Put, "/api/v2/filters/{id}"),
            write,
            "Changes a filter.",
            change,
        )
        .takes(const { &[FILTER] })
        .answers(Answers::json::<Entity>())
        .add(
            (Delete, "/api/v2/filters/{id}"),
            write,
            "Ends a filter.",
            delete,
        )
        .answers(Answers::Done);
    let all = parts(all);
    all.add(
        (Get, "/api/v1/filters"),
        read,
        "Each phrase as a filter.",
        older,
    )
    .answers(Answers::json::<Vec<Older>>())
    .add(
        (Post, "/api/v1/filters"),
        write,
        "Makes a filter of one phrase.",
        make_older,
    )
    .takes(const { &[OLDER] })
    .answers(Answers::json::<Older>())
    .add(
        (Get, "/api/v1/filters/{id}"),
        read,
        "A phrase as a filter.",
        show_older,
    )
    .answers(Answers::json::<Older>())
    .add(
        (Put, "/api/v1/filters/{id}"),
        write,
        "Changes a phrase.",
        change_older,
    )
    .takes(const { &[OLDER] })
    .answers(Answers::json::<Older>())
    .add(
        (Delete, "/api/v1/filters/{id}"),
        write,
        "Ends a phrase.",
        delete_older,
    )
    .answers(Answers::Done)
}

fn parts(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Delete, Get, Post, Put};
    let (read, write) = (Scope("read:filters"), Scope("write:filters"));
    all.add(
        (Get, "/api/v2/filters/{id}/keywords"),
        read,
        "The phrases of a filter.",
        keywords,
    )
    .answers(Answers::json::<Vec<Keyword>>())
    .add(
        (Post, "/api/v2/filters/{id}/keywords"),
        write,
        "Adds a phrase.",
        add_keyword,
    )
    .takes(const { &[KEYWORD] })
    .answers(Answers::json::<Keyword>())
    .add(
        (Get, "/api/v2/filters/keywords/{id}"),
        read,
        "A phrase.",
        keyword,
    )
    .answers(Answers::json::<Keyword>())
    .add(
        (Put, "/api/v2/filters/keywords/{id}"),
        write,
        "Changes a phrase.",
        change_keyword,
    )
    .takes(const { &[KEYWORD] })
    .answers(Answers::json::<Keyword>())
    .add(
        (Delete, "/api/v2/filters/keywords/{id}"),
        write,
        "Takes a phrase out.",
        take_out,
    )
    .answers(Answers::Done)
    .add(
        (Get, "/api/v2/filters/{id}/statuses"),
        read,
        "The posts that a filter holds.",
        statuses,
    )
    .answers(Answers::json::<Vec<Marked>>())
    .add(
        (Post, "/api/v2/filters/{id}/statuses"),
        write,
        "Holds a post.",
        hold,
    )
    .takes(const { &[&[shape::id("status_id")]] })
    .answers(Answers::json::<Marked>())
    .add(
        (Get, "/api/v2/filters/statuses/{id}"),
        read,
        "A post that a filter holds.",
        status,
    )
    .answers(Answers::json::<Marked>())
    .add(
        (Delete, "/api/v2/filters/statuses/{id}"),
        write,
        "Takes a post out.",
        take_out,
    )
    .answers(Answers::Done)
}

async fn filters(ask: Ask) -> Answer {
    let all = filter::all(&ask.app, ask.actor()?).await?;
    json(&all.iter().map(Entity::new).collect::<Vec<_>>())
}

async fn show(ask: Ask) -> Answer {
    json(&Entity::new(&found(&ask).await?))
}

async fn make(ask: Ask) -> Answer {
    let made = filter::make(&ask.app, ask.actor()?, wish(&ask)?).await?;
    json(&Entity::new(&made))
}

async fn change(ask: Ask) -> Answer {
    let found = found(&ask).await?;
    let wish = kept_aside(&found, wish(&ask)?);
    let changed = filter::change(&ask.app, ask.actor()?, found.id, wish).await?;
    json(&Entity::new(&changed))
}

async fn delete(ask: Ask) -> Answer {
    filter::delete(&ask.app, ask.actor()?, id(&ask)?).await?;
    done()
}

async fn keywords(ask: Ask) -> Answer {
    let found = found(&ask).await?;
    json(&found.words.iter().map(Keyword::new).collect::<Vec<_>>())
}

async fn add_keyword(ask: Ask) -> Answer {
    let wish = Wish {
        words: vec![word(&ask.params)?],
        ..Wish::default()
    };
    let changed = filter::change(&ask.app, ask.actor()?, id(&ask)?, wish).await?;
    let added = changed.words.last().ok_or(Error::NotFound)?;
    json(&Keyword::new(added))
}

async fn keyword(ask: Ask) -> Answer {
    let (found, part) = of_part(&ask).await?;
    let word = found.words.iter().find(|word| word.id == part);
    json(&Keyword::new(word.ok_or(Error::NotFound)?))
}

async fn change_keyword(ask: Ask) -> Answer {
    let (found, part) = of_part(&ask).await?;
    let wish = Wish {
        words: vec![WordWish {
            id: Some(part),
            ..word(&ask.params)?
        }],
        ..Wish::default()
    };
    let changed = filter::change(&ask.app, ask.actor()?, found.id, wish).await?;
    let word = changed.words.iter().find(|word| word.id == part);
    json(&Keyword::new(word.ok_or(Error::NotFound)?))
}

async fn take_out(ask: Ask) -> Answer {
    let (_, part) = of_part(&ask).await?;
    filter::take_out(&ask.app, ask.actor()?, part).await?;
    done()
}

async fn statuses(ask: Ask) -> Answer {
    let found = found(&ask).await?;
    json(&found.posts.iter().map(Marked::new).collect::<Vec<_>>())
}

async fn hold(ask: Ask) -> Answer {
    let post = ask.params.text("status_id").and_then(PostId::parse);
    let post = post.ok_or(Error::NotFound)?;
    let changed = filter::hold(&ask.app, ask.actor()?, id(&ask)?, post).await?;
    let held = changed.posts.iter().find(|(_, held)| *held == post);
    json(&Marked::new(held.ok_or(Error::NotFound)?))
}

async fn status(ask: Ask) -> Answer {
    let (found, part) = of_part(&ask).await?;
    let held = found.posts.iter().find(|(id, _)| *id == part);
    json(&Marked::new(held.ok_or(Error::NotFound)?))
}

fn id(ask: &Ask) -> Result<FilterId> {
    FilterId::parse(ask.part("id")).ok_or(Error::NotFound)
}

async fn found(ask: &Ask) -> Result<Filter> {
    filter::one(&ask.app, ask.actor()?, id(ask)?).await
}

async fn of_part(ask: &Ask) -> Result<(Filter, FilterPartId)> {
    let part = FilterPartId::parse(ask.part("id")).ok_or(Error::NotFound)?;
    let found = filter::of_part(&ask.app, ask.actor()?, part).await?;
    Ok((found, part))
}

/// A filter that puts aside goes on to: an application is told that it folds, and says so again.
fn kept_aside(now: &Filter, mut wish: Wish) -> Wish {
    if now.action == Action::Later && wish.action == Some(Action::Warn) {
        wish.action = None;
    }
    wish
}

fn wish(ask: &Ask) -> Result<Wish> {
    let params = &ask.params;
    let words = params.objects("keywords_attributes");
    Ok(Wish {
        title: params.text("title").map(str::to_owned),
        contexts: contexts(params)?,
        action: match params.text("filter_action") {
            None | Some("") => None,
            Some(code) => {
                let action = Action::parse(code).filter(|action| *action != Action::Later);
                Some(action.ok_or_else(|| Error::invalid("filter_action", "choice"))?)
            }
        },
        lasts_us: lasts_us(params),
        words: words.iter().map(word).collect::<Result<_>>()?,
    })
}

fn contexts(params: &Params) -> Result<Option<Vec<Context>>> {
    if !params.has("context") {
        return Ok(None);
    }
    let unknown = || Error::invalid("context", "choice");
    let all = params.texts("context").into_iter();
    let all: Result<Vec<Context>> = all
        .map(|code| Context::parse(code).ok_or_else(unknown))
        .collect();
    all.map(Some)
}

/// In how many microseconds it ends; an empty text takes the end away.
fn lasts_us(params: &Params) -> Option<Option<i64>> {
    let typed = params.text("expires_in")?;
    let seconds: Option<i64> = typed.trim().parse().ok();
    Some(seconds.map(|seconds| seconds.saturating_mul(SECOND_US)))
}

fn word(params: &Params) -> Result<WordWish> {
    let id = match params.text("id") {
        None | Some("") => None,
        Some(id) => Some(FilterPartId::parse(id).ok_or(Error::NotFound)?),
    };
    Ok(WordWish {
        id,
        phrase: params.text("keyword").map(str::to_owned),
        is_whole: params.flag("whole_word"),
        is_gone: params.flag("_destroy") == Some(true),
    })
}

async fn older(ask: Ask) -> Answer {
    let all = filter::all(&ask.app, ask.actor()?).await?;
    let each = all.iter().flat_map(Older::all_of);
    json(&each.collect::<Vec<_>>())
}

async fn show_older(ask: Ask) -> Answer {
    let (found, part) = of_part(&ask).await?;
    json(&Older::one_of(&found, part).ok_or(Error::NotFound)?)
}

async fn make_older(ask: Ask) -> Answer {
    let wish = older_wish(&ask, None)?;
    let made = filter::make(&ask.app, ask.actor()?, wish).await?;
    json(&Older::all_of(&made).last().ok_or(Error::NotFound)?)
}

async fn change_older(ask: Ask) -> Answer {
    let (found, part) = of_part(&ask).await?;
    let wish = kept_aside(&found, older_wish(&ask, Some(part))?);
    // What holds for a whole filter is not changed for one of its phrases.
    if found.words.len() > 1 && (wish.action.is_some() || wish.contexts.is_some()) {
        let same = wish
            .contexts
            .as_ref()
            .is_none_or(|all| *all == found.contexts)
            && wish.action.is_none_or(|action| action == found.action);
        if !same {
            return Err(Error::invalid("context", "filter-shared"));
        }
    }
    let wish = Wish {
        title: None,
        ..wish
    };
    let changed = filter::change(&ask.app, ask.actor()?, found.id, wish).await?;
    json(&Older::one_of(&changed, part).ok_or(Error::NotFound)?)
}

async fn delete_older(ask: Ask) -> Answer {
    let (found, part) = of_part(&ask).await?;
    if found.words.len() + found.posts.len() > 1 {
        filter::take_out(&ask.app, ask.actor()?, part).await?;
    } else {
        filter::delete(&ask.app, ask.actor()?, found.id).await?;
    }
    done()
}

/// A filter of the older form: one phrase, which is its title as well.
fn older_wish(ask: &Ask, part: Option<FilterPartId>) -> Result<Wish> {
    let params = &ask.params;
    let phrase = params.text("phrase").map(str::to_owned);
    let irreversible = params.flag("irreversible");
    Ok(Wish {
        title: phrase.clone(),
        contexts: contexts(params)?,
        action: irreversible.map(|is_on| if is_on { Action::Hide } else { Action::Warn }),
        lasts_us: lasts_us(params),
        words: vec![WordWish {
            id: part,
            phrase,
            // In this form parts of words are found unless somebody says otherwise.
            is_whole: params
                .flag("whole_word")
                .or(part.is_none().then_some(false)),
            is_gone: false,
        }],
    })
}
