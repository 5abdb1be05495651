/** Operation selection in small networks: network outputs, training, and bad input. */

import { bilevel, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { spirals } from '../../../ts/claims/support/spirals.js';
import { certifyEvaluateOperations, certifySelectOperations } from '../../certificates/bilevel-operations.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { evaluateOperations, evaluateOperationsSync, selectOperations, selectOperationsSync } = bilevel;

beforeAll(() => load('bilevel-models'));

const operations = ['zero', 'identity', 'linear', 'relu', 'tanh', 'gauss'] as const;

const small = () => ({
  matrix: {
    rows: 8,
    columns: 2,
    data: new Float64Array([0, 0, 0, 1, 1, 0, 1, 1, 0.1, 0, 0, 0.9, 1, 0.1, 0.9, 1]),
  },
  labels: new Int32Array([0, 1, 1, 0, 0, 1, 1, 0]),
  validationMatrix: { rows: 4, columns: 2, data: new Float64Array([0, 0.1, 0.1, 1, 1, 0, 0.9, 0.9]) },
  validationLabels: new Int32Array([0, 1, 1, 0]),
  operations: ['linear', 'relu', 'square'] as const,
  edges: 2,
  width: 4,
  epochs: 6,
  retrainEpochs: 3,
});

checkSolver({
  method: 'bilevel.selectOperations',
  loads: ['bilevel-models'],
  random: true,
  certify: certifySelectOperations as never,
  solve: selectOperations as never,
  solveSync: selectOperationsSync as never,
  problem: small,
  verify({ status, chosen, sharpness }: bilevel.SelectOperationsSolution) {
    expect(status).toBe('completed');
    expect(chosen.length).toBe(2);
    expect(Number.isFinite(sharpness)).toBe(true);
  },
  long: (() => {
    const { matrix, labels } = spirals(400, 0.12, 1);
    return {
      matrix,
      labels,
      validationMatrix: matrix,
      validationLabels: labels,
      operations,
      epochs: 100_000,
    };
  }) as never,
});

const network = () => ({
  operations: ['square', 'identity', 'gauss'] as const,
  inputWeights: { rows: 1, columns: 2, data: new Float64Array([1, -1]) },
  inputBias: new Float64Array([0, 1]),
  edgeWeights: [
    { rows: 2, columns: 2, data: new Float64Array([1, 0.5, 0, 1]) },
    { rows: 2, columns: 2, data: new Float64Array([1, 0, 0, 0.5]) },
  ],
  outputWeights: { rows: 2, columns: 2, data: new Float64Array([2, 0, 0, 1]) },
  outputBias: new Float64Array([0, 0.5]),
});

checkSolver({
  method: 'bilevel.evaluateOperations',
  loads: ['bilevel-models'],
  certify: certifyEvaluateOperations as never,
  solve: evaluateOperations as never,
  solveSync: evaluateOperationsSync as never,
  problem: () => ({
    network: network(),
    matrix: { rows: 2, columns: 1, data: new Float64Array([0, 1]) },
    labels: new Int32Array([0, 1]),
  }),
  verify({ classes, probabilities, accuracy }: bilevel.EvaluateOperationsSolution) {
    // h = (x, 1 - x), z = (x, x/2 + 1 - x), the second entry squared and halved: the logits are 2 exp(-z₁⁴) and
    // exp(-z₂⁴/4) + ½.
    const logits = [0, 1].map((x) => [2 * Math.exp(-(x ** 4)), Math.exp(-((1 - x / 2) ** 4) / 4) + 0.5]);
    const first = logits.map(([a = 0, b = 0]) => 1 / (1 + Math.exp(b - a)));
    expectAllClose(
      probabilities.data,
      first.flatMap((p) => [p, 1 - p]),
      1e-14,
    );
    expect(Array.from(classes as Float64Array)).toEqual(first.map((p) => (p > 0.5 ? 0 : 1)));
    expect(accuracy).toBe(1);
  },
});

test('spirals are told apart, and the network says of new points what it was chosen for', async () => {
  const [training, validation, unseen] = [1, 2, 3].map((seed) => spirals(300, 0.05, seed, 3)) as [
    ReturnType<typeof spirals>,
    ReturnType<typeof spirals>,
    ReturnType<typeof spirals>,
  ];
  const problem = {
    ...training,
    validationMatrix: validation.matrix,
    validationLabels: validation.labels,
    operations: ['relu', 'tanh', 'gauss'],
    edges: 2,
    epochs: 40,
    retrainEpochs: 20,
  } as const;
  const solution = await selectOperations(problem);
  certifySelectOperations(problem, solution);
  const { loss } = await evaluateOperations({
    network: solution.network,
    matrix: validation.matrix,
    labels: validation.labels,
  });
  expectClose(loss as number, solution.retrainedLoss, 1e-12);
  const { accuracy } = await evaluateOperations({ network: solution.network, ...unseen });
  expect(accuracy).toBeGreaterThan(0.85);
});

test('without snapshots nothing is taught: distillation makes no difference', async () => {
  const plain = await selectOperations({ ...small(), snapshots: 0, distillation: 0 });
  expect(await selectOperations({ ...small(), snapshots: 0, distillation: 5 })).toEqual(plain);
  expect(await selectOperations({ ...small(), distillation: 5 })).not.toEqual(plain);
});

test('classes have the labels that they were given by', async () => {
  const named = (labels: ArrayLike<unknown>) => Array.from(labels, (label) => (label === 0 ? 'no' : 'yes'));
  const { matrix, labels, validationLabels } = small();
  const plain = await selectOperations(small());
  const words = { labels: named(labels), validationLabels: named(validationLabels) };
  const solution = await selectOperations({ ...small(), ...words });
  expect(solution).toEqual({ ...plain, network: { ...plain.network, classes: ['no', 'yes'] } });
  const found = await evaluateOperations({ network: solution.network, matrix, labels: words.labels });
  const numbers = await evaluateOperations({ network: plain.network, matrix, labels });
  expect(found).toEqual({ ...numbers, classes: named(numbers.classes) });
});

test('what does not fit together is refused by its name', async () => {
  const refused = (change: object, path: string) =>
    expectError(() => selectOperations({ ...small(), ...change } as never), 'INVALID_INPUT', path);
  await refused({ labels: [0, 1] }, 'labels');
  await refused({ labels: [0, 1, 1, 0, 0, 1, 1, Number.NaN] }, 'labels[7]');
  await refused({ labels: [0, 0, 0, 0, 0, 0, 0, 0] }, 'labels');
  await refused({ validationLabels: [0, 1, 2, 0] }, 'validationLabels[2]');
  await refused({ validationMatrix: [[1], [2], [3], [4]] }, 'validationMatrix');
  await refused({ operations: ['relu'] }, 'operations');
  await refused({ operations: ['relu', 'relu'] }, 'operations[1]');
  await refused({ edges: 17 }, 'edges');
  await refused({ snapshots: 11 }, 'snapshots');
  await refused({ temperature: 0 }, 'temperature');
  const given = { ...network(), edgeWeights: [] };
  await expectError(
    () => evaluateOperations({ network: given, matrix: [[1]] }),
    'INVALID_INPUT',
    'network.edgeWeights',
  );
});

test('certificates refuse other solutions', async () => {
  const solution = await selectOperations(small());
  const certify = (change: object) => () => certifySelectOperations(small(), { ...solution, ...change });
  certify({})();
  expectRefusal(certify({ retrainedLoss: solution.retrainedLoss + 1e-6 }));
  expectRefusal(certify({ discretizationGap: solution.discretizationGap + 1e-6 }));
});
