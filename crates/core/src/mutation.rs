//! The first letters of Welsh words change with what stands before them: *tân*, "ei dân", "fy
//! nhân", "ei thân". Whoever looks for a word means it in each of these forms.
//!
//! The changes are those of the grammars (P. W. Thomas, *Gramadeg y Gymraeg*; "treigladau"): soft,
//! nasal and aspirate, and the h that *ei* and *eu* put before vowels.

/// The other forms of a word, or of words the first of which changes; none where its beginning
/// doesn't change. `word` is in small letters and as a dictionary has it.
///
/// Forms that are common little words of their own are left out: whoever looks for *ci* (a dog)
/// does not mean every *chi* (you).
pub fn forms(word: &str) -> Vec<String> {
    let changed = CHANGES.iter().find_map(|(beginning, others)| {
        let rest = word.strip_prefix(beginning)?;
        is_letter_alone(beginning, rest).then_some((rest, *others))
    });
    let Some((rest, others)) = changed else {
        return with_h(word).into_iter().collect();
    };
    let forms = others.iter().map(|other| format!("{other}{rest}"));
    let forms = forms.filter(|form| !LITTLE_WORDS.contains(&form.as_str()));
    forms.filter(|form| !form.is_empty()).collect()
}

/// Letters written as two first, so that they are not taken for the one they begin with.
const CHANGES: [(&str, &[&str]); 9] = [
    ("ll", &["l"]),
    ("rh", &["r"]),
    ("p", &["b", "mh", "ph"]),
    ("t", &["d", "nh", "th"]),
    ("c", &["g", "ngh", "ch"]),
    ("b", &["f", "m"]),
    ("d", &["dd", "n"]),
    ("g", &["", "ng"]),
    ("m", &["f"]),
];

/// Little words that a change would make of other words.
const LITTLE_WORDS: [&str; 24] = [
    "a", "am", "ar", "at", "chi", "dan", "dau", "dros", "dy", "fe", "fel", "fi", "fy", "gan",
    "gyda", "i", "mae", "mi", "na", "ni", "o", "os", "wedi", "y",
];

/// False for *ch*, *dd*, *ph*, *th* and *ff*: they are letters of their own and stay.
fn is_letter_alone(beginning: &str, rest: &str) -> bool {
    match beginning {
        "p" | "t" | "c" => !rest.starts_with('h'),
        "d" => !rest.starts_with('d'),
        _ => true,
    }
}

fn with_h(word: &str) -> Option<String> {
    let first = word.chars().next()?;
    VOWELS.contains(first).then(|| format!("h{word}"))
}

const VOWELS: &str = "aâáàäeêéèëiîíìïoôóòöuûúùüwŵẃẁẅyŷýỳÿ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_beginning_changes_as_the_grammars_say() {
        for (word, expected) in [
            ("pen", &["ben", "mhen", "phen"][..]),
            ("tân", &["dân", "nhân", "thân"]),
            ("cath", &["gath", "nghath", "chath"]),
            ("bara", &["fara", "mara"]),
            ("draig", &["ddraig", "nraig"]),
            ("gardd", &["ardd", "ngardd"]),
            ("menyw", &["fenyw"]),
            ("llyfr", &["lyfr"]),
            ("rhyfel", &["ryfel"]),
            ("ymladd", &["hymladd"]),
            ("ŵyn", &["hŵyn"]),
            ("tân gwyllt", &["dân gwyllt", "nhân gwyllt", "thân gwyllt"]),
        ] {
            assert_eq!(forms(word), expected, "{word}");
        }
    }

    #[test]
    fn what_does_not_change_has_no_other_form() {
        for word in [
            "chwaer", "ddoe", "ffair", "siop", "neges", "haf", "theatr", "", "#c", "4",
        ] {
            assert_eq!(forms(word), [""; 0], "{word}");
        }
    }

    #[test]
    fn a_form_that_is_a_little_word_is_left_out() {
        assert_eq!(forms("ci"), ["gi", "nghi"]);
        assert_eq!(forms("g"), ["ng"]);
    }
}
