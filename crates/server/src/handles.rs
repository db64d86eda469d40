//! File handles: every connection holds one, and so do pictures and tables.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Handles for everything that is no browser's connection: tables and their logs, connections to
/// PostgreSQL, pictures that are being read, a backup.
const FOR_THE_HOUSE: u64 = 200;
/// Fewer would be no server.
const CONNECTIONS_MIN: u64 = 16;

/// Asks the system for handles for `wished` connections, and answers how many it may have without
/// taking those that tables and pictures need.
pub fn connections(wished: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let wanted = (wished as u64).saturating_add(FOR_THE_HOUSE);
    let Some(now) = limit.current.filter(|now| *now < wanted) else {
        return wished;
    };
    let most = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    let raised = Rlimit {
        current: Some(most),
        maximum: limit.maximum,
    };
    let has = setrlimit(Resource::Nofile, raised).map_or(now, |()| most);
    let room = has.saturating_sub(FOR_THE_HOUSE).max(CONNECTIONS_MIN);
    let fits = usize::try_from(room).map_or(wished, |room| room.min(wished));
    if fits < wished {
        tracing::warn!(
            fits,
            wished,
            "the system gives this process {has} file handles, so fewer connections are taken; \
             `ulimit -n` or LimitNOFILE= of systemd give more"
        );
    }
    fits
}
