//! Errors of use cases as sentences for the operator: those that people read on pages.

use crate::Fault;
use hafan_app::Error;
use hafan_core::locale::Locale;
use hafan_web::locale::Texts;

/// The sentence for an error.
pub fn of(error: Error) -> Fault {
    let texts = Texts::of(Locale::En);
    let known = |key: String| texts.has(&key).then(|| texts.t(&key).to_owned());
    match error {
        Error::NotFound => "there is no such thing here".into(),
        Error::Denied(code) => known(format!("denied-{code}"))
            .unwrap_or_else(|| format!("this can't be done now ({code})"))
            .into(),
        Error::Conflict(code) => known(format!("conflict-{code}"))
            .unwrap_or_else(|| format!("this is taken, or was done before ({code})"))
            .into(),
        Error::Invalid(faults) => {
            let words = faults.iter().map(|fault| {
                let key = format!("fault-{}", fault.code);
                let words = if texts.has(&key) {
                    texts.f(&key, &[("bound", fault.bound.into())])
                } else {
                    fault.code.to_owned()
                };
                format!("{}: {words}", fault.field)
            });
            words.collect::<Vec<_>>().join("\n       ").into()
        }
        Error::Limited { .. } => "too many tries; wait a little".into(),
        Error::Unavailable(error) => error.to_string().into(),
        Error::Internal(error) => format!("a fault of Hafan: {error}").into(),
    }
}
