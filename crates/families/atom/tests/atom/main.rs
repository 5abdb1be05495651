//! The atoms and levels of the reference tables, and theorems about all of them.

mod common;
mod laws;
mod levels;
mod table;
