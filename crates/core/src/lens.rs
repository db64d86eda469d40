//! The reader's lens: what somebody would rather not meet, or not unprepared. The one evaluation
//! for every surface; it changes what the reader sees and nothing else, and nobody is told.

use crate::codes;
use crate::id::{AccountId, FilterId, FilterPartId, PostId};
use crate::mutation;
use crate::time::Timestamp;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

codes! {
    /// Where a filter looks. The codes are those of Mastodon's API (`context`).
    pub enum Context {
        /// The home page, lists, and squares of one's own communities.
        Home = "home",
        /// News.
        Notifications = "notifications",
        /// Search, tags, and what everyone reads.
        Public = "public",
        /// What is said around a post that was opened.
        Thread = "thread",
        /// The page of a persona.
        Account = "account",
    }
}

codes! {
    /// What a filter does with what it finds. The codes are those of Mastodon's API
    /// (`filter_action`), but for [`Action::Later`], of which applications know nothing.
    pub enum Action {
        /// Folds its pictures.
        Blur = "blur",
        /// Folds it behind the filter's title.
        Warn = "warn",
        /// Puts it aside to be read later where it comes by itself, and folds it elsewhere.
        Later = "later",
        /// Leaves it out.
        Hide = "hide",
    }
}

codes! {
    /// How much the reader has room for today. It moves what every filter does by one step, and
    /// back again.
    pub enum Energy {
        /// One step less is softened.
        Bright = "bright",
        /// As each filter says.
        Gentle = "gentle",
        /// One step more is softened.
        Low = "low",
    }
}

impl Action {
    /// What the filter does on a day like this; nothing where it lets everything pass.
    ///
    /// What is to be left out stays out on every day: only its owner changes that, at the filter.
    /// What is only folded is never left out.
    pub const fn on(self, energy: Energy) -> Option<Self> {
        match (self, energy) {
            (Self::Hide, _) => Some(Self::Hide),
            (_, Energy::Gentle) => Some(self),
            (Self::Blur, Energy::Bright) => None,
            (Self::Warn, Energy::Bright) => Some(Self::Blur),
            (Self::Later, Energy::Bright) | (Self::Blur, Energy::Low) => Some(Self::Warn),
            (Self::Warn | Self::Later, Energy::Low) => Some(Self::Later),
        }
    }
}

/// Words and posts that somebody would rather not meet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    /// Which.
    pub id: FilterId,
    /// What its owner calls it.
    pub title: String,
    /// Where it looks.
    pub contexts: Vec<Context>,
    /// What it does.
    pub action: Action,
    /// It looks no more from then on.
    pub expires_at: Option<Timestamp>,
    /// Words it looks for.
    pub words: Vec<Word>,
    /// Posts it holds.
    pub posts: Vec<(FilterPartId, PostId)>,
}

/// Words that a filter looks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Which.
    pub id: FilterPartId,
    /// As typed; of an account its name as it is now, with an `@` before it.
    pub phrase: String,
    /// Not within longer words.
    pub is_whole: bool,
    /// The person or community that is meant: what they write, pass on or are quoted with, or what
    /// stands in it, is found whatever its words, and whatever they are called by then.
    pub account: Option<AccountId>,
}

impl Filter {
    /// True where it looks no more.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}

/// What can be met in one post, with what it quotes.
#[derive(Clone, Default, Debug)]
pub struct Seen<'a> {
    /// The post, the one it passes on, the one it quotes.
    pub posts: Vec<PostId>,
    /// Who wrote it, who passed it on, who is quoted, and the communities these stand in.
    pub accounts: Vec<AccountId>,
    /// All words of it: text, notice, words for pictures, answers of a poll, words of the quote.
    pub texts: Vec<&'a str>,
    /// It is said to be Welsh, or what it quotes is: words are found in their mutated forms, too.
    pub is_welsh: bool,
}

/// A filter that found something and does something about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Which.
    pub filter: Arc<Filter>,
    /// What it does, on a day like this.
    pub action: Action,
    /// Its words that were found, as typed.
    pub phrases: Vec<String>,
    /// Its posts that were found.
    pub posts: Vec<PostId>,
}

/// All filters of one reader, ready to look.
#[derive(Clone, Debug)]
pub struct Lens {
    filters: Arc<Vec<Ready>>,
    /// How much the reader has room for.
    pub energy: Energy,
}

impl Default for Lens {
    fn default() -> Self {
        Self::new(Vec::new(), Energy::Gentle)
    }
}

#[derive(Debug)]
struct Ready {
    filter: Arc<Filter>,
    /// Its phrases, folded.
    phrases: Vec<Phrase>,
}

#[derive(Debug)]
struct Phrase {
    plain: String,
    /// In Welsh: see [`mutation`].
    mutated: Vec<String>,
}

impl Phrase {
    fn new(typed: &str) -> Self {
        let plain = folded(typed);
        Self {
            mutated: mutation::forms(&plain),
            plain,
        }
    }

    /// A mutated form is found only where a word begins: within one, nothing is mutated.
    fn is_in(&self, text: &str, is_whole: bool, is_welsh: bool) -> bool {
        let mutated = || {
            let mut forms = self.mutated.iter();
            forms.any(|form| holds(text, form, Edges::begin(is_whole)))
        };
        holds(text, &self.plain, Edges::both(is_whole)) || (is_welsh && mutated())
    }
}

/// Which ends of what is looked for must be ends of words.
#[derive(Clone, Copy)]
struct Edges {
    begin: bool,
    end: bool,
}

impl Edges {
    const fn both(is_whole: bool) -> Self {
        Self {
            begin: is_whole,
            end: is_whole,
        }
    }

    const fn begin(is_whole: bool) -> Self {
        Self {
            begin: true,
            end: is_whole,
        }
    }
}

impl Lens {
    /// The lens of these filters, on a day like this.
    pub fn new(filters: Vec<Filter>, energy: Energy) -> Self {
        let ready = filters.into_iter().map(|filter| Ready {
            phrases: filter
                .words
                .iter()
                .map(|word| Phrase::new(&word.phrase))
                .collect(),
            filter: Arc::new(filter),
        });
        Self {
            filters: Arc::new(ready.collect()),
            energy,
        }
    }

    /// True where nothing is looked for.
    pub fn is_clear(&self) -> bool {
        self.filters.is_empty()
    }

    /// The filters that find something here and do something about it today, wherever they look and
    /// whether they are over or not: [`verdict`] tells what follows.
    pub fn look(&self, seen: &Seen<'_>) -> Vec<Hit> {
        if self.is_clear() {
            return Vec::new();
        }
        let text = folded(&seen.texts.join("\n"));
        let hit = |ready: &Ready| {
            let action = ready.filter.action.on(self.energy)?;
            let found = ready.filter.words.iter().zip(&ready.phrases);
            let found = found.filter(|(word, phrase)| {
                word.account.is_some_and(|id| seen.accounts.contains(&id))
                    || phrase.is_in(&text, word.is_whole, seen.is_welsh)
            });
            let phrases: Vec<String> = found.map(|(word, _)| word.phrase.clone()).collect();
            let posts = ready.filter.posts.iter().map(|(_, post)| *post);
            let posts: Vec<PostId> = posts.filter(|post| seen.posts.contains(post)).collect();
            let is_hit = !phrases.is_empty() || !posts.is_empty();
            is_hit.then(|| Hit {
                filter: ready.filter.clone(),
                action,
                phrases,
                posts,
            })
        };
        self.filters.iter().filter_map(hit).collect()
    }
}

/// What follows from what was found, in one place at one time.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Verdict {
    /// It is left out.
    pub is_hidden: bool,
    /// It is put aside to be read later behind these titles, if there are any: what comes by
    /// itself stands on a page of its own, and elsewhere it is folded.
    pub laters: Vec<String>,
    /// It is folded behind these titles, if there are any.
    pub folds: Vec<String>,
    /// Its pictures are folded behind these titles, if there are any.
    pub blurs: Vec<String>,
}

impl Verdict {
    /// The titles behind which it is folded on a surface that puts nothing aside.
    pub fn folds_and_laters(&self) -> Vec<String> {
        let both = self.folds.iter().chain(&self.laters);
        both.cloned().collect()
    }
}

/// What a surface does with a post for which these hits were found.
pub fn verdict(hits: &[Hit], context: Context, now: Timestamp) -> Verdict {
    let mut verdict = Verdict::default();
    let looks = |f: &Filter| f.contexts.contains(&context) && !f.is_over(now);
    for hit in hits.iter().filter(|hit| looks(&hit.filter)) {
        let title = hit.filter.title.clone();
        match hit.action {
            Action::Hide => verdict.is_hidden = true,
            Action::Later => verdict.laters.push(title),
            Action::Warn => verdict.folds.push(title),
            Action::Blur => verdict.blurs.push(title),
        }
    }
    verdict
}

/// True where the text has the phrase. At an edge of the phrase that is no letter or digit, what
/// stands beside it does not matter, as everywhere in this API.
fn holds(text: &str, phrase: &str, edges: Edges) -> bool {
    if phrase.is_empty() {
        return false;
    }
    let ends_inside = |near: Option<char>, edge: Option<char>| {
        near.is_some_and(is_of_word) && edge.is_some_and(is_of_word)
    };
    text.match_indices(phrase).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !(edges.begin && ends_inside(before, phrase.chars().next())
            || edges.end && ends_inside(after, phrase.chars().next_back()))
    })
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

/// One spelling of a text: compatibility forms as one (NFKC), capital and small letters as one
/// (ẞ, ß and ss; Σ, σ and ς), stretches of white space as one space. Accents stay: they make other
/// words.
fn folded(text: &str) -> String {
    let cased = text
        .nfkc()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase);
    let cased: String = cased.nfkc().collect();
    cased.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filter(phrase: &str, is_whole: bool) -> Filter {
        Filter {
            id: FilterId::new(1),
            title: "Chwaraeon".to_owned(),
            contexts: vec![Context::Home],
            action: Action::Warn,
            expires_at: None,
            words: vec![Word {
                id: FilterPartId::new(2),
                phrase: phrase.to_owned(),
                is_whole,
                account: None,
            }],
            posts: vec![(FilterPartId::new(3), PostId::new(7))],
        }
    }

    fn finds(phrase: &str, is_whole: bool, text: &str) -> bool {
        let lens = Lens::new(vec![filter(phrase, is_whole)], Energy::Gentle);
        let seen = Seen {
            texts: vec!["Helo", text],
            ..Seen::default()
        };
        !lens.look(&seen).is_empty()
    }

    fn finds_in_welsh(phrase: &str, is_whole: bool, text: &str) -> bool {
        let lens = Lens::new(vec![filter(phrase, is_whole)], Energy::Gentle);
        let seen = Seen {
            texts: vec![text],
            is_welsh: true,
            ..Seen::default()
        };
        !lens.look(&seen).is_empty()
    }

    #[test]
    fn in_welsh_a_word_is_found_in_its_mutated_forms_where_a_word_begins() {
        for text in ["ei DÂN", "fy nhân i", "a thân", "tân"] {
            assert!(finds_in_welsh("Tân", true, text), "{text}");
        }
        assert!(finds_in_welsh("tân", false, "y dânau"));
        assert!(!finds_in_welsh("tân", true, "y dânau"));
        assert!(!finds_in_welsh("tân", false, "cydân"));
        assert!(
            !finds("tân", true, "ei dân"),
            "this is not said to be Welsh"
        );
    }

    #[test]
    fn letters_large_and_small_are_one_and_accents_are_not() {
        for (phrase, text) in [
            ("RYGBI", "gêm rygbi heno"),
            ("straße", "In der STRASSE"),
            ("ΟΔΟΣ", "η οδος"),
            ("dau  air", "Dau\nair yma"),
            ("tŷ", "TY\u{302} coch"),
        ] {
            assert!(finds(phrase, true, text), "{phrase} in {text}");
        }
        assert!(!finds("tan", true, "tân"));
        assert!(!finds("", false, "tân"));
    }

    #[test]
    fn a_whole_word_is_not_found_in_a_longer_one() {
        assert!(finds("cat", false, "concatenate"));
        assert!(!finds("cat", true, "concatenate"));
        assert!(finds("cat", true, "The cat."));
        assert!(finds("#cat", true, "a#cat"));
        assert!(!finds("#cat", true, "a#cats"));
        // One that is not alone does not keep one that is from being found.
        assert!(finds("cat", true, "concat, cat"));
    }

    #[test]
    fn a_filter_acts_where_and_while_it_looks() {
        let now = Timestamp::from_micros(10);
        let mut some = filter("rygbi", true);
        let seen = Seen {
            posts: vec![PostId::new(7)],
            ..Seen::default()
        };
        let told = |some: &Filter, context| {
            let hits = Lens::new(vec![some.clone()], Energy::Gentle).look(&seen);
            assert_eq!(hits[0].posts, [PostId::new(7)]);
            verdict(&hits, context, now)
        };
        assert_eq!(told(&some, Context::Home).folds, ["Chwaraeon"]);
        assert_eq!(told(&some, Context::Public), Verdict::default());
        some.action = Action::Hide;
        assert!(told(&some, Context::Home).is_hidden);
        some.action = Action::Blur;
        assert_eq!(told(&some, Context::Home).blurs, ["Chwaraeon"]);
        some.expires_at = Some(now);
        assert_eq!(told(&some, Context::Home), Verdict::default());
    }

    #[test]
    fn a_person_or_community_is_found_by_who_they_are() {
        let mut some = filter("@mair", true);
        some.posts.clear();
        some.words[0].account = Some(AccountId::new(5));
        let lens = Lens::new(vec![some], Energy::Gentle);
        let seen = |id, text| Seen {
            accounts: vec![AccountId::new(3), AccountId::new(id)],
            texts: vec![text],
            ..Seen::default()
        };
        assert_eq!(lens.look(&seen(5, "Helo"))[0].phrases, ["@mair"]);
        assert!(lens.look(&seen(4, "Helo")).is_empty());
        assert_eq!(lens.look(&seen(4, "Helo @mair!")).len(), 1);
    }

    #[test]
    fn energy_moves_each_filter_by_one_step_and_never_over_what_is_left_out() {
        let on = |energy| {
            let actions = [Action::Blur, Action::Warn, Action::Later, Action::Hide];
            actions.map(|action| action.on(energy))
        };
        let (blur, warn) = (Some(Action::Blur), Some(Action::Warn));
        let (later, hide) = (Some(Action::Later), Some(Action::Hide));
        assert_eq!(on(Energy::Bright), [None, blur, warn, hide]);
        assert_eq!(on(Energy::Gentle), [blur, warn, later, hide]);
        assert_eq!(on(Energy::Low), [warn, later, later, hide]);
    }

    #[test]
    fn what_is_for_later_is_folded_where_nothing_is_put_aside() {
        let mut some = filter("rygbi", true);
        some.action = Action::Later;
        let now = Timestamp::from_micros(10);
        let told = |energy| {
            let seen = Seen {
                texts: vec!["Rygbi"],
                ..Seen::default()
            };
            let hits = Lens::new(vec![some.clone()], energy).look(&seen);
            verdict(&hits, Context::Home, now)
        };
        let gentle = told(Energy::Gentle);
        assert_eq!((gentle.laters.len(), gentle.folds.len()), (1, 0));
        assert_eq!(gentle.folds_and_laters(), ["Chwaraeon"]);
        let bright = told(Energy::Bright);
        assert_eq!((bright.laters.len(), bright.folds.len()), (0, 1));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(phrase in ".{0,8}", text in ".{0,40}", is_whole: bool) {
            finds(&phrase, is_whole, &text);
        }

        #[test]
        fn what_is_typed_is_found(before in "[a-z ]{0,9}", phrase in "[\\PC&&[^ ]]{1,6}") {
            let text = format!("{before} {phrase} ");
            // Combining marks join what stands before them.
            prop_assume!(!folded(&phrase).is_empty());
            prop_assume!(!phrase.chars().any(is_combining_mark));
            prop_assert!(finds(&phrase, false, &text));
        }
    }
}
