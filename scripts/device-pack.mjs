// npm run device:pack: makes build/device, a bundle for testing and timing the CUDA backend on a machine with a GPU and
// little else.
//
// There, `bash run.sh` does everything within ten minutes; see scripts/device/run.sh. Besides the outputs of npm run
// build, the bundle needs the stand-in for the driver. It records golden launches, the kernels' results on given
// memory, to be reproduced bit by bit by a device.

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { readArguments } from './lib/arguments.mjs';
import { bring, CannotBuild, main, problemWith } from './lib/build.mjs';
import { CUDA_CONFORMANCE } from './lib/cuda-conformance.mjs';
import { at } from './lib/project.mjs';
import { kernelModules, ptxFile } from './lib/ptx.mjs';
import { attempt, run } from './lib/run.mjs';
import { buildStandIn } from './lib/stand-in.mjs';

const FOLDER = 'build/device';
const CONTENTS = 'build/device-contents';
const PACKAGE = `${CONTENTS}/node_modules/superlinear`;
const ADDON = 'superlinear.linux-x64-gnu.node';

/** Upload limit of the container. */
const MAX_BYTES = 64 * 2 ** 20;

/** Tests comparing both backends, and tests of each. */
const TESTS = ['test/cuda/agreement.test.ts', ...CUDA_CONFORMANCE];

/** Python packages needed by the peers besides JAX and torch. The machine must provide those. */
const WHEELS = ['ott_jax==0.6.0', 'jaxopt==0.8.5', 'geomloss==0.3.1'];

/** Copies the running Node executable, stripped of its symbols if possible. */
function copyNode() {
  const copy = at(CONTENTS, 'node');
  copyFileSync(process.execPath, copy);
  spawnSync('strip', [copy]);
}

/**
 * Copies the package without WebAssembly, types and maps, and the addon, preferably that of `npm run addons`, built for
 * old systems.
 */
function copyPackage() {
  const isUseful = (path) => !/\/dist\/wasm$|\.d\.ts$|\.map$|\.node$/.test(path);
  cpSync(at('dist'), at(PACKAGE, 'dist'), { recursive: true, filter: isUseful });
  copyFileSync(at('package.json'), at(PACKAGE, 'package.json'));
  const portable = at('build/addons', ADDON);
  if (!existsSync(portable)) {
    console.log("The addon needs this computer's C library or a newer one: `npm run addons` makes another.");
  }
  const addon = existsSync(portable) ? portable : at('dist/native', ADDON);
  copyFileSync(addon, at(PACKAGE, 'dist/native', ADDON));
}

/** Bundles the tests into one file for Node. */
async function bundleTests() {
  const contents = TESTS.map((file) => `import ${JSON.stringify(at(file))};`).join('\n');
  await build({
    stdin: { contents, resolveDir: at() },
    outfile: at(CONTENTS, 'tests.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Assertion packages declare that importing them has no side effects.
    ignoreAnnotations: true,
    alias: { vitest: at('scripts/device/vitest.mjs') },
    external: ['superlinear'],
    logLevel: 'error',
  });
}

/** Runs the tests with the stand-in for the driver, and records their launches. */
async function recordLaunches() {
  const standIn = await buildStandIn();
  if (standIn === undefined) throw new CannotBuild('Golden launches are recorded by the stand-in.');
  const golden = at(CONTENTS, 'golden');
  mkdirSync(golden);
  const env = { LD_LIBRARY_PATH: standIn, FAKE_CUDA_RECORD: golden, SUPERLINEAR_BACKEND: 'cuda' };
  const tests = [process.execPath, '--test-reporter=spec', at(CONTENTS, 'tests.mjs')];
  const { code, output } = await attempt(tests, { env });
  // The device run will tell whether the stand-in is at fault.
  if (code !== 0) console.log(`Some tests fail by the stand-in:\n${output.split('failing tests:').at(-1)}`);
  mkdirSync(at(CONTENTS, 'ptx'));
  for (const file of kernelModules().map(ptxFile)) {
    copyFileSync(at(file), at(CONTENTS, 'ptx', basename(file)));
  }
  const repeat = ['python3', at('bench/peers/cuda/golden.py'), golden, at(CONTENTS, 'ptx')];
  const repeated = await run(repeat, { env: { LD_LIBRARY_PATH: standIn, FAKE_CUDA_ORDER: 'shuffled' } });
  console.log(repeated.trim().split('\n').at(-1));
}

/** Kernels without a recorded launch. */
function kernelsNotRecorded() {
  const names = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);
  const recorded = names(readFileSync(at(CONTENTS, 'golden/launches.jsonl'), 'utf8'), /"name":"(\w+)"/g);
  const all = kernelModules().flatMap((file) =>
    names(readFileSync(at(ptxFile(file)), 'utf8'), /\.entry (\w+)\(/g),
  );
  return all.filter((name) => !recorded.includes(name));
}

async function downloadWheels() {
  const pip = ['python3', '-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', at(CONTENTS, 'wheels')];
  if ((await attempt([...pip, ...WHEELS])).code !== 0)
    console.log('Without wheels: some peers will be absent.');
}

/** Compresses everything into one file, next to the script that unpacks and runs it. */
async function compress() {
  const archive = at(FOLDER, 'contents.tar.xz');
  const script = 'import sys, tarfile; tarfile.open(sys.argv[1], "w:xz").add(sys.argv[2], ".")';
  await run(['python3', '-c', script, archive, at(CONTENTS)]);
  copyFileSync(at('scripts/device/run.sh'), at(FOLDER, 'run.sh'));
  const { size } = statSync(archive);
  if (size > MAX_BYTES) throw new CannotBuild(`${archive} has ${size} bytes, ${MAX_BYTES} are allowed.`);
  console.log(`${FOLDER}: ${(size / 1e6).toFixed(1)} MB`);
}

await main(async () => {
  readArguments();
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new CannotBuild('npm run device:pack takes programs from this computer: Linux on x86-64.');
  }
  const steps = ['dependencies', 'native', 'typescript'];
  const problem = problemWith(steps);
  if (problem) throw new CannotBuild(problem);
  for (const step of steps) await bring(step, { quiet: true });
  for (const folder of [FOLDER, CONTENTS]) {
    rmSync(at(folder), { recursive: true, force: true });
    mkdirSync(at(folder), { recursive: true });
  }
  copyNode();
  copyPackage();
  await bundleTests();
  await recordLaunches();
  const missing = kernelsNotRecorded();
  if (missing.length > 0) console.log(`No launch was recorded of ${missing.join(', ')}.`);
  await downloadWheels();
  cpSync(at('bench/peers/cuda'), at(CONTENTS, 'peers'), { recursive: true });
  for (const name of ['measure.mjs', 'promises.mjs', 'workloads.mjs']) {
    copyFileSync(at('scripts/device', name), at(CONTENTS, name));
  }
  writeFileSync(at(CONTENTS, 'package.json'), '{ "type": "module" }\n');
  await compress();
});
