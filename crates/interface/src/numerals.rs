//! Numbers as text: in messages, and parsed.

/// Formats a number for messages, nearly as JavaScript does: very large and very small ones with an exponent, integers
/// without a point. (Rust's own `Display` of numbers is used nowhere: it takes 20 kB of every WebAssembly module.)
pub fn short(value: f64) -> String {
    match serde_json::to_string(&value) {
        Ok(text) if value.is_finite() => text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned),
        _ if value.is_nan() => "NaN".to_owned(),
        _ => if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned(),
    }
}

/// Parses a number in JSON syntax; `None` for other texts. (Rust's own parser takes 15 kB of a WebAssembly module;
/// JSON's is there anyway.)
pub fn number_of(text: &str) -> Option<f64> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_in_javascript() {
        for (value, text) in [(3.0, "3"), (-0.25, "-0.25"), (1e60, "1e+60"), (1e-310, "1e-310"), (f64::NAN, "NaN")] {
            assert_eq!(short(value), text);
        }
        assert_eq!([f64::INFINITY, f64::NEG_INFINITY].map(short), ["Infinity", "-Infinity"]);
    }

    #[test]
    fn numbers_are_read_as_json_writes_them() {
        assert_eq!(number_of("2.5"), Some(2.5));
        assert_eq!(number_of("1e-3"), Some(1e-3));
        for text in ["", "x", "2x", "NaN", "1e999", "[1]"] {
            assert_eq!(number_of(text), None, "{text}");
        }
    }
}
