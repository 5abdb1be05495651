// Made from the Rust structs by `npm run codegen`; not to be edited.

/** Maximum number of nodes of a function. */
export const MAX_NODES = 200000;
/** Maximum number of inputs of a function. */
export const MAX_INPUTS = 64;
/** Maximum number of axes of an array. */
export const MAX_RANK = 6;
/** Maximum number of elements of an array, 2^31 - 1. */
export const MAX_SIZE = 2147483647;
/** Maximum order of a matrix that is factored. */
export const MAX_ORDER = 128;

/** The unary elementwise operations. */
export const UNARY = [
  'negate',
  'abs',
  'sign',
  'floor',
  'ceil',
  'round',
  'trunc',
  'sqrt',
  'cbrt',
  'exp',
  'expm1',
  'log',
  'log2',
  'log10',
  'log1p',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'erf',
  'erfc',
  'lgamma',
  'digamma',
  'sigmoid',
  'softplus',
  'relu',
  'gelu',
] as const;

/** The binary elementwise operations. */
export const BINARY = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'power',
  'min',
  'max',
  'atan2',
  'hypot',
  'mod',
  'straightThrough',
] as const;

/** The comparisons. */
export const COMPARISONS = [
  'less',
  'lessEqual',
] as const;

/** The number of operands of other operations, or `list` if they are a list. */
export const OPERANDS = {
  input: 0,
  constant: 0,
  data: 0,
  where: 4,
  product: 1,
  cumprod: 1,
  concatenate: 'list',
  broadcast: 1,
  cholesky: 1,
  convolution: 2,
  transposedConvolution: 2,
  cumsum: 1,
  det: 1,
  logdet: 1,
  amin: 1,
  amax: 1,
  gather: 1,
  logsumexp: 1,
  matmul: 2,
  norm: 1,
  permute: 1,
  recurrence: 2,
  reshape: 1,
  slice: 1,
  softmax: 1,
  solve: 2,
  inverse: 1,
  sparseMatmul: 1,
  sum: 1,
  take: 2,
} as const;
