//! Numbers of neighbouring elements side by side: what is done to every element is done to a whole vector of them at once.

use superlinear_numerics::simd::{self, Arithmetic};

/// How many elements lie side by side: as many doubles as a register of WebAssembly has, so that an odd element wastes no more
/// than one; natively as many as the longest registers have.
pub const LANES: usize = if cfg!(target_family = "wasm") { 2 } else { simd::LANES };

/// A number of each of as many neighbouring elements as a vector has lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(target_family = "wasm", repr(align(16)))]
#[cfg_attr(not(target_family = "wasm"), repr(align(64)))]
pub struct Lanes(pub [f64; LANES]);

impl Lanes {
    /// One number for all.
    pub fn all(value: f64) -> Self {
        Self([value; LANES])
    }

    /// The sum of all numbers, by halves.
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
    /// Products with the numbers of `other`.
    #[inline(always)]
    pub fn times(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|l| self.0[l] * other.0[l]))
    }

    /// Sums with products of the numbers of two others.
    #[inline(always)]
    pub fn plus_product<A: Arithmetic>(&self, arithmetic: A, a: &Self, b: &Self) -> Self {
        Self(std::array::from_fn(|l| arithmetic.mul_add(a.0[l], b.0[l], self.0[l])))
    }
}

/// In WebAssembly registers are named, since the compiler was seen to compute with the two numbers of one apart.
#[cfg(target_family = "wasm")]
mod registers {
    use super::{Arithmetic, Lanes};
    use std::arch::wasm32::{f64x2_add, f64x2_mul, v128};

    impl Lanes {
        /// Products with the numbers of `other`.
        #[inline(always)]
        pub fn times(&self, other: &Self) -> Self {
            Self::of_register(f64x2_mul(self.register(), other.register()))
        }

        /// Sums with products of the numbers of two others.
        #[inline(always)]
        pub fn plus_product<A: Arithmetic>(&self, _: A, a: &Self, b: &Self) -> Self {
            Self::of_register(f64x2_add(self.register(), f64x2_mul(a.register(), b.register())))
        }

        #[inline(always)]
        fn register(&self) -> v128 {
            // SAFETY: a register is any 16 bytes.
            unsafe { std::mem::transmute(*self) }
        }

        #[inline(always)]
        fn of_register(register: v128) -> Self {
            // SAFETY: two doubles are any 16 bytes.
            unsafe { std::mem::transmute(register) }
        }
    }
}

/// All numbers one after another.
pub fn flat(lanes: &[Lanes]) -> &[f64] {
    // SAFETY: `Lanes` is as large as the array in it, whose size is its alignment: there is nothing between the numbers.
    unsafe { std::slice::from_raw_parts(lanes.as_ptr().cast(), lanes.len() * LANES) }
}

/// All numbers one after another.
pub fn flat_mut(lanes: &mut [Lanes]) -> &mut [f64] {
    // SAFETY: `Lanes` is as large as the array in it, whose size is its alignment: there is nothing between the numbers.
    unsafe { std::slice::from_raw_parts_mut(lanes.as_mut_ptr().cast(), lanes.len() * LANES) }
}

/// How the numbers of all elements lie: groups of elements, in each of them the numbers one after another, each of all elements
/// of the group side by side. Lanes beyond the last element hold 0.
#[derive(Clone, Copy, Debug)]
pub struct Lanewise {
    pub elements: usize,
}

impl Lanewise {
    /// How many groups the elements are in.
    pub fn groups(self) -> usize {
        self.elements.div_ceil(LANES)
    }

    /// Lays out `count` numbers an element: `value` is asked for those of an element and a place in it.
    pub fn make(self, count: usize, value: &dyn Fn(usize, usize) -> f64) -> Vec<Lanes> {
        let mut lanes = vec![Lanes::default(); self.groups() * count];
        for element in 0..self.elements {
            for place in 0..count {
                let (index, lane) = self.place(count, element, place);
                lanes[index].0[lane] = value(element, place);
            }
        }
        lanes
    }

    /// Lays out numbers that are given element by element.
    pub fn spread(self, values: &[f64]) -> Vec<Lanes> {
        let count = values.len() / self.elements;
        self.make(count, &|element, place| values[element * count + place])
    }

    /// The numbers element by element.
    pub fn gather(self, lanes: &[Lanes]) -> Vec<f64> {
        let count = lanes.len() / self.groups();
        let number = |i: usize| {
            let (index, lane) = self.place(count, i / count, i % count);
            lanes[index].0[lane]
        };
        (0..self.elements * count).map(number).collect()
    }

    /// Where a number of an element that has `count` of them lies: which lanes, and which of these.
    pub fn place(self, count: usize, element: usize, place: usize) -> (usize, usize) {
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
