//! Adaptive meshes for levels: extended until the orbitals decay, and refined until their polynomials converge.

use super::potential::Source;
use super::problem::{Asked, DiracForm, StatesProblem};
use super::solution::{StateLevel, StatesSolution, StatesStatus};
use super::squared::{self, Spinor, Squared};
use crate::equation::Equation;
use crate::grid::Grid;
use crate::layout::Layout;
use crate::levels::{Levels, Spectrum, floor};
use crate::mesh;
use crate::operator::Operator;
use crate::orbital::{Orbital, Potential};
use crate::quadrature::gauss;
use crate::state::Mesh;
use superlinear_interface::{Error, Run, check};
use superlinear_numerics::vectors::{dot_in_order, largest};

/// The default degree of the elements.
pub(crate) const DEGREE: usize = 16;

/// The default number of quadrature nodes per element beyond the degree.
pub(crate) const SURPLUS: usize = 4;

/// The increment of the degree and the number of nodes for the error estimate.
pub(crate) const MORE: usize = 3;

/// The largest number of elements created by refinement.
pub(crate) const MAX_ELEMENTS: usize = 64;

/// The number of elements of the first mesh.
const FIRST_ELEMENTS: usize = 10;

/// The minimum end of the first mesh, in bohr: this divided by the charge, or this without a charge.
const FIRST_R_MAX: f64 = 20.0;

/// The growth factor of the mesh length. With 1.3 the levels of `npm run bench:constants -- atom` take 59 % more
/// meshes, with 2.2 they take 30 % fewer, but a mesh may then be longer than necessary.
const GROWTH: f64 = 1.6;

/// The maximum length of a mesh, in bohr.
const LONGEST: f64 = 2e5;

/// The maximum number of meshes.
const MAX_MESHES: u32 = 60;

/// The allowed remainder of an orbital at the end of the mesh, relative to its largest value, divided by the square
/// root of the accuracy: the error of an energy is quadratic in the error of the orbital. From half to double, meshes
/// differ by less than 1 % (`npm run bench:constants -- atom`).
const TAIL: f64 = 1e-2;

/// The allowed last Legendre coefficients of an orbital in an element, relative to its largest value, divided by the
/// square root of the accuracy. From half to double, nothing changes in `npm run bench:constants -- atom`.
const RESOLUTION: f64 = 0.3;

/// The factor of the allowed coefficients each time the error estimate is too large. From half to double, nothing
/// changes in `npm run bench:constants -- atom`.
const SHARPER: f64 = 0.1;

/// The smallest Legendre coefficients that refinement aims at, relative to an orbital's largest value: at degree 16 a
/// coefficient is a sum times 33, so one unit of rounding in the values is 7e-15 in it. From half to double, nothing
/// changes in `npm run bench:constants -- atom`.
const FINEST_RESOLUTION: f64 = 1e-13;

/// The charge, relative to c, up to which the square of Dirac's operator has finite integrals for every kappa:
/// sqrt(3)/2.
const SQUARE_LIMIT: f64 = 0.866;

/// A search for levels.
pub(crate) struct Search<'a> {
    problem: &'a StatesProblem,
    asked: Asked,
    source: &'a Source,
    run: &'a Run,
    layout: Layout<'a>,
    is_adaptive: bool,
    can_grow: bool,
    boundaries: Vec<f64>,
    /// The shortest mesh with the most levels so far, for a fixed number of elements spread over a growing length.
    best: Option<Best>,
    degree: usize,
    points: usize,
}

/// The levels on a mesh.
struct Found {
    grid: Grid,
    levels: Vec<Level>,
    /// Whether all requested levels are bound.
    is_complete: bool,
    /// The potential at the end of the mesh.
    ceiling: f64,
}

/// The best mesh so far, to compare with longer ones of as many elements.
struct Best {
    boundaries: Vec<f64>,
    levels: usize,
    has_decayed: bool,
}

/// A level, with values in ascending order of the nodes.
struct Level {
    energy: f64,
    is_certified: bool,
    coefficients: Vec<f64>,
    large: Vec<f64>,
    small: Vec<f64>,
    density: Vec<f64>,
}

impl Level {
    fn of_spinor(_: &Squared, spinor: &Spinor) -> Self {
        let squares = spinor.large.iter().zip(&spinor.small);
        Self {
            energy: spinor.energy,
            is_certified: false,
            coefficients: spinor.large_coefficients(),
            density: squares.map(|(p, q)| p * p + q * q).collect(),
            large: spinor.large.clone(),
            small: spinor.small.clone(),
        }
    }

    fn of_orbital(operator: &Operator, orbital: &Orbital) -> Self {
        Self {
            energy: orbital.energy,
            is_certified: false,
            coefficients: operator.coefficients(orbital),
            large: operator.at_nodes(&orbital.large),
            small: operator.at_nodes(&orbital.small),
            density: operator.density(orbital),
        }
    }
}

impl<'a> Search<'a> {
    /// A search with its first mesh. Refuses meshes and charges incompatible with the potential.
    pub(crate) fn new(
        problem: &'a StatesProblem,
        asked: Asked,
        source: &'a Source,
        run: &'a Run,
    ) -> Result<Self, Error> {
        let charge = source.charge();
        let limit = match asked.form {
            DiracForm::Squared => SQUARE_LIMIT,
            DiracForm::Eliminated => 1.0,
        };
        if let Some(c) = asked.equation.speed_of_light()
            && charge >= limit * c
        {
            let path = if matches!(source, Source::Given(_)) { "potential.charge" } else { "chargeAtOrigin" };
            let [limit, most, got] = [limit, limit * c, charge].map(check::short);
            return Err(Error::invalid(path, format!("must be below {limit} c = {most}, got {got}")));
        }
        let layout = layout(problem, &asked, charge);
        let (end, extent, jump) = match source {
            Source::Given(prepared) => (prepared.end(), prepared.extent(), prepared.jump()),
            Source::Asked { .. } => (None, 0.0, None),
        };
        let n = (asked.indices.end as u32 + asked.symmetry.l) as f64;
        let natural = if charge > 0.0 { (8.0 * n * n).max(FIRST_R_MAX) / charge } else { FIRST_R_MAX };
        let requested_r_max = problem.requested_r_max();
        if let (Some(asked), Some(end)) = (requested_r_max, end)
            && asked > end
        {
            let [asked, end] = [asked, end].map(check::short);
            return Err(Error::invalid(
                "potential.r",
                format!("must reach the boundary of the mesh, {asked}, got {end}"),
            ));
        }
        let r_max = requested_r_max.or(end).unwrap_or(natural.max(extent));
        let is_adaptive = is_adaptive(problem);
        let boundaries = match is_adaptive {
            true => first_boundaries(charge, r_max),
            false => layout.shape(r_max).boundaries,
        };
        let boundaries = match jump {
            Some(jump) if is_adaptive => mesh::ending_at(boundaries, jump),
            _ => boundaries,
        };
        let degree = problem.mesh.as_ref().and_then(|mesh| mesh.degree).map_or(DEGREE, |degree| degree as usize);
        let points =
            problem.mesh.as_ref().and_then(|mesh| mesh.points).map_or(degree + SURPLUS, |points| points as usize);
        let can_grow = requested_r_max.is_none() && end.is_none();
        let best = None;
        Ok(Self { problem, asked, source, run, layout, is_adaptive, can_grow, boundaries, best, degree, points })
    }

    /// Runs the search.
    pub(crate) async fn run(mut self) -> Result<StatesSolution, Error> {
        let root = self.problem.accuracy.sqrt();
        let mut resolution = RESOLUTION * root;
        let mut iterations = 0;
        loop {
            iterations += 1;
            let found = self.solve(self.degree, self.points).await?;
            let is_late = self.run.is_out_of_time()?;
            let may_go_on = !is_late && iterations < MAX_MESHES;
            if may_go_on && self.can_grow {
                if self.is_short(&found, TAIL * root) && self.grow() {
                    continue;
                }
                self.can_grow = self.is_adaptive;
                if self.returns_to_best() {
                    continue;
                }
            }
            if may_go_on && self.is_adaptive && self.refine(&found, resolution) {
                continue;
            }
            let finer = self.solve(self.degree + MORE, self.points + MORE).await?;
            let (error, is_exact) = self.error_of(&found, &finer);
            if may_go_on && self.is_adaptive && !is_exact && self.refine_further(&found, &mut resolution) {
                continue;
            }
            let status = match () {
                () if is_late => StatesStatus::TimeLimit,
                () if !found.is_complete => StatesStatus::UnboundState,
                () if is_exact => StatesStatus::Converged,
                () => StatesStatus::Stalled,
            };
            return Ok(self.solution(status, iterations, found, error));
        }
    }

    /// Computes all levels on elements of this degree.
    async fn solve(&self, degree: usize, points: usize) -> Result<Found, Error> {
        let charge = self.source.charge();
        let Asked { equation, symmetry, .. } = self.asked;
        let plain = mesh::shape(self.boundaries.clone(), degree, points, equation, charge);
        let power = self.speed_of_square().map(|c| squared::power(symmetry.kappa, charge, c));
        let grid = Grid::new(match power {
            Some(power) => squared::shape(plain, power),
            None => plain,
        });
        let values = self.source.at(&grid.r).await?;
        let smooth = |q: usize| values[q] + charge / grid.r[q];
        let least = (0..values.len()).map(smooth).fold(f64::INFINITY, f64::min);
        let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let ceiling = values[values.len() - 1];
        let levels = match self.speed_of_square().zip(power) {
            Some((c, power)) => {
                let mut squared = Squared::new(&grid, symmetry.kappa, power, c, &values);
                let floor = floor(equation, symmetry, charge, least).max(squared.floor());
                self.levels(Levels::new(&mut squared, floor, false), ceiling, Level::of_spinor)?
            }
            None => {
                let mut operator = Operator::new(&grid, equation, symmetry, charge);
                operator.set_potential(&Potential { values, slopes: None });
                let levels = Levels::of_operator(&mut operator, charge, least);
                ensure_reach(equation, levels.floor(), highest)?;
                self.levels(levels, ceiling, Level::of_orbital)?
            }
        };
        let is_complete = levels.len() == self.asked.indices.len();
        Ok(Found { grid, levels, is_complete, ceiling })
    }

    /// The speed of light for the squared form of Dirac's equation. `None` for all other forms.
    fn speed_of_square(&self) -> Option<f64> {
        self.asked.equation.speed_of_light().filter(|_| self.asked.form == DiracForm::Squared)
    }

    /// The requested levels below `ceiling`.
    fn levels<S: Spectrum>(
        &self,
        mut levels: Levels<S>,
        ceiling: f64,
        level_of: impl Fn(&S, &S::Orbital) -> Level,
    ) -> Result<Vec<Level>, Error> {
        let bound = levels.below(ceiling).min(self.asked.indices.end);
        let mut found = Vec::new();
        for index in self.asked.indices.start..bound {
            self.run.ensure_wanted()?;
            let Some(mut orbital) = levels.find(index, 0.0, ceiling) else { break };
            let is_certified = levels.certify(index, &mut orbital);
            found.push(Level { is_certified, ..level_of(levels.operator(), &orbital) });
        }
        Ok(found)
    }

    /// Whether levels are missing, or have not decayed at the end of the mesh.
    fn is_short(&mut self, found: &Found, tail: f64) -> bool {
        let points = found.grid.shape.points;
        let is_high = |level: &Level| {
            let largest = largest(&level.large);
            let last = &level.large[level.large.len() - points / 2..];
            last.iter().any(|p| p.abs() > tail * largest)
        };
        let has_decayed = !found.levels.iter().any(is_high);
        if !self.is_adaptive {
            self.remember(found.levels.len(), has_decayed);
        }
        !found.is_complete || !has_decayed
    }

    /// Keeps the mesh if it has more levels than the best so far, or if it is the first with as many on which they
    /// decay.
    fn remember(&mut self, levels: usize, has_decayed: bool) {
        let is_better = self.best.as_ref().is_none_or(|best| (levels, has_decayed) > (best.levels, best.has_decayed));
        if is_better {
            self.best = Some(Best { boundaries: self.boundaries.clone(), levels, has_decayed });
        }
    }

    /// Restores the best mesh after extensions. Returns false if it is the current one.
    fn returns_to_best(&mut self) -> bool {
        let best = self.best.take().map(|best| best.boundaries).filter(|best| *best != self.boundaries);
        let is_another = best.is_some();
        self.boundaries = best.unwrap_or_else(|| std::mem::take(&mut self.boundaries));
        is_another
    }

    /// Extends the mesh, by an additional element if their number is adaptive. Returns false if it has reached its
    /// maximum length.
    fn grow(&mut self) -> bool {
        let end = self.boundaries[self.boundaries.len() - 1];
        if end * GROWTH > LONGEST || self.is_adaptive && self.boundaries.len() > MAX_ELEMENTS {
            return false;
        }
        if self.is_adaptive {
            self.boundaries.push(end * GROWTH);
        } else {
            self.boundaries = self.layout.shape(end * GROWTH).boundaries;
        }
        true
    }

    /// Tightens the resolution until some elements do not meet it, and halves them. Returns false if there are none.
    fn refine_further(&mut self, found: &Found, resolution: &mut f64) -> bool {
        while *resolution * SHARPER > FINEST_RESOLUTION {
            *resolution *= SHARPER;
            if self.refine(found, *resolution) {
                return true;
            }
        }
        false
    }

    /// An estimate of the largest error among the levels, and whether each is within the accuracy: the change by a
    /// finer mesh and by a longer one, doubled, plus rounding.
    fn error_of(&self, found: &Found, finer: &Found) -> (f64, bool) {
        let (mut largest, mut is_exact) = (f64::MIN_POSITIVE, true);
        for (coarse, fine) in found.levels.iter().zip(&finer.levels) {
            let size = coarse.energy.abs();
            let change = (coarse.energy - fine.energy).abs() + self.lift_of(found, coarse);
            let error = 2.0 * change + 1e-14 * size;
            is_exact &= error <= self.problem.accuracy * size.max(1.0);
            largest = largest.max(error);
        }
        (largest, is_exact)
    }

    /// The shift of a level by the end R of the mesh, where orbitals vanish. The derivative of the level with respect
    /// to R is -W P'(R)^2, which decreases as exp(-2 k R) with k^2 = (V - E)/W. Its integral beyond R is W P'(R)^2/(2
    /// k).
    fn lift_of(&self, found: &Found, level: &Level) -> f64 {
        let (Some(last), Some(p)) = (found.grid.r.last(), level.large.last()) else { return 0.0 };
        let end = found.grid.r_max();
        let above = (found.ceiling - level.energy).max(0.0);
        let weight = self.asked.equation.speed_of_light().map_or(0.5, |c| 1.0 / (2.0 - above / (c * c)).max(0.1));
        let decay = (above / weight).sqrt().max(1.0 / end);
        let slope = p / (end - last);
        weight * slope * slope / (2.0 * decay)
    }

    /// Halves the elements in which an orbital is not resolved. Returns false if there are none, or too many.
    fn refine(&mut self, found: &Found, resolution: f64) -> bool {
        let elements = found.grid.elements();
        let is_coarse: Vec<bool> = (0..elements)
            .map(|element| found.levels.iter().any(|level| tail_of(&found.grid, level, element) > resolution))
            .collect();
        let more = is_coarse.iter().filter(|&&is_coarse| is_coarse).count();
        if more == 0 || elements + more > MAX_ELEMENTS {
            return false;
        }
        let mut boundaries = vec![0.0];
        for (element, is_coarse) in is_coarse.into_iter().enumerate() {
            let (start, end) = found.grid.endpoints(element);
            if is_coarse {
                // The first element is divided unevenly because of the powers of r at the origin.
                boundaries.push(if element == 0 { 0.25 * end } else { 0.5 * (start + end) });
            }
            boundaries.push(end);
        }
        self.boundaries = boundaries;
        true
    }

    fn solution(&self, status: StatesStatus, iterations: u32, found: Found, error: f64) -> StatesSolution {
        let lowest = self.asked.symmetry.l + 1 + self.asked.indices.start as u32;
        let is_dirac = matches!(self.asked.equation, Equation::Dirac(_));
        let level = |(place, level): (usize, Level)| StateLevel {
            n: lowest + place as u32,
            energy: level.energy,
            certified: level.is_certified,
            mean_radius: found.grid.integrate_product(&found.grid.r, &level.density),
            large: level.large.into(),
            small: is_dirac.then(|| level.small.into()),
        };
        StatesSolution {
            status,
            iterations,
            states: found.levels.into_iter().enumerate().map(level).collect(),
            estimated_error: error,
            mesh: Mesh::of(&found.grid),
        }
    }
}

/// The caller's mesh, for a charge at the origin.
fn layout<'a>(problem: &'a StatesProblem, asked: &Asked, charge: f64) -> Layout<'a> {
    Layout {
        mesh: problem.mesh.as_ref(),
        accuracy: problem.accuracy,
        equation: asked.equation,
        charge: charge.max(1.0),
        nucleus: Default::default(),
    }
}

/// Whether meshes are refined: neither the number nor the boundaries of elements are given.
fn is_adaptive(problem: &StatesProblem) -> bool {
    problem.mesh.as_ref().is_none_or(|mesh| mesh.elements.is_none() && mesh.boundaries.is_none())
}

/// The largest number of elements of the search's meshes.
pub(crate) fn most_elements(problem: &StatesProblem, asked: &Asked, charge: f64) -> usize {
    if is_adaptive(problem) {
        return MAX_ELEMENTS;
    }
    // Extended meshes have the same number of elements.
    layout(problem, asked, charge).shape(FIRST_R_MAX).boundaries.len() - 1
}

/// Exponentially growing elements, with finer ones towards a charge.
fn first_boundaries(charge: f64, r_max: f64) -> Vec<f64> {
    let cuts = if charge > 0.0 { 3 } else { 0 };
    let preset = mesh::Preset { degree: DEGREE, points: DEGREE + SURPLUS, elements: FIRST_ELEMENTS, cuts };
    mesh::exponential(preset, charge.max(1.0), r_max)
}

/// Refuses potentials so high that 2 c^2 + E - V is not positive for every bound level E.
fn ensure_reach(equation: Equation, lowest: f64, highest: f64) -> Result<(), Error> {
    let limit = equation.speed_of_light().map_or(f64::INFINITY, |c| 2.0 * c * c + lowest.min(0.0));
    if highest < limit {
        return Ok(());
    }
    let [limit, highest] = [limit, highest].map(check::short);
    Err(Error::invalid("potential", format!("must stay below 2 c^2 + E = {limit} on the mesh, reaches {highest}")))
}

/// The last two Legendre coefficients of an orbital in an element, relative to its largest value anywhere.
fn tail_of(grid: &Grid, level: &Level, element: usize) -> f64 {
    let (degree, points) = (grid.shape.degree, grid.shape.points);
    let rule = gauss(points, 0.0);
    let local = &level.coefficients[element * degree..][..=degree];
    // In the first element and near a charge, the polynomial is P divided by a power of r; its coefficients decay no
    // more slowly.
    let values: Vec<f64> = grid.other.values.iter().map(|row| dot_in_order(row, local)).collect();
    let mut tail = 0.0_f64;
    for k in [degree - 1, degree] {
        let sum: f64 = rule
            .nodes
            .iter()
            .zip(&rule.weights)
            .zip(&values)
            .map(|((x, weight), value)| weight * value * legendre(k, 2.0 * x - 1.0))
            .sum();
        tail = tail.max((2 * k + 1) as f64 * sum.abs());
    }
    tail / largest(&level.coefficients[1..])
}

/// The Legendre polynomial of degree `k`, by its recurrence.
fn legendre(k: usize, t: f64) -> f64 {
    let (mut before, mut value) = (0.0, 1.0);
    for m in 0..k {
        let next = ((2 * m + 1) as f64 * t * value - m as f64 * before) / (m + 1) as f64;
        (before, value) = (value, next);
    }
    value
}
