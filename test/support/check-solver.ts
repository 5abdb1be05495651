/** Generic tests of all methods: `checkSolver(spec)` in a method's test file declares them. */

import * as fc from 'fast-check';
import {
  backend,
  type LoadName,
  load,
  type ProgressFraction,
  type RunOptions,
  SuperlinearError,
  type SyncRunOptions,
} from 'superlinear';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { soak } from '../fuzz/soak.js';
import { cellsOf, HOLE } from './cells.js';
import { expectError, expectFinite, failureOf } from './expect.js';
import { testNatively } from './natively.js';
import { continued, isInJson, listed, saved, throughJson, throughLists, typed } from './saved.js';

/** The specification of a method for the generic tests. */
export interface SolverSpec<Problem extends object, Solution extends object, Progress> {
  /** The public name, `family.method`. */
  readonly method: string;
  /** The modules that pages load before its blocking function, if not the family. */
  readonly loads?: readonly LoadName[];
  readonly solve: (problem: Problem, options?: RunOptions<Progress>) => Promise<Solution>;
  readonly solveSync: (problem: Problem, options?: SyncRunOptions) => Solution;
  /** Makes a small problem, new at each call. */
  readonly problem: () => Problem;
  /** Checks the solution of the small problem. */
  readonly verify: (solution: Solution) => void;
  /** The method's solutions depend on the seed. */
  readonly random?: true;
  /** A problem that takes seconds and reports progress. Absent for methods that are always fast. */
  readonly long?: () => Problem;
  /** Keys that may contain NaN: unknown values, or arguments that are only partly read. */
  readonly mayBeNaN?: readonly string[];
  /** Arguments with entries that may be null. */
  readonly mayBeNull?: readonly string[];
  /** Keys of a solution, at any depth, with possibly infinite or null numbers: unknown, not given, or unbounded. */
  readonly mayBeInfinite?: readonly string[];
  /** The small problem with too few iterations to converge. */
  readonly limited?: () => Problem;
  /**
   * Throws, with a message about the wrong figure and its error, if a solution contradicts its status. It uses only the
   * problem and the solution, and must handle every problem accepted by the method. It is called for every solution
   * with the status `converged` or `finished`, and for all solutions of methods without a status.
   */
  readonly certify?: (problem: Problem, solution: Solution) => void;
}

/** A seed other than the default, 0. */
const OTHER_SEED = 7;

/** Milliseconds within which an abort must take effect. */
const ABORT_LIMIT = 50;

/** Both limits of an abort must be met in one of this many tries: other programs may delay this thread, but hardly every time. */
const ABORT_TRIES = 5;

/** Time limit of a run in seconds: several progress intervals of 50 ms. */
const TIME_LIMIT = 0.5;

/** A short time limit in seconds, still enough for two progress reports unless the machine is very busy. */
const SHORT_TIME_LIMIT = 0.2;

/** Milliseconds within which a time limit must take effect, including setup on a busy machine. */
const LIMIT_KEPT = 5000;

/** Number of tasks that occupies all threads. */
const MANY_TASKS = 16;

/** Milliseconds in which a task on each thread usually has reported. */
const BEGINNING = 400;

/**
 * Milliseconds within which threads must be free again; a page without shared memory starts new workers in this time.
 */
const RELEASE_LIMIT = 1000;

/** Runs of the properties on random input; the seed makes them reproducible. */
const PROPERTY_RUNS = { numRuns: 200, seed: 20240117 };

/** Timeout in milliseconds for any number of runs: a hanging call ends the process by itself. */
const TRIAL_TIMEOUT = 24 * 3600 * 1000;

/** Allowed memory growth in bytes during repeated calls: fragmentation of the system's allocator. */
const LARGEST_GROWTH = 25e6;

declare module 'vitest' {
  interface ProvidedContext {
    /** See test/fuzz/fuzz.ts. */
    fuzz: { readonly runs: number; readonly seed: number };
    /** See test/fuzz/soak.ts. */
    soak: { readonly calls: number };
    /** The number of concurrent tasks. */
    processors: number;
    /** Whether WebAssembly is built; without it, methods are not fuzzed, because that compares both backends. */
    hasWasm: boolean;
  }
}

/** Declares the tests of one method. */
export function checkSolver<Problem extends object, Solution extends object, Progress>(
  spec: SolverSpec<Problem, Solution, Progress>,
): void {
  const { solve, solveSync, problem } = spec;
  const withKey = (key: string, value: unknown) => ({ ...problem(), [key]: value }) as Problem;
  /** The records passed to `onProgress` during a call. */
  const progressOf = async (input: Problem, options: RunOptions<Progress> = {}) => {
    const records: (Progress & ProgressFraction)[] = [];
    const solution = await solve(input, { ...options, onProgress: (record) => records.push(record) });
    return { solution, records };
  };

  describe(`${spec.method} as a solver`, () => {
    beforeAll(async () => {
      for (const name of spec.loads ?? [spec.method.split('.')[0] as LoadName]) await load(name);
    });

    test('solves its small problem', async () => {
      const solution = await solve(problem());
      spec.verify(solution);
      spec.certify?.(problem(), solution);
      expectFinite(solution, spec.mayBeInfinite);
    });

    test('gives the same bits when blocking, again, and on any number of threads', async () => {
      const solution = await solve(problem());
      expect(solveSync(problem())).toEqual(solution);
      expect(await solve(problem())).toEqual(solution);
      const options = spec.random === true ? {} : { seed: OTHER_SEED };
      for (const threads of [1, 2, 3])
        expect(await solve(problem(), { threads, ...options })).toEqual(solution);
    });

    if (spec.random === true) {
      test('gives the same bits for the same seed, and another solution for another', async () => {
        const [first, other] = [await solve(problem()), await solve(problem(), { seed: OTHER_SEED })];
        expect(other).not.toEqual(first);
        spec.verify(other);
        expect(await solve(problem(), { seed: 0 })).toEqual(first);
        for (const threads of [1, 2, 3]) {
          expect(await solve(problem(), { threads, seed: OTHER_SEED })).toEqual(other);
        }
      });
    }

    test('leaves its input as it was, and shares no memory with it', async () => {
      // Typed arrays are not copied before they get to the engine.
      const input = typed(problem()) as Problem;
      const before = cloneData(input);
      overwrite(await solve(input));
      overwrite(solveSync(input));
      expect(cloneData(input)).toEqual(before);
    });

    test('returns a result that can be cloned', async () => {
      const solution = await solve(problem());
      expect(structuredClone(solution)).toEqual(solution);
    });

    test('refuses unknown keys and lists the known ones', async () => {
      const error = await expectError(() => solve(withKey('tolerence', 1)), 'INVALID_INPUT', 'tolerence');
      const isData = (entry: [string, unknown]) => typeof entry[1] !== 'function';
      for (const [key] of Object.entries(problem()).filter(isData)) expect(error.message).toContain(key);
      await expectError(() => solve(problem(), { thread: 1 } as object), 'INVALID_INPUT', 'thread');
      await expectError(() => solve(problem(), { threads: 0 }), 'INVALID_INPUT', 'threads');
      await expectError(() => solve(problem(), { threads: 1.5 }), 'INVALID_INPUT', 'threads');
      await expectError(() => solve(problem(), { timeLimit: -1 }), 'INVALID_INPUT', 'timeLimit');
      await expectError(() => solve(problem(), { timeLimit: Number.NaN }), 'INVALID_INPUT', 'timeLimit');
      await expectError(() => solve(problem(), { backend: 'gpu' as 'wasm' }), 'INVALID_INPUT', 'backend');
      await expectError(() => solve(problem(), { signal: 3 as never }), 'INVALID_INPUT', 'signal');
      await expectError(
        () => solveSync(problem(), { onProgress: () => {} } as object),
        'INVALID_INPUT',
        'onProgress',
      );
    });

    test('refuses what is not an object', async () => {
      for (const garbage of [undefined, null, 3, 'text', [], new Float64Array(2), () => {}]) {
        await expectError(() => solve(garbage as unknown as Problem), 'INVALID_INPUT', 'problem');
        await expectError(() => solveSync(garbage as unknown as Problem), 'INVALID_INPUT', 'problem');
      }
    });

    test('answers any value of any key with a solution or a typed error', async () => {
      const keys = Object.keys(problem());
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...keys), garbage(), async (key, value) => {
          const input = withKey(key, value);
          const blocking = outcome(() => solveSync(input));
          const promised = await failureOrSolution(() => solve(input));
          expect(promised).toEqual(blocking);
        }),
        PROPERTY_RUNS,
      );
    });

    test('refuses an entry that is no number by its place, in the same words everywhere', async () => {
      for (const [key, value] of Object.entries(problem())) {
        for (const cell of cellsOf(value, key)) {
          const refused = (entry: unknown) =>
            expectError(() => solve(withKey(key, cell.with(entry))), 'INVALID_INPUT', cell.path);
          for (const [entry, words] of NO_NUMBERS) {
            if (entry === null && spec.mayBeNull?.includes(key) === true) continue;
            const { message } = await refused(entry);
            if (typeof entry === 'string')
              expect(message).toContain(
                `${cell.path} is the text ${words}; numbers are wanted, without quotes, or `,
              );
            else expect(message).toBe(`${cell.path} must be a number, got ${words}`);
          }
          if (spec.mayBeNaN?.includes(key) === true) continue;
          expect((await refused(Number.NaN)).message).toMatch(/ must be .*, got NaN$/);
        }
      }
    });

    test('refuses NaN in the place of a number by the name of the argument', async () => {
      const checked = Object.entries(problem()).filter(([key]) => spec.mayBeNaN?.includes(key) !== true);
      for (const [key, value] of checked) {
        for (const [path, broken] of withNaN(value, key)) {
          const { message } = await expectError(() => solve(withKey(key, broken)), 'INVALID_INPUT', path);
          expect(message).toBe(`${path} must be a finite number, got NaN`);
        }
      }
    });

    test('takes a problem that comes back from JSON', async () => {
      const input = problem();
      const entries = Object.entries(input);
      // Values that JSON cannot represent are kept.
      const back = entries.map(([key, value]) => [key, isInJson(value) ? saved({ value }).value : value]);
      expect(await solve(Object.fromEntries(back))).toEqual(await solve(input));
    });

    test('goes on from a solution that comes back from JSON as from the solution', async () => {
      const solution = await solve(problem());
      const back = throughJson(solution);
      if (isInJson(solution)) expect(listed(back)).toEqual(listed(solution));
      const outcomes = (start: object) =>
        continued(problem(), start).map((input) => outcome(() => solveSync(input as Problem)));
      const expected = outcomes(solution);
      expect(outcomes(back)).toEqual(expected);
      expect(outcomes(throughLists(solution))).toEqual(expected);
      if ('warmStart' in solution) expect(expected[0]).toMatchObject({ warmStart: {} });
    });

    test('does nothing once aborted', async () => {
      const signal = AbortSignal.abort(new Error('before'));
      expect(await failureOf(() => solve(problem(), { signal }))).toBe(signal.reason);
    });

    test('reports progress that never falls, and its end', async () => {
      expectProgress((await progressOf(problem())).records);
    });

    test('does not mind an abort afterwards', async () => {
      const controller = new AbortController();
      spec.verify(await solve(problem(), { signal: controller.signal }));
      controller.abort();
      spec.verify(await solve(problem()));
    });

    // Only in a process, which has both backends; a page has one.
    testNatively.skipIf(!inject('hasWasm'))(
      'fuzz',
      async () => {
        const { fuzz } = await import('../fuzz/fuzz.js');
        const findings = (await fuzz(spec, inject('fuzz'))).map(({ wrong, call }) => `${wrong}\n  ${call}`);
        if (findings.length > 0) expect.fail(`\n${findings.join('\n')}\n`);
      },
      TRIAL_TIMEOUT,
    );

    const { calls } = inject('soak');
    test.runIf(calls > 0)(
      'soak',
      async () => {
        const { before, after } = await soak(spec, calls);
        const [from, to] = [before, after].map((bytes) => (bytes / 1e6).toFixed(1));
        console.log(`${spec.method.padEnd(32)} ${calls} calls   ${from} -> ${to} MB`);
        expect(after - before).toBeLessThan(LARGEST_GROWTH);
      },
      TRIAL_TIMEOUT,
    );

    const { limited, long } = spec;
    if (limited !== undefined) {
      test('not having converged is a status, with the numbers reached', async () => {
        const solution = await solve(limited());
        expect(solution).toMatchObject({ status: 'iterationLimit' });
        expectFinite(solution, spec.mayBeInfinite);
      });
    }

    if (long !== undefined) {
      /** Aborts runs that keep all threads busy; returns the milliseconds until all are rejected, and until threads are free. */
      const timesOfAbort = async (): Promise<{ rejected: number; released: number }> => {
        const input = long();
        const controllers = Array.from({ length: MANY_TASKS }, () => new AbortController());
        const reporters = new Set<number>();
        const running = controllers.map(({ signal }, task) =>
          failureOf(() => solve(input, { signal, onProgress: () => reporters.add(task), threads: 1 })),
        );
        const begun = performance.now();
        // Waits until a task on each thread has reported, on a busy machine at least one.
        const threads = Math.min(inject('processors'), MANY_TASKS);
        const isBeginning = () => reporters.size === 0 || performance.now() - begun < BEGINNING;
        while (reporters.size < threads && isBeginning()) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        const reason = new Error('enough');
        const aborted = performance.now();
        for (const controller of controllers) controller.abort(reason);
        expect(new Set(await Promise.all(running))).toEqual(new Set([reason]));
        const rejected = performance.now() - aborted;
        // Promises are rejected immediately. A further solution proves that the work has stopped on every thread.
        spec.verify(await solve(problem()));
        return { rejected, released: performance.now() - aborted };
      };

      test('stops soon after an abort, and solves the next problem', async () => {
        // The first call also starts a worker and compiles.
        await solve(problem());
        let times = await timesOfAbort();
        const isLate = () => times.rejected >= ABORT_LIMIT || times.released >= RELEASE_LIMIT;
        for (let tries = 1; tries < ABORT_TRIES && isLate(); tries++) times = await timesOfAbort();
        expect(times.rejected).toBeLessThan(ABORT_LIMIT);
        expect(times.released).toBeLessThan(RELEASE_LIMIT);
      });

      /** Ends the long run by a time limit, and returns the reported fractions. */
      const fractionsUntil = async (timeLimit: number): Promise<readonly number[]> => {
        const started = performance.now();
        const { solution, records } = await progressOf(long(), { timeLimit });
        expect(performance.now() - started).toBeLessThan(LIMIT_KEPT);
        expect(solution).toMatchObject({ status: 'timeLimit' });
        expectFinite(solution, spec.mayBeInfinite);
        expectProgress(records);
        // A run that ends before its first iteration has one record, with only the fraction.
        if (records.length > 1) {
          const fieldsOf = (record: object | undefined) => Object.keys(record ?? {}).sort();
          const small = await progressOf(problem());
          for (const record of records) expect(fieldsOf(record)).toEqual(fieldsOf(small.records.at(-1)));
        }
        return records.map(({ fraction }) => fraction);
      };

      test('keeps to the time limit, returns what it has, and tells how far it has come', async () => {
        // The fraction includes the time limit, which the first report of a busy machine may come close to.
        const increase = (fractions: readonly number[]) =>
          (fractions.at(-1) as number) > (fractions[0] as number);
        const isTold =
          increase(await fractionsUntil(SHORT_TIME_LIMIT)) || increase(await fractionsUntil(TIME_LIMIT));
        expect(isTold).toBe(true);
      });

      test('ends with what onProgress throws', async () => {
        const thrown = new Error('from the caller');
        const onProgress = () => {
          throw thrown;
        };
        expect(await failureOf(() => solve(long(), { onProgress }))).toBe(thrown);
      });
    }

    test(`runs on ${backend().name}`, () => {
      expect(backend().version).toMatch(/^\d+\.\d+\.\d+$/);
    });
  });
}

/** Values that are not numbers, and their names in errors. */
const NO_NUMBERS: readonly (readonly [unknown, string])[] = [
  [null, 'null'],
  ['1', '"1"'],
  [true, 'true'],
  [HOLE, 'undefined'],
  [() => 1, 'a function'],
];

/** Expects fractions that never decrease and end with 1. */
function expectProgress(records: readonly ProgressFraction[]): void {
  records.forEach(({ fraction }, k) => {
    expect(fraction).toBeGreaterThanOrEqual(records[k - 1]?.fraction ?? 0);
  });
  expect(records.at(-1)?.fraction).toBe(1);
}

/** A value with NaN in place of one of its scalar numbers, and the path to it. */
function withNaN(value: unknown, path: string): [string, unknown][] {
  if (typeof value === 'number') return [[path, Number.NaN]];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Array.isArray(value))
    return [];
  return Object.entries(value).flatMap(([key, part]) =>
    withNaN(part, `${path}.${key}`).map(([place, broken]): [string, unknown] => [
      place,
      { ...value, [key]: broken },
    ]),
  );
}

/** Values of every kind that a caller may pass by mistake. */
function garbage(): fc.Arbitrary<unknown> {
  const number = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, -1, 1e308, 5e-324, Number.NaN, Number.POSITIVE_INFINITY),
  );
  const vector = fc.array(number, { maxLength: 5 });
  const matrix = fc.record({
    rows: fc.integer({ min: -1, max: 4 }),
    columns: fc.integer({ min: -1, max: 4 }),
    data: vector,
  });
  return fc.oneof(
    number,
    vector,
    vector.map((values) => Float64Array.from(values)),
    vector.map((values) => Int32Array.from(values)),
    fc.array(vector, { maxLength: 4 }),
    matrix,
    fc.string(),
    fc.boolean(),
    fc.constantFrom(
      null,
      undefined,
      () => 1,
      10n,
      Symbol('x'),
      new Date(0),
      new DataView(new ArrayBuffer(8)),
    ),
    fc.object({ maxDepth: 2 }),
  );
}

/** Returns a typed error as data, and a solution unchanged; rethrows anything else. */
function describeFailure(error: unknown): unknown {
  if (!(error instanceof SuperlinearError) || error.code === 'INTERNAL') throw error;
  return { code: error.code, message: error.message, path: error.path };
}

function outcome(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return describeFailure(error);
  }
}

async function failureOrSolution(action: () => Promise<unknown>): Promise<unknown> {
  try {
    return await action();
  } catch (error) {
    return describeFailure(error);
  }
}

/** Writes other numbers to all typed arrays in a value. */
function overwrite(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) (value as Uint8Array).fill(7);
  else Object.values(value).forEach(overwrite);
}

/** A copy of a problem's data; functions, also those in objects, are kept. */
function cloneData(input: object): unknown {
  const copied = (value: unknown) => {
    if (typeof value === 'function') return value;
    const isPlain = typeof value === 'object' && value !== null && value.constructor === Object;
    return isPlain ? cloneData(value) : structuredClone(value);
  };
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, copied(value)]));
}
