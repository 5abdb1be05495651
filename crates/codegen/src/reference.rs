//! The reference shown by the command: the fields of each method's problem and solution, as data.

use crate::File;
use crate::description::{Family, Method, generator, solving_families};
use crate::typescript::{Direction, default_of, fields, name_of, paragraphs, type_of};
use serde_json::{Map, Value, json};
use superlinear_interface::RunOptions;

/// The TypeScript types of these data.
const TYPES: &str = "
/** A field of a problem, a solution or the run options. */
export interface Field {
  readonly name: string;
  /** Its type, described for JSON. */
  readonly type: string;
  /** Whether it is optional. */
  readonly optional: boolean;
  /** The default, if it is a value. */
  readonly default?: string;
  /** Its description. */
  readonly about: string;
}

/** A named type: objects with fields, or an alias of `type` with descriptions of its values. */
export interface NamedType {
  readonly about: string;
  readonly fields?: readonly Field[];
  readonly type?: string;
  readonly values?: readonly { readonly name: string; readonly about: string }[];
}

/** The names of the types of each method, and all types of the family. */
export interface FamilyReference {
  readonly methods: Readonly<Record<string, { readonly problem: string; readonly solution: string }>>;
  readonly types: Readonly<Record<string, NamedType>>;
}
";

/// `generated/reference.ts`, loaded on demand.
pub(crate) fn file() -> File {
    let families: Map<_, _> = solving_families().map(|family| (family.name.to_owned(), reference(&family))).collect();
    let mut options = generator();
    options.subschema_for::<RunOptions>();
    let options: Vec<_> = options.definitions().values().flat_map(described_fields).collect();
    let text = format!(
        "{TYPES}
/** The run options that the engine takes. */
export const options: readonly Field[] = {:#};

/** What there is to know of each family. */
export const reference: Readonly<Record<string, FamilyReference>> = {:#};
",
        Value::from(options),
        Value::from(families)
    );
    File::new("generated/reference.ts", text)
}

fn reference(family: &Family) -> Value {
    let mut types = generator();
    let mut methods = Map::new();
    let is_listed = |method: &&Method| method.task.is_some() || !family.has_task(method.name);
    for method in family.methods.iter().filter(is_listed) {
        let [problem, solution] = [method.problem, method.solution].map(|schema| name_of(schema, &mut types));
        methods.insert(method.name.to_owned(), json!({ "problem": problem, "solution": solution }));
    }
    let types: Map<_, _> =
        types.definitions().iter().map(|(name, schema)| (name.clone(), described_type(schema))).collect();
    json!({ "methods": methods, "types": types })
}

fn described_type(schema: &Value) -> Value {
    let about = paragraphs(schema);
    if schema["properties"].is_object() {
        return json!({ "about": about, "fields": described_fields(schema) });
    }
    let value = |variant: &Value| json!({ "name": variant["const"], "about": paragraphs(variant) });
    let variants = schema["oneOf"].as_array().into_iter().flatten();
    let values: Vec<_> = variants.filter(|variant| variant["const"].is_string()).map(value).collect();
    let mut described = json!({ "about": about, "type": type_of(schema, Direction::Json) });
    if !values.is_empty() {
        described["values"] = values.into();
    }
    described
}

fn described_fields(schema: &Value) -> Vec<Value> {
    let described = |(name, property, is_optional): (&str, &Value, bool)| {
        let mut field = json!({
            "name": name,
            "type": type_of(property, Direction::Json),
            "optional": is_optional,
            "about": paragraphs(property),
        });
        if let Some(value) = default_of(property) {
            field["default"] = value.into();
        }
        field
    };
    fields(schema).map(described).collect()
}
