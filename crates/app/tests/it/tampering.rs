//! What is changed past the ledger: every column of every table that it governs, by hand.

use hafan_app::community::{care, invite, join};
use hafan_app::identity::{leave, profile, recovery};
use hafan_app::post::answer::{self, Verdict};
use hafan_app::post::{ForWhom, Wish};
use hafan_app::relation::{self, MuteWish, Options};
use hafan_app::store::ledger::audit::{self, Fault, Problem};
use hafan_app::{identity::session, jobs};
use hafan_core::account::ProfileField;
use hafan_core::answer::AnswerKind;
use hafan_core::audience::WhoMay;
use hafan_core::community::{CommunityField, Visibility};
use hafan_core::ledger::{By, Cause, Change};
use hafan_store::dump::{self, Kind, Table};
use hafan_store::{Error, Tx};
use hafan_testkit::{Backend, PASSWORD, Person, Place};

/// Tables that the ledger governs, and the ledger itself.
const GOVERNED: [&str; 17] = [
    "accounts",
    "answers",
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
/// the audit finds its change, or somebody writes here why it need not.
const NOT_AUDITED: [(&str, &str, &str); 10] = [
    ("answers", "is_older", "matters where no entry is"),
    ("communities", "last_post_id", "moves with every post"),
    ("follow_options", "is_older", "matters where no entry is"),
    ("follows", "accepted_at", "the yes is an entry of its own"),
    ("memberships", "answer", "words of asking, not a standing"),
    (
        "memberships",
        "invited_by",
        "told beside an invitation once",
    ),
    (
        "memberships",
        "invited_at",
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
            "UPDATE accounts SET handle = handle || 'x' WHERE kind = 'community'",
            "community handle",
        ),
        (
            "UPDATE accounts SET handle_key = handle_key || 'x' WHERE kind = 'community'",
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

/// What names a row of each governed table, and what kind of row it is: one of each is deleted.
const ROWS: [(&str, &str, &str); 17] = [
    ("accounts", ID, "kind || ' ' || state"),
    (
        "answers",
        "CAST(post_id AS TEXT) || ' ' || kind || ' ' || CAST(owner_id AS TEXT)",
        "standing",
    ),
    ("blocks", OWNED, "'one'"),
    ("communities", ID, "state"),
    ("domain_blocks", "domain", "'one'"),
    ("follow_options", FOLLOWED, "'one'"),
    ("follows", FOLLOWED, "state"),
    ("ledger", ID, "owner_kind || ' ' || kind"),
    (
        "ledger_heads",
        "owner_kind || CAST(owner_id AS TEXT)",
        "owner_kind",
    ),
    ("members", ID, "state"),
    (
        "memberships",
        "CAST(community_id AS TEXT) || ' ' || CAST(persona_id AS TEXT)",
        "standing",
    ),
    ("mute_terms", OWNED, "'one'"),
    ("mutes", OWNED, "'one'"),
    ("persona_links", "CAST(persona_id AS TEXT)", "'one'"),
    (
        "personas",
        ID,
        "(SELECT a.state FROM accounts a WHERE a.id = personas.id)",
    ),
    ("place", "field", "field"),
    ("sessions", ID, "state"),
];
const ID: &str = "CAST(id AS TEXT)";
const OWNED: &str = "CAST(owner_id AS TEXT) || ' ' || CAST(target_id AS TEXT)";
const FOLLOWED: &str = "CAST(follower_id AS TEXT) || ' ' || CAST(target_id AS TEXT)";
/// Rows that go without an entry.
const NOT_MISSED: [(&str, &str); 2] = [
    // Who asks writes no entry into the record of the one who is asked: a wave of strangers would
    // fill it.
    ("answers", "waiting"),
    // Swept away a while after it has ended, which has an entry.
    ("sessions", "ended"),
];

#[tokio::test]
async fn a_single_row_that_was_deleted_is_found() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = world(backend).await;
        let mut unseen = Vec::new();
        let mut tried = Vec::new();
        for (table, key, kind) in ROWS {
            let each = format!("SELECT {kind}, MIN({key}) FROM {table} GROUP BY 1");
            let each: &'static str = each.leak();
            let read = place.app.store.read(move |read| {
                read.query(each, &[], |row| {
                    Ok::<_, Error>((row.text(0)?, row.text(1)?))
                })
            });
            for (kind, one) in read.await.expect(each) {
                let sql = format!("DELETE FROM {table} WHERE {key} = '{one}'");
                let is_found = !audited(&place, sql).await.is_empty();
                if is_found == NOT_MISSED.contains(&(table, kind.as_str())) {
                    unseen.push(format!("{table} {kind}"));
                }
                tried.push(format!("{table} {kind}"));
            }
        }
        let none: [String; 0] = [];
        assert_eq!(unseen, none, "neither found nor expected, or both");
        for kind in [
            "accounts persona deleted",
            "answers waiting",
            "answers let-in",
            "answers refused",
            "answers hidden",
            "follows asked",
            "follows refused",
            "follows ended-by-me",
            "follows ended-by-them",
            "members gone",
            "memberships none",
            "memberships asked",
            "memberships invited",
            "memberships refused",
            "memberships left",
            "memberships removed",
            "personas deleted",
            "sessions ended",
        ] {
            assert!(tried.iter().any(|one| one == kind), "{kind}: {tried:?}");
        }
    }
}

/// Whoever is gone has no record any more that could tell what their rows said.
#[tokio::test]
async fn what_is_left_of_those_who_are_gone_is_judged_too() {
    let personas = "id IN (SELECT id FROM accounts WHERE state = 'deleted')";
    let gone = [
        ("accounts", "state = 'deleted'"),
        ("members", "state = 'gone'"),
        ("personas", personas),
    ];
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = world(backend).await;
        let tables: Vec<Table> = place.app.store.read(dump::tables).await.expect("tables");
        let mut unseen = Vec::new();
        for (name, of) in gone {
            let found = tables.iter().find(|table| table.name == name);
            for column in &found.expect(name).columns {
                let other = other(backend, &column.name, column.kind);
                let sql = format!("UPDATE {name} SET {} = {other} WHERE {of}", column.name);
                if audited(&place, sql).await.is_empty() {
                    unseen.push(format!("{name}.{}", column.name));
                }
            }
        }
        let none: [String; 0] = [];
        assert_eq!(unseen, none);
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
    follows_that_ended(&place).await;
    memberships_that_ended(&place, &mair).await;
    people_who_left(&place, &mair).await;
    answers_of_each_kind(&place).await;
    place
}

async fn answers_of_each_kind(place: &Place) {
    let (asked, writer) = (place.member("rhys").await, place.member("siwan").await);
    let wish = Wish {
        text: "Beth amdani?".to_owned(),
        for_whom: ForWhom::Public,
        replies: Some(WhoMay::Ask),
        quotes: Some(WhoMay::Ask),
        ..Wish::default()
    };
    let root = place.publish(&asked, wish).await;
    let verdicts: [&[Verdict]; 4] = [
        &[],
        &[Verdict::LetIn],
        &[Verdict::Refuse],
        &[Verdict::LetIn, Verdict::Hide],
    ];
    for kind in [AnswerKind::Reply, AnswerKind::Quote] {
        for verdicts in verdicts {
            place.later(1_000);
            let is_reply = kind == AnswerKind::Reply;
            let wish = Wish {
                text: "Ie".to_owned(),
                for_whom: ForWhom::Public,
                reply_to: is_reply.then_some(root),
                quote_of: (!is_reply).then_some(root),
                ..Wish::default()
            };
            let id = place.publish(&writer, wish).await;
            for verdict in verdicts {
                let decided = answer::decide(&place.app, &asked.actor, (id, kind), *verdict);
                decided.await.expect("decided");
            }
        }
    }
}

async fn follows_that_ended(place: &Place) {
    let app = &place.app;
    let (ann, ben) = (place.member("ann").await, place.member("ben").await);
    let (eve, fay) = (place.member("eve").await, place.member("fay").await);
    for one in [&ann, &fay] {
        relation::follow(app, &one.actor, ben.actor.persona)
            .await
            .expect("followed");
    }
    relation::unfollow(app, &ann.actor, ben.actor.persona)
        .await
        .expect("ended");
    relation::remove_follower(app, &ben.actor, fay.actor.persona)
        .await
        .expect("ended");
    let persona = eve.actor.persona;
    let approves = Change::Profile {
        persona,
        field: ProfileField::ApproveFollowers,
        old: "no".to_owned(),
        new: "yes".to_owned(),
    };
    let changed = app.write(move |turn| turn.record(approves.clone(), By::Self_, Cause::Choice));
    changed.await.expect("a door");
    for one in [&ann, &fay] {
        relation::follow(app, &one.actor, persona)
            .await
            .expect("asked");
    }
    relation::refuse(app, &eve.actor, ann.actor.persona)
        .await
        .expect("refused");
}

async fn memberships_that_ended(place: &Place, host: &Person) {
    let app = &place.app;
    let club = place.found(host, "Clwb", Visibility::Public).await;
    let handle = || club.handle.clone();
    let knock = async |who: &Person| {
        join::join(app, who.actor, handle(), "Fi".to_owned())
            .await
            .expect("a knock");
    };
    let (left, removed) = (place.member("hedd").await, place.member("ifan").await);
    knock(&left).await;
    knock(&removed).await;
    join::leave(app, left.actor, handle()).await.expect("left");
    care::remove(app, host.actor, handle(), "ifan".into(), "Swn".into())
        .await
        .expect("removed");
    for guest in ["jac", "kate"] {
        place.member(guest).await;
        invite::invite(app, host.actor, handle(), guest.into())
            .await
            .expect("invited");
    }
    invite::uninvite(app, host.actor, handle(), "jac".into())
        .await
        .expect("taken back");
    let asks = Change::Community {
        community: club.id,
        field: CommunityField::JoinRule,
        old: "open".to_owned(),
        new: "ask".to_owned(),
    };
    let persona = host.actor.persona;
    let changed =
        app.write(move |turn| turn.record(asks.clone(), By::Carer(persona), Cause::Choice));
    changed.await.expect("a door");
    let (asked, refused) = (place.member("llew").await, place.member("mali").await);
    knock(&asked).await;
    knock(&refused).await;
    let no = (care::Reply::Refuse, String::new());
    care::answer(app, host.actor, handle(), "mali".into(), no)
        .await
        .expect("refused");
}

async fn people_who_left(place: &Place, host: &Person) {
    let app = &place.app;
    let (gone, renamed) = (place.member("ned").await, place.member("olwen").await);
    for one in [&gone, &renamed] {
        relation::follow(app, &one.actor, host.actor.persona)
            .await
            .expect("followed");
    }
    let name = profile::rename(app, renamed.actor, "olwen_wen").await;
    name.expect("another name");
    let left = leave::delete_account(app, gone.actor, PASSWORD, true).await;
    left.expect("gone");
    let other = place.persona(host, "lleuad").await.actor.persona;
    let left = leave::delete_persona(app, host.actor, other, PASSWORD).await;
    left.expect("deleted");
    for which in [gone.actor.persona, other] {
        let erased = jobs::run_one(app, leave::ERASE_JOB, &which.to_string()).await;
        erased.expect("erased");
    }
    place.device(&renamed).await;
    let ended = session::end_others(app, renamed.actor).await;
    ended.expect("ended");
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
