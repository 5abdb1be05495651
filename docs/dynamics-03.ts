import { dynamics, ode } from 'superlinear';

const { series } = await dynamics.simulate({ system: 'lorenz', length: 3000, transient: 1000 });

// A piecewise-linear map with the same attractor, its exponents, regions and cycles.
const { model, lyapunovExponents, attractorDivergence, divergenceFloor } = await dynamics.reconstruct({
  series,
  step: 0.01,
  pieces: 2,
});
const { regions, cycles } = await dynamics.analyze({ model, maxPeriod: 6 });
console.log(lyapunovExponents, attractorDivergence, divergenceFloor, regions, cycles);

// The equations, and their integration from another state.
const { formula } = await dynamics.discoverEquations({ series, step: 0.01 });
const { states } = await ode.solve({ field: formula, initial: [1, 1, 20], to: 10 });
console.log(formula.formula, states);

export {};
