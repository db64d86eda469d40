//! Use cases that no page shows: see `hafan_testkit`. What people do is tested through pages.

mod backup;
mod doctor;
mod jobs;
mod publishing;
mod tampering;
