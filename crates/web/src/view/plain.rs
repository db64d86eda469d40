//! Words of somebody who waits for a yes: as plain text. Nothing in them can be pressed, and no
//! picture is loaded.

use crate::page::Page;
use hafan_app::post::answer::Waiting;
use hafan_app::reading::Item;
use hafan_core::text::plain_lines;

/// One post in words alone.
pub struct PlainWords {
    /// Content notice, or empty.
    pub notice: String,
    /// Language tag, or empty.
    pub language: String,
    /// Its text, a line each.
    pub lines: Vec<String>,
    /// "It has 2 pictures".
    pub pictures: Option<String>,
    /// What it says of them, of those of which it says something.
    pub alts: Vec<String>,
    /// The answers to choose from, where it asks something.
    pub choices: Vec<String>,
    /// "it quotes Mair", with the words.
    pub beside: Option<(String, Vec<String>)>,
}

impl PlainWords {
    /// Of what waits in the tray.
    pub fn of_waiting(page: &Page, one: &Waiting) -> Self {
        Self {
            notice: one.notice.clone(),
            language: one.language.clone(),
            lines: lines(&one.words),
            pictures: pictures(page, one.pictures),
            alts: one.alts.clone(),
            choices: one.choices.clone(),
            beside: one.beside.as_ref().map(|(card, words)| {
                let name = [("name", card.name.as_str().into())];
                (page.texts().f("answer-beside", &name), lines(words))
            }),
        }
    }

    /// Of what waits at the door.
    pub fn of_item(page: &Page, item: &Item) -> Self {
        let alts = item.pictures.iter().map(|picture| picture.alt.clone());
        let options = item.poll.iter().flat_map(|poll| &poll.options);
        Self {
            notice: item.post.notice.clone(),
            language: item.post.language.clone(),
            lines: lines(&plain_lines(&item.post.html)),
            pictures: pictures(page, item.post.pictures),
            alts: alts.filter(|alt| !alt.is_empty()).collect(),
            choices: options.map(|option| option.label.clone()).collect(),
            beside: None,
        }
    }
}

fn pictures(page: &Page, count: i64) -> Option<String> {
    (count > 0).then(|| {
        page.texts()
            .f("answer-pictures", &[("count", count.into())])
    })
}

fn lines(words: &str) -> Vec<String> {
    words.lines().map(str::to_owned).collect()
}
