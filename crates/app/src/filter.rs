//! Filters: what somebody would rather not meet. They act when posts are read (see
//! [`hafan_core::lens`]), and nobody learns of them.

use crate::identity::profile;
use crate::live::Signal;
use crate::{Actor, App, Error, Fault, Result, Turn, reading};
use hafan_core::account::ProfileField;
use hafan_core::id::{AccountId, FilterId, FilterPartId, PostId};
use hafan_core::ledger::{By, Cause, yes_no};
pub use hafan_core::lens::{Action, Context, Energy, Filter, Word};
use hafan_core::policy;
use hafan_core::text::SourceText;
use hafan_core::time::Timestamp;
use hafan_store::filter;

/// Filters of one persona. Each post that is read is looked at through all of them.
pub const FILTERS_MAX: usize = 100;
/// Words and posts of all filters of one persona together, for the same reason.
pub const PARTS_MAX: usize = 1_000;
/// Characters of a title.
pub const TITLE_CHARS_MAX: usize = 100;
/// Characters of a phrase.
pub const PHRASE_CHARS_MAX: usize = 200;

/// What is wished of a filter; what is not said stays as it is.
#[derive(Clone, Default, Debug)]
pub struct Wish {
    /// Its title.
    pub title: Option<String>,
    /// Where it looks.
    pub contexts: Option<Vec<Context>>,
    /// What it does.
    pub action: Option<Action>,
    /// When it ends: in so many microseconds, or never.
    pub lasts_us: Option<Option<i64>>,
    /// Words to add, change or take out.
    pub words: Vec<WordWish>,
}

/// What is wished of words; what is not said stays as it is.
#[derive(Clone, Default, Debug)]
pub struct WordWish {
    /// Words that are there already.
    pub id: Option<FilterPartId>,
    /// The words.
    pub phrase: Option<String>,
    /// Not within longer words.
    pub is_whole: Option<bool>,
    /// They go.
    pub is_gone: bool,
}

/// The filters of the actor, by title.
pub async fn all(app: &App, actor: Actor) -> Result<Vec<Filter>> {
    app.read(move |read| Ok(filter::of_owner(read, actor.persona)?))
        .await
}

/// Whether the actor wants pictures of people they have nothing to do with shown at once: see
/// [`policy::covers_pictures`].
pub async fn shows_pictures(app: &App, actor: Actor) -> Result<bool> {
    let sight = app.sight(Some(actor.persona)).await?;
    Ok(sight.shows_pictures)
}

/// Changes that; an entry of the persona's record.
pub async fn show_pictures(app: &App, actor: Actor, shows: bool) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        policy::may_keep_house(&sight)?;
        let values = (yes_no(sight.shows_pictures), yes_no(shows));
        let change = profile::field_change(me, ProfileField::ShowsPictures, values);
        turn.record(change, By::Self_, Cause::Choice)
    })
    .await
}

/// How much the actor has room for today: it moves what every filter does by one step.
pub async fn energy(app: &App, actor: Actor) -> Result<Energy> {
    let sight = app.sight(Some(actor.persona)).await?;
    Ok(sight.lens.energy)
}

/// Changes that; an entry of the persona's record.
pub async fn set_energy(app: &App, actor: Actor, energy: Energy) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        policy::may_keep_house(&sight)?;
        let values = (sight.lens.energy.code(), energy.code());
        let change = profile::field_change(me, ProfileField::Energy, values);
        turn.record(change, By::Self_, Cause::Choice)?;
        turn.signal(&Signal::Filters(me));
        Ok(())
    })
    .await
}

/// A filter of the actor's.
///
/// # Errors
/// `NotFound` for what is not there or somebody else's.
pub async fn one(app: &App, actor: Actor, id: FilterId) -> Result<Filter> {
    let mut all = all(app, actor).await?.into_iter();
    all.find(|one| one.id == id).ok_or(Error::NotFound)
}

/// The filter of the actor's that has this part, a word or a post.
///
/// # Errors
/// As [`one`].
pub async fn of_part(app: &App, actor: Actor, part: FilterPartId) -> Result<Filter> {
    let mut all = all(app, actor).await?.into_iter();
    all.find(|one| has(one, part)).ok_or(Error::NotFound)
}

fn has(filter: &Filter, part: FilterPartId) -> bool {
    let mut words = filter.words.iter().map(|word| word.id);
    words.any(|id| id == part) || filter.posts.iter().any(|(id, _)| *id == part)
}

/// Makes a filter.
///
/// # Errors
/// `Invalid` for what is empty or too long, or looks nowhere; `Denied("too-many-filters")`,
/// `Denied("filters-full")`.
pub async fn make(app: &App, actor: Actor, wish: Wish) -> Result<Filter> {
    app.write(move |turn| {
        let me = actor.persona;
        let all = own(turn, me)?;
        if all.len() >= FILTERS_MAX {
            return Err(Error::Denied("too-many-filters"));
        }
        let bare = Filter {
            id: FilterId::new(turn.random_id()),
            title: String::new(),
            contexts: Vec::new(),
            action: Action::Warn,
            expires_at: None,
            words: Vec::new(),
            posts: Vec::new(),
        };
        let made = changed(turn, me, (bare, &wish))?;
        keep(turn, me, &all, made)
    })
    .await
}

/// Changes a filter.
///
/// # Errors
/// As [`make`]; `NotFound` for a filter or words of it that are not there.
pub async fn change(app: &App, actor: Actor, id: FilterId, wish: Wish) -> Result<Filter> {
    app.write(move |turn| {
        let me = actor.persona;
        let all = own(turn, me)?;
        let now = all.iter().find(|one| one.id == id).cloned();
        let now = now.ok_or(Error::NotFound)?;
        let changed = changed(turn, me, (now, &wish))?;
        keep(turn, me, &all, changed)
    })
    .await
}

/// Holds a post that the actor may see in a filter.
///
/// # Errors
/// `NotFound` for a filter or a post that is not there for them; `Denied("filters-full")`.
pub async fn hold(app: &App, actor: Actor, id: FilterId, post: PostId) -> Result<Filter> {
    reading::one(app, Some(actor.persona), post).await?;
    app.write(move |turn| {
        let me = actor.persona;
        let all = own(turn, me)?;
        let now = all.iter().find(|one| one.id == id).cloned();
        let mut now = now.ok_or(Error::NotFound)?;
        if !now.posts.iter().any(|(_, held)| *held == post) {
            now.posts.push((FilterPartId::new(turn.random_id()), post));
        }
        keep(turn, me, &all, now)
    })
    .await
}

/// Takes a word or a post out of the filter it is in.
///
/// # Errors
/// `NotFound`.
pub async fn take_out(app: &App, actor: Actor, part: FilterPartId) -> Result<()> {
    app.write(move |turn| {
        let me = actor.persona;
        let all = own(turn, me)?;
        let now = all.iter().find(|one| has(one, part)).cloned();
        let mut now = now.ok_or(Error::NotFound)?;
        now.words.retain(|word| word.id != part);
        now.posts.retain(|(id, _)| *id != part);
        filter::put(turn.tx, me, &now)?;
        turn.signal(&Signal::Filters(me));
        Ok(())
    })
    .await
}

/// Ends a filter.
///
/// # Errors
/// `NotFound`.
pub async fn delete(app: &App, actor: Actor, id: FilterId) -> Result<()> {
    app.write(move |turn| {
        let all = own(turn, actor.persona)?;
        if !all.iter().any(|one| one.id == id) {
            return Err(Error::NotFound);
        }
        filter::delete(turn.tx, id)?;
        turn.signal(&Signal::Filters(actor.persona));
        Ok(())
    })
    .await
}

fn own(turn: &mut Turn<'_, '_>, me: AccountId) -> Result<Vec<Filter>> {
    policy::may_keep_house(&turn.sight(me)?)?;
    Ok(filter::of_owner(turn.tx, me)?)
}

fn keep(turn: &mut Turn<'_, '_>, me: AccountId, all: &[Filter], filter: Filter) -> Result<Filter> {
    let parts = |one: &Filter| one.words.len() + one.posts.len();
    let others = all.iter().filter(|one| one.id != filter.id);
    let others: usize = others.map(parts).sum();
    if others + parts(&filter) > PARTS_MAX {
        return Err(Error::Denied("filters-full"));
    }
    filter::put(turn.tx, me, &filter)?;
    turn.signal(&Signal::Filters(me));
    Ok(filter)
}

/// The filter as it is wished.
fn changed(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    (mut filter, wish): (Filter, &Wish),
) -> Result<Filter> {
    if wish.title.is_some() || filter.title.is_empty() {
        let typed = wish.title.as_deref().unwrap_or_default();
        filter.title = line(typed, "title", TITLE_CHARS_MAX)?;
    }
    if let Some(contexts) = &wish.contexts {
        filter.contexts.clone_from(contexts);
        filter.contexts.dedup();
    }
    if filter.contexts.is_empty() {
        return Err(Error::invalid("context", "filter-nowhere"));
    }
    filter.action = wish.action.unwrap_or(filter.action);
    if let Some(lasts) = wish.lasts_us {
        filter.expires_at = lasts.map(|us| ends_at(turn.now, us));
    }
    for word in &wish.words {
        put_word(turn, me, (&mut filter, word))?;
    }
    Ok(filter)
}

fn ends_at(now: Timestamp, lasts_us: i64) -> Timestamp {
    Timestamp::from_micros(now.micros().saturating_add(lasts_us.max(0)))
}

fn put_word(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    (filter, wish): (&mut Filter, &WordWish),
) -> Result<()> {
    let Some(id) = wish.id else {
        let typed = wish.phrase.as_deref().unwrap_or_default();
        let phrase = line(typed, "keyword", PHRASE_CHARS_MAX)?;
        filter.words.push(Word {
            id: FilterPartId::new(turn.random_id()),
            account: meant(turn, me, &phrase)?,
            phrase,
            is_whole: wish.is_whole.unwrap_or(true),
        });
        return Ok(());
    };
    let at = filter.words.iter().position(|word| word.id == id);
    let at = at.ok_or(Error::NotFound)?;
    if wish.is_gone {
        filter.words.remove(at);
        return Ok(());
    }
    if let Some(typed) = &wish.phrase {
        let phrase = line(typed, "keyword", PHRASE_CHARS_MAX)?;
        // The same words mean whom they meant, whatever that account may be asked for by now.
        if phrase != filter.words[at].phrase {
            filter.words[at].account = meant(turn, me, &phrase)?;
            filter.words[at].phrase = phrase;
        }
    }
    let word = &mut filter.words[at];
    word.is_whole = wish.is_whole.unwrap_or(word.is_whole);
    Ok(())
}

/// The person or community that a phrase names, if it is nothing but a name that the reader may
/// know of: of what they may not, only the words are looked for.
fn meant(turn: &mut Turn<'_, '_>, me: AccountId, phrase: &str) -> Result<Option<AccountId>> {
    let Some(handle) = phrase.strip_prefix('@') else {
        return Ok(None);
    };
    let sight = turn.sight(me)?;
    match reading::account::called(turn.tx, &sight, handle) {
        Ok(card) => Ok(Some(card.id)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn line(typed: &str, field: &'static str, chars_max: usize) -> Result<String> {
    let bound = i64::try_from(chars_max).unwrap_or(i64::MAX);
    SourceText::parse_line(typed, chars_max)
        .map(|line| line.as_str().to_owned())
        .map_err(|error| {
            let fault = Fault::with_bound(field, error.code(), bound);
            Error::Invalid(vec![fault])
        })
}
