//! The lists that can be listened to, as clients name them.

use hafan_app::live::line::Stream;
use hafan_app::{Actor, App, Error, Result};
use hafan_core::id::ListId;
use serde_json::json;

/// Bytes of a tag.
const TAG_BYTES_MAX: usize = 200;

/// A list that somebody listens to, under the name that they asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Channel {
    /// What it brings.
    pub stream: Stream,
    /// Its name as messages carry it: a JSON array.
    pub label: String,
    /// What an application must be allowed.
    pub scope: &'static str,
}

impl Channel {
    /// Reads the name of a list, with its tag or the list's id where it has one.
    ///
    /// # Errors
    /// A fault for a name that is none, or without what belongs to it.
    pub fn parse(name: &str, tag: Option<&str>, list: Option<&str>) -> Result<Self> {
        let with_pictures = name.ends_with(":media");
        let (stream, detail) = match name {
            "user" => (Stream::Home, None),
            "user:notification" => (Stream::News, None),
            "public" | "public:local" | "public:media" | "public:local:media" => {
                (Stream::Open { with_pictures }, None)
            }
            "public:remote" | "public:remote:media" => (Stream::Elsewhere, None),
            "hashtag" | "hashtag:local" => {
                let tag = tag.unwrap_or_default().trim().trim_start_matches('#');
                if tag.is_empty() || tag.len() > TAG_BYTES_MAX {
                    return Err(Error::invalid("tag", "stream-tag"));
                }
                // Told under the name as it was asked for: clients look for that one.
                (Stream::Tag(tag.to_lowercase()), Some(tag))
            }
            "list" => {
                let list = list.unwrap_or_default();
                if list.is_empty() {
                    return Err(Error::invalid("list", "stream-list"));
                }
                let id = ListId::parse(list).ok_or(Error::NotFound)?;
                (Stream::List(id), Some(list))
            }
            "direct" => (Stream::Direct, None),
            _ => return Err(Error::invalid("stream", "stream-unknown")),
        };
        let names: Vec<&str> = [Some(name), detail].into_iter().flatten().collect();
        Ok(Self {
            label: json!(names).to_string(),
            scope: match stream {
                Stream::News => "read:notifications",
                Stream::List(_) => "read:lists",
                _ => "read:statuses",
            },
            stream,
        })
    }

    /// Asks whether it is theirs to listen to.
    ///
    /// # Errors
    /// `NotFound` for somebody else's.
    pub async fn require(&self, app: &App, actor: Actor) -> Result<()> {
        match self.stream {
            Stream::List(id) => hafan_app::list::one(app, actor, id).await.map(drop),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_clients_know() {
        let named = |name| Channel::parse(name, Some("Côr"), None);
        assert_eq!(named("user").expect("a list").label, r#"["user"]"#);
        let tag = named("hashtag:local").expect("a list");
        assert_eq!(tag.label, r#"["hashtag:local","Côr"]"#);
        assert_eq!(tag.stream, Stream::Tag("côr".to_owned()));
        let pictures = named("public:local:media").expect("a list");
        assert_eq!(
            pictures.stream,
            Stream::Open {
                with_pictures: true
            }
        );
        for bad in ["", "User", "public:", "public:media:local", "notification"] {
            assert!(named(bad).is_err(), "{bad}");
        }
        assert!(Channel::parse("hashtag", Some("#"), None).is_err());
        let long = "a".repeat(TAG_BYTES_MAX + 1);
        assert!(Channel::parse("hashtag", Some(&long), None).is_err());
    }
}
