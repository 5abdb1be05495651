/** Rounds by `start`, `clientStep` and `aggregate` over a transport that loses, repeats and damages messages. */

import { federated, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { vectorOfMessage } from '../../certificates/federated.js';
import { at, atMost, holds, rowsOf as listOfRows } from '../../certificates/support.js';
import { answerGradients } from '../../support/answer-gradients.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';
import { mulberry32, uniform } from '../../support/random.js';
import { squaredGradient } from './squared-gradient.js';

const {
  aggregate,
  aggregateSync,
  clientStep,
  clientStepDialogue,
  clientStepSync,
  pack,
  simulateSync,
  start,
  startSync,
  unpack,
} = federated;

beforeAll(() => load('federated'));

const settings: federated.FederatedSettings = {
  dimension: 2,
  intercept: false,
  local: { steps: 3, batchSize: 2, learningRate: 0.1 },
};

const NAMES = ['east', 'north', 'south'];

/** The rows of a client. */
function rowsOf(name: string) {
  const seed = NAMES.indexOf(name) + 1;
  const data = uniform(seed, 12).map((value) => 2 * value - 1);
  return { matrix: { rows: 6, columns: 2, data }, response: uniform(seed + 50, 6) };
}

const begun = (given: federated.FederatedSettings = {}, clients = NAMES) =>
  startSync({ settings: { ...settings, ...given }, clients });

/** The vector in the message of a round. */
const contentOf = (message: Uint8Array) => vectorOfMessage(message.subarray(8, message.length - 4));

checkSolver<federated.StartProblem, federated.StartSolution, unknown>({
  method: 'federated.start',
  solve: start,
  solveSync: startSync,
  problem: () => ({ settings, clients: NAMES, initial: [0.5, -1] }),
  verify: ({ broadcast, state }) => {
    expect(broadcast.round).toBe(1);
    expect(Array.from(broadcast.parameters)).toEqual([0.5, -1]);
    expect(state.clients).toEqual(NAMES);
  },
});

checkSolver<federated.ClientStepProblem, federated.ClientStepSolution, unknown>({
  method: 'federated.clientStep',
  solve: clientStep,
  solveSync: clientStepSync,
  random: true,
  problem: () => ({ settings, client: 'north', ...rowsOf('north'), broadcast: begun().broadcast }),
  verify: ({ status, message, state }) => {
    expect(status).toBe('done');
    expect(Array.from(state.message)).toEqual(Array.from(message));
  },
  certify: ({ broadcast }, { status, message, state }) => {
    if (status !== 'done') return;
    const view = new DataView(message.buffer, message.byteOffset);
    holds('the message has its name', String.fromCharCode(...message.subarray(0, 4)) === 'SLR1');
    holds('the round is that of the broadcast', view.getUint32(4, true) === broadcast.round);
    holds('the state has the round', state.round === broadcast.round);
  },
});

checkSolver<federated.AggregateProblem, federated.AggregateSolution, unknown>({
  method: 'federated.aggregate',
  solve: aggregate,
  solveSync: aggregateSync,
  problem: () => {
    const { state, broadcast } = begun();
    const messages = NAMES.map((client) => ({
      client,
      bytes: clientStepSync({ settings, client, ...rowsOf(client), broadcast }).message,
    }));
    return { settings, state, messages };
  },
  verify: ({ status, accepted, refused }) => {
    expect([status, accepted, refused]).toEqual(['updated', NAMES, []]);
  },
  certify: ({ settings, state, messages }, { status, accepted, state: next, refused }) => {
    holds('each message has an end', accepted.length + refused.length === messages.length);
    const isPlain = Object.keys(settings).every((key) => ['dimension', 'intercept', 'local'].includes(key));
    if (status !== 'updated' || !isPlain || accepted.length !== messages.length || state.received > 0) return;
    if (new Set(accepted).size < accepted.length) return;
    const weight = (client: string) => at(Array.from(state.importance), state.clients.indexOf(client));
    const total = accepted.reduce((sum, client) => sum + weight(client), 0);
    next.parameters.forEach((value, j) => {
      const change = messages.reduce((sum, { client, bytes }) => {
        return sum + (weight(client) * at(contentOf(Uint8Array.from(bytes)), j)) / (total || 1);
      }, 0);
      const expected = at(Array.from(state.parameters), j) + change;
      atMost('the difference of parameters', Math.abs(value - expected), 1e-12 * (1 + Math.abs(expected)));
    });
  },
});

/** Trains over a transport with faults. Returns the parameters. */
function trained(
  given: federated.FederatedSettings,
  rounds: number,
  faults: () => 'none' | 'lost' | 'twice' | 'late',
) {
  const own = { ...settings, ...given };
  let { state, broadcast } = begun(given);
  const states = new Map<string, federated.ClientState>();
  let held: federated.ClientMessage[] = [];
  for (let round = 0; round < rounds; round++) {
    const messages = [...held];
    held = [];
    for (const client of NAMES) {
      const last = states.get(client);
      const step = clientStepSync({
        settings: own,
        client,
        ...rowsOf(client),
        broadcast,
        ...(last && { state: last }),
      });
      // State files: what is packed returns as it was.
      states.set(client, unpack(pack(step.state)));
      const fault = faults();
      const message = { client, bytes: step.message };
      if (fault === 'late') held.push(message);
      if (fault === 'none' || fault === 'twice') messages.push(message);
      if (fault === 'twice') messages.push(message);
    }
    ({ state, broadcast } = aggregateSync({ settings: own, state: unpack(pack(state)), messages }));
  }
  return Array.from(state.parameters);
}

const compressed: federated.FederatedSettings = {
  algorithm: 'compressed',
  local: { batchSize: 0 },
  compressor: { kind: 'top', fraction: 0.5 },
  serverLearningRate: 0.5,
};

describe('a transport', () => {
  test('without faults gives the parameters of the simulator, to the bit', () => {
    for (const given of [{}, compressed, { algorithm: 'scaffold' }, { algorithm: 'fedSpeed' }] as const) {
      const clients = NAMES.map(rowsOf);
      const { parameters } = simulateSync({ settings: { ...settings, ...given }, clients, rounds: 6 });
      expect(trained(given, 6, () => 'none')).toEqual(Array.from(parameters));
    }
  });

  test('that repeats messages changes no bit', () => {
    for (const given of [{}, compressed, { algorithm: 'scaffold' }] as const) {
      expect(trained(given, 5, () => 'twice')).toEqual(trained(given, 5, () => 'none'));
    }
  });

  test('that loses and delays messages keeps error feedback right', () => {
    const next = mulberry32(9);
    const faults = () => (next() < 0.2 ? 'lost' : next() < 0.2 ? 'late' : 'none');
    const [minimum, found] = [trained(compressed, 2000, () => 'none'), trained(compressed, 2000, faults)];
    found.forEach((value, j) => {
      expect(value).toBeCloseTo(minimum[j] as number, 8);
    });
  });

  test('that asks again gets the same message', () => {
    const { broadcast } = begun();
    const problem = { settings, client: 'north', ...rowsOf('north'), broadcast };
    const { message, state } = clientStepSync(problem);
    const again = clientStepSync({ ...problem, state });
    expect(again).toEqual({ status: 'repeated', message, state });
  });
});

describe('without common rounds', () => {
  const stepOf = (client: string, own: federated.FederatedSettings, broadcast: federated.Broadcast) => ({
    client,
    bytes: clientStepSync({ settings: own, client, ...rowsOf(client), broadcast }).message,
  });

  test('a buffer waits until it is full', () => {
    const own: federated.FederatedSettings = { ...settings, aggregation: { kind: 'buffered', size: 2 } };
    const { state, broadcast } = begun(own);
    const [first, second] = ['east', 'south'].map((client) => stepOf(client, own, broadcast));
    const one = aggregateSync({ settings: own, state, messages: [first as federated.ClientMessage], now: 1 });
    expect([one.status, one.state.round, one.state.received]).toEqual(['waiting', 1, 1]);
    expect(one.state.parameters).toEqual(state.parameters);
    const two = aggregateSync({
      settings: own,
      state: one.state,
      messages: [second as federated.ClientMessage],
      now: 2,
    });
    expect([two.status, two.state.round, two.state.received]).toEqual(['updated', 2, 0]);
    expect(two.state.parameters).not.toEqual(state.parameters);
    expect(Array.from(two.state.durations)).toEqual([1, 0, 2]);
  });

  test('old messages count up to the limit of their age', () => {
    for (const [maxStaleness, reason] of [
      [0, 'stale'],
      [1, undefined],
    ] as const) {
      const own: federated.FederatedSettings = {
        ...settings,
        aggregation: { kind: 'immediate' },
        maxStaleness,
      };
      const { state, broadcast } = begun(own);
      const [first, second] = ['east', 'south'].map((client) => stepOf(client, own, broadcast));
      const one = aggregateSync({
        settings: own,
        state,
        messages: [first as federated.ClientMessage],
        now: 1,
      });
      const two = aggregateSync({
        settings: own,
        state: one.state,
        messages: [second as federated.ClientMessage],
        now: 2,
      });
      expect(two.refused[0]?.reason).toBe(reason);
      expect(two.status).toBe(reason === undefined ? 'updated' : 'waiting');
    }
  });
});

describe('messages are refused', () => {
  const bytesOf = (client = 'north', broadcast = begun().broadcast) =>
    clientStepSync({ settings, client, ...rowsOf(client), broadcast }).message;
  const reasonOf = (client: string, bytes: Uint8Array, state = begun().state) => {
    const {
      accepted,
      refused,
      state: next,
    } = aggregateSync({ settings, state, messages: [{ client, bytes }] });
    expect(accepted).toEqual([]);
    expect(Array.from(next.parameters)).toEqual(Array.from(state.parameters));
    return refused[0]?.reason;
  };

  test('that are damaged or cut, at every byte', () => {
    const bytes = bytesOf();
    for (let place = 0; place < bytes.length; place++) {
      const damaged = Uint8Array.from(bytes, (byte, k) => (k === place ? byte ^ (1 << (place % 8)) : byte));
      expect(reasonOf('north', damaged)).toBe('corrupt');
      expect(reasonOf('north', bytes.slice(0, place))).toBe('corrupt');
    }
  });

  test('that are of others, of other rounds, or of other lengths', () => {
    const bytes = bytesOf();
    expect(reasonOf('west', bytes)).toBe('unknownClient');
    const { state } = aggregateSync({
      settings,
      state: begun().state,
      messages: [{ client: 'north', bytes }],
    });
    expect(reasonOf('north', bytes, state)).toBe('duplicate');
    expect(reasonOf('south', bytes, state)).toBe('stale');
    const longer = startSync({ settings: { ...settings, dimension: 3 }, clients: NAMES });
    expect(reasonOf('north', bytes, longer.state)).toBe('corrupt');
  });

  test('with numbers beyond bounds', () => {
    const large = startSync({ settings, clients: ['north'], initial: [1e200, 0] });
    const { status, message } = clientStepSync({
      settings,
      client: 'north',
      ...rowsOf('north'),
      broadcast: large.broadcast,
    });
    expect(status).toBe('diverged');
    expect(message).toHaveLength(0);
  });
});

describe('bad input', () => {
  const step = (given: object) => ({
    settings,
    client: 'north',
    ...rowsOf('north'),
    broadcast: begun().broadcast,
    ...given,
  });
  const { broadcast, state } = {
    broadcast: { round: 1, parameters: [0, 0], clients: ['north'], accepted: [0], active: [0] },
    state: begun,
  };
  const steps: [string, object, string][] = [
    ['another client', { client: 'west' }, 'client'],
    ['a round of 0', { broadcast: { ...broadcast, round: 0 } }, 'broadcast.round'],
    ['other parameters', { broadcast: { ...broadcast, parameters: [0] } }, 'broadcast.parameters'],
    ['accepted of others', { broadcast: { ...broadcast, accepted: [0, 0] } }, 'broadcast.accepted'],
    ['no control', { settings: { ...settings, algorithm: 'scaffold' } }, 'broadcast.control'],
  ];
  test.each(steps)('%s is refused by clientStep', async (_, given, path) => {
    await expectError(() => clientStep(step(given) as federated.ClientStepProblem), 'INVALID_INPUT', path);
  });

  test('states of other algorithms and sizes are refused by aggregate', async () => {
    const other = state({ algorithm: 'fedAdam' }).state;
    await expectError(
      () => aggregate({ settings, state: other, messages: [] }),
      'INVALID_INPUT',
      'state.momentum',
    );
    const cut = { ...state().state, accepted: [0] };
    await expectError(
      () => aggregate({ settings, state: cut, messages: [] }),
      'INVALID_INPUT',
      'state.accepted',
    );
  });

  test('names that occur twice are refused by start', async () => {
    await expectError(() => start({ settings, clients: ['a', 'a'] }), 'INVALID_INPUT', 'clients[1]');
    await expectError(
      () => start({ settings: { local: { learningRate: 1 } }, clients: ['a'] }),
      'INVALID_INPUT',
      'initial',
    );
  });
});

describe('pack', () => {
  test('returns what it was given', () => {
    const data = {
      a: [1, -0, 'x', null, true],
      b: { c: new Float64Array([0.1, -0]), d: new Uint8Array([3]) },
      e: new Int32Array(),
    };
    expect(unpack(pack(data))).toEqual(data);
    // Bytes in a larger buffer, as files are read in Node.
    const packed = pack(data);
    const larger = new Uint8Array(packed.length + 9);
    larger.set(packed, 5);
    class Pooled extends Uint8Array {
      override slice(start?: number, end?: number) {
        return this.subarray(start, end) as never;
      }
    }
    expect(unpack(new Pooled(larger.buffer, 5, packed.length))).toEqual(data);
  });

  test('refuses what is no data, and bytes that are not its own', () => {
    for (const value of [Number.NaN, () => 1, new Map(), { $: 1 }, 1n]) {
      expect(() => pack({ value })).toThrow();
    }
    const bytes = pack({ round: 3, parameters: new Float64Array([1, 2]) });
    for (let place = 0; place < bytes.length; place++)
      expect(() => unpack(bytes.subarray(0, place))).toThrow('bytes');
    const next = mulberry32(4);
    for (let k = 0; k < 500; k++) {
      const hostile = Uint8Array.from(bytes, (byte) => (next() < 0.05 ? Math.floor(256 * next()) : byte));
      try {
        unpack(hostile);
      } catch (error) {
        expect((error as Error).name).toBe('SuperlinearError');
      }
    }
  });
});

test('rows of many classes are within the memory limit', async () => {
  const rows = 100_000;
  const many = { loss: 'multinomial', classes: 1000, dimension: 1, local: { learningRate: 0.1 } } as const;
  const { broadcast } = startSync({ settings: many, clients: ['north'] });
  const matrix = { rows, columns: 1, data: new Float64Array(rows) };
  const problem = { settings: many, client: 'north', matrix, response: new Float64Array(rows), broadcast };
  await expectError(() => clientStep(problem, { memoryLimit: 200 }), 'OUT_OF_MEMORY', 'matrix');
});

test('the step size of a server is a number', async () => {
  const automatic = { algorithm: 'compressed', dimension: 2, serverLearningRate: 'auto' } as const;
  const begin = () => start({ settings: automatic, clients: NAMES });
  await expectError(begin, 'INVALID_INPUT', 'settings.serverLearningRate');
});

describe('a gradient in JavaScript', () => {
  function gradientOf(name: string) {
    const { matrix, response } = rowsOf(name);
    return squaredGradient(listOfRows(matrix), response);
  }

  const algorithms = [
    'fedAvg',
    'fedProx',
    'scaffold',
    'fedSpeed',
    'fedAdam',
    'compressed',
    'overlapped',
  ] as const;
  test.each(algorithms)('steps as the rows do: %s', async (algorithm) => {
    const own: federated.FederatedSettings = {
      ...settings,
      algorithm,
      ...(algorithm === 'compressed' && { serverLearningRate: 0.1 }),
    };
    let { state, broadcast } = begun(own);
    const states: Record<string, federated.ClientState> = {};
    for (let round = 0; round < 3; round++) {
      const messages = [];
      for (const client of NAMES) {
        const last = states[client];
        const shared = { settings: own, client, broadcast, ...(last && { state: last }) };
        const ofRows = clientStepSync({ ...shared, ...rowsOf(client) });
        const gradient = gradientOf(client);
        const asked = clientStepSync({ ...shared, rowCount: 6, gradient });
        const waited = await clientStep({
          ...shared,
          rowCount: 6,
          gradient: async (...given) => {
            await Promise.resolve();
            return gradient(...given);
          },
        });
        expect(waited).toEqual(asked);
        expect(asked.status).toBe('done');
        expect(asked.loss).toBeCloseTo(ofRows.loss as number, 14);
        const [contents, expected] = [asked, ofRows].map(({ message }) => contentOf(message));
        expected?.forEach((value, j) => {
          expect(contents?.[j]).toBeCloseTo(value, 13);
        });
        states[client] = ofRows.state;
        messages.push({ client, bytes: asked.message });
      }
      ({ state, broadcast } = aggregateSync({ settings: own, state, messages }));
    }
  });

  const problem = () => ({
    settings,
    client: 'north',
    rowCount: 6,
    gradient: gradientOf('north'),
    broadcast: begun().broadcast,
  });

  test('may be of a single parameter', () => {
    const own = { local: { steps: 1, learningRate: 0.5 } };
    const { state, broadcast } = startSync({ settings: own, initial: [1], clients: ['north'] });
    const { message } = clientStepSync({
      settings: own,
      client: 'north',
      rowCount: 1,
      gradient([w = 0], _rows, _weights, out) {
        out[0] = w;
        return w ** 2 / 2;
      },
      broadcast,
    });
    const messages = [{ client: 'north', bytes: message }];
    expect(Array.from(aggregateSync({ settings: own, state, messages }).broadcast.parameters)).toEqual([0.5]);
  });

  test('is asked for each row once in a pass, with weights of the sum 1', () => {
    const seen: number[] = [];
    const { gradient, ...data } = problem();
    clientStepSync({
      ...data,
      gradient(w, rows, weights, out) {
        seen.push(...rows);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 15);
        return gradient(w, rows, weights, out);
      },
    });
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('of numbers beyond bounds ends as diverged, with the state before', () => {
    const { status, message, state } = clientStepSync({
      ...problem(),
      gradient(_w, _rows, _weights, out) {
        out.fill(Number.NaN);
        return Number.NaN;
      },
    });
    expect(status).toBe('diverged');
    expect([message.length, state.round]).toEqual([0, 0]);
  });

  test('that takes too long is left at the time limit', async () => {
    const never = () => new Promise<number>(() => {});
    const { status, message } = await clientStep({ ...problem(), gradient: never }, { timeLimit: 0.05 });
    expect([status, message.length]).toEqual(['timeLimit', 0]);
  });

  test('that has seen the round sends its message again without questions', () => {
    const { state, message } = clientStepSync(problem());
    const repeated = clientStepSync({
      ...problem(),
      state,
      gradient() {
        throw new Error('asked');
      },
    });
    expect([repeated.status, repeated.message]).toEqual(['repeated', message]);
  });

  test('may be answered elsewhere, as a dialogue', () => {
    const { gradient, ...data } = problem();
    const solution = answerGradients(clientStepDialogue(data), [0, 2], () => gradient);
    expect(solution).toEqual(clientStepSync(problem()));
  });

  test('passes its errors on', async () => {
    const failing = () => {
      throw new Error('no data today');
    };
    await expect(clientStep({ ...problem(), gradient: failing })).rejects.toThrow('no data today');
  });

  test.each([
    ['gradient', { gradient: 3 }],
    ['gradient', { gradient: () => 'much' }],
    ['gradient', { gradient: () => 1 }],
    ['gradient', { matrix: [[1, 2]] }],
    ['rowCount', { rowCount: 0 }],
    ['client', { client: 'west' }],
    ['settings.penalty', { settings: { ...settings, penalty: 'l2', lambda: 1 } }],
    ['settings.adversary', { settings: { ...settings, adversary: { radius: 1 } } }],
    ['settings.classes', { settings: { ...settings, loss: 'multinomial', classes: 2 } }],
    ['settings.local.learningRate', { settings: { local: {} } }],
  ])('is refused with a wrong %s', async (path, change) => {
    await expectError(() => clientStep({ ...problem(), ...change } as never), 'INVALID_INPUT', path);
  });
});
