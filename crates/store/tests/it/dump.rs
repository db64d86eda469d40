//! A dump holds everything, and goes into either database.

use hafan_store::{Backend, Error, P, Store, dump};

use crate::place::{ADD, Place, make_tables};

const BOTH: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];

#[test]
fn a_dump_of_either_database_fills_either_and_reads_the_same() {
    for from in BOTH {
        for to in BOTH {
            let (source, target) = (filled(from), empty(to));
            let lines = dumped(&source.1);
            load(&target.1, lines.clone()).expect("a load");
            assert_eq!(dumped(&target.1), lines);
            assert!(
                lines.iter().any(|line| line == r#"[2,"b \"q\" ŵ",0,3]"#),
                "{lines:?}"
            );
            assert!(
                lines
                    .iter()
                    .any(|line| line.contains(r#"{"b":"AP8="},1,{"r":"0.1"}"#))
            );
        }
    }
}

#[test]
fn references_hold_after_a_load() {
    for backend in BOTH {
        let target = empty(backend);
        let lines = dumped(&filled(backend).1);
        load(&target.1, lines).expect("a load");
        let dangling: Result<u64, Error> = target.1.write_blocking(|tx| {
            tx.execute(
                "INSERT INTO things (id, name, n, parent) VALUES (999, 'x', 0, 9999)",
                &[],
            )
        });
        assert!(
            matches!(dangling, Err(Error::Reference { .. })),
            "{dangling:?}"
        );
    }
}

#[test]
fn what_is_torn_foreign_or_broken_is_refused_and_leaves_nothing() {
    for backend in BOTH {
        let lines = dumped(&filled(backend).1);
        let target = empty(backend);
        let nothing = dumped(&target.1);
        let mut broken = Vec::new();
        for end in (0..12).chain([70, 140, lines.len() - 1]) {
            broken.push(lines[..end].to_vec());
        }
        for (from, to) in [
            (r#""hafan_dump":1"#, r#""hafan_dump":2"#),
            (r#""table":"things""#, r#""table":"unknown""#),
            (r#""columns":["id","#, r#""columns":["other","#),
            (r#"[2,"b "#, r#"["two","b "#),
            (r#",0,3]"#, r#",0,7777]"#),
            (r#",0,3]"#, r#",0]"#),
            (r#",0,3]"#, r#",0,[3]]"#),
        ] {
            let changed: Vec<_> = lines.iter().map(|line| line.replace(from, to)).collect();
            assert_ne!(changed, lines, "{from}");
            broken.push(changed);
        }
        let mut short = lines.clone();
        short.retain(|line| !line.starts_with(r#"[5,"many""#));
        broken.push(short);
        for lines in broken {
            let refused = load(&target.1, lines.clone());
            let is_told = matches!(refused, Err(Error::Dump(_) | Error::Reference { .. }));
            assert!(is_told, "{refused:?} for {} lines", lines.len());
        }
        assert_eq!(dumped(&target.1), nothing);
    }
}

#[test]
fn a_load_into_a_place_with_rows_is_refused() {
    let source = filled(Backend::Sqlite);
    let refused = load(&source.1, dumped(&source.1));
    assert!(matches!(refused, Err(Error::Dump(_))), "{refused:?}");
}

fn empty(backend: Backend) -> (Place, Store) {
    let place = Place::of(backend);
    let store = place.open();
    make_tables(&store);
    (place, store)
}

/// Rows that point forward, at themselves and in a circle, and every type of value.
fn filled(backend: Backend) -> (Place, Store) {
    let (place, store) = empty(backend);
    let filled: Result<(), Error> = store.write_blocking(|tx| {
        for (id, name) in [
            (1, "a"),
            (2, "b \"q\" ŵ"),
            (3, "c"),
            (i64::MIN, "line\nbreak"),
        ] {
            tx.execute(ADD, &[P::I(id), P::T(name), P::I(0)])?;
        }
        for id in 4..200 {
            tx.execute(ADD, &[P::I(id), P::T("many"), P::I(id)])?;
        }
        for (id, parent) in [(1, 1), (2, 3), (3, 2)] {
            tx.execute(
                "UPDATE things SET parent = $2 WHERE id = $1",
                &[P::I(id), P::I(parent)],
            )?;
        }
        let sql = "INSERT INTO samples (label, whole, words, raw, is_so, share)
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let full = [
            P::I(i64::MAX),
            P::T("words"),
            P::B(&[0, 255]),
            P::Bool(true),
            P::F(0.1),
        ];
        tx.execute(sql, &[&[P::T("full")], &full[..]].concat())?;
        let gaps = [
            P::OptI(None),
            P::OptT(None),
            P::OptB(None),
            P::OptBool(None),
            P::OptF(None),
        ];
        tx.execute(sql, &[&[P::T("gaps")], &gaps[..]].concat())?;
        let least = [P::I(0), P::T(""), P::B(&[]), P::Bool(false), P::F(-1e300)];
        tx.execute(sql, &[&[P::T("")], &least[..]].concat())?;
        Ok(())
    });
    filled.expect("rows");
    (place, store)
}

fn dumped(store: &Store) -> Vec<String> {
    let lines: Result<Vec<String>, Error> = store.snapshot_blocking(|read| {
        let mut lines = Vec::new();
        dump::dump(read, &mut |line| {
            lines.push(line.to_owned());
            Ok(())
        })?;
        Ok(lines)
    });
    lines.expect("a dump")
}

fn load(store: &Store, lines: Vec<String>) -> Result<(), Error> {
    store.write_blocking(move |tx| dump::load(tx, &mut lines.iter().cloned().map(Ok)))
}
