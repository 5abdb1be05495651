//! The transformation of the three stages of Radau to one real and one complex vector, in which the Newton systems
//! separate.

use superlinear_systems::scalar::Complex;

/// The transformation back to stages, and its inverse. The first column, or row, is for the real vector, the others are
/// for real and imaginary parts.
const T: [[f64; 3]; 3] = [
    [0.094_438_762_488_975_24, -0.141_255_295_020_954_2, 0.030_029_194_105_147_42],
    [0.250_213_122_965_333_3, 0.204_129_352_293_799_94, -0.382_942_112_757_261_9],
    [1.0, 1.0, 0.0],
];
const T_INVERSE: [[f64; 3]; 3] = [
    [4.178_718_591_551_904, 0.327_682_820_761_062_37, 0.523_376_445_499_449_5],
    [-4.178_718_591_551_904, -0.327_682_820_761_062_37, 0.476_623_554_500_550_44],
    [0.502_872_634_945_786_8, -2.571_926_949_855_605, 0.596_039_204_828_224_9],
];

/// Transformed stages.
#[derive(Default)]
pub(crate) struct Transformed {
    pub real: Vec<f64>,
    pub complex: Vec<Complex>,
}

impl Transformed {
    pub fn new(count: usize) -> Self {
        Self { real: vec![0.0; count], complex: vec![Complex::default(); count] }
    }

    /// Transforms stages.
    pub fn set(&mut self, [first, second, third]: [&[f64]; 3]) {
        let own = self.real.iter_mut().zip(&mut self.complex);
        for ((real, complex), ((a, b), c)) in own.zip(first.iter().zip(second).zip(third)) {
            let [x, y, z] = T_INVERSE.map(|[s, t, u]| s * a + t * b + u * c);
            (*real, *complex) = (x, Complex::new(y, z));
        }
    }

    /// Writes the stages.
    pub fn write(&self, [first, second, third]: [&mut [f64]; 3]) {
        let own = self.real.iter().zip(&self.complex);
        for ((real, complex), ((a, b), c)) in own.zip(first.iter_mut().zip(second).zip(third)) {
            [*a, *b, *c] = T.map(|[s, t, u]| s * real + t * complex.re + u * complex.im);
        }
    }

    /// Adds corrections.
    pub fn add(&mut self, corrections: &Self) {
        self.real.iter_mut().zip(&corrections.real).for_each(|(x, correction)| *x += correction);
        self.complex.iter_mut().zip(&corrections.complex).for_each(|(x, correction)| *x += correction);
    }
}
