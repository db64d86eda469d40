//! News in words, for the page and for applications.

use crate::locale::Texts;
use hafan_app::reading::Item;
use hafan_app::reading::news::{Group, PEOPLE_MAX};
use hafan_app::shield::Told;
use hafan_core::ledger::Cause;
use hafan_core::lens::{self, Context, Verdict};
use hafan_core::notify::NotificationKind;
use hafan_core::text::plain_excerpt;
use hafan_core::time::Timestamp;

/// Characters of a post shown beside the news about it.
const EXCERPT_GRAPHEMES: usize = 140;

/// What is said of a piece of news.
pub struct Said {
    /// What happened, in a sentence.
    pub words: String,
    /// The beginning of what was written, or the reason that was given; may be empty.
    pub excerpt: String,
    /// The language of the excerpt, where it is known.
    pub language: String,
    /// Where it leads to.
    pub path: String,
}

/// A piece of news in the words of its reader, with their handle and the time.
pub fn said(
    texts: Texts,
    shows_counts: bool,
    (reader, now): (&str, Timestamp),
    group: &Group,
) -> Said {
    let folds = verdict(group, now).folds_and_laters();
    let (excerpt, language) = match (&group.item, &group.stands) {
        (Some(_), _) if !folds.is_empty() => {
            let title = [("title", folds.join(", ").into())];
            (texts.f("filter-folded", &title), String::new())
        }
        (Some(item), _) => (excerpt(texts, item), item.post.language.clone()),
        (None, Some(stands)) if !stands.note.is_empty() => {
            let note = [("note", stands.note.as_str().into())];
            (texts.f("ledger-note", &note), String::new())
        }
        (None, _) => (String::new(), String::new()),
    };
    Said {
        words: words(texts, group, names(texts, shows_counts, group)),
        excerpt,
        language,
        path: path(reader, group),
    }
}

/// Why it is told, in a sentence, and where that is changed.
pub fn why(texts: Texts, group: &Group) -> (&'static str, String) {
    let person = group.people.first().map(|person| &person.handle);
    let place = group.community.as_ref().map(|place| &place.handle);
    match (group.kind, person, place) {
        (NotificationKind::Posted, Some(handle), _) => {
            (texts.t("why-news-tells"), format!("/@{handle}#tie"))
        }
        (NotificationKind::JoinAsked, _, Some(handle)) => {
            (texts.t("why-news-carer"), format!("/c/{handle}/leave"))
        }
        (
            NotificationKind::Alarm
            | NotificationKind::ShieldUp
            | NotificationKind::Digging
            | NotificationKind::OldWordsShielded
            | NotificationKind::ShieldEnded,
            ..,
        ) => (texts.t("why-news-shield"), "/me/shield".to_owned()),
        _ => (texts.t("why-news-yours"), "/me/door".to_owned()),
    }
}

/// True where the reader's filters of words keep the news from them.
pub fn is_hidden(group: &Group, now: Timestamp) -> bool {
    verdict(group, now).is_hidden
}

/// What the reader's filters make of the post that the news is about.
fn verdict(group: &Group, now: Timestamp) -> Verdict {
    let hits = group.item.as_ref().map(|item| item.filtered.as_slice());
    lens::verdict(hits.unwrap_or_default(), Context::Notifications, now)
}

/// Who did it: how many others did is for those who asked for numbers.
fn names(texts: Texts, shows_counts: bool, group: &Group) -> String {
    let names: Vec<&str> = group.people.iter().map(|card| card.name.as_str()).collect();
    let named = texts.names(&names);
    match (group.others, shows_counts) {
        (0, _) => named,
        (others, true) => {
            let mut all = names.clone();
            all.resize(names.len() + others, "");
            texts.names_up_to(&all, PEOPLE_MAX)
        }
        (_, false) => texts.f("news-and-others", &[("names", names.join(", ").into())]),
    }
}

/// What happened, in a sentence.
fn words(texts: Texts, group: &Group, names: String) -> String {
    let place = group.community.as_ref();
    // As in the reader's record: not the name of what is not theirs to know of any more.
    let place = place.map_or_else(|| texts.t("ledger-a-place"), |card| card.name.as_str());
    let key = match &group.stands {
        Some(stands) if stands.cause == Cause::Deletion => "news-heir".to_owned(),
        Some(stands) => format!("ledger-membership-{}", stands.now.code()),
        None if group.kind == NotificationKind::Reply && group.times > 1 => {
            "news-replies".to_owned()
        }
        None => match group.wave.filter(|_| group.kind == NotificationKind::Alarm) {
            Some(wave) => alarm_key(&wave).to_owned(),
            None => key(group.kind).to_owned(),
        },
    };
    let args = [
        ("names", names.into()),
        ("place", place.into()),
        ("count", group.wave.map_or(0, |wave| wave.people).into()),
    ];
    texts.f(&key, &args)
}

fn path(reader: &str, group: &Group) -> String {
    if let Some(item) = &group.item {
        return format!("/@{}/{}", item.author.handle, item.post.facts.id);
    }
    match (group.kind, &group.community, group.people.first()) {
        (NotificationKind::FollowAsked, ..) => "/me/follows/requests".to_owned(),
        (NotificationKind::JoinAsked, Some(place), _) => format!("/c/{}/requests", place.handle),
        (NotificationKind::JoinQuestion, Some(place), _) => format!("/c/{}/join", place.handle),
        (NotificationKind::Membership, ..) => "/me/ledger".to_owned(),
        (NotificationKind::NotPublished, ..) => "/drafts".to_owned(),
        (
            NotificationKind::Alarm
            | NotificationKind::ShieldUp
            | NotificationKind::Digging
            | NotificationKind::OldWordsShielded
            | NotificationKind::ShieldEnded,
            ..,
        ) => "/me/shield".to_owned(),
        (NotificationKind::ReportTaken | NotificationKind::ReportClosed, ..) => {
            "/notifications".to_owned()
        }
        // Where it stood stands the reason.
        (NotificationKind::TakenOut, ..) => match group.gone {
            Some(post) => format!("/@{reader}/{post}"),
            None => "/me/posts".to_owned(),
        },
        (_, Some(place), _) => format!("/c/{}", place.handle),
        (_, None, Some(person)) => format!("/@{}", person.handle),
        (_, None, None) => "/notifications".to_owned(),
    }
}

/// The beginning of a post; behind a content notice only the notice.
pub fn excerpt(texts: Texts, item: &Item) -> String {
    if item.post.notice.is_empty() {
        plain_excerpt(&plain::words(&item.post.html), EXCERPT_GRAPHEMES)
    } else {
        texts.f(
            "news-notice",
            &[("notice", item.post.notice.as_str().into())],
        )
    }
}

mod plain {
    /// The words of safe HTML without its marks: an excerpt is plain text, escaped anew.
    pub fn words(html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            let tag = &rest[at..];
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            if matches!(tag.as_bytes().get(1), Some(b'p' | b'b' | b'l' | b'/')) {
                let is_inline = tag.starts_with("</span") || tag.starts_with("</a");
                let is_mark = tag.starts_with("</em") || tag.starts_with("</strong");
                if !is_inline && !is_mark {
                    out.push(' ');
                }
            }
            rest = &tag[end..];
        }
        out.push_str(rest);
        [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&nbsp;", " "),
            ("&amp;", "&"),
        ]
        .iter()
        .fold(out, |text, (coded, plain)| text.replace(coded, plain))
    }
}

/// The sentence for a wave of strangers.
pub const fn alarm_key(wave: &Told) -> &'static str {
    match wave.thread {
        Some(_) => "news-alarm-post",
        None => "news-alarm",
    }
}

/// The sentence for a kind of news.
pub const fn key(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::Reply => "news-reply",
        NotificationKind::Mention => "news-mention",
        NotificationKind::Quote => "news-quote",
        NotificationKind::Favourite => "news-favourite",
        NotificationKind::Boost => "news-boost",
        NotificationKind::Follow => "news-follow",
        NotificationKind::FollowAsked => "news-follow-asked",
        NotificationKind::FollowAccepted => "news-follow-accepted",
        NotificationKind::JoinAsked => "news-join-asked",
        NotificationKind::JoinQuestion => "news-join-question",
        NotificationKind::Membership => "news-membership",
        NotificationKind::TakenOut => "news-taken-out",
        NotificationKind::Posted => "news-posted",
        NotificationKind::ReportTaken => "news-report-taken",
        NotificationKind::ReportClosed => "news-report-closed",
        NotificationKind::PollEnded => "news-poll-ended",
        NotificationKind::NotPublished => "news-not-published",
        NotificationKind::Alarm => "news-alarm",
        NotificationKind::ShieldUp => "news-shield-up",
        NotificationKind::Digging => "news-digging",
        NotificationKind::OldWordsShielded => "news-old-words-shielded",
        NotificationKind::ShieldEnded => "news-shield-ended",
    }
}
