/** Simulations of federated training: references, the four aggregations, losses of messages, and bad input. */

import * as fc from 'fast-check';
import { federated, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyCompare, certifySimulate } from '../../certificates/federated.js';
import { at, expectRefusal, rowsOf } from '../../certificates/support.js';
import { answerGradients } from '../../support/answer-gradients.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';
import { mulberry32, uniform } from '../../support/random.js';
import { squaredGradient } from './squared-gradient.js';

const { simulate, simulateDialogue, simulateSync, compare, compareDialogue, compareSync } = federated;

beforeAll(() => load('federated'));

/** Random clients with unlike data. */
function fleet(count: number, rows: number, columns: number, seed = 1): federated.SimulatedClient[] {
  return Array.from({ length: count }, (_, i) => {
    const data = uniform(seed + i, rows * columns).map((value) => 2 * value - 1);
    const noise = uniform(seed + 1000 + i, rows);
    const response = Float64Array.from({ length: rows }, (_, k) => {
      let z = (noise[k] as number) + 0.3 * i;
      for (let j = 0; j < columns; j++) z += (data[k * columns + j] as number) * (j + 1);
      return z;
    });
    return { matrix: { rows, columns, data }, response, speed: 1 + (i % 3) };
  });
}

const local = { steps: 5, batchSize: 4, learningRate: 0.1 };

checkSolver<federated.SimulateProblem, federated.SimulateSolution, federated.SimulateProgress>({
  method: 'federated.simulate',
  certify: certifySimulate,
  solve: simulate,
  solveSync: simulateSync,
  random: true,
  problem: () => ({
    settings: { algorithm: 'scaffold', local, penalty: 'l2', lambda: 0.01 },
    clients: fleet(4, 12, 3).map((client) => ({ ...client, dropout: 0.1, lossProbability: 0.1 })),
    rounds: 12,
    evaluateEvery: 4,
  }),
  long: () => ({
    settings: { local: { ...local, steps: 50 } },
    clients: fleet(40, 100, 20),
    rounds: 1_000_000,
    evaluateEvery: 5,
  }),
  verify: ({ status, rounds, history, objective }) => {
    expect(status).toBe('finished');
    expect(rounds).toBe(12);
    expect(history.map(({ round }) => round)).toEqual([0, 4, 8, 12]);
    expect(objective).toBeLessThan(history[0]?.objective as number);
  },
});

checkSolver<federated.CompareProblem, federated.CompareSolution, federated.SimulateProgress>({
  method: 'federated.compare',
  certify: certifyCompare,
  solve: compare,
  solveSync: compareSync,
  random: true,
  problem: () => ({
    candidates: [
      { local: { ...local, learningRate: 0.01 } },
      { algorithm: 'fedProx', local },
      { local, aggregation: { kind: 'immediate' } },
    ],
    clients: fleet(3, 12, 2),
    rounds: 30,
    target: 0.2,
  }),
  long: () => ({
    candidates: [{ local: { ...local, steps: 50 } }, { local }],
    clients: fleet(40, 100, 20),
    rounds: 1_000_000,
    evaluateEvery: 5,
  }),
  verify: ({ table }) => expect(table.map(({ candidate }) => candidate).sort()).toEqual([0, 1, 2]),
});

test('certificates refuse other figures', () => {
  const problem: federated.SimulateProblem = {
    settings: { local },
    clients: fleet(2, 6, 2),
    rounds: 3,
    target: 0,
  };
  const solution = simulateSync(problem);
  expectRefusal(() => certifySimulate(problem, { ...solution, objective: 1.001 * solution.objective }));
  expectRefusal(() => certifySimulate(problem, { ...solution, gradientNorm: 1.1 * solution.gradientNorm }));
  expectRefusal(() => certifySimulate(problem, { ...solution, status: 'converged' }));
});

describe('all losses, penalties and adversaries', () => {
  const cases: federated.FederatedSettings[] = [
    { loss: 'squared', penalty: 'l1', lambda: 0.1 },
    { loss: 'huber', penalty: 'elasticNet', lambda: 0.1 },
    { loss: 'logistic', adversary: { radius: 0.2 } },
    { loss: 'logistic', adversary: { norm: 'linf', radius: 0.2 }, intercept: false },
    { loss: 'squared', adversary: { norm: 'linf', radius: 0.1 } },
    { loss: 'multinomial', classes: 3, penalty: 'l2', lambda: 0.1 },
    { loss: 'poisson' },
  ];
  test.each(cases)('%o descends, with the figures of the certificate', (given) => {
    const clients = fleet(3, 20, 2).map((client) => {
      const values = Array.from(client.response as ArrayLike<number>);
      const forms = {
        logistic: values.map((y) => (y > 0.5 ? 1 : 0)),
        multinomial: values.map((y) => (y > 1 ? 2 : y > 0 ? 1 : 0)),
        poisson: values.map((y) => Math.round(Math.abs(y))),
      };
      return { ...client, response: forms[given.loss as keyof typeof forms] ?? values };
    });
    const settings = { ...given, local: { steps: 3, batchSize: 0, learningRate: 0.1 } };
    const problem = { settings, clients, rounds: 40 };
    const solution = simulateSync(problem);
    expect(solution.status).toBe('finished');
    certifySimulate(problem, solution);
    expect(solution.objective).toBeLessThan(solution.history[0]?.objective as number);
  });

  test('sparse rows and rows in single precision are those of dense ones', () => {
    const dense = { rows: 2, columns: 2, data: Float64Array.of(1, 0, 0.5, 2) };
    const sparse = {
      rows: 2,
      columns: 2,
      indptr: Int32Array.of(0, 1, 3),
      indices: Int32Array.of(0, 0, 1),
      data: Float64Array.of(1, 0.5, 2),
    };
    const single = { ...dense, data: Float32Array.from(dense.data) };
    const [first, ...others] = [dense, sparse, single].map(
      (matrix) =>
        simulateSync({ settings: { local }, clients: [{ matrix, response: [1, 2] }], rounds: 5 }).parameters,
    );
    for (const other of others) {
      other.forEach((value, j) => {
        expect(value).toBeCloseTo(first?.[j] as number, 14);
      });
    }
  });
});

describe('the clock', () => {
  const clients = [
    { matrix: [[1]], response: [1], speed: 1 },
    { matrix: [[1]], response: [2], speed: 3, delay: 2 },
  ];
  const settings = { intercept: false, local: { steps: 2, learningRate: 0.1 } };

  test('waits for the slowest, or until the limit of a round', () => {
    expect(simulateSync({ settings, clients, rounds: 3 }).time).toBe(30);
    const limited = simulateSync({ settings, clients, rounds: 3, roundLimit: 4 });
    expect(limited.time).toBe(12);
    expect(Array.from(limited.participation)).toEqual([3, 0]);
  });

  test('counts bytes, and the time that they take', () => {
    const slow = clients.map((client) => ({ ...client, delay: 0, speed: 1, bandwidth: 40 }));
    const { time, bytesUp, bytesDown } = simulateSync({ settings, clients: slow, rounds: 1 });
    expect([bytesUp, bytesDown]).toEqual([80, 80]);
    expect(time).toBe(4);
  });

  test('aggregates at intervals, at once, and from a buffer', () => {
    const of = (aggregation: federated.Aggregation) =>
      simulateSync({ settings: { ...settings, aggregation }, clients, seconds: 20 });
    // The fast client needs 2 seconds, the slow one 10.
    expect(Array.from(of({ kind: 'fixedInterval', interval: 4 }).participation)).toEqual([5, 1]);
    expect(Array.from(of({ kind: 'immediate' }).participation)).toEqual([10, 2]);
    expect(Array.from(of({ kind: 'buffered', size: 2 }).participation)).toEqual([2, 2]);
  });

  test('needs no more time with more clients away, and ends in any case', () => {
    const absent = clients.map((client) => ({ ...client, dropout: 0.9, lossProbability: 0.5 }));
    for (const aggregation of [
      { kind: 'synchronous' },
      { kind: 'fixedInterval', interval: 1 },
      { kind: 'immediate' },
      { kind: 'buffered', size: 2 },
    ] as const) {
      const { status, time } = simulateSync({
        settings: { ...settings, aggregation },
        clients: absent,
        seconds: 500,
      });
      expect(status).toBe('finished');
      expect(time).toBeGreaterThanOrEqual(500);
    }
  });
});

test('error feedback comes to the minimum although a third of the messages is lost', () => {
  const clients = fleet(4, 20, 6).map((client) => ({ ...client, lossProbability: 0.3 }));
  const settings: federated.FederatedSettings = {
    algorithm: 'compressed',
    local: { batchSize: 0 },
    compressor: { kind: 'top', fraction: 0.3 },
    serverLearningRate: 0.3,
  };
  for (const feedback of [{ errorControl: 0.3 }, { errorControl: 0 }]) {
    const { gradientNorm } = simulateSync({
      settings: { ...settings, ...feedback },
      clients,
      rounds: 1500,
      evaluateEvery: 100,
    });
    expect(gradientNorm).toBeLessThan(1e-6);
  }
});

test('steps that are too long end as diverged, at the last sound parameters', () => {
  const settings = { local: { steps: 5, batchSize: 0, learningRate: 50, clipNorm: 1e100 } };
  const { status, objective, history } = simulateSync({ settings, clients: fleet(3, 10, 3), rounds: 100 });
  expect(status).toBe('diverged');
  expect(Number.isFinite(objective)).toBe(true);
  expect(history.length).toBeGreaterThan(0);
});

test('parameters at which a loss overflows are not returned', () => {
  const counts = fleet(3, 10, 3).map((client) => ({
    ...client,
    response: Array.from({ length: 10 }, (_, k) => k),
  }));
  const settings = { loss: 'poisson', local: { steps: 1, batchSize: 0, learningRate: 1000 } } as const;
  const problem = { settings, clients: counts, rounds: 20, evaluateEvery: 7 };
  const solution = simulateSync(problem);
  expect(solution.status).toBe('diverged');
  expect(solution.objective).toBe(solution.history.at(-1)?.objective);
  certifySimulate(problem, solution);
});

test('candidates are not begun after the time limit', () => {
  const problem = { candidates: [{ local }, { local }, { local }], clients: fleet(2, 6, 2) };
  const { status, table } = compareSync(problem, { timeLimit: 0 });
  expect(status).toBe('timeLimit');
  expect(table.map(({ candidate }) => candidate)).toEqual([0]);
});

test('rows of many classes are within the memory limit', async () => {
  const rows = 100_000;
  const clients = [
    { matrix: { rows, columns: 1, data: new Float64Array(rows) }, response: new Float64Array(rows) },
  ];
  const settings = { loss: 'multinomial', classes: 1000, local } as const;
  const limited = () => simulate({ settings, clients, rounds: 1 }, { memoryLimit: 200 });
  await expectError(limited, 'OUT_OF_MEMORY', 'clients');
});

describe('rows for tests', () => {
  const test_ = {
    matrix: [
      [1, 0],
      [0, 1],
      [1, 1],
    ],
    response: [1, 0, 1],
  };
  const initial = [2, -1, 0.5];

  test('have their mean loss and the share of wrong classes, without penalty', () => {
    const settings = { loss: 'logistic', penalty: 'l2', lambda: 1, local } as const;
    const clients = [{ matrix: [[1, 2]], response: [1] }];
    const { history, testLoss, testError } = simulateSync({
      settings,
      clients,
      rounds: 2,
      initial,
      test: test_,
    });
    // Predictors 2.5, -0.5 and 1.5.
    const loss = [-2.5, -0.5, -1.5].reduce((sum, z) => sum + Math.log1p(Math.exp(z)) / 3, 0);
    expect(history[0]?.testLoss).toBeCloseTo(loss, 14);
    expect(history[0]?.testError).toBe(0);
    expect(testLoss).toBe(history.at(-1)?.testLoss);
    expect(testError).toBe(history.at(-1)?.testError);
    const wrong = { ...test_, response: [0, 0, 1] };
    expect(
      simulateSync({ settings, clients, rounds: 1, initial, test: wrong }).history[0]?.testError,
    ).toBeCloseTo(1 / 3, 15);
  });

  test('of several classes belong to the one with the largest predictor', () => {
    const settings = { loss: 'multinomial', classes: 3, intercept: false, local } as const;
    const clients = [{ matrix: [[1, 2]], response: [1] }];
    const own = {
      matrix: [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      response: [0, 1, 2],
    };
    const { history } = simulateSync({
      settings,
      clients,
      rounds: 1,
      initial: [3, 0, 0, 3, 1, 1],
      test: own,
    });
    expect(history[0]?.testError).toBeCloseTo(1 / 3, 15);
  });

  test('are in comparisons, absent without them, and have no classes for other losses', () => {
    const clients = fleet(2, 6, 2);
    const { table } = compareSync({ candidates: [{ local }], clients, rounds: 2, test: test_ });
    expect(table[0]?.testLoss).toBeGreaterThan(0);
    expect(table[0]).not.toHaveProperty('testError');
    expect(simulateSync({ settings: { local }, clients, rounds: 1 })).not.toHaveProperty('testLoss');
  });
});

test('the step size by the largest curvature is a quarter of its inverse', () => {
  // Curvatures of the mean of both clients: (4 + 0) / 2 / 2 rows and (0 + 36) / 2 / 2 rows, with lambda.
  const clients = [
    {
      matrix: [
        [2, 0],
        [0, 0],
      ],
      response: [2, 0],
    },
    {
      matrix: [
        [0, 6],
        [0, 0],
      ],
      response: [6, 0],
    },
  ];
  const settings = {
    algorithm: 'compressed',
    intercept: false,
    penalty: 'l2',
    lambda: 1,
    local: { batchSize: 0 },
    serverLearningRate: 'auto',
  } as const;
  const { serverLearningRate, gradientNorm } = simulateSync({ settings, clients, rounds: 400 });
  expect(serverLearningRate).toBeCloseTo(1 / (4 * (9 + 1)), 4);
  expect(gradientNorm).toBeLessThan(1e-6);
  const own = { ...settings, serverLearningRate: serverLearningRate as number };
  expect(simulateSync({ settings: own, clients, rounds: 400 })).not.toHaveProperty('serverLearningRate');
});

test('the largest curvature is also that of an intercept', () => {
  const clients = [{ matrix: [[1], [1]], response: [1, 2] }];
  const settings = {
    algorithm: 'compressed',
    local: { batchSize: 0 },
    serverLearningRate: 'auto',
  } as const;
  // The curvature of the coefficient and the intercept, [[1, 1], [1, 1]].
  const { serverLearningRate, gradientNorm } = simulateSync({ settings, clients, rounds: 200 });
  expect(serverLearningRate).toBeCloseTo(1 / 8, 10);
  expect(gradientNorm).toBeLessThan(1e-10);
});

test('random settings give finite figures that their certificates confirm', () => {
  const settings = fc.record({
    algorithm: fc.constantFrom(
      'fedAvg',
      'fedProx',
      'scaffold',
      'fedSpeed',
      'fedAdam',
      'compressed',
      'overlapped',
    ),
    kind: fc.constantFrom('none', 'single', 'top', 'random', 'sign', 'quantized'),
    feedback: fc.constantFrom('controlled', 'classic'),
    participation: fc.constantFrom(0.3, 1),
    batchSize: fc.integer({ min: 0, max: 8 }),
    learningRate: fc.constantFrom(1e-3, 0.05, 3),
    seed: fc.integer({ min: 0, max: 1000 }),
  });
  fc.assert(
    fc.property(settings, ({ algorithm, kind, feedback, participation, batchSize, learningRate, seed }) => {
      const isLossy = !['none', 'single'].includes(kind);
      const hasMemory = ['scaffold', 'fedSpeed', 'overlapped'].includes(algorithm);
      const problem = {
        settings: {
          algorithm,
          feedback,
          participation,
          local: { steps: 3, batchSize, learningRate },
          ...(!(isLossy && hasMemory) && { compressor: { kind } }),
          ...(algorithm === 'compressed' && { serverLearningRate: learningRate }),
        },
        clients: fleet(4, 6, 3, seed),
        rounds: 8,
      } as federated.SimulateProblem;
      certifySimulate(problem, simulateSync(problem, { seed }));
    }),
    { numRuns: 60, seed: 5 },
  );
});

describe('a gradient in JavaScript', () => {
  /** Clients with the mean squared error of a linear model without intercept, in JavaScript. */
  function problemOf(clients: readonly federated.SimulatedClient[]) {
    const gradients = clients.map(({ matrix, response }) =>
      squaredGradient(rowsOf(matrix as never), response as ArrayLike<number>),
    );
    return {
      initial: [0, 0],
      clients: clients.map(({ matrix: _, response, ...times }) => ({
        rowCount: (response as ArrayLike<number>).length,
        ...times,
      })),
      gradient: (client: number, ...given: Parameters<ReturnType<typeof squaredGradient>>) =>
        gradients[client]?.(...given) ?? Number.NaN,
    };
  }

  const cases: [string, federated.FederatedSettings][] = [
    ['fedAvg', {}],
    ['scaffold', { algorithm: 'scaffold' }],
    ['fedSpeed', { algorithm: 'fedSpeed', participation: 0.6 }],
    ['overlapped', { algorithm: 'overlapped' }],
    [
      'compressed',
      { algorithm: 'compressed', serverLearningRate: 0.1, compressor: { kind: 'top', fraction: 0.5 } },
    ],
    ['fixed intervals', { aggregation: { kind: 'fixedInterval', interval: 4 } }],
    ['at once', { aggregation: { kind: 'immediate' } }],
    ['a buffer', { aggregation: { kind: 'buffered', size: 2 } }],
  ];
  test.each(cases)('runs as the rows do: %s', async (_, given) => {
    const settings = { intercept: false, local, ...given };
    const clients = fleet(3, 8, 2).map((client) => ({ ...client, dropout: 0.1, lossProbability: 0.1 }));
    const limits = { rounds: 12, evaluateEvery: 3 };
    const ofRows = simulateSync({ settings, clients, ...limits }, { seed: 3 });
    const problem = { settings, ...problemOf(clients), ...limits };
    const asked = simulateSync(problem, { seed: 3 });
    const waited = await simulate(
      { ...problem, gradient: async (...answered) => problem.gradient(...answered) },
      { seed: 3 },
    );
    expect(waited).toEqual(asked);
    expect([asked.status, asked.rounds, asked.time]).toEqual([ofRows.status, ofRows.rounds, ofRows.time]);
    expect(asked.participation).toEqual(ofRows.participation);
    expect(asked.history.length).toBe(ofRows.history.length);
    expect(asked.objective).toBeCloseTo(ofRows.objective, 11);
    expect(asked.gradientNorm).toBeCloseTo(ofRows.gradientNorm, 11);
    asked.parameters.forEach((value, j) => {
      expect(value).toBeCloseTo(at(ofRows.parameters, j), 11);
    });
  });

  const good = () => ({ settings: { local }, ...problemOf(fleet(2, 6, 2)), rounds: 3 });

  test('may be answered elsewhere, as a dialogue', () => {
    const { gradient, ...data } = good();
    const of = (client = 0) => gradient.bind(undefined, client);
    expect(answerGradients(simulateDialogue(data), [1, 2], of)).toEqual(simulateSync(good()));
  });

  test('runs in comparisons as in simulations', async () => {
    const { settings, ...data } = good();
    const others = { ...settings, algorithm: 'scaffold' } as const;
    const problem = { ...data, candidates: [settings, others], target: 0.2, rounds: 40 };
    const { status, table } = compareSync(problem, { seed: 3 });
    expect(status).toBe('finished');
    expect(table.map(({ candidate }) => candidate).sort()).toEqual([0, 1]);
    for (const { candidate, timeToTarget, ...row } of table) {
      const own = { ...problem, settings: candidate === 0 ? settings : others, candidates: undefined };
      expect(simulateSync(own, { seed: 3 })).toMatchObject(row);
      expect(timeToTarget).toBe(row.status === 'converged' ? row.time : undefined);
    }
    const waited = {
      ...problem,
      gradient: async (...given: Parameters<typeof data.gradient>) => data.gradient(...given),
    };
    expect(await compare(waited, { seed: 3 })).toEqual({ status, table });
    const { gradient, ...asked } = problem;
    const of = (client = 0) => gradient.bind(undefined, client);
    expect(answerGradients(compareDialogue(asked, { seed: 3 }), [1, 2], of)).toEqual({ status, table });
  });

  /** A gradient that is given twenty times, and then awaited for ever. */
  function answeredTwentyTimes(gradient: ReturnType<typeof good>['gradient']) {
    let calls = 0;
    return async (...given: Parameters<typeof gradient>) => {
      if (++calls > 20) await new Promise(() => {});
      return gradient(...given);
    };
  }

  test('in a comparison ends at the time limit, with the candidates begun', async () => {
    const { settings, gradient, ...data } = good();
    const problem = {
      ...data,
      candidates: [settings, settings],
      rounds: 1000,
      gradient: answeredTwentyTimes(gradient),
    };
    const { status, table } = await compare(problem, { timeLimit: 0.3 });
    expect([status, table.map(({ candidate }) => candidate)]).toEqual(['timeLimit', [0]]);
  });

  test('ends at the time limit, with the figures of the last evaluation', async () => {
    const { gradient, ...data } = good();
    const { status, objective, history } = await simulate(
      { ...data, rounds: 1000, gradient: answeredTwentyTimes(gradient) },
      { timeLimit: 0.3 },
    );
    expect(status).toBe('timeLimit');
    expect(objective).toBe(history.at(-1)?.objective);
  });

  test('without a number at the start is an error, and one without later is a status', async () => {
    const { gradient, ...data } = good();
    const none = (..._: Parameters<typeof gradient>) => Number.NaN;
    await expectError(() => simulate({ ...data, gradient: none }), 'INVALID_INPUT', 'initial');
    let calls = 0;
    const breaking = (...given: Parameters<typeof gradient>) =>
      ++calls > 9 ? Number.NaN : gradient(...given);
    const { status, history, objective } = simulateSync({ ...data, gradient: breaking });
    expect([status, Number.isFinite(objective)]).toEqual(['diverged', true]);
    expect(history.length).toBeGreaterThan(0);
  });

  test.each([
    ['gradient', { gradient: 1 }],
    ['gradient', { gradient: () => 2 }],
    ['initial', { initial: [] }],
    ['clients[1].rowCount', { clients: [{ rowCount: 6 }, { rowCount: 0 }] }],
    ['clients[0].speed', { clients: [{ rowCount: 6, speed: 0 }] }],
    ['clients[0].matrix', { clients: [{ rowCount: 1, matrix: [[1]] }] }],
    ['settings.penalty', { settings: { local, penalty: 'l1', lambda: 1 } }],
    ['settings.adversary', { settings: { local, adversary: { radius: 1 } } }],
    ['settings.serverLearningRate', { settings: { algorithm: 'compressed', serverLearningRate: 'auto' } }],
    ['settings.aggregation.size', { settings: { local, aggregation: { kind: 'buffered', size: 3 } } }],
  ])('is refused with a wrong %s', async (path, change) => {
    await expectError(() => simulate({ ...good(), ...change } as never), 'INVALID_INPUT', path);
    const { settings, ...data } = { ...good(), ...change };
    const problem = { ...data, candidates: [{ local }, settings] };
    const own = path.replace('settings', 'candidates[1]');
    await expectError(() => compare(problem as never), 'INVALID_INPUT', own);
  });
});

describe('bad input', () => {
  const good = (): federated.SimulateProblem => ({ settings: { local }, clients: fleet(3, 4, 2), rounds: 2 });
  const next = mulberry32(3);
  const client = (given: object) => {
    const { settings, clients, rounds } = good();
    return {
      settings,
      rounds: rounds as number,
      clients: clients.map((one, k) => (k === 2 ? { ...one, ...given } : one)),
    };
  };
  const settings = (given: object) => ({ ...good(), settings: { local, ...given } });
  const cases: [string, object, string][] = [
    ['no clients', { ...good(), clients: [] }, 'clients'],
    ['other columns', client({ matrix: [[1, 2, 3]], response: [1] }), 'clients[2].matrix'],
    ['a short response', client({ response: [1] }), 'clients[2].response'],
    [
      'NaN in a matrix',
      client({ matrix: { rows: 1, columns: 2, data: Float64Array.of(1, Number.NaN) }, response: [1] }),
      'clients[2].matrix.data[1]',
    ],
    ['a speed of 0', client({ speed: 0 }), 'clients[2].speed'],
    ['a speed beyond all sums', client({ speed: 1e300 }), 'clients[2].speed'],
    ['a sure absence', client({ dropout: 1 }), 'clients[2].dropout'],
    ['a sure loss', client({ lossProbability: 1 }), 'clients[2].lossProbability'],
    ['no rounds', { ...good(), rounds: 0 }, 'rounds'],
    ['no step size', { ...good(), settings: {} }, 'settings.local.learningRate'],
    ['no interval', settings({ aggregation: { kind: 'fixedInterval' } }), 'settings.aggregation.interval'],
    [
      'an interval of 0',
      settings({ aggregation: { kind: 'fixedInterval', interval: 0 } }),
      'settings.aggregation.interval',
    ],
    ['a large buffer', settings({ aggregation: { kind: 'buffered', size: 4 } }), 'settings.aggregation.size'],
    [
      'overlap without rounds',
      settings({ algorithm: 'overlapped', aggregation: { kind: 'immediate' } }),
      'settings.aggregation.kind',
    ],
    [
      'memory without rounds',
      settings({ compressor: { kind: 'top' }, aggregation: { kind: 'immediate' } }),
      'settings.aggregation.kind',
    ],
    [
      'a compressed scaffold',
      settings({ algorithm: 'scaffold', compressor: { kind: 'sign' } }),
      'settings.compressor.kind',
    ],
    [
      'a fraction of 0',
      settings({ compressor: { kind: 'top', fraction: 0 } }),
      'settings.compressor.fraction',
    ],
    ['17 bits', settings({ compressor: { kind: 'quantized', bits: 17 } }), 'settings.compressor.bits'],
    ['no server rate', settings({ algorithm: 'compressed' }), 'settings.serverLearningRate'],
    [
      'an automatic rate of averages',
      settings({ serverLearningRate: 'auto' }),
      'settings.serverLearningRate',
    ],
    [
      'an automatic rate without a bound of curvature',
      settings({ algorithm: 'compressed', loss: 'poisson', serverLearningRate: 'auto' }),
      'settings.serverLearningRate',
    ],
    ['another word for the rate', settings({ serverLearningRate: 'best' }), 'settings.serverLearningRate'],
    ['test rows of other columns', { ...good(), test: { matrix: [[1]], response: [1] } }, 'test.matrix'],
    ['a short test response', { ...good(), test: { matrix: [[1, 2]], response: [] } }, 'test.response'],
    [
      'an adversary of classes',
      settings({ loss: 'multinomial', classes: 2, adversary: { radius: 1 } }),
      'settings.adversary',
    ],
    ['classes without number', settings({ loss: 'multinomial' }), 'settings.classes'],
    ['a class of another kind', settings({ loss: 'logistic' }), 'clients[0].response[0]'],
    ['a concave penalty', settings({ penalty: 'mcp' }), 'settings.penalty'],
    ['participation of 0', settings({ participation: 0 }), 'settings.participation'],
    ['importance of others', settings({ importance: [1, 1] }), 'settings.importance'],
    ['no importance', settings({ importance: [0, 0, 0] }), 'settings.importance'],
    ['a short start', { ...good(), initial: [next()] }, 'initial'],
  ];
  test.each(cases)('%s is refused', async (_, problem, path) => {
    await expectError(() => simulate(problem as federated.SimulateProblem), 'INVALID_INPUT', path);
  });
});
