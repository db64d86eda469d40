//! An address to send something to, as far as it can be judged before it is used.

use crate::Reach;
use crate::address::is_public;
use std::net::{IpAddr, SocketAddr};
use url::{Host, Url};

/// Bytes of an address.
const ADDRESS_BYTES_MAX: usize = 2_000;
/// Below this stand services of machines; only that of the web is talked to.
const OPEN_PORTS_FROM: u16 = 1024;
/// The port of HTTPS.
const HTTPS: u16 = 443;

/// Why an address is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It cannot be read, or is too long.
    Unreadable,
    /// It is not HTTPS.
    NotHttps,
    /// It carries a name or a password.
    Credentials,
    /// Its port is that of something else.
    Port,
    /// It leads inside, or nowhere.
    Private,
}

impl Refusal {
    /// The end of a locale key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "address-unreadable",
            Self::NotHttps => "address-https",
            Self::Credentials => "address-credentials",
            Self::Port => "address-port",
            Self::Private => "address-private",
        }
    }
}

/// An address that may be tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destination {
    url: Url,
    scheme: Scheme,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scheme {
    Tls,
    Plain,
}

impl Destination {
    /// Reads an address, by the rules of browsers: whatever way a number is written in, it is that
    /// number.
    pub(crate) fn parse(text: &str, reach: Reach) -> Result<Self, Refusal> {
        if text.len() > ADDRESS_BYTES_MAX {
            return Err(Refusal::Unreadable);
        }
        let url = Url::parse(text).or(Err(Refusal::Unreadable))?;
        let scheme = match url.scheme() {
            "https" => Scheme::Tls,
            "http" if reach == Reach::Loopback => Scheme::Plain,
            _ => return Err(Refusal::NotHttps),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        let address = match url.host().ok_or(Refusal::Unreadable)? {
            Host::Ipv4(address) => Some(IpAddr::V4(address)),
            Host::Ipv6(address) => Some(IpAddr::V6(address)),
            Host::Domain(name) => {
                if !is_outside(name, reach) {
                    return Err(Refusal::Private);
                }
                None
            }
        };
        let destination = Self { url, scheme };
        let port = destination.port();
        if port != HTTPS && port < OPEN_PORTS_FROM {
            return Err(Refusal::Port);
        }
        if address.is_some_and(|address| !destination.allows(address, reach)) {
            return Err(Refusal::Private);
        }
        Ok(destination)
    }

    /// True where the client may connect to this address of the host.
    pub(crate) fn allows(&self, address: IpAddr, reach: Reach) -> bool {
        if reach == Reach::Loopback && address.is_loopback() {
            return true;
        }
        self.scheme == Scheme::Tls && is_public(address)
    }

    /// The host: what of an address is no secret.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Scheme, host and port (RFC 6454).
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The whole of it.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    pub(crate) fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or(HTTPS)
    }

    pub(crate) const fn scheme(&self) -> Scheme {
        self.scheme
    }

    pub(crate) fn path(&self) -> &str {
        &self.url[url::Position::BeforePath..url::Position::AfterQuery]
    }

    pub(crate) fn host_and_port(&self) -> &str {
        &self.url[url::Position::BeforeHost..url::Position::AfterPort]
    }

    /// The address itself, where the host is one and no name.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        let address = match self.url.host()? {
            Host::Ipv4(address) => IpAddr::V4(address),
            Host::Ipv6(address) => IpAddr::V6(address),
            Host::Domain(_) => return None,
        };
        Some(SocketAddr::new(address, self.port()))
    }
}

/// True for a name that could be one of the open Internet: with a dot, and not of the names that
/// machines keep for themselves (RFC 6761, RFC 6762, RFC 8375).
fn is_outside(name: &str, reach: Reach) -> bool {
    const INSIDE: [&str; 7] = [
        "localhost",
        "local",
        "internal",
        "home.arpa",
        "test",
        "invalid",
        "onion",
    ];
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    if reach == Reach::Loopback && name == "localhost" {
        return true;
    }
    let is_inside = |end: &str| {
        name.strip_suffix(end)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    name.contains('.') && !INSIDE.iter().any(|end| is_inside(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Option<Refusal> {
        Destination::parse(text, Reach::Public).err()
    }

    #[test]
    fn services_of_the_internet_are_reached() {
        for good in [
            "https://push.example.org/send/abc?x=1",
            "https://push.example.org:8443/",
            "https://1.1.1.1/",
            "https://[2606:4700:4700::1111]/",
        ] {
            assert_eq!(refused(good), None, "{good}");
        }
        let read = Destination::parse("https://Push.Example.org:443/a/b?c#d", Reach::Public);
        let read = read.expect("an address");
        assert_eq!((read.host(), read.port()), ("push.example.org", 443));
        assert_eq!(read.path(), "/a/b?c");
        assert_eq!(read.host_and_port(), "push.example.org");
        assert_eq!(read.origin(), "https://push.example.org");
    }

    #[test]
    fn a_number_is_that_number_however_it_is_written() {
        for inside in [
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0177.0.0.1/",
            "https://127.1/",
            "https://0/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://169.254.169.254/latest/meta-data",
            "https://localhost/",
            "https://LOCALHOST./",
            "https://printer/",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://a.localhost/",
        ] {
            assert_eq!(refused(inside), Some(Refusal::Private), "{inside}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let long = format!("https://a.example/{}", "a".repeat(ADDRESS_BYTES_MAX));
        for (text, why) in [
            ("", Refusal::Unreadable),
            ("push", Refusal::Unreadable),
            ("https://", Refusal::Unreadable),
            (long.as_str(), Refusal::Unreadable),
            ("http://push.example.org/", Refusal::NotHttps),
            ("ftp://push.example.org/", Refusal::NotHttps),
            ("file:///etc/passwd", Refusal::NotHttps),
            ("https://user@push.example.org/", Refusal::Credentials),
            ("https://push.example.org:22/", Refusal::Port),
        ] {
            assert_eq!(refused(text), Some(why), "{text}");
        }
    }
}
