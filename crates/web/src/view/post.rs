//! A post as the template `part/post.html` shows it.

use crate::locale::when;
use crate::page::Page;
use data_encoding::BASE64;
use hafan_app::reading::{Item, Quoted, Stands};
use hafan_app::store::account::Card;
use hafan_app::store::media::Media;
use hafan_app::store::poll::Poll;
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_core::lens::{self, Context};
use hafan_core::policy::Cover;
use hafan_core::reason::Reason;

/// A post as the template shows it.
pub struct PostView {
    /// Decimal id of the post.
    pub id: String,
    /// Decimal id of the row it came by: another for a boost.
    pub listed_as: String,
    /// Shown without anything to press, as what is answered or quoted.
    pub is_bare: bool,
    /// The post the page is about.
    pub is_focus: bool,
    /// Who wrote it.
    pub author: Card,
    /// Page of the author.
    pub author_path: String,
    /// Page of the post.
    pub path: String,
    /// Time as people say it.
    pub when: String,
    /// Time in full.
    pub full: String,
    /// Time for machines.
    pub iso: String,
    /// "Mair passed this on".
    pub passed_on: Option<String>,
    /// Page and name of the community.
    pub place: Option<(String, String)>,
    /// Page and words of the post it answers.
    pub answers: Option<(String, String)>,
    /// Name of the audience's icon.
    pub audience_icon: &'static str,
    /// Who can see it, in words.
    pub audience: String,
    /// Who may answer, in words, where that is not everyone who can see it.
    pub replies: Option<&'static str>,
    /// It has earlier wordings.
    pub is_edited: bool,
    /// Content notice, or empty.
    pub notice: String,
    /// Language tag, or empty.
    pub language: String,
    /// Safe HTML, made by `hafan_core::text`.
    pub html: String,
    /// Pictures in order.
    pub pictures: Vec<PictureView>,
    /// The poll.
    pub poll: Option<PollView>,
    /// The quoted post.
    pub quote: Option<QuoteView>,
    /// It quotes a post that can't be shown.
    pub quote_is_withheld: bool,
    /// It quotes a post of the viewer's.
    pub quotes_me: bool,
    /// What it quoted was taken out by its author.
    pub quote_is_revoked: bool,
    /// The author of what it quotes looks first.
    pub quote_is_waiting: bool,
    /// How it stands as an answer, in words, where the viewer is to know.
    pub stands: Option<&'static str>,
    /// The viewer may hide it for everyone.
    pub can_hide: bool,
    /// What the button for its answers does next: opens them (`yes`) or closes them (`no`).
    pub answers_next: &'static str,
    /// The viewer may put it at the top of their page.
    pub can_pin: bool,
    /// It stands at the top of the viewer's page.
    pub is_pinned: bool,
    /// What the button does next.
    pub pin_next: &'static str,
    /// The viewer does not want to hear of its conversation.
    pub is_hushed: bool,
    /// What the button does next.
    pub hush_next: &'static str,
    /// The viewer may answer.
    pub can_reply: bool,
    /// The viewer may quote it.
    pub can_quote: bool,
    /// The viewer may pass it on.
    pub can_boost: bool,
    /// The viewer keeps the norms where it stands.
    pub can_take_out: bool,
    /// The viewer wrote it.
    pub is_mine: bool,
    /// The viewer may change its words.
    pub can_change: bool,
    /// The viewer may thank for it and keep it.
    pub can_react: bool,
    /// The viewer thanked for it.
    pub is_favourite: bool,
    /// The viewer passed it on.
    pub is_boosted: bool,
    /// The viewer kept it.
    pub is_kept: bool,
    /// What the button does next: `yes` or `no`.
    pub favourite_next: &'static str,
    /// What the button does next.
    pub boost_next: &'static str,
    /// What the button does next.
    pub keep_next: &'static str,
    /// Why it is here.
    pub why: Option<WhyView>,
    /// A filter of the viewer's leaves it out here.
    pub is_left_out: bool,
    /// Filters of the viewer's behind which it is folded, in words.
    pub folded: Option<String>,
    /// Filters of the viewer's behind which its pictures are folded, in words.
    pub pictures_folded: Option<String>,
    /// No filter of the viewer's is about pictures here, nor in what it quotes.
    pub quote_pictures_shown: bool,
}

/// Why a post is here, and where to stop that.
pub struct WhyView {
    /// The sentence.
    pub words: String,
    /// Where the rule can be changed; empty if there is nothing to change.
    pub path: String,
    /// The words of that link.
    pub act: &'static str,
}

/// A picture.
pub struct PictureView {
    /// Address of the middle size.
    pub medium: String,
    /// Address of the large size.
    pub large: String,
    /// `data:` address of the tiny one.
    pub placeholder: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// What can be seen, in words.
    pub alt: String,
}

/// A poll.
pub struct PollView {
    /// The viewer can vote.
    pub is_open: bool,
    /// How others voted is shown: to those who voted, to the author, and to everyone at the end.
    pub shows_shares: bool,
    /// More than one answer may be chosen.
    pub is_multiple: bool,
    /// The answers.
    pub options: Vec<PollOptionView>,
    /// When it ends or ended.
    pub ends: String,
}

/// An answer of a poll.
pub struct PollOptionView {
    /// Its place.
    pub position: i64,
    /// Its words.
    pub label: String,
    /// Its share.
    pub percent: i64,
    /// The viewer chose it.
    pub is_mine: bool,
}

/// A quoted post.
pub struct QuoteView {
    /// Page of the post.
    pub path: String,
    /// Who wrote it.
    pub name: String,
    /// Their handle.
    pub handle: String,
    /// Content notice, or empty.
    pub notice: String,
    /// Language tag, or empty.
    pub language: String,
    /// Safe HTML.
    pub html: String,
    /// Pictures.
    pub pictures: Vec<PictureView>,
    /// Why they stay covered until they are asked for.
    pub pictures_folded: Option<String>,
}

/// Why the pictures of a post stay covered, if they do: see
/// [`hafan_core::policy::covers_pictures`].
pub fn covered(page: &Page, item: &Item) -> Option<String> {
    let count = i64::try_from(item.pictures.len()).unwrap_or(i64::MAX);
    let key = match item.cover? {
        Cover::Stranger => "pictures-covered",
        Cover::Refused => "pictures-refused",
    };
    Some(page.texts().f(key, &[("count", count.into())]))
}

/// The views of a list.
pub fn posts(page: &Page, items: &[Item]) -> Vec<PostView> {
    let views = items.iter().map(|item| PostView::new(page, item));
    views.filter(|view| !view.is_left_out).collect()
}

/// Where a page stands for filters.
fn context(page: &Page) -> Context {
    let path = page.path();
    let begins = |begin: &str| path.starts_with(begin);
    if begins("/@") {
        return match path.matches('/').count() {
            1 => Context::Account,
            _ => Context::Thread,
        };
    }
    match path {
        "/" | "/kept" => Context::Home,
        "/notifications" => Context::Notifications,
        _ if begins("/c/") || begins("/me/") => Context::Home,
        _ if begins("/write") || begins("/post/") => Context::Thread,
        _ => Context::Public,
    }
}

impl PostView {
    /// The view of an item.
    pub fn new(page: &Page, item: &Item) -> Self {
        let texts = page.texts();
        let at = item.post.created_at;
        let id = item.post.facts.id.to_string();
        let yes_no = |is_on: bool| if is_on { "no" } else { "yes" };
        let (quote, quote_is_withheld) = match &item.quote {
            Some(Quoted::Shown(quoted)) => (Some(QuoteView::new(page, quoted)), false),
            Some(Quoted::Deeper(_) | Quoted::Waiting | Quoted::Withheld | Quoted::Revoked) => {
                (None, true)
            }
            None => (None, false),
        };
        let quotes_me = match &item.quote {
            Some(Quoted::Shown(quoted)) => page.visit().viewer() == Some(quoted.author.id),
            _ => false,
        };
        let (audience_icon, audience) = audience(page, item);
        let verdict = lens::verdict(&item.filtered, context(page), page.visit().now);
        let told = |key: &str, titles: &[String]| {
            let title = titles.join(", ");
            (!titles.is_empty()).then(|| texts.f(key, &[("title", title.into())]))
        };
        Self {
            listed_as: item.listed_as.to_string(),
            is_bare: false,
            is_focus: false,
            author_path: format!("/@{}", item.author.handle),
            path: format!("/@{}/{id}", item.author.handle),
            when: page.said(at),
            full: when::full(at, page.zone(), &texts),
            iso: when::machine(at),
            passed_on: item
                .passed_on_by
                .as_ref()
                .map(|by| texts.f("passed-on-by", &[("name", by.name.as_str().into())])),
            place: item.community.as_ref().map(|c| {
                let words = texts.f("in-place", &[("name", c.name.as_str().into())]);
                (format!("/c/{}", c.handle), words)
            }),
            answers: item
                .answers
                .as_ref()
                .zip(item.post.reply_to)
                .map(|(card, parent)| {
                    let words = texts.f("answers-name", &[("name", card.name.as_str().into())]);
                    (format!("/@{}/{parent}", card.handle), words)
                }),
            audience_icon,
            audience,
            replies: replies(page, item),
            is_edited: item.post.edited_at.is_some(),
            notice: item.post.notice.clone(),
            language: item.post.language.clone(),
            html: item.post.html.clone(),
            pictures: item.pictures.iter().map(PictureView::new).collect(),
            poll: item
                .poll
                .as_ref()
                .map(|poll| PollView::new(page, poll, item)),
            quote,
            quote_is_withheld,
            quotes_me: quotes_me && !item.is_mine,
            quote_is_revoked: matches!(item.quote, Some(Quoted::Revoked)),
            quote_is_waiting: matches!(item.quote, Some(Quoted::Waiting)),
            stands: match item.stands {
                Stands::Open => None,
                Stands::Waiting => Some(page.t("answer-is-waiting")),
                Stands::Held => Some(page.t("answer-is-held")),
            },
            can_hide: item.may_hide,
            answers_next: match item.post.facts.replies {
                WhoMay::Nobody => "yes",
                _ => "no",
            },
            can_pin: item.may_pin,
            is_pinned: item.mine.pin,
            pin_next: yes_no(item.mine.pin),
            is_hushed: item.mine.mute,
            hush_next: yes_no(item.mine.mute),
            can_reply: item.may_reply.is_ok(),
            can_quote: item.may_quote,
            can_boost: item.may_boost,
            can_take_out: item.may_take_out,
            is_mine: item.is_mine,
            can_change: item.may_change,
            can_react: !item.is_shut_out,
            is_favourite: item.mine.favourite,
            is_boosted: item.mine.boost,
            is_kept: item.mine.bookmark,
            favourite_next: yes_no(item.mine.favourite),
            boost_next: yes_no(item.mine.boost),
            keep_next: yes_no(item.mine.bookmark),
            why: why(page, item),
            is_left_out: verdict.is_hidden,
            folded: match item.is_from_blocked {
                true => Some(page.t("post-from-blocked").to_owned()),
                false => told("filter-folded", &verdict.folds),
            },
            quote_pictures_shown: verdict.blurs.is_empty(),
            pictures_folded: told("filter-pictures", &verdict.blurs)
                .or_else(|| covered(page, item)),
            author: item.author.clone(),
            id,
        }
    }

    /// The same view without anything to press: above the form that answers or quotes it.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.is_bare = true;
        self
    }

    /// The same view as the post its page is about: whoever opens it is asked first, but gets it.
    #[must_use]
    pub fn in_focus(mut self) -> Self {
        self.is_focus = true;
        self.is_left_out = false;
        self
    }
}

impl PictureView {
    /// The view of a picture.
    pub fn new(media: &Media) -> Self {
        let at = |size: &str| format!("/media/{}/{size}.{}", media.key, media.extension);
        let kind = if media.placeholder.starts_with(b"\x89PNG") {
            "png"
        } else {
            "jpeg"
        };
        Self {
            medium: at("medium"),
            large: at("large"),
            placeholder: format!(
                "data:image/{kind};base64,{}",
                BASE64.encode(&media.placeholder)
            ),
            width: media.width,
            height: media.height,
            alt: media.alt.clone(),
        }
    }
}

impl PollView {
    fn new(page: &Page, poll: &Poll, item: &Item) -> Self {
        let is_mine = item.is_mine;
        let texts = page.texts();
        let now = page.visit().now;
        let has_ended = now >= poll.ends_at;
        let has_voted = poll.options.iter().any(|o| o.is_mine);
        let votes: i64 = poll.options.iter().map(|o| o.votes).sum();
        let when = page.said(poll.ends_at);
        let key = if has_ended { "poll-ended" } else { "poll-open" };
        Self {
            is_open: !has_ended && !has_voted && !is_mine && page.me().is_some(),
            shows_shares: !item.is_shut_out && (has_ended || has_voted || is_mine),
            is_multiple: poll.is_multiple,
            options: poll
                .options
                .iter()
                .map(|option| PollOptionView {
                    position: option.position,
                    label: option.label.clone(),
                    percent: if votes == 0 {
                        0
                    } else {
                        option.votes * 100 / votes
                    },
                    is_mine: option.is_mine,
                })
                .collect(),
            ends: texts.f(key, &[("when", when.into())]),
        }
    }
}

impl QuoteView {
    fn new(page: &Page, item: &Item) -> Self {
        let Item {
            post,
            author,
            pictures,
            ..
        } = item;
        Self {
            pictures_folded: covered(page, item),
            path: format!("/@{}/{}", author.handle, post.facts.id),
            name: author.name.clone(),
            handle: author.handle.clone(),
            notice: post.notice.clone(),
            language: post.language.clone(),
            html: post.html.clone(),
            pictures: pictures.iter().map(PictureView::new).collect(),
        }
    }
}

/// Who else can read a post, said to whoever reads it: the words of the form for composing are
/// its author's own.
fn audience(page: &Page, item: &Item) -> (&'static str, String) {
    let facts = &item.post.facts;
    let is_mine = is_mine(page, item);
    let (icon, key) = match (facts.audience, facts.community.map(|c| c.visibility)) {
        (Audience::Public, _) => ("globe", "audience-public"),
        (Audience::QuietPublic, _) => ("leaf", "audience-quiet"),
        (Audience::Followers, _) if is_mine => ("users", "audience-followers"),
        (Audience::Followers, _) => ("users", "readers-followers"),
        (Audience::Circle, _) if is_mine => ("circle", "audience-circle"),
        (Audience::Circle, _) => ("circle", "readers-circle"),
        (Audience::Named, _) if is_mine => ("mail", "audience-named"),
        (Audience::Named, _) => ("mail", "readers-named"),
        (Audience::Community, Some(Visibility::Public)) => ("globe", "visibility-public"),
        (Audience::Community, Some(Visibility::Hidden)) => ("eye-off", "visibility-hidden"),
        (Audience::Community, _) => ("lock", "visibility-members"),
    };
    let words = if key.starts_with("readers-") {
        let name = item.author.name.as_str();
        page.texts().f(key, &[("name", name.into())])
    } else {
        page.t(key).to_owned()
    };
    (icon, words)
}

fn replies(page: &Page, item: &Item) -> Option<&'static str> {
    let key = match item.post.facts.replies {
        WhoMay::Everyone => return None,
        WhoMay::Members if item.community.is_some() => return None,
        WhoMay::Members => "may-answer-members",
        WhoMay::Followers => "may-answer-followers",
        WhoMay::Followed => "may-answer-followed",
        WhoMay::Named => "may-answer-named",
        WhoMay::Ask => "may-answer-ask",
        WhoMay::Nobody => "may-answer-nobody",
    };
    Some(page.t(key))
}

fn is_mine(page: &Page, item: &Item) -> bool {
    page.me().is_some_and(|me| me.card.id == item.author.id)
}

fn why(page: &Page, item: &Item) -> Option<WhyView> {
    let author_path = format!("/@{}#tie", item.author.handle);
    let name_of = |card: &Card| card.name.clone();
    let (key, name, path) = match item.reason {
        // What one opened needs no reason, and a conversation has one for all, at its head.
        Reason::YouOpenedThis | Reason::InThisConversation => return None,
        Reason::YouOpenedTheirPage(_)
        | Reason::YouOpenedTheSquare(_)
        | Reason::YouSearchedForIt
            if is_mine(page, item) =>
        {
            ("why-yours", String::new(), String::new())
        }
        Reason::YouOpenedTheSquare(_) => {
            let place = item.community.as_ref()?;
            ("why-square", name_of(place), author_path)
        }
        Reason::YouOpenedTheirPage(_) => {
            let of = item.passed_on_by.as_ref().unwrap_or(&item.author);
            ("why-page", name_of(of), format!("/@{}#tie", of.handle))
        }
        Reason::YouSearchedForIt => ("why-searched", String::new(), author_path),
        Reason::Yours => ("why-yours", String::new(), String::new()),
        Reason::YouFollow(_) => ("why-follow", name_of(&item.author), author_path),
        Reason::FamiliarVoice(_) => ("why-familiar", name_of(&item.author), author_path),
        Reason::ItNamesYou(_) => ("why-named", name_of(&item.author), author_path),
        Reason::PassedOnBy(_) => {
            let by = item.passed_on_by.as_ref()?;
            ("why-passed-on", name_of(by), format!("/@{}#tie", by.handle))
        }
        Reason::YouAreMember(_) => {
            let place = item.community.as_ref()?;
            (
                "why-member",
                name_of(place),
                format!("/c/{}/leave", place.handle),
            )
        }
        Reason::YouKeptIt => ("why-kept", String::new(), String::new()),
        Reason::YouThankedForIt => ("why-thanked", String::new(), String::new()),
        Reason::YouFollowItsTag => ("why-tag", String::new(), "/me/tags".to_owned()),
        Reason::InYourList(list) => ("why-list", String::new(), format!("/me/lists#l{list}")),
    };
    Some(said_why(page, (key, &name), path))
}

/// Why what hangs on the wall of a community is there: one line for all.
pub fn why_on_wall(page: &Page, place: &Card, is_member: bool) -> WhyView {
    let (key, path) = match is_member {
        true => ("why-member", format!("/c/{}/leave", place.handle)),
        false => ("why-square", String::new()),
    };
    said_why(page, (key, &place.name), path)
}

fn said_why(page: &Page, (key, name): (&str, &str), path: String) -> WhyView {
    let words = page.texts().f(key, &[("name", name.into())]);
    // Guests have made no rule that they could change.
    let path = page.me().map(|_| path).unwrap_or_default();
    WhyView {
        words,
        path,
        act: page.t("button-change"),
    }
}
