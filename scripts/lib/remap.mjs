// Rust compiler flags that keep local folder names out of published files.

import { homedir } from 'node:os';
import { join } from 'node:path';

const home = (variable, folder) => process.env[variable] ?? join(homedir(), folder);

const REMAPPED = [
  `--remap-path-prefix=${home('CARGO_HOME', '.cargo')}=cargo`,
  `--remap-path-prefix=${home('RUSTUP_HOME', '.rustup')}=rustup`,
];

/** The environment for a compiler with these flags, the given ones, and those set by the user. */
export const flagsInEnvironment = (...more) => {
  const own = (process.env.RUSTFLAGS ?? '').split(' ').filter((flag) => flag !== '');
  return { CARGO_ENCODED_RUSTFLAGS: [...own, ...REMAPPED, ...more].join('\x1f') };
};
