//! The alarm of the shield: against slow and obvious ways to count the same, and against the rates
//! that the safety protocols promise.

mod rates;

use hafan_core::burst::{
    CROWD_MAX, Count, Crowd, PAST_HOURS, Past, WINDOWS, Watch, Watched, judge, tail,
};
use hafan_core::id::AccountId;
use hafan_core::time::{DAY_US, HOUR_US, Timestamp};
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};

/// The tail as it is defined: all terms below the count, one by one, in log space.
fn slow_tail(count: u32, mean: f64, size: f64) -> f64 {
    let (q, p) = (mean / (mean + size), size / (mean + size));
    let mut log_term = size * p.ln();
    let mut greatest = f64::MIN;
    let mut terms = Vec::new();
    // The terms above the count, until nothing more comes: no digits are lost to a difference.
    for k in 0..200_000_u32 {
        if k >= count {
            terms.push(log_term.exp());
            greatest = greatest.max(log_term);
            if log_term < greatest - 45.0 {
                break;
            }
        }
        let k = f64::from(k);
        log_term += ((k + size) / (k + 1.0)).ln() + q.ln();
    }
    terms.iter().rev().sum()
}

#[test]
fn the_tail_is_what_its_definition_sums_up_to() {
    for size in [0.7, 1.4, 5.0] {
        for mean in [0.001, 0.02, 0.125, 0.5, 2.0, 12.0, 80.0] {
            for count in [0, 1, 2, 4, 5, 8, 12, 30, 100, 500] {
                let (fast, slow) = (tail(count, mean, size), slow_tail(count, mean, size));
                let apart = (fast - slow).abs() / slow.max(1e-290);
                assert!(
                    apart < 1e-9 || (fast < 1e-290 && slow < 1e-290),
                    "{count} {mean} {size}: {fast} {slow}"
                );
            }
        }
    }
}

#[test]
fn nothing_is_below_the_least_and_nobody_comes_where_nobody_can() {
    assert!((tail(0, 3.0, 0.7) - 1.0).abs() < f64::EPSILON);
    for mean in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(tail(1, mean, 0.7) < f64::MIN_POSITIVE, "{mean}");
    }
    assert!(tail(u32::MAX, 1.0, 0.7) < 1e-100);
}

proptest! {
    #[test]
    fn more_people_are_never_likelier(
        count in 0_u32..200, mean in 0.0001_f64..100.0, size in 0.5_f64..3.0
    ) {
        let (fewer, more) = (tail(count, mean, size), tail(count + 1, mean, size));
        prop_assert!(more <= fewer * (1.0 + 1e-12));
        prop_assert!(tail(count, mean * 1.5, size) >= fewer * (1.0 - 1e-9));
    }

    /// People who come again, in any order, over some days: as a list of all contacts counts them.
    #[test]
    fn a_crowd_is_counted_as_a_list_of_all_contacts_would(
        contacts in prop::collection::vec((0_i64..12, 0_i64..6 * HOUR_US), 1..120)
    ) {
        let (mut crowd, mut past) = (Crowd::default(), Past::since(Timestamp::from_micros(0)));
        let mut last: HashMap<i64, i64> = HashMap::new();
        let mut counted: HashMap<i64, i64> = HashMap::new();
        let mut hours: HashMap<i64, u32> = HashMap::new();
        let mut now = 0;
        for (who, later) in contacts {
            now += later;
            let was_counted = counted.get(&who).is_some_and(|at| now - at < DAY_US);
            if !was_counted {
                counted.insert(who, now);
            }
            last.insert(who, now);
            let is_new = crowd.note(AccountId::new(who), Timestamp::from_micros(now));
            prop_assert_eq!(is_new, !was_counted);
            let expected = WINDOWS.map(|hours| {
                last.values().filter(|at| now - **at < hours * HOUR_US).count()
            });
            prop_assert_eq!(crowd.people().map(|people| people as usize), expected);
            past.advance(Timestamp::from_micros(now));
            if is_new {
                past.count_one();
                *hours.entry(now / HOUR_US).or_default() += 1;
            }
            let hour = now / HOUR_US;
            let before = WINDOWS.map(|width| -> u32 {
                let of = hour - width - PAST_HOURS + 1..=hour - width;
                of.map(|hour| hours.get(&hour).copied().unwrap_or(0)).sum()
            });
            prop_assert_eq!(past.before(), before);
        }
    }
}

#[test]
fn the_past_forgets_what_is_older_than_it_reaches_and_knows_how_long_somebody_is_here() {
    let at = |hour: i64| Timestamp::from_micros(hour * HOUR_US);
    let mut past = Past::since(at(1_000));
    past.count_one();
    assert_eq!(past.hours_before(), [0; 3]);
    past.advance(at(1_001));
    assert_eq!((past.before(), past.hours_before()), ([1, 0, 0], [1, 0, 0]));
    past.advance(at(1_024));
    assert_eq!((past.before(), past.hours_before()), ([1; 3], [24, 19, 1]));
    past.advance(at(1_000 + PAST_HOURS));
    assert_eq!(past.before(), [1; 3]);
    past.advance(at(1_001 + PAST_HOURS));
    assert_eq!(past.before(), [0, 1, 1]);
    past.advance(at(1_024 + PAST_HOURS));
    assert_eq!(past.before(), [0; 3]);
    past.count_one();
    past.advance(at(1_000_000));
    assert_eq!(
        (past.before(), past.hours_before()),
        ([0; 3], [PAST_HOURS; 3])
    );
}

#[test]
fn a_crowd_is_bounded_and_lets_go_of_those_who_were_here_longest_ago() {
    let mut crowd = Crowd::default();
    let most = i64::try_from(CROWD_MAX).expect("small");
    for who in 0..most + 100 {
        crowd.note(AccountId::new(who), Timestamp::from_micros(who));
    }
    assert_eq!(crowd.people(), [512; 3]);
    // Somebody who is still counted, somebody who was let go of.
    assert!(!crowd.note(AccountId::new(most), Timestamp::from_micros(most + 100)));
    assert!(crowd.note(AccountId::new(1), Timestamp::from_micros(most + 101)));
    crowd.pass(Timestamp::from_micros(25 * HOUR_US));
    assert_eq!(crowd.people(), [0; 3]);
}

#[test]
fn one_pest_a_day_does_not_raise_the_bar_for_a_crowd() {
    let mut watched = Watched::since(Timestamp::from_micros(0));
    let by = (0.5, Watch::Usual);
    let at = |hour: i64| Timestamp::from_micros(hour * HOUR_US);
    for hour in 0..PAST_HOURS {
        assert_eq!(watched.note(AccountId::new(7), at(hour), by), None);
    }
    let usual = watched.counts().map(|count| count.past);
    assert_eq!(usual, [28, 28, 27], "once a day");
    let crowd = (100..115).map(|who| watched.note(AccountId::new(who), at(PAST_HOURS + 30), by));
    assert!(crowd.last().flatten().is_some());
}

#[test]
fn one_person_is_one_however_often_they_come_and_several_accounts_are_several() {
    let mut one = Watched::since(Timestamp::from_micros(0));
    let by = (0.5, Watch::Sensitive);
    let at = |minute: i64| Timestamp::from_micros(60_000_000 * (50_000 + minute));
    for minute in 0..60 {
        assert_eq!(one.note(AccountId::new(7), at(minute), by), None);
    }
    let many: HashSet<_> = (0..12)
        .map(|who| one.note(AccountId::new(who), at(60), by).is_some())
        .collect();
    assert!(many.contains(&true));
}

#[test]
fn each_window_speaks_from_its_own_bound_on_and_off_is_off() {
    let quiet = Count {
        people: 0,
        past: 14,
        past_hours: PAST_HOURS,
    };
    let of = |window: usize, people: u32| {
        let mut counts = [quiet; 3];
        counts[window].people = people;
        counts
    };
    let speaks = |window, people, watch| judge(&of(window, people), 0.5, watch).is_some();
    for (watch, least) in [(Watch::Usual, [5, 8, 12]), (Watch::Sensitive, [4, 5, 8])] {
        for (window, least) in least.into_iter().enumerate() {
            assert!(!speaks(window, least - 1, watch), "{watch:?} {window}");
            assert!(speaks(window, least * 3, watch), "{watch:?} {window}");
            assert!(!speaks(window, 400, Watch::Off));
        }
    }
    // Who is used to a crowd is not told of one.
    let famous = Count {
        people: 30,
        past: 28 * 40,
        past_hours: PAST_HOURS,
    };
    assert_eq!(
        judge(
            &[Count::default(), Count::default(), famous],
            0.5,
            Watch::Usual
        ),
        None
    );
}
