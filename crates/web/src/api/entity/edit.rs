//! Wordings that a post has had.

use super::account::Account;
use super::iso;
use super::media::MediaAttachment;
use super::status::Status;
use hafan_app::post::thread::Wording;
use hafan_core::text::for_applications;
use schemars::JsonSchema;
use serde::Serialize;

/// One wording, with what it said of its pictures. Those that were taken off are gone.
/// Its fields are those of `entities/StatusEdit` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct StatusEdit {
    pub content: String,
    pub spoiler_text: String,
    pub sensitive: bool,
    pub created_at: String,
    pub account: Account,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<Question>,
    pub media_attachments: Vec<MediaAttachment>,
    pub emojis: [(); 0],
}

/// The answers of a poll, without votes.
/// Its fields are those of `entities/StatusEdit` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Question {
    pub options: Vec<Title>,
}

/// One of them.
/// Its fields are those of `entities/StatusEdit` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Title {
    pub title: String,
}

impl StatusEdit {
    /// The entity of a wording of the post that is `now`.
    pub fn new(wording: &Wording, author: &Account, now: &Status, base: &str) -> Self {
        let (content, _) = for_applications(wording.html.as_str(), base);
        Self {
            content,
            spoiler_text: wording.notice.clone(),
            // What is covered now was covered then.
            sensitive: !wording.notice.is_empty() || now.sensitive,
            created_at: iso(wording.at),
            account: author.clone(),
            poll: now.poll.as_ref().map(|poll| Question {
                options: poll
                    .options
                    .iter()
                    .map(|choice| Title {
                        title: choice.title.clone(),
                    })
                    .collect(),
            }),
            media_attachments: pictures(wording, now),
            emojis: [],
        }
    }
}

/// The pictures of a wording that still hang on the post, each with the words it had then.
fn pictures(wording: &Wording, now: &Status) -> Vec<MediaAttachment> {
    let described = wording.pictures.iter();
    let then = described.filter_map(|(id, words)| {
        let id = id.to_string();
        let picture = now.media_attachments.iter().find(|one| one.id == id)?;
        Some(MediaAttachment {
            description: Some(words.clone()).filter(|words| !words.is_empty()),
            ..picture.clone()
        })
    });
    then.collect()
}
