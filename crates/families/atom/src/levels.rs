//! Energy levels of one symmetry: isolated by counts, refined by inverse iteration, and certified by counts again.

use crate::equation::{Equation, Symmetry, hydrogenic_energy};
use crate::operator::Operator;
use crate::orbital::Orbital;

/// Refinement stops once the energy changes by less than this, relatively: sums over the quadrature nodes have about
/// this much rounding error. (Sums of the matrix entries, which reach 1e10, would have much more.)
const ENERGY_ROUNDING: f64 = 1e-14;

/// The maximum number of refinement steps. Each either converges cubically or halves a bracket, and 44 halvings lead
/// from [`START_WIDTH`] to [`ENERGY_ROUNDING`]. The limit is nearly twice as large, for steps that stay inside a
/// bracket without halving it.
const MAX_STEPS: usize = 80;

/// The maximum number of counts in the search for a bracket. 44 halvings of its length lead from 1e4 to 1e-9 hartree,
/// by which time both ends have the same sign, and 57 of the difference of their logarithms then make them adjacent
/// doubles. The limit is twice the sum.
const MAX_COUNTS: usize = 200;

/// The largest width of a bracket, relative to its upper end, for inverse iteration without an initial orbital. With
/// half of it, the atoms of `npm run bench:constants -- atom` take 2.5 % more iterations, with twice as much 0.1 %
/// more.
const START_WIDTH: f64 = 0.15;

/// A followed level is refined until its energy changes by less than this, relatively. The map of potentials must be
/// close to the map with exact orbitals: with always one step, the mixing of the lanthanides takes twice as many
/// iterations.
const FOLLOWING_ACCURACY: f64 = 1e-2;

/// The maximum number of steps from a level in one potential to the same level in the next. Cubic convergence reduces a
/// relative error of a half below [`FOLLOWING_ACCURACY`] in two steps: if many more are needed, it is a different
/// level.
const MAX_FOLLOWING_STEPS: usize = 10;

/// Steps against the direction indicated by a count are rounding errors up to this, relative to the energy. From half
/// to double, nothing changes in `npm run bench:constants -- atom`.
const FOLLOWING_NOISE: f64 = 1e-9;

/// A step below this, relative to the energy, is the last one: the remaining error is at most its square, 1e-16, and
/// thus below rounding.
const SETTLED: f64 = 1e-8;

/// The maximum number of steps to convergence of an energy that is almost converged. Starting from
/// [`FOLLOWING_ACCURACY`], cubic convergence yields errors of 1e-6 and 1e-18; a third step confirms it, and one is
/// spare.
const MAX_SETTLING_STEPS: usize = 4;

/// The distance from a level at which it is counted on both sides, relative to the energy. From half to double, nothing
/// changes in `npm run bench:constants -- atom`.
const COUNT_MARGIN: f64 = 1e-10;

/// Levels are searched down to this fraction of 2 c^2 below the highest value of the potential. W = 1/(2 + (E -
/// V)/c^2), which has a pole at 2 c^2, then stays below 500.
const REACH: f64 = 0.999;

/// Energies closer to zero than this are not distinguished from it. From half to double, the iterations of
/// `npm run bench:constants -- atom` differ by less than 1 %.
const SMALLEST_BINDING: f64 = 1e-9;

/// An operator with levels that can be counted and refined by inverse iteration.
pub(crate) trait Spectrum {
    /// A level with its orbital.
    type Orbital;
    /// Factorizes the operator at an energy. Returns the number of levels below it.
    fn factorize(&mut self, energy: f64) -> usize;
    /// Performs one step of inverse iteration with the factors at `energy`, and updates the orbital's energy.
    fn improve(&mut self, energy: f64, orbital: &mut Self::Orbital);
    /// An initial orbital with components along every level.
    fn any(&self, energy: f64) -> Self::Orbital;
    /// The energy of an orbital.
    fn energy(orbital: &Self::Orbital) -> f64;
}

impl Spectrum for Operator {
    type Orbital = Orbital;

    fn factorize(&mut self, energy: f64) -> usize {
        self.factorize(energy)
    }

    fn improve(&mut self, energy: f64, orbital: &mut Orbital) {
        self.improve(energy, orbital);
    }

    fn any(&self, energy: f64) -> Orbital {
        self.orbital(energy, &vec![1.0; self.unknowns()])
    }

    fn energy(orbital: &Orbital) -> f64 {
        orbital.energy
    }
}

impl Orbital {
    /// Refines the orbital until its energy converges, and records whether counts confirm that it is level `index`.
    pub(crate) fn certify(&mut self, levels: &mut Levels<Operator>, index: usize) -> bool {
        self.is_certified = levels.certify(index, self);
        self.is_certified
    }
}

/// The levels of an operator in a potential, with the counts made so far.
pub(crate) struct Levels<'a, S: Spectrum> {
    operator: &'a mut S,
    /// Energies in ascending order, with the number of levels below each.
    counts: Vec<(f64, usize)>,
    floor: f64,
    /// Whether counts below the floor are valid.
    goes_below: bool,
}

/// Energies that enclose level `index` and no other.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    lower: f64,
    upper: f64,
}

/// An energy below all levels in a potential of at least -`charge`/r + `least`.
pub(crate) fn floor(equation: Equation, symmetry: Symmetry, charge: f64, least: f64) -> f64 {
    let lowest = match charge {
        // A factor of 1 is not always enough for s orbitals normalized by the large component alone.
        _ if charge > 0.0 => 1.1 * hydrogenic_energy(equation, symmetry, symmetry.l + 1, charge),
        _ => 0.0,
    };
    lowest + least.min(0.0) - SMALLEST_BINDING
}

impl<'a> Levels<'a, Operator> {
    /// The levels in the operator's potential, which is at least -`charge`/r + `least`.
    pub(crate) fn of_operator(operator: &'a mut Operator, charge: f64, least: f64) -> Self {
        let (equation, symmetry) = (operator.equation, operator.symmetry);
        // If 2 c^2 + E - V is not positive, the form does not decrease with the energy, and counts are invalid.
        let reach =
            equation.speed_of_light().map_or(f64::NEG_INFINITY, |c| operator.highest_potential() - REACH * 2.0 * c * c);
        let floor = floor(equation, symmetry, charge, least).max(reach);
        Self::new(operator, floor, equation == Equation::Schrodinger)
    }
}

impl<'a, S: Spectrum> Levels<'a, S> {
    /// Levels above `floor`. `goes_below` allows counts below it.
    pub(crate) fn new(operator: &'a mut S, floor: f64, goes_below: bool) -> Self {
        Self { operator, counts: Vec::new(), floor, goes_below }
    }

    /// The operator.
    pub(crate) fn operator(&self) -> &S {
        self.operator
    }

    fn count(&mut self, energy: f64) -> usize {
        let count = self.operator.factorize(energy);
        let place = self.counts.partition_point(|(known, _)| *known < energy);
        self.counts.insert(place, (energy, count));
        count
    }

    /// An energy below all levels, estimated from the potential without the nucleus.
    pub(crate) fn floor(&self) -> f64 {
        self.floor
    }

    /// The number of levels below `energy`.
    pub(crate) fn below(&mut self, energy: f64) -> usize {
        self.count(energy)
    }

    /// Energies that enclose level `index`, counted from 0, and no other. `None` if it is above `ceiling`.
    fn isolate(&mut self, index: usize, ceiling: f64) -> Option<Bracket> {
        let mut width = 1.0_f64.max(self.floor.abs());
        let mut lower = self.floor;
        while self.goes_below && self.known_count(lower) > index {
            lower -= width;
            width *= 2.0;
        }
        let mut upper = -SMALLEST_BINDING;
        let mut step = 0.1;
        while self.known_count(upper) <= index {
            if upper >= ceiling {
                return None;
            }
            lower = upper;
            upper = (upper + step).min(ceiling);
            step *= 2.0;
        }
        for &(energy, count) in &self.counts {
            if count <= index {
                lower = lower.max(energy);
            } else {
                upper = upper.min(energy);
            }
        }
        for _ in 0..MAX_COUNTS {
            let is_alone = self.known_count(lower) == index && self.known_count(upper) == index + 1;
            let middle = middle(lower, upper);
            if is_alone && upper - lower <= START_WIDTH * upper.abs().min(lower.abs()) {
                break;
            }
            // Two levels indistinguishable by rounding.
            if middle <= lower || middle >= upper {
                break;
            }
            if self.count(middle) > index { upper = middle } else { lower = middle }
        }
        Some(Bracket { lower, upper })
    }

    fn known_count(&mut self, energy: f64) -> usize {
        match self.counts.iter().find(|(known, _)| *known == energy) {
            Some((_, count)) => *count,
            None => self.count(energy),
        }
    }

    /// Computes level `index` to a relative `accuracy`. `None` if it is above `ceiling`.
    pub(crate) fn find(&mut self, index: usize, accuracy: f64, ceiling: f64) -> Option<S::Orbital> {
        let mut bracket = self.isolate(index, ceiling)?;
        let mut energy = middle(bracket.lower, bracket.upper);
        let mut orbital = self.operator.any(energy);
        for _ in 0..MAX_STEPS {
            self.step(index, energy, &mut orbital, &mut bracket);
            let next = S::energy(&orbital);
            if (next - energy).abs() <= accuracy.max(ENERGY_ROUNDING) * next.abs() {
                break;
            }
            let is_inside = bracket.lower < next && next < bracket.upper;
            energy = if is_inside { next } else { middle(bracket.lower, bracket.upper) };
            if bracket.upper - bracket.lower <= ENERGY_ROUNDING * energy.abs() {
                break;
            }
        }
        Some(orbital)
    }

    /// Refines an orbital of level `index`, starting from its own energy, until the energy changes little: in a
    /// slightly changed potential, in one step. `None` if a count or the direction of a step indicates a different
    /// level; it must then be found from scratch.
    pub(crate) fn follow(&mut self, index: usize, orbital: &mut S::Orbital) -> Option<()> {
        for _ in 0..MAX_FOLLOWING_STEPS {
            let energy = S::energy(orbital);
            let count = self.count(energy);
            if count != index && count != index + 1 {
                return None;
            }
            self.operator.improve(energy, orbital);
            let moved = S::energy(orbital) - energy;
            let noise = FOLLOWING_NOISE * energy.abs().max(1e-3);
            let is_consistent = if count == index { moved >= -noise } else { moved <= noise };
            if !is_consistent {
                return None;
            }
            if moved.abs() <= FOLLOWING_ACCURACY * S::energy(orbital).abs().max(0.1) {
                return Some(());
            }
        }
        None
    }

    fn step(&mut self, index: usize, energy: f64, orbital: &mut S::Orbital, bracket: &mut Bracket) {
        if self.count(energy) > index {
            bracket.upper = energy
        } else {
            bracket.lower = energy
        }
        self.operator.improve(energy, orbital);
    }

    /// Refines an orbital until its energy converges. Returns whether two counts confirm that it is level `index`.
    pub(crate) fn certify(&mut self, index: usize, orbital: &mut S::Orbital) -> bool {
        for _ in 0..MAX_SETTLING_STEPS {
            let before = S::energy(orbital);
            self.operator.factorize(before);
            self.operator.improve(before, orbital);
            if (S::energy(orbital) - before).abs() <= SETTLED * before.abs() {
                break;
            }
        }
        let energy = S::energy(orbital);
        let margin = COUNT_MARGIN * energy.abs() + 1e-13;
        self.operator.factorize(energy - margin) == index && self.operator.factorize(energy + margin) == index + 1
    }
}

/// The geometric mean if both ends have the same sign, else the arithmetic one.
fn middle(lower: f64, upper: f64) -> f64 {
    match lower * upper {
        product if product > 0.0 => product.sqrt().copysign(lower),
        _ => 0.5 * (lower + upper),
    }
}
