//! Texts for people are whole in every language, and code asks for each of them.

use super::Finding;
use crate::locales;
use crate::repo::Repo;

pub fn check(repo: &Repo) -> Vec<Finding> {
    let mistakes = locales::mistakes(repo.texts());
    mistakes
        .into_iter()
        .map(|(place, message)| Finding::at(place, message))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        let found = check(&Repo::of_files(files));
        found
            .into_iter()
            .map(|found| format!("{}: {}", found.place, found.message))
            .collect()
    }

    const EN: &str = "crates/web/locales/en/a.ftl";
    const CY: &str = "crates/web/locales/cy/a.ftl";
    const PAGE: &str = "crates/web/templates/a.html";

    #[test]
    fn whole_and_used_texts_pass() {
        let files = [
            (
                EN,
                "# A\na = A\nb = { $n ->\n    [one] { $who }\n   *[other] y\n  }\nrole-host = H\n",
            ),
            (CY, "a = A\nb = { $who } { $n }\nrole-host = H\n"),
            (
                PAGE,
                "{{ t.t(\"a\") }} {{ t.f(\"b\", &[(\"n\", n.into()), (\"who\", w.into())]) }}",
            ),
            (
                "crates/web/src/a.rs",
                "fn role(t: Texts) { t.t(&format!(\"role-{code}\")) }",
            ),
            ("crates/web/src/locale/tests.rs", "t.t(\"no-such\")"),
            ("crates/core/src/a.rs", "x.t(\"elsewhere\")"),
        ];
        assert_eq!(messages(&files), Vec::<String>::new());
    }

    #[test]
    fn a_text_that_is_missing_in_one_language_is_found() {
        let files = [
            (EN, "a = A\n"),
            (CY, "b = B\n"),
            (PAGE, "t.t(\"a\") t.t(\"b\")"),
        ];
        assert_eq!(
            messages(&files),
            [
                format!("{EN}:1: `a` is not in cy"),
                format!("{CY}:1: `b` is not in en"),
                format!("{PAGE}:1: there is no text `b`"),
            ]
        );
    }

    #[test]
    fn different_variables_are_found() {
        let files = [(EN, "a = { $n }\n"), (CY, "a = { $m }\n"), (PAGE, "\"a\"")];
        assert_eq!(
            messages(&files),
            [
                format!("{EN}:1: `a` lacks the variables [\"m\"] that it has in cy"),
                format!("{CY}:1: `a` lacks the variables [\"n\"] that it has in en"),
            ]
        );
    }

    #[test]
    fn unknown_left_over_and_double_texts_are_found() {
        let page = "\n{# t #}{{ t.t(\"no-text\") }}";
        let files = [(EN, "a = A\na = B\n"), (CY, "a = A\n"), (PAGE, page)];
        assert_eq!(
            messages(&files),
            [
                format!("{EN}:2: `a` is already in {EN}:1"),
                format!("{PAGE}:2: there is no text `no-text`"),
                format!("{EN}:2: nothing asks for `a`"),
            ]
        );
    }

    #[test]
    fn a_call_that_forgets_an_argument_is_found() {
        let page = "t.t(\"a\") t.f(\"a\", &[(\"m\", x[0].into())]) t.f(\"a\", args)";
        let files = [(EN, "a = { $n }\n"), (CY, "a = { $n }\n"), (PAGE, page)];
        let lacking = format!("{PAGE}:1: `a` is not given [\"n\"]");
        assert_eq!(messages(&files), [lacking.clone(), lacking]);
    }
}
