//! Numbers about popularity: only for readers who asked for them, and true.

use crate::{App, Result};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy;
use hafan_store::count::{self, AccountCounts, PostCounts};
use hafan_store::{community, post, sight};
use std::collections::HashMap;

/// Numbers about a post, as one reader sees it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct About {
    /// How many thanked for it.
    pub favourites: i64,
    /// How many passed it on.
    pub boosts: i64,
    /// Answers that the reader may see.
    pub answers: i64,
    /// Posts that quote it and that the reader may see.
    pub quotes: i64,
}

/// Numbers about posts and accounts. What is not in it has none.
#[derive(Clone, Default, Debug)]
pub struct Numbers {
    /// About posts.
    pub posts: HashMap<PostId, About>,
    /// About accounts.
    pub accounts: HashMap<AccountId, AccountCounts>,
}

/// Numbers about posts and accounts that the viewer was shown, in as many queries whatever their
/// number. Of a community, only for those who may read in it.
pub async fn numbers(
    app: &App,
    viewer: Option<AccountId>,
    posts: Vec<PostId>,
    accounts: Vec<AccountId>,
) -> Result<Numbers> {
    let posts: Vec<i64> = posts.into_iter().map(PostId::get).collect();
    let accounts: Vec<i64> = accounts.into_iter().map(AccountId::get).collect();
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let mut all = Numbers::default();
        if !posts.is_empty() {
            for (id, PostCounts { favourites, boosts }) in count::of_posts(read, &posts)? {
                let about = About {
                    favourites,
                    boosts,
                    ..About::default()
                };
                all.posts.insert(id, about);
            }
            let (answers, quotes) = post::around(read, &posts, viewer)?;
            for row in answers
                .iter()
                .filter(|row| policy::is_counted(&sight, &row.facts))
            {
                let answered = row.reply_to.and_then(|id| all.posts.get_mut(&id));
                answered.into_iter().for_each(|about| about.answers += 1);
            }
            for row in quotes
                .iter()
                .filter(|row| policy::is_counted(&sight, &row.facts))
                .filter(|row| policy::shows_as_quote(&sight, row.facts.author, &row.quote_say))
            {
                let quoted = row.quote_of.and_then(|id| all.posts.get_mut(&id));
                quoted.into_iter().for_each(|about| about.quotes += 1);
            }
        }
        if !accounts.is_empty() {
            all.accounts
                .extend(count::of_personas(read, &accounts, viewer)?);
            let places = community::summaries(read, &accounts)?;
            let read_here = |place: &community::Summary| policy::may_read(&sight, &place.facts);
            let open = places.iter().filter(|place| read_here(place));
            let open: Vec<i64> = open.map(|place| place.facts.id.get()).collect();
            if !open.is_empty() {
                all.accounts.extend(count::of_communities(read, &open)?);
            }
        }
        Ok(all)
    })
    .await
}
