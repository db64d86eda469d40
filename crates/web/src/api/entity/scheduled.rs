//! Posts that go out by themselves.

use super::iso;
use super::media::MediaAttachment;
use hafan_app::draft::{Draft, Words};
use hafan_app::media::pass::Pass;
use hafan_app::post::GUESS;
use hafan_core::time::SECOND_US;
use schemars::JsonSchema;
use serde::Serialize;

/// A post that goes out by itself.
/// Its fields are those of `entities/ScheduledStatus` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct ScheduledStatus {
    pub id: String,
    pub scheduled_at: String,
    pub params: Params,
    pub media_attachments: Vec<MediaAttachment>,
}

/// What was asked for.
/// Its fields are those of `entities/ScheduledStatus` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Params {
    pub text: String,
    pub poll: Option<Poll>,
    pub media_ids: Option<Vec<String>>,
    pub sensitive: Option<bool>,
    pub spoiler_text: Option<String>,
    pub visibility: Option<&'static str>,
    pub language: Option<String>,
    pub in_reply_to_id: Option<i64>,
    /// Always 0: which application it was is kept nowhere.
    pub application_id: i64,
    pub scheduled_at: Option<()>,
    pub idempotency: Option<()>,
    pub with_rate_limit: bool,
    pub quoted_status_id: Option<String>,
    pub quote_approval_policy: Option<&'static str>,
}

/// A poll that was asked for.
/// Its fields are those of `entities/ScheduledStatus` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Poll {
    pub options: Vec<String>,
    pub expires_in: i64,
    pub multiple: bool,
    pub hide_totals: bool,
}

impl ScheduledStatus {
    /// The entity of a draft that goes out by itself.
    pub fn new(draft: &Draft, base: &str, pass: Option<&Pass>) -> Self {
        let words = &draft.words;
        let wish = words.wish(None);
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let pictures: Vec<String> = words
            .pictures
            .iter()
            .map(|one| one.id.to_string())
            .collect();
        Self {
            id: draft.id.to_string(),
            scheduled_at: iso(draft.goes_out_at.unwrap_or(draft.changed_at)),
            params: Params {
                text: words.text.clone(),
                poll: wish.poll.map(|poll| Poll {
                    options: poll.options,
                    expires_in: poll.lasts_us / SECOND_US,
                    multiple: poll.is_multiple,
                    hide_totals: true,
                }),
                media_ids: Some(pictures).filter(|all| !all.is_empty()),
                sensitive: Some(!words.notice.is_empty()),
                spoiler_text: given(&words.notice),
                visibility: visibility(words),
                language: given(&words.language).filter(|tag| tag != GUESS),
                in_reply_to_id: words.reply_to.map(hafan_core::id::PostId::get),
                application_id: 0,
                scheduled_at: None,
                idempotency: None,
                with_rate_limit: false,
                quoted_status_id: words.quote_of.map(|id| id.to_string()),
                quote_approval_policy: wish.quotes.map(crate::api::account::quote_policy),
            },
            media_attachments: draft
                .pictures
                .iter()
                .map(|picture| MediaAttachment::new(picture, base, pass))
                .collect(),
        }
    }
}

/// The nearest word clients have; nothing where it will be the persona's usual choice.
fn visibility(words: &Words) -> Option<&'static str> {
    match words.audience.as_str() {
        _ if !words.place.is_empty() => Some("private"),
        "public" => Some("public"),
        "quiet" => Some("unlisted"),
        "named" => Some("direct"),
        "" => None,
        _ => Some("private"),
    }
}
