// The stand-in for the CUDA driver, by which kernels and host code are tested without a GPU: crates/cuda/emulator with the kernels of all
// families, as a library that is loaded in the driver's place.

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

/** Who looks for the driver tries one or the other. */
const NAMES = ['libcuda.so', 'libcuda.so.1'];

/** As the kernels' own compiler is told: no contraction but where `fma` is written, which is to be one instruction. */
const FLAGS = [
  '-std=c++17',
  '-O2',
  '-ffp-contract=off',
  ...(process.arch === 'x64' ? ['-mfma'] : []),
  // It would take the emulator's jumps between stacks for errors.
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
 * Brings the stand-in up to date and resolves to its folder, which is for LD_LIBRARY_PATH; resolves to undefined, with a word on why,
 * where it cannot be built. What it can be told is in crates/cuda/emulator/settings.h.
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
