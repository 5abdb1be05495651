// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The families of methods. */
export const families = [
  'constrained',
  'numerics',
  'sketch',
  'transport',
] as const;

/** Every method: its name, what it solves, and whether its problem may be all data or hold functions. */
export const methods = [
  { name: 'constrained.checkDerivatives', data: false, functions: true, summary: "Minimise `objective` subject to `constraints` being zero, from a starting point on" },
  { name: 'constrained.logistic', data: true, functions: false, summary: "Find the coefficients `x` that minimise the mean of `log(1 + exp(-labels[i] features[i]'x))` plus `ridge / 2 |x|^2`, subject to `constraintMatrix x = constraintValues` and, where `radius` is given, `|x| = radius`" },
  { name: 'constrained.minimize', data: false, functions: true, summary: "Minimise `objective` subject to `constraints` being zero, from a starting point on" },
  { name: 'constrained.poissonControl', data: true, functions: false, summary: "Find the control `u` on the unit square whose state `y`, the solution of `-Δy + reaction y^3 = u` with zeros on the boundary, is near `target`: minimise the integral of `((y - target)^2 + controlWeight u^2) / 2`, on a grid of `size` by `size` inner points, with the 5-point Laplacian" },
  { name: 'numerics.brentMinimum', data: false, functions: true, summary: "Where to search for a minimum of `objective`, a function of one number, and how exactly" },
  { name: 'numerics.brentRoot', data: false, functions: true, summary: "Where to search for a root of `function`, a function of one number, and how exactly" },
  { name: 'sketch.applySketch', data: true, functions: false, summary: "A matrix, and the sketch that it is to be multiplied by" },
  { name: 'sketch.iterativeHessianSketch', data: true, functions: false, summary: "A linear least-squares problem: the `x` that minimises the norm of `A x - b`, and where there are several, the shortest of them" },
  { name: 'sketch.leverageScores', data: true, functions: false, summary: "The matrix whose rows are to be weighed" },
  { name: 'sketch.lstsq', data: true, functions: true, summary: "A linear least-squares problem: the `x` that minimises the norm of `A x - b`, and where there are several, the shortest of them" },
  { name: 'sketch.lsqr', data: true, functions: true, summary: "A least-squares problem for an iterative method: the `x` that minimises `|A x - b|^2 + ridge |x|^2`" },
  { name: 'sketch.lsmr', data: true, functions: true, summary: "A least-squares problem for an iterative method: the `x` that minimises `|A x - b|^2 + ridge |x|^2`" },
  { name: 'sketch.sketchedLstsq', data: true, functions: false, summary: "A least-squares problem, and how accurate its solution shall be" },
  { name: 'sketch.weightedSample', data: true, functions: false, summary: "Rows of features, and how to draw some of them" },
  { name: 'sketch.sampledLstsq', data: true, functions: true, summary: "A least-squares problem of which few labels are to be used: rows of features are drawn, and coefficients are fitted to their labels" },
  { name: 'sketch.basisMatrix', data: true, functions: false, summary: "Points, and the functions to evaluate there" },
  { name: 'sketch.solveConsistent', data: true, functions: false, summary: "A consistent system of linear equations, `A x = b`: of its solutions, the one nearest to `initial` is wanted" },
  { name: 'sketch.randomizedSvd', data: true, functions: true, summary: "Which singular values and vectors are wanted, and how exactly" },
  { name: 'sketch.randomizedRangeFinder', data: true, functions: true, summary: "The matrix whose range is wanted, and how much of it: at least one of `tolerance` and `rank` is given" },
  { name: 'transport.sinkhornNewton', data: true, functions: false, summary: "Entropic optimal transport: the cheapest plan that moves the masses `source` to the masses `target`, smoothed by an entropy" },
  { name: 'transport.sinkhornDivergence', data: true, functions: false, summary: "The Sinkhorn divergence between the distributions `source` and `target`: `OT(source, target) - OT(source, source) / 2 - OT(target, target) / 2`, where OT is the optimal `regularizedCost` of entropic transport; with a penalty, half the regularization times the square of the difference of both total masses is added" },
  { name: 'transport.batch', data: true, functions: false, summary: "Many problems of entropic transport, of any sizes" },
  { name: 'transport.barycenter', data: true, functions: false, summary: "The entropic Wasserstein barycentre of histograms: the masses p on a given support that are nearest to all of them, weighted, by transport cost" },
  { name: 'transport.exact', data: true, functions: false, summary: "Optimal transport without regularization: the cheapest plan that moves the masses `source` to the masses `target`" },
] as const;
