//! Changing a post after it was published: its words, and who may answer and quote it.

use super::held::{self, Tried};
use super::wish::{PictureWish, Wish};
use super::{answer, echo, history, names, publish, setting, space, wish};
use crate::visit::Place;
use crate::{Actor, App, Error, Result, Turn, contact};
use hafan_core::audience::WhoMay;
use hafan_core::id::{AccountId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::place::PlaceField;
use hafan_core::policy;
use hafan_core::text::SourceText;
use hafan_core::time::Timestamp;
use hafan_store::post::{PostRow, Wording};
use hafan_store::{account, media, post};

/// New words for a post.
#[derive(Clone, Default, Debug)]
pub struct EditWish {
    /// The words, with light Markdown.
    pub text: String,
    /// Content notice, or empty.
    pub notice: String,
    /// Language tag, or empty.
    pub language: String,
    /// The pictures it has from now on, in order: those it had, and loose ones of the author's.
    pub pictures: Vec<PictureWish>,
    /// When the wording that the author saw was made, so that nothing is overwritten unseen.
    pub seen: Option<Timestamp>,
    /// Who may quote it from now on, where that changes.
    pub quotes: Option<WhoMay>,
}

/// Gives a post new words. The wording before stays readable for everyone who may see the post.
/// Nothing happens where nothing is different.
///
/// # Errors
/// `Conflict("edited")` if the post was changed after the author loaded it; `Invalid`, `Denied`
/// and `NotFound` as for publishing.
pub async fn edit(app: &App, actor: &Actor, id: PostId, wish: EditWish) -> Result<()> {
    let persona = actor.persona;
    let pictures = wish.pictures.iter().map(|picture| picture.id).collect();
    let attempt = app.write(move |turn| edit_in(turn, persona, id, &wish));
    held::watch(app, persona, Tried::Change(id, pictures), attempt).await
}

fn edit_in(turn: &mut Turn<'_, '_>, persona: AccountId, id: PostId, wish: &EditWish) -> Result<()> {
    let sight = turn.sight(persona)?;
    let (row, permit) = super::own(turn.tx, &sight, id, policy::may_change)?;
    if wish.seen.is_some_and(|seen| seen != worded_at(&row)) {
        return Err(Error::Conflict("edited"));
    }
    let as_new = Wish {
        text: wish.text.clone(),
        notice: wish.notice.clone(),
        language: wish.language.clone(),
        pictures: wish::described(turn.tx, persona, &wish.pictures)?,
        ..Wish::default()
    };
    let place = Place::load(turn.tx)?;
    let words = wish::words(&place, &as_new)?;
    let source = words.text.as_ref().map_or("", SourceText::as_str);
    if row.has_poll && source.is_empty() {
        return Err(Error::invalid("text", "text-empty"));
    }
    let described = media::of_posts(turn.tx, &[row.facts.id.get()])?;
    let pictures_changed = change_pictures(turn, &row, &as_new, (&described, &words.alts))?;
    let before = post::source(turn.tx, id)?.unwrap_or_default();
    let is_same = before == source && row.notice == words.notice && row.language == words.language;
    let quotes_changed = requote(turn, &row, &permit, wish.quotes)?;
    if is_same && !pictures_changed {
        if quotes_changed {
            echo::tell_change(turn, &row);
        }
        return Ok(());
    }
    let named_before = post::names(turn.tx, id)?;
    let around = words.around();
    let said = (words.text.as_ref(), around.as_slice());
    let spaces = space::of_edit(turn, &sight, &row, (&before, said))?;
    let stands = (spaces.as_slice(), row.facts.community.map(|c| c.id));
    let chars_max = place.number(PlaceField::PostCharsMax);
    space::require_length(words.text.as_ref(), stands, chars_max)?;
    let names = names::of_edit(turn, &sight, &row, words.text.as_ref())?.link_to(&spaces);
    let added = names.all.iter().filter(|who| !named_before.contains(who));
    let within = row.facts.community.map(|c| c.id);
    contact::reach(turn, persona, (within, "text"), added.copied())?;
    let rendered = publish::rendered(words.text.as_ref(), &names);
    let all: Vec<AccountId> = names.all.iter().copied().collect();
    let described = history::kept(&described)?;
    let wording = Wording {
        source,
        html: rendered.html.as_str(),
        notice: &words.notice,
        language: &words.language,
        pictures: i64::try_from(words.alts.len()).unwrap_or(i64::MAX),
        pictures_before: &described,
        names: &all,
        // Two wordings of one moment would be one line of the history.
        at: turn.now.max(worded_at(&row).plus(1)),
    };
    post::edit(turn.tx, &permit, id, &wording)?;
    let is_findable = account::persona(turn.tx, persona)?.is_some_and(|p| p.posts_findable);
    let found_by = echo::FoundBy {
        author: persona,
        community: row.facts.community.map(|c| c.id),
        audience: row.facts.audience,
        is_findable,
    };
    let choices = poll_choices(turn, &row)?;
    let mut found = words.found(&rendered);
    found.extend(choices.iter().map(String::as_str));
    echo::reindex(turn, id, &found_by, &found)?;
    answer::ask_again(turn, &row)?;
    for name in all.iter().filter(|name| !named_before.contains(name)) {
        echo::note_exchange(turn, persona, *name)?;
        echo::notify(turn, *name, NotificationKind::Mention, persona, id)?;
    }
    echo::tell_change(turn, &row);
    Ok(())
}

/// Changes who may quote a post, where that was wished for. True if it is anything different.
fn requote(
    turn: &mut Turn<'_, '_>,
    row: &PostRow,
    permit: &policy::Permit,
    quotes: Option<WhoMay>,
) -> Result<bool> {
    let is_inside = row.facts.community.is_some();
    let wished = quotes.unwrap_or(row.facts.quotes);
    let quotes = setting::quotable(wished, row.facts.audience, is_inside);
    if quotes == row.facts.quotes {
        return Ok(false);
    }
    setting::policies_fit(is_inside, row.facts.replies, quotes)?;
    post::set_policy(turn.tx, permit, row.facts.id, row.facts.replies, quotes)?;
    Ok(true)
}

/// When the wording of now was made.
fn worded_at(row: &PostRow) -> Timestamp {
    row.edited_at.unwrap_or(row.created_at)
}

/// Hangs, moves, describes and takes off pictures. True if anything is different.
fn change_pictures(
    turn: &mut Turn<'_, '_>,
    row: &PostRow,
    wish: &Wish,
    (before, alts): (&[media::Media], &[String]),
) -> Result<bool> {
    let wanted: Vec<_> = wish.pictures.iter().map(|picture| picture.id).collect();
    let is_as_before = |old: &media::Media, new: &PictureWish, alt: &String| {
        old.id == new.id && old.alt == *alt && new.focus.is_none_or(|focus| focus == old.focus)
    };
    let is_same = before.len() == wanted.len()
        && before
            .iter()
            .zip(wish.pictures.iter().zip(alts))
            .all(|(old, (new, alt))| is_as_before(old, new, alt));
    if is_same {
        return Ok(false);
    }
    let is_new = |new: &&PictureWish| before.iter().all(|old| old.id != new.id);
    let added: Vec<PictureWish> = wish.pictures.iter().filter(is_new).cloned().collect();
    held::require_welcome(turn, row.facts.community.map(|c| c.id), &added)?;
    publish::hang_pictures(turn, row.facts.id, row.facts.author, wish, alts)?;
    for gone in before.iter().filter(|old| !wanted.contains(&old.id)) {
        crate::media::forget(turn, gone)?;
    }
    Ok(true)
}

fn poll_choices(turn: &mut Turn<'_, '_>, row: &PostRow) -> Result<Vec<String>> {
    if !row.has_poll {
        return Ok(Vec::new());
    }
    let polls = hafan_store::poll::of_posts(turn.tx, &[row.facts.id.get()], None)?;
    let options = polls.into_iter().flat_map(|poll| poll.options);
    Ok(options.map(|option| option.label).collect())
}

/// Closes the answers under a post of the actor's own, or opens them to whom is usual where it
/// stands. What was answered before stays, and what waits can be let in still.
///
/// # Errors
/// As [`set_policy`].
pub async fn turn_answers(app: &App, actor: &Actor, id: PostId, is_open: bool) -> Result<()> {
    let persona = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(persona)?;
        let (row, permit) = super::own(turn.tx, &sight, id, policy::may_change)?;
        if (row.facts.replies != WhoMay::Nobody) == is_open {
            return Ok(());
        }
        let replies = match is_open {
            true => usual_replies(turn, &row)?,
            false => WhoMay::Nobody,
        };
        post::set_policy(turn.tx, &permit, id, replies, row.facts.quotes)?;
        echo::tell_change(turn, &row);
        Ok(())
    })
    .await
}

/// Who may answer where the post stands, unless that is nobody.
fn usual_replies(turn: &mut Turn<'_, '_>, row: &PostRow) -> Result<WhoMay> {
    let usual = match (row.facts.community, row.reply_to) {
        (Some(_), Some(_)) => WhoMay::Members,
        (None, Some(_)) => WhoMay::Everyone,
        (Some(place), None) => post::community_rules(turn.tx, place.id)?
            .map_or(WhoMay::Members, |(_, usual)| usual.replies),
        (None, None) => account::persona(turn.tx, row.facts.author)?
            .map_or(WhoMay::Everyone, |persona| persona.default_replies),
    };
    Ok(match (usual, row.facts.community) {
        (WhoMay::Nobody, Some(_)) => WhoMay::Members,
        (WhoMay::Nobody | WhoMay::Members, None) => WhoMay::Everyone,
        (usual, _) => usual,
    })
}

/// Changes who may answer and quote a post from now on. What was answered before stays.
pub async fn set_policy(
    app: &App,
    actor: &Actor,
    id: PostId,
    replies: WhoMay,
    quotes: WhoMay,
) -> Result<()> {
    let persona = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(persona)?;
        let (row, permit) = super::own(turn.tx, &sight, id, policy::may_change)?;
        let is_inside = row.facts.community.is_some();
        let quotes = setting::quotable(quotes, row.facts.audience, is_inside);
        setting::policies_fit(is_inside, replies, quotes)?;
        post::set_policy(turn.tx, &permit, id, replies, quotes)?;
        echo::tell_change(turn, &row);
        Ok(())
    })
    .await
}
