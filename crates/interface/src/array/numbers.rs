//! Numbers in the wire format, before conversion to an element type.

use crate::document::REFERENCE_KEY;
use crate::shared::Shared;
use crate::wire::{Buffer, take_buffer};
use serde::de::{Error as _, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// A buffer referenced by the header, or a list written in it.
pub(super) struct Numbers(pub Buffer);

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumbersVisitor)
    }
}

struct NumbersVisitor;

impl<'de> Visitor<'de> for NumbersVisitor {
    type Value = Numbers;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of numbers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Numbers, A::Error> {
        match map.next_entry::<String, usize>() {
            Ok(Some((key, index))) if key == REFERENCE_KEY => {
                take_buffer(index).map(Numbers).ok_or_else(|| A::Error::custom(format!("there is no buffer {index}")))
            }
            // The JSON form of an empty array.
            Ok(None) => Ok(Numbers(Buffer::F64(Shared::default()))),
            _ => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Numbers, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element()? {
            values.push(value);
        }
        Ok(Numbers(Buffer::F64(values.into())))
    }
}
