//! Data in the place of which a function may be given.

use crate::function::Function;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use superlinear_interface::NumberOrVector;

/// Data, or a function.
#[derive(Clone, Debug)]
pub enum OrFunction<T> {
    /// Data.
    Data(T),
    /// A function.
    Function(Function),
}

/// Data in the place of which a function may be given.
pub trait Replaceable {
    /// The description of the data in error messages.
    const DESCRIPTION: &'static str;
}

impl Replaceable for f64 {
    const DESCRIPTION: &'static str = "a number";
}

impl Replaceable for NumberOrVector {
    const DESCRIPTION: &'static str = "a number, an array of numbers";
}

/// The keys of [`Function`]. An object with another first key is data.
const KEYS: [&str; 6] = ["version", "inputs", "data", "nodes", "outputs", "formula"];

impl<'de, T: Deserialize<'de> + Replaceable> Deserialize<'de> for OrFunction<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OrFunctionVisitor(PhantomData))
    }
}

struct OrFunctionVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Replaceable> Visitor<'de> for OrFunctionVisitor<T> {
    type Value = OrFunction<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} or a formula", T::DESCRIPTION)
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<OrFunction<T>, E> {
        T::deserialize(number.into_deserializer()).map(OrFunction::Data)
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<OrFunction<T>, E> {
        self.visit_f64(number as f64)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<OrFunction<T>, E> {
        self.visit_f64(number as f64)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<OrFunction<T>, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(sequence)).map(OrFunction::Data)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OrFunction<T>, A::Error> {
        let key: Option<String> = map.next_key()?;
        let is_function = key.as_ref().is_some_and(|key| KEYS.contains(&key.as_str()));
        let whole = MapAccessDeserializer::new(Whole { key, rest: map });
        if is_function {
            Function::deserialize(whole).map(OrFunction::Function)
        } else {
            T::deserialize(whole).map(OrFunction::Data)
        }
    }
}

/// A map whose first key has been read.
struct Whole<A> {
    key: Option<String>,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Whole<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.key.take() {
            Some(key) => seed.deserialize(key.into_deserializer()).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.rest.next_value_seed(seed)
    }
}

impl<T: JsonSchema> JsonSchema for OrFunction<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}OrFunction", T::schema_name()).into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (data, function) = (generator.subschema_for::<T>(), generator.subschema_for::<Function>());
        json_schema!({ "anyOf": [data, function] })
    }
}
