/** Setup of the package tests: makes the tarballs, once for all files. */

import { basename } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makePackages } from '../../scripts/lib/packages.mjs';

/** The tarballs of the main package and of this platform's addon. */
export interface Tarballs {
  readonly main: string;
  readonly addon: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    tarballs: Tarballs;
  }
}

/** Packs the current build. */
export default async function setup({ provide }: TestProject): Promise<void> {
  const tarballs: string[] = await makePackages();
  const main = tarballs.find((path) => /^superlinear-\d/.test(basename(path)));
  const addon = tarballs.find((path) => path !== main);
  if (main === undefined || addon === undefined) throw new Error(`only ${tarballs} were made`);
  provide('tarballs', { main, addon });
}
