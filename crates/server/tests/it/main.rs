//! The program as it runs: real processes, sockets and disks, killed, filled, flooded and doubled.

#![expect(
    clippy::panic,
    reason = "what these tests share fails a test with words that say where"
)]

mod backup;
mod commands;
mod full;
mod hostile;
mod house;
mod kill;
mod several;
mod wire;
