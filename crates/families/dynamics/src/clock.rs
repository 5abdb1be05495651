//! The time limit within a row of many numbers.

use superlinear_interface::Watch;

/// Numbers computed within a row between two looks at the clock.
const NUMBERS_PER_LOOK: usize = 1 << 16;

/// A look at the clock for every [`NUMBERS_PER_LOOK`] numbers.
pub(crate) struct Clock<'a> {
    watch: &'a Watch<'a>,
    numbers: usize,
}

impl<'a> Clock<'a> {
    pub fn new(watch: &'a Watch<'a>) -> Self {
        Self { watch, numbers: 0 }
    }

    /// Whether work should stop before these numbers.
    #[inline]
    pub fn is_over(&mut self, numbers: usize) -> bool {
        self.numbers = self.numbers.saturating_add(numbers);
        if self.numbers < NUMBERS_PER_LOOK {
            return false;
        }
        self.numbers = 0;
        self.watch.is_over()
    }
}
