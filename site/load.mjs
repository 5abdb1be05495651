// TypeScript of the client, imported by the generator.

import { runnerImport } from 'vite';
import { at } from '../scripts/lib/project.mjs';

const CONFIGURATION = { root: at(), configFile: false, logLevel: 'warn' };

/** The exports of a TypeScript module. */
export async function load(file) {
  const { module } = await runnerImport(at(file), CONFIGURATION);
  return module;
}
