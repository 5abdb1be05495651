//! Parses run options from JSON.

use superlinear_interface::wire::{Payload, decode};
use superlinear_interface::{Error, RunOptions};

pub(crate) fn read_options(json: &str) -> Result<RunOptions, Error> {
    decode(Payload { header: json.to_owned(), buffers: Vec::new() })
}
