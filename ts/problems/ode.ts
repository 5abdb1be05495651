/** Problems of ode. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'differential-equations',
    want: 'Follow differential equations in time',
    words:
      'ode, ordinary differential equations, initial value problem, ivp, solve_ivp, odeint, ode45, ode15s, runge-kutta, rk4, dopri, lsoda, cvode, sundials, bdf, radau, stiff, coupled, second order, system dynamics, simulate, simulation, lorenz, chaos, attractor, pendulum, oscillator, orbit, planets, n-body, predator prey, lotka-volterra, epidemic, sir, chemical kinetics, reaction network, circuit, bouncing ball, event, stop when, hit, dae, algebraic equations, mass matrix, steady state, dde, delay differential equation, delayed, time lag, dde23, jitcdde, mackey-glass, incubation period',
    have: 'equation',
    method: 'ode.solve',
    guide: 'ode',
    example: {
      field: {
        formula: '[a * y[0] - b * y[0] * y[1], c * y[0] * y[1] - d * y[1]]',
        inputs: { y: 2, a: [], b: [], c: [], d: [] },
      },
      parameters: { a: 0.6, b: 0.03, c: 0.02, d: 0.8 },
      initial: [30, 4],
      times: [5, 10, 20],
    },
    alternatives: { 'ode.fit': 'unknown parameters and observed series', 'pde.heat': 'fields in space' },
  },
  {
    id: 'fit-differential-equations',
    want: 'Find the parameters of differential equations from observed series',
    words:
      'fit an ode, parameter estimation, system identification, inverse problem, rate constants, kinetics from data, epidemic, sir, infection, case numbers, lotka-volterra from data, time series, dynamic model, pharmacokinetics, observed concentrations, calibrate a simulation model',
    have: 'table',
    method: 'ode.fit',
    guide: 'ode#parameters-from-data',
    example: {
      field: { formula: '[rate * y[0] * (1 - y[0] / limit)]', inputs: { y: 1, rate: [], limit: [] } },
      parameters: { rate: 1, limit: 8 },
      lower: { rate: 0 },
      initial: [0.5],
      times: [1, 2, 4, 6, 8],
      observations: [[0.99], [1.77], [3.65], [4.66], [4.92]],
    },
    alternatives: { 'constrained.curveFit': 'a formula for the solution itself' },
  },
];
