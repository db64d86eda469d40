//! Parameters in, rows out: the value types that both databases share.

use std::borrow::Cow;

use bytes::BytesMut;
use postgres::types::{IsNull, ToSql, Type};
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::Error;

/// A parameter of a statement.
#[derive(Clone, Copy, Debug)]
pub enum P<'a> {
    /// An integer; always 64 bits.
    I(i64),
    /// Text.
    T(&'a str),
    /// Bytes.
    B(&'a [u8]),
    /// Truth.
    Bool(bool),
    /// A floating-point number: never for anything counted.
    F(f64),
    /// An integer or NULL.
    OptI(Option<i64>),
    /// Text or NULL.
    OptT(Option<&'a str>),
    /// Bytes or NULL.
    OptB(Option<&'a [u8]>),
    /// Truth or NULL.
    OptBool(Option<bool>),
    /// A floating-point number or NULL.
    OptF(Option<f64>),
    /// The list of `{in $n}`.
    Ints(&'a [i64]),
    /// The list of `{in $n}`.
    Texts(&'a [String]),
}

/// A row of an answer; columns count from 0.
///
/// Each reader fails with [`Error::Decode`] if there is no such column, or it holds another
/// type, or NULL where none is expected.
pub enum Row<'r> {
    #[doc(hidden)]
    Sqlite(&'r rusqlite::Row<'r>),
    #[doc(hidden)]
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// An integer.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn i64(&self, column: usize) -> Result<i64, Error> {
        self.opt_i64(column)?.ok_or_else(|| self.null(column))
    }

    /// An integer or NULL.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn opt_i64(&self, column: usize) -> Result<Option<i64>, Error> {
        match self {
            Row::Sqlite(_) => match self.sqlite(column)? {
                ValueRef::Null => Ok(None),
                ValueRef::Integer(value) => Ok(Some(value)),
                other => Err(self.mismatch(column, "an integer", &other.data_type())),
            },
            // Literals such as `SELECT 1` are four bytes wide on PostgreSQL.
            Row::Postgres(row) => match row.columns().get(column).map(postgres::Column::type_) {
                Some(&Type::INT4) => Ok(self.postgres::<i32>(column)?.map(i64::from)),
                _ => self.postgres(column),
            },
        }
    }

    /// Text.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn text(&self, column: usize) -> Result<String, Error> {
        self.opt_text(column)?.ok_or_else(|| self.null(column))
    }

    /// A stable code, read by the `parse` of its enumeration.
    ///
    /// # Errors
    /// [`Error::Decode`], also for a code the enumeration does not know.
    pub fn code<T>(&self, column: usize, parse: fn(&str) -> Option<T>) -> Result<T, Error> {
        let text = self.text(column)?;
        parse(&text).ok_or_else(|| Error::Decode(format!("column {column}: unknown code {text}")))
    }

    /// Text or NULL.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn opt_text(&self, column: usize) -> Result<Option<String>, Error> {
        match self {
            Row::Sqlite(_) => match self.sqlite(column)? {
                ValueRef::Null => Ok(None),
                ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                    Ok(text) => Ok(Some(text.to_owned())),
                    Err(error) => Err(self.mismatch(column, "UTF-8", &error)),
                },
                other => Err(self.mismatch(column, "text", &other.data_type())),
            },
            Row::Postgres(_) => self.postgres(column),
        }
    }

    /// Bytes.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn bytes(&self, column: usize) -> Result<Vec<u8>, Error> {
        self.opt_bytes(column)?.ok_or_else(|| self.null(column))
    }

    /// Bytes or NULL.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Row::Sqlite(_) => match self.sqlite(column)? {
                ValueRef::Null => Ok(None),
                ValueRef::Blob(bytes) => Ok(Some(bytes.to_owned())),
                other => Err(self.mismatch(column, "bytes", &other.data_type())),
            },
            Row::Postgres(_) => self.postgres(column),
        }
    }

    /// Truth.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn bool(&self, column: usize) -> Result<bool, Error> {
        self.opt_bool(column)?.ok_or_else(|| self.null(column))
    }

    /// Truth or NULL.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn opt_bool(&self, column: usize) -> Result<Option<bool>, Error> {
        match self {
            Row::Sqlite(_) => Ok(self.opt_i64(column)?.map(|number| number != 0)),
            Row::Postgres(_) => self.postgres(column),
        }
    }

    /// A floating-point number.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn f64(&self, column: usize) -> Result<f64, Error> {
        self.opt_f64(column)?.ok_or_else(|| self.null(column))
    }

    /// A floating-point number or NULL.
    ///
    /// # Errors
    /// [`Error::Decode`].
    pub fn opt_f64(&self, column: usize) -> Result<Option<f64>, Error> {
        match self {
            Row::Sqlite(_) => match self.sqlite(column)? {
                ValueRef::Null => Ok(None),
                ValueRef::Real(value) => Ok(Some(value)),
                other => Err(self.mismatch(column, "a real number", &other.data_type())),
            },
            Row::Postgres(_) => self.postgres(column),
        }
    }

    fn sqlite(&self, column: usize) -> Result<ValueRef<'_>, Error> {
        match self {
            Row::Sqlite(row) => row
                .get_ref(column)
                .map_err(|error| self.mismatch(column, "a column", &error)),
            Row::Postgres(_) => Err(self.mismatch(column, "a row of SQLite", &"PostgreSQL")),
        }
    }

    fn postgres<'v, V: postgres::types::FromSql<'v>>(
        &'v self,
        column: usize,
    ) -> Result<Option<V>, Error> {
        match self {
            Row::Postgres(row) => row
                .try_get(column)
                .map_err(|error| self.mismatch(column, std::any::type_name::<V>(), &error)),
            Row::Sqlite(_) => Err(self.mismatch(column, "a row of PostgreSQL", &"SQLite")),
        }
    }

    fn null(&self, column: usize) -> Error {
        self.mismatch(column, "a value", &"NULL")
    }

    fn mismatch(&self, column: usize, wanted: &str, found: &dyn std::fmt::Display) -> Error {
        let name = match self {
            Row::Sqlite(row) => row.as_ref().column_name(column).ok(),
            Row::Postgres(row) => row.columns().get(column).map(postgres::Column::name),
        };
        let name = name.unwrap_or("?");
        Error::Decode(format!(
            "column {column} ({name}): wanted {wanted}, found {found}"
        ))
    }
}

impl P<'_> {
    /// The type under which PostgreSQL is told of a parameter: never guessed by the server.
    pub(crate) fn postgres_type(&self) -> Type {
        match self {
            P::I(_) | P::OptI(_) => Type::INT8,
            P::T(_) | P::OptT(_) => Type::TEXT,
            P::B(_) | P::OptB(_) => Type::BYTEA,
            P::Bool(_) | P::OptBool(_) => Type::BOOL,
            P::F(_) | P::OptF(_) => Type::FLOAT8,
            P::Ints(_) => Type::INT8_ARRAY,
            P::Texts(_) => Type::TEXT_ARRAY,
        }
    }
}

impl rusqlite::ToSql for P<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match *self {
            P::I(value) | P::OptI(Some(value)) => ValueRef::Integer(value),
            P::T(text) | P::OptT(Some(text)) => match without_nul(text) {
                Cow::Borrowed(text) => ValueRef::Text(text.as_bytes()),
                Cow::Owned(text) => return Ok(ToSqlOutput::from(text)),
            },
            P::B(bytes) | P::OptB(Some(bytes)) => ValueRef::Blob(bytes),
            P::Bool(is_so) | P::OptBool(Some(is_so)) => ValueRef::Integer(i64::from(is_so)),
            P::F(value) | P::OptF(Some(value)) => ValueRef::Real(value),
            P::OptI(None) | P::OptT(None) | P::OptB(None) | P::OptBool(None) | P::OptF(None) => {
                ValueRef::Null
            }
            P::Ints(list) => return json(&list),
            P::Texts(list) => {
                let list: Vec<Cow<'_, str>> = list.iter().map(|text| without_nul(text)).collect();
                return json(&list);
            }
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}

/// PostgreSQL refuses a text with a NUL in it, wherever it came from: a path, a form, a cookie.
/// Nothing that is stored has one, so a replacement character finds as little, on both databases.
fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// SQLite has no arrays: lists travel as JSON and are read by `json_each`.
fn json(list: &impl serde::Serialize) -> rusqlite::Result<ToSqlOutput<'static>> {
    serde_json::to_string(list)
        .map(ToSqlOutput::from)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

impl ToSql for P<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            P::I(value) => value.to_sql(ty, out),
            P::T(text) => without_nul(text).to_sql(ty, out),
            P::B(bytes) => bytes.to_sql(ty, out),
            P::Bool(is_so) => is_so.to_sql(ty, out),
            P::F(value) => value.to_sql(ty, out),
            P::OptI(value) => value.to_sql(ty, out),
            P::OptT(text) => text.map(without_nul).to_sql(ty, out),
            P::OptB(bytes) => bytes.to_sql(ty, out),
            P::OptBool(is_so) => is_so.to_sql(ty, out),
            P::OptF(value) => value.to_sql(ty, out),
            P::Ints(list) => list.to_sql(ty, out),
            P::Texts(list) => {
                let list: Vec<Cow<'_, str>> = list.iter().map(|text| without_nul(text)).collect();
                list.to_sql(ty, out)
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        // Which type fits depends on the variant, so `to_sql_checked` decides.
        true
    }

    fn to_sql_checked(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        if *ty != self.postgres_type() {
            return Err(format!("prepared for {ty}, called with {}", self.postgres_type()).into());
        }
        ToSql::to_sql(self, ty, out)
    }
}

macro_rules! parameter_from {
    ($($from:ty => |$value:ident| $make:expr;)+) => {
        $(impl<'a> From<$from> for P<'a> {
            fn from($value: $from) -> P<'a> {
                $make
            }
        })+
    };
}

parameter_from! {
    i64 => |value| P::I(value);
    bool => |value| P::Bool(value);
    f64 => |value| P::F(value);
    &'a str => |value| P::T(value);
    &'a String => |value| P::T(value);
    &'a [u8] => |value| P::B(value);
    &'a Vec<u8> => |value| P::B(value);
    Option<i64> => |value| P::OptI(value);
    Option<bool> => |value| P::OptBool(value);
    Option<f64> => |value| P::OptF(value);
    Option<&'a str> => |value| P::OptT(value);
    &'a Option<String> => |value| P::OptT(value.as_deref());
    Option<&'a [u8]> => |value| P::OptB(value);
    &'a Option<Vec<u8>> => |value| P::OptB(value.as_deref());
    &'a [i64] => |value| P::Ints(value);
    &'a Vec<i64> => |value| P::Ints(value);
    &'a [String] => |value| P::Texts(value);
    &'a Vec<String> => |value| P::Texts(value);
}

impl<'a, const N: usize> From<&'a [u8; N]> for P<'a> {
    fn from(value: &'a [u8; N]) -> P<'a> {
        P::B(value)
    }
}
