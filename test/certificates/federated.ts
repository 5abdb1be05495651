/**
 * Certificates of federated training: the objective, its gradient and the bytes of messages, once more in plain
 * TypeScript.
 */

import type { federated } from 'superlinear';
import { firstDerivative, lossesOf } from './expression.js';
import { at, atMost, dot, EPSILON, holds, largest, near, norm, rowsOf, sum, vectorOf } from './support.js';

type Settings = federated.FederatedSettings;

/** The model of some settings: coefficients, class by class, then intercepts. */
interface Model {
  readonly value: number;
  /** The error of the value by rounding of predictors, which counts where losses are almost 0. */
  readonly rounding: number;
  readonly gradient: readonly number[];
}

/** The loss of a row and its slopes by the predictors of all classes. */
function lossOf(settings: Settings, z: readonly number[], y: number): { loss: number; slopes: number[] } {
  const { loss = 'squared', huberThreshold = 1.35 } = settings;
  const [first = 0] = z;
  const residual = first - y;
  switch (loss) {
    case 'squared':
      return { loss: residual ** 2 / 2, slopes: [residual] };
    case 'huber': {
      const size = Math.abs(residual);
      const outer = huberThreshold * (size - huberThreshold / 2);
      const slope = Math.max(-huberThreshold, Math.min(huberThreshold, residual));
      return { loss: size <= huberThreshold ? size ** 2 / 2 : outer, slopes: [slope] };
    }
    case 'logistic': {
      const sign = y > 0 ? 1 : -1;
      const margin = sign * first;
      const value = Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
      return { loss: value, slopes: [-sign / (1 + Math.exp(margin))] };
    }
    case 'poisson':
      return { loss: Math.exp(first) - y * first, slopes: [Math.exp(first) - y] };
    default: {
      const largest = Math.max(...z);
      const powers = z.map((value) => Math.exp(value - largest));
      const total = sum(powers);
      const slopes = powers.map((power, k) => power / total - (k === y ? 1 : 0));
      return { loss: Math.log(total) + largest - at(z, y), slopes };
    }
  }
}

/** The derivative of the dual norm of the adversary's ball, and the norm. */
function attackOf(settings: Settings, w: readonly number[]) {
  const { radius, norm: ball = 'l2' } = settings.adversary ?? { radius: 0 };
  const length = ball === 'l2' ? norm(w) : sum(w.map(Math.abs));
  const slope = w.map((value) => (ball === 'linf' ? Math.sign(value) : length > 0 ? value / length : 0));
  return { reach: radius * length, slope: slope.map((value) => radius * value) };
}

/** The error of a sum of a few terms, relative to them. */
const ROUNDING = 16 * EPSILON;

/** The mean loss of a client's rows, without the penalty. */
function clientLoss(
  settings: Settings,
  client: federated.SimulatedClient,
  parameters: readonly number[],
): Model {
  const rows = rowsOf(client.matrix);
  const response = vectorOf(client.response);
  const [classes, columns] = [settings.classes ?? 1, (rows[0] ?? []).length];
  const hasIntercept = settings.intercept ?? true;
  const coefficients = (k: number) => parameters.slice(k * columns, (k + 1) * columns);
  const coefficientsOf = (j: number) =>
    Array.from({ length: classes }, (_, k) => at(parameters, k * columns + j));
  const gradient = parameters.map(() => 0);
  const { reach, slope } = attackOf(settings, coefficients(0));
  let [value, rounding] = [0, 0];
  rows.forEach((row, i) => {
    const y = at(response, i);
    const plain = Array.from({ length: classes }, (_, k) => {
      return dot(row, coefficients(k)) + (hasIntercept ? at(parameters, classes * columns + k) : 0);
    });
    const direction = settings.loss === 'logistic' ? (y > 0 ? -1 : 1) : at(plain, 0) < y ? -1 : 1;
    const z = plain.map((entry) => entry + direction * reach);
    const { loss, slopes } = lossOf(settings, z, y);
    value += loss / rows.length;
    const terms = row.map((entry, j) => entry * largest(coefficientsOf(j)));
    const error = ROUNDING * (sum(terms.map(Math.abs)) + largest(plain) + Math.abs(y));
    rounding += (error * sum(slopes.map(Math.abs)) + error ** 2) / rows.length;
    slopes.forEach((part, k) => {
      row.forEach((entry, j) => {
        const moved = entry + direction * at(slope, j);
        gradient[k * columns + j] = at(gradient, k * columns + j) + (part * moved) / rows.length;
      });
      if (hasIntercept) {
        gradient[classes * columns + k] = at(gradient, classes * columns + k) + part / rows.length;
      }
    });
  });
  return { value, rounding, gradient };
}

/** The strengths of absolute values and of half the squares. */
function strengthsOf({ penalty = 'none', lambda = 0, l1Ratio = 0.5 }: Settings): [number, number] {
  if (penalty === 'l1') return [lambda, 0];
  if (penalty === 'l2') return [0, lambda];
  return penalty === 'elasticNet' ? [lambda * l1Ratio, lambda * (1 - l1Ratio)] : [0, 0];
}

/** The objective over all clients and the norm of its gradient, or of the proximal gradient step. */
function objectiveOf(
  settings: Settings,
  clients: readonly federated.SimulatedClient[],
  parameters: readonly number[],
) {
  const importance = settings.importance ?? clients.map(({ response }) => vectorOf(response).length);
  const total = sum(importance);
  const [absolute, square] = strengthsOf(settings);
  const classes = settings.classes ?? 1;
  const penalized = parameters.length - ((settings.intercept ?? true) ? classes : 0);
  const gradient = parameters.map((w, j) => (j < penalized ? square * w : 0));
  const coefficients = parameters.slice(0, penalized);
  let value = (square / 2) * sum(coefficients.map((w) => w * w)) + absolute * sum(coefficients.map(Math.abs));
  let rounding = 0;
  clients.forEach((client, k) => {
    const share = at(importance, k) / total;
    const model = clientLoss(settings, client, parameters);
    value += share * model.value;
    rounding += share * model.rounding;
    model.gradient.forEach((part, j) => {
      gradient[j] = at(gradient, j) + share * part;
    });
  });
  const steps = gradient.map((part, j) => {
    if (absolute === 0 || j >= penalized) return part;
    const moved = at(parameters, j) - part;
    return at(parameters, j) - Math.sign(moved) * Math.max(0, Math.abs(moved) - absolute);
  });
  return { value, rounding, gradientNorm: norm(steps) };
}

/** Certifies the figures of a simulation, and that a target is reached. */
export function certifySimulate(
  problem: federated.SimulateProblem,
  solution: federated.SimulateSolution,
): void {
  const { settings, clients, target } = problem;
  const parameters = Array.from(solution.parameters);
  const { value, rounding, gradientNorm } = objectiveOf(settings, clients, parameters);
  near('the objective', solution.objective, value, 1e-9 * Math.abs(value) + rounding + 1e-300);
  near(
    'the norm of the gradient',
    solution.gradientNorm,
    gradientNorm,
    1e-7 * (gradientNorm + Math.abs(value)),
  );
  if (settings.adversary !== undefined) {
    const { adversary: _, ...plain } = settings;
    near(
      'the clean objective',
      solution.cleanObjective ?? Number.NaN,
      objectiveOf(plain, clients, parameters).value,
      1e-9 * value,
    );
  }
  certifyCourse(target, solution);
}

/** Certifies the course of a simulation. */
function certifyCourse(target: number | undefined, solution: federated.SimulateSolution): void {
  if (solution.status === 'converged') atMost('the objective', solution.objective, target ?? Number.NaN);
  const { history } = solution;
  holds(
    'time does not run back',
    history.every(({ time }, k) => k === 0 || time >= (history[k - 1]?.time ?? 0)),
  );
  holds('clients compute at most all of the time', solution.utilization >= 0 && solution.utilization <= 1);
}

/** Certifies the figures of a simulation with a formula: its gradient is compared with differences. */
export function certifySimulateFormula(
  problem: federated.SimulateFormulaProblem,
  solution: federated.SimulateSolution,
): void {
  const { settings, clients, loss, fixed, target } = problem;
  const losses = clients.map(({ rows }) => lossesOf(loss, rows, fixed));
  const isParameter = ({ name }: { readonly name: string }) =>
    !(name in (clients[0]?.rows ?? {})) && !(name in (fixed ?? {}));
  const { inputs } = loss as { readonly inputs: readonly { name: string; shape: readonly number[] }[] };
  const named = (parameters: readonly number[]) => {
    let start = 0;
    return Object.fromEntries(
      inputs.filter(isParameter).map(({ name, shape }) => {
        const size = shape.reduce((product, length) => product * length, 1);
        start += size;
        return [name, Float64Array.from(parameters.slice(start - size, start))];
      }),
    );
  };
  let most = 1;
  const objective = (parameters: readonly number[]) => {
    const rows = losses.map((own) => own(named(parameters)));
    most = Math.max(most, ...rows.map(largest));
    const importance = settings.importance ?? rows.map(({ length }) => length);
    const means = rows.map((own, k) => (at(importance, k) / sum(importance)) * (sum(own) / own.length));
    return sum(means);
  };
  const parameters = Array.from(solution.parameters);
  near('the objective', solution.objective, objective(parameters), 1e-11 * most);
  const slopes = parameters.map((_, j) =>
    firstDerivative((t) => objective(parameters.map((value, i) => (i === j ? value + t : value))), most),
  );
  if (slopes.every((slope) => slope !== undefined)) {
    const slack = norm(slopes.map((slope) => slope.slack)) + 1e-9 * solution.gradientNorm;
    near('the norm of the gradient', solution.gradientNorm, norm(slopes.map(({ value }) => value)), slack);
  }
  certifyCourse(target, solution);
}

/** Certifies the order of a comparison. */
export function certifyCompare(
  problem: federated.CompareProblem | federated.CompareFormulaProblem,
  { status, table }: federated.CompareSolution,
): void {
  const { length } = problem.candidates;
  holds(
    'each candidate has a row, if there was time',
    status === 'timeLimit' ? table.length <= length : table.length === length,
  );
  const times = table.map(({ timeToTarget = Number.POSITIVE_INFINITY }) => timeToTarget);
  holds(
    'rows are in the order of times',
    times.every((time, k) => k === 0 || time >= at(times, k - 1)),
  );
  for (const { status: ending, objective } of table) {
    if (ending === 'converged') atMost('the objective', objective, problem.target ?? Number.NaN);
  }
}

/** Reads the vector of a message: the format once more. */
export function vectorOfMessage(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  holds('the message has its name', String.fromCharCode(...bytes.subarray(0, 4)) === 'SLM1');
  const [kind, dimension, count] = [at(bytes, 4), view.getUint32(8, true), view.getUint32(12, true)];
  let place = 16;
  const single = () => {
    place += 4;
    return view.getFloat32(place - 4, true);
  };
  const singles = () => Array.from({ length: count }, single);
  if (kind === 0) return Array.from({ length: count }, (_, k) => view.getFloat64(16 + 8 * k, true));
  if (kind === 1) return singles();
  if (kind === 2) {
    const vector = new Array<number>(dimension).fill(0);
    let index = 0;
    const indices = Array.from({ length: count }, () => {
      let [value, digit] = [0, 0];
      for (;;) {
        const byte = at(bytes, place++);
        value += (byte & 0x7f) * 2 ** (7 * digit++);
        if (byte < 0x80) break;
      }
      index += value;
      return index;
    });
    singles().forEach((value, k) => {
      vector[at(indices, k)] = value;
    });
    return vector;
  }
  const bit = (start: number, k: number) => (at(bytes, start + Math.floor(k / 8)) >> (k % 8)) & 1;
  holds('the kind has a reader here', kind === 4 || kind === 5);
  const scale = single();
  if (kind === 4) return Array.from({ length: count }, (_, k) => (bit(20, k) === 1 ? -scale : scale));
  const width = at(bytes, 20);
  return Array.from({ length: count }, (_, k) => {
    const start = k * (width + 1);
    const level = sum(Array.from({ length: width }, (_, b) => bit(21, start + 1 + b) * 2 ** b));
    return ((bit(21, start) === 1 ? -level : level) * scale) / (2 ** width - 1);
  });
}

/** Certifies the error of a compressed vector, and the bound of the largest entries. */
export function certifyCompress(
  problem: federated.CompressProblem,
  solution: federated.CompressSolution,
): void {
  const { message, bytes, relativeError } = solution;
  holds('the length is told', message.length === bytes);
  const { kind = 'none', fraction = 0.1 } = problem.compressor;
  if (kind === 'random') return;
  const vector = vectorOf(problem.vector);
  const decoded = vectorOfMessage(message);
  const length = norm(vector);
  const lost = norm(vector.map((value, j) => value - at(decoded, j)));
  near('the error', relativeError, length > 0 ? (lost / length) ** 2 : 0, 1e-9 * relativeError + 1e-24);
  // Numbers below the smallest ones of single precision become 0.
  if (kind === 'top' && length > 1e-30) {
    const count = Math.max(1, Math.ceil(fraction * vector.length - 1e-9));
    atMost('the error', relativeError, 1 - count / vector.length + 1e-6);
  }
}

/** Certifies that each row has an owner, and each client its minimum. */
export function certifyPartition(
  problem: federated.PartitionProblem,
  { owners, counts }: federated.PartitionSolution,
): void {
  const { labels, clients, minRows = 1 } = problem;
  const found = new Array<number>(clients).fill(0);
  for (const owner of owners) found[owner] = at(found, owner) + 1;
  holds('each row has an owner', owners.length === vectorOf(labels).length);
  holds(
    'the counts are those of the owners',
    found.every((count, k) => count === counts[k]),
  );
  holds(
    'each client has the minimum',
    found.every((count) => count >= minRows),
  );
}
