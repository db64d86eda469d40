//! After a persona has changed its handle: the old one disappears from what people wrote.

use crate::{App, Error, Result, Turn, reindex};
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, PostId};
use hafan_store::handle_trace;
use serde::{Deserialize, Serialize};

/// Kind of the job that does it.
pub const JOB: &str = "forget-handle";

/// What the job carries.
#[derive(Serialize, Deserialize)]
struct Body {
    old: String,
    new: String,
}

/// Queues the job. Names that follow each other quickly are each their own job, in order.
pub(super) fn enqueue(
    turn: &mut Turn<'_, '_>,
    _persona: AccountId,
    (old, new): (&str, &str),
) -> Result<()> {
    let body = Body {
        old: old.to_owned(),
        new: new.to_owned(),
    };
    let body = serde_json::to_string(&body).map_err(|e| Error::Internal(e.to_string()))?;
    turn.enqueue(JOB, &body, None, turn.now)
}

/// Does the job: `@old` becomes `@new` in every post, in its words for search, and in every earlier
/// wording, in windows of two thousand posts, so that nobody waits for it. Doing it twice does no
/// harm.
pub async fn run(app: &App, body: &str) -> Result<()> {
    let body: Body = serde_json::from_str(body).map_err(|e| Error::Internal(e.to_string()))?;
    let key = Handle::parse_unreserved(&body.old)
        .map_err(|error| Error::Internal(error.to_string()))?
        .key();
    let mut after = PostId::new(0);
    loop {
        let (key, new) = (key.clone(), body.new.clone());
        let end = app
            .write(move |turn| {
                let Some(end) = handle_trace::window_end(turn.tx, after)? else {
                    return Ok(None);
                };
                for mut wording in handle_trace::wordings(turn.tx, (after, end), &key)? {
                    wording.source = replaced(&wording.source, &key, &new);
                    wording.html = replaced(&wording.html, &key, &new);
                    wording.notice = replaced(&wording.notice, &key, &new);
                    handle_trace::set(turn.tx, &wording)?;
                    if wording.edit_at.is_none() {
                        reindex::post(turn.tx, wording.post)?;
                    }
                }
                Ok(Some(end))
            })
            .await?;
        match end {
            Some(end) => after = end,
            None => return Ok(()),
        }
    }
}

/// `text` with every whole `@key`, in any case, as `@new`.
fn replaced(text: &str, key: &str, new: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, from) = rest.split_at(at + 1);
        out.push_str(before);
        let end = from
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(from.len());
        let (name, after) = from.split_at(end);
        // A handle at another server is somebody else's.
        let is_elsewhere = after.starts_with('@');
        let is_it = name.eq_ignore_ascii_case(key) && !is_elsewhere;
        out.push_str(if is_it { new } else { name });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_handles_are_replaced() {
        let cases = [
            ("Diolch @Mair!", "Diolch @seren!"),
            ("@mair @mair_j @mairi", "@seren @mair_j @mairi"),
            (
                r#"<a href="/@mair">@mair</a>, mair"#,
                r#"<a href="/@seren">@seren</a>, mair"#,
            ),
            ("https://x.example/@mair/12", "https://x.example/@seren/12"),
            ("@mair@elsewhere.example", "@mair@elsewhere.example"),
            ("ŵ@", "ŵ@"),
        ];
        for (text, expected) in cases {
            assert_eq!(replaced(text, "mair", "seren"), expected);
        }
    }
}
