// CUDA kernels as PTX, a text compiled by the driver for its device. It is committed next to its sources, because those
// who build the addon have no compiler for it; the first line holds a hash of the inputs.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { crateFolder, crateNames } from './crates.mjs';
import { at } from './project.mjs';
import { attempt, ProgramFailed, run } from './run.mjs';

/** Headers included by all kernels. */
const COMMON = 'crates/cuda/kernels';

/** Python packages: the compiler, with PTX accepted by drivers since 12.0, and the assembler that drivers contain. */
const COMPILER = 'nvidia-cuda-nvrtc-cu12==12.0.140';
const ASSEMBLER = 'nvidia-cuda-nvcc-cu12==12.9.86';

/**
 * PTX for compute capability 7.0 runs on all later devices. Without -fmad, products and sums are fused only if the
 * source says so.
 */
const OPTIONS = ['--gpu-architecture=compute_70', '--fmad=false', '--std=c++17', '--restrict'];

/** Volta, Ampere, Ada, Hopper, and Blackwell for data centers and for desktops. */
const ARCHITECTURES = ['sm_70', 'sm_80', 'sm_89', 'sm_90', 'sm_100', 'sm_120'];

/** With more, fewer than four blocks of 128 threads fit on a multiprocessor. */
const MAX_REGISTERS = 128;

const filesWith = (folder, ending) =>
  readdirSync(at(folder))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));

/** The kernel folders, one in each crate with kernels. */
export const kernelFolders = () =>
  crateNames()
    .map((crate) => `${crateFolder(crate)}/cuda`)
    .filter((folder) => existsSync(at(folder)));

/** The modules: CUDA files, each compiled to a PTX file next to it. */
export const kernelModules = () => kernelFolders().flatMap((folder) => filesWith(folder, '.cu'));

export const ptxFile = (module) => module.replace(/\.cu$/, '.ptx');

const text = (file) => readFileSync(at(file), 'utf8');

/** The compiler's input for a module. */
function jobOf(module) {
  const headers = [...filesWith(COMMON, '.cuh'), ...filesWith(join(module, '..'), '.cuh')];
  return {
    name: basename(module),
    source: text(module),
    headers: Object.fromEntries(headers.map((file) => [basename(file), text(file)])),
    options: OPTIONS,
  };
}

/** The first line of a module's PTX, for checking whether it is current. */
function firstLine(module) {
  const hash = createHash('sha256').update(JSON.stringify([COMPILER, jobOf(module)]));
  return `// From ${basename(module)} by "npm run ptx": ${hash.digest('hex')}\n`;
}

export const isCurrent = (module) =>
  existsSync(at(ptxFile(module))) && text(ptxFile(module)).startsWith(firstLine(module));

/** Resolves to the folder in build/ptx with this Python package, or undefined if it cannot be installed. */
async function provide(requirement) {
  const folder = at('build/ptx', requirement);
  if (existsSync(folder)) return folder;
  const pip = [
    'python3',
    '-m',
    'pip',
    'install',
    '--quiet',
    '--retries=1',
    '--no-deps',
    '--only-binary=:all:',
  ];
  const { code } = await attempt([...pip, '--target', folder, requirement]);
  return code === 0 ? folder : undefined;
}

/** Resolves to a function that compiles a module, or undefined if the compiler is unavailable. */
export async function provideCompiler() {
  const folder = await provide(COMPILER);
  if (folder === undefined) return undefined;
  const library = join(folder, 'nvidia/cuda_nvrtc/lib/libnvrtc.so.12');
  return async (module) => {
    const job = at('build/ptx', `${basename(module)}.json`);
    mkdirSync(at('build/ptx'), { recursive: true });
    writeFileSync(job, JSON.stringify(jobOf(module)));
    return firstLine(module) + compact(await run(['python3', at('scripts/nvrtc.py'), library, job]));
  };
}

/**
 * Removes comments, indentation and empty lines (an eighth of the text), and constants of the sources and of the
 * compiler's headers.
 */
const compact = (ptx) =>
  ptx
    .replaceAll('\t', ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//') && !isUnusedConstant(line, ptx))
    .join('\n')
    .concat('\n');

/** Whether this line defines a constant not used by any other line; the code contains the constants' values. */
function isUnusedConstant(line, ptx) {
  const name = /^\.global \.align \d+ \.\w+ (\w+)/.exec(line)?.[1];
  return name !== undefined && ptx.split(name).length === 2;
}

/**
 * Assembles a module for all architectures and resolves to the largest number of registers of a kernel; throws if a
 * kernel spills.
 */
export async function assemble(module) {
  const folder = await provide(ASSEMBLER);
  if (folder === undefined) throw new ProgramFailed(`${ASSEMBLER} cannot be installed`);
  const assembler = join(folder, 'nvidia/cuda_nvcc/bin/ptxas');
  let most = 0;
  for (const architecture of ARCHITECTURES) {
    const { code, output } = await attempt([
      assembler,
      '--verbose',
      `--gpu-name=${architecture}`,
      '--output-file=/dev/null',
      at(ptxFile(module)),
    ]);
    if (code !== 0) throw new ProgramFailed(output);
    for (const [, stack, stores, loads] of output.matchAll(
      /(\d+) bytes stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads/g,
    )) {
      if (Number(stack) + Number(stores) + Number(loads) > 0) {
        throw new ProgramFailed(`a kernel of ${module} spills on ${architecture}:\n${output}`);
      }
    }
    most = Math.max(most, ...[...output.matchAll(/Used (\d+) registers/g)].map((match) => Number(match[1])));
  }
  if (most > MAX_REGISTERS) throw new ProgramFailed(`a kernel of ${module} takes ${most} registers`);
  return most;
}
