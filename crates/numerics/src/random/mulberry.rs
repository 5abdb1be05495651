//! The generator mulberry32: one line in any language, so that other programs draw the same problems.

use std::f64::consts::TAU;

/// The generator mulberry32 (T. Ettinger, 2017, public domain) from a seed. Its period of 2³² is too short for anything
/// but test problems.
#[derive(Clone, Debug)]
pub struct Mulberry32(pub u32);

impl Mulberry32 {
    /// A uniform number from 0 and below 1.
    pub fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = (self.0 ^ self.0 >> 15).wrapping_mul(1 | self.0);
        t = t.wrapping_add((t ^ t >> 7).wrapping_mul(61 | t)) ^ t;
        f64::from(t ^ t >> 14) / 4_294_967_296.0
    }

    /// The next `count` uniform numbers.
    pub fn uniforms(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.uniform()).collect()
    }

    /// An integer from 0 and below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.uniform() * bound as f64) as usize
    }

    /// A normal number from two uniform ones: the cosine of Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        (-2.0 * (1.0 - u).ln()).sqrt() * (TAU * v).cos()
    }

    /// The next `count` normal numbers.
    pub fn normals(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.normal()).collect()
    }

    /// An approximately normal number: the centered and scaled sum of four uniform ones. It has the same bits on all
    /// platforms.
    pub fn sum_of_four(&mut self) -> f64 {
        let sum = ((self.uniform() + self.uniform()) + self.uniform()) + self.uniform();
        (sum - 2.0) * 1.732_050_807_568_877_2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_other_programs() {
        let mut random = Mulberry32(1);
        assert_eq!(random.uniforms(3), [0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
        let normals = Mulberry32(1).normals(2);
        for (normal, expected) in normals.into_iter().zip([1.4043387784152637, 1.2157546192705377]) {
            assert!((normal / expected - 1.0).abs() < 1e-15);
        }
        let mut random = Mulberry32(1);
        assert_eq!([(); 2].map(|()| random.sum_of_four()), [0.23955591013083458, 1.0098954378769778]);
    }
}
