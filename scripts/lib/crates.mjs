// The crates of the workspace and their folders.

import { existsSync, readdirSync } from 'node:fs';
import { at } from './project.mjs';

const FAMILIES = 'crates/families';

/** The names of all crates. Families have folders in crates/families, the others in crates. */
export const crateNames = () =>
  ['crates', FAMILIES]
    .flatMap((folder) =>
      readdirSync(at(folder)).filter((name) => existsSync(at(`${folder}/${name}/Cargo.toml`))),
    )
    .sort();

/** The folder of the crate `name`, relative to the root of the repository. */
export const crateFolder = (name) =>
  existsSync(at(`${FAMILIES}/${name}`)) ? `${FAMILIES}/${name}` : `crates/${name}`;
