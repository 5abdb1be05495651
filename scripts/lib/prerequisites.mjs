// Prerequisites of a build; each missing one is reported in one sentence.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { at, readJson } from './project.mjs';

const answers = (program) => spawnSync(program, ['--version'], { encoding: 'utf8' });

/**
 * Returns -1, 0 or 1 if version `a` is older than, equal to, or newer than `b`, for versions like "20.19" or "1.95.0".
 */
function compareVersions(a, b) {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** The reason this Node cannot be used; undefined if it can. */
export function nodeProblem() {
  const wanted = readJson('package.json').engines.node.replace('>=', '');
  if (compareVersions(process.versions.node, wanted) >= 0) return undefined;
  return `superlinear needs Node.js ${wanted} or newer; this is ${process.versions.node}.`;
}

/** The reason Rust code cannot be compiled here; undefined if it can. */
export function rustProblem() {
  const rustc = answers('rustc');
  if (rustc.status !== 0 || answers('cargo').status !== 0) {
    return 'Compiling the engine needs Rust, and no cargo was found on PATH: install it from https://rustup.rs.';
  }
  const wanted = readFileSync(at('Cargo.toml'), 'utf8').match(/^rust-version\s*=\s*"([\d.]+)"/m)?.[1];
  const found = rustc.stdout.match(/\d+\.\d+\.\d+/)[0];
  if (wanted && compareVersions(found, wanted) < 0) {
    return `Compiling the engine needs Rust ${wanted} or newer, and this is ${found}: run "rustup update".`;
  }
  // Rust links through the system's C compiler, except on Windows, where it finds Visual Studio by itself.
  if (process.platform !== 'win32' && answers('cc').status !== 0) {
    return 'Compiling the engine needs a C compiler, and there is no "cc" on PATH: install gcc or clang.';
  }
  return undefined;
}
