//! The same script in worlds that differ in one secret: which member a persona belongs to.
//!
//! Everything that somebody else is answered must be the same in all of them, byte for byte. What
//! is random by declaration (ids, secrets of forms, keys of pictures, codes) is compared by the
//! order in which it first appears, so that only its values may differ, not who has which.

use crate::people::Person;
use crate::place::Place;
use crate::walk::Things;
use crate::{Backend, Browser, Page};
use hafan_app::identity::persona;
use hafan_app::store::upkeep;
use hafan_core::time::MINUTE_US;
use std::collections::{HashMap, HashSet};

/// Whose the persona Briallu is. The secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arrangement {
    /// The member's who is also Anwen, and who switches between the two.
    Together,
    /// The member's who is also Carys.
    Elsewhere,
    /// A member's of its own.
    Apart,
}

/// The personas that act in every world.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// The one whose other name is looked for.
    Anwen,
    /// The persona that is hers, or is not.
    Briallu,
    /// Somebody else, who may be Briallu as well.
    Carys,
}

impl Who {
    const fn observer(self) -> &'static str {
        match self {
            Self::Anwen => "anwen herself",
            Self::Briallu => "briallu herself",
            Self::Carys => "carys herself",
        }
    }
}

/// Those who look. Each sees everything they may.
pub const OBSERVERS: [&str; 6] = ["visitor", "dieithryn", "ffion", "eleri", "delyth", "gwen"];

/// A place with a secret, those who act in it, and those who look.
pub struct World {
    /// The place.
    pub place: Place,
    /// What stands in it; the script says so as it makes things.
    pub things: Things,
    anwen: Person,
    briallu: Person,
    carys: Person,
    people: Vec<Person>,
    visitor: Browser,
    seen: Vec<Seen>,
    names: HashMap<&'static str, Names>,
    step: String,
}

/// One answer, with what is random by declaration replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Seen {
    step: String,
    observer: &'static str,
    request: String,
    answer: String,
    /// The statements that it needed, in their order: what time could tell.
    work: Vec<String>,
}

impl World {
    /// A world in which the script begins.
    pub async fn new(backend: Backend, arrangement: Arrangement) -> Self {
        let place = Place::new(backend).await;
        let gwen = place.host("gwen").await;
        let anwen = place.member("anwen").await;
        let carys = place.member("carys").await;
        let briallu = match arrangement {
            Arrangement::Together => other_name(&place, &anwen).await,
            Arrangement::Elsewhere => other_name(&place, &carys).await,
            Arrangement::Apart => place.member("briallu").await,
        };
        let mut people = Vec::new();
        for handle in ["dieithryn", "ffion", "eleri", "delyth"] {
            people.push(place.member(handle).await);
        }
        people.push(gwen);
        for person in &people {
            place.install(person).await;
        }
        let named = [("anwen", &anwen), ("briallu", &briallu)];
        let things = Things {
            personas: named
                .map(|(handle, person)| (handle.to_owned(), person.actor.persona))
                .to_vec(),
            ..Things::default()
        };
        Self {
            visitor: place.visitor(),
            place,
            things,
            anwen,
            briallu,
            carys,
            people,
            seen: vec![],
            names: HashMap::new(),
            step: String::new(),
        }
    }

    /// Begins the next step of the script, a minute later.
    pub fn step(&mut self, words: &str) {
        words.clone_into(&mut self.step);
        self.place.later(MINUTE_US);
    }

    /// Somebody, ready to act. Where two of them are one member, it is one browser, which switches.
    pub async fn speaker(&self, who: Who) -> &Person {
        let person = match who {
            Who::Anwen => &self.anwen,
            Who::Briallu => &self.briallu,
            Who::Carys => &self.carys,
        };
        let actor = person.actor;
        let switched = persona::switch(&self.place.app, actor, actor.persona).await;
        switched.expect("a persona of theirs");
        person
    }

    /// One of those who look; [`OBSERVERS`] but for the visitor.
    ///
    /// # Panics
    /// If nobody is called so.
    pub fn person(&self, observer: &str) -> &Person {
        let position = OBSERVERS.iter().position(|known| *known == observer);
        let position = position.expect("somebody who looks");
        let position = position.checked_sub(1).expect("not the visitor");
        &self.people[position]
    }

    fn browser(&self, observer: &str) -> &Browser {
        if observer == OBSERVERS[0] {
            &self.visitor
        } else {
            &self.person(observer).browser
        }
    }

    /// Somebody loads a page, and it is kept what they got.
    pub async fn look(&mut self, observer: &'static str, path: &str) -> Page {
        let asked = self.browser(observer).get(path);
        let (page, work) = self.place.heard(asked).await;
        self.keep(observer, &format!("GET {path}"), (&page, work));
        page
    }

    /// Somebody sends a form, and it is kept what they were answered.
    pub async fn send(
        &mut self,
        observer: &'static str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let sent = self.browser(observer).post(path, fields);
        let (page, work) = self.place.heard(sent).await;
        self.keep(observer, &format!("POST {path} {fields:?}"), (&page, work));
        page
    }

    /// One of those who act sends a form. What they are answered tells nobody else anything, but
    /// it is no other, and no other work, for what their member did under another name.
    pub async fn act(&mut self, who: Who, path: &str, fields: &[(&str, &str)]) -> Page {
        let browser = &self.speaker(who).await.browser;
        // The secret of the form is fetched before anybody listens.
        browser.secret("/").await;
        let (page, work) = self.place.heard(browser.post(path, fields)).await;
        let request = format!("POST {path} {fields:?}");
        self.keep(who.observer(), &request, (&page, work));
        page
    }

    /// Everybody who looks goes to every page there is.
    pub async fn look_everywhere(&mut self, observers: &[&'static str]) {
        let routes = self.place.routes().await;
        // What is nowhere has the frame of every page.
        let mut paths = vec!["/nowhere".to_owned()];
        for route in routes.iter().filter(|route| route.takes("GET")) {
            paths.extend(self.things.paths(route));
            let questions = self.things.questions(&route.path);
            paths.extend(
                questions
                    .iter()
                    .map(|asked| format!("{}{asked}", route.path)),
            );
        }
        let mut asked = HashSet::new();
        paths.retain(|path| asked.insert(path.clone()));
        self.end_the_moment().await;
        for observer in observers {
            for path in &paths {
                self.look(observer, path).await;
            }
        }
    }

    /// Writes nothing that stays. Answers are given again until something is written, and on
    /// PostgreSQL that is noticed of the databases of other tests too: an answer that is asked for
    /// twice would cost what it costs by chance.
    async fn end_the_moment(&self) {
        let now = self.place.app.now();
        let written = self.place.app.store.write(move |tx| {
            upkeep::set(tx, "end-of-moment", now, "")?;
            upkeep::remove(tx, "end-of-moment")
        });
        written.await.expect("a write");
    }

    /// How many answers were kept.
    pub fn seen(&self) -> usize {
        self.seen.len()
    }

    fn keep(&mut self, observer: &'static str, request: &str, (page, work): (&Page, Vec<String>)) {
        let names = self.names.entry(observer).or_default();
        // The handle of a hidden community is a secret of its members.
        for (handle, _) in &self.things.communities {
            if handle.len() >= SECRET_CHARS_MIN {
                names.learn(handle);
            }
        }
        let mut raw = format!("{}\n", page.status);
        for (name, value) in &page.headers_without_tag() {
            if name == "content-length" {
                // Random numbers have more or fewer digits; the bytes themselves are compared.
                assert_eq!(value.as_bytes(), page.body.len().to_string().as_bytes());
                continue;
            }
            let value = String::from_utf8_lossy(value.as_bytes());
            if name == "etag" {
                // The random key that stands in the address already, and nothing else.
                let key = value
                    .trim_matches('"')
                    .split('-')
                    .next()
                    .unwrap_or_default();
                assert!(request.contains(key), "{request}: {value}");
                continue;
            }
            raw.push_str(&format!("{name}: {value}\n"));
        }
        raw.push('\n');
        match std::str::from_utf8(&page.body) {
            Ok(text) => raw.push_str(text),
            // Bytes of pictures are nobody's to normalise.
            Err(_) => raw.push_str(&format!("{:?}", page.body)),
        }
        let raw = without_drawn_codes(&raw);
        self.seen.push(Seen {
            step: self.step.clone(),
            observer,
            request: names.replaced(request),
            answer: names.replaced(&raw),
            work,
        });
    }
}

/// Briallu as another name of this member: the same browser, which switches.
async fn other_name(place: &Place, of: &Person) -> Person {
    let made = place.persona(of, "briallu").await;
    let mut actor = of.actor;
    actor.persona = made.actor.persona;
    Person {
        browser: of.browser.copy(),
        actor,
    }
}

/// The text without the squares of QR codes, which draw an address that stands beside them.
fn without_drawn_codes(text: &str) -> String {
    const BEGIN: &str = "<div class=\"qr\">";
    let mut pieces = text.split(BEGIN);
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        all.push_str(BEGIN);
        all.push_str(piece.split_once("</div>").map_or(piece, |(_, rest)| rest));
    }
    all
}

/// Everything that was answered was the same in both worlds.
///
/// # Panics
/// Else, with the step, the request, and the first lines that differ.
pub fn assert_same(left: &World, right: &World) {
    let mut differ: Vec<(&str, String)> = Vec::new();
    for (here, there) in left.seen.iter().zip(&right.seen) {
        if here != there && !is_same_but_for_order(here, there) {
            differ.push((&here.request, difference(here, there)));
        }
    }
    // One of each request: the others differ in the same.
    let mut requests = HashSet::new();
    let each = differ
        .iter()
        .filter(|(request, _)| requests.insert(*request));
    let shown: Vec<&str> = each.map(|(_, words)| words.as_str()).collect();
    let shown = shown[..shown.len().min(DIFFERENCES_SHOWN)].join("\n");
    assert!(
        differ.is_empty(),
        "{} answers tell the worlds apart:\n{shown}",
        differ.len()
    );
    assert_eq!(left.seen.len(), right.seen.len(), "the same script");
}

/// Lists whose things of the same moment stand in the order of random ids: news, and communities
/// by the number of their account. Their words are compared, whatever the order, without which of
/// the things has which number. The size of the
/// database depends on how full its pages are, and the room on the disk on everybody else.
fn is_same_but_for_order(here: &Seen, there: &Seen) -> bool {
    const BY_RANDOM_ID: &[&str] = &[
        "GET /notifications",
        "GET /me/leave",
        "GET /api/hafan/v1/news",
        "GET /api/v1/notifications",
        "GET /api/v2/notifications",
        "GET /api/v1/directory",
    ];
    const WITH_SIZES: &[&str] = &["GET /host"];
    const SIZES: &[&str] = &[" kB</p>", " MB</p>", "#i-hard-drive"];
    let words = |seen: &Seen| {
        let mut words: Vec<String> = without_numbers(&seen.answer)
            .split(|c| " \n<>,[]{}".contains(c))
            .map(str::to_owned)
            .collect();
        words.sort_unstable();
        words
    };
    let without_sizes = |seen: &Seen| -> String {
        seen.answer
            .lines()
            .filter(|line| !SIZES.iter().any(|size| line.contains(size)))
            .collect()
    };
    here.request == there.request
        && here.work == there.work
        && ((BY_RANDOM_ID.contains(&here.request.as_str()) && words(here) == words(there))
            || (WITH_SIZES.contains(&here.request.as_str())
                && without_sizes(here) == without_sizes(there)))
}

/// More only hides the first.
const DIFFERENCES_SHOWN: usize = 12;
/// Lines shown of one difference.
const LINES_SHOWN: usize = 6;

fn difference(here: &Seen, there: &Seen) -> String {
    let mut words = format!(
        "\n{}: {} asked {}\n",
        here.step, here.observer, here.request
    );
    if here.request != there.request {
        words.push_str(&format!("  there it was {}\n", there.request));
    }
    let lines = here.answer.lines().zip(there.answer.lines());
    let unlike = lines.filter(|(a, b)| a != b).take(LINES_SHOWN);
    for (a, b) in unlike {
        let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
        words.push_str(&format!("  - {}\n  + {}\n", cut(a, same), cut(b, same)));
    }
    let (a, b) = (here.answer.lines().count(), there.answer.lines().count());
    if a != b {
        words.push_str(&format!("  {a} lines here, {b} lines there\n"));
    }
    if here.work != there.work {
        words.push_str(&difference_of_work(&here.work, &there.work));
    }
    words
}

/// Where two lists of statements part.
pub fn difference_of_work(here: &[String], there: &[String]) -> String {
    let same = here.iter().zip(there).take_while(|(a, b)| a == b).count();
    let shown = |work: &[String]| work.get(same).cloned().unwrap_or_default();
    format!(
        "  {} statements here, {} there; after {same}:\n  - {}\n  + {}\n",
        here.len(),
        there.len(),
        shown(here),
        shown(there)
    )
}

/// What stands around the first character that differs.
fn cut(line: &str, same: usize) -> String {
    line.chars()
        .skip(same.saturating_sub(60))
        .take(240)
        .collect()
}

/// What is random by declaration, by the order in which it appeared.
#[derive(Default)]
struct Names(HashMap<String, usize>);

/// What stands before a secret or a key in pages and headers.
const BEFORE_RANDOM: &[&str] = &[
    "name=\"csrf\" value=\"",
    // The key for push is of the server.
    "\"vapid_key\":\"",
    "\"public_key\":\"",
    "hafan=",
    "hafan-form=",
    "hafan-device=",
    "hafan-known=",
    "/media/",
    "/join/",
    "name=\"draft\" value=\"",
    "?p=",
    "&s=",
];
/// A class that says which of sixteen tints a face without a picture has.
const TINT: &str = "tint-";
/// Shorter runs of digits are numbers that mean something.
const ID_DIGITS_MIN: usize = 15;
/// Shorter words are not secrets.
const SECRET_CHARS_MIN: usize = 12;

impl Names {
    fn replaced(&mut self, text: &str) -> String {
        let text = opened(text);
        for before in BEFORE_RANDOM {
            for piece in text.split(before).skip(1) {
                let end = piece.find(|c: char| !is_of_word(c)).unwrap_or(piece.len());
                if end >= SECRET_CHARS_MIN {
                    self.learn(&piece[..end]);
                }
            }
        }
        let mut all = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let end = rest.find(is_of_word).unwrap_or(rest.len());
            all.push_str(&rest[..end]);
            rest = &rest[end..];
            let end = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
            self.push_word(&mut all, &rest[..end]);
            rest = &rest[end..];
        }
        all
    }

    /// A word as it is, or the number of what is random in it.
    fn push_word(&mut self, all: &mut String, word: &str) {
        if let Some(number) = self.0.get(word) {
            all.push_str(&format!("<{number}>"));
            return;
        }
        // The tint of a face without a picture is made of the random id.
        if word
            .strip_prefix(TINT)
            .is_some_and(|n| n.parse::<u8>().is_ok())
        {
            all.push_str(TINT);
            return;
        }
        let mut rest = word;
        while !rest.is_empty() {
            let end = rest
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(rest.len());
            all.push_str(&rest[..end]);
            rest = &rest[end..];
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            let digits = &rest[..end];
            if digits.len() >= ID_DIGITS_MIN {
                let number = self.learn(digits);
                all.push_str(&format!("<{number}>"));
            } else {
                all.push_str(digits);
            }
            rest = &rest[end..];
        }
    }

    fn learn(&mut self, word: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(word.to_owned()).or_insert(next)
    }
}

const fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// The text without the numbers that stand for what is random.
fn without_numbers(text: &str) -> String {
    let mut pieces = text.split('<');
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        all.push('<');
        let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
        all.push_str(if rest.starts_with('>') { rest } else { piece });
    }
    all
}

/// The text with paths that were put into other paths written out: `?next=` carries one.
fn opened(text: &str) -> String {
    const NEXT: &str = "next=";
    let mut pieces = text.split(NEXT);
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        all.push_str(NEXT);
        let end = piece.find(|c: char| !is_of_word(c)).unwrap_or(piece.len());
        let decoded = data_encoding::BASE64URL_NOPAD.decode(&piece.as_bytes()[..end]);
        match decoded.map(String::from_utf8) {
            Ok(Ok(path)) if path.starts_with('/') => all.push_str(&path),
            _ => all.push_str(&piece[..end]),
        }
        all.push_str(&piece[end..]);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_has_which_random_value_is_compared_not_its_digits() {
        let (mut here, mut there) = (Names::default(), Names::default());
        let one = here.replaced("/@a/123456789012345678 by 111111111111111111");
        let other = there.replaced("/@a/999999999999999999 by 222222222222222222");
        assert_eq!(one, other);
        // The same person here, two people there.
        let one = here.replaced("by 111111111111111111");
        let other = there.replaced("by 333333333333333333");
        assert_ne!(one, other);
        assert_eq!(here.replaced("in 2026, 14 of them"), "in 2026, 14 of them");
    }

    #[test]
    fn secrets_are_known_by_where_they_stand() {
        let mut names = Names::default();
        let page = "<input name=\"csrf\" value=\"abcDEF-ghi_123456\"> abcDEF-ghi_123456 abc";
        assert_eq!(
            names.replaced(page),
            "<input name=\"csrf\" value=\"<0>\"> <0> abc"
        );
    }
}
