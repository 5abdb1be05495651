// Fair timing on a shared machine: all sides take turns, and the medians of their turns are compared.

import { setTimeout } from 'node:timers/promises';

/** Seconds per call. */
export interface Time {
  /** Processor time of all threads of the process. */
  readonly cpu: number;
  /** Wall-clock time. */
  readonly wall: number;
}

/** The medians of a side, and its turns. */
export interface Timed extends Time {
  readonly turns: readonly Time[];
}

/** The processor times of the turns. */
export const cpuOf = ({ turns }: Timed): number[] => turns.map(({ cpu }) => cpu);

/** The number of turns of each side. */
export interface Patience {
  readonly rounds: number;
  /** No further round starts after this many seconds. */
  readonly seconds: number;
}

export type Turn = () => Time | Promise<Time>;

/** Times a blocking function. Repeats it for at least `atLeast` seconds, since the clocks are coarse. */
export function timeOf(call: () => unknown, atLeast = 0.1): Time {
  const cpuStart = process.cpuUsage();
  const wallStart = performance.now();
  let calls = 0;
  let wall = 0;
  do {
    call();
    calls++;
    wall = (performance.now() - wallStart) / 1000;
  } while (wall < atLeast);
  const { user, system } = process.cpuUsage(cpuStart);
  return { cpu: (user + system) / 1e6 / calls, wall: wall / calls };
}

/**
 * Lets the sides take turns for `rounds` rounds and returns each side's medians. After `patience` seconds no further
 * round starts.
 */
export async function takeTurns<Side extends string>(
  rounds: number,
  sides: Record<Side, Turn>,
  patience = Number.POSITIVE_INFINITY,
): Promise<Record<Side, Timed>> {
  const names = Object.keys(sides) as Side[];
  const times = new Map<Side, Time[]>(names.map((name) => [name, []]));
  const start = performance.now();
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && performance.now() - start > 1000 * patience) break;
    for (const name of names) {
      await untilIdle();
      times.get(name)?.push(await sides[name]());
    }
  }
  const medians = names.map((name) => {
    const all = times.get(name) ?? [];
    const [cpu, wall] = [median(all.map(({ cpu }) => cpu)), median(all.map(({ wall }) => wall))];
    return [name, { cpu, wall, turns: all }];
  });
  return Object.fromEntries(medians) as Record<Side, Timed>;
}

/**
 * Waits until this process is idle, at most ten seconds. After the first calls, threads of the engine compile WebAssembly
 * for some tenths of a second, which processor times of the next turns would include.
 */
async function untilIdle(): Promise<void> {
  for (let wait = 0; wait < 500; wait++) {
    const before = process.cpuUsage();
    await setTimeout(20);
    const { user, system } = process.cpuUsage(before);
    if (user + system < 1000) return;
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
