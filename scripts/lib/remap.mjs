// Flags of the Rust compiler that keep names of this computer's folders out of what is published.

import { homedir } from 'node:os';
import { join } from 'node:path';

const home = (variable, folder) => process.env[variable] ?? join(homedir(), folder);

const REMAPPED = [
  `--remap-path-prefix=${home('CARGO_HOME', '.cargo')}=cargo`,
  `--remap-path-prefix=${home('RUSTUP_HOME', '.rustup')}=rustup`,
];

/** The environment of a compiler with these flags and more, beside those that the user has set. */
export const flagsInEnvironment = (...more) => {
  const own = (process.env.RUSTFLAGS ?? '').split(' ').filter((flag) => flag !== '');
  return { CARGO_ENCODED_RUSTFLAGS: [...own, ...REMAPPED, ...more].join('\x1f') };
};
