//! What it costs to watch over people: the statistic of the shield alone, on one core.

use crate::report::{Figure, Report, Target};
use hafan_core::burst::{PLACE_A_DAY, Watch, Watched};
use hafan_core::id::AccountId;
use hafan_core::time::{DAY_US, Timestamp};
use std::time::Instant;

/// People who are watched over.
const MEMBERS: usize = 1_000;
/// Contacts that come in.
const EVENTS: i64 = 1_000_000;
/// From so many accounts: at the worst, windows that are always full.
const STRANGERS: i64 = 5_003;
/// T4.7 of the safety protocols.
const EVENTS_MIN: f64 = 10_000.0;

/// Measures.
pub fn measure(report: &mut Report) {
    report.section("The shield: the statistic alone, one core");
    for (what, apart_us) in [
        ("contacts, as many as ever", DAY_US),
        ("in a pile-on", 1_000),
    ] {
        let mut watched = vec![Watched::since(Timestamp::from_micros(0)); MEMBERS];
        let mut alarms = 0_u64;
        let started = Instant::now();
        for event in 0..EVENTS {
            let at = Timestamp::from_micros(event / 1_000 * apart_us + event);
            let who = AccountId::new(event * 7_919 % STRANGERS);
            if let Some(one) = usize::try_from(event).ok().map(|event| event % MEMBERS)
                && let Some(one) = watched.get_mut(one)
            {
                let spoke = one.note(who, at, (PLACE_A_DAY, Watch::Sensitive));
                alarms += u64::from(spoke.is_some());
            }
        }
        let rate = EVENTS as f64 / started.elapsed().as_secs_f64();
        let name = format!("{what}, a second");
        let figure = Figure::new(&name, rate, "").target(Target::AtLeast(EVENTS_MIN));
        report.figure(&figure.note(format!("{EVENTS} of them, {alarms} above the bounds")));
    }
}
