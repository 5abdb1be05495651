//! Levels of one symmetry: found between counts, refined by inverse iteration, certified by counts again.

use crate::equation::{Equation, Symmetry, hydrogenic_energy};
use crate::operator::Operator;
use crate::orbital::Orbital;

/// Refinement stops where the energy moves by less than this, relative to it: sums over the quadrature nodes leave
/// about this much rounding. (Sums of the matrices' entries, which reach 1e10, would leave much more.)
const ENERGY_ROUNDING: f64 = 1e-14;

/// The most steps of refinement: each either converges cubically or halves a bracket, and 44 halvings take one from
/// [`START_WIDTH`] to [`ENERGY_ROUNDING`]. Nearly twice as many, for steps that stay inside without halving it.
const MAX_STEPS: usize = 80;

/// The most counts in the search for a bracket: 44 halvings of its length take one from 1e4 to 1e-9 hartree, where its
/// ends are of one sign, and 57 of the difference of their logarithms make them neighbours among doubles. Twice as
/// many.
const MAX_COUNTS: usize = 200;

/// A bracket must be this narrow, relative to its upper end, before inverse iteration starts from no orbital. With half
/// of it the atoms of `npm run bench:constants -- atom` take 2.5 % more iterations, with twice as much 0.1 %.
const START_WIDTH: f64 = 0.15;

/// A followed level is refined until its energy moves by less than this, relative to it. The map from potential to potential
/// must be that of true orbitals up to little: with one step always, the mixing of the lanthanides takes twice the iterations.
const FOLLOWING_ACCURACY: f64 = 1e-2;

/// The most steps from one potential's level to the next one's. Cubic convergence takes an error of a half below
/// [`FOLLOWING_ACCURACY`] in two: a level that needs many more is not the one that was followed.
const MAX_FOLLOWING_STEPS: usize = 10;

/// Steps against the direction that a count gives are rounding up to this, relative to the energy. From half to double
/// nothing changes in `npm run bench:constants -- atom`.
const FOLLOWING_NOISE: f64 = 1e-9;

/// A step of less than this, relative to the energy, is the last one: what is left is at most its square, 1e-16, and so
/// less than rounding.
const SETTLED: f64 = 1e-8;

/// The most steps until an energy stands that was nearly there: from [`FOLLOWING_ACCURACY`] on the errors of cubic
/// steps are 1e-6 and 1e-18, a third step sees that nothing moves, and one is to spare.
const MAX_SETTLING_STEPS: usize = 4;

/// How far from a level it is counted on both sides, relative to the energy. From half to double nothing changes in
/// `npm run bench:constants -- atom`.
const COUNT_MARGIN: f64 = 1e-10;

/// Levels are sought down to this part of 2 c^2 below the potential's highest value: W = 1/(2 + (E - V)/c^2), which has
/// a pole at the whole, stays below 500.
const REACH: f64 = 0.999;

/// Energies closer to zero than this are not told from it. From half to double the iterations of
/// `npm run bench:constants -- atom` differ by less than 1 %.
const SMALLEST_BINDING: f64 = 1e-9;

/// An operator whose levels can be counted, and refined by inverse iteration.
pub trait Spectrum {
    /// A level with its functions.
    type Orbital;
    /// Factorises the operator at an energy and returns how many levels are below.
    fn factorise(&mut self, energy: f64) -> usize;
    /// One step of inverse iteration with the factors at `energy`, which also gives the orbital its energy.
    fn improve(&mut self, energy: f64, orbital: &mut Self::Orbital);
    /// An orbital to begin with, in which every level has a part.
    fn any(&self, energy: f64) -> Self::Orbital;
    /// The energy of an orbital.
    fn energy(orbital: &Self::Orbital) -> f64;
}

impl Spectrum for Operator {
    type Orbital = Orbital;

    fn factorise(&mut self, energy: f64) -> usize {
        self.factorise(energy)
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
    /// Refines the orbital until its energy stands, and notes whether counts say that it is level `index`.
    pub fn certify(&mut self, levels: &mut Levels<Operator>, index: usize) -> bool {
        self.is_certified = levels.certify(index, self);
        self.is_certified
    }
}

/// An operator in a potential, with the counts that were made in it.
pub struct Levels<'a, S: Spectrum> {
    operator: &'a mut S,
    /// Energies with the number of levels below, ascending.
    counts: Vec<(f64, usize)>,
    floor: f64,
    /// Whether counts below the floor mean something.
    goes_below: bool,
}

/// Level `index` alone is between these energies.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    lower: f64,
    upper: f64,
}

/// An energy below all levels in a potential that is nowhere below -`charge`/r + `least`.
pub fn floor(equation: Equation, symmetry: Symmetry, charge: f64, least: f64) -> f64 {
    let lowest = match charge {
        // 1 is not enough for every s wave where orbitals are normalised by the large component alone.
        _ if charge > 0.0 => 1.1 * hydrogenic_energy(equation, symmetry, symmetry.l + 1, charge),
        _ => 0.0,
    };
    lowest + least.min(0.0) - SMALLEST_BINDING
}

impl<'a> Levels<'a, Operator> {
    /// Levels in the operator's potential, which is nowhere below -`charge`/r + `least`.
    pub fn of_operator(operator: &'a mut Operator, charge: f64, least: f64) -> Self {
        let (equation, symmetry) = (operator.equation, operator.symmetry);
        // Where 2 c^2 + E - V is not positive the form does not fall with the energy, and counts mean nothing.
        let reach =
            equation.speed_of_light().map_or(f64::NEG_INFINITY, |c| operator.highest_potential() - REACH * 2.0 * c * c);
        let floor = floor(equation, symmetry, charge, least).max(reach);
        Self::new(operator, floor, equation == Equation::Schrodinger)
    }
}

impl<'a, S: Spectrum> Levels<'a, S> {
    /// Levels above `floor`, below which counts may or may not be made.
    pub fn new(operator: &'a mut S, floor: f64, goes_below: bool) -> Self {
        Self { operator, counts: Vec::new(), floor, goes_below }
    }

    /// The operator.
    pub fn operator(&self) -> &S {
        self.operator
    }

    fn count(&mut self, energy: f64) -> usize {
        let count = self.operator.factorise(energy);
        let place = self.counts.partition_point(|(known, _)| *known < energy);
        self.counts.insert(place, (energy, count));
        count
    }

    /// An energy below all levels, as far as the potential without its nucleus says.
    pub fn floor(&self) -> f64 {
        self.floor
    }

    /// How many levels are below `energy`.
    pub fn below(&mut self, energy: f64) -> usize {
        self.count(energy)
    }

    /// Energies between which level `index`, from 0 on, alone is; `None` where it is above `ceiling`.
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
            // Two levels that rounding cannot tell apart.
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

    /// Level `index`, to `accuracy` relative to it; `None` where it is above `ceiling`.
    pub fn find(&mut self, index: usize, accuracy: f64, ceiling: f64) -> Option<S::Orbital> {
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

    /// Refines an orbital of level `index` from its own energy on until that moves by little: in a potential that changed
    /// little, by one step. `None` where a count, or the direction of a step, says that this is another level: it has then to
    /// be found anew.
    pub fn follow(&mut self, index: usize, orbital: &mut S::Orbital) -> Option<()> {
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

    /// Refines an orbital until its energy stands, and tells by two counts whether it is level `index`.
    pub fn certify(&mut self, index: usize, orbital: &mut S::Orbital) -> bool {
        for _ in 0..MAX_SETTLING_STEPS {
            let before = S::energy(orbital);
            self.operator.factorise(before);
            self.operator.improve(before, orbital);
            if (S::energy(orbital) - before).abs() <= SETTLED * before.abs() {
                break;
            }
        }
        let energy = S::energy(orbital);
        let margin = COUNT_MARGIN * energy.abs() + 1e-13;
        self.operator.factorise(energy - margin) == index && self.operator.factorise(energy + margin) == index + 1
    }
}

/// The middle on a logarithmic scale where both ends are of one sign, else the arithmetic one.
fn middle(lower: f64, upper: f64) -> f64 {
    match lower * upper {
        product if product > 0.0 => product.sqrt().copysign(lower),
        _ => 0.5 * (lower + upper),
    }
}
