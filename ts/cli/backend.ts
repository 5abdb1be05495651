/** `superlinear backend`: what computes here. */

import type { BackendName } from '../backends/backend.js';
import { backend } from '../backends/select.js';
import { print } from '../batch/standard-output.js';

/** What each backend is called in a sentence. */
const TITLES: Readonly<Record<BackendName, string>> = {
  native: 'the native addon',
  wasm: 'WebAssembly',
  cuda: 'the native addon with a CUDA device',
};

/** Prints what there is to know about a backend, or about the one that is used where none is named. */
export async function describeBackend(
  wanted: BackendName | undefined,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const description = backend(wanted);
  if (json) {
    await print(JSON.stringify(description));
    return;
  }
  const { name, version, instructionSet, threads, device, driver, reason } = description;
  const lines = [
    `superlinear ${version} computes by ${TITLES[name]}: ${instructionSet}, ${threads} thread(s)`,
  ];
  if (device !== undefined) lines.push(`the device is ${device}, by a driver for CUDA ${driver}`);
  if (name === 'wasm' && reason !== undefined) lines.push(`not by the native addon: ${reason}`);
  await print(lines.join('\n'));
}
