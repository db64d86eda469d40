//! Names of servers, in one spelling.

use url::Host;

/// Bytes of a name (RFC 1035, section 2.3.4).
const DOMAIN_BYTES_MAX: usize = 253;
/// Bytes of a part of a name (RFC 1035, section 2.3.4).
const LABEL_BYTES_MAX: usize = 63;

/// The name of a server as it was typed or sent: in small letters, without the point at the end.
/// Nothing for what is no name: one has two parts or more, of letters, digits and hyphens.
/// Names in other letters come as the protocols spell them (`xn--…`, RFC 5890).
pub fn parse(typed: &str) -> Option<String> {
    let name = typed.trim().trim_end_matches('.').to_ascii_lowercase();
    let is_name = name.len() <= DOMAIN_BYTES_MAX
        && name.contains('.')
        && name.split('.').all(is_label)
        && !name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_name.then_some(name)
}

/// The name of a server as somebody wrote it, in whatever letters, as the protocols spell it
/// (RFC 5890): `tŷ.cymru`, `TŶ.cymru` and `xn--t-foa.cymru` are one. Nothing for what is no name.
pub fn spelled(typed: &str) -> Option<String> {
    match Host::parse(typed.trim().trim_end_matches('.')).ok()? {
        Host::Domain(name) => Some(name),
        address => Some(address.to_string()),
    }
}

fn is_label(label: &str) -> bool {
    (1..=LABEL_BYTES_MAX).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_has_one_spelling() {
        assert_eq!(
            parse(" Llanfair.Example. ").as_deref(),
            Some("llanfair.example")
        );
        assert_eq!(parse("xn--8ca.cymru").as_deref(), Some("xn--8ca.cymru"));
        let long = format!("{}.cymru", "a".repeat(64));
        for wrong in [
            "",
            "cymru",
            "a..b",
            "-a.b",
            "a-.b",
            "a b.c",
            "10.0.0.1",
            "https://a.b",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(parse(&long), None);
    }
}
