//! The sum of all parts: a shape and half the square for each variable, a norm for each block, and a box.
//!
//! Blocks are the units of updates: groups of variables, or single variables without groups.

mod norm;

use crate::absolute::Absolute;
use crate::blocks::Blocks;
use crate::interval::{Bounds, Interval};
use crate::shape::Shape;
use crate::univariate::{Univariate, Variable, margin};
use norm::norm_of;
use std::borrow::Cow;
use superlinear_numerics::parallel::sum;

/// The strengths of a penalty with `lambda` 1.
#[derive(Clone)]
pub struct Strengths {
    /// The penalty on the size of each coefficient, to be multiplied by its strength.
    pub shape: Shape,
    /// The strength of each variable's shape: its slope at zero.
    pub absolute: Vec<f64>,
    /// The factor of half each variable's square.
    pub square: Vec<f64>,
    /// The factor of each block's norm. With a norm, the shape is the absolute value, and there are no squares.
    pub norm: Vec<f64>,
    /// The blocks that partition the variables.
    pub blocks: Blocks,
    /// The box, if any.
    pub bounds: Option<Bounds>,
}

impl Strengths {
    /// The penalty with this `lambda`.
    #[inline]
    pub fn times(&self, lambda: f64) -> Penalty<'_> {
        Penalty { of: self, lambda }
    }

    /// Returns whether the penalty is convex, for any `lambda`.
    pub fn is_convex(&self) -> bool {
        self.shape.is_convex()
    }

    /// Returns whether block `b` has a norm.
    #[inline]
    pub fn has_norm(&self, b: usize) -> bool {
        self.norm[b] > 0.0
    }

    /// The allowed values of a variable.
    #[inline]
    pub fn interval(&self, variable: usize) -> Interval {
        Bounds::interval(&self.bounds, variable)
    }

    /// All factors multiplied by `lambda`.
    pub fn strengths(&self) -> impl Iterator<Item = f64> {
        self.absolute.iter().chain(&self.square).chain(&self.norm).copied()
    }

    /// The strengths of kinks without another term that keeps the conjugate finite.
    pub fn kinks(&self) -> impl Iterator<Item = f64> {
        let alone = self.absolute.iter().zip(&self.square).filter(|(_, square)| **square == 0.0);
        alone.map(|(absolute, _)| absolute).chain(&self.norm).copied()
    }

    /// The strengths of the absolute value and of half the square of each coefficient with a square.
    pub fn squares(&self) -> impl Iterator<Item = (f64, f64)> {
        let strengths = self.absolute.iter().zip(&self.square).filter(|(_, square)| **square > 0.0);
        strengths.map(|(absolute, square)| (*absolute, *square))
    }

    /// Returns whether any term of the penalty can make coefficients zero.
    pub fn has_kinks(&self) -> bool {
        self.absolute.iter().chain(&self.norm).any(|strength| *strength > 0.0)
    }

    /// Returns whether a square or a bound makes some conjugate finite, so that [`Penalty::excess`] may be larger with
    /// `everywhere`.
    pub fn is_finite_somewhere(&self) -> bool {
        self.bounds.is_some() || sum(&self.square) > 0.0
    }
}

/// A penalty: `lambda` times its strengths.
#[derive(Clone, Copy)]
pub struct Penalty<'a> {
    /// The strengths.
    pub of: &'a Strengths,
    /// The common factor of the strengths.
    pub lambda: f64,
}

impl<'a> Penalty<'a> {
    /// The strength of a variable's shape: its slope at zero.
    #[inline]
    pub fn strength(self, variable: usize) -> f64 {
        self.lambda * self.of.absolute[variable]
    }

    /// The factor of half a variable's square.
    #[inline]
    pub fn square(self, variable: usize) -> f64 {
        self.lambda * self.of.square[variable]
    }

    /// The factor of a block's norm.
    #[inline]
    pub fn norm(self, b: usize) -> f64 {
        self.lambda * self.of.norm[b]
    }

    /// The variables of a block.
    #[inline]
    pub fn members(self, b: usize) -> &'a [u32] {
        self.of.blocks.members(b)
    }

    /// The allowed values of a variable.
    #[inline]
    pub fn interval(self, variable: usize) -> Interval {
        self.of.interval(variable)
    }

    /// The part of the penalty that depends on one coefficient only.
    #[inline]
    fn variable(self, variable: usize) -> Variable {
        let (strength, square) = (self.strength(variable), self.square(variable));
        Variable { strength, square, interval: self.interval(variable) }
    }

    /// Returns whether the penalty is smooth at zero along the variable, so that it is zero only by chance.
    #[inline]
    pub fn is_smooth(self, variable: usize, block: usize) -> bool {
        self.strength(variable) == 0.0 && self.norm(block) == 0.0
    }

    /// Returns whether the variable is not penalized at all.
    pub fn is_free(self, variable: usize, block: usize) -> bool {
        self.is_smooth(variable, block) && self.square(variable) == 0.0
    }

    /// Returns whether the penalty has a kink at zero along the variable alone.
    #[inline]
    pub fn has_kink(self, variable: usize) -> bool {
        self.strength(variable) > 0.0
    }

    /// The penalty of all coefficients.
    pub fn value(self, w: &[f64]) -> f64 {
        let nonzeros = w.iter().enumerate().filter(|(_, w)| **w != 0.0);
        let of_variables: f64 = nonzeros.map(|(variable, &w)| self.variable_value(variable, w)).sum();
        let size = |b: usize| norm_of(self.members(b).iter().map(|&variable| w[variable as usize]));
        let norms = (0..self.of.norm.len()).filter(|&b| self.of.has_norm(b));
        of_variables + norms.map(|b| self.norm(b) * size(b)).sum::<f64>()
    }

    /// The penalty of one block with the coefficients `w`.
    pub fn block_value(self, b: usize, w: &[f64]) -> f64 {
        let mut value = 0.0;
        let mut squares = 0.0;
        for (&variable, &w) in self.members(b).iter().zip(w) {
            if w != 0.0 {
                value += self.variable_value(variable as usize, w);
                squares += w * w;
            }
        }
        if squares == 0.0 || !self.of.has_norm(b) { value } else { value + self.norm(b) * squares.sqrt() }
    }

    /// The part of the penalty that depends on one coefficient only.
    #[inline]
    fn variable_value(self, variable: usize, w: f64) -> f64 {
        self.variable(variable).value(self.of.shape, w)
    }

    /// The first and second derivative of the part of the penalty that depends on one coefficient only, at a nonzero
    /// coefficient.
    #[inline]
    pub fn derivatives(self, variable: usize, w: f64) -> (f64, f64) {
        self.variable(variable).derivatives(self.of.shape, w)
    }

    /// The minimizer of `curvature / 2 (w - target)^2` plus the variable's own part of the penalty, within its bounds.
    #[inline]
    pub fn prox(self, variable: usize, target: f64, curvature: f64) -> f64 {
        self.of.shape.prox(self.variable(variable), target, curvature)
    }

    /// The strengths of a convex majorant: the strengths themselves if the penalty is convex, otherwise those of its
    /// tangent at the sizes of `w`, as factors of absolute values (Zou, Li, One-step sparse estimates in nonconcave
    /// penalized likelihood models, Ann. Stat. 36, 2008).
    pub fn majorant(self, w: &[f64]) -> Cow<'a, Strengths> {
        if self.of.is_convex() || self.lambda == 0.0 {
            return Cow::Borrowed(self.of);
        }
        let mut tangent = self.of.clone();
        tangent.shape = Shape::Absolute(Absolute);
        for (variable, absolute) in tangent.absolute.iter_mut().enumerate() {
            if w[variable] != 0.0 {
                let (first, _) = self.of.shape.derivatives(self.strength(variable), w[variable].abs());
                // Negative values are rounding errors.
                *absolute = first.abs() / self.lambda;
            }
        }
        Cow::Owned(tangent)
    }

    /// The violation of the optimality conditions of block `b`: the norm of the smallest change of the loss's negative
    /// slopes that would satisfy them.
    pub fn violation(self, b: usize, w: &[f64], slopes: &[f64]) -> f64 {
        match self.members(b) {
            [variable] if self.norm(b) == 0.0 => self.violation_of_variable(*variable as usize, w, slopes, 0.0),
            _ => self.violation_of_block(b, w, slopes),
        }
    }

    /// The violation along one variable; `pull` times the coefficient is the slope of a norm.
    #[inline]
    fn violation_of_variable(self, variable: usize, w: &[f64], slopes: &[f64], pull: f64) -> f64 {
        self.variable(variable).violation(self.of.shape, w[variable], slopes[variable], pull)
    }

    /// The amount by which the slopes of a block, times `scale`, are too small to move it from zero in the directions
    /// allowed by the box; minus infinity if nothing keeps it there.
    pub fn margin(self, b: usize, slopes: &[f64], scale: f64) -> f64 {
        if self.norm(b) != 0.0 {
            return self.margin_of_norm(b, slopes, scale);
        }
        let mut smallest = f64::INFINITY;
        for &variable in self.members(b) {
            let variable = variable as usize;
            let margin = margin(self.strength(variable), self.interval(variable), scale * slopes[variable]);
            smallest = if margin < smallest { margin } else { smallest };
        }
        smallest
    }

    /// The factor by which the slopes of block `b` exceed the domain of the conjugate penalty: the dual point must be
    /// divided by it if it is above 1. `everywhere` also counts slopes for which only the square or a bound makes the
    /// conjugate finite.
    pub fn excess(self, b: usize, slopes: &[f64], everywhere: bool) -> f64 {
        if self.norm(b) != 0.0 {
            return self.excess_of_norm(b, slopes, everywhere);
        }
        let mut largest: f64 = 0.0;
        for &variable in self.members(b) {
            let strength = self.strength(variable as usize);
            if strength > 0.0 {
                let pull = self.pull(variable as usize, slopes[variable as usize], true, everywhere);
                if pull > largest * strength {
                    largest = pull / strength;
                }
            }
        }
        largest
    }

    /// The part of a slope not balanced by a bound or a square; with `everywhere`, by a bound that keeps the variable
    /// at zero. `is_alone` means that there is no norm.
    #[inline(always)]
    fn pull(self, variable: usize, slope: f64, is_alone: bool, everywhere: bool) -> f64 {
        let reach = self.interval(variable).reach(slope);
        let is_finite = self.square(variable) > 0.0 || (reach < f64::INFINITY && is_alone);
        if reach == 0.0 || (is_finite && !everywhere) { 0.0 } else { slope.abs() }
    }

    /// Returns whether [`Penalty::conjugate`] is valid along a variable: not for an unpenalized variable with bounds,
    /// nor with a norm and bounds other than on the sign.
    pub fn has_conjugate(self, variable: usize, block: usize) -> bool {
        if self.is_free(variable, block) {
            self.interval(variable).is_all()
        } else {
            !self.of.has_norm(block) || self.interval(variable).is_of_signs()
        }
    }

    /// The conjugate of the penalty of block `b` at slopes, times `scale`, that are within its domain.
    pub fn conjugate(self, b: usize, slopes: &[f64], scale: f64) -> f64 {
        if self.of.has_norm(b) {
            return 0.0;
        }
        let of_variable = |&variable: &u32| {
            let variable = variable as usize;
            self.of.shape.conjugate(self.variable(variable), scale * slopes[variable])
        };
        self.members(b).iter().map(of_variable).sum()
    }
}
