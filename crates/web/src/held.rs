//! What a client has already.

use axum::http::HeaderValue;

/// True where the tags of `If-None-Match` name this one: a list of them, weak ones too, or `*` for
/// whatever there is (RFC 9110, 13.1.2). What is no list of tags names nothing.
pub fn is_held<'h>(sent: impl IntoIterator<Item = &'h HeaderValue>, tag: &HeaderValue) -> bool {
    let Ok(tag) = tag.to_str() else {
        return false;
    };
    let mut sent = sent.into_iter().filter_map(|tags| tags.to_str().ok());
    sent.any(|tags| tags.trim() == "*" || names(tags, opaque(tag)))
}

/// Is one of these tags this one? Weak and strong ones are the same here (8.8.3.2).
fn names(mut tags: &str, wanted: &str) -> bool {
    loop {
        tags = tags.trim_start_matches([' ', '\t', ',']);
        let Some(inside) = opaque(tags).strip_prefix('"') else {
            return false;
        };
        let Some((tag, rest)) = inside.split_once('"') else {
            return false;
        };
        if wanted.strip_prefix('"').and_then(|w| w.strip_suffix('"')) == Some(tag) {
            return true;
        }
        tags = rest;
    }
}

/// A tag without the sign that it is weak.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(sent: &'static str, tag: &'static str) -> bool {
        is_held(
            &[HeaderValue::from_static(sent)],
            &HeaderValue::from_static(tag),
        )
    }

    #[test]
    fn a_list_a_weak_tag_and_a_star_are_read() {
        for sent in [
            "\"a\"",
            "W/\"a\"",
            "*",
            " * ",
            "\"b\", \"a\"",
            "W/\"b\",W/\"a\" , \"c\"",
            ",, \"a,b\",\"a\"",
        ] {
            assert!(asked(sent, "\"a\""), "{sent}");
            assert!(asked(sent, "W/\"a\""), "{sent}");
        }
        for sent in [
            "",
            "a",
            "\"b\"",
            "\"a",
            "w/\"a\"",
            "\"a b\"",
            "**",
            "\"b\" a \"a\"",
        ] {
            assert!(!asked(sent, "\"a\""), "{sent}");
        }
    }
}
