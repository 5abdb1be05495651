//! The atoms and levels of the reference tables, and what holds for all of them.

mod common;
mod laws;
mod levels;
mod table;
