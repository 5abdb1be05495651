//! Memory of arrays: owned by the engine, or lent by the caller for the time of a call.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::process::abort;
use std::ptr::NonNull;
use std::sync::Arc;

/// Numbers shared by several arrays. Lent ones are only read, and copied before a change.
#[derive(Clone)]
pub struct Shared<T>(Memory<T>);

#[derive(Clone)]
enum Memory<T> {
    Owned(Arc<Vec<T>>),
    Lent(Lent<T>),
}

/// Numbers of a slice. Its lender waits for this to be dropped.
#[derive(Clone)]
struct Lent<T> {
    numbers: NonNull<[T]>,
    _loan: Arc<()>,
}

// SAFETY: a `Lent` gives access to `&[T]` alone, which is `Send` and `Sync` for these types.
unsafe impl<T: Sync> Send for Lent<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Lent<T> {}

impl<T> Lent<T> {
    fn as_slice(&self) -> &[T] {
        // SAFETY: the slice was borrowed for longer than `lending` runs, and `lending` does not return before `_loan` is
        // dropped.
        unsafe { self.numbers.as_ref() }
    }
}

/// Lends slices during [`lending`].
pub struct Lender<'env> {
    loan: Arc<()>,
    /// Invariant, so that slices are borrowed for all of [`lending`].
    _env: PhantomData<&'env mut &'env ()>,
}

impl<'env> Lender<'env> {
    /// The numbers of the slice, read in place.
    pub fn lend<T>(&self, slice: &'env [T]) -> Shared<T> {
        Shared(Memory::Lent(Lent { numbers: NonNull::from(slice), _loan: Arc::clone(&self.loan) }))
    }
}

impl Drop for Lender<'_> {
    fn drop(&mut self) {
        if Arc::get_mut(&mut self.loan).is_none() {
            // The borrowed memory may be freed once this returns, even to a handler of panics.
            eprintln!("superlinear: an array of a call was kept beyond its end");
            abort();
        }
    }
}

/// Does `work` with slices lent without copies. Ends the process if one of the lent arrays is alive afterwards: nothing
/// made from them may be kept, neither in the result nor elsewhere.
pub fn lending<'env, Output>(work: impl FnOnce(&Lender<'env>) -> Output) -> Output {
    let lender = Lender { loan: Arc::new(()), _env: PhantomData };
    work(&lender)
}

impl<T: Clone> Shared<T> {
    /// The numbers, copied if they are shared or lent.
    pub fn into_vec(self) -> Vec<T> {
        match self.0 {
            Memory::Owned(numbers) => Arc::unwrap_or_clone(numbers),
            Memory::Lent(lent) => lent.as_slice().to_vec(),
        }
    }

    /// Mutable access to the numbers, unless they are shared or lent.
    pub fn unshared(&mut self) -> Option<&mut [T]> {
        match &mut self.0 {
            Memory::Owned(numbers) => Arc::get_mut(numbers).map(Vec::as_mut_slice),
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
            Memory::Lent(lent) => lent.as_slice(),
        }
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        if let Memory::Lent(lent) = &self.0 {
            *self = lent.as_slice().to_vec().into();
        }
        let Memory::Owned(numbers) = &mut self.0 else { unreachable!("lent numbers were copied") };
        Arc::<Vec<T>>::make_mut(numbers)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vector;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::process::Command;

    #[test]
    fn lent_numbers_are_read_in_place() {
        let numbers = [1.0, 2.0, 3.0];
        let sum: f64 = lending(|lender| {
            let lent = lender.lend(&numbers);
            assert_eq!(lent.as_ptr(), numbers.as_ptr());
            let copy = lent.clone();
            std::thread::spawn(move || copy.iter().sum()).join().expect("a sum")
        });
        assert_eq!(sum, 6.0);
    }

    #[test]
    fn lent_numbers_are_copied_before_they_are_changed() {
        let numbers = vec![1, 2, 3];
        let kept = lending(|lender| {
            let mut vector = Vector::from(lender.lend(&numbers));
            assert!(vector.unshared().is_none());
            vector[0] = 7;
            assert_ne!(vector.as_ptr(), numbers.as_ptr());
            let taken = lender.lend(&numbers).into_vec();
            assert_ne!(taken.as_ptr(), numbers.as_ptr());
            (vector, taken)
        });
        assert_eq!((&*kept.0, &*kept.1), (&[7, 2, 3][..], &[1, 2, 3][..]));
        assert_eq!(numbers, [1, 2, 3]);
    }

    #[test]
    fn a_panic_passes_once_nothing_is_lent() {
        let numbers = [1.0];
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            lending(|lender| {
                let _lent = lender.lend(&numbers);
                panic!("of the work")
            })
        }));
        assert!(outcome.is_err());
    }

    /// The name of the variable for the process to be ended.
    const TO_BE_ENDED: &str = "SUPERLINEAR_KEEPS_LENT_NUMBERS";

    #[test]
    fn the_process_ends_where_lent_numbers_are_kept() {
        if std::env::var_os(TO_BE_ENDED).is_some() {
            lending(|lender| std::mem::forget(lender.lend(&[1.0])));
            return;
        }
        let program = std::env::current_exe().expect("this program");
        let test = "shared::tests::the_process_ends_where_lent_numbers_are_kept";
        let ended = Command::new(program)
            .args(["--exact", "--nocapture", test])
            .env(TO_BE_ENDED, "1")
            .output()
            .expect("its output");
        assert!(!ended.status.success());
        assert!(String::from_utf8_lossy(&ended.stderr).contains("kept beyond its end"));
    }
}
