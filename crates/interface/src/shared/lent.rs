//! Numbers lent by the caller: a solve reads them in place.

use super::{Memory, Shared};
use std::marker::PhantomData;
use std::process::abort;
use std::ptr::NonNull;
use std::sync::Arc;

/// Numbers of a slice. Its lender waits for this to be dropped.
#[derive(Clone)]
pub(super) struct Lent<T> {
    numbers: NonNull<[T]>,
    _loan: Arc<()>,
}

// SAFETY: a `Lent` gives access to `&[T]` alone, which is `Send` and `Sync` for these types.
unsafe impl<T: Sync> Send for Lent<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Lent<T> {}

impl<T> Lent<T> {
    pub fn as_slice(&self) -> &[T] {
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
        let test = "shared::lent::tests::the_process_ends_where_lent_numbers_are_kept";
        let ended = Command::new(program)
            .args(["--exact", "--nocapture", test])
            .env(TO_BE_ENDED, "1")
            .output()
            .expect("its output");
        assert!(!ended.status.success());
        assert!(String::from_utf8_lossy(&ended.stderr).contains("kept beyond its end"));
    }
}
