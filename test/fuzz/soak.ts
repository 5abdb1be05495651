/**
 * Calls a method many times: some calls complete, some are aborted, and in some a callback or `onProgress` throws. The
 * memory of the process, or of the page and its workers, must not grow.
 */

import type { RunOptions, SyncRunOptions } from 'superlinear';
import { mulberry32 } from '../support/random.js';

/** A method under test. */
export interface Soaked {
  readonly method: string;
  // Method syntax: a subject's problem may be a narrower type.
  solve(problem: object, options?: RunOptions<unknown>): Promise<unknown>;
  solveSync(problem: object, options?: SyncRunOptions): unknown;
  problem(): object;
}

/** Bytes after the warm-up and after all calls. */
export interface Memory {
  readonly before: number;
  readonly after: number;
}

/** The fraction of calls after which all permanent memory is allocated: compiled code, modules, thread pools. */
const WARM_UP = 0.3;

/** Number of concurrent calls. */
const TOGETHER = 8;

/** Makes the calls, and returns the memory. */
export async function soak(subject: Soaked, calls: number, seed = 1): Promise<Memory> {
  const random = mulberry32(seed);
  const warm = Math.ceil(calls * WARM_UP);
  await rounds(subject, warm, random);
  const before = await memory();
  await rounds(subject, calls - warm, random);
  return { before, after: await memory() };
}

async function rounds(subject: Soaked, calls: number, random: () => number): Promise<void> {
  for (let done = 0; done < calls; done += TOGETHER) {
    const count = Math.min(TOGETHER, calls - done);
    await Promise.all(Array.from({ length: count }, () => call(subject, random).catch(() => undefined)));
  }
}

/** Makes one call of a random kind. Its outcome is tested elsewhere. */
async function call(subject: Soaked, random: () => number): Promise<unknown> {
  const [kind, when] = [random(), random()];
  if (kind < 0.3) return subject.solveSync(subject.problem());
  if (kind < 0.5) return subject.solve(subject.problem());
  if (kind < 0.65) return subject.solveSync(failing(subject.problem(), Math.floor(when * 10)));
  if (kind < 0.8) {
    const onProgress = () => {
      throw new Error('from onProgress');
    };
    return subject.solve(failing(subject.problem(), Math.floor(when * 10)), { onProgress });
  }
  const controller = new AbortController();
  const running = subject.solve(subject.problem(), { signal: controller.signal });
  if (when < 0.5) controller.abort();
  else setTimeout(() => controller.abort(), 4 * when - 2);
  return running;
}

/** The problem with functions that throw after some calls or, without functions, with an invalid key. */
function failing(problem: object, after: number): object {
  const functions = Object.entries(problem).filter(([, value]) => typeof value === 'function');
  if (functions.length === 0) return { ...problem, wrong: 1 };
  const changed = functions.map(([key, answer]) => {
    let calls = 0;
    const thrower = (...given: unknown[]) => {
      calls += 1;
      if (calls > after) throw new Error('from the function');
      return answer(...given);
    };
    return [key, thrower];
  });
  return { ...problem, ...Object.fromEntries(changed) };
}

/** Globals of a process and of a page. */
interface Scope {
  readonly process?: NodeJS.Process;
  readonly performance: { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> };
}

/** Bytes of the process, or of the page with its workers, after garbage collection. */
async function memory(): Promise<number> {
  const { process, performance } = globalThis as unknown as Scope;
  if (performance.measureUserAgentSpecificMemory !== undefined) {
    return (await performance.measureUserAgentSpecificMemory()).bytes;
  }
  process?.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
  const collect = process?.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
  // Twice, with a turn of the event loop between, because finalizers run after a collection.
  for (let k = 0; k < 2; k++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process?.memoryUsage.rss() ?? 0;
}
