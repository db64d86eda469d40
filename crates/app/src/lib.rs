//! What people do with Hafan, one function each. Pages, API and federation call the same ones.
//!
//! Every use case that changes something has one shape: load, decide (in `hafan_core`, pure),
//! apply, record, enqueue, commit. It runs as one closure on a database thread ([`App::write`]),
//! so that it cannot be torn by a dropped request and nothing slow can happen inside.

pub mod application;
pub mod backup;
pub mod circle;
pub mod community;
mod contact;
pub mod conversation;
pub mod demo;
pub mod doctor;
pub mod door;
pub mod draft;
mod error;
pub mod face;
pub mod filter;
pub mod host;
pub mod identity;
pub mod invitation;
pub mod jobs;
pub mod ledger;
pub mod list;
pub mod live;
pub mod look;
pub mod marker;
pub mod media;
mod notice;
pub mod ports;
pub mod post;
pub mod push;
pub mod reading;
mod reindex;
pub mod relation;
pub mod report;
pub mod scheduled;
pub mod setup_link;
pub mod tag;
mod turn;
pub mod visit;

pub use error::{Error, Fault, Result};
pub use hafan_store as store;
pub use turn::{Actor, Turn};

use hafan_core::id::AccountId;
use hafan_core::policy::Sight;
use hafan_core::time::Timestamp;
use hafan_media::blobs::Blobs;
use hafan_store::{Read, Store};
use ports::{Clock, Rng};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The house with its ports. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// Where randomness comes from.
    pub rng: Arc<dyn Rng>,
    /// Where the bytes of pictures are.
    pub blobs: Arc<dyn Blobs>,
    /// What the operator configured.
    pub config: Arc<Config>,
    /// Ends live lines when the process stops.
    pub closing: Arc<live::Closing>,
    /// How this process gets out, and how it says things.
    pub outlet: Arc<push::Outlet>,
    /// The last write found no room: see [`App::is_full`].
    pub full: Arc<AtomicBool>,
    /// Pictures that are not taken here, sorted to be searched.
    pub unwanted: Arc<look::Unwanted>,
}

/// What the operator configured; everything else is a setting of the place.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address people use, without a slash at the end: `https://hafan.example`.
    pub public_url: String,
    /// The folder that holds database and pictures, for the health page and backups.
    pub data: std::path::PathBuf,
    /// Whoever asks for more than people do is slowed down; off for measurements only.
    pub flood_limits: bool,
    /// Version of the program.
    pub version: &'static str,
}

impl Config {
    /// True where people come over TLS, so that cookies can be bound to it.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The domain behind the handles of this place: the public address without a port.
    pub fn domain(&self) -> &str {
        let address = self.public_url.split_once("://");
        let host = address.map_or("", |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or_default();
        host.rsplit_once(':').map_or(host, |(name, _)| name)
    }

    /// True where the address of the place means "this computer" on every computer, so that a link
    /// to it is of no use to anybody else.
    pub fn is_loopback(&self) -> bool {
        let address = self.public_url.split_once("://");
        let host = address.map_or("", |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or_default();
        if let Ok(socket) = host.parse::<SocketAddr>() {
            return socket.ip().is_loopback();
        }
        if let Ok(ip) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
            return ip.is_loopback();
        }
        let name = host.split(':').next().unwrap_or_default();
        name == "localhost" || name.ends_with(".localhost")
    }
}

impl App {
    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Runs a reading use case on a database thread, on one snapshot.
    pub async fn read<T, F>(&self, mut f: F) -> Result<T>
    where
        F: FnMut(&mut Read<'_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        self.store.read(move |read| f(read)).await
    }

    /// Runs a changing use case in one transaction. The answer comes after the commit is on disk;
    /// an error rolls everything back. The closure may run again after a conflict, so it must not
    /// do anything but through its turn.
    pub async fn write<T, F>(&self, mut f: F) -> Result<T>
    where
        F: FnMut(&mut Turn<'_, '_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let (now, rng, config) = (self.now(), Arc::clone(&self.rng), Arc::clone(&self.config));
        let done = self
            .store
            .write(move |tx| {
                let turn = Turn::new(tx, now, rng.as_ref(), config.domain());
                f(&mut turn.with_limits(config.flood_limits))
            })
            .await;
        match &done {
            Ok(_) => self.full.store(false, Ordering::Relaxed),
            Err(Error::Unavailable(hafan_store::Error::Full(_))) => {
                self.full.store(true, Ordering::Relaxed);
            }
            Err(_) => {}
        }
        done
    }

    /// True where the disk of the database had no room for the last write of this process: people
    /// read on, and nothing can be saved until somebody makes room.
    pub fn is_full(&self) -> bool {
        self.full.load(Ordering::Relaxed)
    }

    /// Loads what the rules need to know about the one who looks.
    pub async fn sight(&self, viewer: Option<AccountId>) -> Result<Sight> {
        self.read(move |read| Ok(hafan_store::sight::load(read, viewer)?))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn an_address_of_this_computer_is_known_as_one() {
        for (url, is_loopback) in [
            ("http://127.0.0.1:8080", true),
            ("http://127.8.0.1", true),
            ("http://[::1]:8080", true),
            ("http://[::1]", true),
            ("http://localhost:8080", true),
            ("http://m.localhost:8443", true),
            ("https://hafan.example", false),
            ("http://192.168.1.7:8080", false),
            ("http://[2001:db8::1]:8080", false),
            ("https://localhost.example", false),
        ] {
            let config = Config {
                public_url: url.to_owned(),
                data: std::path::PathBuf::new(),
                flood_limits: true,
                version: "",
            };
            assert_eq!(config.is_loopback(), is_loopback, "{url}");
        }
    }
}
