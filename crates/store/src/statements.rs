//! The registry of every SQL text, so that one test can try them all on both databases.

/// Declares the SQL texts of a noun and lists them as `STATEMENTS` for the registry.
///
/// Rules of the texts: parameters are `$1..$n`; `LIMIT` and constants are literals (a bound
/// `LIMIT` keeps PostgreSQL from ever reusing a plan); differences between the databases are
/// tokens of [`crate::dialect`]. Use it once, at the top of a noun's file:
///
/// ```text
/// sql! {
///     /// The persona behind a handle.
///     FIND_BY_HANDLE = "SELECT id, name FROM personas WHERE handle_key = $1";
///     RENAME = "UPDATE personas SET name = $2 WHERE id = $1";
/// }
/// ```
///
/// expands to
///
/// ```text
/// /// The persona behind a handle.
/// const FIND_BY_HANDLE: &str = "SELECT id, name FROM personas WHERE handle_key = $1";
/// const RENAME: &str = "UPDATE personas SET name = $2 WHERE id = $1";
/// pub(crate) const STATEMENTS: &[(&str, &str)] =
///     &[("FIND_BY_HANDLE", FIND_BY_HANDLE), ("RENAME", RENAME)];
/// ```
///
/// Then add the module to `MODULES` in this file: the compiler warns of an unused
/// `STATEMENTS` until that is done.
macro_rules! sql {
    ($($(#[$attribute:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$attribute])* pub(crate) const $name: &str = $text;)+
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

pub(crate) use sql;

/// One line a module that declares SQL.
const MODULES: &[(&str, &[(&str, &str)])] = &[
    ("emptiness", crate::emptiness::STATEMENTS),
    ("reindex", crate::reindex::STATEMENTS),
    ("account", crate::account::STATEMENTS),
    ("answer", crate::answer::STATEMENTS),
    ("application", crate::application::STATEMENTS),
    ("circle", crate::circle::STATEMENTS),
    ("count", crate::count::STATEMENTS),
    ("conversation", crate::conversation::STATEMENTS),
    ("declined", crate::declined::STATEMENTS),
    ("door", crate::door::STATEMENTS),
    ("draft", crate::draft::STATEMENTS),
    ("erasure", crate::erasure::STATEMENTS),
    ("exchange", crate::exchange::STATEMENTS),
    ("handle_trace", crate::handle_trace::STATEMENTS),
    ("filter", crate::filter::STATEMENTS),
    ("feed", crate::feed::STATEMENTS),
    ("invitation", crate::invitation::STATEMENTS),
    ("community", crate::community::STATEMENTS),
    ("job", crate::job::STATEMENTS),
    ("known_device", crate::known_device::STATEMENTS),
    ("list", crate::list::STATEMENTS),
    ("look", crate::look::STATEMENTS),
    ("look_list", crate::look_list::STATEMENTS),
    ("marker", crate::marker::STATEMENTS),
    ("media", crate::media::STATEMENTS),
    ("old_words", crate::old_words::STATEMENTS),
    ("member", crate::member::STATEMENTS),
    ("membership", crate::membership::STATEMENTS),
    ("one_time_link", crate::one_time_link::STATEMENTS),
    ("notification", crate::notification::STATEMENTS),
    ("persona_links", crate::persona_links::STATEMENTS),
    ("picture_pass", crate::picture_pass::STATEMENTS),
    ("pin", crate::pin::STATEMENTS),
    ("place", crate::place::STATEMENTS),
    ("poll", crate::poll::STATEMENTS),
    ("post", crate::post::STATEMENTS),
    ("push", crate::push::STATEMENTS),
    ("reaction", crate::reaction::STATEMENTS),
    ("relation", crate::relation::STATEMENTS),
    ("report", crate::report::STATEMENTS),
    ("secret", crate::secret::STATEMENTS),
    ("session", crate::session::STATEMENTS),
    ("sight", crate::sight::STATEMENTS),
    ("stranger", crate::stranger::STATEMENTS),
    ("tag", crate::tag::STATEMENTS),
    ("thread", crate::thread::STATEMENTS),
    ("thread_mute", crate::thread_mute::STATEMENTS),
    ("throttle", crate::throttle::STATEMENTS),
    ("tie", crate::tie::STATEMENTS),
    ("ledger", crate::ledger::STATEMENTS),
    ("integrity", crate::integrity::STATEMENTS),
    ("ledger/audit", crate::ledger::audit::STATEMENTS),
    ("ledger/audit/rows", crate::ledger::audit::rows::STATEMENTS),
    ("ledger/project", crate::ledger::project::STATEMENTS),
    ("ledger/seal", crate::ledger::seal::STATEMENTS),
    ("ledger/unsealed", crate::ledger::unsealed::STATEMENTS),
    ("upkeep", crate::upkeep::STATEMENTS),
    ("outbox", crate::db::outbox::STATEMENTS),
];

/// The texts of one database alone as (module, name, text): search, and the merge of streams.
pub fn statements_of(
    backend: crate::Backend,
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let modules = match backend {
        crate::Backend::Sqlite => [
            ("search", crate::search::sqlite::STATEMENTS),
            ("feed", crate::feed::sqlite::STATEMENTS),
        ],
        crate::Backend::Postgres => [
            ("search", crate::search::postgres::STATEMENTS),
            ("feed", crate::feed::postgres::STATEMENTS),
        ],
    };
    modules.into_iter().flat_map(all_of)
}

/// Every SQL text of the store that both databases share, as (module, name, text), before dialect
/// expansion.
pub fn statements() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    MODULES.iter().copied().flat_map(all_of)
}

/// The texts of a module, each with its name.
fn all_of(
    (module, texts): (&'static str, &'static [(&'static str, &'static str)]),
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    texts.iter().map(move |(name, text)| (module, *name, *text))
}
