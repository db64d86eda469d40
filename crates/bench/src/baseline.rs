//! The yardstick: an axum handler that does nothing but encode thirty kilobytes of JSON.

use crate::Fault;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use std::net::SocketAddr;

/// One entry of the list, about as rich as a post of an API.
#[derive(Clone, Serialize)]
struct Entry {
    id: u64,
    author: &'static str,
    text: String,
    is_public: bool,
    numbers: [u32; 4],
}

/// Bytes of the body, the measure of issue and peers.
const BODY_BYTES: usize = 30_000;

/// Serves `/` until the process is ended.
pub async fn serve(address: SocketAddr) -> Result<(), Fault> {
    let entries = entries()?;
    let router = Router::new().route("/", get(async move || Json(entries)));
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, router).await?;
    Ok(())
}

/// So many entries that their JSON has [`BODY_BYTES`], kept as long as the process.
fn entries() -> Result<&'static [Entry], Fault> {
    let entry = |id: u64| Entry {
        id,
        author: "mair",
        text: "The bus comes at ten past eight now. ".repeat(10),
        is_public: true,
        numbers: [1, 20, 300, 4000],
    };
    let mut entries = Vec::new();
    for id in 0.. {
        entries.push(entry(id));
        if serde_json::to_vec(&entries)?.len() >= BODY_BYTES {
            break;
        }
    }
    Ok(entries.leak())
}
