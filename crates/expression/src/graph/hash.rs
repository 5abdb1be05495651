//! Equal nodes are one: from what a node is to its number.

use super::{Id, Node};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A map whose hashes are simple.
pub type SpreadMap<K, T> = HashMap<K, T, BuildHasherDefault<Spread>>;

/// Something of some nodes.
pub type IdMap<T> = SpreadMap<Id, T>;

/// Some nodes.
pub type IdSet = HashSet<Id, BuildHasherDefault<Spread>>;

/// Node numbers by hash; those of one hash in a chain.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    heads: SpreadMap<u64, Id>,
    next: Vec<Option<Id>>,
}

impl Chains {
    /// The number of a node among `nodes`, to which it is added where it is new.
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

/// Multiplies and rotates: the order of nodes depends on no hash, so that a simple one serves.
#[derive(Default)]
pub struct Spread(u64);

impl Spread {
    /// An odd number whose bits are mixed: 2^64 over the golden ratio (Knuth, volume 3, section 6.4).
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
