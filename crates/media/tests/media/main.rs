//! What `hafan-media` promises about bytes from outside and about bytes it keeps.

mod blobs;
mod files;
mod hostile;
mod looks;
mod pictures;
mod samples;
