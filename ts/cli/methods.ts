/** `superlinear methods`: what a job may name. */

import { families, methods } from '../generated/methods.js';

/** Prints the methods by family, or all of them as JSON. */
export function listMethods({ json }: { readonly json?: boolean }): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(methods)}\n`);
    return;
  }
  const width = Math.max(...methods.map(({ name }) => name.length));
  for (const family of families) {
    const members = methods.filter(({ name }) => name.startsWith(`${family}.`));
    for (const { name, data, summary } of members) {
      const note = data ? '' : ' [for programs: holds functions]';
      process.stdout.write(`${name.padEnd(width)}  ${summary}${note}\n`);
    }
    process.stdout.write('\n');
  }
}
