// Differential equations against the matrix exponential and SciPy at the smallest tolerances.

import { ode } from 'superlinear';
import { at, largest } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Finding, type Reply, subject } from '../subject.js';

interface Model {
  /** The field is `matrix y + offset + outer tanh(inner y)`. */
  readonly matrix: number[][];
  readonly offset: number[];
  readonly outer: number[][];
  readonly inner: number[][];
  readonly initial: number[];
  readonly times: number[];
  readonly method: ode.SolveMethod;
  readonly tolerance: number;
}

interface Answer extends Reply {
  /** The states at all times. */
  readonly states: number[][];
}

type Rows = number[][];

/** The allowed error in tolerances, which are those of a step, and in estimates of the error. */
const TOLERANCES = 100;
const ESTIMATES = 30;

const METHODS: readonly ode.SolveMethod[] = ['auto', 'dormandPrince5', 'dormandPrince8', 'radau'];

const size = (random: Random) => random.integer(1, 6);

/** A kind: the linear part and the number of hidden units of the other part. */
const kind =
  (make: (random: Random, n: number) => Rows, hidden: number, methods = METHODS) =>
  (random: Random): Model => {
    const n = size(random);
    const ends = random.list(random.integer(1, 4), () => random.uniform(0.05, 1));
    const sign = methods === METHODS && random.chance(0.2) ? -1 : 1;
    return {
      matrix: make(random, n),
      offset: random.list(n, () => (random.chance(0.5) ? 0 : random.normal())),
      outer: random.matrix(n, hidden, () => random.normal()),
      inner: random.matrix(hidden, n, () => random.normal()),
      initial: random.list(n, () => random.normal()),
      times: ends.map((_, k) => sign * ends.slice(0, k + 1).reduce((sum, length) => sum + length, 0)),
      method: random.pick(methods),
      tolerance: random.decade(-10, -3),
    };
  };

const plain = (random: Random, n: number) => random.normals(n, n);

/** Decay at rates of many decades in a random basis that is nearly orthogonal. */
function decaying(random: Random, n: number): Rows {
  const turned = random.matrix(n, n, (i, j) => (i === j ? 1 : 0.2 * random.normal()));
  const rates = random.list(n, () => random.decade(-2, 5));
  return random.matrix(
    n,
    n,
    (i, j) => -rates.reduce((sum, rate, k) => sum + rate * entry(turned, k, i) * entry(turned, k, j), 0),
  );
}

const entry = (rows: Rows, i: number, j: number) => at(rows[i] as number[], j);

/** The terms of a linear combination of the unknowns. */
const combination = (row: readonly number[], name: (j: number) => string) =>
  row.map((value, j) => `(${value}) * ${name(j)}`).join(' + ') || '0';

function formulaOf({ matrix, offset, outer, inner }: Model): string {
  const hidden = inner.map((row) => `tanh(${combination(row, (j) => `y[${j}]`)})`);
  const rows = matrix.map((row, i) => {
    const linear = combination(row, (j) => `y[${j}]`);
    return `${linear} + (${at(offset, i)}) + ${combination(outer[i] as number[], (j) => at2(hidden, j))}`;
  });
  return `[${rows.join(', ')}]`;
}

const at2 = (values: readonly string[], j: number) => values[j] as string;

export const subjects = [
  subject<Model, ode.SolveSolution, Answer>({
    method: 'solve',
    kinds: {
      linear: kind(plain, 0),
      'linear, stiff': kind(decaying, 0, ['auto', 'radau']),
      'not linear': kind(plain, 3),
      'not linear, stiff': kind(decaying, 3, ['auto', 'radau']),
    },
    axes: [['matrix', 'matrix.*', 'offset', 'outer', 'inner.*', 'initial'], ['inner', 'outer.*'], ['times']],
    peer: 'solve',
    pose: (model) => ({
      field: { formula: formulaOf(model), inputs: { y: model.initial.length } },
      initial: model.initial,
      times: model.times,
      method: model.method,
      tolerance: model.tolerance,
      absoluteTolerance: model.tolerance * 1e-3,
    }),
    solve: (problem, options) => ode.solveSync(problem as ode.SolveExpressionsProblem, options),
    *judge({ tolerance, initial }, { status, solution }, { states }): Iterable<Finding> {
      if (solution === undefined) return;
      if (status !== 'finished') {
        yield { cause: `${status} where there is a solution`, detail: `${solution.steps} steps` };
        return;
      }
      const [n, scale] = [initial.length, largest(states.flat())];
      for (let i = 0; i < n; i++) {
        const errors = states.map((row, k) => at(solution.states.data, k * n + i) - at(row, i));
        const allowed =
          TOLERANCES * tolerance * scale + ESTIMATES * at(solution.errorEstimate ?? [], i) + 1e-9 * scale;
        if (!(largest(errors) <= allowed))
          yield {
            cause: 'the states differ',
            detail: `by ${largest(errors)}, more than ${allowed}, ${solution.steps} steps`,
          };
      }
    },
  }),
];
