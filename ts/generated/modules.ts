// Made from the Rust structs by `npm run codegen`; not to be edited.

/** A unit of loading: a family, the engine, or a part of a family with large dependencies of its own. */
export const loadNames = [
  'engine',
  'atom',
  'bilevel',
  'bilevel-expressions',
  'bilevel-models',
  'blackbox',
  'blackbox-compromises',
  'blackbox-designs',
  'blackbox-expressions',
  'blackbox-searches',
  'constrained',
  'constrained-expressions',
  'constrained-fits',
  'constrained-quadratic',
  'coordinate',
  'expression',
  'expression-matrices',
  'expression-training',
  'games',
  'games-expressions',
  'linear',
  'linear-eigenvalues',
  'numerics',
  'ode',
  'ode-expressions',
  'pde',
  'pde-chemotaxis',
  'pde-energies',
  'pde-reactions',
  'sketch',
  'transport',
] as const;

/** One of these. */
export type LoadName = (typeof loadNames)[number];

/** The WebAssembly module of each task outside its family's module. */
export const moduleOfTask: { readonly [method: string]: LoadName } = {
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
  'expression.describe': 'expression-matrices',
  'expression.hessian': 'expression-matrices',
  'expression.jacobian': 'expression-matrices',
  'expression.initialize': 'expression-training',
  'expression.train': 'expression-training',
  'games.variationalInequality': 'games-expressions',
  'linear.eigenvalues': 'linear-eigenvalues',
  'ode.solve': 'ode-expressions',
  'pde.chemotaxis': 'pde-chemotaxis',
  'pde.minimizeEnergy': 'pde-energies',
  'pde.reactionDiffusion': 'pde-reactions',
};

/** The WebAssembly module of each dialogue outside its family's module. */
export const moduleOfDialogue: { readonly [method: string]: LoadName } = {
  'expression.prepare': 'expression-matrices',
  'pde.minimizeEnergy': 'pde-energies',
  'pde.reactionDiffusion': 'pde-reactions',
};
