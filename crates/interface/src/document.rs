//! A JSON document as a serde deserializer, with the path to any refused value.
//!
//! The document is parsed first and then read as a tree, by code compiled once per type. (Readers of text, and wrappers
//! around them that record the path, are compiled many times: they were a fifth of a WebAssembly module.)
//!
//! Fields common to several problems are a struct of their own. A problem holds it in a field with the attributes
//! `#[serde(rename = "..")]` and `#[schemars(flatten)]`, and the caller writes its fields beside those of the problem.
//! (serde's own `flatten` copies all values before it reads them, and loses the paths and the known options of errors.)

use crate::node::Node;
use crate::numerals::short;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess,
    Visitor,
};
use serde::{de::DeserializeOwned, forward_to_deserialize_any};
use std::fmt::{self, Display};

/// The key that marks special objects in a header: a reference to a buffer, the bits of a number, or the description of
/// a non-data value. At the top level it lists the names of the user functions passed beside the data.
pub(crate) const REFERENCE_KEY: &str = "$";

/// The name of the field that receives all entries unknown to its struct.
const SHARED_KEY: &str = "..";

/// The reason and the position of a parse error. (Pointer-sized, because every step of reading returns a result that
/// may hold one.)
#[derive(Debug)]
pub(crate) struct ParseError(Box<Details>);

#[derive(Debug)]
struct Details {
    mismatch: Mismatch,
    /// The path to the value, innermost step first.
    steps: Vec<Step>,
}

/// The fault of a value.
#[derive(Debug)]
enum Mismatch {
    /// The option is unknown; these are the known ones.
    Unknown(Vec<&'static str>),
    /// Any other fault, as a text that follows the path: "is missing", "must be a list, got 3".
    Wrong(String),
}

/// The step from a value to one of its entries.
#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

/// Reads a document. A mismatch is an `INVALID_INPUT` with the path to the offending key.
pub(crate) fn read<T: DeserializeOwned>(json: &str) -> Result<T, crate::Error> {
    let document = parse(json)?;
    T::deserialize(Tree(&document)).map_err(|error| refused(error, &document))
}

fn parse(json: &str) -> Result<Node, crate::Error> {
    serde_json::from_str(json).map_err(|error| ParseError::custom(error).into_error(&[]))
}

fn refused(error: ParseError, document: &Node) -> crate::Error {
    error.into_error(&functions_in(document))
}

/// The names of the user functions.
fn functions_in(document: &Node) -> Vec<&str> {
    let Node::Object(entries) = document else { return Vec::new() };
    match entries.iter().find(|(key, _)| key == REFERENCE_KEY) {
        Some((_, Node::List(names))) => names.iter().filter_map(Node::text).collect(),
        _ => Vec::new(),
    }
}

impl ParseError {
    fn wrong(words: String) -> Self {
        Self::of(Mismatch::Wrong(words))
    }

    fn of(mismatch: Mismatch) -> Self {
        Self(Box::new(Details { mismatch, steps: Vec::new() }))
    }

    fn not_one_of(known: &[&str], got: &str) -> Self {
        Self::wrong(format!("must be {}, got {got}", one_of(known)))
    }

    /// Converts a message of serde or of this crate.
    fn from_message(message: String) -> Self {
        let entry = message.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        match entry.and_then(|(index, words)| Some((index.parse().ok()?, words.trim_start()))) {
            Some((index, words)) => Self::wrong(words.to_owned()).inside(Step::Index(index)),
            None if message.starts_with("must ") => Self::wrong(message),
            None => Self::wrong(format!("cannot be read: {message}")),
        }
    }

    fn inside(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }

    /// The error of a struct with these fields, from that of its field [`SHARED_KEY`].
    fn shared_by(mut self, fields: &[&'static str]) -> Self {
        if let (Mismatch::Unknown(known), [_]) = (&mut self.0.mismatch, self.0.steps.as_slice())
            && let Some(place) = fields.iter().position(|field| *field == SHARED_KEY)
        {
            let (before, after) = (&fields[..place], &fields[place + 1..]);
            *known = [before, known, after].concat();
        }
        self
    }

    /// Converts to the public error, given the names of the user functions in the problem.
    fn into_error(self, functions: &[&str]) -> crate::Error {
        let Details { mismatch, steps } = *self.0;
        let words = match mismatch {
            Mismatch::Wrong(words) => words,
            Mismatch::Unknown(known) => {
                let functions = if steps.len() == 1 { functions } else { &[] };
                // The mark of a buffer is no option of the caller's. A function may replace an option that is data in
                // other problems.
                let data = known.iter().filter(|name| **name != REFERENCE_KEY && !functions.contains(name));
                let names: Vec<_> = functions.iter().chain(data).copied().collect();
                format!("is not an option; {}", expected(&names))
            }
        };
        crate::Error::invalid(path(&steps), words)
    }
}

/// The path to a value, such as `source[3]`; `problem` for the document itself.
fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps.iter().rev() {
        match step {
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => path = format!("{path}.{key}"),
            Step::Index(index) => path = format!("{path}[{index}]"),
        }
    }
    if path.is_empty() { "problem".to_owned() } else { path }
}

impl Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.mismatch {
            Mismatch::Unknown(known) => formatter.write_str(&expected(known)),
            Mismatch::Wrong(words) => formatter.write_str(words),
        }
    }
}

impl std::error::Error for ParseError {}

/// The errors of serde, worded for users who know no Rust types and never saw the document.
impl Error for ParseError {
    /// A message about an array entry begins with its index, `[3] must …`, which becomes part of the path. Messages of
    /// this crate begin with `must`.
    fn custom<T: Display>(message: T) -> Self {
        Self::from_message(message.to_string())
    }

    fn invalid_type(got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::wrong(format!("must be {}, got {}", type_in_words(&expected.to_string()), value_in_words(got)))
    }

    fn invalid_value(got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(got, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::not_one_of(expected, &quoted(variant))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::of(Mismatch::Unknown(expected.to_vec()))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::wrong("is missing".to_owned()).inside(Step::Key(field.to_owned()))
    }
}

/// The wording of a type expected by Rust code, for a JavaScript value.
fn type_in_words(expected: &str) -> String {
    match expected {
        "f64" => "a number".to_owned(),
        "u32" => format!("an integer from 0 to {}", u32::MAX),
        "i32" => format!("an integer from {} to {}", i32::MIN, i32::MAX),
        "a sequence" => "a list".to_owned(),
        "u64" | "usize" => "a nonnegative integer".to_owned(),
        structure if structure.starts_with("struct ") => "an object".to_owned(),
        words => words.to_owned(),
    }
}

/// The wording of a JavaScript value: a number or string as written, anything larger by its kind.
fn value_in_words(value: Unexpected<'_>) -> String {
    match value {
        Unexpected::Unit | Unexpected::Option => "null".to_owned(),
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => value.to_string(),
        Unexpected::Signed(value) => value.to_string(),
        Unexpected::Float(value) => short(value),
        Unexpected::Str(text) => quoted(text),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "an object".to_owned(),
        Unexpected::Other(words) => words.to_owned(),
        _ => "another value".to_owned(),
    }
}

/// The wording of the known options.
fn expected(names: &[&str]) -> String {
    if names.is_empty() { "there are no options here".to_owned() } else { format!("expected {}", one_of(names)) }
}

/// "`a`", "`a` or `b`", "one of `a`, `b`, `c`".
fn one_of(names: &[&str]) -> String {
    match names {
        [name] => format!("`{name}`"),
        [first, second] => format!("`{first}` or `{second}`"),
        _ => format!("one of `{}`", names.join("`, `")),
    }
}

/// A string as a JavaScript literal.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A value of the document.
#[derive(Clone, Copy)]
struct Tree<'de>(&'de Node);

/// Defines deserializer methods that are the same for several types.
macro_rules! as_one {
    ($one:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
            self.$one(visitor)
        })*
    };
}

/// The requested type determines the accepted values. Code for all others, which could only refuse them, is not
/// compiled for each type.
impl<'de> Deserializer<'de> for Tree<'de> {
    type Error = ParseError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
        match self.0 {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Unsigned(value) => visitor.visit_u64(*value),
            Node::Signed(value) => visitor.visit_i64(*value),
            Node::Float(value) => visitor.visit_f64(*value),
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::List(items) => visit_items(items, visitor),
            Node::Object(entries) => match marked(entries) {
                Some(Marked::Number(number)) => visitor.visit_f64(number),
                Some(Marked::NoData(_)) => Err(ParseError::invalid_type(unexpected(self.0), &visitor)),
                Some(Marked::Buffer) | None => visit_entries(entries, visitor),
            },
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
        if matches!(self.0, Node::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, ParseError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ParseError> {
        let variant = match self.0 {
            Node::Text(name) => Some(Variant { name, content: None }),
            Node::Object(entries) if marked(entries).is_none() => match entries.as_slice() {
                [(name, content)] => Some(Variant { name, content: Some(content) }),
                _ => None,
            },
            _ => None,
        };
        match variant {
            Some(variant) => visitor.visit_enum(variant),
            None => Err(ParseError::not_one_of(variants, &value_in_words(unexpected(self.0)))),
        }
    }

    // Not from a list of fields, a form that does not occur.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ParseError> {
        match self.0 {
            Node::Object(entries) if marked(entries).is_none() => {
                visit_fields(entries.iter().collect(), fields, visitor)
            }
            _ => Err(self.refused(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
        match self.0 {
            Node::Object(entries) if marked(entries).is_none() => visit_entries(entries, visitor),
            _ => Err(self.refused(&visitor)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
        match self.0 {
            Node::List(items) => visit_items(items, visitor),
            _ => Err(self.refused(&visitor)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
        match self.0 {
            Node::Bool(value) => visitor.visit_bool(*value),
            _ => Err(self.refused(&visitor)),
        }
    }

    as_one! { number:
        deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64
    }

    as_one! { words: deserialize_str deserialize_string }

    forward_to_deserialize_any! {
        i8 i16 i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

impl<'de> Tree<'de> {
    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
        match unexpected(self.0) {
            Unexpected::Unsigned(value) => visitor.visit_u64(value),
            Unexpected::Signed(value) => visitor.visit_i64(value),
            Unexpected::Float(value) => visitor.visit_f64(value),
            other => Err(ParseError::invalid_type(other, &visitor)),
        }
    }

    fn words<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
        match self.0 {
            Node::Text(text) => visitor.visit_borrowed_str(text),
            _ => Err(self.refused(&visitor)),
        }
    }

    fn refused(self, expected: &dyn Expected) -> ParseError {
        ParseError::invalid_type(unexpected(self.0), expected)
    }
}

/// The kind of a value, for error messages.
fn unexpected(value: &Node) -> Unexpected<'_> {
    match value {
        Node::Null => Unexpected::Unit,
        Node::Bool(value) => Unexpected::Bool(*value),
        Node::Unsigned(value) => Unexpected::Unsigned(*value),
        Node::Signed(value) => Unexpected::Signed(*value),
        Node::Float(value) => Unexpected::Float(*value),
        Node::Text(text) => Unexpected::Str(text),
        Node::List(items) if items.is_empty() => Unexpected::Other("an empty list"),
        Node::List(_) => Unexpected::Seq,
        Node::Object(entries) => match marked(entries) {
            Some(Marked::Number(number)) => Unexpected::Float(number),
            Some(Marked::Buffer) => Unexpected::Other("an array of numbers"),
            Some(Marked::NoData(words)) => Unexpected::Other(words),
            None => Unexpected::Map,
        },
    }
}

/// The meaning of a marked object.
enum Marked<'de> {
    /// A number given by its bits, `{"$": "3fb999999999999a"}`: parsing long decimals exactly takes much code.
    Number(f64),
    /// An array of numbers, given by the index of its buffer.
    Buffer,
    /// A non-data value, given by its description: `{"$": "a function"}`.
    NoData(&'de str),
}

/// The meaning of an object if the mark is its only key.
fn marked(entries: &[(String, Node)]) -> Option<Marked<'_>> {
    let [(key, mark)] = entries else { return None };
    match mark {
        _ if key != REFERENCE_KEY => None,
        Node::Unsigned(_) | Node::Signed(_) | Node::Float(_) => Some(Marked::Buffer),
        Node::Text(text) => Some(match u64::from_str_radix(text, 16) {
            Ok(bits) => Marked::Number(f64::from_bits(bits)),
            Err(_) => Marked::NoData(text),
        }),
        _ => None,
    }
}

fn visit_items<'de, V: Visitor<'de>>(items: &'de [Node], visitor: V) -> Result<V::Value, ParseError> {
    let mut rest = Items { items, next: 0 };
    let value = visitor.visit_seq(&mut rest)?;
    rest.ensure_read()?;
    Ok(value)
}

fn visit_entries<'de, V: Visitor<'de>>(entries: &'de [Entry], visitor: V) -> Result<V::Value, ParseError> {
    visit_fields(entries.iter().collect(), &[], visitor)
}

/// Visits the entries of an object with these fields.
fn visit_fields<'de, V: Visitor<'de>>(
    entries: Vec<&'de Entry>,
    fields: &'static [&'static str],
    visitor: V,
) -> Result<V::Value, ParseError> {
    visitor.visit_map(Entries::new(entries, fields))
}

/// The unread items of a list.
struct Items<'de> {
    items: &'de [Node],
    next: usize,
}

impl<'de> Items<'de> {
    /// The next item and its index.
    fn next(&mut self) -> Option<(Tree<'de>, usize)> {
        let place = self.next;
        let item = self.items.get(place)?;
        self.next += 1;
        Some((Tree(item), place))
    }

    fn ensure_read(&self) -> Result<(), ParseError> {
        if self.next == self.items.len() {
            return Ok(());
        }
        Err(ParseError::invalid_length(self.items.len(), &"fewer elements in array"))
    }
}

impl<'de> SeqAccess<'de> for &mut Items<'de> {
    type Error = ParseError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ParseError> {
        let Some((item, place)) = self.next() else { return Ok(None) };
        match seed.deserialize(item) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error.inside(Step::Index(place))),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}

/// A key and its value.
type Entry = (String, Node);

/// The entries of an object, and the last one read, possibly without its value.
struct Entries<'de> {
    entries: std::vec::IntoIter<&'de Entry>,
    current: Option<&'de Entry>,
    /// The entries left to the field [`SHARED_KEY`], for a struct that has one and has not read it.
    shared: Option<Vec<&'de Entry>>,
    /// The fields of a struct.
    fields: &'static [&'static str],
}

impl<'de> Entries<'de> {
    fn new(entries: Vec<&'de Entry>, fields: &'static [&'static str]) -> Self {
        let (own, shared) = if fields.contains(&SHARED_KEY) {
            let is_own = |(key, _): &&Entry| key != SHARED_KEY && fields.contains(&key.as_str());
            let (own, shared) = entries.into_iter().partition(is_own);
            (own, Some(shared))
        } else {
            (entries, None)
        };
        Self { entries: own.into_iter(), current: None, shared, fields }
    }

    /// The key of the next data entry; skips the list of user functions.
    fn next(&mut self) -> Option<&'de str> {
        self.current = self.entries.find(|(key, value)| key != REFERENCE_KEY || !matches!(value, Node::List(_)));
        match self.current {
            Some((key, _)) => Some(key),
            None => self.shared.as_ref().map(|_| SHARED_KEY),
        }
    }

    fn refused(&self, error: ParseError) -> ParseError {
        match self.current {
            Some((key, _)) => error.inside(Step::Key(key.clone())),
            None => error.shared_by(self.fields),
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = ParseError;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ParseError> {
        let Some(key) = self.next() else { return Ok(None) };
        match seed.deserialize(BorrowedStrDeserializer::<ParseError>::new(key)) {
            Ok(key) => Ok(Some(key)),
            Err(error) => Err(self.refused(error)),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, ParseError> {
        let read = match self.current {
            Some((_, value)) => seed.deserialize(Tree(value)),
            None => seed.deserialize(Shared(self.shared.take().unwrap_or_default())),
        };
        read.map_err(|error| self.refused(error))
    }
}

/// The fields common to several problems: the entries that the problem itself does not know.
struct Shared<'de>(Vec<&'de Entry>);

impl<'de> Deserializer<'de> for Shared<'de> {
    type Error = ParseError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParseError> {
        visit_fields(self.0, &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ParseError> {
        visit_fields(self.0, fields, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A variant: its name and content.
struct Variant<'de> {
    name: &'de str,
    content: Option<&'de Node>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = ParseError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), ParseError> {
        Ok((seed.deserialize(BorrowedStrDeserializer::<ParseError>::new(self.name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = ParseError;

    fn unit_variant(self) -> Result<(), ParseError> {
        match self.content {
            None | Some(Node::Null) => Ok(()),
            Some(_) => Err(ParseError::custom(format_args!("{} holds nothing", self.name))),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, ParseError> {
        let read = seed.deserialize(Tree(self.content.unwrap_or(&Node::Null)));
        read.map_err(|error| error.inside(Step::Key(self.name.to_owned())))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ParseError> {
        let read = Tree(self.content.unwrap_or(&Node::Null)).deserialize_any(visitor);
        read.map_err(|error| error.inside(Step::Key(self.name.to_owned())))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, ParseError> {
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
        #[serde(default)]
        shift: i32,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
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
            shift: 0,
        };
        assert_eq!(read::<Example>(json).unwrap(), expected);
        let bits = json.replace(r#""scaled": 2"#, r#""scaled": {"$": "3fb999999999999a"}"#);
        assert_eq!(read::<Example>(&bits).unwrap().kind, Kind::Scaled(0.1));
        let bare = read::<Example>(r#"{"count": 0, "weights": [], "inner": null, "kind": "plain"}"#).unwrap();
        assert_eq!(bare, Example { count: 0, weights: vec![], inner: None, kind: Kind::Plain, shift: 0 });
    }

    #[test]
    fn refusals_name_the_value_and_what_it_should_be() {
        for (json, message) in [
            (r#"{"count": 2.5, "weights": []}"#, "count must be an integer from 0 to 4294967295, got 2.5"),
            (r#"{"count": -2, "weights": []}"#, "count must be an integer from 0 to 4294967295, got -2"),
            (
                r#"{"count": 1, "weights": [], "shift": 1e60}"#,
                "shift must be an integer from -2147483648 to 2147483647, got 1e+60",
            ),
            (r#"{"count": null, "weights": []}"#, "count must be an integer from 0 to 4294967295, got null"),
            (r#"{"count": 1, "weights": [1, "x"]}"#, r#"weights[1] must be a number, got "x""#),
            (r#"{"count": 1, "weights": 7}"#, "weights must be a list, got 7"),
            (r#"{"count": 1, "weights": {"a": 1}}"#, "weights must be a list, got an object"),
            (r#"{"count": 1, "weights": [], "inner": {"flag": 1e300}}"#, "inner.flag must be a boolean, got 1e+300"),
            (r#"{"count": 1, "weights": [], "inner": {}}"#, "inner.flag is missing"),
            (r#"{"count": 1, "weights": [], "inner": {"$": 1}}"#, "inner must be an object, got an array of numbers"),
            (r#"{"count": 1, "weights": [1, {"$": "undefined"}]}"#, "weights[1] must be a number, got undefined"),
            (r#"{"count": 1, "weights": {"$": "a function"}}"#, "weights must be a list, got a function"),
            (r#"{"count": 1, "weights": [], "inner": {"$": "a symbol"}}"#, "inner must be an object, got a symbol"),
            (
                r#"{"count": 1, "weights": [], "wrong": {"$": "a function"}, "$": ["value"]}"#,
                "wrong is not an option; expected one of `value`, `count`, `weights`, `inner`, `kind`, `shift`",
            ),
            (
                r#"{"count": 1, "weights": [], "wrong": 1, "$": ["kind"]}"#,
                "wrong is not an option; expected one of `kind`, `count`, `weights`, `inner`, `shift`",
            ),
            (
                r#"{"count": 1, "weights": [], "inner": {"flag": true, "$a": 1}, "$": ["value"]}"#,
                "inner.$a is not an option; expected `flag`",
            ),
            (
                r#"{"count": 1, "weights": [], "wrong": 1}"#,
                "wrong is not an option; expected one of `count`, `weights`, `inner`, `kind`, `shift`",
            ),
            (r#"{"count": 1}"#, "weights is missing"),
            (r#"{"count": 1, "weights": [], "kind": "other"}"#, r#"kind must be `plain` or `scaled`, got "other""#),
            (r#"{"count": 1, "weights": [], "kind": {"scaled": "x"}}"#, r#"kind.scaled must be a number, got "x""#),
            (
                r#"{"count": {"$": 0}, "weights": []}"#,
                "count must be an integer from 0 to 4294967295, got an array of numbers",
            ),
            (
                r#"{"count": 1, "weights": [], "kind": {"$": 0}}"#,
                "kind must be `plain` or `scaled`, got an array of numbers",
            ),
            (r#"{"count": 1, "weights": [], "kind": 5}"#, "kind must be `plain` or `scaled`, got 5"),
            (r#"[1, [], null]"#, "problem must be an object, got a list"),
            ("7", "problem must be an object, got 7"),
            (r#"{"$": ["value"]}"#, "count is missing"),
        ] {
            let error = read::<Example>(json).unwrap_err();
            assert_eq!(error.message, message, "{json}");
            assert!(message.starts_with(&error.path), "{json}");
        }
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Problem {
        function: String,
        #[serde(rename = "..")]
        options: Options,
        is_last: Option<bool>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Options {
        max_iterations: u32,
        #[serde(rename = "..")]
        inner: Inner,
    }

    #[test]
    fn shared_fields_stand_beside_the_others() {
        let problem = |function: &str, is_last, max_iterations, flag| Problem {
            function: function.to_owned(),
            options: Options { max_iterations, inner: Inner { flag } },
            is_last,
        };
        let json = r#"{"flag": true, "maxIterations": 3, "isLast": false, "function": "f", "$": ["value"]}"#;
        assert_eq!(read::<Problem>(json).unwrap(), problem("f", Some(false), 3, true));
        let json = r#"{"function": "g", "maxIterations": 4, "flag": false}"#;
        assert_eq!(read::<Problem>(json).unwrap(), problem("g", None, 4, false));
        let expected = "is not an option; expected one of `function`, `maxIterations`, `flag`, `isLast`";
        for (json, message) in [
            (r#"{"maxIterations": 4, "flag": false}"#, "function is missing"),
            (r#"{"function": "g", "flag": false}"#, "maxIterations is missing"),
            (r#"{"function": "g", "maxIterations": 4}"#, "flag is missing"),
            (r#"{"function": "g", "maxIterations": 4, "flag": "x"}"#, r#"flag must be a boolean, got "x""#),
            (r#"{"function": "g", "maxIterations": 4, "flag": true, "wrong": 1}"#, &format!("wrong {expected}")),
            (r#"{"function": "g", "..": {"maxIterations": 4, "flag": true}}"#, &format!(".. {expected}")),
            (
                r#"{"function": "g", "maxIterations": 4, "flag": true, "flag": 1}"#,
                "problem cannot be read: duplicate field `flag`",
            ),
        ] {
            assert_eq!(read::<Problem>(json).unwrap_err().message, message, "{json}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        assert!(read::<Example>("{").unwrap_err().message.starts_with("problem cannot be read: EOF while parsing"));
    }
}
