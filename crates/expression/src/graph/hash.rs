//! Hash consing: equal nodes share an id.

use super::{Id, Node};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A map with a simple hash function.
pub type SpreadMap<K, T> = HashMap<K, T, BuildHasherDefault<Spread>>;

/// A map keyed by nodes.
pub type IdMap<T> = SpreadMap<Id, T>;

/// A set of nodes.
pub type IdSet = HashSet<Id, BuildHasherDefault<Spread>>;

/// Node ids by hash value, with collisions chained.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    heads: SpreadMap<u64, Id>,
    next: Vec<Option<Id>>,
}

impl Chains {
    /// The id of a node in `nodes`; adds the node if it is new.
    pub fn find_or_add(&mut self, node: &Node, nodes: &mut Vec<Node>) -> Id {
        let mut hasher = Spread::default();
        node.hash(&mut hasher);
        let hash = hasher.finish();
        let mut at = self.heads.get(&hash).copied();
        while let Some(id) = at {
            if nodes[id.index()] == *node {
                return id;
            }
            at = self.next[id.index()];
        }
        let id = Id(nodes.len() as u32);
        nodes.push(node.clone());
        self.next.push(self.heads.insert(hash, id));
        id
    }
}

/// Multiplies and rotates. A simple hash function is sufficient, because the order of nodes does not depend on hash
/// values.
#[derive(Default)]
pub struct Spread(u64);

impl Spread {
    /// An odd number with well-mixed bits: 2^64 divided by the golden ratio (Knuth, volume 3, section 6.4).
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(Self::FACTOR);
    }
}

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.mix(byte.into()));
    }
    fn write_u32(&mut self, word: u32) {
        self.mix(word.into());
    }
    fn write_u64(&mut self, word: u64) {
        self.mix(word);
    }
    fn write_usize(&mut self, word: usize) {
        self.mix(word as u64);
    }
    fn write_isize(&mut self, word: isize) {
        self.mix(word as u64);
    }
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
