// Made from the Rust structs by `npm run codegen`; not to be edited.

export * as atom from '../families/atom.js';
export * as bilevel from '../families/bilevel.js';
export * as blackbox from '../families/blackbox.js';
export * as constrained from '../families/constrained.js';
export * as coordinate from '../families/coordinate.js';
export * as dynamics from '../families/dynamics.js';
export * as expression from '../families/expression.js';
export * as federated from '../families/federated.js';
export * as games from '../families/games.js';
export * as linear from '../families/linear.js';
export * as numerics from '../families/numerics.js';
export * as ode from '../families/ode.js';
export * as pde from '../families/pde.js';
export * as sketch from '../families/sketch.js';
export * as stochastic from '../families/stochastic.js';
export * as transport from '../families/transport.js';
