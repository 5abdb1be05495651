//! The penalties in one normal form: for each variable an absolute value and a square, for each block a norm, and a box.
//!
//! A variable is one coefficient: that of feature `j` for output `k` has number `j * outputs + k`, intercepts come last and
//! have no penalty. A block is what is updated at once: a group, or one variable where there are no groups.

use std::borrow::Cow;
use superlinear_numerics::parallel::sum;
use superlinear_numerics::vectors::larger;

/// How the absolute value of a coefficient counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Linearly.
    Convex,
    /// Ever less up to so many times its strength, and then no more (Zhang 2010).
    Mcp(f64),
    /// Linearly up to its strength, ever less up to so many times that, and then no more (Fan and Li 2001).
    Scad(f64),
}

/// The blocks that all variables are divided into.
#[derive(Clone)]
pub(super) struct Blocks {
    starts: Vec<u32>,
    members: Vec<u32>,
    /// Whether block `b` is variable `b` alone, for each `b`.
    is_single: bool,
}

impl Blocks {
    /// Each variable by itself.
    pub fn single(variables: usize) -> Self {
        Self { starts: (0..=variables as u32).collect(), members: (0..variables as u32).collect(), is_single: true }
    }

    /// The blocks with the given members.
    pub fn new(blocks: &[Vec<u32>]) -> Self {
        let mut starts = vec![0];
        for block in blocks {
            starts.push(starts[starts.len() - 1] + block.len() as u32);
        }
        Self { starts, members: blocks.concat(), is_single: false }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The variables of block `b`.
    #[inline]
    pub fn members(&self, b: usize) -> &[u32] {
        &self.members[self.starts[b] as usize..self.starts[b + 1] as usize]
    }

    /// The variables of some blocks.
    pub fn members_of<'a>(&self, blocks: &'a [u32]) -> Cow<'a, [u32]> {
        match self.is_single {
            true => Cow::Borrowed(blocks),
            false => blocks.iter().flat_map(|&b| self.members(b as usize)).copied().collect(),
        }
    }
}

/// The strengths of a penalty whose `lambda` is 1.
#[derive(Clone)]
pub(super) struct Strengths {
    pub shape: Shape,
    /// The factor of each variable's absolute value.
    pub absolute: Vec<f64>,
    /// The factor of half each variable's square.
    pub square: Vec<f64>,
    /// The factor of each block's norm.
    pub norm: Vec<f64>,
    pub blocks: Blocks,
    /// The box, where there is one.
    pub bounds: Option<Bounds>,
}

/// The least and the largest value of each variable.
#[derive(Clone)]
pub(super) struct Bounds {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

/// Halvings of the bracket of a norm; they take it to rounding.
const BISECTIONS: usize = 100;

impl Strengths {
    /// The penalty of this `lambda`.
    #[inline]
    pub fn times(&self, lambda: f64) -> Penalty<'_> {
        Penalty { of: self, lambda }
    }

    /// Whether the penalty is convex, whatever `lambda` is.
    pub fn is_convex(&self) -> bool {
        self.shape == Shape::Convex
    }

    /// The bounds of a variable.
    #[inline]
    pub fn bounds_of(&self, variable: usize) -> (f64, f64) {
        match &self.bounds {
            Some(bounds) => (bounds.lower[variable], bounds.upper[variable]),
            None => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// Whether anything in the penalty pulls coefficients to zero.
    pub fn has_kinks(&self) -> bool {
        self.absolute.iter().chain(&self.norm).any(|strength| *strength > 0.0)
    }

    /// Whether a square or a bound makes the conjugate of anything finite, so that [`Penalty::excess`] may count more `everywhere`.
    pub fn is_finite_somewhere(&self) -> bool {
        self.bounds.is_some() || sum(&self.square) > 0.0
    }
}

/// A penalty: `lambda` times its strengths.
#[derive(Clone, Copy)]
pub(super) struct Penalty<'a> {
    pub of: &'a Strengths,
    pub lambda: f64,
}

impl<'a> Penalty<'a> {
    /// The strength of a variable's absolute value.
    #[inline]
    pub fn strength(self, variable: usize) -> f64 {
        self.lambda * self.of.absolute[variable]
    }

    /// That of half a variable's square.
    #[inline]
    pub fn square(self, variable: usize) -> f64 {
        self.lambda * self.of.square[variable]
    }

    /// That of a block's norm.
    #[inline]
    pub fn norm(self, b: usize) -> f64 {
        self.lambda * self.of.norm[b]
    }

    /// The variables of a block.
    #[inline]
    pub fn members(self, b: usize) -> &'a [u32] {
        self.of.blocks.members(b)
    }

    /// The bounds of a variable.
    #[inline]
    pub fn bounds_of(self, variable: usize) -> (f64, f64) {
        self.of.bounds_of(variable)
    }

    /// Whether the variable may be zero only by chance: nothing in the penalty pulls it there.
    #[inline]
    pub fn is_smooth(self, variable: usize, block: usize) -> bool {
        self.strength(variable) == 0.0 && self.norm(block) == 0.0
    }

    /// Whether the penalty and the box leave the variable wholly free.
    pub fn is_free(self, variable: usize, block: usize) -> bool {
        self.is_smooth(variable, block) && self.square(variable) == 0.0
    }

    /// The penalty of all coefficients.
    pub fn value(self, w: &[f64]) -> f64 {
        let nonzeros = w.iter().enumerate().filter(|(_, w)| **w != 0.0);
        let of_variables: f64 = nonzeros.map(|(variable, &w)| self.scalar_value(variable, w)).sum();
        let square = |&variable: &u32| w[variable as usize] * w[variable as usize];
        let size = |b: usize| self.members(b).iter().map(square).sum::<f64>().sqrt();
        let norms = self.of.norm.iter().enumerate().filter(|(_, norm)| **norm > 0.0);
        of_variables + norms.map(|(b, norm)| self.lambda * norm * size(b)).sum::<f64>()
    }

    /// The penalty of one block with the coefficients `w`.
    pub fn block_value(self, b: usize, w: &[f64]) -> f64 {
        let mut value = 0.0;
        let mut squares = 0.0;
        for (&variable, &w) in self.members(b).iter().zip(w) {
            if w != 0.0 {
                value += self.scalar_value(variable as usize, w);
                squares += w * w;
            }
        }
        if squares == 0.0 || self.of.norm[b] == 0.0 { value } else { value + self.norm(b) * squares.sqrt() }
    }

    /// The part of the penalty that depends on one coefficient alone.
    #[inline]
    fn scalar_value(self, variable: usize, w: f64) -> f64 {
        let strength = self.strength(variable);
        let size = w.abs();
        let absolute = match self.of.shape {
            Shape::Convex => strength * size,
            Shape::Mcp(gamma) if size < gamma * strength => strength * size - 0.5 * size * size / gamma,
            Shape::Mcp(gamma) => 0.5 * gamma * strength * strength,
            Shape::Scad(_) if size <= strength => strength * size,
            Shape::Scad(gamma) if size <= gamma * strength => {
                (gamma * strength * size - 0.5 * (size * size + strength * strength)) / (gamma - 1.0)
            }
            Shape::Scad(gamma) => 0.5 * strength * strength * (gamma + 1.0),
        };
        absolute + 0.5 * self.lambda * self.of.square[variable] * w * w
    }

    /// The first and second derivative of the part of the penalty that depends on one coefficient alone, which is not 0.
    #[inline]
    pub fn derivatives(self, variable: usize, w: f64) -> (f64, f64) {
        let strength = self.strength(variable);
        let (size, sign) = (w.abs(), w.signum());
        let (first, second) = match self.of.shape {
            Shape::Convex => (strength, 0.0),
            Shape::Mcp(gamma) if size < gamma * strength => (strength - size / gamma, -1.0 / gamma),
            Shape::Scad(_) if size <= strength => (strength, 0.0),
            Shape::Scad(gamma) if size < gamma * strength => {
                ((gamma * strength - size) / (gamma - 1.0), -1.0 / (gamma - 1.0))
            }
            Shape::Mcp(_) | Shape::Scad(_) => (0.0, 0.0),
        };
        let square = self.square(variable);
        (sign * first + square * w, second + square)
    }

    /// The strengths themselves where the penalty is convex, else those of its tangent at the sizes of `w`: factors of absolute values that are nowhere
    /// below it (Zou, Li, One-step sparse estimates in nonconcave penalized likelihood models, Ann. Stat. 36, 2008).
    pub fn convex_above(self, w: &[f64]) -> Cow<'a, Strengths> {
        if self.of.is_convex() || self.lambda == 0.0 {
            return Cow::Borrowed(self.of);
        }
        let mut tangent = self.of.clone();
        tangent.shape = Shape::Convex;
        for (variable, absolute) in tangent.absolute.iter_mut().enumerate() {
            if w[variable] != 0.0 {
                let square = self.square(variable) * w[variable];
                let (first, _) = self.derivatives(variable, w[variable]);
                *absolute = (first - square).abs() / self.lambda;
            }
        }
        Cow::Owned(tangent)
    }

    /// The minimiser of `curvature / 2 (w - target)^2` plus the variable's own part of the penalty, within its bounds.
    #[inline]
    pub fn scalar_prox(self, variable: usize, target: f64, curvature: f64) -> f64 {
        let strength = self.strength(variable);
        let w = match self.of.shape {
            Shape::Convex => soft(curvature * target, strength) / (curvature + self.square(variable)),
            _ => self.concave_prox(variable, target, curvature, strength),
        };
        match &self.of.bounds {
            Some(bounds) => w.clamp(bounds.lower[variable], bounds.upper[variable]),
            None => w,
        }
    }

    /// The minimiser for a concave shape: the best of the stationary points of its pieces, the ends of these, and the bounds. The
    /// sign of the minimiser is that of the target.
    fn concave_prox(self, variable: usize, target: f64, curvature: f64, strength: f64) -> f64 {
        let (sign, pull) = (target.signum(), (curvature * target).abs());
        let (lower, upper) = self.bounds_of(variable);
        let limit = if sign > 0.0 { upper } else { -lower };
        let (flat, pieces) = match self.of.shape {
            Shape::Mcp(gamma) => (gamma * strength, [(pull - strength) / (curvature - 1.0 / gamma), 0.0]),
            Shape::Scad(gamma) => {
                let middle = (pull - gamma * strength / (gamma - 1.0)) / (curvature - 1.0 / (gamma - 1.0));
                (gamma * strength, [(pull - strength) / curvature, middle])
            }
            Shape::Convex => (0.0, [0.0, 0.0]),
        };
        let cost = |size: f64| 0.5 * curvature * size * size - pull * size + self.scalar_value(variable, size);
        let mut best = (0.0, 0.0);
        for size in [pieces[0], pieces[1], strength, flat, target.abs().max(flat), limit] {
            let size = size.min(limit);
            if size > 0.0 && size.is_finite() && cost(size) < best.1 {
                best = (size, cost(size));
            }
        }
        sign * best.0
    }

    /// Replaces `targets` by the minimiser of `curvature / 2` times the squared distance from them plus the penalty of block
    /// `b`, within the bounds.
    pub fn block_prox(self, b: usize, targets: &mut [f64], curvature: f64) {
        let members = self.members(b);
        let norm = self.norm(b);
        let strength = |variable: u32| self.strength(variable as usize);
        let shrunk = |&variable: &u32, target: f64| soft(curvature * target, strength(variable)) / curvature;
        for (target, variable) in targets.iter_mut().zip(members) {
            let (lower, upper) = self.bounds_of(*variable as usize);
            let inner = shrunk(variable, *target);
            // A direction that the box blocks at 0 does not pull.
            *target = if (inner > 0.0 && upper == 0.0) || (inner < 0.0 && lower == 0.0) { 0.0 } else { inner };
        }
        let size = targets.iter().map(|target| target * target).sum::<f64>().sqrt();
        if size * curvature <= norm {
            targets.fill(0.0);
            return;
        }
        let clipped = |target: f64, variable: u32, scale: f64| {
            let (lower, upper) = self.bounds_of(variable as usize);
            (target * scale).clamp(lower, upper)
        };
        let mut scale = 1.0 - norm / (size * curvature);
        if self.of.bounds.is_some() && norm > 0.0 {
            // The norm r of the minimiser, whose entries are the targets times r / (r + norm / curvature), clipped.
            let (mut low, mut high) = (0.0, size);
            for _ in 0..BISECTIONS {
                let r = 0.5 * (low + high);
                let scale = r / (r + norm / curvature);
                let entries = targets.iter().zip(members).map(|(target, variable)| clipped(*target, *variable, scale));
                if entries.map(|entry| entry * entry).sum::<f64>().sqrt() > r { low = r } else { high = r }
            }
            scale = high / (high + norm / curvature);
        }
        targets.iter_mut().zip(members).for_each(|(target, variable)| *target = clipped(*target, *variable, scale));
    }

    /// By how much the optimality conditions of block `b` are violated: the norm of the least change of the loss's
    /// negative slopes that would satisfy them.
    pub fn violation(self, b: usize, w: &[f64], slopes: &[f64]) -> f64 {
        let members = self.members(b);
        let norm = self.norm(b);
        let of_variable = |variable: usize, pull: f64| {
            let (lower, upper) = self.bounds_of(variable);
            let (w, slope) = (w[variable], slopes[variable]);
            let strength = self.strength(variable);
            let (up, down) = if w == 0.0 {
                (slope - strength, -slope - strength)
            } else {
                let derivative = self.derivatives(variable, w).0 + pull * w;
                (slope - derivative, derivative - slope)
            };
            let up = if w < upper { larger(0.0, up) } else { 0.0 };
            if w > lower { larger(up, down) } else { up }
        };
        if let [variable] = members
            && norm == 0.0
        {
            return of_variable(*variable as usize, 0.0);
        }
        let size = members.iter().map(|&variable| w[variable as usize].powi(2)).sum::<f64>().sqrt();
        let pull = if norm > 0.0 { norm / size } else { 0.0 };
        let squares = members.iter().map(|&variable| of_variable(variable as usize, pull).powi(2));
        let violation = squares.sum::<f64>().sqrt();
        if size == 0.0 { (violation - norm).max(0.0) } else { violation }
    }

    /// By how much the slopes of a block, times `scale`, fall short of moving it from zero, in the directions that the box leaves
    /// open; minus infinity where nothing holds it there.
    pub fn margin(self, b: usize, slopes: &[f64], scale: f64) -> f64 {
        let members = self.members(b);
        let slope = |variable: usize| scale * slopes[variable];
        let norm = self.norm(b);
        if norm == 0.0 {
            let mut least = f64::INFINITY;
            for &variable in members {
                let variable = variable as usize;
                let margin = match self.strength(variable) {
                    0.0 => f64::NEG_INFINITY,
                    strength => match self.bounds_of(variable) {
                        (0.0, 0.0) => f64::INFINITY,
                        (0.0, _) => strength - slope(variable),
                        (_, 0.0) => strength + slope(variable),
                        _ => strength - slope(variable).abs(),
                    },
                };
                least = if margin < least { margin } else { least };
            }
            return least;
        }
        let rest = |&variable: &u32| {
            let variable = variable as usize;
            let (lower, upper) = self.bounds_of(variable);
            let slope = slope(variable);
            if (slope > 0.0 && upper == 0.0) || (slope < 0.0 && lower == 0.0) {
                return 0.0;
            }
            (slope.abs() - self.strength(variable)).max(0.0).powi(2)
        };
        norm - members.iter().map(rest).sum::<f64>().sqrt()
    }

    /// By how much the slopes of block `b` are too large for a finite conjugate penalty: the dual point must be divided by
    /// this where it is above 1. `everywhere` also counts what only the square or a bound makes finite.
    pub fn excess(self, b: usize, slopes: &[f64], everywhere: bool) -> f64 {
        let members = self.members(b);
        let slope = |variable: usize| slopes[variable];
        let norm = self.norm(b);
        if norm == 0.0 {
            let mut largest: f64 = 0.0;
            for &variable in members {
                let strength = self.strength(variable as usize);
                if strength > 0.0 {
                    let pull = self.pull(variable as usize, slope(variable as usize), true, everywhere);
                    if pull > largest * strength {
                        largest = pull / strength;
                    }
                }
            }
            return largest;
        }
        let rest = |excess: f64| {
            let mut squares = 0.0;
            for &variable in members {
                let variable = variable as usize;
                let pull = self.pull(variable, slope(variable), false, everywhere);
                squares += (pull - excess * self.lambda * self.of.absolute[variable]).max(0.0).powi(2);
            }
            f64::sqrt(squares) - excess * norm
        };
        let size = rest(0.0) / norm;
        if members.iter().all(|&variable| self.of.absolute[variable as usize] == 0.0) {
            return size;
        }
        let (mut low, mut high) = (0.0, size);
        for _ in 0..BISECTIONS {
            let middle = 0.5 * (low + high);
            if rest(middle) > 0.0 { low = middle } else { high = middle }
        }
        high
    }

    /// How much of a slope no bound and no square holds; `everywhere` as above, `is_alone` where there is no norm.
    #[inline(always)]
    fn pull(self, variable: usize, slope: f64, is_alone: bool, everywhere: bool) -> f64 {
        let (lower, upper) = self.bounds_of(variable);
        let bound = if slope > 0.0 { upper } else { -lower };
        let is_finite = self.square(variable) > 0.0 || (bound < f64::INFINITY && is_alone);
        if bound == 0.0 || (is_finite && !everywhere) { 0.0 } else { slope.abs() }
    }

    /// The conjugate of the penalty of block `b` at slopes, times `scale`, that no longer exceed it.
    pub fn conjugate(self, b: usize, slopes: &[f64], scale: f64) -> f64 {
        if self.of.norm[b] > 0.0 {
            return 0.0;
        }
        let mut sum = 0.0;
        for &variable in self.members(b) {
            let variable = variable as usize;
            let (lower, upper) = self.bounds_of(variable);
            let slope = scale * slopes[variable];
            let pull = slope.abs() - self.strength(variable);
            let bound = if slope > 0.0 { upper } else { -lower };
            let square = self.square(variable);
            if pull <= 0.0 || bound == 0.0 {
                continue;
            }
            let size = bound.min(pull / square);
            if size.is_finite() {
                sum += size * (pull - 0.5 * square * size);
            }
        }
        sum
    }
}

/// `x` moved towards 0 by `threshold`.
#[inline]
pub(super) fn soft(x: f64, threshold: f64) -> f64 {
    if x > threshold {
        x - threshold
    } else if x < -threshold {
        x + threshold
    } else {
        0.0
    }
}
