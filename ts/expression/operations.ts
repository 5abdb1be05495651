/** All operations. */

export {
  and,
  type Condition,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  not,
  notEqual,
  or,
} from './conditions.js';
export {
  abs,
  acos,
  add,
  asin,
  atan,
  atan2,
  cos,
  cosh,
  divide,
  erf,
  exp,
  expm1,
  gelu,
  ln,
  log,
  log1p,
  max,
  min,
  multiply,
  negate,
  pow,
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
