//! SIMD lanes over neighboring elements: every operation acts on a whole vector of elements at once.

use superlinear_numerics::simd::{self, Arithmetic};

/// The number of lanes: as many doubles as a WebAssembly register has, so that an odd element wastes only one; natively
/// as many as the longest registers have.
pub(crate) const LANES: usize = if cfg!(target_family = "wasm") { 2 } else { simd::LANES };

/// One number for each of `LANES` neighboring elements.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(target_family = "wasm", repr(align(16)))]
#[cfg_attr(not(target_family = "wasm"), repr(align(64)))]
pub(crate) struct Lanes(pub [f64; LANES]);

impl Lanes {
    /// The same number in all lanes.
    pub(crate) fn all(value: f64) -> Self {
        Self([value; LANES])
    }

    /// The sum over all lanes, by halves.
    pub fn sum(&self) -> f64 {
        let mut sums = self.0;
        let mut half = LANES / 2;
        while half > 0 {
            for l in 0..half {
                sums[l] += sums[l + half];
            }
            half /= 2;
        }
        sums[0]
    }
}

#[cfg(not(target_family = "wasm"))]
impl Lanes {
    /// The lanewise product.
    #[inline(always)]
    pub(crate) fn times(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|l| self.0[l] * other.0[l]))
    }

    /// Adds the lanewise product of two others.
    #[inline(always)]
    pub(crate) fn plus_product<A: Arithmetic>(&self, arithmetic: A, a: &Self, b: &Self) -> Self {
        Self(std::array::from_fn(|l| arithmetic.mul_add(a.0[l], b.0[l], self.0[l])))
    }
}

/// WebAssembly code uses registers explicitly, because the compiler was observed to process the two numbers of a
/// register separately.
#[cfg(target_family = "wasm")]
mod registers {
    use super::{Arithmetic, Lanes};
    use std::arch::wasm32::{f64x2_add, f64x2_mul, v128};

    impl Lanes {
        /// The lanewise product.
        #[inline(always)]
        pub(crate) fn times(&self, other: &Self) -> Self {
            Self::of_register(f64x2_mul(self.register(), other.register()))
        }

        /// Adds the lanewise product of two others.
        #[inline(always)]
        pub(crate) fn plus_product<A: Arithmetic>(&self, _: A, a: &Self, b: &Self) -> Self {
            Self::of_register(f64x2_add(self.register(), f64x2_mul(a.register(), b.register())))
        }

        #[inline(always)]
        fn register(&self) -> v128 {
            // SAFETY: any 16 bytes are a valid register.
            unsafe { std::mem::transmute(*self) }
        }

        #[inline(always)]
        fn of_register(register: v128) -> Self {
            // SAFETY: any 16 bytes are two valid doubles.
            unsafe { std::mem::transmute(register) }
        }
    }
}

/// All numbers, lane by lane.
pub(crate) fn flat(lanes: &[Lanes]) -> &[f64] {
    // SAFETY: `Lanes` has the size of its array, which equals the alignment, so there is no padding between numbers.
    unsafe { std::slice::from_raw_parts(lanes.as_ptr().cast(), lanes.len() * LANES) }
}

/// All numbers, lane by lane, mutable.
pub(crate) fn flat_mut(lanes: &mut [Lanes]) -> &mut [f64] {
    // SAFETY: `Lanes` has the size of its array, which equals the alignment, so there is no padding between numbers.
    unsafe { std::slice::from_raw_parts_mut(lanes.as_mut_ptr().cast(), lanes.len() * LANES) }
}

/// The memory layout of numbers of all elements: elements form groups, and within a group each number is stored for all
/// elements side by side. Lanes beyond the last element hold 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lanewise {
    pub elements: usize,
}

impl Lanewise {
    /// The number of groups.
    pub(crate) fn groups(self) -> usize {
        self.elements.div_ceil(LANES)
    }

    /// Lays out `count` numbers per element, computed by `value` from the element and the index within it.
    pub(crate) fn make(self, count: usize, value: &dyn Fn(usize, usize) -> f64) -> Vec<Lanes> {
        let mut lanes = vec![Lanes::default(); self.groups() * count];
        for element in 0..self.elements {
            for place in 0..count {
                let (index, lane) = self.place(count, element, place);
                lanes[index].0[lane] = value(element, place);
            }
        }
        lanes
    }

    /// Lays out numbers given element by element.
    pub(crate) fn spread(self, values: &[f64]) -> Vec<Lanes> {
        let count = values.len() / self.elements;
        self.make(count, &|element, place| values[element * count + place])
    }

    /// The numbers, element by element.
    pub(crate) fn gather(self, lanes: &[Lanes]) -> Vec<f64> {
        let count = lanes.len() / self.groups();
        let number = |i: usize| {
            let (index, lane) = self.place(count, i / count, i % count);
            lanes[index].0[lane]
        };
        (0..self.elements * count).map(number).collect()
    }

    /// The position of a number of an element with `count` numbers: the index of its vector, and the lane.
    pub(crate) fn place(self, count: usize, element: usize, place: usize) -> (usize, usize) {
        (element / LANES * count + place, element % LANES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_their_order() {
        let lanewise = Lanewise { elements: 11 };
        let values: Vec<f64> = (0..33).map(f64::from).collect();
        let lanes = lanewise.spread(&values);
        assert_eq!(lanes.len(), 6);
        assert_eq!(lanes[4], Lanes([25.0, 28.0, 31.0, 0.0, 0.0, 0.0, 0.0, 0.0]));
        assert_eq!(lanewise.gather(&lanes), values);
    }
}
