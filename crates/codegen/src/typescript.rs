//! Converts JSON schemas to TypeScript declarations.

use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};
use std::fmt::Write;

/// Whether a type is an argument or a result: arguments may contain plain arrays, results contain typed arrays. In JSON
/// both are the same, with their own wording.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Direction {
    /// Part of a problem.
    Input,
    /// Part of a solution.
    Output,
    /// Part of either, in JSON.
    Json,
}

/// The name of a type, whose definition is added to the generator; empty for a type without values.
pub(crate) fn name_of(schema: fn(&mut SchemaGenerator) -> Schema, generator: &mut SchemaGenerator) -> String {
    let schema = schema(generator);
    schema.get("$ref").and_then(Value::as_str).map_or_else(String::new, reference_name)
}

fn reference_name(reference: &str) -> String {
    reference.trim_start_matches("#/$defs/").to_owned()
}

/// One exported declaration per definition.
pub(crate) fn declarations(definitions: &Map<String, Value>, direction: Direction) -> String {
    definitions.iter().map(|(name, schema)| declaration(name, schema, direction)).collect()
}

fn declaration(name: &str, schema: &Value, direction: Direction) -> String {
    if !schema["properties"].is_object() {
        let comment = doc(&with_variants(schema), "");
        return format!("\n{comment}export type {name} = {};\n", type_of(schema, direction));
    }
    let mut text = format!("\n{}export interface {name} {{\n", doc(&paragraphs(schema), ""));
    for (key, property, is_optional) in fields(schema) {
        let comment = doc(&with_default(property), "  ");
        let mark = if is_optional { "?" } else { "" };
        let _ = writeln!(text, "{comment}  readonly {key}{mark}: {};", type_of(property, direction));
    }
    text + "}\n"
}

/// The fields of an object: name, schema, and whether it is optional. Required ones come first, in the order of the
/// struct; JSON schemas do not preserve it for the others.
pub(crate) fn fields(schema: &Value) -> impl Iterator<Item = (&str, &Value, bool)> {
    let required: Vec<_> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let all = schema["properties"].as_object().into_iter().flat_map(|properties| properties.keys());
    let optional: Vec<_> = all.map(String::as_str).filter(|key| !required.contains(key)).collect();
    let marked = required.into_iter().map(|key| (key, false)).chain(optional.into_iter().map(|key| (key, true)));
    marked.map(|(key, is_optional)| (key, &schema["properties"][key], is_optional))
}

/// The type described by a schema.
pub(crate) fn type_of(schema: &Value, direction: Direction) -> String {
    if let Some(array) = schema["x-array"].as_str() {
        return array_type(array, direction).to_owned();
    }
    if let Some(reference) = schema["$ref"].as_str() {
        return reference_name(reference);
    }
    if !schema["const"].is_null() {
        return quoted(&schema["const"]);
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().filter(|value| !value.is_null()).map(quoted).collect::<Vec<_>>().join(" | ");
    }
    if let Some(variants) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let present = variants.iter().filter(|variant| variant["type"] != "null");
        return present.map(|variant| type_of(variant, direction)).collect::<Vec<_>>().join(" | ");
    }
    let named = match &schema["type"] {
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        name => name.as_str(),
    };
    match named {
        Some("number" | "integer") => "number".to_owned(),
        Some("boolean") => "boolean".to_owned(),
        Some("string") => "string".to_owned(),
        Some("array") => {
            let mark = if direction == Direction::Json { "" } else { "readonly " };
            let mut items = type_of(&schema["items"], direction);
            if schema["x-gaps"] == true {
                items += " | null";
            }
            if items.contains(" | ") { format!("{mark}({items})[]") } else { format!("{mark}{items}[]") }
        }
        Some("object") if schema["additionalProperties"].is_object() => {
            let value = type_of(&schema["additionalProperties"], direction);
            match direction {
                Direction::Json => format!("{{[name]: {value}}}"),
                Direction::Input | Direction::Output => format!("Readonly<Record<string, {value}>>"),
            }
        }
        _ => panic!("no TypeScript type for the schema {schema}"),
    }
}

fn array_type(array: &str, direction: Direction) -> &str {
    match (array, direction) {
        ("Float64Array", Direction::Input) => "VectorInput",
        ("Int32Array", Direction::Input) => "IndexInput",
        ("Uint8Array", Direction::Input) => "BytesInput",
        ("Matrix", Direction::Input) => "MatrixInput",
        ("AnyMatrix", Direction::Input) => "AnyMatrixInput",
        ("VectorOrAnyMatrix", Direction::Input) => "VectorInput | AnyMatrixInput",
        ("VectorOrMatrix", Direction::Input) => "VectorInput | MatrixInput",
        ("VectorOrMatrix", Direction::Output) => "Float64Array | Matrix",
        ("SparseMatrix", Direction::Input) => "SparseMatrixInput",
        ("Function", Direction::Input) => "FunctionInput",
        ("Values", Direction::Input) => "PointInput",
        ("Float64Array", Direction::Json) => "numbers",
        ("Int32Array", Direction::Json) => "integers",
        ("Uint8Array", Direction::Json) => "bytes",
        ("Matrix", Direction::Json) => "matrix",
        ("AnyMatrix", Direction::Json) => "matrix | sparse matrix",
        ("VectorOrAnyMatrix", Direction::Json) => "numbers | matrix | sparse matrix",
        ("VectorOrMatrix", Direction::Json) => "numbers | matrix",
        ("SparseMatrix", Direction::Json) => "sparse matrix",
        ("Function", Direction::Json) => "function",
        ("Values", Direction::Json) => "number | numbers | matrix",
        _ => array,
    }
}

fn quoted(value: &Value) -> String {
    format!("'{}'", value.as_str().unwrap_or_default())
}

/// The description of a type or a field.
pub(crate) fn paragraphs(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().to_owned()
}

/// The description with the default in Rust.
fn with_default(schema: &Value) -> String {
    match default_of(schema) {
        None => paragraphs(schema),
        Some(value) => format!("{}\n@defaultValue {value}", paragraphs(schema)),
    }
}

/// The default in Rust, if it is a simple value.
pub(crate) fn default_of(schema: &Value) -> Option<String> {
    match &schema["default"] {
        Value::Null | Value::Object(_) => None,
        value => Some(value.to_string().replace('"', "'")),
    }
}

/// The description with a list of the variants.
fn with_variants(schema: &Value) -> String {
    let mut text = paragraphs(schema);
    for variant in schema["oneOf"].as_array().into_iter().flatten() {
        let _ = write!(text, "\n- `{}`: {}", variant["const"].as_str().unwrap_or_default(), paragraphs(variant));
    }
    text
}

/// A doc comment. Code in it keeps its indentation.
pub(crate) fn doc(text: &str, indent: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let lines = text.trim().lines().map(|line| format!("{indent} * {}", line.trim_end()).trim_end().to_owned());
    format!("{indent}/**\n{}\n{indent} */\n", lines.collect::<Vec<_>>().join("\n"))
}
