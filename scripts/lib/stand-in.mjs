// The stand-in for the CUDA driver, for testing kernels and host code without a GPU: crates/cuda/emulator with the
// kernels of all families, built as a library that is loaded in place of the driver.

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './project.mjs';
import { kernelFolders, kernelModules } from './ptx.mjs';
import { run } from './run.mjs';
import { dropStamp, fingerprint, stampIs, writeStamp } from './stamps.mjs';

const FOLDER = 'build/stand-in';
const EMULATOR = 'crates/cuda/emulator';
const HEADERS = [EMULATOR, 'crates/cuda/kernels', ...kernelFolders()];

/** Programs load the driver under either name. */
const NAMES = ['libcuda.so', 'libcuda.so.1'];

/** The floating-point semantics of the kernels' compiler: no contraction, and `fma` as one instruction. */
const FLAGS = [
  '-std=c++17',
  '-O2',
  '-ffp-contract=off',
  ...(process.arch === 'x64' ? ['-mfma'] : []),
  // Fortified functions would report the emulator's jumps between stacks as errors.
  '-U_FORTIFY_SOURCE',
  '-fPIC',
  '-shared',
  '-pthread',
  '-Wall',
  '-Wextra',
  '-Wno-unknown-pragmas',
];

const compiler = () =>
  [process.env.CXX, 'g++', 'clang++'].find(
    (program) => program && spawnSync(program, ['--version']).status === 0,
  );

const sourcesIn = (folder) =>
  readdirSync(at(folder))
    .filter((name) => /\.(cpp|cu|cuh|h)$/.test(name))
    .map((name) => join(folder, name));

/**
 * Brings the stand-in up to date and resolves to its folder, for LD_LIBRARY_PATH; if it cannot be built, prints the
 * reason and resolves to undefined. Its settings are in crates/cuda/emulator/settings.h.
 */
export async function buildStandIn() {
  const program = process.platform === 'linux' ? compiler() : undefined;
  if (program === undefined) {
    console.log('The stand-in for the CUDA driver needs Linux and a C++ compiler, g++ or clang++.');
    return undefined;
  }
  const stamp = fingerprint({ inputs: HEADERS.flatMap(sourcesIn), versions: [program, FLAGS] });
  const [library, other] = NAMES.map((name) => at(FOLDER, name));
  if (existsSync(other) && stampIs('stand-in', stamp)) return at(FOLDER);
  dropStamp('stand-in');
  mkdirSync(at(FOLDER), { recursive: true });
  const emulator = sourcesIn(EMULATOR).filter((file) => file.endsWith('.cpp'));
  const headers = HEADERS.map((folder) => `-I${at(folder)}`);
  const sources = [
    ...emulator.map((file) => at(file)),
    '-x',
    'c++',
    ...kernelModules().map((file) => at(file)),
  ];
  await run([program, ...FLAGS, ...headers, ...sources, '-o', library]);
  copyFileSync(library, other);
  writeStamp('stand-in', stamp);
  return at(FOLDER);
}
