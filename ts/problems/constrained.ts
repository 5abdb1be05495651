/** Problems of constrained. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'fit-a-curve',
    want: 'Fit a curve to measurements, with errors of its parameters',
    words:
      'curve fitting, curve_fit, curvefit, scipy.optimize.curve_fit, lmfit, nls, nonlinear regression, nonlinear fit, trend line, exponential, decay, growth, half-life, saturation, sigmoid, gaussian peak, spectrum, sine wave, sinusoid, oscillation, period, power law, michaelis-menten, enzyme kinetics, vmax, dose response, ic50, ec50, hill, four parameter logistic, 4pl, calibration curve, standard errors, confidence interval, confidence band, estimate parameters, function to data',
    have: 'points',
    method: 'constrained.curveFit',
    guide: 'constrained#curves',
    example: {
      model: 'exponentialDecay',
      x: [0.25, 0.5, 1, 2, 3, 4, 6, 8],
      y: [9.1, 8.4, 7.3, 5.2, 4.1, 3, 1.9, 1.2],
    },
    alternatives: {
      'sketch.lstsq': 'models that are linear in their parameters, such as polynomials',
      'ode.fit': 'models that are differential equations',
      'constrained.leastSquares': 'residuals that are not those of a curve',
    },
  },
  {
    id: 'least-squares-nonlinear',
    want: 'Find the parameters with the least sum of squared residuals',
    words:
      'nonlinear least squares, least_squares, scipy.optimize.least_squares, leastsq, lsqnonlin, levenberg-marquardt, gauss-newton, trust region, ceres, minpack, residuals, bundle adjustment, calibration, camera, sensor, triangulate, trilateration, multilateration, gps, locate by distances, beacons, inverse kinematics, robust loss, huber, cauchy, outliers, circle fit, ellipse, sphere, geometric fit, nonlinear equations, system of nonlinear equations, fsolve',
    have: 'formula',
    method: 'constrained.leastSquares',
    guide: 'constrained#least-squares',
    example: {
      residuals: {
        formula: '[hypot(p[0], p[1]) - 5, hypot(p[0] - 8, p[1]) - 5, hypot(p[0], p[1] - 6) - 5]',
        inputs: { p: 2 },
      },
      initial: [1, 1],
    },
    alternatives: { 'constrained.curveFit': 'a curve through points', 'sketch.lstsq': 'linear residuals' },
  },
  {
    id: 'minimize',
    want: 'Minimize or maximize a smooth function under constraints',
    words:
      'constrained optimization, nonlinear programming, nlp, minimize, maximize, scipy.optimize.minimize, SLSQP, trust-constr, L-BFGS-B, BFGS, fmincon, fminunc, fminsearch, ipopt, knitro, casadi, gradient descent, newton, equality, inequality, bounds, lagrange multipliers, kkt, budget, optimal design, smooth function, several variables, lowest point, energy minimization, trajectory, hanging chain, equilibrium shape',
    have: 'formula',
    method: 'constrained.minimize',
    guide: 'constrained#minima',
    example: 'superlinear minimize "(x[0] - 1)^2 + x[1]^4" --variables x:2 --subject-to "x[0] + x[1] = 2"',
    alternatives: {
      'constrained.quadraticProgram': 'a linear or quadratic objective with linear constraints',
      'blackbox.minimize': 'a function that is noisy, jumps, or has many minima',
      'numerics.brentMinimum': 'one variable',
    },
  },
  {
    id: 'linear-program',
    want: 'Plan the best mix under linear limits',
    words:
      'linear program, linear programming, lp, linprog, simplex, highs, glpk, javascript-lp-solver, maximize profit, production planning, limited resources, blending, diet problem, cheapest, scheduling, allocation of resources, portfolio, budget, capacity',
    have: 'costs',
    method: 'constrained.quadraticProgram',
    guide: 'constrained#quadratic-and-linear-programs',
    example: {
      linear: [-3, -5],
      constraintMatrix: [
        [1, 0],
        [0, 2],
        [3, 2],
      ],
      constraintUpper: [4, 12, 18],
      lower: [0, 0],
    },
    alternatives: {
      'constrained.minimize': 'curved objectives or constraints',
      'transport.exact': 'shipping and assignment',
    },
  },
  {
    id: 'quadratic-program',
    want: 'Minimize a quadratic under linear limits: portfolios, projections, model predictive control',
    words:
      'quadratic program, quadratic programming, qp, quadprog, osqp, cvxopt, cvxpy, mpc, model predictive control, markowitz, mean-variance, portfolio optimization, minimum variance, risk and return, covariance, weights that sum to one, svm dual, project onto a polytope',
    have: 'matrix',
    method: 'constrained.quadraticProgram',
    guide: 'constrained#quadratic-and-linear-programs',
    example: {
      hessian: [
        [0.04, 0.01],
        [0.01, 0.09],
      ],
      linear: [0, 0],
      constraintMatrix: [
        [1, 1],
        [0.05, 0.1],
      ],
      constraintLower: [1, 0.07],
      constraintUpper: [1, 1],
      lower: [0, 0],
    },
    alternatives: { 'constrained.quadraticPrograms': 'many programs with the same matrices' },
  },
  {
    id: 'quadratic-programs',
    want: 'Solve many quadratic or linear programs that share their matrices',
    words:
      'efficient frontier, sequence of quadratic programs, batch qp, rolling, every time step, warm start, same constraints, scenarios, parametric programming',
    have: 'matrix',
    method: 'constrained.quadraticPrograms',
    guide: 'constrained#quadratic-and-linear-programs',
    example: {
      hessian: [
        [2, 0],
        [0, 2],
      ],
      linear: [
        [-2, -4],
        [-6, -2],
      ],
      lower: [0, 0],
      upper: [2, 2],
    },
  },
  {
    id: 'logistic-under-equations',
    want: 'Fit a logistic regression whose coefficients obey equations',
    words:
      'constrained logistic regression, coefficients sum to zero, fairness, fair credit, norm of the coefficients, unit norm',
    have: 'table',
    method: 'constrained.logistic',
    guide: 'constrained#built-in-problems',
    example: {
      features: [
        [1, 2],
        [2, 1],
        [-1, -1],
        [-2, 1],
        [1, -1],
      ],
      labels: [1, 1, -1, -1, 1],
      ridge: 0.1,
      constraintMatrix: [[1, -1]],
      constraintValues: [0],
    },
    alternatives: { 'coordinate.logisticRegression': 'no equations, or penalties that select features' },
  },
  {
    id: 'control-a-field',
    want: 'Steer a field, such as a temperature, to a target by a distributed control',
    words:
      'optimal control, pde constrained optimization, elliptic control, heating, inverse source, poisson control',
    have: 'equation',
    method: 'constrained.poissonControl',
    guide: 'constrained#built-in-problems',
    example: { size: 7, controlWeight: 0.01 },
  },
  {
    id: 'check-derivatives',
    want: 'Check that my gradient and my Jacobian are right',
    words:
      'check_grad, gradient check, gradcheck, finite differences, wrong gradient, verify derivatives, debug a jacobian, hessian check',
    have: 'function',
    method: 'constrained.checkDerivatives',
    guide: 'constrained#functions',
    example: `node --input-type=module -e "import { constrained } from 'superlinear'; console.log((await constrained.checkDerivatives({ objective: ([x, y]) => x * x * y, gradient: ([x, y]) => [2 * x * y, x], initial: [1, 2] })).errors)"`,
  },
];
