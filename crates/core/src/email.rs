//! E-mail addresses: optional here, and only for mail the member asked for.

use std::fmt;

use url::Host;

/// Bytes of an address and of its part before the `@` (RFC 5321, section 4.5.3.1).
const ADDRESS_BYTES_MAX: usize = 254;
const LOCAL_BYTES_MAX: usize = 64;

/// An address that a mail server can be handed as it is: no quotes, no comments, no space, no
/// line ends, nothing that could become a second recipient.
///
/// Whether somebody reads it only a letter can tell.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address, with space around it forgiven. The domain becomes ASCII and lower case.
    ///
    /// # Errors
    /// [`InvalidEmail`] for everything that is no usual address.
    pub fn parse(input: &str) -> Result<EmailAddress, InvalidEmail> {
        let (local, domain) = input.trim().rsplit_once('@').ok_or(InvalidEmail)?;
        let is_local = (1..=LOCAL_BYTES_MAX).contains(&local.len())
            && local.chars().all(is_local_char)
            && local.split('.').all(|atom| !atom.is_empty());
        let domain = match Host::parse(domain) {
            Ok(Host::Domain(domain)) => domain,
            _ => return Err(InvalidEmail),
        };
        let is_domain = domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty()
                    && label
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            });
        let address = format!("{local}@{domain}");
        if is_local && is_domain && address.len() <= ADDRESS_BYTES_MAX {
            Ok(EmailAddress(address))
        } else {
            Err(InvalidEmail)
        }
    }

    /// The address as it is written to.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which two spellings are one address: lower case. No server in use tells
    /// `Mair@` from `mair@`.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Not the address: debug output ends in logs.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

/// It is no e-mail address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InvalidEmail;

impl InvalidEmail {
    /// The stable code: the end of the locale key `error-…`.
    pub const fn code(self) -> &'static str {
        "email-invalid"
    }
}

impl fmt::Display for InvalidEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for InvalidEmail {}

/// Letters, also of other scripts (RFC 6532), digits and the signs of RFC 5322's atoms.
fn is_local_char(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}
