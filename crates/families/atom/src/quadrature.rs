//! Gauss rules on [0, 1] and Gauss–Lobatto nodes, for the weights x^power needed at the origin.
//!
//! Nodes are bracketed by Sturm counts on the Jacobi matrix and polished by Newton's method; weights are Christoffel
//! numbers (Gautschi, Orthogonal Polynomials: Computation and Approximation, 2004, sections 1.3 and 3.1).

/// A quadrature rule on [0, 1].
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// Nodes, ascending.
    pub nodes: Vec<f64>,
    /// The weights of the integrand's values at the nodes.
    pub weights: Vec<f64>,
}

/// The Gauss rule with `points` nodes for the weight x^`power`, `power` > -1: exact for x^power times polynomials of
/// degree 2 `points` - 1.
pub(crate) fn gauss(points: usize, power: f64) -> Rule {
    let polynomials = Orthonormal::new(points, 0.0, power, 1.0 / (power + 1.0));
    let nodes = polynomials.roots();
    let weights = nodes.iter().map(|&x| polynomials.christoffel_number(x)).collect();
    Rule { nodes, weights }
}

/// The `degree` + 1 nodes of the Gauss–Lobatto rule on [0, 1], including both ends.
pub(crate) fn lobatto_nodes(degree: usize) -> Vec<f64> {
    // The interior nodes are the Gauss nodes for the weight x (1 - x), with integral 1/6.
    let interior = Orthonormal::new(degree - 1, 1.0, 1.0, 1.0 / 6.0).roots();
    std::iter::once(0.0).chain(interior).chain([1.0]).collect()
}

/// The first polynomials orthonormal on [0, 1] for (1 - x)^a x^b, by their three-term recurrence.
struct Orthonormal {
    centers: Vec<f64>,
    /// Entry k couples the polynomials k - 1 and k; entry 0 is unused.
    couplings: Vec<f64>,
    mass: f64,
}

/// The maximum number of Newton steps for a root. The bracket is much narrower than the distance of the closest roots,
/// so Newton's method converges immediately.
const NEWTON_STEPS: usize = 8;

impl Orthonormal {
    fn new(count: usize, a: f64, b: f64, mass: f64) -> Self {
        let center = |k: usize| {
            let twice = 2.0 * k as f64 + a + b;
            // The general form is 0/0 for k = 0 and a + b = 0.
            let shift = if k == 0 { (b - a) / (a + b + 2.0) } else { (b * b - a * a) / (twice * (twice + 2.0)) };
            0.5 * (1.0 + shift)
        };
        let coupling = |k: usize| {
            let (n, twice) = (k as f64, 2.0 * k as f64 + a + b);
            match k {
                0 => 0.0,
                1 => ((1.0 + a) * (1.0 + b) / (twice * twice * (twice + 1.0))).sqrt(),
                _ => {
                    let product = n * (n + a) * (n + b) * (n + a + b);
                    (product / (twice * twice * (twice + 1.0) * (twice - 1.0))).sqrt()
                }
            }
        };
        Self { centers: (0..count).map(center).collect(), couplings: (0..=count).map(coupling).collect(), mass }
    }

    fn count(&self) -> usize {
        self.centers.len()
    }

    /// The number of roots of the last polynomial below `x`: the negative pivots of the Jacobi matrix minus x.
    fn roots_below(&self, x: f64) -> usize {
        let mut pivot = 1.0;
        let mut below = 0;
        for (center, coupling) in self.centers.iter().zip(&self.couplings) {
            pivot = center - x - coupling * coupling / pivot;
            if pivot == 0.0 {
                pivot = f64::MIN_POSITIVE;
            }
            below += usize::from(pivot < 0.0);
        }
        below
    }

    fn roots(&self) -> Vec<f64> {
        let resolution = 0.05 / (self.count() * self.count()) as f64;
        let root = |k: usize| {
            let (mut lower, mut upper) = (0.0, 1.0);
            while upper - lower > resolution {
                let middle = 0.5 * (lower + upper);
                if self.roots_below(middle) > k { upper = middle } else { lower = middle }
            }
            let mut x = 0.5 * (lower + upper);
            for _ in 0..NEWTON_STEPS {
                let (value, slope) = self.last_polynomial(x);
                let step = value / slope;
                x -= step;
                if step.abs() <= 2e-16 * x {
                    break;
                }
            }
            x
        };
        (0..self.count()).map(root).collect()
    }

    /// The next polynomial after the last, up to a factor, and its derivative.
    fn last_polynomial(&self, x: f64) -> (f64, f64) {
        let (mut before, mut slope_before) = (0.0, 0.0);
        let (mut value, mut slope) = (1.0, 0.0);
        for (k, center) in self.centers.iter().enumerate() {
            let (c, next) = (self.couplings[k], self.couplings[k + 1].max(f64::MIN_POSITIVE));
            let up = ((x - center) * value - c * before) / next;
            let slope_up = (value + (x - center) * slope - c * slope_before) / next;
            (before, slope_before, value, slope) = (value, slope, up, slope_up);
        }
        (value, slope)
    }

    /// The inverse sum of the squares of all polynomials.
    fn christoffel_number(&self, x: f64) -> f64 {
        let (mut before, mut value) = (0.0, 1.0 / self.mass.sqrt());
        let mut sum = value * value;
        for k in 1..self.count() {
            let up = ((x - self.centers[k - 1]) * value - self.couplings[k - 1] * before) / self.couplings[k];
            (before, value) = (value, up);
            sum += value * value;
        }
        1.0 / sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gauss_rules_are_exact_up_to_their_degree() {
        for (points, power) in [(1, 0.0), (2, 0.0), (5, 0.48), (15, 0.0), (15, 1.0), (24, -0.3), (40, 1.0)] {
            let rule = gauss(points, power);
            assert!(rule.nodes.windows(2).all(|pair| pair[0] < pair[1]), "{points} {power}");
            for degree in 0..2 * points {
                let sum: f64 = rule.nodes.iter().zip(&rule.weights).map(|(x, w)| w * x.powi(degree as i32)).sum();
                let exact = 1.0 / (power + 1.0 + degree as f64);
                assert!((sum - exact).abs() < 1e-14, "{points} {power} {degree}: {sum} {exact}");
            }
        }
    }

    #[test]
    fn lobatto_nodes_are_the_extrema_of_a_legendre_polynomial() {
        // Degree 4: 0, (1 -+ sqrt(3/7))/2, 1/2, 1.
        let offset = 0.5 * (3.0_f64 / 7.0).sqrt();
        let expected = [0.0, 0.5 - offset, 0.5, 0.5 + offset, 1.0];
        for (node, expected) in lobatto_nodes(4).iter().zip(expected) {
            assert!((node - expected).abs() < 1e-15);
        }
    }
}
