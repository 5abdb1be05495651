//! The operator A(E) of one symmetry in a given potential: factorization at an energy, and application to an orbital.

use crate::equation::{Equation, Symmetry};
use crate::grid::Grid;
use crate::kernel::assemble::Assemble;
use crate::kernel::eliminate::{Factorize, Factors, ScaleDown, Shift, Solve};
use crate::kernel::sums::{AddDensity, Integrate, Normalize};
use crate::kernel::transform::{Evaluate, Test};
use crate::kernel::weigh::{Masses, NormWeights, OperatorWeights};
use crate::lanes::Lanes;
use crate::orbital::{Nodes, Orbital, Potential};
use crate::scales::Scales;
use crate::tables::Tables;
use std::sync::Arc;
use superlinear_numerics::simd::dispatch;

/// The operator of one symmetry, with its factors and workspace.
pub(crate) struct Operator {
    pub equation: Equation,
    pub symmetry: Symmetry,
    tables: Arc<Tables>,
    scales: Scales,
    nodes: Nodes,
    potential: Potential<Lanes>,
    highest_potential: f64,
    /// W at the energy of the last factorization.
    masses: Vec<Lanes>,
    /// In the nonrelativistic case: the matrices at E = 0, and the overlap matrices.
    linear: Option<Linear>,
    factors: Factors,
    workspace: Workspace,
}

struct Linear {
    matrices: Vec<Lanes>,
    overlap: Vec<Lanes>,
}

/// Workspace for weights at the quadrature nodes.
#[derive(Default)]
struct Workspace {
    slopes: Vec<Lanes>,
    mixed: Vec<Lanes>,
    values: Vec<Lanes>,
    columns: Vec<Lanes>,
}

impl Operator {
    /// The operator on a grid. The potential, -`charge`/r + O(1), is set later.
    pub(crate) fn new(grid: &Grid, equation: Equation, symmetry: Symmetry, charge: f64) -> Self {
        let tables = grid.tables.clone();
        let (lanewise, functions) = (tables.lanewise, tables.functions);
        let coefficients = (symmetry.slope_coefficient(equation), symmetry.centrifugal_coefficient(equation));
        let nodes = Nodes::new(grid, lanewise, coefficients);
        let nothing = vec![Lanes::default(); nodes.r.len()];
        let mut operator = Self {
            equation,
            symmetry,
            scales: Scales::new(grid, equation, symmetry, charge),
            nodes,
            potential: Potential { values: nothing.clone(), slopes: None },
            highest_potential: 0.0,
            masses: vec![Lanes::all(0.5); nothing.len()],
            linear: None,
            factors: Factors::new(lanewise.elements, functions),
            workspace: Workspace {
                slopes: nothing.clone(),
                mixed: nothing.clone(),
                values: nothing,
                columns: Vec::new(),
            },
            tables,
        };
        if equation == Equation::Schrodinger {
            operator.linear = Some(Linear { overlap: operator.overlap(), matrices: operator.factors.matrices.clone() });
        }
        operator
    }

    /// The overlap matrices: integrals of P v.
    fn overlap(&mut self) -> Vec<Lanes> {
        let mut matrices = self.factors.matrices.clone();
        for ((value, weight), scale) in
            self.workspace.values.iter_mut().zip(&self.nodes.weights).zip(&self.scales.scale)
        {
            *value = weight.times(scale).times(scale);
        }
        self.assemble(&mut matrices);
        matrices
    }

    /// The highest value of the potential.
    pub(crate) fn highest_potential(&self) -> f64 {
        self.highest_potential
    }

    /// Sets the potential.
    pub(crate) fn set_potential(&mut self, potential: &Potential) {
        let lanewise = self.tables.lanewise;
        self.highest_potential = potential.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        self.potential = Potential {
            values: lanewise.spread(&potential.values),
            slopes: potential.slopes.as_ref().map(|slopes| lanewise.spread(slopes)),
        };
        if let Some(mut linear) = self.linear.take() {
            self.assemble_at(0.0, &mut linear.matrices);
            self.linear = Some(linear);
        }
    }

    /// Assembles the matrices of A(`energy`).
    fn assemble_at(&mut self, energy: f64, matrices: &mut [Lanes]) {
        if let Some(speed_of_light) = self.equation.speed_of_light() {
            let potential = &self.potential.values;
            dispatch(Masses { energy, speed_of_light, potential, masses: &mut self.masses });
        }
        let Workspace { slopes, mixed, values, .. } = &mut self.workspace;
        dispatch(OperatorWeights {
            energy,
            nodes: &self.nodes,
            scales: &self.scales,
            potential: &self.potential,
            masses: &self.masses,
            slopes,
            mixed,
            values,
        });
        self.assemble(matrices);
    }

    /// Assembles matrices from the weights in the workspace.
    #[inline(never)]
    fn assemble(&mut self, matrices: &mut [Lanes]) {
        let Workspace { slopes, mixed, values, columns } = &mut self.workspace;
        let (tables, factors) = (&*self.tables, &*self.scales.factors);
        dispatch(Assemble { tables, slopes, mixed, values, factors, matrices, scratch: columns });
    }

    /// Factorizes A(`energy`). Returns the number of levels below.
    pub(crate) fn factorize(&mut self, energy: f64) -> usize {
        match &self.linear {
            Some(Linear { matrices, overlap }) => {
                dispatch(Shift { a: matrices, b: overlap, energy, factors: &mut self.factors });
            }
            None => {
                let mut matrices = std::mem::take(&mut self.factors.matrices);
                self.assemble_at(energy, &mut matrices);
                self.factors.matrices = matrices;
            }
        }
        dispatch(Factorize(&mut self.factors))
    }

    /// An unnormalized orbital with these coefficients; coefficients of shared nodes occur once.
    pub(crate) fn orbital(&self, energy: f64, coefficients: &[f64]) -> Orbital {
        let nothing = vec![Lanes::default(); self.nodes.r.len()];
        let is_dirac = matches!(self.equation, Equation::Dirac(_));
        let mut orbital = Orbital {
            energy,
            coefficients: self.tables.spread_coefficients(coefficients),
            large: nothing.clone(),
            gradient: nothing.clone(),
            small: if is_dirac { nothing } else { Vec::new() },
            is_certified: false,
        };
        self.for_inner_factors(&mut orbital.coefficients, |x, factor| x * factor);
        self.evaluate(&mut orbital);
        orbital
    }

    /// The coefficients of an orbital: P at the elements' nodes, but P/(r/h)^beta in the first element, of length h.
    pub(crate) fn coefficients(&self, orbital: &Orbital) -> Vec<f64> {
        let mut coefficients = orbital.coefficients.clone();
        self.for_inner_factors(&mut coefficients, |x, factor| x / factor);
        self.tables.gather_coefficients(&coefficients)
    }

    /// Applies `change` to the coefficients of inner nodes, with their factors.
    fn for_inner_factors(&self, coefficients: &mut [Lanes], change: impl Fn(f64, f64) -> f64) {
        let elements = self.tables.lanewise.elements;
        for element in 0..elements {
            for i in 0..self.tables.functions - 2 {
                let (index, lane) = self.tables.lanewise.place(self.tables.functions, element, i);
                let x = &mut coefficients[index].0[lane];
                *x = change(*x, self.scales.factors[index].0[lane]);
            }
        }
    }

    /// The number of coefficients of an orbital.
    pub(crate) fn unknowns(&self) -> usize {
        self.tables.lanewise.elements * (self.tables.functions - 1) + 1
    }

    /// Values at the quadrature nodes, in ascending order of the nodes.
    pub(crate) fn at_nodes(&self, values: &[Lanes]) -> Vec<f64> {
        self.tables.lanewise.gather(values)
    }

    /// P^2 + Q^2 at the quadrature nodes.
    pub(crate) fn density(&self, orbital: &Orbital) -> Vec<f64> {
        let mut density = self.nothing();
        self.add_density(1.0, orbital, &mut density);
        self.at_nodes(&density)
    }

    /// Zeros for all quadrature nodes.
    pub(crate) fn nothing(&self) -> Vec<Lanes> {
        vec![Lanes::default(); self.nodes.r.len()]
    }

    /// Adds `occupation` times P^2 + Q^2.
    pub(crate) fn add_density(&self, occupation: f64, orbital: &Orbital, density: &mut [Lanes]) {
        dispatch(AddDensity { occupation, orbital, density });
    }

    /// Adds `occupation` times r^2 d(P^2/r^2)/dr.
    pub(crate) fn add_slope(&self, occupation: f64, orbital: &Orbital, slope: &mut [Lanes]) {
        for (q, sum) in slope.iter_mut().enumerate() {
            let (large, gradient) = (orbital.large[q].0, orbital.gradient[q].0);
            for (l, sum) in sum.0.iter_mut().enumerate() {
                *sum += occupation * 2.0 * large[l] * (gradient[l] - self.nodes.slope_part[q].0[l] * large[l]);
            }
        }
    }

    #[inline(never)]
    fn evaluate(&self, orbital: &mut Orbital) {
        let (tables, scales) = (&*self.tables, &self.scales);
        let Orbital { coefficients, large, gradient, .. } = orbital;
        dispatch(Evaluate { tables, scales, x: coefficients, values: large, gradients: gradient });
    }

    /// Performs one step of inverse iteration with the factors at `energy`, and one Newton step on the energy with the
    /// new orbital. This is a Rayleigh quotient, so its error is the cube of the orbital's previous one. It is summed
    /// over P and P', because the matrices lose digits to their large entries. The orbital is normalized.
    pub(crate) fn improve(&mut self, energy: f64, orbital: &mut Orbital) {
        let (nodes, masses) = (&self.nodes, &*self.masses);
        let Workspace { values, slopes: gradients, .. } = &mut self.workspace;
        let speed_of_light = self.equation.speed_of_light();
        let inverse_speed = speed_of_light.map_or(0.0, f64::recip);
        let Orbital { large, gradient, .. } = &*orbital;
        dispatch(NormWeights { nodes, inverse_speed, masses, large, gradient, values, gradients });
        let (tables, scales) = (&*self.tables, &self.scales);
        let gradients = speed_of_light.is_some().then_some(&mut gradients[..]);
        dispatch(Test { tables, scales, values, gradients, x: &mut orbital.coefficients });
        dispatch(Solve { factors: &self.factors, x: &mut orbital.coefficients });
        dispatch(ScaleDown(&mut orbital.coefficients));
        self.evaluate(orbital);
        let is_dirac = matches!(self.equation, Equation::Dirac(_));
        let integrals = dispatch(Integrate {
            energy,
            nodes: &self.nodes,
            potential: &self.potential,
            masses: &self.masses,
            inverse_speed,
            has_small: is_dirac,
            orbital,
        });
        orbital.energy = energy + integrals.form / integrals.slope;
        // The sign makes the slope at the origin positive.
        let factor = integrals.norm.sqrt().recip().copysign(orbital.large[0].0[0]);
        let small = speed_of_light.filter(|_| is_dirac);
        dispatch(Normalize { factor, small, masses: &self.masses, orbital });
    }
}
