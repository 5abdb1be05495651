// The same calls natively on one thread and with WebAssembly.

import type { SyncRunOptions } from 'superlinear';
import { factor, seconds } from './format.js';
import { type Time, takeTurns, timeOf } from './timing.js';

/** The times of both backends, which take turns. After `patience` seconds no further round starts. */
export const timeBackends = (
  rounds: number,
  solve: (options: SyncRunOptions) => unknown,
  patience?: number,
): Promise<Record<'native' | 'wasm', Time>> =>
  takeTurns(
    rounds,
    {
      native: () => timeOf(() => solve({ backend: 'native', threads: 1 })),
      wasm: () => timeOf(() => solve({ backend: 'wasm' })),
    },
    patience,
  );

/** The columns of a table that compare the processor times of both backends. */
export const columnsOf = ({ native, wasm }: Record<'native' | 'wasm', Time>): Record<string, string> => ({
  native: seconds(native.cpu),
  'WebAssembly / native': factor(wasm.cpu / native.cpu),
});
