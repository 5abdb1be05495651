// Records the inputs of each build step, so that steps with unchanged inputs are skipped.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './project.mjs';

const stampFile = (name) => at('build/stamps', name);

/** All files under the given paths (relative to the repository), in an order independent of the platform. */
function filesUnder(paths) {
  return paths.flatMap((path) => {
    if (!existsSync(at(path))) return [];
    if (statSync(at(path)).isFile()) return [path];
    return filesUnder(
      readdirSync(at(path))
        .sort()
        .map((name) => join(path, name)),
    );
  });
}

/** A hash of the contents of `inputs` and of the `versions` of the tools applied to them. */
export function fingerprint({ inputs, versions = [] }) {
  const hash = createHash('sha256').update(JSON.stringify([process.platform, process.arch, ...versions]));
  for (const file of filesUnder(inputs)) hash.update(`\0${file}\0`).update(readFileSync(at(file)));
  return hash.digest('hex');
}

export function stampIs(name, value) {
  return existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === value;
}

export function writeStamp(name, value) {
  mkdirSync(at('build/stamps'), { recursive: true });
  writeFileSync(stampFile(name), value);
}

/** Removes a step's stamp before it is rebuilt, so that an interrupted step does not look current. */
export const dropStamp = (name) => rmSync(stampFile(name), { force: true });
