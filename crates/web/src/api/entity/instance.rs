//! The place as applications learn of it before anybody signs in.

use hafan_app::Config;
use hafan_app::identity::profile::{BIO_CHARS_MAX, LABEL_CHARS_MAX, LABELS_MAX};
use hafan_app::media::PIXELS_MAX;
use hafan_app::post::{PINS_MAX, POLL_LASTS_MAX_US, POLL_LASTS_MIN_US};
use hafan_app::tag::FEATURED_MAX;
use hafan_app::visit::Place;
use hafan_core::display_name::NAME_GRAPHEMES_MAX;
use hafan_core::email::EmailAddress;
use hafan_core::locale::Locale;
use hafan_core::place::{PlaceField, SignUp};
use hafan_core::poll::{OPTION_CHARS_MAX, OPTIONS_MAX};
use hafan_core::post::ALT_CHARS_MAX;
use hafan_core::text::{ADDRESS_CHARS, SourceText, for_applications, render};
use hafan_core::time::SECOND_US;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

/// The release of the documented API that this one follows.
const FOLLOWS: &str = "4.5.0";
/// The number of that release in `api_versions`.
const FOLLOWS_NUMBER: u8 = 7;
/// Where the source is.
const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");
/// Kinds of pictures that are taken; see `hafan_media`.
const PICTURE_KINDS: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/// A rule of the place.
/// Its fields are those of `entities/Rule` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Rule {
    pub id: String,
    pub text: String,
    pub hint: String,
    pub translations: Value,
}

/// Words of the hosts about the place.
/// Its fields are those of `entities/ExtendedDescription` and `entities/PrivacyPolicy`.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Words {
    pub updated_at: Option<String>,
    pub content: String,
}

/// The place with its settings.
#[derive(Clone, Copy)]
pub struct Instance<'a> {
    /// The settings.
    pub place: &'a Place,
    /// What the operator configured.
    pub config: &'a Config,
}

impl Instance<'_> {
    /// The place as `GET /api/v2/instance` tells it: the fields of `entities/Instance`.
    pub fn v2(self, vapid_key: &str) -> Value {
        let base = self.base();
        let mut configuration = self.limits();
        configuration["urls"] = json!({
            "streaming": self.streaming(),
            "status": null,
            "about": format!("{base}/about"),
            "privacy_policy": null,
            "terms_of_service": null,
        });
        configuration["vapid"] = json!({ "public_key": vapid_key });
        configuration["translation"] = json!({ "enabled": false });
        configuration["limited_federation"] = json!(false);
        configuration["timelines_access"] = json!({
            "live_feeds": { "local": "public", "remote": "public" },
            "hashtag_feeds": { "local": "public", "remote": "public" },
            "trending_link_feeds": { "local": "public", "remote": "public" },
        });
        let icon = |px: u16| {
            json!({
                "src": format!("{base}/assets/icon-{px}.png"),
                "size": format!("{px}x{px}"),
            })
        };
        json!({
            "domain": self.domain(),
            "title": self.place.name(),
            "version": self.version(),
            "source_url": SOURCE,
            "description": self.place.get(PlaceField::Summary),
            // How many people there are is nobody's measure here.
            "usage": { "users": { "active_month": 0 } },
            "thumbnail": {
                "url": self.picture(),
                "description": "",
            },
            "icon": [icon(192), icon(512)],
            "languages": self.languages(),
            "configuration": configuration,
            "registrations": {
                "enabled": self.is_open(),
                "approval_required": self.is_approving(),
                "reason_required": self.is_approving(),
                "message": null,
                "min_age": null,
                "url": format!("{base}/sign-up"),
            },
            "api_versions": { "mastodon": FOLLOWS_NUMBER },
            "contact": { "email": self.email(), "account": null },
            "rules": self.rules(),
        })
    }

    /// The place as `GET /api/v1/instance` tells it: the fields of `entities/V1_Instance`.
    pub fn v1(self) -> Value {
        let summary = self.place.get(PlaceField::Summary);
        json!({
            "uri": self.domain(),
            "title": self.place.name(),
            "short_description": summary,
            "description": summary,
            "email": self.email(),
            "version": self.version(),
            "urls": { "streaming_api": self.streaming() },
            "stats": { "user_count": 0, "status_count": 0, "domain_count": 0 },
            "thumbnail": self.picture(),
            "languages": self.languages(),
            "registrations": self.is_open(),
            "approval_required": self.is_approving(),
            "invites_enabled": true,
            "configuration": self.limits(),
            "contact_account": null,
            "rules": self.rules(),
        })
    }

    /// Its rules: one for each line that the hosts wrote.
    pub fn rules(self) -> Vec<Rule> {
        let lines = self.place.get(PlaceField::Rules).lines();
        let lines = lines.map(without_mark).filter(|line| !line.is_empty());
        lines
            .zip(1_u32..)
            .map(|(line, number)| Rule {
                id: number.to_string(),
                text: line.to_owned(),
                hint: String::new(),
                translations: json!({}),
            })
            .collect()
    }

    /// What the hosts say of the place and of themselves, as HTML.
    pub fn description(self) -> Words {
        let fields = [PlaceField::Summary, PlaceField::Contact];
        let parts = fields.map(|field| {
            let source = SourceText::from_stored(self.place.get(field).to_owned());
            let html = render(&source, &|_| None).html;
            for_applications(html.as_str(), self.base()).0
        });
        Words {
            updated_at: None,
            content: parts.concat(),
        }
    }

    /// What crawlers of server directories ask: <https://nodeinfo.diaspora.software/schema.html>.
    /// The place tells them what it is, and no numbers.
    pub fn node(self, version: &str) -> Value {
        let mut software = json!({ "name": "hafan", "version": self.config.version });
        if version == "2.1" {
            software["repository"] = json!(SOURCE);
        }
        json!({
            "version": version,
            "software": software,
            // None yet: a protocol is named once other servers are really answered in it.
            "protocols": [],
            "services": { "inbound": [], "outbound": [] },
            "openRegistrations": self.is_open(),
            "usage": { "users": {} },
            "metadata": {
                "nodeName": self.place.name(),
                "nodeDescription": self.place.get(PlaceField::Summary),
            },
        })
    }

    fn limits(self) -> Value {
        let number = |field| self.place.number(field);
        json!({
            "accounts": {
                "max_featured_tags": FEATURED_MAX,
                "max_pinned_statuses": PINS_MAX,
                "max_display_name_length": NAME_GRAPHEMES_MAX,
                "max_note_length": BIO_CHARS_MAX,
                "max_avatar_description_length": ALT_CHARS_MAX,
                "max_header_description_length": ALT_CHARS_MAX,
                "max_profile_fields": LABELS_MAX,
                "profile_field_name_limit": LABEL_CHARS_MAX,
                "profile_field_value_limit": LABEL_CHARS_MAX,
            },
            "statuses": {
                "max_characters": number(PlaceField::PostCharsMax),
                "max_media_attachments": number(PlaceField::PicturesMax),
                "characters_reserved_per_url": ADDRESS_CHARS,
            },
            "media_attachments": {
                "supported_mime_types": PICTURE_KINDS,
                "description_limit": ALT_CHARS_MAX,
                "image_size_limit": number(PlaceField::PictureBytesMax),
                "image_matrix_limit": PIXELS_MAX,
                "video_size_limit": 0,
                "video_frame_rate_limit": 0,
                "video_matrix_limit": 0,
            },
            "polls": {
                "max_options": OPTIONS_MAX,
                "max_characters_per_option": OPTION_CHARS_MAX,
                "min_expiration": POLL_LASTS_MIN_US / SECOND_US,
                "max_expiration": POLL_LASTS_MAX_US / SECOND_US,
            },
        })
    }

    fn base(&self) -> &str {
        &self.config.public_url
    }

    fn domain(&self) -> &str {
        let base = self.base();
        base.split_once("://").map_or(base, |(_, domain)| domain)
    }

    /// `ws://` where the place is reached without TLS, as on one's own machine.
    fn streaming(self) -> String {
        self.base().replacen("http", "ws", 1)
    }

    fn version(self) -> String {
        format!("{FOLLOWS} (compatible; Hafan {})", self.config.version)
    }

    fn picture(self) -> String {
        format!("{}/assets/icon-512.png", self.base())
    }

    fn languages(self) -> Vec<&'static str> {
        let first = Locale::parse(self.place.get(PlaceField::Locale)).unwrap_or(Locale::En);
        let others = Locale::ALL.into_iter().filter(|other| *other != first);
        [first].into_iter().chain(others).map(Locale::tag).collect()
    }

    fn is_open(self) -> bool {
        self.place.sign_up() != SignUp::Invitation
    }

    fn is_approving(self) -> bool {
        self.place.sign_up() == SignUp::Ask
    }

    /// An address among the words of the hosts on how to reach them; empty where there is none.
    fn email(&self) -> String {
        let words = self.place.get(PlaceField::Contact).split_whitespace();
        let trimmed = words.map(|word| {
            word.trim_matches(|c: char| "<>()[],.;:".contains(c))
                .trim_start_matches("mailto:")
        });
        let found = trimmed.filter(|word| word.contains('@'));
        let mut found = found.filter(|word| EmailAddress::parse(word).is_ok());
        found.next().unwrap_or_default().to_owned()
    }
}

/// A line of a list without what marks it as one: `1. `, `- `, `* `, `# `.
fn without_mark(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (rest.len() < line.len())
        .then(|| rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")))
        .flatten();
    let plain = numbered.unwrap_or(line);
    plain.trim_start_matches(['-', '*', '#']).trim()
}
