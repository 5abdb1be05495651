/** `superlinear backend`: a description of the backend. */

import type { BackendName } from '../backends/backend.js';
import { backend } from '../backends/select.js';
import { print } from '../batch/standard-output.js';

/** The backends' names in sentences. */
const TITLES: Readonly<Record<BackendName, string>> = {
  native: 'the native addon',
  wasm: 'WebAssembly',
  cuda: 'the native addon with a CUDA device',
};

/** Prints the description of the named backend, or of the one in use. */
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
