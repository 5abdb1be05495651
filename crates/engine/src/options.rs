//! Run options as they arrive: JSON text.

use superlinear_interface::wire::{Payload, decode};
use superlinear_interface::{Error, RunOptions};

/// Reads the JSON text of run options.
pub(crate) fn read_options(json: &str) -> Result<RunOptions, Error> {
    decode(Payload { header: json.to_owned(), buffers: Vec::new() })
}
