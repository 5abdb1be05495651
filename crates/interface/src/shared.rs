//! Memory of arrays: owned by the engine, or lent by the caller for the time of a call.

#[cfg(not(target_family = "wasm"))]
mod lent;

#[cfg(not(target_family = "wasm"))]
pub use lent::{Lender, lending};

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// Numbers shared by several arrays. Lent ones are only read, and copied before a change.
#[derive(Clone)]
pub struct Shared<T>(Memory<T>);

/// WebAssembly has no access to the caller's memory, and each access to an array would have one branch more.
#[derive(Clone)]
enum Memory<T> {
    Owned(Arc<Vec<T>>),
    #[cfg(not(target_family = "wasm"))]
    Lent(lent::Lent<T>),
}

impl<T: Clone> Shared<T> {
    /// The numbers, copied if they are shared or lent.
    pub fn into_vec(self) -> Vec<T> {
        match self.0 {
            Memory::Owned(numbers) => Arc::unwrap_or_clone(numbers),
            #[cfg(not(target_family = "wasm"))]
            Memory::Lent(lent) => lent.as_slice().to_vec(),
        }
    }

    /// Mutable access to the numbers, unless they are shared or lent.
    pub fn unshared(&mut self) -> Option<&mut [T]> {
        match &mut self.0 {
            Memory::Owned(numbers) => Arc::get_mut(numbers).map(Vec::as_mut_slice),
            #[cfg(not(target_family = "wasm"))]
            Memory::Lent(_) => None,
        }
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(numbers: Vec<T>) -> Self {
        Self(Memory::Owned(Arc::new(numbers)))
    }
}

impl<T> Deref for Shared<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Memory::Owned(numbers) => numbers,
            #[cfg(not(target_family = "wasm"))]
            Memory::Lent(lent) => lent.as_slice(),
        }
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        #[cfg(not(target_family = "wasm"))]
        if let Memory::Lent(lent) = &self.0 {
            *self = lent.as_slice().to_vec().into();
        }
        match &mut self.0 {
            Memory::Owned(numbers) => Arc::<Vec<T>>::make_mut(numbers),
            #[cfg(not(target_family = "wasm"))]
            Memory::Lent(_) => unreachable!("lent numbers were copied"),
        }
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}
