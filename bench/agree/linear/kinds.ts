// Linear systems of every structure against LAPACK and SuperLU.

import { linear, type SyncRunOptions } from 'superlinear';
import { certifyEigenvalues, certifySequence, certifySolve } from '../../../test/certificates/linear.js';
import { at, largest, rightSidesOf, rowsOf } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { sparseOf } from '../sparse.js';
import { type Finding, type Reply, type Subject, subject } from '../subject.js';

interface Model {
  readonly matrix: number[][];
  readonly rightSide: number[];
  readonly sparse: boolean;
  readonly method?: linear.SolveMethod;
  readonly preconditioner?: linear.Preconditioner;
  /** Whether the method is sure to converge for matrices of this kind. */
  readonly isSure: boolean;
}

interface Answer extends Reply {
  /** The smallest over the largest singular value of the equilibrated matrix. */
  readonly ratio: number;
  readonly solution: number[][];
  /** The factors of the columns in the equilibrated matrix. */
  readonly columns: number[];
  /** The eigenvalues of the equilibrated matrix; none if it is not symmetric. */
  readonly eigenvalues: number[];
}

type Rows = number[][];

/** Rounding errors of a factorization, in units of the rounding unit and the number of rows. */
const GROWTH = 200;

const DIRECT: readonly linear.SolveMethod[] = ['auto', 'cholesky', 'ldl', 'lu'];

/** A square matrix with a share of entries, and a full diagonal. */
const scattered = (random: Random, n: number, share: number, entry: () => number): Rows =>
  random.matrix(n, n, (i, j) => (i === j || random.chance(share) ? entry() : 0));

const symmetrized = (rows: Rows): Rows =>
  rows.map((row, i) => row.map((value, j) => (i >= j ? value : at(rows[j] as number[], i))));

/** A symmetric matrix with a dominant positive diagonal. */
function dominant(rows: Rows): Rows {
  const symmetric = symmetrized(rows);
  return symmetric.map((row, i) =>
    row.map((value, j) =>
      i === j ? row.reduce((total, entry) => total + Math.abs(entry), 0.1 + Math.abs(value)) : value,
    ),
  );
}

/** Differences on a grid with coefficients that jump between cells. */
function jumps(random: Random, contrast: number): Rows {
  const side = random.integer(2, 6);
  const n = side * side;
  const coefficients = random.list(n, () => (random.chance(0.5) ? 1 : contrast));
  const rows = random.matrix(n, n, () => 0);
  const add = (i: number, j: number, value: number) => {
    (rows[i] as number[])[j] = at(rows[i] as number[], j) + value;
  };
  for (let k = 0; k < n; k++) {
    const [i, j] = [Math.floor(k / side), k % side];
    if (i === 0 || j === 0) add(k, k, at(coefficients, k));
    for (const [isInside, other] of [
      [j + 1 < side, k + 1],
      [i + 1 < side, k + side],
    ] as const) {
      if (!isInside) continue;
      const [p, q] = [at(coefficients, k), at(coefficients, other)];
      const face = (2 * p * q) / (p + q);
      add(k, k, face);
      add(other, other, face);
      add(k, other, -face);
      add(other, k, -face);
    }
  }
  return rows;
}

/** A kind: how matrices are made, and the methods that solve them for sure. */
const kind =
  (
    make: (random: Random) => Rows,
    methods: readonly linear.SolveMethod[],
    isSure = true,
    preconditioners: readonly linear.Preconditioner[] = ['auto'],
  ) =>
  (random: Random): Model => {
    const matrix = make(random);
    const scale = random.chance(0.2) ? random.scale() : 1;
    return {
      matrix: matrix.map((row) => row.map((value) => value * scale)),
      rightSide: random.list(matrix.length, () => (random.chance(0.1) ? 0 : random.normal())),
      sparse: random.chance(0.5),
      method: random.pick(methods),
      preconditioner: random.pick(preconditioners),
      isSure,
    };
  };

const size = (random: Random) => random.integer(1, random.chance(0.15) ? 90 : 12);

const general = (random: Random) => scattered(random, size(random), random.uniform(), () => random.normal());
const symmetric = (random: Random) => symmetrized(general(random));
const integers = (random: Random) => {
  const n = random.integer(1, 5);
  return random.matrix(n, n, () => random.integer(-2, 2));
};

/** A product of two random factors with one singular value of a chosen size. */
function nearlySingular(random: Random): Rows {
  const n = random.integer(2, 10);
  const [left, right] = [random.normals(n, n), random.normals(n, n)];
  const last = random.decade(-18, -6);
  return random.matrix(n, n, (i, j) => {
    let sum = 0;
    for (let k = 0; k < n; k++)
      sum += at(left[i] as number[], k) * (k === n - 1 ? last : 1) * at(right[k] as number[], j);
    return sum;
  });
}

/** Rows and columns in units of many decades. */
function scaled(random: Random, rows: Rows, isSymmetric: boolean): Rows {
  const left = rows.map(() => random.decade(-12, 12));
  const right = isSymmetric ? left : rows.map(() => random.decade(-12, 12));
  return rows.map((row, i) => row.map((value, j) => value * at(left, i) * at(right, j)));
}

/** [D B'; B 0] with a positive diagonal D. */
function saddlePoint(random: Random): Rows {
  const [n, m] = [random.integer(1, 10), random.integer(1, 4)];
  return symmetrized(
    random.matrix(n + m, n + m, (i, j) => {
      if (i === j && i < n) return random.uniform(0.5, 2);
      return i >= n && j < n ? random.normal() : 0;
    }),
  );
}

/** The kinds of systems, and the comparison of their solutions. */
const systems: Omit<Subject<Model, linear.SolveSolution, Answer>, 'method' | 'solve'> = {
  kinds: {
    general: kind(general, ['auto', 'lu']),
    'general, by iterations': kind(
      (random) => {
        const rows = general(random);
        return rows.map((row, i) => row.map((value, j) => value + (i === j ? 3 * rows.length : 0)));
      },
      ['gmres', 'bicgstab'],
      true,
      ['auto', 'none', 'jacobi', 'ssor', 'incompleteLu'],
    ),
    'any, by iterations': kind(general, ['gmres', 'bicgstab'], false, ['auto', 'none', 'jacobi']),
    symmetric: kind(symmetric, ['auto', 'lu']),
    'symmetric, of small integers': kind((random) => symmetrized(integers(random)), ['auto', 'ldl', 'lu']),
    'symmetric, by iterations': kind(symmetric, ['minres'], false, ['auto', 'none']),
    definite: kind((random) => dominant(general(random)), DIRECT),
    'definite, by iterations': kind((random) => dominant(general(random)), ['cg'], true, [
      'auto',
      'none',
      'jacobi',
      'ssor',
      'incompleteCholesky',
      'amg',
    ]),
    'of small integers': kind(integers, ['auto', 'lu']),
    'nearly singular': kind(nearlySingular, ['auto', 'lu']),
    'badly scaled': kind((random) => scaled(random, general(random), false), ['auto', 'lu']),
    'badly scaled, definite': kind((random) => scaled(random, dominant(general(random)), true), DIRECT),
    'saddle points': kind(saddlePoint, ['auto', 'ldl', 'lu']),
    'jumps of 1e8': kind((random) => jumps(random, 1e8), ['auto', 'cholesky', 'lu']),
    'jumps of 1e8, by iterations': kind((random) => jumps(random, 1e8), ['cg'], false, [
      'auto',
      'amg',
      'jacobi',
    ]),
  },
  axes: [['matrix', 'matrix.*', 'rightSide']],
  peer: 'solve',
  pose: ({ matrix, rightSide, sparse, method, preconditioner }) => ({
    matrix: sparse ? sparseOf(matrix) : matrix,
    rightSide,
    method,
    preconditioner,
  }),
  certify: (problem, solution) => certifySolve(problem as linear.SolveProblem, solution),
  *judge(model, { status, solution }, answer): Iterable<Finding> {
    if (solution === undefined) return;
    const n = model.matrix.length;
    const rounding = GROWTH * n * 2 ** -52;
    const detail = `${status} by ${solution.method}, ratio of singular values ${answer.ratio}`;
    if (status === 'singular') {
      if (answer.ratio > rounding) yield { cause: 'singular where the matrix is regular', detail };
      return;
    }
    if (status !== 'converged') {
      if (model.isSure && answer.ratio > rounding)
        yield { cause: `${status} where there is a solution`, detail };
      return;
    }
    if (answer.ratio < 2 ** -52 / GROWTH && largest(model.rightSide) > 0 && DIRECT.includes(solution.method))
      yield { cause: 'a solution where the matrix is singular', detail };
    yield* compareSolutions(model, solution, answer);
    yield* compareInertia(solution, answer, rounding);
  },
};

export const subjects = [
  subject<Model, linear.SolveSolution, Answer>({
    ...systems,
    method: 'solve',
    solve: (problem, options) => linear.solveSync(problem as linear.SolveProblem, options),
  }),
  subject<Model, linear.SolveSolution, Answer>({
    ...systems,
    method: 'prepare',
    solve: (problem, options) => solvePrepared(problem as linear.SolveProblem, options),
  }),
  subject<Spectral, linear.EigenvaluesSolution, Spectrum>({
    method: 'eigenvalues',
    kinds: {
      symmetric: spectral(symmetric, ['auto', 'shiftInvert']),
      'symmetric, of small integers': spectral(
        (random) => symmetrized(integers(random)),
        ['auto', 'shiftInvert'],
      ),
      definite: spectral((random) => dominant(general(random)), ['auto', 'shiftInvert', 'lobpcg']),
      'saddle points': spectral(saddlePoint, ['auto', 'shiftInvert']),
      'jumps of 1e8': spectral((random) => jumps(random, 1e8), ['auto', 'shiftInvert']),
      general: spectral(general, ['auto']),
      'of small integers': spectral(integers, ['auto']),
    },
    axes: [['matrix', 'matrix.*', 'mass']],
    peer: 'eigenvalues',
    pose: ({ matrix, mass, count, which, shift, method }) => ({
      matrix: method === 'auto' ? matrix : sparseOf(matrix),
      ...(mass.length > 0 && { massDiagonal: mass }),
      count: Math.min(count, matrix.length),
      which,
      shift,
      method,
    }),
    solve: (problem, options) => linear.eigenvaluesSync(problem as linear.EigenvaluesProblem, options),
    certify: (problem, solution) => certifyEigenvalues(problem as linear.EigenvaluesProblem, solution),
    *judge(model, outcome, answer): Iterable<Finding> {
      yield* compareSpectra(model, outcome, answer);
    },
  }),
  subject<Sequence, linear.SolveSequenceSolution>({
    method: 'solveSequence',
    kinds: {
      definite: sequence((random) => dominant(general(random)), ['auto', 'direct', 'sor', 'ssorCg']),
      general: sequence(general, ['auto', 'direct']),
      'of small integers': sequence(integers, ['auto', 'direct']),
    },
    axes: [['matrix', 'matrix.*', 'rightSide']],
    pose: ({ matrix, rightSide, shifts, method }) => ({ matrix, rightSides: rightSide, shifts, method }),
    solve: (problem, options) => linear.solveSequenceSync(problem as linear.SolveSequenceProblem, options),
    certify: (problem, solution) => certifySequence(problem as linear.SolveSequenceProblem, solution),
    *judge({ method }, { status, solution }): Iterable<Finding> {
      if (solution !== undefined && (method === 'sor' || method === 'ssorCg') && status !== 'converged')
        yield { cause: `${status} of a dominant matrix`, detail: solution.statuses.join(' ') };
    },
  }),
];

/** A matrix whose eigenvalues are asked for. */
interface Spectral {
  readonly matrix: number[][];
  readonly mass: number[];
  readonly count: number;
  readonly which: linear.Which;
  readonly shift: number;
  readonly method: linear.EigenvaluesMethod;
}

interface Spectrum extends Reply {
  /** Real and imaginary parts of all eigenvalues. */
  readonly real: number[];
  readonly imaginary: number[];
  /** The largest condition number of an eigenvalue; 1 of a symmetric matrix. */
  readonly condition: number;
  /** The 2-norm of the matrix. */
  readonly size: number;
}

function spectral(make: (random: Random) => Rows, methods: readonly linear.EigenvaluesMethod[]) {
  return (random: Random): Spectral => {
    const matrix = make(random);
    const method = random.pick(methods);
    const parts =
      method === 'lobpcg'
        ? (['smallest', 'largest'] as const)
        : (['smallest', 'largest', 'nearest'] as const);
    return {
      matrix,
      mass: random.chance(0.3) ? random.list(matrix.length, () => random.uniform(0.5, 2)) : [],
      count: random.integer(1, 4),
      which: random.pick(parts),
      shift: random.normal(),
      method,
    };
  };
}

/** Compares the distances of the eigenvalues in the order asked for. */
function* compareSpectra(
  { matrix, which, shift }: Spectral,
  { status, solution }: { status: string; solution?: linear.EigenvaluesSolution },
  { real, imaginary, condition, size }: Spectrum,
): Iterable<Finding> {
  if (solution === undefined) return;
  const slack = GROWTH * matrix.length * 2 ** -52 * size * condition + 1e-9 * size;
  if (!(condition < 1e6)) return;
  if (status !== 'converged') {
    yield { cause: `${status} of eigenvalues`, detail: `by ${solution.method}` };
    return;
  }
  const isSymmetric = solution.imaginary === undefined;
  const distance = (a: number, b: number) => {
    if (which === 'nearest') return Math.hypot(a - shift, b);
    const value = isSymmetric ? a : Math.hypot(a, b);
    return which === 'smallest' ? value : -value;
  };
  const theirs = real.map((a, k) => distance(a, at(imaginary, k))).sort((a, b) => a - b);
  const ours = Array.from(solution.values, (a, k) => distance(a, solution.imaginary?.[k] ?? 0)).sort(
    (a, b) => a - b,
  );
  for (const [k, value] of ours.entries())
    if (!(Math.abs(value - at(theirs, k)) <= slack)) {
      yield {
        cause: 'an eigenvalue differs',
        detail: `${value} instead of ${at(theirs, k)} by ${solution.method}`,
      };
      return;
    }
}

/** A matrix with several shifts. */
interface Sequence {
  readonly matrix: number[][];
  readonly rightSide: number[];
  readonly shifts: number[];
  readonly method: linear.SequenceMethod;
}

function sequence(make: (random: Random) => Rows, methods: readonly linear.SequenceMethod[]) {
  return (random: Random): Sequence => {
    const matrix = make(random);
    return {
      matrix,
      rightSide: random.list(matrix.length, () => random.normal()),
      shifts: random.list(random.integer(1, 5), () => random.uniform()),
      method: random.pick(methods),
    };
  };
}

/** Solves by a prepared system whose matrix was the identity before, in the same places. */
function solvePrepared(problem: linear.SolveProblem, options: SyncRunOptions): linear.SolveSolution {
  const { matrix, rightSide, ...settings } = problem;
  const rows = rowsOf(matrix);
  const isSparse = 'indptr' in matrix;
  const entries = isSparse ? Float64Array.from(matrix.data) : Float64Array.from(rows.flat());
  const identity = isSparse
    ? { ...matrix, data: entries.map(() => 1) }
    : rows.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  // Methods of the structure of the matrix may refuse the identity's places.
  const isGeneral =
    settings.method === undefined || ['auto', 'lu', 'gmres', 'bicgstab'].includes(settings.method);
  const system = linear.prepareSync({ matrix: isGeneral ? identity : matrix, ...settings }, options);
  try {
    system.update(entries);
    const solution = Float64Array.from(system.solve(rightSide as Float64Array));
    const { status, method, preconditioner, relativeResidual, backwardError, iterations, inertia } = system;
    const found = { status, solution, method, preconditioner, relativeResidual, backwardError, iterations };
    return inertia === undefined ? found : { ...found, inertia };
  } finally {
    system.close();
  }
}

/** The forward error is at most the condition times the errors of both sides, in units of the equilibrated columns. */
function* compareSolutions(
  { matrix }: Model,
  solution: linear.SolveSolution,
  { solution: theirs, columns, ratio }: Answer,
): Iterable<Finding> {
  if (!DIRECT.includes(solution.method) || ratio < 1e-13) return;
  const n = matrix.length;
  const ours = (rightSidesOf(solution.solution)[0] as number[]).map((x, j) => x / at(columns, j));
  const peer = theirs.map((row, j) => at(row, 0) / at(columns, j));
  const apart = largest(ours.map((x, j) => x - at(peer, j)));
  const slack = (GROWTH * n * n * 2 ** -52 * largest(peer)) / ratio;
  if (!(apart <= slack) && Number.isFinite(largest(peer)))
    yield { cause: 'the solution differs', detail: `${apart} apart, more than ${slack}` };
}

function* compareInertia({ inertia }: linear.SolveSolution, { eigenvalues }: Answer, rounding: number) {
  if (inertia === undefined || eigenvalues.length === 0) return;
  const size = largest(eigenvalues);
  if (eigenvalues.some((value) => Math.abs(value) <= rounding * size)) return;
  const positive = eigenvalues.filter((value) => value > 0).length;
  if (inertia.positive !== positive || inertia.zero !== 0)
    yield {
      cause: 'the inertia differs',
      detail: `${JSON.stringify(inertia)} where ${positive} of ${eigenvalues.length} eigenvalues are positive`,
    };
}
