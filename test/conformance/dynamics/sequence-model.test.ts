/** Linear recurrent networks: counting, the automata they learn, and the network as a recurrence. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyFitSequenceModel } from '../../certificates/dynamics.js';
import { expectRefusal, range } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { affineScanSync, fitSequenceModel, fitSequenceModelSync } = dynamics;

beforeAll(() => load('dynamics'));

/** Random bits with their sums modulo a number. */
function counted(modulus: number, count: number, length: number, seed: number) {
  const random = mulberry32(seed);
  const sequences = range(count).map(() => Int32Array.from({ length }, () => (random() < 0.5 ? 0 : 1)));
  const labels = sequences.map((bits) => {
    let sum = 0;
    return bits.map((bit) => {
      sum = (sum + bit) % modulus;
      return sum;
    });
  });
  return { sequences, labels };
}

checkSolver<
  dynamics.FitSequenceModelProblem,
  dynamics.FitSequenceModelSolution,
  dynamics.FitSequenceModelProgress
>({
  method: 'dynamics.fitSequenceModel',
  certify: certifyFitSequenceModel,
  solve: fitSequenceModel,
  solveSync: fitSequenceModelSync,
  random: true,
  problem: () => ({
    sequences: { rows: 2, columns: 4, data: new Float64Array([0, 1, 1, 0, 1, 1, 0, -1]) },
    labels: { rows: 2, columns: 4, data: new Float64Array([0, 1, 0, 0, 1, -1, 0, -1]) },
    validationSequences: { rows: 1, columns: 2, data: new Float64Array([1, 0]) },
    validationLabels: { rows: 1, columns: 2, data: new Float64Array([1, 1]) },
    symbols: 2,
    classes: 2,
    transition: 'householder',
    reflections: 2,
    states: 3,
    range: 'negative',
    parametrization: 'projected',
    steps: 20,
    batchSize: 4,
    maxLength: 4,
    learningRate: 0.05,
    offsetPenalty: 0.01,
    restarts: 2,
    signatureLength: 2,
    maxStates: 10,
  }),
  verify({ steps, parameters }) {
    expect(steps).toBeGreaterThan(0);
    expect(parameters.readout).toMatchObject({ rows: 2, columns: 3 });
  },
  long: () => ({ ...counted(5, 100, 40, 1), steps: 100_000, restarts: 1, states: 32 }),
});

describe('parity', () => {
  const made = counted(2, 200, 40, 3);
  const validation = counted(2, 1, 3000, 4);
  const problem = { ...made, validationSequences: validation.sequences, validationLabels: validation.labels };

  test('is learned exactly with factors of ±1', () => {
    const solution = fitSequenceModelSync(problem);
    expect([solution.status, solution.automaton.table.rows]).toEqual(['converged', 2]);
    expect(solution.accuracyByLength.at(-1)).toBeGreaterThanOrEqual(0.999);
    certifyFitSequenceModel(problem, solution);
    const outputs = solution.automaton.outputs.map((label) => 1 - label);
    expectRefusal(() =>
      certifyFitSequenceModel(problem, { ...solution, automaton: { ...solution.automaton, outputs } }),
    );
  });

  test('is not learned with positive factors', () => {
    const { status, accuracyByLength } = fitSequenceModelSync({ ...problem, range: 'positive', restarts: 1 });
    expect(status).toBe('iterationLimit');
    expect(accuracyByLength.at(-1)).toBeLessThan(0.56);
  });

  test('is a recurrence of the returned parameters', () => {
    const { parameters, lengths, accuracyByLength } = fitSequenceModelSync({
      ...made,
      steps: 200,
      restarts: 1,
    });
    const { factors, offsets, initial, readout, biases } = parameters;
    let [right, all] = [0, 0];
    for (const [k, tokens] of made.sequences.entries()) {
      const { states } = affineScanSync({
        kind: 'diagonal',
        factors: factors as NonNullable<typeof factors>,
        offsets,
        initial: { rows: 1, columns: initial.length, data: initial },
        tokens,
      });
      for (let t = 32; t < 40; t++) {
        const scores = Array.from(biases, (bias, c) =>
          range(8).reduce(
            (sum, j) => sum + (readout.data[8 * c + j] as number) * (states.data[8 * t + j] as number),
            bias,
          ),
        );
        right += scores.indexOf(Math.max(...scores)) === made.labels[k]?.[t] ? 1 : 0;
        all++;
      }
    }
    expect(lengths.at(-1)).toBe(64);
    expect(accuracyByLength.at(-1)).toBe(right / all);
  });
});

test('counting modulo 3 needs two reflections, and its automaton has three states', () => {
  const made = counted(3, 200, 40, 5);
  const validation = counted(3, 1, 5000, 6);
  const problem = {
    ...made,
    validationSequences: validation.sequences,
    validationLabels: validation.labels,
    transition: 'householder',
    restarts: 5,
  } as const;
  const solution = fitSequenceModelSync(problem);
  expect([solution.status, solution.automaton.table.rows]).toEqual(['converged', 3]);
  certifyFitSequenceModel(problem, solution);
});

describe('without time', () => {
  const sequences = range(40).map((k) => range(12).map((t) => (7 * k + 3 * t * t) % 10));
  const labels = sequences.map((own) =>
    own.map((_, t) => own.slice(0, t + 1).reduce((sum, digit) => (sum + digit) % 10, 0)),
  );

  test('the first step is done, and its loss is returned', () => {
    const { status, loss, steps } = fitSequenceModelSync({ sequences, labels }, { timeLimit: 0 });
    expect([status, steps]).toEqual(['timeLimit', 1]);
    expect(loss).toBeLessThan(100);
  });

  test('the search for an automaton ends', () => {
    const problem = { sequences, labels, states: 64, restarts: 1, maxStates: 10_000 };
    const { automaton } = fitSequenceModelSync(problem, { timeLimit: 0 });
    expect([automaton.isClosed, automaton.table.rows]).toEqual([false, 1]);
  });
});

describe('refused', () => {
  const sequences = [[0, 1]];
  test.each([
    ['no sequences', { sequences: { rows: 0, columns: 0, data: [] }, labels: [[0]] }, 'sequences'],
    ['an empty sequence', { sequences: [[-1]], labels: [[0]] }, 'sequences[0][0]'],
    ['labels of another length', { sequences, labels: [[0]] }, 'labels'],
    ['no labels', { sequences, labels: [[-1, -1]] }, 'labels'],
    ['a symbol after the end', { sequences: [[0, -1, 0]], labels: [[0, 0, 0]] }, 'sequences[0][2]'],
    ['a class that is not there', { sequences, labels: [[0, 2]], classes: 2 }, 'labels[0][1]'],
    [
      'validation without labels',
      { sequences, labels: [[0, 1]], validationSequences: [[0]] },
      'validationLabels',
    ],
    ['no states', { sequences, labels: [[0, 1]], states: 0 }, 'states'],
  ] as [string, dynamics.FitSequenceModelProblem, string][])('%s', async (_, problem, path) => {
    await expectError(() => fitSequenceModel(problem), 'INVALID_INPUT', path);
  });
});
