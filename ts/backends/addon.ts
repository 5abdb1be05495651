/** The native addon of this platform, from this build's files or from the platform's package. */

import { createRequire } from 'node:module';
import type { Addon } from './native.js';

/** Suffixes of files and packages by platform. Linux has one for each C library; loading the wrong one fails. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  'linux-x64': ['linux-x64-gnu', 'linux-x64-musl'],
  'linux-arm64': ['linux-arm64-gnu', 'linux-arm64-musl'],
  'darwin-x64': ['darwin-x64'],
  'darwin-arm64': ['darwin-arm64'],
  'win32-x64': ['win32-x64-msvc'],
  'win32-arm64': ['win32-arm64-msvc'],
};

const packageOf = (target: string) => `@superlinear/native-${target}`;

/** Loads the addon. Throws an `AggregateError` with the failure of each file and package. */
export function loadAddon(): Addon {
  const require = createRequire(import.meta.url);
  const targets = TARGETS[`${process.platform}-${process.arch}`] ?? [];
  const files = targets.map((target) => `../native/superlinear.${target}.node`);
  const failures: unknown[] = [];
  for (const place of [...files, ...targets.map(packageOf)]) {
    try {
      return require(place) as Addon;
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, 'there is no addon for this platform');
}
