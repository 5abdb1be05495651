/** Problems of linear. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'linear-system',
    want: 'Solve a linear system, dense or sparse',
    words:
      'A x = b, Ax = b, linear equations, simultaneous equations, numpy.linalg.solve, spsolve, backslash, mldivide, inverse matrix, gaussian elimination, lu, cholesky, ldlt, factorization, sparse direct solver, umfpack, conjugate gradient, cg, gmres, bicgstab, minres, krylov, preconditioner, multigrid, ilu, condition number, tridiagonal, banded',
    have: 'matrix',
    method: 'linear.solve',
    guide: 'linear#a-sparse-system',
    example: {
      matrix: [
        [4, 1],
        [1, 3],
      ],
      rightSide: [1, 2],
    },
    alternatives: {
      'sketch.lstsq': 'more equations than unknowns',
      'linear.prepare': 'one matrix and many right-hand sides over time',
      'coordinate.solveGraphQuadratic': 'Laplacians of graphs',
    },
  },
  {
    id: 'factor-once',
    want: 'Factor a matrix once and solve for many right-hand sides',
    words:
      'splu, lu_factor, cho_factor, factorized, reuse a factorization, same matrix, repeated solves, many right sides, prefactored, time stepping',
    have: 'matrix',
    method: 'linear.prepare',
    guide: 'linear#repeated-solves-with-one-matrix',
    example: `node --input-type=module -e "import { linear } from 'superlinear'; const system = await linear.prepare({ matrix: [[4, 1], [1, 3]] }); console.log(system.solve([1, 2])); system.close()"`,
    alternatives: { 'linear.solve': 'all right-hand sides known at once, as a matrix' },
  },
  {
    id: 'related-systems',
    want: 'Solve a sequence of related linear systems',
    words:
      'sequence of matrices, shifted systems, parameter sweep, tune a solver, relaxation parameter, sor, learn the parameter, recycling, warm start, slowly changing matrix',
    have: 'matrix',
    method: 'linear.solveSequence',
    guide: 'linear#many-related-systems',
    example: {
      matrix: [
        [2, -1, 0],
        [-1, 2, -1],
        [0, -1, 2],
      ],
      shifts: [0, 0.5, 1],
      rightSides: [1, 0, 1],
    },
  },
  {
    id: 'next-parameter',
    want: 'Choose the parameter of the next solve from the costs of earlier ones',
    words:
      'online learning, bandit, tsallis, contextual bandit, explore and exploit, self-tuning, solver parameter, next trial',
    have: 'solution',
    method: 'linear.nextParameter',
    guide: 'linear#many-related-systems',
    example: { grid: [1, 1.2, 1.4, 1.6, 1.8] },
    alternatives: { 'linear.solveSequence': 'the whole sequence is known' },
  },
  {
    id: 'record-cost',
    want: 'Record the cost of a solve, to choose the next parameter',
    words: 'bandit feedback, report a cost, update the learner, reward',
    have: 'solution',
    method: 'linear.recordCost',
    guide: 'linear#many-related-systems',
    example: `node --input-type=module -e "import { linear } from 'superlinear'; const { state } = await linear.nextParameter({ grid: [1, 1.5] }); console.log(await linear.recordCost({ state, cost: 12 }))"`,
  },
  {
    id: 'eigenvalues',
    want: 'Find a few eigenvalues and eigenvectors of a symmetric matrix',
    words:
      'eigenvalue, eigenvector, eig, eigh, eigs, eigsh, lanczos, arpack, lobpcg, shift-invert, smallest, largest, spectrum of a matrix, generalized eigenvalue problem, vibration modes, natural frequencies, normal modes, fiedler vector, spectral clustering, graph laplacian, pagerank, schrodinger operator',
    have: 'matrix',
    method: 'linear.eigenvalues',
    guide: 'linear#eigenvalues',
    example: {
      matrix: [
        [2, -1, 0],
        [-1, 2, -1],
        [0, -1, 2],
      ],
      count: 1,
    },
    alternatives: { 'sketch.randomizedSvd': 'singular values of any matrix' },
  },
];
