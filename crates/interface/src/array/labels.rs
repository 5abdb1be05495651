//! Class labels: numbers, strings or booleans.

use crate::{Error, Vector, check};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

/// A label for each of several samples or classes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Labels {
    /// Numbers.
    Numbers(Vector),
    /// Strings.
    Words(Vec<String>),
    /// Booleans.
    Truths(Vec<bool>),
}

impl Labels {
    /// The number of labels.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Words(words) => words.len(),
            Self::Truths(truths) => truths.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The distinct labels in ascending order: strings by code points, false before true. `None` if there are more than
    /// `most`.
    pub fn distinct(&self, most: usize) -> Option<Self> {
        Some(match self {
            // The sum turns -0 into 0.
            Self::Numbers(numbers) => {
                Self::Numbers(distinct(numbers.iter().map(|label| label + 0.0), most, f64::total_cmp)?.into())
            }
            Self::Words(words) => Self::Words(distinct(words.iter().cloned(), most, String::cmp)?),
            Self::Truths(truths) => Self::Truths(distinct(truths.iter().copied(), most, bool::cmp)?),
        })
    }

    /// The classes in ascending order, and the index of each label's class. Refuses fewer than two classes, and more
    /// than `most`.
    pub fn classified(&self, name: &str, most: usize) -> Result<(Self, Vec<usize>), Error> {
        self.ensure_finite(name)?;
        let Some(classes) = self.distinct(most) else {
            return Err(Error::invalid(name, format!("must have at most {most} classes, got more")));
        };
        if classes.len() < 2 {
            return Err(Error::invalid(name, format!("must have at least two classes, got {}", classes.len())));
        }
        let places = self.places_among(name, &classes, name)?;
        Ok((classes, places))
    }

    /// The index of each label in `classes`. Refuses other labels; the message calls them the classes of `owner`.
    pub fn places_among(&self, name: &str, classes: &Self, owner: &str) -> Result<Vec<usize>, Error> {
        let refused = |i: usize| {
            let message = format!("must be one of the classes of {owner}, got {}", self.in_words(i));
            Error::invalid(format!("{name}[{i}]"), message)
        };
        self.places_in(classes).into_iter().enumerate().map(|(i, place)| place.ok_or_else(|| refused(i))).collect()
    }

    /// The labels if they are numbers. Refuses others; `why` gives the reason in the message about `name`.
    pub fn as_numbers(&self, name: &str, why: &str) -> Result<&Vector, Error> {
        match self {
            Self::Numbers(numbers) => Ok(numbers),
            _ => Err(Error::invalid(format!("{name}[0]"), format!("must be a number {why}, got {}", self.in_words(0)))),
        }
    }

    /// The labels at some indices.
    pub fn at(&self, places: &[usize]) -> Self {
        match self {
            Self::Numbers(numbers) => {
                Self::Numbers(places.iter().map(|&place| numbers[place]).collect::<Vec<_>>().into())
            }
            Self::Words(words) => Self::Words(places.iter().map(|&place| words[place].clone()).collect()),
            Self::Truths(truths) => Self::Truths(places.iter().map(|&place| truths[place]).collect()),
        }
    }

    /// The index of each label in `classes`, if it is there.
    pub fn places_in(&self, classes: &Self) -> Vec<Option<usize>> {
        match (self, classes) {
            (Self::Numbers(labels), Self::Numbers(classes)) => places(labels, classes),
            (Self::Words(labels), Self::Words(classes)) => places(labels, classes),
            (Self::Truths(labels), Self::Truths(classes)) => places(labels, classes),
            _ => vec![None; self.len()],
        }
    }

    /// A label as written in messages.
    pub fn in_words(&self, place: usize) -> String {
        match self {
            Self::Numbers(numbers) => check::short(numbers[place]),
            Self::Words(words) => format!("\"{}\"", words[place]),
            Self::Truths(truths) => truths[place].to_string(),
        }
    }

    /// Refuses numbers that are not finite.
    pub fn ensure_finite(&self, name: &str) -> Result<(), Error> {
        match self {
            Self::Numbers(numbers) => check::numbers(name, numbers, check::FINITE),
            Self::Words(_) | Self::Truths(_) => Ok(()),
        }
    }
    /// Reads a list with entries of one kind.
    pub fn from_sequence<'de, A: SeqAccess<'de>>(mut sequence: A) -> Result<Self, A::Error> {
        let (mut list, mut place) = (LabelList::default(), 0);
        while let Some(label) = sequence.next_element()? {
            list.push(label, place)?;
            place += 1;
        }
        Ok(list.finish())
    }

    /// The JSON schemas of a list of numbers, of strings and of booleans.
    pub fn schemas(generator: &mut SchemaGenerator) -> [Schema; 3] {
        let list = |of: &str| json_schema!({ "type": "array", "items": { "type": of } });
        [Vector::<f64>::json_schema(generator), list("string"), list("boolean")]
    }
}

/// Labels of one kind, read one after the other.
#[derive(Debug, Default)]
pub struct LabelList {
    numbers: Vec<f64>,
    words: Vec<String>,
    truths: Vec<bool>,
}

impl LabelList {
    /// Appends the label at this place of the caller's list. Refuses a label of another kind than those before it.
    pub fn push<E: serde::de::Error>(&mut self, label: Label, place: usize) -> Result<(), E> {
        let Self { numbers, words, truths } = self;
        let is_alike = match &label {
            Label::Number(_) => words.is_empty() && truths.is_empty(),
            Label::Word(_) => numbers.is_empty() && truths.is_empty(),
            Label::Truth(_) => numbers.is_empty() && words.is_empty(),
        };
        if !is_alike {
            return Err(E::custom(format!("[{place}] must be of the same kind as the entries before it")));
        }
        match label {
            Label::Number(number) => numbers.push(number),
            Label::Word(word) => words.push(word),
            Label::Truth(truth) => truths.push(truth),
        }
        Ok(())
    }

    /// The labels.
    pub fn finish(self) -> Labels {
        match (self.words.is_empty(), self.truths.is_empty()) {
            (false, _) => Labels::Words(self.words),
            (_, false) => Labels::Truths(self.truths),
            _ => Labels::Numbers(self.numbers.into()),
        }
    }
}

/// Linear search is fast enough for a few classes.
fn places<Label: PartialEq>(labels: &[Label], classes: &[Label]) -> Vec<Option<usize>> {
    labels.iter().map(|label| classes.iter().position(|class| class == label)).collect()
}

fn distinct<Label>(
    labels: impl Iterator<Item = Label>,
    most: usize,
    compare: impl Fn(&Label, &Label) -> Ordering,
) -> Option<Vec<Label>> {
    let mut different: Vec<Label> = Vec::new();
    for label in labels {
        if let Err(place) = different.binary_search_by(|other| compare(other, &label)) {
            different.insert(place, label);
        }
        if different.len() > most {
            return None;
        }
    }
    Some(different)
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LabelsVisitor)
    }
}

struct LabelsVisitor;

impl<'de> Visitor<'de> for LabelsVisitor {
    type Value = Labels;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers, strings or booleans")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Labels, A::Error> {
        Vector::deserialize(MapAccessDeserializer::new(map)).map(Labels::Numbers)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Labels, A::Error> {
        Labels::from_sequence(sequence)
    }
}

/// One label.
#[derive(Clone, Debug)]
pub enum Label {
    /// A number.
    Number(f64),
    /// A string.
    Word(String),
    /// A boolean.
    Truth(bool),
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LabelVisitor)
    }
}

struct LabelVisitor;

impl Visitor<'_> for LabelVisitor {
    type Value = Label;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a string or a boolean")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Label, E> {
        Ok(Label::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Label, E> {
        Ok(Label::Number(number as f64))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Label, E> {
        Ok(Label::Number(number as f64))
    }

    fn visit_str<E>(self, word: &str) -> Result<Label, E> {
        Ok(Label::Word(word.to_owned()))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Label, E> {
        Ok(Label::Truth(truth))
    }
}

impl JsonSchema for Labels {
    fn schema_name() -> Cow<'static, str> {
        "Labels".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": Self::schemas(generator) })
    }
}
