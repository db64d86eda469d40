//! What can go wrong, the same for every surface. No sentences: codes are keys of the locales.

use hafan_core::policy::Denied;
use hafan_core::time::Timestamp;

/// Result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong. Each surface maps these once (`web/respond.rs`).
#[derive(Debug)]
pub enum Error {
    /// It does not exist, or the asker may not know that it does.
    NotFound,
    /// It is there, but this may not be done; the code ends a locale key `denied-…`.
    Denied(&'static str),
    /// What was sent is not right; nothing was changed.
    Invalid(Vec<Fault>),
    /// Somebody else was quicker, or it is taken; the code ends a locale key `conflict-…`.
    Conflict(&'static str),
    /// Too many tries; it works again then.
    Limited {
        /// When.
        retry_at: Timestamp,
    },
    /// The place can't do this now (database away, disk full); nothing was changed.
    Unavailable(hafan_store::Error),
    /// A fault of ours.
    Internal(String),
}

/// One thing that is not right in what was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The field of the form.
    pub field: &'static str,
    /// End of a locale key `fault-…`.
    pub code: &'static str,
    /// A bound the sentence names (most characters, most bytes), or 0.
    pub bound: i64,
}

impl Fault {
    /// A fault without a bound.
    pub const fn new(field: &'static str, code: &'static str) -> Self {
        Self {
            field,
            code,
            bound: 0,
        }
    }

    /// A fault that names a bound.
    pub const fn with_bound(field: &'static str, code: &'static str, bound: i64) -> Self {
        Self { field, code, bound }
    }
}

impl Error {
    /// One fault.
    pub fn invalid(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![Fault::new(field, code)])
    }

    /// The stable code of the kind of error: the log field and the locale key `error-…`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Denied(_) => "denied",
            Self::Invalid(_) => "invalid",
            Self::Conflict(_) => "conflict",
            Self::Limited { .. } => "limited",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotFound => Self::NotFound,
            Denied::Because(code) => Self::Denied(code),
        }
    }
}

impl From<hafan_store::Error> for Error {
    fn from(error: hafan_store::Error) -> Self {
        use hafan_store::Error as Store;
        match error {
            Store::Conflict { .. } => Self::Conflict("taken"),
            Store::Unavailable(_) | Store::Full(_) | Store::TimedOut => Self::Unavailable(error),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Denied(code) | Self::Conflict(code) => write!(f, "{}: {code}", self.code()),
            Self::Invalid(faults) => {
                write!(f, "invalid:")?;
                faults
                    .iter()
                    .try_for_each(|fault| write!(f, " {}={}", fault.field, fault.code))
            }
            Self::Unavailable(error) => write!(f, "unavailable: {error}"),
            Self::Internal(error) => write!(f, "internal: {error}"),
            Self::NotFound | Self::Limited { .. } => f.write_str(self.code()),
        }
    }
}

impl std::error::Error for Error {}
