//! Texts for people: every key that code asks for exists in every language, with the same
//! variables, and none is left over.
//!
//! Standard library only, because the tests of `hafan-web` compile this file too.

use std::collections::{BTreeMap, BTreeSet};

const LANGUAGES: [&str; 2] = ["en", "cy"];
const TEXTS: &str = "crates/web/locales/";
const PAGES: &str = "crates/web/templates/";
const CODE: [&str; 2] = ["crates/web/src/", PAGES];

/// What is wrong at a place (`path:line`), in a sentence.
pub type Mistake = (String, String);

/// Compares texts and their use; what nothing asks for is told once there are pages.
///
/// `files` are paths from the root of the repository with what stands in them; those that have
/// nothing to do with texts are passed over.
pub fn mistakes<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Mistake> {
    let mut found = Vec::new();
    let mut texts: BTreeMap<&str, BTreeMap<&str, Text>> = BTreeMap::new();
    let mut code = Vec::new();
    for (path, content) in files {
        let language = path
            .strip_prefix(TEXTS)
            .and_then(|rest| rest.split('/').next());
        match language.filter(|_| path.ends_with(".ftl")) {
            Some(language) => {
                let known = texts.entry(language).or_default();
                for (key, text) in texts_of(path, content) {
                    let place = text.place.clone();
                    if let Some(first) = known.insert(key, text) {
                        found.push((place, format!("`{key}` is already in {}", first.place)));
                    }
                }
            }
            None if is_code(path) => code.push((path, content)),
            None => {}
        }
    }
    let empty = BTreeMap::new();
    let [first, others @ ..] = LANGUAGES.map(|language| texts.get(language).unwrap_or(&empty));
    for (other, name) in others.iter().zip(&LANGUAGES[1..]) {
        found.extend(differences(first, other, name));
        found.extend(differences(other, first, LANGUAGES[0]));
    }
    let has_pages = code.iter().any(|(path, _)| path.starts_with(PAGES));
    let mut used = Used::default();
    for (path, content) in code {
        let content = without_tests_and_comments(content);
        used.read(&content);
        found.extend(calls(path, &content).filter_map(|call| call.mistake(first)));
    }
    found.extend(
        first
            .iter()
            .filter(|(key, _)| has_pages && !used.has(key))
            .map(|(key, text)| (text.place.clone(), format!("nothing asks for `{key}`"))),
    );
    found
}

struct Text {
    place: String,
    variables: BTreeSet<String>,
}

/// The messages of a Fluent file. A message begins in the first column; the lines below that do
/// not, belong to it.
fn texts_of<'a>(path: &str, content: &'a str) -> Vec<(&'a str, Text)> {
    let mut texts: Vec<(&str, Text)> = Vec::new();
    for (index, line) in content.lines().enumerate() {
        let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
        if let Some((key, _)) = line.split_once('=').filter(|_| begins) {
            let place = format!("{path}:{}", index + 1);
            texts.push((
                key.trim_end(),
                Text {
                    place,
                    variables: BTreeSet::new(),
                },
            ));
        }
        if line.starts_with('#') {
            continue;
        }
        if let Some((_, text)) = texts.last_mut() {
            let names = line.split('$').skip(1).map(|rest| {
                let end = rest.find(|c: char| !is_key_char(c)).unwrap_or(rest.len());
                rest[..end].to_owned()
            });
            text.variables.extend(names);
        }
    }
    texts
}

fn differences<'a>(
    here: &'a BTreeMap<&str, Text>,
    there: &'a BTreeMap<&str, Text>,
    name: &'a str,
) -> impl Iterator<Item = Mistake> + 'a {
    here.iter().filter_map(move |(key, text)| {
        let message = match there.get(key) {
            None => format!("`{key}` is not in {name}"),
            Some(other) if other.variables.is_subset(&text.variables) => return None,
            Some(other) => {
                let more: Vec<_> = other.variables.difference(&text.variables).collect();
                format!("`{key}` lacks the variables {more:?} that it has in {name}")
            }
        };
        Some((text.place.clone(), message))
    })
}

/// A call of `.t("key")` or `.f("key", &[("name", …)])`.
struct Call<'a> {
    place: String,
    key: &'a str,
    /// Names of the arguments; `None` where they are not written out in the call.
    arguments: Option<BTreeSet<&'a str>>,
}

impl Call<'_> {
    fn mistake(self, texts: &BTreeMap<&str, Text>) -> Option<Mistake> {
        let Some(text) = texts.get(self.key) else {
            return Some((self.place, format!("there is no text `{}`", self.key)));
        };
        let given = self.arguments?;
        let lacking: Vec<_> = text
            .variables
            .iter()
            .filter(|name| !given.contains(name.as_str()))
            .collect();
        let message = format!("`{}` is not given {lacking:?}", self.key);
        (!lacking.is_empty()).then_some((self.place, message))
    }
}

fn calls<'a>(path: &'a str, content: &'a str) -> impl Iterator<Item = Call<'a>> {
    let marks = content
        .match_indices(".t(")
        .chain(content.match_indices(".f("));
    marks.filter_map(move |(at, mark)| {
        let inner = content[at + mark.len()..].trim_start();
        let (key, rest) = inner.strip_prefix('"')?.split_once('"')?;
        if key.is_empty() || !key.chars().all(is_key_char) {
            return None;
        }
        let line = content[..at].matches('\n').count() + 1;
        let place = format!("{path}:{line}");
        let arguments = if mark == ".t(" {
            Some(BTreeSet::new())
        } else {
            argument_names(rest)
        };
        Some(Call {
            place,
            key,
            arguments,
        })
    })
}

/// The names in `, &[("name", value), …]`.
fn argument_names(rest: &str) -> Option<BTreeSet<&str>> {
    let list = rest
        .trim_start()
        .strip_prefix(',')?
        .trim_start()
        .strip_prefix("&[")?;
    let mut depth = 1;
    let end = list.find(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth == 0
    })?;
    let pairs = list[..end].split('(').skip(1);
    Some(
        pairs
            .filter_map(|pair| pair.trim_start().strip_prefix('"')?.split('"').next())
            .collect(),
    )
}

/// Strings in code that may be keys, whole (`"role-host"`) or as a beginning to which a code is
/// added (`"role-{…}"`, `"role-"`).
#[derive(Default)]
struct Used {
    whole: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

impl Used {
    fn read(&mut self, content: &str) {
        for rest in content.split('"').skip(1) {
            let end = rest.find(|c: char| !is_key_char(c)).unwrap_or(rest.len());
            let (string, rest) = rest.split_at(end);
            let is_beginning = string.len() > 1 && string.ends_with('-');
            if is_beginning && (rest.is_empty() || rest.starts_with('{')) {
                self.beginnings.insert(string.to_owned());
            } else if rest.is_empty() {
                self.whole.insert(string.to_owned());
            }
        }
    }

    fn has(&self, key: &str) -> bool {
        self.whole.contains(key) || self.beginnings.iter().any(|start| key.starts_with(start))
    }
}

fn is_code(path: &str) -> bool {
    let is_test = path.ends_with("tests.rs") || path.contains("/tests/");
    CODE.iter().any(|folder| path.starts_with(folder)) && !is_test
}

/// Blank lines stand for comments, so that line numbers hold; tests at the end of a file go.
fn without_tests_and_comments(content: &str) -> String {
    let code = content
        .split("\n#[cfg(test)]\nmod ")
        .next()
        .unwrap_or(content);
    let lines = code.lines().map(|line| {
        if line.trim_start().starts_with("//") {
            ""
        } else {
            line
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_key_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}
