//! Statuses: posts as applications see them.

use super::account::Account;
use super::filter::Found;
use super::iso;
use super::media::MediaAttachment;
use super::poll::Poll;
use hafan_app::media::pass::Pass;
use hafan_app::reading::numbers::Numbers;
use hafan_app::reading::{Item, Quoted, Stands};
use hafan_app::store::account::Card;
use hafan_app::store::media::Media;
use hafan_app::store::post::PostRow;
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::is_open_to_all;
use hafan_core::reason::Reason;
use hafan_core::text::{for_applications, plain_lines};
use hafan_core::time::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// A post, or a post passed on.
/// Its fields are those of `entities/Status` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Status {
    pub id: String,
    pub created_at: String,
    pub in_reply_to_id: Option<String>,
    pub in_reply_to_account_id: Option<String>,
    pub sensitive: bool,
    pub spoiler_text: String,
    pub visibility: &'static str,
    pub language: Option<String>,
    pub uri: String,
    pub url: String,
    pub replies_count: i64,
    pub reblogs_count: i64,
    pub favourites_count: i64,
    pub quotes_count: i64,
    pub edited_at: Option<String>,
    pub content: String,
    pub reblog: Option<Box<Status>>,
    pub application: Option<()>,
    pub account: Account,
    pub media_attachments: Vec<MediaAttachment>,
    pub mentions: Vec<Mention>,
    pub tags: Vec<Tag>,
    pub emojis: [(); 0],
    pub card: Option<()>,
    pub poll: Option<Poll>,
    pub quote: Option<Quote>,
    pub quote_approval: QuoteApproval,
    /// What the viewer's filters found in it, wherever they look.
    pub filtered: Vec<Found>,
    /// Only for members.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub mine: Option<Mine>,
    /// What this place adds: see `docs/api.md`.
    pub hafan: Hafan,
    /// As typed; only after deleting, so that a client can offer to write again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Status {
    /// The same as of somebody who waits at the door: words alone. Nothing in it leads anywhere,
    /// and no picture is fetched, before a yes.
    #[must_use]
    pub fn at_the_door(mut self, base: &str) -> Self {
        let words = plain_lines(&self.content);
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        let lines: Vec<&str> = words.lines().collect();
        self.content = format!("<p>{}</p>", lines.join("<br>"));
        self.media_attachments.clear();
        self.mentions.clear();
        self.tags.clear();
        self.poll = None;
        self.quote = None;
        self.account = self.account.at_the_door(base);
        self
    }
}

/// What the viewer did with it.
/// Its fields are those of `entities/Status` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Mine {
    pub favourited: bool,
    pub reblogged: bool,
    pub muted: bool,
    pub bookmarked: bool,
    pub pinned: bool,
}

/// Somebody a post names.
/// Its fields are those of `entities/Status` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Mention {
    pub id: String,
    pub username: String,
    pub url: String,
    pub acct: String,
}

/// A tag in a post.
/// Its fields are those of `entities/Status` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Tag {
    pub name: String,
    pub url: String,
}

/// A quoted post.
/// Its fields are those of `entities/Quote` and, within a quoted status, of `entities/ShallowQuote`
/// in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[serde(untagged)]
pub enum Quote {
    Whole {
        state: &'static str,
        quoted_status: Option<Box<Status>>,
    },
    Shallow {
        state: &'static str,
        quoted_status_id: Option<String>,
    },
}

/// Who may quote.
/// Its fields are those of `entities/QuoteApproval` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct QuoteApproval {
    pub automatic: Vec<&'static str>,
    pub manual: Vec<&'static str>,
    pub current_user: &'static str,
}

/// What this place tells of a post beside what every server does.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Hafan {
    /// Why it is here: the reader's own rule.
    pub reason: WhyHere,
    /// Who may see it, exactly.
    pub audience: &'static str,
    /// The community it stands in.
    pub community: Option<String>,
    /// Who may answer.
    pub replies: &'static str,
    /// Who may quote.
    pub quotes: &'static str,
    /// The viewer may answer.
    pub may_reply: bool,
    /// What the viewer answers is looked at before it shows: tell them before they write.
    pub reply_is_asked: bool,
    /// The viewer may hide it for everyone, as an answer to them or in a thread of theirs.
    pub may_hide: bool,
    /// How it stands as an answer: `open`; `waiting`, told to its author alone; `held`, told to
    /// those who keep the norms where it stands.
    pub standing: &'static str,
}

/// The reader's own rule by which an item came.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct WhyHere {
    /// `yours`, `follow`, `passed-on`, `member`, `familiar`, `named`, `opened`, `kept`, `tag` or
    /// `list`.
    pub code: &'static str,
    /// Whom the rule is about: who is followed, who passed it on, the community.
    pub account_id: Option<String>,
}

/// What all statuses of one answer share.
pub struct Around<'a> {
    /// The address of the place.
    pub base: &'a str,
    /// Now.
    pub now: Timestamp,
    /// Who looks.
    pub viewer: Option<AccountId>,
    /// With what the one who looks opens pictures that not everyone may see.
    pub pass: Option<&'a Pass>,
    /// Numbers about posts and people, for whoever asked for them.
    pub numbers: &'a Numbers,
    /// Whom each post names.
    pub names: &'a HashMap<PostId, Vec<(AccountId, String)>>,
}

impl Around<'_> {
    /// The status of an item; around it the status of whoever passed it on.
    pub fn status(&self, item: &Item) -> Status {
        let inner = self.post(item);
        let Some(booster) = &item.passed_on_by else {
            return inner;
        };
        let id = item.listed_as.to_string();
        let address = format!("{}/@{}/{id}", self.base, booster.handle);
        Status {
            created_at: iso(hafan_core::time::made_at(item.listed_as)),
            account: self.account(booster),
            uri: address.clone(),
            url: inner.url.clone(),
            id,
            reblog: Some(Box::new(inner.clone())),
            edited_at: None,
            ..inner
        }
    }

    fn post(&self, item: &Item) -> Status {
        let mut status = self.without_quote(item);
        let whole = |state, quoted_status| Quote::Whole {
            state,
            quoted_status,
        };
        status.quote = item.quote.as_ref().map(|quoted| match quoted {
            Quoted::Shown(quoted) => whole("accepted", Some(Box::new(self.quoted(quoted)))),
            Quoted::Deeper(_) | Quoted::Withheld => whole("unauthorized", None),
            // A refusal is not told: to whoever looks it is a question without an answer.
            Quoted::Waiting => whole("pending", None),
            Quoted::Revoked => whole("revoked", None),
        });
        status
    }

    /// A quoted post: whole, and of what it quotes the id.
    fn quoted(&self, item: &Item) -> Status {
        let mut status = self.without_quote(item);
        let shallow = |state, quoted_status_id| Quote::Shallow {
            state,
            quoted_status_id,
        };
        status.quote = item.quote.as_ref().map(|quoted| match quoted {
            Quoted::Deeper(id) => shallow("accepted", Some(id.to_string())),
            Quoted::Shown(deeper) => shallow("accepted", Some(deeper.post.facts.id.to_string())),
            Quoted::Withheld => shallow("unauthorized", None),
            Quoted::Waiting => shallow("pending", None),
            Quoted::Revoked => shallow("revoked", None),
        });
        status
    }

    fn without_quote(&self, item: &Item) -> Status {
        let mut status = self.bare(&item.post, &item.author, &item.pictures, item.reason);
        status.in_reply_to_id = item
            .answers
            .as_ref()
            .and(item.post.reply_to)
            .map(|id| id.to_string());
        // What stays covered on pages stays covered in applications.
        status.sensitive |= item.cover.is_some() && !item.pictures.is_empty();
        status.in_reply_to_account_id = item.answers.as_ref().map(|card| card.id.to_string());
        status.poll = item
            .poll
            .as_ref()
            .map(|poll| Poll::new(poll, (item.is_mine, item.is_shut_out), self.now));
        status.quote_approval.current_user = may_be_quoted(item.may_quote, item.quote_is_asked);
        status.filtered = Found::all(&item.filtered, self.now);
        status.hafan.may_reply = item.may_reply.is_ok();
        status.hafan.reply_is_asked = item.reply_is_asked;
        status.hafan.may_hide = item.may_hide;
        status.hafan.standing = match item.stands {
            Stands::Open => "open",
            Stands::Waiting => "waiting",
            Stands::Held => "held",
        };
        // Not from the row: to an author who was shut out the place is not named.
        status.hafan.community = item.community.as_ref().map(|card| card.id.to_string());
        status.mine = self.viewer.map(|_| Mine {
            favourited: item.mine.favourite,
            reblogged: item.mine.boost,
            muted: item.mine.mute,
            bookmarked: item.mine.bookmark,
            pinned: item.mine.pin,
        });
        status
    }

    fn account(&self, card: &Card) -> Account {
        let mut account = Account::new(card, self.base);
        let counts = self.numbers.accounts.get(&card.id);
        account.count(counts.copied().unwrap_or_default());
        account
    }

    fn bare(&self, row: &PostRow, author: &Card, pictures: &[Media], reason: Reason) -> Status {
        let id = row.facts.id;
        let (content, tags) = for_applications(&row.html, self.base);
        let address = format!("{}/@{}/{id}", self.base, author.handle);
        let names = self.names.get(&id).into_iter().flatten();
        let numbers = self.numbers.posts.get(&id).copied().unwrap_or_default();
        // What everyone may see has one address for everyone. An answer that somebody holds is not
        // seen by everyone, and its address must not tell that to its author: answers have no such.
        let has_one = row.reply_to.is_none() && is_open_to_all(&row.facts);
        let pass = self.pass.filter(|_| !has_one);
        Status {
            id: id.to_string(),
            created_at: iso(row.created_at),
            in_reply_to_id: None,
            in_reply_to_account_id: None,
            sensitive: !row.notice.is_empty(),
            spoiler_text: row.notice.clone(),
            visibility: visibility(row),
            language: Some(row.language.clone()).filter(|tag| !tag.is_empty()),
            uri: address.clone(),
            url: address,
            replies_count: numbers.answers,
            reblogs_count: numbers.boosts,
            favourites_count: numbers.favourites,
            quotes_count: numbers.quotes,
            edited_at: row.edited_at.map(iso),
            content,
            reblog: None,
            application: None,
            account: self.account(author),
            media_attachments: pictures
                .iter()
                .map(|picture| MediaAttachment::new(picture, self.base, pass))
                .collect(),
            mentions: names
                .map(|(id, handle)| Mention {
                    id: id.to_string(),
                    username: handle.clone(),
                    url: format!("{}/@{handle}", self.base),
                    acct: handle.clone(),
                })
                .collect(),
            tags: tags
                .into_iter()
                .map(|name| Tag {
                    url: format!("{}/tags/{name}", self.base),
                    name,
                })
                .collect(),
            emojis: [],
            card: None,
            poll: None,
            quote: None,
            quote_approval: quote_approval(row),
            filtered: vec![],
            mine: None,
            hafan: Hafan {
                reason: why(reason),
                audience: row.facts.audience.code(),
                community: None,
                replies: row.facts.replies.code(),
                quotes: row.facts.quotes.code(),
                may_reply: false,
                reply_is_asked: false,
                may_hide: false,
                standing: "open",
            },
            text: None,
        }
    }
}

/// The nearest word clients have for who may see a post. One that only some may see is never told
/// as one that more may.
fn visibility(row: &PostRow) -> &'static str {
    let is_open_place = row
        .facts
        .community
        .is_some_and(|place| place.visibility == Visibility::Public);
    match row.facts.audience {
        Audience::Public => "public",
        Audience::QuietPublic => "unlisted",
        Audience::Community if is_open_place => "unlisted",
        Audience::Followers | Audience::Community | Audience::Circle => "private",
        Audience::Named => "direct",
    }
}

/// What the viewer is told of whether they may quote.
const fn may_be_quoted(is_allowed: bool, is_asked: bool) -> &'static str {
    match (is_allowed, is_asked) {
        (true, true) => "manual",
        (true, false) => "automatic",
        (false, _) => "denied",
    }
}

/// Who may quote, as far as anybody may: what is for some people alone is quoted by nobody, and in
/// a community by nobody from elsewhere.
fn quote_approval(row: &PostRow) -> QuoteApproval {
    let is_inside = row.facts.community.is_some();
    let asks = row.facts.quotes == WhoMay::Ask;
    let automatic = match row.facts.quotes {
        _ if !is_open_to_all(&row.facts) && !is_inside => vec![],
        WhoMay::Everyone if !is_open_to_all(&row.facts) => vec!["unsupported_policy"],
        WhoMay::Everyone => vec!["public"],
        WhoMay::Followers => vec!["followers"],
        WhoMay::Followed | WhoMay::Ask => vec!["following"],
        WhoMay::Members | WhoMay::Named => vec!["unsupported_policy"],
        WhoMay::Nobody => vec![],
    };
    QuoteApproval {
        manual: match asks && !automatic.is_empty() {
            true if is_open_to_all(&row.facts) => vec!["public"],
            true => vec!["unsupported_policy"],
            false => vec![],
        },
        automatic,
        current_user: "unknown",
    }
}

fn why(reason: Reason) -> WhyHere {
    let account = match reason {
        Reason::YouFollow(id)
        | Reason::PassedOnBy(id)
        | Reason::FamiliarVoice(id)
        | Reason::ItNamesYou(id)
        | Reason::YouOpenedTheirPage(id) => Some(id),
        Reason::YouAreMember(community) | Reason::YouOpenedTheSquare(community) => {
            Some(community.account())
        }
        Reason::Yours
        | Reason::YouOpenedThis
        | Reason::InThisConversation
        | Reason::YouSearchedForIt
        | Reason::YouKeptIt
        | Reason::YouThankedForIt
        | Reason::YouFollowItsTag
        | Reason::InYourList(_) => None,
    };
    WhyHere {
        code: reason.code(),
        account_id: account.map(|id| id.to_string()),
    }
}
