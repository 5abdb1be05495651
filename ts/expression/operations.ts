/** All operations. */

export {
  abs,
  acos,
  add,
  asin,
  atan,
  atan2,
  type Condition,
  cos,
  cosh,
  divide,
  erf,
  exp,
  expm1,
  gelu,
  greater,
  greaterEqual,
  less,
  lessEqual,
  log,
  log1p,
  max,
  min,
  multiply,
  negate,
  power,
  relu,
  sigmoid,
  sin,
  sinh,
  softplus,
  sqrt,
  subtract,
  tan,
  tanh,
  where,
} from './elementwise.js';
export * from './linear.js';
export * from './networks.js';
export * from './reductions.js';
export * from './structure.js';
