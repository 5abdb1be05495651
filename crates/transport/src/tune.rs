//! temporary
#![allow(missing_docs)]
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
pub static PASSES: AtomicU64 = AtomicU64::new(0);
pub static ACTIVE: AtomicU64 = AtomicU64::new(0);
pub static LINEAR: AtomicU64 = AtomicU64::new(0);
pub fn add(c: &AtomicU64, v: usize) {
    c.fetch_add(v as u64, Relaxed);
}
pub fn take() -> [u64; 3] {
    [PASSES.swap(0, Relaxed), ACTIVE.swap(0, Relaxed), LINEAR.swap(0, Relaxed)]
}
pub fn env(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}
