//! Accounts: personas, and communities as groups.

use super::iso;
use hafan_app::media::pass::Pass;
use hafan_app::store::account::Card;
use hafan_app::store::count::AccountCounts;
use hafan_core::account::AccountKind;
use hafan_core::text::{SourceText, for_applications, render};
use schemars::JsonSchema;
use serde::Serialize;

/// Stands where no picture is across the top of a page: a few pixels that nobody sees. Clients
/// know by the end of the address that there is none: that of Mastodon's own ends so.
const NO_HEADER: &str = "/assets/headers/original/missing.png";

/// Stands where somebody shows no picture.
pub const NO_AVATAR: &str = "/assets/icon-192.png";

/// An account, as everyone may see it.
/// Its fields are those of `entities/Account` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Account {
    pub id: String,
    pub username: String,
    pub acct: String,
    pub display_name: String,
    /// Followers are let in by hand; for a community: members are.
    pub locked: bool,
    pub bot: bool,
    pub discoverable: bool,
    pub indexable: bool,
    /// True for a community: following it is asking to join.
    pub group: bool,
    pub created_at: String,
    pub note: String,
    pub url: String,
    pub uri: String,
    pub avatar: String,
    pub avatar_static: String,
    pub avatar_description: String,
    pub header: String,
    pub header_static: String,
    pub header_description: String,
    /// 0 for whoever did not ask for numbers, as the others.
    pub followers_count: i64,
    pub following_count: i64,
    pub statuses_count: i64,
    pub last_status_at: Option<String>,
    /// Who follows whom is for themselves.
    pub hide_collections: bool,
    pub noindex: bool,
    pub emojis: [(); 0],
    pub roles: [(); 0],
    pub fields: Vec<Field>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// What the owner of an account changes.
/// Its fields are those of `entities/CredentialAccount` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Source {
    pub note: String,
    /// As typed.
    pub fields: Vec<Field>,
    pub privacy: &'static str,
    pub sensitive: bool,
    pub language: Option<String>,
    pub follow_requests_count: u64,
    pub hide_collections: bool,
    pub discoverable: bool,
    pub indexable: bool,
    pub attribution_domains: [(); 0],
    pub quote_policy: &'static str,
}

/// A label with its value on somebody's page.
/// Its fields are those of `entities/Account` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Field {
    pub name: String,
    pub value: String,
    /// Nothing is checked.
    pub verified_at: Option<String>,
}

impl Field {
    /// The entities of labels; what stands for a value is up to `as_shown`.
    pub fn all(labels: &[(String, String)], as_shown: impl Fn(&str) -> String) -> Vec<Self> {
        let field = |(name, value): &(String, String)| Self {
            name: name.clone(),
            value: as_shown(value),
            verified_at: None,
        };
        labels.iter().map(field).collect()
    }
}

/// One line as HTML without a paragraph around it.
fn inline(line: &str, base: &str) -> String {
    let html = words(line, base);
    let inner = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"));
    inner.unwrap_or(&html).to_owned()
}

/// What the owner of an account may do in the place.
/// Its fields are those of `entities/Role` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Role {
    pub id: String,
    pub name: String,
    pub permissions: String,
    pub color: String,
    pub highlighted: bool,
}

/// An account that the persona muted.
/// Its fields are those of `entities/MutedAccount` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct MutedAccount {
    #[serde(flatten)]
    pub account: Account,
    pub mute_expires_at: Option<String>,
}

impl Account {
    /// The entity of an account. `base` is the address of the place.
    pub fn new(card: &Card, base: &str) -> Self {
        let is_group = card.kind == AccountKind::Community;
        let path = if is_group { "c/" } else { "@" };
        let url = format!("{base}/{path}{}", card.handle);
        let avatar = match card.picture_key.as_str() {
            "" => format!("{base}{NO_AVATAR}"),
            key => format!("{base}/media/{key}/square.{}", card.picture_extension),
        };
        let (header, header_alt) = match &card.about.header {
            None => (format!("{base}{NO_HEADER}"), ""),
            Some(worn) => (
                format!("{base}/media/{}/medium.{}", worn.key, worn.extension),
                worn.alt.as_str(),
            ),
        };
        Self {
            id: card.id.to_string(),
            username: card.handle.clone(),
            acct: card.handle.clone(),
            display_name: card.name.clone(),
            locked: card.about.is_approving,
            bot: false,
            discoverable: card.about.is_findable,
            indexable: card.about.posts_findable,
            group: is_group,
            created_at: iso(card.about.created_day),
            note: self::words(&card.about.words, base),
            uri: url.clone(),
            url,
            avatar_static: avatar.clone(),
            avatar,
            avatar_description: card.about.picture_alt.clone(),
            header_static: header.clone(),
            header,
            header_description: header_alt.to_owned(),
            followers_count: 0,
            following_count: 0,
            statuses_count: 0,
            last_status_at: None,
            hide_collections: true,
            noindex: !card.about.posts_findable,
            emojis: [],
            roles: [],
            fields: Field::all(&card.about.labels, |value| inline(value, base)),
            source: None,
            role: None,
        }
    }
}

impl Account {
    /// The same for somebody whose application has this pass: the picture of a community that is
    /// there for its members alone opens with it.
    #[must_use]
    pub fn opened(mut self, card: &Card, pass: Option<&Pass>) -> Self {
        if let Some(pass) = pass.filter(|_| card.about.is_hidden && !card.picture_key.is_empty()) {
            let address = format!("{}{}", self.avatar, pass.query(&card.picture_key));
            self.avatar_static.clone_from(&address);
            self.avatar = address;
        }
        self
    }

    /// The same as of somebody who waits at the door: a name, and no picture, words or labels,
    /// which could lead elsewhere.
    #[must_use]
    pub fn at_the_door(mut self, base: &str) -> Self {
        self.avatar = format!("{base}{NO_AVATAR}");
        self.avatar_static.clone_from(&self.avatar);
        self.avatar_description.clear();
        self.header = format!("{base}{NO_HEADER}");
        self.header_static.clone_from(&self.header);
        self.header_description.clear();
        self.note.clear();
        self.fields.clear();
        self
    }

    /// The same with its numbers, for somebody who asked for them.
    pub fn count(&mut self, counts: AccountCounts) {
        self.followers_count = counts.followers;
        self.following_count = counts.following;
        self.statuses_count = counts.posts;
    }
}

/// Words about an account or of a charter as HTML; they name nobody.
pub fn words(words: &str, base: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let html = render(&SourceText::from_stored(words.to_owned()), &|_| None).html;
    for_applications(html.as_str(), base).0
}
