//! What is changed past the ledger: every column of every table that it governs, by hand.

use hafan_app::identity::recovery;
use hafan_app::relation::{self, MuteWish, Options};
use hafan_app::store::ledger::audit::{self, Fault, Problem};
use hafan_core::community::Visibility;
use hafan_store::dump::{self, Kind, Table};
use hafan_store::{Error, Tx};
use hafan_testkit::{Backend, Place};

/// Tables that the ledger governs, and the ledger itself.
const GOVERNED: [&str; 16] = [
    "accounts",
    "blocks",
    "communities",
    "domain_blocks",
    "follow_options",
    "follows",
    "ledger",
    "ledger_heads",
    "members",
    "memberships",
    "mute_terms",
    "mutes",
    "persona_links",
    "personas",
    "place",
    "sessions",
];

/// Columns that no entry tells of, each with its reason. A new column is in none of these: either
/// the audit finds its change, or somebody writes here why it need not. As whom a browser is here
/// moves with every switch; `sessions.persona_id` is not listed because an application's is sealed.
const NOT_AUDITED: [(&str, &str, &str); 7] = [
    ("communities", "last_post_id", "moves with every post"),
    ("follow_options", "is_older", "matters where no entry is"),
    ("memberships", "answer", "words of asking, not a standing"),
    (
        "memberships",
        "invited_by",
        "told beside an invitation once",
    ),
    ("memberships", "read_to", "moves with every visit"),
    ("memberships", "visited_at", "moves with every visit"),
    ("mute_terms", "is_older", "matters where no entry is"),
];

#[tokio::test]
async fn a_change_of_any_governed_column_is_found() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = world(backend).await;
        assert_eq!(audited(&place, String::new()).await, []);
        let read = place.app.store.read(dump::tables);
        let tables: Vec<Table> = read.await.expect("tables");
        let mut unseen = Vec::new();
        for table in &tables {
            if !GOVERNED.contains(&table.name.as_str()) {
                continue;
            }
            for column in &table.columns {
                let (table, column, kind) = (&table.name, &column.name, column.kind);
                let mut exempt = NOT_AUDITED.iter();
                let is_exempt = exempt.any(|(t, c, _)| t == table && c == column);
                let sql = format!(
                    "UPDATE {table} SET {column} = {}",
                    other(backend, column, kind)
                );
                if audited(&place, sql).await.is_empty() != is_exempt {
                    unseen.push(format!("{table}.{column}"));
                }
            }
        }
        let none: [String; 0] = [];
        assert_eq!(unseen, none, "neither audited nor exempt, or both");
    }
}

#[tokio::test]
async fn what_was_changed_is_named() {
    let strokes = [
        (
            "UPDATE accounts SET handle = 'arall' WHERE kind = 'community'",
            "community handle",
        ),
        (
            "UPDATE accounts SET handle_key = 'arall' WHERE kind = 'community'",
            "handle key",
        ),
        (
            "UPDATE members SET login_key = login_key || 'x'",
            "setting login-key",
        ),
        (
            "UPDATE members SET password_hash = 'x'",
            "password, sheet or joining",
        ),
        (
            "UPDATE sessions SET scopes = 'read write admin:write' WHERE scopes <> ''",
            "session ",
        ),
        (
            "UPDATE sessions SET expires_at = expires_at * 2",
            "session ",
        ),
        (
            "UPDATE follow_options SET without_boosts = FALSE",
            "follow-wishes ",
        ),
        ("DELETE FROM follow_options", "follow-wishes "),
        ("UPDATE mute_terms SET ends_at = NULL", "mute-terms "),
        ("UPDATE follows SET since = since - 1", "follow "),
    ];
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = world(backend).await;
        for (sql, value) in strokes {
            let found = audited(&place, sql.to_owned()).await;
            let is_named = found.iter().any(|fault| fault.value.starts_with(value));
            assert!(is_named, "{sql}: {found:?}");
        }
    }
}

/// One by one from the end of a record, the whole of it, and its head.
#[tokio::test]
async fn a_record_whose_end_was_cut_off_is_found() {
    let last = "(SELECT MAX(seq) FROM ledger n WHERE n.owner_kind = 'community')";
    let cuts = [
        format!("DELETE FROM ledger WHERE owner_kind = 'community' AND seq = {last}"),
        "DELETE FROM ledger WHERE owner_kind = 'community' AND seq > 3".to_owned(),
        "DELETE FROM ledger WHERE owner_kind = 'community'".to_owned(),
        "DELETE FROM ledger_heads WHERE owner_kind = 'community'".to_owned(),
        "DELETE FROM ledger_heads WHERE owner_kind = 'place'".to_owned(),
    ];
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = world(backend).await;
        for cut in &cuts {
            let found = audited(&place, cut.clone()).await;
            let is_named = found.iter().any(|fault| fault.problem == Problem::CutOff);
            assert!(is_named, "{cut}: {found:?}");
        }
    }
}

/// Something in every governed table.
async fn world(backend: Backend) -> Place {
    let place = Place::new(backend).await;
    let (mair, guto) = (place.host("mair").await, place.member("guto").await);
    place.persona(&mair, "haul").await;
    place.token(&mair, "read follow").await;
    place.found(&mair, "Gardd", Visibility::Public).await;
    let (app, me, them) = (&place.app, &mair.actor, guto.actor.persona);
    recovery::make_sheet(app, *me).await.expect("a sheet");
    let wish = Options {
        boosts: Some(false),
        tells: Some(true),
        languages: Some(vec!["cy".to_owned()]),
    };
    relation::follow_with(app, me, them, wish)
        .await
        .expect("followed");
    let wish = MuteWish {
        lasts_us: Some(60_000_000),
        keeps_news: true,
    };
    relation::mute_for(app, me, them, wish)
        .await
        .expect("muted");
    relation::block_domain(app, me, "a.example")
        .await
        .expect("a server");
    relation::block(app, &guto.actor, place.member("nel").await.actor.persona)
        .await
        .expect("blocked");
    place
}

/// Another value than the one that stands there.
fn other(backend: Backend, column: &str, kind: Kind) -> String {
    match (kind, backend) {
        // SQLite keeps truth as 0 and 1; else more than any id, position or span of time here.
        (Kind::Int, _) => format!(
            "CASE WHEN {column} IN (0, 1) THEN 1 - {column}
             ELSE COALESCE({column}, 0) + 40000000000000 END"
        ),
        (Kind::Bool, _) => format!("NOT {column}"),
        (Kind::Text, _) => format!("{column} || 'x'"),
        (Kind::Bytes, Backend::Sqlite) => format!("CAST(COALESCE({column}, '') || 'x' AS BLOB)"),
        (Kind::Bytes, Backend::Postgres) => format!("COALESCE({column}, '') || 'x'"),
        (Kind::Real, _) => format!("{column} + 1"),
    }
}

/// What the audit finds after a statement, which is taken back.
async fn audited(place: &Place, sql: String) -> Vec<Fault> {
    let sql: &'static str = sql.leak();
    let tried: Result<(), TakenBack> = place
        .app
        .store
        .write(move |tx: &mut Tx<'_>| {
            if !sql.is_empty() {
                assert!(tx.execute(sql, &[])? > 0, "nothing to change: {sql}");
            }
            let audit = audit::audit(tx)?;
            Err(TakenBack(Ok(audit.faults)))
        })
        .await;
    let Err(TakenBack(found)) = tried else {
        unreachable!("it is always taken back")
    };
    found.expect(sql)
}

/// Ends a transaction without a trace.
struct TakenBack(Result<Vec<Fault>, Error>);

impl From<Error> for TakenBack {
    fn from(error: Error) -> Self {
        Self(Err(error))
    }
}
