//! Where a request comes from.

use axum::http::Extensions;
use std::any::Any;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

/// The address of the browser, as far as the server can know it: the server puts it into the
/// extensions of each request, proxies accounted for. It is used to slow down floods and guessing,
/// and is neither stored nor logged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Client(pub IpAddr);

/// What the server holds for a connection, such as its place among those that there may be. It puts
/// it into the extensions of each request, so that it is held for a WebSocket as well, which lasts
/// longer than the request that it began with.
#[derive(Clone)]
pub struct Kept(pub Arc<dyn Any + Send + Sync>);

impl Client {
    /// The client of a request; the unspecified address where nobody said.
    pub fn of(extensions: &Extensions) -> Self {
        let found = extensions.get().copied();
        found.unwrap_or(Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }

    /// What tells its network from others: the address itself for IPv4, the first 64 bits for IPv6,
    /// of which one household has as many as it likes.
    pub fn net(&self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                let prefix = address.to_bits() & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from_bits(prefix))
            }
        }
    }
}
