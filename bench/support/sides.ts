// superlinear's backends and threads compared with peers, and their times formatted for reports.

import type { SyncRunOptions } from 'superlinear';
import { factor, seconds } from './format.js';
import type { Time, Timed } from './timing.js';

export const SIDES = {
  'native, 1 thread': { backend: 'native', threads: 1 },
  'native, all threads': { backend: 'native' },
  WebAssembly: { backend: 'wasm' },
} as const satisfies Record<string, SyncRunOptions>;

export type Side = keyof typeof SIDES;

/** superlinear's times. */
export type Ours = Readonly<Record<Side, Timed>>;

/** A line with superlinear's times. */
export function timesOf(ours: Ours): string {
  const one = ours['native, 1 thread'];
  const times = [
    `native, 1 thread ${seconds(one.cpu)}`,
    `native, all threads ${seconds(ours['native, all threads'].wall)} by the clock`,
    `WebAssembly ${seconds(ours.WebAssembly.cpu)}, ${factor(ours.WebAssembly.cpu / one.cpu)} of native`,
  ];
  return times.join('; ');
}

/** A peer's times on one thread, and on all threads if measured, relative to superlinear's. */
export function besideOurs(one: Time, all: Time | undefined, ours: Ours): Record<string, string> {
  return {
    '1 thread': seconds(one.cpu),
    '/ native, 1 thread': factor(one.cpu / ours['native, 1 thread'].cpu),
    '/ WebAssembly': factor(one.cpu / ours.WebAssembly.cpu),
    'all threads': all ? seconds(all.wall) : '',
    '/ native, all threads': all ? factor(all.wall / ours['native, all threads'].wall) : '',
  };
}
