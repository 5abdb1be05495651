/** Claims about federated training: compression, overlap, asynchronous aggregation, larger intervals, adversaries. */

import {
  aggregateSync,
  clientStepSync,
  type FederatedSettings,
  simulateSync,
  startSync,
} from '../families/federated.js';
import { AttackedNetwork } from './support/attacked-network.js';
import type { Claim } from './support/claim.js';
import { gaussians, uniform } from './support/random.js';
import { range } from './support/range.js';

const at = (values: ArrayLike<number>, k: number) => values[k] as number;

const product = (data: ArrayLike<number>, rows: number, x: ArrayLike<number>) =>
  Float64Array.from({ length: rows }, (_, i) =>
    range(x.length).reduce((sum, j) => sum + at(data, i * x.length + j) * at(x, j), 0),
  );

const local = (steps: number, batchSize: number, learningRate: number) => ({
  steps,
  batchSize,
  learningRate,
  clipNorm: 1e6,
});

/** Ten least-squares problems with curvatures over three orders, and minima of their own. */
function sparseInstance() {
  const [rows, columns] = [150, 100];
  const common = gaussians(199, columns);
  return range(10).map((i) => {
    const data = gaussians(180 + i, rows * columns).map(
      (value, k) => value * 2 ** ((-2 * (k % columns)) / 99),
    );
    const own = gaussians(200 + i, columns).map((value, j) => 0.5 * value + at(common, j));
    return { matrix: { rows, columns, data }, response: product(data, rows, own) };
  });
}

/** The largest curvature of that mean, and its minimum. */
const SPARSE = { curvature: 1.07162748495429, minimum: 3.66848919137162 };

const top: FederatedSettings['compressor'] = { kind: 'top', fraction: 0.05 };

const compressed = {
  algorithm: 'compressed',
  intercept: false,
  local: { batchSize: 0 },
  compressor: top,
  serverLearningRate: 1 / SPARSE.curvature,
} as const satisfies FederatedSettings;

/** Ten quadratics of 20 variables, as least squares, at clients of speeds from 1 to 5. */
function unequalClients() {
  const d = 20;
  return range(10).map((i) => {
    const [curvatures, minimum] = [uniform(320 + i, d).map((u) => 1 + 4 * u), gaussians(340 + i, d)];
    const roots = curvatures.map((h) => Math.sqrt(d * h));
    const data = new Float64Array(d * d);
    roots.forEach((root, j) => {
      data[j * d + j] = root;
    });
    const response = roots.map((root, j) => root * at(minimum, j));
    return { matrix: { rows: d, columns: d, data }, response, speed: (1 - (0.8 * i) / 9) / 5 };
  });
}

const UNEQUAL_MINIMUM = 27.6020941118138;

const unequal = { intercept: false, local: local(5, 0, 0.005) } as const satisfies FederatedSettings;

/** Twenty clients with logistic data around means of their own. */
function unlikeClients() {
  const [rows, columns] = [50, 20];
  const common = gaussians(460, columns);
  return range(20).map((i) => {
    const shift = gaussians(400 + i, columns);
    const data = gaussians(430 + i, rows * columns).map((value, k) => value + 0.8 * at(shift, k % columns));
    const weights = gaussians(461 + i, columns).map((value, j) => 0.5 * value + 0.5 * at(common, j));
    const z = product(data, rows, weights);
    const response = uniform(500 + i, rows).map((u, k) => (u < 1 / (1 + Math.exp(-at(z, k))) ? 1 : -1));
    return { matrix: { rows, columns, data }, response };
  });
}

const UNLIKE_MINIMUM = 0.531071971650308;

const unlike = (steps: number, given: FederatedSettings): FederatedSettings => ({
  loss: 'logistic',
  intercept: false,
  penalty: 'l2',
  lambda: 0.01,
  participation: 0.2,
  local: local(steps, 10, 0.05),
  ...given,
});

/** The mean excess of the last 30 of 150 rounds. */
function lastExcess(clients: ReturnType<typeof unlikeClients>, settings: FederatedSettings): number {
  const { history } = simulateSync({ settings, clients, rounds: 150 });
  const last = history.slice(-30).map(({ objective }) => objective - UNLIKE_MINIMUM);
  return last.reduce((sum, value) => sum + value, 0) / last.length;
}

/** Eight workers with least squares of one solution, with noise. */
function workers() {
  const [rows, columns] = [400, 50];
  const solution = gaussians(190, columns);
  return range(8).map((i) => {
    const data = gaussians(1900 + i, rows * columns).map((value, k) => value * 4 ** (-(k % columns) / 49));
    const noise = gaussians(1950 + i, rows);
    const response = product(data, rows, solution).map((value, k) => value + 0.5 * at(noise, k));
    return { matrix: { rows, columns, data }, response, delay: 6 };
  });
}

const WORKERS_MINIMUM = 0.127079733352572;

/** Rows around six centers, two of which each client has. */
function scatteredClients() {
  const centers = gaussians(430, 60).map((value) => 1.2 * value);
  return range(10).map((i) => {
    const noise = gaussians(4300 + i, 400);
    const owners = range(40).map((row) => (row % 2 === 0 ? i : 5 * i + 3) % 6);
    const data = noise.map(
      (value, k) => 0.3 * value + at(centers, 10 * at(owners, Math.floor(k / 10)) + (k % 10)),
    );
    const response = Float64Array.from(owners, (center) => (center < 3 ? 1 : -1));
    return { matrix: { rows: 40, columns: 10, data }, response };
  });
}

/** Units of the network under attack. */
const UNITS = 400;

export const claims: readonly Claim[] = [
  {
    name: 'controlled-error-feedback',
    claim: 'Compressed gradients with controlled error feedback converge linearly on unlike clients',
    source: 'Gao, Islamov, Stich, EControl, ICLR 2024',
    shown: {
      what: 'least squares of ten clients, 5 of 100 entries sent, γ = 1/L, η = 0.05; rounds to an excess of 1e-6, and the excess of classic error feedback after 400 at γ = 1/L, 1/(4L), 1/(16L)',
      budget: 0.5,
      measure(log) {
        const clients = sparseInstance();
        const target = SPARSE.minimum + 1e-6;
        const problem = { clients, rounds: 400, evaluateEvery: 10, target };
        const controlled = simulateSync({ ...problem, settings: { ...compressed, errorControl: 0.05 } });
        const classic = [1, 4, 16].map((factor) => {
          const serverLearningRate = 1 / (factor * SPARSE.curvature);
          const settings = { ...compressed, feedback: 'classic', serverLearningRate } as const;
          return simulateSync({ ...problem, settings, evaluateEvery: 400 }).objective - SPARSE.minimum;
        });
        log(`${controlled.bytesUp / controlled.rounds / 10} bytes a message instead of 832`);
        return {
          status: controlled.status,
          rounds: controlled.rounds,
          'excess of classic feedback': classic,
        };
      },
    },
    gold: {
      status: { equals: 'converged' },
      rounds: { atMost: 220 },
      'excess of classic feedback': { atLeast: 1e-3 },
    },
    landmarks: ['bytes a message instead of 832'],
    verdict: 'holds',
  },
  {
    name: 'compressed-differences',
    claim:
      'Feedback on differences to an estimate keeps the limit of averaging, where classic feedback does not',
    source: 'Richtárik, Sokolov, Fatkhullin, EF21, NeurIPS 2021',
    shown: {
      what: 'averaging of the same clients, 5 steps of size 0.1 a round, 5 of 100 entries sent, 400 rounds; the distance to the limit of averaging',
      budget: 5,
      measure() {
        const clients = sparseInstance();
        const settings: FederatedSettings = { intercept: false, local: local(5, 0, 0.1) };
        const limit = simulateSync({ clients, settings, rounds: 700, evaluateEvery: 700 }).parameters;
        const distance = (feedback: FederatedSettings) => {
          const given = { ...settings, compressor: top, ...feedback };
          const { parameters } = simulateSync({ clients, settings: given, rounds: 400, evaluateEvery: 400 });
          return Math.hypot(...parameters.map((value, j) => value - at(limit, j)));
        };
        return {
          differences: [distance({ errorControl: 0 }), distance({ errorControl: 0.05 })],
          classic: distance({ feedback: 'classic' }),
        };
      },
    },
    gold: { differences: { atMost: 1e-4 }, classic: { atLeast: 0.1 } },
    verdict: 'holds',
  },
  {
    name: 'noisy-gradients',
    claim: 'Controlled error feedback also keeps noise small, unlike EF21, and no larger than other feedback',
    source: 'Gao, Islamov, Stich, EControl, ICLR 2024',
    shown: {
      what: 'the same clients with gradients of 5 of 150 rows, γ = 1/(32L), 1000 rounds; the mean excess at the end with η = 0.1 over that of EF21, and over that of classic feedback',
      budget: 0.5,
      measure() {
        const clients = sparseInstance();
        const excess = (feedback: Partial<FederatedSettings>) => {
          const serverLearningRate = 1 / (32 * SPARSE.curvature);
          const settings = { ...compressed, local: { batchSize: 5 }, serverLearningRate, ...feedback };
          const { history } = simulateSync({ clients, settings, rounds: 1000, evaluateEvery: 50 });
          return history.slice(-5).reduce((sum, { objective }) => sum + (objective - SPARSE.minimum) / 5, 0);
        };
        const controlled = excess({ errorControl: 0.1 });
        return {
          'over EF21': controlled / excess({ errorControl: 0 }),
          'over classic feedback': controlled / excess({ feedback: 'classic' }),
        };
      },
    },
    gold: { 'over EF21': { atMost: 0.25 }, 'over classic feedback': { atMost: 1 } },
    verdict: 'holds in part',
    remark: 'Classic feedback has half the excess under noise; without noise it stops far from the minimum.',
  },
  {
    name: 'lost-messages',
    claim: 'Error feedback is right over a transport that loses messages, if clients take back what was lost',
    source: 'specification of this family',
    shown: {
      what: 'the same clients, a fifth of the messages lost, γ = 1/(4L)',
      budget: 0.5,
      measure() {
        const clients = sparseInstance().map((client) => ({ ...client, lossProbability: 0.2 }));
        const settings = {
          ...compressed,
          serverLearningRate: 1 / (4 * SPARSE.curvature),
          errorControl: 0.05,
        };
        const { status, rounds } = simulateSync({
          clients,
          settings,
          rounds: 900,
          evaluateEvery: 10,
          target: SPARSE.minimum + 1e-6,
        });
        return { status, rounds };
      },
    },
    gold: { status: { equals: 'converged' }, rounds: { atMost: 600 } },
    verdict: 'holds',
  },
  {
    name: 'overlapped-communication',
    claim: 'Steps taken while the average travels hide communication at nearly the same loss',
    source: 'Sun, Shen, Jin, Li, Xue, Zeng, Yan, Gong, Zhang, CO2, ICLR 2024',
    shown: {
      what: 'least squares of eight workers, 1200 steps of 4 rows, messages of the time of 12 steps; the ratio of the excess to that of waiting, at 12 steps a round, and the ratios of time at 6, 12 and 24',
      budget: 0.5,
      measure() {
        const clients = workers();
        const runOf = (steps: number, algorithm: 'fedAvg' | 'overlapped') => {
          const rounds = 1200 / steps;
          const settings = {
            algorithm,
            intercept: false,
            local: { ...local(steps, 4, 0.1), decay: 0.1 ** (1 / rounds) },
          } satisfies FederatedSettings;
          return simulateSync({ clients, settings, rounds, evaluateEvery: rounds });
        };
        const speedups = [6, 12, 24].map(
          (steps) => runOf(steps, 'fedAvg').time / runOf(steps, 'overlapped').time,
        );
        const [waiting, overlapped] = [runOf(12, 'fedAvg'), runOf(12, 'overlapped')];
        const excess = ({ objective }: { objective: number }) => objective - WORKERS_MINIMUM;
        return { 'ratio of the excess': excess(overlapped) / excess(waiting), speedups };
      },
    },
    gold: {
      'ratio of the excess': { near: 1, absolute: 0.15 },
      speedups: { near: [1.5, 2, 1.5], relative: 1e-12 },
    },
    verdict: 'holds',
  },
  {
    name: 'overlapped-momentum',
    claim: 'An outer momentum improves overlapped rounds',
    source: 'Sun, Shen, Jin, Li, Xue, Zeng, Yan, Gong, Zhang, CO2, ICLR 2024',
    shown: {
      what: 'the same workers at 12 steps a round: the ratio of the excess with momentum 0.5 to that without',
      budget: 0.5,
      measure() {
        const clients = workers();
        const excess = (overlap: FederatedSettings['overlap']) => {
          const settings = {
            algorithm: 'overlapped',
            intercept: false,
            local: { ...local(12, 4, 0.1), decay: 0.1 ** (1 / 100) },
            ...(overlap && { overlap }),
          } satisfies FederatedSettings;
          return (
            simulateSync({ clients, settings, rounds: 100, evaluateEvery: 100 }).objective - WORKERS_MINIMUM
          );
        };
        return { ratio: excess({ outerMomentum: 0.5 }) / excess({}) };
      },
    },
    gold: { ratio: { atMost: 1 } },
    verdict: 'does not hold here',
    remark:
      'With falling step sizes, plain overlapped rounds are the better ones; a staleness penalty of 2 makes both alike.',
  },
  {
    name: 'weights-of-slow-clients',
    claim:
      'With weights by their durations, slow and fast clients lead to the common minimum without waiting',
    source: 'Fraboni, Vidal, Kameni, Lorenzi, JMLR 24, 2023',
    shown: {
      what: 'quadratics of ten clients, five times as fast as one another; virtual time to an excess of 1e-2, and the excess at 240 without weights over that with them',
      budget: 0.5,
      measure(log) {
        const clients = unequalClients();
        const kinds = [
          { kind: 'synchronous' },
          { kind: 'fixedInterval', interval: 0.5 },
          { kind: 'fixedInterval', interval: 0.25 },
          { kind: 'immediate' },
        ] as const;
        const times = kinds.map((aggregation) => {
          const settings = { ...unequal, aggregation };
          return simulateSync({ clients, settings, seconds: 240, target: UNEQUAL_MINIMUM + 1e-2 }).time;
        });
        const ratios = kinds.slice(1).map((aggregation) => {
          const excess = (weighting: 'none' | 'unbiased') => {
            const settings = { ...unequal, aggregation, weighting };
            const problem = { clients, settings, seconds: 240, evaluateEvery: 1000 };
            return simulateSync(problem).objective - UNEQUAL_MINIMUM;
          };
          const [plain, weighted] = [excess('none'), excess('unbiased')];
          log(`excess ${plain.toPrecision(3)} without weights, ${weighted.toPrecision(2)} with them`);
          return plain / weighted;
        });
        return { times, 'excess without weights over that with them': ratios };
      },
    },
    gold: {
      times: { near: [43, 20.5, 11.5, 18.2], absolute: 0.51 },
      'excess without weights over that with them': { atLeast: 100 },
    },
    landmarks: ['without weights'],
    verdict: 'holds',
  },
  {
    name: 'more-local-steps',
    claim: 'With prox-correction, more local steps help instead of harm',
    source: 'Sun, Shen, Huang, Ding, Tao, FedSpeed, ICLR 2023',
    shown: {
      what: 'logistic regression of twenty unlike clients, four a round, 5 and 80 steps; the excess at 80 steps over that at 5, and over that of averaging at 80',
      budget: 0.5,
      measure() {
        const clients = unlikeClients();
        const excess = (steps: number, given: FederatedSettings) => lastExcess(clients, unlike(steps, given));
        const few = excess(5, { algorithm: 'fedSpeed' });
        const many = excess(80, { algorithm: 'fedSpeed' });
        const averaged = excess(80, { algorithm: 'fedAvg' });
        return { 'many over few': many / few, 'over averaging': many / averaged };
      },
    },
    gold: { 'many over few': { atMost: 1 }, 'over averaging': { atMost: 0.15 } },
    verdict: 'holds',
  },
  {
    name: 'ascent-and-scaffold',
    claim: 'The ascent of fedSpeed lowers the loss, below that of scaffold',
    source: 'Sun, Shen, Huang, Ding, Tao, FedSpeed, ICLR 2023',
    shown: {
      what: 'the same clients at 80 steps: the excess with the ascent over that without it, and over that of scaffold',
      budget: 0.5,
      measure() {
        const clients = unlikeClients();
        const excess = (given: FederatedSettings) => lastExcess(clients, unlike(80, given));
        const full = excess({ algorithm: 'fedSpeed' });
        const flat = excess({ algorithm: 'fedSpeed', ascent: { radius: 0 } });
        return { 'over no ascent': full / flat, 'over scaffold': full / excess({ algorithm: 'scaffold' }) };
      },
    },
    gold: { 'over no ascent': { atMost: 1 }, 'over scaffold': { atMost: 1 } },
    verdict: 'does not hold here',
    remark:
      'The ascent looks for flat minima of networks; the training loss of this convex model has one minimum.',
  },
  {
    name: 'robust-clients',
    claim: 'Clients that attack their own rows find a model robust against the attack',
    source: 'Li, Song, Yang, Federated Adversarial Learning, ICML 2023',
    shown: {
      what: 'a linear model of rows around six centers, two a client, moved by up to 1; the loss under attack, and over that of a model trained without an adversary',
      budget: 0.5,
      measure(log) {
        const clients = scatteredClients();
        const settings: FederatedSettings = { loss: 'logistic', intercept: false, local: local(1, 0, 0.5) };
        const adversary = { radius: 1 };
        const robust = simulateSync({ settings: { ...settings, adversary }, clients, rounds: 400 });
        const plain = simulateSync({ settings, clients, rounds: 400 });
        const attacked = simulateSync({
          settings: { ...settings, adversary, serverLearningRate: 1e-300 },
          clients,
          rounds: 1,
          initial: plain.parameters,
        });
        log(
          `under attack ${robust.objective.toPrecision(4)}, trained without it ${attacked.objective.toPrecision(4)}`,
        );
        return { objective: robust.objective, ratio: robust.objective / attacked.objective };
      },
    },
    gold: { objective: { near: 0.669076980132, absolute: 1e-4 }, ratio: { atMost: 0.6 } },
    landmarks: ['under attack'],
    verdict: 'holds',
  },
  {
    name: 'robust-networks',
    claim: 'Clients that attack their own rows train a network of two layers to a small loss under attack',
    source: 'Li, Song, Yang, Federated Adversarial Learning, ICML 2023',
    shown: {
      what: 'a network with 400 units of the same clients, five steps a round at the rate 0.5, 60 rounds; losses of all rows under attack and without, over those of a network trained without an adversary, and correct shares',
      budget: 60,
      measure(log) {
        const clients = scatteredClients();
        const [biases, start] = [gaussians(12, UNITS).map((b) => 0.1 * b), gaussians(11, 10 * UNITS)];
        const train = (radius: number) => {
          const network = new AttackedNetwork(10, biases, radius, radius > 0 ? 5 : 0);
          return simulateSync({
            settings: { loss: 'logistic', intercept: false, local: local(5, 0, 0.5) },
            initial: start,
            clients: clients.map(() => ({ rowCount: 40 })),
            gradient(client, x, rows, weights, out) {
              out.fill(0);
              const share = at(weights, 0);
              const { loss } = network.loss(x, clients[client] as (typeof clients)[number], rows, out);
              out.forEach((value, k) => {
                out[k] = share * value;
              });
              return share * loss;
            },
            rounds: 60,
            evaluateEvery: 60,
          }).parameters;
        };
        const judge = (parameters: Float64Array, radius: number) => {
          const network = new AttackedNetwork(10, biases, radius, radius > 0 ? 20 : 0);
          const parts = clients.map((client) => network.loss(parameters, client, range(40)));
          const mean = (of: 'loss' | 'correct') => parts.reduce((sum, part) => sum + part[of], 0) / 400;
          return { loss: mean('loss'), correct: mean('correct') };
        };
        const [robust, plain] = [train(1), train(0)];
        const [attacked, unprepared] = [judge(robust, 1), judge(plain, 1)];
        const clean = [judge(robust, 0).loss, judge(plain, 0).loss].map((loss) => loss.toPrecision(2));
        log(
          `under attack ${attacked.loss.toPrecision(3)}, trained without it ${unprepared.loss.toPrecision(3)}; without attack ${clean}`,
        );
        return {
          ratio: attacked.loss / unprepared.loss,
          correct: attacked.correct,
          'correct without': unprepared.correct,
        };
      },
    },
    gold: { ratio: { atMost: 0.6 }, correct: { atLeast: 0.8 }, 'correct without': { atMost: 0.75 } },
    landmarks: ['under attack'],
    verdict: 'holds',
    remark: 'Not below any number: some centers are nearer to one another than twice the radius.',
  },
  {
    name: 'simulator-and-parts',
    claim: 'The simulator computes what the parts of a round compute over a transport',
    source: 'specification of this family',
    shown: {
      what: 'ten rounds of the compressed clients by start, clientStep and aggregate; the largest difference of parameters',
      budget: 0.5,
      measure() {
        const clients = sparseInstance();
        const settings = { ...compressed, errorControl: 0.05, dimension: 100 } satisfies FederatedSettings;
        const names = clients.map((_, i) => `client ${i}`);
        let { state, broadcast } = startSync({ settings, clients: names });
        const states = new Map<string, ReturnType<typeof clientStepSync>['state']>();
        for (let round = 0; round < 10; round++) {
          const messages = names.map((client, i) => {
            const last = states.get(client);
            const { matrix, response } = clients[i] as (typeof clients)[number];
            const problem = { settings, client, matrix, response, broadcast, ...(last && { state: last }) };
            const step = clientStepSync(problem);
            states.set(client, step.state);
            return { client, bytes: step.message };
          });
          ({ state, broadcast } = aggregateSync({ settings, state, messages }));
        }
        const { parameters } = simulateSync({ settings, clients, rounds: 10, evaluateEvery: 10 });
        return {
          difference: Math.max(...parameters.map((value, j) => Math.abs(value - at(state.parameters, j)))),
        };
      },
    },
    gold: { difference: { atMost: 0 } },
    verdict: 'holds',
  },
];
