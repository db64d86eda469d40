//! Builds the search index anew from what the tables hold.

use crate::Result;
use hafan_core::audience::Audience;
use hafan_core::id::PostId;
use hafan_core::text::{SourceText, render};
use hafan_store::reindex::Indexed;
use hafan_store::search::{self, Scope};
use hafan_store::{Tx, reindex};

/// Indexes everything. The index must be empty, as it is after a backup was read in.
pub fn rebuild(tx: &mut Tx<'_>) -> Result<()> {
    rebuild_posts(tx)?;
    for find in [reindex::personas, reindex::communities] {
        let mut after = 0;
        loop {
            let some = find(tx, after)?;
            let Some((last, _)) = some.last() else {
                break;
            };
            after = last.get();
            for (id, words) in &some {
                search::index_account(tx, *id, &words.join(" "))?;
            }
        }
    }
    Ok(())
}

fn rebuild_posts(tx: &mut Tx<'_>) -> Result<()> {
    let mut after = PostId::new(0);
    loop {
        let some = reindex::posts(tx, after)?;
        let Some(last) = some.last() else {
            return Ok(());
        };
        after = last.id;
        for post in &some {
            index(tx, post)?;
        }
    }
}

/// Puts the words of one post into the index anew, after a job has changed a name in them.
pub(crate) fn post(tx: &mut Tx<'_>, id: PostId) -> Result<()> {
    match reindex::post(tx, id)? {
        Some(post) => index(tx, &post),
        None => Ok(()),
    }
}

fn index(tx: &mut Tx<'_>, post: &Indexed) -> Result<()> {
    let mut scopes = vec![Scope::Author(post.author)];
    scopes.extend(post.community.map(Scope::Community));
    let is_open = post.audience == Audience::Public && post.community.is_none();
    if is_open && post.is_findable {
        scopes.push(Scope::Open);
    }
    let source = SourceText::from_stored(post.source.clone());
    let mut words = vec![render(&source, &|_| None).plain, post.notice.clone()];
    words.extend(reindex::words_beside(tx, post)?);
    search::index_post(tx, post.id, &scopes, &words.join("\n"))?;
    Ok(())
}
