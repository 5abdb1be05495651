//! A JSON document as serde reads it, with the path to whatever is refused.
//!
//! The document is parsed first and then read as a tree, by code that is compiled once for each type. (Readers of text, and
//! wrappers around them that note the path, are compiled many times over: they were a fifth of a WebAssembly module.)

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess,
    Visitor,
};
use serde::{de::DeserializeOwned, forward_to_deserialize_any};
use serde_json::{Map, Number, Value};
use std::fmt::{self, Display, Write};

/// Why a document was refused, and where.
#[derive(Debug)]
pub(crate) struct Refusal {
    message: String,
    /// The way to the value, from the inside out.
    steps: Vec<Step>,
}

/// From a value to one in it.
#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

/// Reads a document.
pub(crate) fn read<T: DeserializeOwned>(json: &str) -> Result<T, Refusal> {
    let document: Value = serde_json::from_str(json).map_err(Refusal::custom)?;
    T::deserialize(Tree(&document))
}

impl Refusal {
    /// The path to the value, such as `source[3]`; empty for the document itself.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.steps.iter().rev() {
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Key(key) if path.is_empty() => write!(path, "{key}"),
                Step::Key(key) => write!(path, ".{key}"),
                Step::Index(index) => write!(path, "[{index}]"),
            };
        }
        path
    }

    fn inside(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

impl Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

impl Error for Refusal {
    fn custom<T: Display>(message: T) -> Self {
        Self { message: message.to_string(), steps: Vec::new() }
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("invalid type: {}, expected {expected}", in_json(unexpected)))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("invalid value: {}, expected {expected}", in_json(unexpected)))
    }
}

/// A value as it stands in JSON.
fn in_json(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Unit => "null".to_owned(),
        Unexpected::Float(value) => match Number::from_f64(value) {
            Some(number) => format!("floating point `{number}`"),
            None => unexpected.to_string(),
        },
        other => other.to_string(),
    }
}

/// A value of the document.
struct Tree<'de>(&'de Value);

impl<'de> Deserializer<'de> for Tree<'de> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => visit_number(number, visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visit_items(items, visitor),
            Value::Object(entries) => visit_entries(entries, visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let variant = match self.0 {
            Value::String(name) => Some(Variant { name, content: None }),
            Value::Object(entries) if entries.len() == 1 => {
                entries.iter().next().map(|(name, content)| Variant { name, content: Some(content) })
            }
            _ => None,
        };
        match variant {
            Some(variant) => visitor.visit_enum(variant),
            None => Err(Refusal::invalid_type(unexpected(self.0), &visitor)),
        }
    }

    // Not from a list of its fields, which nobody writes and which would be compiled for each structure.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match self.0 {
            Value::Object(entries) => visit_entries(entries, visitor),
            other => Err(Refusal::invalid_type(unexpected(other), &visitor)),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

/// What a value is, for a refusal.
fn unexpected(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(value), _) => Unexpected::Unsigned(value),
            (None, Some(value)) => Unexpected::Signed(value),
            (None, None) => Unexpected::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    }
}

fn visit_number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, Refusal> {
    if let Some(value) = number.as_u64() {
        visitor.visit_u64(value)
    } else if let Some(value) = number.as_i64() {
        visitor.visit_i64(value)
    } else {
        visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN))
    }
}

fn visit_items<'de, V: Visitor<'de>>(items: &'de [Value], visitor: V) -> Result<V::Value, Refusal> {
    let mut rest = Items { items, next: 0 };
    let value = visitor.visit_seq(&mut rest)?;
    if rest.next < items.len() {
        return Err(Refusal::invalid_length(items.len(), &"fewer elements in array"));
    }
    Ok(value)
}

fn visit_entries<'de, V: Visitor<'de>>(entries: &'de Map<String, Value>, visitor: V) -> Result<V::Value, Refusal> {
    visitor.visit_map(Entries { entries: entries.iter(), current: None })
}

/// The items of a list that have not been read.
struct Items<'de> {
    items: &'de [Value],
    next: usize,
}

impl<'de> SeqAccess<'de> for &mut Items<'de> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let index = self.next;
        let Some(item) = self.items.get(index) else { return Ok(None) };
        self.next += 1;
        seed.deserialize(Tree(item)).map(Some).map_err(|refusal| refusal.inside(Step::Index(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}

/// The entries of an object that have not been read.
struct Entries<'de> {
    entries: serde_json::map::Iter<'de>,
    /// The entry whose key has been read.
    current: Option<(&'de String, &'de Value)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Refusal;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        self.current = self.entries.next();
        let Some((key, _)) = self.current else { return Ok(None) };
        let read = seed.deserialize(BorrowedStrDeserializer::new(key));
        read.map(Some).map_err(|refusal: Refusal| refusal.inside(Step::Key(key.clone())))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let (key, value) = self.current.take().ok_or_else(|| Refusal::custom("a value was read before its key"))?;
        seed.deserialize(Tree(value)).map_err(|refusal| refusal.inside(Step::Key(key.clone())))
    }
}

/// A variant: its name, and what it holds.
struct Variant<'de> {
    name: &'de str,
    content: Option<&'de Value>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Refusal;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Refusal> {
        Ok((seed.deserialize(BorrowedStrDeserializer::<Refusal>::new(self.name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Refusal;

    fn unit_variant(self) -> Result<(), Refusal> {
        match self.content {
            None | Some(Value::Null) => Ok(()),
            Some(_) => Err(Refusal::custom(format_args!("{} holds nothing", self.name))),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refusal> {
        let read = seed.deserialize(Tree(self.content.unwrap_or(&Value::Null)));
        read.map_err(|refusal| refusal.inside(Step::Key(self.name.to_owned())))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refusal> {
        let read = Tree(self.content.unwrap_or(&Value::Null)).deserialize_any(visitor);
        read.map_err(|refusal| refusal.inside(Step::Key(self.name.to_owned())))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Refusal> {
        self.tuple_variant(0, visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Example {
        count: u32,
        weights: Vec<f64>,
        inner: Option<Inner>,
        #[serde(default)]
        kind: Kind,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        flag: bool,
    }

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase")]
    enum Kind {
        #[default]
        Plain,
        Scaled(f64),
    }

    #[test]
    fn documents_are_read() {
        let json = r#"{"count": 2, "weights": [1, 2.5, -3], "inner": {"flag": true}, "kind": {"scaled": 2}}"#;
        let expected = Example {
            count: 2,
            weights: vec![1.0, 2.5, -3.0],
            inner: Some(Inner { flag: true }),
            kind: Kind::Scaled(2.0),
        };
        assert_eq!(read::<Example>(json).unwrap(), expected);
        let bare = read::<Example>(r#"{"count": 0, "weights": [], "inner": null, "kind": "plain"}"#).unwrap();
        assert_eq!(bare, Example { count: 0, weights: vec![], inner: None, kind: Kind::Plain });
    }

    /// The path and the words are those that reading the text itself gives.
    #[test]
    fn refusals_are_those_of_serde_json() {
        for (json, path) in [
            (r#"{"count": 2.5, "weights": []}"#, "count"),
            (r#"{"count": -2, "weights": []}"#, "count"),
            (r#"{"count": null, "weights": []}"#, "count"),
            (r#"{"count": 1, "weights": [1, "x"]}"#, "weights[1]"),
            (r#"{"count": 1, "weights": 7}"#, "weights"),
            (r#"{"count": 1, "weights": [], "inner": {"flag": 1e300}}"#, "inner.flag"),
            (r#"{"count": 1, "weights": [], "inner": {}}"#, "inner"),
            (r#"{"count": 1, "weights": [], "wrong": 1}"#, "wrong"),
            (r#"{"count": 1}"#, ""),
            (r#"{"count": 1, "weights": [], "kind": "other"}"#, "kind"),
            (r#"{"count": 1, "weights": [], "kind": {"scaled": "x"}}"#, "kind.scaled"),
            ("7", ""),
        ] {
            let refusal = read::<Example>(json).unwrap_err();
            let said = serde_json::from_str::<Example>(json).unwrap_err().to_string();
            assert_eq!(refusal.to_string(), said.split(" at line ").next().unwrap(), "{json}");
            assert_eq!(refusal.path(), path, "{json}");
        }
    }

    #[test]
    fn lists_are_no_structures() {
        let refusal = read::<Example>("[1, [], null]").unwrap_err();
        assert_eq!(refusal.to_string(), "invalid type: sequence, expected struct Example");
    }

    #[test]
    fn what_is_no_json_is_refused() {
        assert!(read::<Example>("{").unwrap_err().to_string().starts_with("EOF while parsing"));
    }
}
