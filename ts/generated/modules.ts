// Made from the Rust structs by `npm run codegen`; not to be edited.

/** What is loaded at a time: a family, the engine, or a part of a family, whose tasks need much that the rest does not. */
export type LoadName =
  | 'engine'
  | 'atom'
  | 'bilevel'
  | 'bilevel-expressions'
  | 'bilevel-models'
  | 'blackbox'
  | 'blackbox-compromises'
  | 'blackbox-designs'
  | 'blackbox-expressions'
  | 'blackbox-searches'
  | 'constrained'
  | 'constrained-expressions'
  | 'constrained-fits'
  | 'constrained-quadratic'
  | 'coordinate'
  | 'expression'
  | 'expression-training'
  | 'games'
  | 'games-expressions'
  | 'numerics'
  | 'sketch'
  | 'transport';

/** The module of WebAssembly of each task that is not in its family's. */
export const moduleOfTask: { readonly [task: string]: LoadName } = {
  'bilevel.hypergradient': 'bilevel-expressions',
  'bilevel.minimize': 'bilevel-expressions',
  'bilevel.denoise': 'bilevel-models',
  'bilevel.evaluateOperations': 'bilevel-models',
  'bilevel.learnDenoiser': 'bilevel-models',
  'bilevel.predictKernel': 'bilevel-models',
  'bilevel.selectOperations': 'bilevel-models',
  'bilevel.tuneKernel': 'bilevel-models',
  'blackbox.pareto': 'blackbox-compromises',
  'blackbox.design': 'blackbox-designs',
  'blackbox.minimize': 'blackbox-expressions',
  'blackbox.directSearch': 'blackbox-searches',
  'constrained.minimize': 'constrained-expressions',
  'constrained.leastSquares': 'constrained-fits',
  'constrained.quadraticProgram': 'constrained-quadratic',
  'constrained.quadraticPrograms': 'constrained-quadratic',
  'expression.initialize': 'expression-training',
  'expression.train': 'expression-training',
  'games.variationalInequality': 'games-expressions',
};
