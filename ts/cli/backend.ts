/** `superlinear backend`: what computes here. */

import { backend } from '../backends/select.js';

/** Prints what there is to know about the backend. */
export function describeBackend({ json }: { readonly json?: boolean }): void {
  const description = backend();
  if (json) {
    process.stdout.write(`${JSON.stringify(description)}\n`);
    return;
  }
  const { name, version, instructionSet, threads, reason } = description;
  const what = name === 'native' ? 'the native addon' : 'WebAssembly';
  process.stdout.write(
    `superlinear ${version} computes by ${what}: ${instructionSet}, ${threads} thread(s)\n`,
  );
  if (reason !== undefined) process.stdout.write(`not by the native addon: ${reason}\n`);
}
