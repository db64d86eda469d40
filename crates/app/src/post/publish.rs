//! Publishing: from a wish to a post that everyone it is for can see.

use super::echo;
use super::names::{self, Names};
use super::posted;
use super::react::POLL_ENDED_JOB;
use super::setting::{self, Setting};
use super::space;
use super::wish::{self, Wish, Words};
use crate::visit::{Place, token_hash};
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::id::{AccountId, PostId};
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
/// `Invalid` with everything that is not right, `Denied` where the rules say no, `NotFound` for
/// what the author may not see, `Limited` beyond [`POSTS_AN_HOUR_MAX`].
pub async fn publish(app: &App, actor: &Actor, wish: Wish) -> Result<PostId> {
    let persona = actor.persona;
    app.write(move |turn| {
        if let Some(post) = sent_before(turn, persona, &wish)? {
            return Ok(post);
        }
        require_pace(turn, persona)?;
        publish_in(turn, persona, &wish)
    })
    .await
}

/// As [`publish`]; a request with the same key again answers the post that came of the first.
///
/// # Errors
/// As [`publish`].
pub async fn publish_once(app: &App, actor: &Actor, wish: Wish, key: &str) -> Result<PostId> {
    let persona = actor.persona;
    let hash = token_hash(key);
    app.write(move |turn| {
        if let Some(post) = application::sent_before(turn.tx, persona, &hash)? {
            return Ok(post);
        }
        require_pace(turn, persona)?;
        let post = publish_in(turn, persona, &wish)?;
        application::note_sent(turn.tx, persona, (&hash, post), turn.now)?;
        Ok(post)
    })
    .await
}

/// Publishes within a transaction that is open already, without asking for the pace: for the
/// sample place and for imports.
///
/// # Errors
/// As [`publish`], but never `Limited`.
pub fn publish_in(turn: &mut Turn<'_, '_>, persona: AccountId, wish: &Wish) -> Result<PostId> {
    if let Some(post) = sent_before(turn, persona, wish)? {
        return Ok(post);
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
    let spaces = space::named(turn, &sight, words.text.as_ref())?;
    let setting = setting::decide(turn, &sight, wish, &spaces)?;
    let names = names::of_wish(turn, &sight, &setting, words.text.as_ref(), wish)?;
    let names = names.link_to(&spaces);
    let rendered = rendered(words.text.as_ref(), &names);
    let id = turn.post_id()?;
    insert(turn, id, &setting, &words, (&names, &rendered))?;
    hang_pictures(turn, id, persona, wish, &words.alts)?;
    if let Some(poll) = &words.poll {
        let ends_at = turn.now.plus(poll.lasts_us);
        hafan_store::poll::insert(turn.tx, id, poll.is_multiple, ends_at, &poll.options)?;
        turn.enqueue(POLL_ENDED_JOB, &id.to_string(), None, ends_at)?;
    }
    if let Some(draft) = wish.draft {
        hafan_store::draft::delete(turn.tx, draft, persona)?;
        hafan_store::draft::mark_sent(turn.tx, draft, persona, id, turn.now)?;
    }
    echo::note_exchanges(turn, persona, &names)?;
    echo::index(turn, id, &setting.found_by(), &words.found(&rendered))?;
    echo::notify_of(turn, &setting, &names, id)?;
    posted::queue(turn, &setting, id)?;
    echo::tell_of(turn, &setting, id);
    Ok(id)
}

/// The post that came of the same draft before: a second click or a form sent again.
fn sent_before(turn: &mut Turn<'_, '_>, persona: AccountId, wish: &Wish) -> Result<Option<PostId>> {
    match wish.draft {
        Some(draft) => Ok(hafan_store::draft::sent_as(turn.tx, draft, persona)?),
        None => Ok(None),
    }
}

fn require_pace(turn: &mut Turn<'_, '_>, persona: AccountId) -> Result<()> {
    let oldest = hafan_store::post::three_hundredth_newest(turn.tx, persona)?;
    let retry_at = oldest.map_or(Timestamp::from_micros(0), |at| at.plus(HOUR_US));
    if retry_at > turn.now {
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
