//! After a persona has changed its handle: the old one disappears from what people wrote.

use crate::draft::Words;
use crate::{App, Error, Result, Turn, reindex};
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, DraftId, MediaId, PostId};
use hafan_store::handle_trace;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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

/// Does the job: `@old` becomes `@new` in every post, in its words for search, in every earlier
/// wording, in answers of polls, in the words for pictures and in drafts, everybody's; in windows
/// of two thousand, so that nobody waits for it. Doing it twice does no harm.
pub async fn run(app: &App, body: &str) -> Result<()> {
    let body: Body = serde_json::from_str(body).map_err(|e| Error::Internal(e.to_string()))?;
    let key = Handle::parse_unreserved(&body.old)
        .map_err(|error| Error::Internal(error.to_string()))?
        .key();
    let names = Names { key, new: body.new };
    let mut after = PostId::new(0);
    while let Some(end) = turn_of(app, &names, after, in_posts).await? {
        after = end;
    }
    let mut after = MediaId::new(0);
    while let Some(end) = turn_of(app, &names, after, in_pictures).await? {
        after = end;
    }
    let mut after = DraftId::new(0);
    while let Some(end) = turn_of(app, &names, after, in_drafts).await? {
        after = end;
    }
    Ok(())
}

/// One window; where it ends, or nothing where there are no more.
async fn turn_of<Id: Copy + Send + 'static>(
    app: &App,
    names: &Names,
    after: Id,
    window: fn(&mut Turn<'_, '_>, &Names, Id) -> Result<Option<Id>>,
) -> Result<Option<Id>> {
    let names = names.clone();
    app.write(move |turn| window(turn, &names, after)).await
}

fn in_posts(turn: &mut Turn<'_, '_>, names: &Names, after: PostId) -> Result<Option<PostId>> {
    let Some(end) = handle_trace::window_end(turn.tx, after)? else {
        return Ok(None);
    };
    let mut changed = BTreeSet::new();
    for mut wording in handle_trace::wordings(turn.tx, (after, end), &names.key)? {
        wording.source = names.in_text(&wording.source);
        wording.html = names.in_html(&wording.html);
        wording.notice = names.in_text(&wording.notice);
        // Within JSON a handle stands as it is.
        wording.pictures = wording.pictures.map(|kept| names.in_text(&kept));
        handle_trace::set(turn.tx, &wording)?;
        if wording.edit_at.is_none() {
            changed.insert(wording.post);
        }
    }
    for mut label in handle_trace::labels(turn.tx, (after, end), &names.key)? {
        label.words = names.in_text(&label.words);
        handle_trace::set_label(turn.tx, &label)?;
        changed.insert(label.post);
    }
    for post in changed {
        reindex::post(turn.tx, post)?;
    }
    Ok(Some(end))
}

fn in_pictures(turn: &mut Turn<'_, '_>, names: &Names, after: MediaId) -> Result<Option<MediaId>> {
    let Some(end) = handle_trace::media_end(turn.tx, after)? else {
        return Ok(None);
    };
    for mut alt in handle_trace::alts(turn.tx, (after, end), &names.key)? {
        alt.words = names.in_text(&alt.words);
        handle_trace::set_alt(turn.tx, &alt)?;
        if let Some(post) = alt.post {
            reindex::post(turn.tx, post)?;
        }
    }
    Ok(Some(end))
}

fn in_drafts(turn: &mut Turn<'_, '_>, names: &Names, after: DraftId) -> Result<Option<DraftId>> {
    let Some(end) = handle_trace::drafts_end(turn.tx, after)? else {
        return Ok(None);
    };
    for (id, body) in handle_trace::drafts(turn.tx, (after, end), &names.key)? {
        let body = Words::renamed(&body, &|text| names.in_text(text), &|to| names.in_list(to))?;
        handle_trace::set_draft(turn.tx, id, &body)?;
    }
    Ok(Some(end))
}

/// The key of the old handle, and the new one as it is written.
#[derive(Clone)]
struct Names {
    key: String,
    new: String,
}

impl Names {
    fn in_text(&self, text: &str) -> String {
        replaced(text, &self.key, &self.new)
    }

    /// In a mention the sign and the name stand apart: `@<span>mair</span>`.
    fn in_html(&self, html: &str) -> String {
        const BETWEEN: &str = "@<span>";
        let html = self.in_text(html);
        let mut parts = html.split(BETWEEN);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            out.push_str(BETWEEN);
            let (name, rest) = part.split_at(part.find('<').unwrap_or(part.len()));
            let is_it = name.eq_ignore_ascii_case(&self.key);
            out.push_str(if is_it { &self.new } else { name });
            out.push_str(rest);
        }
        out
    }

    /// A list of handles, with their signs or without, keeps everything but the one.
    fn in_list(&self, list: &str) -> String {
        let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        let renamed = |part: &str| {
            let name = part.trim_end_matches(is_end);
            let bare = name.strip_prefix('@').unwrap_or(name);
            if bare.eq_ignore_ascii_case(&self.key) {
                part.replacen(bare, &self.new, 1)
            } else {
                part.to_owned()
            }
        };
        list.split_inclusive(is_end).map(renamed).collect()
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
    fn a_list_of_handles_keeps_its_shape() {
        let names = Names {
            key: "mair".to_owned(),
            new: "seren".to_owned(),
        };
        for (list, expected) in [
            ("mair", "seren"),
            ("@Mair, dewi;mair_j  mair", "@seren, dewi;mair_j  seren"),
            ("mair@elsewhere.example", "mair@elsewhere.example"),
            ("", ""),
        ] {
            assert_eq!(names.in_list(list), expected);
        }
    }

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
