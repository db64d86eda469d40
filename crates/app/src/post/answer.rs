//! Answers and quotes that somebody has a say about: they are asked, look, and decide. ADR 7.

mod shielded;

pub(super) use shielded::hold_again;
pub(crate) use shielded::show_shielded;

use super::echo;
use super::setting::Setting;
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::answer::{AnswerKind, AnswerStanding};
use hafan_core::id::{AccountId, PostId};
use hafan_core::ledger::{By, Cause, Change, Owner};
use hafan_core::policy::{self, Permit, Sight};
use hafan_core::text::{plain_lines, plain_words};
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card};
use hafan_store::answer::{self, Said};
use hafan_store::post::{self, PostRow};
use hafan_store::{Read, ledger, media, poll, sight};
use std::collections::{HashMap, HashSet};

/// What somebody who has a say does with an answer or a quote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Shows what waits, or what was refused before.
    LetIn,
    /// Does not show what waits. Its author is not told.
    Refuse,
    /// Hides what shows, for everyone but its author, who is not told.
    Hide,
    /// Shows what was hidden.
    Show,
}

/// Decides about an answer to the actor, or in a thread of theirs, or about a quote of them. What
/// is so already stays so.
///
/// # Errors
/// `NotFound` for what the actor could not see if it stood, or has no say about and may not know
/// of; `Denied("not-your-thread")`; `Conflict("answer-settled")` where it stands otherwise by now.
pub async fn decide(
    app: &App,
    actor: &Actor,
    about: (PostId, AnswerKind),
    verdict: Verdict,
) -> Result<()> {
    decide_read(app, actor, about, verdict, None).await
}

/// As [`decide`], about the wording of that moment (to the millisecond): nobody lets in, or shows
/// again, other words than they read.
///
/// # Errors
/// As [`decide`]; `Conflict("answer-changed")` where it has other words by now.
pub async fn decide_read(
    app: &App,
    actor: &Actor,
    (post, kind): (PostId, AnswerKind),
    verdict: Verdict,
    read: Option<Timestamp>,
) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let case = Case::open(turn, me, (post, kind))?;
        let worded_at = case.row.edited_at.unwrap_or(case.row.created_at);
        let is_same = |read: Timestamp| read.micros() / 1_000 == worded_at.micros() / 1_000;
        let shows = matches!(verdict, Verdict::LetIn | Verdict::Show);
        if shows && !read.is_none_or(is_same) {
            return Err(Error::Conflict("answer-changed"));
        }
        let next = match verdict {
            // Nobody told its author that it waited, and nobody does now.
            Verdict::LetIn if case.standing == AnswerStanding::Shielded => AnswerStanding::Open,
            Verdict::Refuse if case.standing == AnswerStanding::Shielded => AnswerStanding::Hidden,
            Verdict::LetIn => AnswerStanding::LetIn,
            Verdict::Refuse => AnswerStanding::Refused,
            Verdict::Hide => AnswerStanding::Hidden,
            Verdict::Show => case.before_hidden(turn, me)?,
        };
        let is_so = case.standing == next
            || verdict == Verdict::LetIn && case.standing.shows()
            || verdict == Verdict::Hide && case.standing == AnswerStanding::Below;
        if is_so {
            return Ok(());
        }
        let may = match verdict {
            Verdict::Show => case.standing.is_hidden(),
            _ => case.standing.may_become(next),
        };
        if !may {
            return Err(Error::Conflict("answer-settled"));
        }
        case.settle(turn, me, next, Cause::Choice)?;
        if verdict == Verdict::LetIn {
            crate::door::let_in_once_read(turn, me, case.row.facts.author)?;
        }
        Ok(())
    })
    .await
}

/// Sets what somebody said back to what it was before. The caller has looked that nothing was said
/// since.
pub(crate) fn set_back(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    about: (PostId, AnswerKind),
    old: AnswerStanding,
) -> Result<()> {
    let case = Case::open(turn, me, about)?;
    // What followed by itself is hidden by choice from now on.
    let old = match old {
        AnswerStanding::Below => AnswerStanding::Hidden,
        other => other,
    };
    case.settle(turn, me, old, Cause::Undo)
}

/// One answer or quote before somebody who has a say about it.
struct Case {
    row: PostRow,
    kind: AnswerKind,
    standing: AnswerStanding,
    /// The rules were asked.
    _permit: Permit,
}

impl Case {
    fn open(
        turn: &mut Turn<'_, '_>,
        me: AccountId,
        (post, kind): (PostId, AnswerKind),
    ) -> Result<Self> {
        let sight = turn.sight(me)?;
        let row = post::row(turn.tx, post, Some(me))?
            .filter(|row| row.boost_of.is_none())
            .ok_or(Error::NotFound)?;
        let permit = match kind {
            AnswerKind::Reply if row.reply_to.is_some() => policy::may_judge(&sight, &row.facts)?,
            AnswerKind::Reply => return Err(Error::NotFound),
            AnswerKind::Quote => permit_for_quote(turn, &sight, &row)?,
        };
        let said = answer::of_post(turn.tx, post)?.into_iter();
        let mine = said.filter(|said| said.kind == kind && said.owner == me);
        let standing = mine.map(|said| said.standing).next();
        Ok(Self {
            standing: standing.unwrap_or(AnswerStanding::Open),
            row,
            kind,
            _permit: permit,
        })
    }

    /// How it stood before it was hidden: asked about or not.
    fn before_hidden(&self, turn: &mut Turn<'_, '_>, me: AccountId) -> Result<AnswerStanding> {
        let change = self.change(me, AnswerStanding::Open);
        let owner = Owner::Persona(me);
        let newest = ledger::newest(turn.tx, owner, change.kind(), &change.key())?;
        let old = newest.and_then(|entry| AnswerStanding::parse(&entry.old));
        let shown = old.filter(|old| old.shows());
        Ok(shown.unwrap_or(AnswerStanding::Open))
    }

    const fn change(&self, owner: AccountId, new: AnswerStanding) -> Change {
        Change::Answer {
            owner,
            post: self.row.facts.id,
            kind: self.kind,
            old: self.standing,
            new,
        }
    }

    fn settle(
        &self,
        turn: &mut Turn<'_, '_>,
        me: AccountId,
        new: AnswerStanding,
        cause: Cause,
    ) -> Result<()> {
        turn.record(self.change(me, new), By::Self_, cause)?;
        let id = self.row.facts.id;
        let now = post::row(turn.tx, id, None)?.ok_or(Error::NotFound)?;
        if self.kind == AnswerKind::Quote {
            // To its author it stood all the while.
            match (self.standing, new) {
                (AnswerStanding::Shielded, AnswerStanding::Open)
                | (AnswerStanding::Open, AnswerStanding::Shielded) => {
                    echo::tell_requoted(turn, &now);
                }
                _ => echo::tell_change(turn, &now),
            }
            return Ok(());
        }
        match (self.row.facts.say.stands(), now.facts.say.stands()) {
            (false, true) if self.standing.is_hidden() => {
                echo::tell_shown_again(turn, &now);
                Ok(())
            }
            // Its author was not told that it did not show.
            (false, true) if self.standing == AnswerStanding::Shielded => {
                echo::notify_shown(turn, &now, me)?;
                echo::tell_shown_again(turn, &now);
                Ok(())
            }
            (false, true) => echo::tell_shown(turn, &now, me),
            (true, false) => {
                echo::tell_held(turn, &now);
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Whoever is quoted decides about it, in a post that they may see.
fn permit_for_quote(turn: &mut Turn<'_, '_>, sight: &Sight, row: &PostRow) -> Result<Permit> {
    let visible = Some(row).filter(|row| policy::may_see_to_judge(sight, &row.facts));
    let quoted = visible
        .and_then(|row| row.quote_of)
        .ok_or(Error::NotFound)?;
    let (_, permit) = super::own(turn.tx, sight, quoted, policy::may_delete)?;
    Ok(permit)
}

/// Puts a new post before whoever is asked about it. What its author adds below an answer of theirs
/// that is held is held with it: nobody walks around a no by writing on.
pub(super) fn ask(turn: &mut Turn<'_, '_>, setting: &Setting, id: PostId) -> Result<()> {
    let now = turn.now;
    let mut asks = setting.asks.clone();
    let own = setting
        .parent
        .as_ref()
        .filter(|parent| parent.facts.author == setting.author && !parent.facts.say.stands());
    if let Some(own) = own {
        for said in answer::of_post(turn.tx, own.facts.id)? {
            let is_held = said.kind == AnswerKind::Reply && !said.standing.shows();
            if !is_held || asks.contains(&said.owner) {
                continue;
            }
            match said.standing {
                AnswerStanding::Shielded => {
                    answer::shield(turn.tx, (id, AnswerKind::Reply, said.owner), now)?;
                }
                // As one that stands, to its author: hidden without a question.
                standing if standing.is_hidden() => {
                    answer::hide_with(turn.tx, &setting.permit, (id, said.owner), now)?;
                }
                _ => asks.push(said.owner),
            }
        }
    }
    for owner in asks {
        answer::ask(
            turn.tx,
            &setting.permit,
            (id, AnswerKind::Reply, owner),
            now,
        )?;
    }
    shielded::hold(turn, setting, id)?;
    if let Some(owner) = setting.quote_asks {
        answer::ask(
            turn.tx,
            &setting.permit,
            (id, AnswerKind::Quote, owner),
            now,
        )?;
    }
    Ok(())
}

/// New words of a post that somebody let in: they let other words in, so it waits again. `row` is
/// the post as it was before.
pub(super) fn ask_again(turn: &mut Turn<'_, '_>, row: &PostRow) -> Result<()> {
    let (post, author) = (row.facts.id, row.facts.author);
    let mut waits = false;
    for (owner, kind) in answer::let_in_by(turn.tx, post)? {
        let change = Change::Answer {
            owner,
            post,
            kind,
            old: AnswerStanding::LetIn,
            new: AnswerStanding::Waiting,
        };
        turn.record(change, By::Account(author), Cause::Choice)?;
        waits |= kind == AnswerKind::Reply;
    }
    // What somebody else held all the while stood in no list.
    if waits && row.facts.say.stands() {
        echo::tell_held(turn, row);
    }
    Ok(())
}

/// Since when an answer has stood with the words that those who have a say were asked about, or
/// looked at; nothing where none of them ever said anything.
pub(super) fn settled_at(read: &mut Read<'_>, row: &PostRow) -> Result<Option<Timestamp>> {
    let facts = &row.facts;
    let said = answer::of_post(read, facts.id)?.into_iter();
    // What stays of somebody who is gone.
    let said = said.filter(|said| said.kind == AnswerKind::Reply);
    let mut moments: Vec<Timestamp> = said.map(|said| said.since).collect();
    let owners = [facts.say.answered, facts.say.thread_by]
        .into_iter()
        .flatten();
    for owner in owners.filter(|owner| *owner != facts.author) {
        let about = Change::Answer {
            owner,
            post: facts.id,
            kind: AnswerKind::Reply,
            old: AnswerStanding::Open,
            new: AnswerStanding::Open,
        };
        let newest = ledger::newest(read, Owner::Persona(owner), about.kind(), &about.key())?;
        moments.extend(newest.map(|entry| entry.at));
    }
    Ok(moments.into_iter().max())
}

/// Which part of the tray is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tray {
    /// What waits for an answer.
    Waiting,
    /// What was refused or hidden.
    Away,
}

impl Tray {
    const fn standings(self) -> &'static [AnswerStanding] {
        match self {
            Self::Waiting => &[AnswerStanding::Waiting, AnswerStanding::Shielded],
            Self::Away => &[
                AnswerStanding::Refused,
                AnswerStanding::Hidden,
                AnswerStanding::Below,
            ],
        }
    }
}

/// Something that waits, or was put away, as the one who decides reads it: words alone. Nothing in
/// it can be pressed, and no picture is loaded, before a yes.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The answer, or the post that quotes.
    pub post: PostId,
    /// Which of both.
    pub kind: AnswerKind,
    /// How it stands.
    pub standing: AnswerStanding,
    /// Who wrote it.
    pub author: Card,
    /// Content notice, or empty.
    pub notice: String,
    /// Language tag, or empty.
    pub language: String,
    /// Its words, without anything to press, in the lines they stand in.
    pub words: String,
    /// How many pictures it has.
    pub pictures: i64,
    /// What it says of them, of those of which it says something.
    pub alts: Vec<String>,
    /// The answers to choose from, where it asks something.
    pub choices: Vec<String>,
    /// Whom it quotes beside, and their words, where that would show.
    pub beside: Option<(Card, String)>,
    /// When it was written.
    pub at: Timestamp,
    /// What it answers or quotes: the post and its author, where that can be shown.
    pub about: Option<(PostId, Card)>,
    /// The words of that, shortened by whoever shows them.
    pub about_words: String,
}

/// A page of the tray.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Newest first.
    pub list: Vec<Waiting>,
    /// Where older ones go on.
    pub older: Option<PostId>,
}

/// What waits for the actor, or what they put away, before a post; `limit` of it, and one more
/// where the last of it stands twice.
pub async fn tray(
    app: &App,
    actor: &Actor,
    which: Tray,
    (before, limit): (PostId, usize),
) -> Result<Page> {
    let me = actor.persona;
    app.read(move |read| {
        let sight = sight::load(read, Some(me))?;
        gather(read, &sight, (me, which), (before, limit))
    })
    .await
}

/// True where the tray of this persona shows something that waits. No number: it can wait.
pub(crate) fn is_any_waiting(read: &mut Read<'_>, sight: &Sight, me: AccountId) -> Result<bool> {
    let newest = PostId::new(i64::MAX);
    let found = gather(read, sight, (me, Tray::Waiting), (newest, 1))?;
    Ok(!found.list.is_empty())
}

/// Rounds read for one page: what cannot be read any more is passed over, but not for ever.
const ROUNDS_MAX: usize = 10;

fn gather(
    read: &mut Read<'_>,
    sight: &Sight,
    (me, which): (AccountId, Tray),
    (before, limit): (PostId, usize),
) -> Result<Page> {
    let mut page = Page::default();
    let mut cursor = before;
    for _ in 0..ROUNDS_MAX {
        let mut found = answer::tray(read, me, which.standings(), cursor)?;
        let is_full = found.len() == answer::TRAY_ROUND;
        // A post that answers and quotes stands twice, and is not torn apart.
        if let Some(last) = found.last().map(|said| said.post).filter(|_| is_full) {
            found.retain(|said| said.post != last);
        }
        for one in shown(read, sight, &found)? {
            let last = page.list.last().map(|shown| shown.post);
            if page.list.len() >= limit && last != Some(one.post) {
                page.older = last;
                return Ok(page);
            }
            page.list.push(one);
        }
        match found.last().filter(|_| is_full) {
            Some(last) => cursor = last.post,
            None => return Ok(page),
        }
    }
    page.older = Some(cursor);
    Ok(page)
}

/// What may be seen of these. Whoever was blocked since is not read here either.
fn shown(read: &mut Read<'_>, sight: &Sight, some: &[Said]) -> Result<Vec<Waiting>> {
    let ids: Vec<i64> = some.iter().map(|said| said.post.get()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = by_id(post::rows(read, &ids, sight.viewer)?);
    let about = rows.values().flat_map(|row| [row.reply_to, row.quote_of]);
    let about: Vec<i64> = about.flatten().map(PostId::get).collect();
    let about_rows = by_id(post::rows(read, &about, sight.viewer)?);
    let authors = rows.values().chain(about_rows.values());
    let authors: HashSet<i64> = authors.map(|row| row.facts.author.get()).collect();
    let authors: Vec<i64> = authors.into_iter().collect();
    let cards = account::cards(read, &authors)?.into_iter();
    let cards: HashMap<AccountId, Card> = cards.map(|card| (card.id, card)).collect();
    let [alts, choices] = words_around(read, &rows)?;
    let waiting = some.iter().filter_map(|said| {
        let row = rows.get(&said.post)?;
        let is_read = match said.kind {
            AnswerKind::Reply => policy::may_judge(sight, &row.facts).is_ok(),
            AnswerKind::Quote => policy::may_see_to_judge(sight, &row.facts),
        };
        let author = cards.get(&row.facts.author).filter(|_| is_read)?;
        let id = match said.kind {
            AnswerKind::Reply => row.reply_to,
            AnswerKind::Quote => row.quote_of,
        };
        let seen = |row: &&PostRow| policy::may_see(sight, &row.facts);
        let about = id.and_then(|id| about_rows.get(&id)).filter(seen);
        let beside = row
            .quote_of
            .filter(|_| said.kind == AnswerKind::Reply)
            .filter(|_| policy::shows_as_quote(sight, row.facts.author, &row.quote_say))
            .and_then(|id| about_rows.get(&id).filter(seen));
        Some(Waiting {
            post: said.post,
            kind: said.kind,
            standing: said.standing,
            author: author.clone(),
            notice: row.notice.clone(),
            language: row.language.clone(),
            words: plain_lines(&row.html),
            pictures: row.pictures,
            alts: alts.get(&said.post).cloned().unwrap_or_default(),
            choices: choices.get(&said.post).cloned().unwrap_or_default(),
            beside: beside.and_then(|row| {
                let card = cards.get(&row.facts.author)?;
                Some((card.clone(), all_words(row)))
            }),
            at: row.edited_at.unwrap_or(row.created_at),
            about: about.and_then(|row| {
                let card = cards.get(&row.facts.author)?;
                Some((row.facts.id, card.clone()))
            }),
            about_words: about.map_or_else(String::new, |row| match row.notice.is_empty() {
                true => plain_words(&row.html),
                false => row.notice.clone(),
            }),
        })
    });
    Ok(waiting.collect())
}

/// The words of posts beside their text: of their pictures, and the answers to choose from.
fn words_around(read: &mut Read<'_>, rows: &HashMap<PostId, PostRow>) -> Result<[ByPost; 2]> {
    let of = |keep: fn(&PostRow) -> bool| -> Vec<i64> {
        let kept = rows.values().filter(|row| keep(row));
        kept.map(|row| row.facts.id.get()).collect()
    };
    let [mut alts, mut choices] = [ByPost::new(), ByPost::new()];
    for picture in media::of_posts(read, &of(|row| row.pictures > 0))? {
        if let Some(post) = picture.post.filter(|_| !picture.alt.is_empty()) {
            alts.entry(post).or_default().push(picture.alt);
        }
    }
    for poll in poll::of_posts(read, &of(|row| row.has_poll), None)? {
        let labels = poll.options.into_iter().map(|option| option.label);
        choices.insert(poll.post, labels.collect());
    }
    Ok([alts, choices])
}

/// Words, by the post that says them.
type ByPost = HashMap<PostId, Vec<String>>;

fn all_words(row: &PostRow) -> String {
    let words = plain_lines(&row.html);
    match row.notice.is_empty() {
        true => words,
        false => format!("{}\n{words}", row.notice),
    }
}

fn by_id(rows: Vec<PostRow>) -> HashMap<PostId, PostRow> {
    rows.into_iter().map(|row| (row.facts.id, row)).collect()
}
