//! What an endpoint takes and what it answers. The OpenAPI document tells it, and `Params` holds
//! the handlers to it: in a debug build nothing can be read that is not declared.

use schemars::{JsonSchema, Schema, SchemaGenerator};

/// Something that a client may send: in the query where it reads, in the body where it changes.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// What can be sent.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// The id of something.
    Id,
    /// A moment, as ISO 8601 writes it.
    Moment,
    /// A file.
    File,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Several texts.
    Texts,
    /// Several whole numbers.
    Numbers,
    /// Several ids.
    Ids,
    /// Several of these words.
    Choices(&'static [&'static str]),
    /// Values by their names.
    Object(Takes),
    /// Several objects.
    Objects(Takes),
}

/// What an endpoint answers when all goes well.
#[derive(Clone, Copy, Debug)]
pub enum Answers {
    /// It is not told yet.
    Untold,
    /// JSON of this shape.
    Json(fn(&mut SchemaGenerator) -> Schema),
    /// An empty object.
    Done,
    /// Something else than JSON, in this type of media.
    Other(&'static str),
    /// It is here to say no: what clients ask for and this place does not have.
    Never,
}

impl Answers {
    /// JSON of an entity, or of a list of them.
    pub const fn json<T: JsonSchema>() -> Self {
        Self::Json(SchemaGenerator::subschema_for::<T>)
    }
}

/// Lists of what an endpoint takes.
pub type Takes = &'static [&'static [Param]];

/// What says which stretch of a list is wanted.
pub const STRETCH: &[Param] = &[
    text("max_id"),
    text("min_id"),
    text("since_id"),
    number("limit"),
];

/// A text.
pub const fn text(name: &'static str) -> Param {
    let kind = Kind::Text;
    Param { name, kind }
}

/// Yes or no.
pub const fn flag(name: &'static str) -> Param {
    let kind = Kind::Flag;
    Param { name, kind }
}

/// A whole number.
pub const fn number(name: &'static str) -> Param {
    let kind = Kind::Number;
    Param { name, kind }
}

/// The id of something.
pub const fn id(name: &'static str) -> Param {
    let kind = Kind::Id;
    Param { name, kind }
}

/// Several ids.
pub const fn ids(name: &'static str) -> Param {
    let kind = Kind::Ids;
    Param { name, kind }
}

/// Several texts.
pub const fn texts(name: &'static str) -> Param {
    let kind = Kind::Texts;
    Param { name, kind }
}

/// One of these words.
pub const fn choice(name: &'static str, words: &'static [&'static str]) -> Param {
    let kind = Kind::Choice(words);
    Param { name, kind }
}

/// Of another kind.
pub const fn of(name: &'static str, kind: Kind) -> Param {
    Param { name, kind }
}
