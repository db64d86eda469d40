//! Publishing: from a wish to a post that everyone it is for can see.

use super::answer;
use super::echo;
use super::held::{self, Tried};
use super::names::{self, Names};
use super::posted;
use super::react::POLL_ENDED_JOB;
use super::setting::{self, Setting};
use super::space;
use super::wish::{self, Wish, Words};
use crate::visit::{Place, token_hash};
use crate::{Actor, App, Error, Result, Turn, contact};
use hafan_core::id::{AccountId, PostId};
use hafan_core::place::PlaceField;
use hafan_core::policy;
use hafan_core::text::{Rendered, SourceText, render};
use hafan_core::time::{HOUR_US, Timestamp};
use hafan_store::application;
use hafan_store::post::NewPost;

/// Posts a persona may publish in an hour. Nobody writes that many by hand; a script that floods a
/// place is slowed to something people can deal with.
pub const POSTS_AN_HOUR_MAX: i64 = 300;

/// Publishes a post and answers its id. Sending the same draft again answers the same id.
///
/// # Errors
/// `Invalid` with everything that is not right or where it reaches too many strangers, or shows what was taken out, `Denied`
/// where the rules say no, `NotFound` for what the author may not see, `Limited` beyond
/// [`POSTS_AN_HOUR_MAX`].
pub async fn publish(app: &App, actor: &Actor, wish: Wish) -> Result<PostId> {
    let persona = actor.persona;
    let draft = wish.draft;
    let before = app.read(move |read| match draft {
        Some(draft) => Ok(hafan_store::draft::sent_as(read, draft, persona)?),
        None => Ok(None),
    });
    if let Some(post) = before.await? {
        return Ok(post);
    }
    require_pace(app, persona).await?;
    let tried = Tried::New(Box::new(wish.clone()));
    let attempt = app.write(move |turn| publish_in(turn, persona, &wish));
    held::watch(app, persona, tried, attempt).await
}

/// As [`publish`]; a request with the same key again answers the post that came of the first.
///
/// # Errors
/// As [`publish`].
pub async fn publish_once(app: &App, actor: &Actor, wish: Wish, key: &str) -> Result<PostId> {
    let persona = actor.persona;
    let hash = token_hash(key);
    let before = app.read(move |read| Ok(application::sent_before(read, persona, &hash)?));
    if let Some(post) = before.await? {
        return Ok(post);
    }
    require_pace(app, persona).await?;
    let tried = Tried::New(Box::new(wish.clone()));
    let attempt = app.write(move |turn| {
        let id = turn.post_id()?;
        if !application::note_sent(turn.tx, persona, (&hash, id), turn.now)? {
            if let Some(post) = application::sent_before(turn.tx, persona, &hash)? {
                return Ok(post);
            }
            // What came of it has been taken down since.
            application::note_sent_again(turn.tx, persona, (&hash, id), turn.now)?;
        }
        publish_as(turn, persona, &wish, id)
    });
    held::watch(app, persona, tried, attempt).await
}

/// As [`publish_in`], whoever it reaches: for the sample place and for imports.
///
/// # Errors
/// As [`publish_in`].
pub fn publish_freely(turn: &mut Turn<'_, '_>, persona: AccountId, wish: &Wish) -> Result<PostId> {
    turn.lift_limits();
    publish_in(turn, persona, wish)
}

/// Publishes within a transaction that is open already, without asking for the pace.
///
/// # Errors
/// As [`publish`], but never `Limited`.
pub fn publish_in(turn: &mut Turn<'_, '_>, persona: AccountId, wish: &Wish) -> Result<PostId> {
    let id = turn.post_id()?;
    publish_as(turn, persona, wish, id)
}

/// Writes first which post comes of the draft, and looks only if there is one already: whoever
/// looks first clashes, on PostgreSQL, with everybody who publishes at the same moment.
fn publish_as(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    wish: &Wish,
    id: PostId,
) -> Result<PostId> {
    if let Some(draft) = wish.draft {
        if !hafan_store::draft::mark_sent(turn.tx, draft, persona, id, turn.now)? {
            let before = hafan_store::draft::sent_as(turn.tx, draft, persona)?;
            return before.ok_or(Error::NotFound);
        }
        hafan_store::draft::delete(turn.tx, draft, persona)?;
    }
    let sight = turn.sight(persona)?;
    // Whoever may not write at all is told that, not what is wrong with the words.
    policy::may_publish(&sight, None)?;
    let place = Place::load(turn.tx)?;
    let wish = &Wish {
        pictures: wish::described(turn.tx, persona, &wish.pictures)?,
        ..wish.clone()
    };
    let words = wish::words(&place, wish)?;
    let said = (words.text.as_ref(), words.around());
    let spaces = space::named(turn, &sight, (said.0, &said.1))?;
    let setting = setting::decide(turn, &sight, wish, &spaces)?;
    let chars_max = place.number(PlaceField::PostCharsMax);
    space::require_length(words.text.as_ref(), (&spaces, setting.community), chars_max)?;
    held::require_welcome(turn, setting.community, &wish.pictures)?;
    let names = names::of_wish(turn, &sight, &setting, words.text.as_ref(), wish)?;
    let names = names.link_to(&spaces);
    let quoted = setting.quoted.as_ref().map(|quoted| quoted.facts.author);
    let quoted = quoted.filter(|author| *author != persona);
    let reached = names.addressed.iter().copied().chain(quoted);
    contact::reach(turn, persona, (setting.community, "text"), reached)?;
    let rendered = rendered(words.text.as_ref(), &names);
    insert(turn, id, &setting, &words, (&names, &rendered))?;
    answer::ask(turn, &setting, id)?;
    hang_pictures(turn, id, persona, wish, &words.alts)?;
    if let Some(poll) = &words.poll {
        let ends_at = turn.now.plus(poll.lasts_us);
        hafan_store::poll::insert(turn.tx, id, poll.is_multiple, ends_at, &poll.options)?;
        turn.enqueue(POLL_ENDED_JOB, &id.to_string(), None, ends_at)?;
    }
    echo::note_exchanges(turn, persona, &names)?;
    echo::index(turn, id, &setting.found_by(), &words.found(&rendered))?;
    echo::notify_of(turn, &setting, &names, id)?;
    posted::queue(turn, &setting, id)?;
    echo::tell_of(turn, &setting, id);
    Ok(id)
}

/// Asked before the turn in which the post is written, so that a few that come at the very same
/// moment may go beyond it: within the turn, the question would make everybody's new posts clash.
async fn require_pace(app: &App, persona: AccountId) -> Result<()> {
    let oldest =
        app.read(move |read| Ok(hafan_store::post::three_hundredth_newest(read, persona)?));
    let retry_at = oldest
        .await?
        .map_or(Timestamp::from_micros(0), |at| at.plus(HOUR_US));
    if retry_at > app.now() {
        return Err(Error::Limited { retry_at });
    }
    Ok(())
}

/// The text as HTML; nothing where pictures speak alone.
pub(super) fn rendered(text: Option<&SourceText>, names: &Names) -> Rendered {
    text.map_or_else(Rendered::default, |text| {
        render(text, &|handle| names.path(handle))
    })
}

fn insert(
    turn: &mut Turn<'_, '_>,
    id: PostId,
    setting: &Setting,
    words: &Words,
    (names, rendered): (&Names, &Rendered),
) -> Result<()> {
    let all: Vec<AccountId> = names.all.iter().copied().collect();
    let new = NewPost {
        id,
        author: setting.author,
        community: setting.community,
        audience: setting.audience,
        audience_of: setting.audience_of,
        circle: setting.circle,
        reply_to: setting.parent.as_ref().map(|parent| parent.facts.id),
        thread: setting.thread(id),
        answered: setting.answered(),
        thread_by: setting.thread_by,
        quote_of: setting.quoted.as_ref().map(|quoted| quoted.facts.id),
        boost_of: None,
        source: words.text.as_ref().map_or("", SourceText::as_str),
        html: rendered.html.as_str(),
        notice: &words.notice,
        language: &words.language,
        replies: setting.replies,
        quotes: setting.quotes,
        pictures: i64::try_from(words.alts.len()).unwrap_or(i64::MAX),
        has_poll: words.poll.is_some(),
        at: turn.now,
        names: &all,
    };
    Ok(hafan_store::post::insert(turn.tx, &setting.permit, &new)?)
}

/// Hangs the pictures on the post. One that is gone or not the author's stops everything.
pub(super) fn hang_pictures(
    turn: &mut Turn<'_, '_>,
    post: PostId,
    owner: AccountId,
    wish: &Wish,
    alts: &[String],
) -> Result<()> {
    for (position, (picture, alt)) in (0_i64..).zip(wish.pictures.iter().zip(alts)) {
        let is_hung = hafan_store::media::attach(turn.tx, picture.id, post, position, owner)?;
        if !is_hung {
            return Err(Error::invalid("pictures", "picture-gone"));
        }
        hafan_store::media::set_alt(turn.tx, picture.id, alt, owner)?;
        if let Some(focus) = picture.focus {
            hafan_store::media::set_focus(turn.tx, picture.id, focus, owner)?;
        }
    }
    Ok(())
}
