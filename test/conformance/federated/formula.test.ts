/** Models given as formulas: the same as rows of linear models, and as gradients in JavaScript. */

import { expression, federated, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyCompare, certifySimulateFormula } from '../../certificates/federated.js';
import { at } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { clientStepFormula, clientStepFormulaSync, clientStepSync, start, startSync } = federated;
const {
  compareFormula,
  compareFormulaSync,
  compareSync,
  simulateFormula,
  simulateFormulaSync,
  simulateSync,
} = federated;

const loads = ['federated', 'federated-expressions'] as const;
beforeAll(async () => {
  for (const name of loads) await load(name);
});

/** The loss of a decay: its amplitude and rate are the parameters. */
const decay = expression.read({
  formula: '(y - w[0] * exp(-w[1] * t))^2',
  inputs: { w: 2, t: [], y: [] },
});

/** Measurements of decays that differ a little. */
const laboratories = (count: number, rows: number, seed = 1) =>
  Array.from({ length: count }, (_, k) => {
    const noise = uniform(seed + k, rows);
    const t = Array.from({ length: rows }, (_, i) => (4 * i) / rows);
    const y = t.map((time, i) => (5 + 0.1 * k) * Math.exp(-0.5 * time) + 0.1 * at(noise, i));
    return { rows: { t, y }, speed: 1 + k };
  });

const local = { steps: 5, batchSize: 4, learningRate: 0.05 };

checkSolver<federated.SimulateFormulaProblem, federated.SimulateSolution, federated.SimulateProgress>({
  method: 'federated.simulateFormula',
  loads,
  certify: certifySimulateFormula,
  solve: simulateFormula,
  solveSync: simulateFormulaSync,
  random: true,
  problem: () => ({
    settings: { algorithm: 'scaffold', local },
    loss: decay,
    initial: [4, 0.3],
    clients: laboratories(3, 10).map((client) => ({ ...client, dropout: 0.1, lossProbability: 0.1 })),
    rounds: 12,
    evaluateEvery: 4,
  }),
  long: () => ({
    settings: { local: { ...local, steps: 50 } },
    loss: decay,
    initial: [4, 0.3],
    clients: laboratories(40, 100),
    rounds: 1_000_000,
    evaluateEvery: 5,
  }),
  verify: ({ status, rounds, history, objective }) => {
    expect(status).toBe('finished');
    expect(rounds).toBe(12);
    expect(objective).toBeLessThan(history[0]?.objective as number);
  },
});

checkSolver<federated.CompareFormulaProblem, federated.CompareSolution, federated.SimulateProgress>({
  method: 'federated.compareFormula',
  loads,
  certify: certifyCompare,
  solve: compareFormula,
  solveSync: compareFormulaSync,
  random: true,
  problem: () => ({
    candidates: [{ local }, { algorithm: 'fedProx', local: { ...local, batchSize: 3 } }],
    loss: decay,
    initial: [4, 0.3],
    clients: laboratories(3, 8),
    rounds: 30,
    target: 0.02,
  }),
  long: () => ({
    candidates: [{ local: { ...local, steps: 50 } }, { local }],
    loss: decay,
    initial: [4, 0.3],
    clients: laboratories(40, 100),
    rounds: 1_000_000,
    evaluateEvery: 5,
  }),
  verify: ({ table }) => expect(table.map(({ candidate }) => candidate).sort()).toEqual([0, 1]),
});

const beginning = { settings: { local }, initial: [4, 0.3], clients: ['north', 'south'] };

checkSolver<federated.ClientStepFormulaProblem, federated.ClientStepSolution, unknown>({
  method: 'federated.clientStepFormula',
  loads,
  solve: clientStepFormula,
  solveSync: clientStepFormulaSync,
  random: true,
  problem: () => ({
    settings: { local },
    client: 'north',
    loss: decay,
    rows: { t: [0, 1, 2, 3, 4], y: [5, 3.1, 1.8, 1.2, 0.7] },
    broadcast: { round: 1, parameters: [4, 0.3], clients: ['north'], accepted: [0], active: [0] },
  }),
  verify: ({ status, loss }) => {
    expect(status).toBe('done');
    expect(loss).toBeGreaterThan(0);
  },
});

/** The squared loss of a linear model with an intercept, as a formula. */
const linear = expression.read({
  formula: '(dot(row, w) + b - y)^2 / 2',
  inputs: { w: 2, b: [], row: 2, y: [] },
});

/** Clients of a linear model, with rows and as inputs of a formula. */
function fleets(count: number, rows: number) {
  const times = { speed: 2, dropout: 0.1, lossProbability: 0.1 };
  const tables = Array.from({ length: count }, (_, k) => ({
    data: uniform(50 + k, 2 * rows).map((x) => 2 * x - 1),
    response: uniform(90 + k, rows),
  }));
  return {
    ofRows: tables.map(({ data, response }) => ({ matrix: { rows, columns: 2, data }, response, ...times })),
    ofFormula: tables.map(({ data, response }) => ({ rows: { row: data, y: response }, ...times })),
  };
}

const algorithms: [string, federated.FederatedSettings][] = [
  ['fedAvg', {}],
  ['fedProx', { algorithm: 'fedProx' }],
  ['scaffold', { algorithm: 'scaffold' }],
  ['fedSpeed', { algorithm: 'fedSpeed', participation: 0.6 }],
  ['fedAdam', { algorithm: 'fedAdam' }],
  ['overlapped', { algorithm: 'overlapped' }],
  [
    'compressed',
    { algorithm: 'compressed', serverLearningRate: 0.1, compressor: { kind: 'top', fraction: 0.5 } },
  ],
  ['fixed intervals', { aggregation: { kind: 'fixedInterval', interval: 4 } }],
  ['a buffer', { aggregation: { kind: 'buffered', size: 2 } }],
];

describe('a linear model as a formula', () => {
  test.each(algorithms)('is that of the rows: %s', (_, given) => {
    const { ofRows, ofFormula } = fleets(3, 9);
    const shared = { settings: { local, ...given }, rounds: 12, evaluateEvery: 3 };
    const rows = simulateSync({ ...shared, clients: ofRows }, { seed: 3 });
    const formula = simulateFormulaSync({ ...shared, loss: linear, clients: ofFormula }, { seed: 3 });
    expect([formula.status, formula.rounds, formula.time]).toEqual([rows.status, rows.rounds, rows.time]);
    expect(formula.participation).toEqual(rows.participation);
    expect(formula.objective).toBeCloseTo(rows.objective, 11);
    expect(formula.gradientNorm).toBeCloseTo(rows.gradientNorm, 11);
    formula.parameters.forEach((value, j) => {
      expect(value).toBeCloseTo(at(rows.parameters, j), 11);
    });
  });

  test('has the same table of candidates', () => {
    const { ofRows, ofFormula } = fleets(3, 9);
    const candidates = [{ local }, { local, aggregation: { kind: 'immediate' } }] as const;
    const shared = { candidates, rounds: 40, target: 0.1 };
    const rows = compareSync({ ...shared, clients: ofRows }).table;
    const formula = compareFormulaSync({ ...shared, loss: linear, clients: ofFormula }).table;
    expect(formula.map(({ candidate, time }) => [candidate, time])).toEqual(
      rows.map(({ candidate, time }) => [candidate, time]),
    );
  });

  test('has the same messages, and repeats them', () => {
    const { broadcast } = startSync({ settings: { local }, initial: [0.1, 0.2, 0.3], clients: ['a'] });
    const { ofRows, ofFormula } = fleets(1, 9);
    const shared = { settings: { local }, client: 'a', broadcast };
    const [{ matrix, response }] = ofRows as [(typeof ofRows)[0]];
    const [{ rows: inputs }] = ofFormula as [(typeof ofFormula)[0]];
    const rows = clientStepSync({ ...shared, matrix, response });
    const problem = { ...shared, loss: linear, rows: inputs };
    const formula = clientStepFormulaSync(problem);
    const view = ({ message }: federated.ClientStepSolution) =>
      new Float64Array(message.slice(20, 44).buffer);
    expect(formula.loss).toBeCloseTo(rows.loss as number, 14);
    view(formula).forEach((value, j) => {
      expect(value).toBeCloseTo(at(view(rows), j), 13);
    });
    const again = clientStepFormulaSync({ ...problem, state: formula.state });
    expect([again.status, again.message]).toEqual(['repeated', formula.message]);
  });

  test('has the loss of rows for tests, and fixed inputs', () => {
    const scaled = expression.read({
      formula: 'scale * (dot(row, w) + b - y)^2 / 2',
      inputs: { w: 2, scale: [], b: [], row: 2, y: [] },
    });
    const { ofFormula } = fleets(2, 6);
    const problem = {
      settings: { local },
      loss: scaled,
      fixed: { scale: 3 },
      initial: [1, 2, 0.5],
      clients: ofFormula,
      test: { row: [1, 1, 0, 2], y: [0, 1] },
      rounds: 2,
    };
    const { history, testLoss } = simulateFormulaSync(problem);
    expect(history[0]?.testLoss).toBeCloseTo((3 * (3.5 ** 2 + 3.5 ** 2)) / 4, 13);
    expect(testLoss).toBe(history.at(-1)?.testLoss);
  });
});

test('a network learns classes over clients of different sizes', () => {
  const loss = expression.read({
    formula: 'logsumexp(v @ tanh(u @ x + c)) - take(v @ tanh(u @ x + c), label)',
    inputs: { u: [4, 2], c: 4, v: [2, 4], x: 2, label: [] },
  });
  const clients = [5, 17, 40].map((count, k) => {
    const x = uniform(k, 2 * count).map((value) => 2 * value - 1);
    const label = Array.from({ length: count }, (_, i) => (at(x, 2 * i) * at(x, 2 * i + 1) > 0 ? 1 : 0));
    return { rows: { x, label } };
  });
  const settings = { local: { steps: 20, batchSize: 8, learningRate: 0.5 } };
  const initial = uniform(9, 20).map((value) => 2 * value - 1);
  const problem = { settings, loss, initial, clients, rounds: 100, evaluateEvery: 50 };
  const [one, several] = [1, 7].map((threads) => simulateFormulaSync(problem, { threads }));
  expect(one).toEqual(several);
  expect(one?.objective).toBeLessThan(0.5 * (one?.history[0]?.objective as number));
});

describe('bad input', () => {
  const good = () => ({ settings: { local }, loss: decay, initial: [4, 0.3], clients: laboratories(2, 4) });

  test.each([
    ['loss', { loss: expression.read({ formula: '[w * t, y]', inputs: { w: [], t: [], y: [] } }) }],
    ['loss.inputs', { loss: expression.read({ formula: 't + y', inputs: { t: [], y: [] } }) }],
    ['fixed', { fixed: { z: 1 } }],
    ['fixed.t', { fixed: { t: 1 } }],
    ['fixed.w', { fixed: { w: 1 } }],
    ['initial', { initial: [1] }],
    ['clients', { clients: [] }],
    ['clients[0].rows', { clients: [{ rows: {} }] }],
    ['clients[0].rows.y', { clients: [{ rows: { t: [1, 2], y: [1] } }] }],
    ['clients[1].rows.y', { clients: [...laboratories(1, 2), { rows: { t: [1, 2] } }] }],
    ['clients[1].speed', { clients: [...laboratories(1, 2), { rows: { t: 1, y: 1 }, speed: 0 }] }],
    ['test.t', { test: { y: [1] } }],
    ['settings.penalty', { settings: { local, penalty: 'l2', lambda: 1 } }],
    ['settings.serverLearningRate', { settings: { algorithm: 'compressed', serverLearningRate: 'auto' } }],
    ['rounds', { rounds: 0 }],
  ])('is refused with a wrong %s', async (path, change) => {
    await expectError(() => simulateFormula({ ...good(), ...change } as never), 'INVALID_INPUT', path);
  });

  test('is refused in steps, too', async () => {
    const { broadcast } = await start(beginning);
    const step = { settings: { local }, client: 'north', loss: decay, rows: { t: [1], y: [2] }, broadcast };
    const short = { ...broadcast, parameters: Float64Array.of(1) };
    await expectError(
      () => clientStepFormula({ ...step, broadcast: short }),
      'INVALID_INPUT',
      'broadcast.parameters',
    );
    await expectError(() => clientStepFormula({ ...step, client: 'east' }), 'INVALID_INPUT', 'client');
    await expectError(
      () => clientStepFormula({ ...step, rows: { t: [1] } }),
      'INVALID_INPUT',
      'broadcast.parameters',
    );
  });

  test('is a loss without a number at the start, and later ends as diverged', async () => {
    const loss = expression.read({ formula: '-log(w - y)', inputs: { w: [], y: [] } });
    const problem = { settings: { local }, loss, clients: [{ rows: { y: [1, 2] } }] };
    await expectError(() => simulateFormula(problem), 'INVALID_INPUT', 'initial');
    const away = expression.read({ formula: 'log(w - y)', inputs: { w: [], y: [] } });
    const { status, objective } = simulateFormulaSync({ ...problem, loss: away, initial: [3] });
    expect([status, Number.isFinite(objective)]).toEqual(['diverged', true]);
  });
});

test('a time limit ends a step in the middle of a gradient', async () => {
  const loss = expression.read({
    formula: 'sum(i in 0..999: (w[i] * x - y)^2)',
    inputs: { w: 1000, x: [], y: [] },
  });
  const rows = { x: new Float64Array(1_000_000).fill(1), y: new Float64Array(1_000_000) };
  const settings = { local: { steps: 100, batchSize: 0, learningRate: 1e-3 } };
  const { broadcast } = await start({ settings, initial: new Float64Array(1000), clients: ['a'] });
  const begun = performance.now();
  const { status, message } = await clientStepFormula(
    { settings, client: 'a', loss, rows, broadcast },
    { timeLimit: 0.2 },
  );
  expect([status, message.length]).toEqual(['timeLimit', 0]);
  expect(performance.now() - begun).toBeLessThan(5000);
});
