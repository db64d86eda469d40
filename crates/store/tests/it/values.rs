//! Values come back as they went in, the same from both databases.

use hafan_store::{Error, P};

use crate::place::{ADD, with_tables};

#[test]
fn every_type_reads_back_the_same() {
    with_tables(|store| async move {
        let written: Result<(), Error> = store
            .write(|tx| {
                let sql = "INSERT INTO samples (label, whole, words, raw, is_so, share)
                           VALUES ($1, $2, $3, $4, $5, $6)";
                tx.execute(
                    sql,
                    &[
                        P::T("full"),
                        P::I(i64::MIN),
                        P::T("Bore da, ŵy! 🏡"),
                        P::B(&[0, 255, 39]),
                        P::Bool(true),
                        P::F(0.1),
                    ],
                )?;
                let nothing = [
                    P::T("none"),
                    None::<i64>.into(),
                    None::<&str>.into(),
                    None::<&[u8]>.into(),
                ];
                let more = [P::OptBool(None), P::OptF(None)];
                tx.execute(sql, &[&nothing[..], &more[..]].concat())?;
                Ok(())
            })
            .await;
        written.expect("samples");
        let full: Result<_, Error> = store
            .read(|read| {
                let sql = "SELECT whole, words, raw, is_so, share, 1 FROM samples
                           WHERE label = 'full' AND is_so = TRUE";
                read.query_one(sql, &[], |row| {
                    let whole = (row.i64(0)?, row.opt_i64(0)?, row.i64(5)?);
                    Ok((
                        whole,
                        row.text(1)?,
                        row.bytes(2)?,
                        row.bool(3)?,
                        row.f64(4)?,
                    ))
                })
            })
            .await;
        let words = "Bore da, ŵy! 🏡".to_owned();
        let whole = (i64::MIN, Some(i64::MIN), 1);
        assert_eq!(full, Ok((whole, words, vec![0, 255, 39], true, 0.1)));
        let none: Result<_, Error> = store
            .read(|read| {
                let sql = "SELECT whole, words, raw, is_so, share FROM samples
                           WHERE label = 'none'";
                read.query_opt(sql, &[], |row| {
                    Ok(row.opt_i64(0)?.is_none()
                        && row.opt_text(1)?.is_none()
                        && row.opt_bytes(2)?.is_none()
                        && row.opt_bool(3)?.is_none()
                        && row.opt_f64(4)?.is_none())
                })
            })
            .await;
        assert_eq!(none, Ok(Some(true)));
    });
}

#[test]
fn a_nul_in_a_text_finds_nothing_and_breaks_nothing() {
    with_tables(|store| async move {
        let list = ["x\0".to_owned()];
        let found: Result<_, Error> = store
            .read(move |read| {
                let by_text = "SELECT COUNT(*) FROM samples WHERE words = $1 OR label = $2";
                let params = [P::T("x\0"), P::OptT(Some("\0"))];
                let one = read.query_one(by_text, &params, |row| row.i64(0))?;
                let by_list = "SELECT COUNT(*) FROM samples WHERE words {in $1}";
                let many = read.query_one(by_list, &[P::Texts(&list)], |row| row.i64(0))?;
                Ok((one, many))
            })
            .await;
        assert_eq!(found, Ok((0, 0)));
    });
}

#[test]
fn a_value_of_another_type_is_an_error_that_names_its_column() {
    with_tables(|store| async move {
        for take in [take_null as Take, take_text, take_beyond] {
            let taken: Result<i64, Error> = store
                .read(move |read| {
                    read.query_one(
                        "SELECT 'x' AS words, CAST(NULL AS BIGINT) AS gap",
                        &[],
                        take,
                    )
                })
                .await;
            let Err(Error::Decode(why)) = taken else {
                panic!("{taken:?}")
            };
            assert!(why.starts_with("column "), "{why}");
        }
    });
}

type Take = fn(&hafan_store::Row<'_>) -> Result<i64, Error>;

fn take_null(row: &hafan_store::Row<'_>) -> Result<i64, Error> {
    row.i64(1)
}

fn take_text(row: &hafan_store::Row<'_>) -> Result<i64, Error> {
    row.i64(0)
}

fn take_beyond(row: &hafan_store::Row<'_>) -> Result<i64, Error> {
    row.i64(2)
}

#[test]
fn lists_find_what_is_in_them_and_empty_lists_find_nothing() {
    with_tables(|store| async move {
        let found: Result<_, Error> = store
            .write(|tx| {
                for (id, name) in [(1, "a"), (2, "it's"), (i64::MAX, "c")] {
                    tx.execute(ADD, &[P::I(id), P::T(name), P::I(0)])?;
                }
                let some = tx.query(
                    "SELECT id FROM things WHERE id {in $1} ORDER BY id",
                    &[P::Ints(&[1, i64::MAX, 7])],
                    |row| row.i64(0),
                )?;
                let none = tx.query(
                    "SELECT id FROM things WHERE id {in $1} ORDER BY id",
                    &[P::Ints(&[])],
                    |row| row.i64(0),
                )?;
                let names = ["it's".to_owned(), "\"".to_owned()];
                let named = tx.query(
                    "SELECT id FROM things WHERE n = $2 AND name {in $1}",
                    &[P::Texts(&names), P::I(0)],
                    |row| row.i64(0),
                )?;
                let others = tx.query(
                    "SELECT id FROM things WHERE name {not_in $1} ORDER BY id",
                    &[P::Texts(&names)],
                    |row| row.i64(0),
                )?;
                Ok((some, none, named, others))
            })
            .await;
        assert_eq!(
            found,
            Ok((vec![1, i64::MAX], vec![], vec![2], vec![1, i64::MAX]))
        );
    });
}

#[test]
fn text_is_ordered_by_its_bytes_whatever_the_server_speaks() {
    with_tables(|store| async move {
        let names: Result<Vec<String>, Error> = store
            .write(|tx| {
                for (id, name) in (1..).zip(["b", "B", "a", "ŵ", "_"]) {
                    tx.execute(ADD, &[P::I(id), P::T(name), P::I(0)])?;
                }
                tx.query("SELECT name FROM things ORDER BY name", &[], |row| {
                    row.text(0)
                })
            })
            .await;
        assert_eq!(names.expect("names"), ["B", "_", "a", "b", "ŵ"]);
    });
}

#[test]
fn parameters_that_do_not_fit_the_statement_are_an_error() {
    with_tables(|store| async move {
        for given in 0..=3 {
            let ran: Result<u64, Error> = store
                .write(move |tx| {
                    let params = vec![P::I(1); given];
                    tx.execute("UPDATE things SET n = $1 WHERE id = $2", &params)
                })
                .await;
            assert_eq!(ran.is_ok(), given == 2, "{given}: {ran:?}");
        }
    });
}
