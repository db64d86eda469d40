//! What a client sends: a query, a form, or JSON, in one shape.
//!
//! Clients of this API write lists and objects in the manner of Rails, `poll[options][]=a`, or as
//! JSON. Both become the same tree, and questions to it are answered as leniently as clients are
//! used to: `"true"`, `true`, `1` and `on` are one.

use super::shape::{Kind, Takes};
use hafan_app::{Error, Result};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Values of one request; clients send a few dozen.
const VALUES_MAX: usize = 1_000;
/// Objects inside one another: `poll[options][]` has three.
const DEPTH_MAX: usize = 6;

/// What was sent.
#[derive(Clone, Debug)]
pub struct Params {
    sent: BTreeMap<String, Value>,
    known: Known,
}

/// What may be read.
#[derive(Clone, Copy, Debug)]
enum Known {
    /// What the endpoint says that it takes, and nothing else.
    Told(Takes),
    /// Anything: what is sent to no endpoint.
    Anything,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Value {
    Text(String),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
}

impl Params {
    /// Nothing yet, for an endpoint that takes this. What it does not say that it takes cannot be
    /// read; in a debug build to try is a panic.
    pub const fn of(known: Takes) -> Self {
        let sent = BTreeMap::new();
        let known = Known::Told(known);
        Self { sent, known }
    }

    /// Nothing yet, for what is sent to no endpoint.
    pub const fn anything() -> Self {
        let sent = BTreeMap::new();
        let known = Known::Anything;
        Self { sent, known }
    }

    /// What was sent under a name that the endpoint says it takes.
    fn get(&self, name: &str) -> Option<&Value> {
        let is_known = match self.known {
            Known::Told(_) => self.kind(name).is_some(),
            Known::Anything => true,
        };
        debug_assert!(is_known, "`{name}` is read, but not declared");
        self.sent.get(name).filter(|_| is_known)
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        let Known::Told(known) = self.known else {
            return None;
        };
        let mut known = known.iter().copied().flatten();
        known
            .find(|param| param.name == name)
            .map(|param| param.kind)
    }

    /// Values inside one of these.
    fn inner(&self, name: &str, sent: &BTreeMap<String, Value>) -> Self {
        let known = match (self.known, self.kind(name)) {
            (Known::Anything, _) => Known::Anything,
            (_, Some(Kind::Object(inner) | Kind::Objects(inner))) => Known::Told(inner),
            _ => Known::Told(&[]),
        };
        Self {
            sent: sent.clone(),
            known,
        }
    }

    /// Adds the pairs of a query or a form.
    ///
    /// # Errors
    /// `Invalid` for more values, or deeper ones, than any client sends.
    pub fn add_pairs(&mut self, encoded: &[u8]) -> Result<()> {
        let pairs: Vec<(String, String)> =
            serde_html_form::from_bytes(encoded).or(Err(too_much()))?;
        if pairs.len() > VALUES_MAX {
            return Err(too_much());
        }
        pairs
            .into_iter()
            .try_for_each(|(name, value)| self.add(&name, value))
    }

    /// Adds one pair.
    ///
    /// # Errors
    /// As [`Params::add_pairs`].
    pub fn add(&mut self, name: &str, value: String) -> Result<()> {
        let mut path = name
            .split('[')
            .map(|part| part.strip_suffix(']').unwrap_or(part));
        let first = path.next().unwrap_or_default().to_owned();
        let rest: Vec<&str> = path.collect();
        if rest.len() >= DEPTH_MAX {
            return Err(too_much());
        }
        match self.sent.entry(first) {
            std::collections::btree_map::Entry::Vacant(slot) => {
                slot.insert(grown(&rest, value));
            }
            std::collections::btree_map::Entry::Occupied(mut slot) => {
                grow(slot.get_mut(), &rest, value);
            }
        }
        Ok(())
    }

    /// Adds the members of a JSON object.
    ///
    /// # Errors
    /// `Invalid` for what is no object, or holds more than any client sends.
    pub fn add_json(&mut self, bytes: &[u8]) -> Result<()> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        let json: Json = serde_json::from_slice(bytes).or(Err(Error::invalid("form", "json")))?;
        let Json::Object(members) = json else {
            return Err(Error::invalid("form", "json"));
        };
        let mut room = VALUES_MAX;
        for (name, value) in members {
            if let Some(value) = from_json(value, DEPTH_MAX, &mut room)? {
                self.sent.insert(name, value);
            }
        }
        Ok(())
    }

    /// True where something was sent under this name, be it empty.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// A yes or no, as "Using parameters" in the documentation of the API reads it: an empty text
    /// is not sent, and what is not a no is a yes. Two more words are a no, because they can mean
    /// nothing else.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.text(name)?.trim() {
            "" => None,
            "0" | "f" | "F" | "false" | "FALSE" | "off" | "OFF" => Some(false),
            "False" | "no" => Some(false),
            _ => Some(true),
        }
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.trim().parse().ok()
    }

    /// The texts of a list; one text alone is a list of one.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        match self.get(name) {
            None => vec![],
            Some(Value::Text(text)) => vec![text],
            Some(Value::List(values)) => values.iter().filter_map(as_text).collect(),
            Some(Value::Map(values)) => in_order(values).into_iter().filter_map(as_text).collect(),
        }
    }

    /// An object.
    pub fn object(&self, name: &str) -> Option<Params> {
        match self.get(name)? {
            Value::Map(values) => Some(self.inner(name, values)),
            Value::Text(_) | Value::List(_) => None,
        }
    }

    /// An object; an empty one where none was sent.
    pub fn within(&self, name: &str) -> Params {
        let sent = self.object(name);
        sent.unwrap_or_else(|| self.inner(name, &BTreeMap::new()))
    }

    /// The objects of a list, also where they are numbered: `fields_attributes[0][name]`.
    pub fn objects(&self, name: &str) -> Vec<Params> {
        let as_object = |value: &Value| match value {
            Value::Map(values) => Some(self.inner(name, values)),
            Value::Text(_) | Value::List(_) => None,
        };
        match self.get(name) {
            None | Some(Value::Text(_)) => vec![],
            Some(Value::List(values)) => values.iter().filter_map(as_object).collect(),
            Some(Value::Map(values)) => {
                let values = in_order(values).into_iter();
                values.filter_map(as_object).collect()
            }
        }
    }
}

fn as_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::List(_) | Value::Map(_) => None,
    }
}

/// The values of a list that was sent with numbers.
fn in_order(values: &BTreeMap<String, Value>) -> Vec<&Value> {
    let mut numbered: Vec<(usize, &Value)> = values
        .iter()
        .filter_map(|(name, value)| Some((name.parse().ok()?, value)))
        .collect();
    numbered.sort_by_key(|(number, _)| *number);
    numbered.into_iter().map(|(_, value)| value).collect()
}

/// A value at the end of a path.
fn grown(path: &[&str], value: String) -> Value {
    match path.split_first() {
        None => Value::Text(value),
        Some((&"", rest)) => Value::List(vec![grown(rest, value)]),
        Some((name, rest)) => {
            Value::Map(BTreeMap::from([((*name).to_owned(), grown(rest, value))]))
        }
    }
}

/// Adds a value at the end of a path. What does not fit what is there takes its place.
fn grow(at: &mut Value, path: &[&str], value: String) {
    match (path.split_first(), at) {
        (Some((&"", rest)), Value::List(values)) => {
            // `a[][x]=1&a[][y]=2` is one object, until a name comes again.
            if let ([name, ..], Some(Value::Map(last))) = (rest, values.last_mut())
                && !last.contains_key(*name)
            {
                last.insert((*name).to_owned(), grown(&rest[1..], value));
            } else {
                values.push(grown(rest, value));
            }
        }
        (Some((name, rest)), Value::Map(values)) if !name.is_empty() => {
            match values.get_mut(*name) {
                Some(inner) => grow(inner, rest, value),
                None => {
                    values.insert((*name).to_owned(), grown(rest, value));
                }
            }
        }
        (_, at) => *at = grown(path, value),
    }
}

fn from_json(json: Json, depth: usize, room: &mut usize) -> Result<Option<Value>> {
    *room = room.checked_sub(1).ok_or_else(too_much)?;
    let depth = depth.checked_sub(1).ok_or_else(too_much)?;
    Ok(Some(match json {
        Json::Null => return Ok(None),
        Json::Bool(is_on) => Value::Text(is_on.to_string()),
        Json::Number(number) => Value::Text(number.to_string()),
        Json::String(text) => Value::Text(text),
        Json::Array(items) => {
            let mut values = Vec::new();
            for item in items {
                values.extend(from_json(item, depth, room)?);
            }
            Value::List(values)
        }
        Json::Object(members) => {
            let mut values = BTreeMap::new();
            for (name, member) in members {
                if let Some(value) = from_json(member, depth, room)? {
                    values.insert(name, value);
                }
            }
            Value::Map(values)
        }
    }))
}

fn too_much() -> Error {
    Error::invalid("form", "params")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form(text: &str) -> Params {
        let mut params = Params::anything();
        params.add_pairs(text.as_bytes()).expect("a form");
        params
    }

    fn json(text: &str) -> Params {
        let mut params = Params::anything();
        params.add_json(text.as_bytes()).expect("JSON");
        params
    }

    #[test]
    fn a_form_and_json_say_the_same() {
        let sent = form(
            "status=Hi&sensitive=true&media_ids[]=1&media_ids[]=2&poll[options][]=a\
             &poll[options][]=b&poll[expires_in]=300",
        );
        let same = json(
            r#"{"status":"Hi","sensitive":true,"media_ids":["1",2],"language":null,
                "poll":{"options":["a","b"],"expires_in":300}}"#,
        );
        assert_eq!(sent.sent, same.sent);
        assert_eq!(sent.text("status"), Some("Hi"));
        assert_eq!(sent.flag("sensitive"), Some(true));
        assert_eq!(sent.texts("media_ids"), ["1", "2"]);
        let poll = sent.object("poll").expect("a poll");
        assert_eq!(poll.texts("options"), ["a", "b"]);
        assert_eq!(poll.number("expires_in"), Some(300));
        assert!(!same.has("language"));
    }

    #[test]
    fn what_is_not_a_no_is_a_yes() {
        let flag = |value: &str| form(&format!("locked={value}")).flag("locked");
        for no in ["0", "f", "F", "false", "FALSE", "off", "OFF", "False", "no"] {
            assert_eq!(flag(no), Some(false), "{no}");
        }
        for yes in ["1", "true", "TRUE", "on", "yes", "y", "maybe"] {
            assert_eq!(flag(yes), Some(true), "{yes}");
        }
        assert_eq!(flag(""), None);
        assert_eq!(form("locked[]=1").flag("locked"), None);
        assert_eq!(json(r#"{"locked":null}"#).flag("locked"), None);
    }

    #[test]
    fn lists_of_objects_come_with_numbers_or_without() {
        let names = |params: Params| -> Vec<String> {
            let all = params.objects("f").into_iter();
            all.filter_map(|f| f.text("name").map(str::to_owned))
                .collect()
        };
        let numbered = "f[10][name]=c&f[0][name]=a&f[0][value]=1&f[2][name]=b";
        assert_eq!(names(form(numbered)), ["a", "b", "c"]);
        let plain = "f[][name]=a&f[][value]=1&f[][name]=b";
        assert_eq!(names(form(plain)), ["a", "b"]);
        assert_eq!(
            names(json(r#"{"f":[{"name":"a"},{"name":"b"}]}"#)),
            ["a", "b"]
        );
    }

    #[test]
    #[should_panic(expected = "`limit` is read, but not declared")]
    fn what_an_endpoint_that_takes_nothing_did_not_declare_cannot_be_read() {
        let mut params = Params::of(&[]);
        params.add_pairs(b"limit=1").expect("a form");
        params.number("limit");
    }

    #[test]
    fn what_is_too_deep_or_too_much_is_refused() {
        let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
        let many: Vec<String> = (0..=VALUES_MAX).map(|n| format!("a{n}=1")).collect();
        let mut params = Params::anything();
        assert!(
            params
                .add_json(format!(r#"{{"a":{deep}}}"#).as_bytes())
                .is_err()
        );
        assert!(params.add("a[b][c][d][e][f][g]", String::new()).is_err());
        assert!(params.add_pairs(many.join("&").as_bytes()).is_err());
        assert!(params.add_json(b"[1]").is_err());
        assert!(params.add_json(b"{").is_err());
    }

    proptest! {
        #[test]
        fn no_name_breaks_it(names in prop::collection::vec("[a\\[\\]0]{0,9}", 0..8)) {
            let mut params = Params::anything();
            for name in &names {
                params.add(name, "1".to_owned()).ok();
            }
            params.texts("a");
            params.objects("a");
        }
    }
}
