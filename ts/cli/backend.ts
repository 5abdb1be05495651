/** `superlinear backend`: what computes here. */

import type { BackendName } from '../backends/backend.js';
import { backend } from '../backends/select.js';

/** What each backend is called in a sentence. */
const TITLES: Readonly<Record<BackendName, string>> = {
  native: 'the native addon',
  wasm: 'WebAssembly',
  cuda: 'the native addon with a CUDA device',
};

/** Prints what there is to know about a backend, or about the one that is used where none is named. */
export function describeBackend(
  wanted: BackendName | undefined,
  { json }: { readonly json?: boolean },
): void {
  const description = backend(wanted);
  if (json) {
    process.stdout.write(`${JSON.stringify(description)}\n`);
    return;
  }
  const { name, version, instructionSet, threads, device, driver, reason } = description;
  process.stdout.write(
    `superlinear ${version} computes by ${TITLES[name]}: ${instructionSet}, ${threads} thread(s)\n`,
  );
  if (device !== undefined) process.stdout.write(`the device is ${device}, by a driver for CUDA ${driver}\n`);
  if (name === 'wasm' && reason !== undefined) process.stdout.write(`not by the native addon: ${reason}\n`);
}
