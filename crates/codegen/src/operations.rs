//! The names of operations of functions as data, and the limits of such functions.

use crate::File;
use superlinear_expression::function::{MAX_INPUTS, MAX_NODES, MAX_ORDER, MAX_RANK, MAX_SIZE};
use superlinear_expression::vocabulary::{self, Operands};

/// `generated/operations.ts`.
pub(crate) fn file() -> File {
    let limits = [
        ("number of nodes of a function", "MAX_NODES", MAX_NODES),
        ("number of inputs of a function", "MAX_INPUTS", MAX_INPUTS),
        ("number of axes of an array", "MAX_RANK", MAX_RANK),
        ("number of elements of an array, 2^31 - 1", "MAX_SIZE", MAX_SIZE),
        ("order of a matrix that is factored", "MAX_ORDER", MAX_ORDER),
    ];
    let limits =
        limits.map(|(about, name, limit)| format!("/** Maximum {about}. */\nexport const {name} = {limit};\n"));
    let lists = [
        list("unary elementwise operations", "UNARY", vocabulary::unary()),
        list("binary elementwise operations", "BINARY", vocabulary::binary()),
        list("comparisons", "COMPARISONS", vocabulary::comparisons()),
        operands(),
    ];
    File::new("generated/operations.ts", format!("\n{}\n{}", limits.concat(), lists.join("\n")))
}

fn list(about: &str, name: &str, names: impl Iterator<Item = &'static str>) -> String {
    let lines: String = names.map(|name| format!("  '{name}',\n")).collect();
    format!("/** The {about}. */\nexport const {name} = [\n{lines}] as const;\n")
}

fn operands() -> String {
    let lines: String = vocabulary::others()
        .map(|(name, operands)| match operands {
            Operands::Count(count) => format!("  {name}: {count},\n"),
            Operands::List => format!("  {name}: 'list',\n"),
        })
        .collect();
    let about = "The number of operands of other operations, or `list` if they are a list.";
    format!("/** {about} */\nexport const OPERANDS = {{\n{lines}}} as const;\n")
}
