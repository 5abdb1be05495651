//! Constants changed by the environment: `TUNED="models/round.rs::EPOCHS*0.5"`, or a value after `=`.

use std::fmt::{Debug, Display};
use std::str::FromStr;

/// The value of the named constant: `unchanged` unless `TUNED` names it.
pub fn tuned<Number: FromStr<Err: Debug> + Display>(name: &str, unchanged: Number) -> Number {
    let text = std::env::var("TUNED").unwrap_or_default();
    let change = text.strip_prefix(name).filter(|change| change.starts_with(['*', '=']));
    let Some(change) = change else { return unchanged };
    let parse = |text: &str| text.parse().expect("a number of the constant's type");
    if let Some(value) = change.strip_prefix('=') {
        return parse(value);
    }
    let factor: f64 = change[1..].parse().expect("a factor");
    let product = factor * unchanged.to_string().parse::<f64>().expect("a number");
    let is_whole = unchanged.to_string().parse::<u64>().is_ok() && !std::any::type_name::<Number>().starts_with('f');
    if is_whole { parse(&product.round().to_string()) } else { parse(&product.to_string()) }
}
