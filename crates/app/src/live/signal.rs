//! What is told to whoever listens: ids and kinds, never words, so that nothing leaves before the
//! rules were asked for the one who would read it.

use hafan_core::id::{AccountId, NotificationId, PostId, SessionId};
use hafan_store::Event;

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Signal {
    /// A post, or a post passed on, is new where its author or a community is read.
    New(PostId),
    /// A post has new words.
    Edited(PostId),
    /// A post was taken down.
    Gone {
        /// Which.
        post: PostId,
        /// Whom it named.
        named: Vec<AccountId>,
    },
    /// An answer does not show any longer, and its author is not told.
    Held(PostId),
    /// It shows again, and its author is not told either.
    Shown(PostId),
    /// What a post quotes shows in it, or does not any longer, and its author is not told.
    Requoted(PostId),
    /// Somebody does not pass a post on any longer.
    Unshared {
        /// What it was listed as.
        own: PostId,
        /// What was passed on.
        of: PostId,
        /// Who did.
        by: AccountId,
    },
    /// Somebody has news.
    Told(AccountId, NotificationId),
    /// Somebody's filters of words are different.
    Filters(AccountId),
    /// Requests that somebody accepted have become news.
    Merged(AccountId),
    /// A session is over.
    Ended(SessionId),
}

impl Signal {
    /// The event that carries it between processes.
    pub fn event(&self) -> Event {
        let (topic, body) = match self {
            Self::New(post) => (format!("post:{post}"), "new".to_owned()),
            Self::Held(post) => (format!("post:{post}"), "held".to_owned()),
            Self::Shown(post) => (format!("post:{post}"), "shown".to_owned()),
            Self::Edited(post) => (format!("post:{post}"), "edited".to_owned()),
            Self::Requoted(post) => (format!("post:{post}"), "requoted".to_owned()),
            Self::Gone { post, named } => {
                let named: Vec<String> = named.iter().map(ToString::to_string).collect();
                (format!("post:{post}"), format!("gone {}", named.join(",")))
            }
            Self::Unshared { own, of, by } => {
                (format!("post:{own}"), format!("unshared {of} {by}"))
            }
            Self::Told(who, news) => (format!("persona:{who}"), news.to_string()),
            Self::Filters(who) => (format!("filters:{who}"), String::new()),
            Self::Merged(who) => (format!("merged:{who}"), String::new()),
            Self::Ended(session) => (format!("session:{session}"), String::new()),
        };
        Event { topic, body }
    }

    /// What an event tells; nothing where it is one for open pages only.
    pub fn of(event: &Event) -> Option<Self> {
        let (kind, id) = event.topic.split_once(':')?;
        let body = event.body.as_str();
        Some(match kind {
            "post" => Self::of_post(PostId::parse(id)?, body)?,
            // The lists where a post stands, of which pages know; the body says which post.
            "author" | "community" => Self::New(PostId::parse(body)?),
            "persona" => Self::Told(AccountId::parse(id)?, NotificationId::parse(body)?),
            "filters" => Self::Filters(AccountId::parse(id)?),
            "merged" => Self::Merged(AccountId::parse(id)?),
            "session" => Self::Ended(SessionId::parse(id)?),
            _ => return None,
        })
    }

    fn of_post(post: PostId, body: &str) -> Option<Self> {
        let (kind, rest) = body.split_once(' ').unwrap_or((body, ""));
        Some(match kind {
            "new" => Self::New(post),
            "edited" => Self::Edited(post),
            "requoted" => Self::Requoted(post),
            "held" => Self::Held(post),
            "shown" => Self::Shown(post),
            "gone" => Self::Gone {
                post,
                named: rest.split(',').filter_map(AccountId::parse).collect(),
            },
            "unshared" => {
                let (of, by) = rest.split_once(' ')?;
                Self::Unshared {
                    own: post,
                    of: PostId::parse(of)?,
                    by: AccountId::parse(by)?,
                }
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_comes_back_as_it_went() {
        let (post, who) = (PostId::new(7), AccountId::new(9));
        let (of, named) = (PostId::new(8), vec![who, AccountId::new(10)]);
        for signal in [
            Signal::New(post),
            Signal::Edited(post),
            Signal::Requoted(post),
            Signal::Gone { post, named },
            Signal::Gone {
                post,
                named: vec![],
            },
            Signal::Unshared {
                own: post,
                of,
                by: who,
            },
            Signal::Told(who, NotificationId::new(3)),
            Signal::Filters(who),
            Signal::Merged(who),
            Signal::Ended(SessionId::new(4)),
        ] {
            assert_eq!(Signal::of(&signal.event()), Some(signal));
        }
    }

    #[test]
    fn what_is_for_pages_alone_is_no_signal() {
        for (topic, body) in [
            ("thread:7", "8"),
            ("community:7", "members"),
            ("host", "waiting"),
            ("post:7", "nonsense"),
            ("post:x", "gone"),
        ] {
            let (topic, body) = (topic.to_owned(), body.to_owned());
            assert_eq!(Signal::of(&Event { topic, body }), None);
        }
    }
}
