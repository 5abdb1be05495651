/**
 * Calls a method with thousands of nearly valid problems, natively and in WebAssembly. Each call must terminate in time
 * with a finite solution and a valid certificate or with a typed error, in the same words on both backends, without a
 * lasting growth of memory.
 */

import { type BackendName, SuperlinearError, type SyncRunOptions } from 'superlinear';
import { infiniteIn } from '../support/finite.js';
import { mulberry32 } from '../support/random.js';
import { literal } from './literal.js';
import { FAILING, type Mutation, mutated, mutation, Thrown } from './mutations.js';
import { Options } from './options.js';
import { watched } from './watchdog.js';

/** A method under test. */
export interface Subject {
  readonly method: string;
  // Method syntax: a subject's problem and solution may be narrower types.
  solveSync(problem: object, options?: SyncRunOptions): unknown;
  problem(): object;
  certify?(problem: object, solution: unknown): void;
  /** Keys of a solution, at any depth, with possibly infinite or null numbers: unknown, not given, or unbounded. */
  readonly mayBeInfinite?: readonly string[];
}

/** The amount of fuzzing. */
export interface Effort {
  readonly runs: number;
  readonly seed: number;
}

/** A fault, and the call that reproduces it. */
export interface Finding {
  readonly wrong: string;
  readonly call: string;
}

/** The time limit of each call, in seconds. */
const TIME_LIMIT = 0.25;

/** Processor seconds allowed to a call beyond its limit, for setup and for the step running at the limit. */
const GRACE = 0.75;

/**
 * Limit in bytes on the memory growth by one call. WebAssembly modules never return memory; and the structure of a
 * matrix takes four bytes per row, for shapes up to 10⁸ rows off.
 */
const LARGEST_GROWTH = 500e6;

/** Allowed copies of a returned value: during construction, in the module, and copied out of it. */
const COPIES = 3;

/** Limit on the changes to the valid problem. */
const MAX_MUTATIONS = 3;

/** The share of changes that give a field a value of its type. */
const OF_TYPE = 0.5;

/** Fuzzing of a method stops after this many different findings. */
const MAX_FINDINGS = 4;

const BACKENDS: readonly BackendName[] = ['native', 'wasm'];

/** The outcome of one call. */
type Outcome =
  | { readonly kind: 'solution'; readonly solution: unknown }
  | { readonly kind: 'error'; readonly error: SuperlinearError }
  | { readonly kind: 'raw'; readonly error: unknown }
  /** The error thrown by a callback. */
  | { readonly kind: 'thrown' };

/** Fuzzes the method and returns the findings, each with a minimal set of changes to the valid problem. */
export async function fuzz(subject: Subject, { runs, seed }: Effort): Promise<Finding[]> {
  const options = await Options.of(subject.method);
  const findings = new Map<string, Finding>();
  const seeds = mulberry32(seed);
  for (let run = 0; run < runs && findings.size < MAX_FINDINGS; run++) {
    const mutations = draw(subject.problem(), options, Math.floor(seeds() * 2 ** 32));
    const wrong = faultOf(subject, mutations);
    if (wrong === undefined) continue;
    const finding = shrunk(subject, mutations, wrong);
    const kind = kindOf(finding.wrong);
    if (!findings.has(kind)) findings.set(kind, finding);
  }
  return [...findings.values()];
}

/** A fault without its numbers, so that it is reported once. */
const kindOf = (wrong: string) => wrong.replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/g, '#').slice(0, 80);

/** Draws a few changes, each applied to the result of the previous ones. */
function draw(problem: object, options: Options, seed: number): Mutation[] {
  const random = mulberry32(seed);
  const count = 1 + Math.floor(random() * MAX_MUTATIONS);
  const mutations: Mutation[] = [];
  let current: unknown = problem;
  for (let k = 0; k < count && Object.keys(current as object).length > 0; k++) {
    const [ofType, which] = [random() < OF_TYPE, Math.floor(random() * 2 ** 32)];
    const next = ofType ? options.mutation(current as object, which) : mutation(current as object, which);
    mutations.push(next);
    current = mutated(current, next);
  }
  return mutations;
}

/** Builds the changed problem anew, because functions count their calls. */
const built = ({ problem }: Subject, mutations: readonly Mutation[]) =>
  mutations.reduce<unknown>((current, next) => mutated(current, next), problem()) as object;

/** The fault in the calls of a problem, if any. */
function faultOf(subject: Subject, mutations: readonly Mutation[]): string | undefined {
  const outcomes: Outcome[] = [];
  for (const backend of BACKENDS) {
    const problem = built(subject, mutations);
    const memory = process.memoryUsage.rss();
    const started = process.cpuUsage();
    const outcome = outcomeOf(subject, problem, backend);
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    if (isLimited(outcome) && seconds > TIME_LIMIT + GRACE)
      return `${backend}: took ${seconds} s, where the limit is ${TIME_LIMIT} s`;
    const growth = process.memoryUsage.rss() - memory;
    if (growth > LARGEST_GROWTH + COPIES * bytesIn(outcome)) return `${backend}: took ${growth / 1e6} MB`;
    const fault = faultIn(subject, mutations, outcome);
    if (fault !== undefined) return `${backend}: ${fault}`;
    outcomes.push(outcome);
  }
  return disagreement(outcomes);
}

/**
 * Whether the time limit applies. Solutions without a status come from direct computations with a time determined by
 * the size.
 */
const isLimited = (outcome: Outcome) =>
  outcome.kind !== 'solution' || 'status' in (outcome.solution as object);

function outcomeOf(subject: Subject, problem: object, backend: BackendName): Outcome {
  const options = { backend, threads: 1, timeLimit: TIME_LIMIT };
  try {
    const solve = () => subject.solveSync(problem, options);
    return { kind: 'solution', solution: watched(solve, () => callOf(subject, problem, backend)) };
  } catch (error) {
    if (error instanceof Thrown) return { kind: 'thrown' };
    return error instanceof SuperlinearError ? { kind: 'error', error } : { kind: 'raw', error };
  }
}

/** The problem as interpreted by methods: null means not given. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  const given = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(given.map(([key, item]) => [key, withoutNulls(item)]));
}

/** The bytes of the arrays in a solution. */
function bytesIn(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + bytesIn(item), 0);
}

function faultIn(subject: Subject, mutations: readonly Mutation[], outcome: Outcome): string | undefined {
  if (outcome.kind === 'thrown') return undefined;
  if (outcome.kind === 'raw') return `an error without a type, ${outcome.error}`;
  if (outcome.kind === 'error') {
    const { code, message } = outcome.error;
    if (code === 'INTERNAL') return `${code}: ${message}`;
    if (/undefined|\[object|\$/.test(message.replace(/(got|returned) undefined/, '')))
      return `says ${message}`;
    return undefined;
  }
  const { solution } = outcome;
  const infinite = infiniteIn(solution, subject.mayBeInfinite ?? []);
  if (infinite !== undefined) return `a solution with ${infinite}`;
  const { status = 'converged' } = solution as { status?: string };
  const hasOtherFunctions = mutations.some(({ does }) => does === FAILING);
  const isCertain = status === 'converged' || status === 'finished';
  if (!isCertain || subject.certify === undefined || hasOtherFunctions) return undefined;
  try {
    const problem = withEmptyLists(withoutNulls(built(subject, mutations)), subject.problem());
    subject.certify(problem as object, solution);
  } catch (error) {
    return `is no solution: ${error instanceof Error ? error.message : error}`;
  }
  return undefined;
}

/** Replaces objects without keys by empty lists if a valid problem has arrays there. */
function withEmptyLists(value: unknown, good: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isArray = Array.isArray(good) || ArrayBuffer.isView(good) || typeof good === 'number';
  if (isArray) return Object.keys(value).length === 0 ? [] : value;
  if (typeof good !== 'object' || good === null) return value;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return value;
  const part = (key: string) => (good as Record<string, unknown>)[key];
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, withEmptyLists(entry, part(key))]),
  );
}

/** Rounds the numbers in a text to four digits: results of functions and their points differ in the last digits. */
const rounded = (text: string) =>
  text.replace(/\d\.\d{5,}(e[+-]\d+)?/g, (number) => Number(number).toPrecision(4));

/** Checks that bad input is refused in the same words on both backends, unless one of them lacks the memory to see it. */
function disagreement([native, wasm]: Outcome[]): string | undefined {
  const lacksMemory = (outcome?: Outcome) =>
    outcome?.kind === 'error' && outcome.error.code === 'OUT_OF_MEMORY';
  if (lacksMemory(native) || lacksMemory(wasm)) return undefined;
  const words = (outcome?: Outcome) =>
    outcome?.kind === 'error' && outcome.error.code === 'INVALID_INPUT'
      ? rounded(outcome.error.message)
      : undefined;
  const [first, second] = [words(native), words(wasm)];
  if (first === second) return undefined;
  const told = (outcome?: Outcome) => (outcome?.kind === 'error' ? outcome.error.message : outcome?.kind);
  return `native: ${told(native)}; wasm: ${told(wasm)}`;
}

/** The smallest set of changes with a fault, the same or another. */
function shrunk(subject: Subject, mutations: readonly Mutation[], wrong: string): Finding {
  for (const [k] of mutations.entries()) {
    const fewer = mutations.toSpliced(k, 1);
    const still = fewer.length > 0 ? faultOf(subject, fewer) : undefined;
    if (still !== undefined) return shrunk(subject, fewer, still);
  }
  const backend = wrong.startsWith('wasm') ? 'wasm' : 'native';
  const changes = mutations.map(({ path, does }) => `${path.join('.')}: ${does}`).join('; ');
  return {
    wrong: `${wrong} (${changes})`,
    call: callOf(subject, built(subject, mutations), backend),
  };
}

function callOf(subject: { readonly method: string }, problem: unknown, backend: BackendName): string {
  return `${subject.method}Sync(${literal(problem)}, { backend: '${backend}', timeLimit: ${TIME_LIMIT} })`;
}
