//! Hafan.
