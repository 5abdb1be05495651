/** Problems of expression. */

import type { Problem } from './problem.js';

const f = { formula: 'x[0]^2 * x[1] + sin(x[1])', inputs: { x: 2 } };
const maps = { formula: '[x[0] * x[1], sin(x[0])]', inputs: { x: 2 } };
const points = { x: [1, 2] };

export const problems: readonly Problem[] = [
  {
    id: 'values',
    want: 'Evaluate a formula at one or many points',
    words:
      'evaluate a function, formula, math expression, parse a formula, mathjs, eval, expression parser, tensor, einsum, vectorized, calculator',
    have: 'formula',
    method: 'expression.evaluate',
    guide: 'expression#values-and-derivatives',
    example: { function: f, points },
  },
  {
    id: 'gradient',
    want: 'Differentiate a function exactly: its gradient',
    words:
      'gradient, derivative, automatic differentiation, autodiff, autograd, backpropagation, reverse mode, jax.grad, symbolic differentiation, differentiate a formula, slope, partial derivatives',
    have: 'formula',
    method: 'expression.gradient',
    guide: 'expression#values-and-derivatives',
    example: { function: f, points },
    alternatives: { 'expression.jacobian': 'several outputs', 'expression.prepare': 'your own loop' },
  },
  {
    id: 'hessian',
    want: 'Compute the second derivatives of a function: its Hessian',
    words:
      'hessian matrix, second derivative, curvature, sparse hessian, jax.hessian, matrix of second derivatives',
    have: 'formula',
    method: 'expression.hessian',
    guide: 'expression#values-and-derivatives',
    example: { function: f, points },
  },
  {
    id: 'jacobian',
    want: 'Compute the Jacobian of a function of vectors',
    words:
      'jacobian matrix, derivatives of several outputs, sparse jacobian, jacfwd, jacrev, sensitivity matrix, graph coloring',
    have: 'formula',
    method: 'expression.jacobian',
    guide: 'expression#values-and-derivatives',
    example: { function: maps, points },
  },
  {
    id: 'hessian-product',
    want: 'Multiply a Hessian by a vector without forming it',
    words: 'hessian-vector product, hvp, newton-cg, second-order, pearlmutter',
    have: 'formula',
    method: 'expression.hessianProduct',
    guide: 'expression#values-and-derivatives',
    example: { function: f, points, vector: [1, 0] },
  },
  {
    id: 'directional-derivative',
    want: 'Compute the derivative along a direction',
    words:
      'jacobian-vector product, jvp, forward mode, directional derivative, tangent, pushforward, dual numbers',
    have: 'formula',
    method: 'expression.jacobianProduct',
    guide: 'expression#values-and-derivatives',
    example: { function: maps, points, vector: [1, 0] },
  },
  {
    id: 'pull-back',
    want: 'Pull a vector of weights back through a function',
    words: 'vector-jacobian product, vjp, reverse mode, adjoint, backpropagation, pullback, cotangent',
    have: 'formula',
    method: 'expression.vectorJacobianProduct',
    guide: 'expression#values-and-derivatives',
    example: { function: maps, points, vector: [1, 0] },
  },
  {
    id: 'describe',
    want: 'Describe a function: its shape, structure and sparsity',
    words:
      'sparsity pattern, is it linear, is it quadratic, structure of a function, inspect a formula, number of operations',
    have: 'formula',
    method: 'expression.describe',
    guide: 'expression#values-and-derivatives',
    example: { function: f },
  },
  {
    id: 'prepare',
    want: 'Evaluate a function and its derivatives again and again in my own loop',
    words: 'compile a function, fast evaluation, own optimizer, inner loop, repeated gradients, jit',
    have: 'formula',
    method: 'expression.prepare',
    guide: 'expression#your-own-loops',
    example: `node --input-type=module -e "import { expression } from 'superlinear'; const f = await expression.prepare({ function: { formula: 'sum(x^2)', inputs: { x: 2 } } }); console.log(f.values(Float64Array.of(3, 4))); f.close()"`,
  },
  {
    id: 'train',
    want: 'Train a network or another model on rows of data',
    words:
      'neural network, mlp, perceptron, deep learning, adam, sgd, stochastic gradient descent, l-bfgs, training loop, epochs, loss function, minibatch, tensorflow, pytorch, backpropagation, fit a custom loss, maximum likelihood',
    have: 'table',
    method: 'expression.train',
    guide: 'expression#training',
    example: {
      loss: { formula: '(a * x + b - y)^2', inputs: { a: [], b: [], x: [], y: [] } },
      rows: { x: [0, 1, 2, 3], y: [1, 3, 5, 7] },
      parameters: { a: 0, b: 0 },
      method: 'lbfgs',
    },
    alternatives: {
      'constrained.curveFit': 'few parameters, with errors',
      'coordinate.fit': 'linear models',
    },
  },
  {
    id: 'initialize',
    want: 'Draw initial weights of a network',
    words: 'glorot, xavier, he initialization, random weights, kaiming, initializer',
    have: 'formula',
    method: 'expression.initialize',
    guide: 'expression#training',
    example: {
      function: { formula: 'tanh(dense(x, w, b))', inputs: { x: 2, w: [2, 3], b: 3 } },
      parameters: { w: 'glorot', b: 'zeros' },
    },
  },
];
