//! The TOML file.

use super::{ConfigError, known, nearest};
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The settings in a file as (name, value, line).
pub fn read(path: &Path) -> Result<Vec<Found>, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError(format!("{}: {error}", path.display())))?;
    parse(&text)
        .map_err(|(line, why)| ConfigError(format!("{} line {line}: {why}", path.display())))
}

/// A setting in the file: its name, its value, its line.
type Found = (&'static str, String, usize);

fn parse(text: &str) -> Result<Vec<Found>, (usize, String)> {
    let line_at = |offset: usize| text.bytes().take(offset).filter(|b| *b == b'\n').count() + 1;
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(1, |span| line_at(span.start));
        (at, error.message().to_owned())
    })?;
    let mut settings = Vec::new();
    for (name, value) in table.get_ref() {
        let line = line_at(name.span().start);
        let Some(name) = known(name.get_ref()) else {
            let name = name.get_ref();
            let nearest = nearest(name);
            let why = format!("there is no setting {name:?}; the nearest is {nearest:?}");
            return Err((line, why));
        };
        let value = plain(value.get_ref()).ok_or_else(|| {
            (
                line,
                format!("{name} wants a text, a number or a list of texts"),
            )
        })?;
        settings.push((name, value, line));
    }
    Ok(settings)
}

fn plain(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) => Some(number.as_str().replace('_', "")),
        DeValue::Array(items) => {
            let texts = items.iter().map(|item| match item.get_ref() {
                DeValue::String(text) => Some(text.clone().into_owned()),
                _ => None,
            });
            Some(texts.collect::<Option<Vec<_>>>()?.join(","))
        }
        DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}
