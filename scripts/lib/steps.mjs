// Build steps: inputs, outputs and commands.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { timed } from './family-times.mjs';
import {
  at,
  crateOf,
  families,
  familyOf,
  npmTool,
  packageVersion,
  readJson,
  wasmModules,
} from './project.mjs';
import { flagsInEnvironment } from './remap.mjs';
import { run } from './run.mjs';
import { bundleSdk, SDK_NOTICES } from './sdk-bundle.mjs';
import { dropStamp, fingerprint, stampIs, writeStamp } from './stamps.mjs';

const OPTIMIZER = 'scripts/lib/optimize-wasm.mjs';

const filesIn = (folder) => (existsSync(at(folder)) ? readdirSync(at(folder)) : []);

// Optimization levels of crates compiled for size: pages load them, and they take little or no time. They handle
// headers and pass arrays on, or leave their loops to other crates: coordinate to losses and numerics, expression to
// machine. At 's', expression's functions would be 11 kB larger, compressed, and compile in 0.7 of the time.
const smallCrates = {
  'superlinear-wasm': 'z',
  'superlinear-engine': 'z',
  'superlinear-interface': 'z',
  serde: 'z',
  serde_core: 'z',
  serde_json: 'z',
  'js-sys': 'z',
  'wasm-bindgen': 'z',
  zmij: 'z',
  itoa: 'z',
  'superlinear-coordinate': 's',
  'superlinear-expression': 'z',
  'superlinear-constrained': 's',
  'superlinear-blackbox': 's',
  'superlinear-bilevel': 's',
  'gemm-f64': 's',
  'superlinear-penalties': 's',
  'superlinear-systems': 's',
  'superlinear-integrate': 's',
  // The integrators are generic, so they are compiled with the equations of this family.
  'superlinear-ode': 's',
};

// Panics as traps without messages make modules a tenth smaller. Unrolling loops only for vectorization makes them a
// fortieth smaller; more unrolling gains nothing (transport, sparse models, least squares and expressions take the same
// time within 2 %).
const SMALL_CODE = [
  '-Zunstable-options',
  '-Cpanic=immediate-abort',
  '-Cllvm-args=-unroll-runtime=false',
  '-Cllvm-args=-unroll-allow-partial=false',
];

/**
 * Compiles the standard library with the modules, so that its panics are traps, too. (Its feature `optimize_for_size`
 * would save 1 to 27 kB more, but changes the sort algorithm: the order of equal numbers would differ from the native
 * build.)
 */
const OWN_LIBRARY = ['-Zbuild-std=std,panic_abort'];

/** A folder of TypeScript that uses the package, compiled into build/. */
const compiled = (folder, does, inputs) => ({
  does,
  inputs,
  versions: () => [packageVersion('typescript')],
  present: () => filesIn(`build/${folder}`).length > 0,
  make: () => {
    rmSync(at('build', folder), { recursive: true, force: true });
    return run([...npmTool('typescript', 'tsc'), '-p', folder]);
  },
});

const steps = {
  dependencies: {
    does: 'installing npm packages',
    inputs: ['package-lock.json'],
    present: () => installedPackagesMatch(),
    // A manual `npm install` is fine, too, so the installed packages decide, not the stamp.
    current: () => installedPackagesMatch(),
    make: () =>
      run(['npm', 'ci', '--no-audit', '--no-fund'], {
        env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
        shell: process.platform === 'win32', // npm is a batch file there
      }),
  },

  native: {
    does: 'compiling the engine as a Node addon',
    needsRust: true,
    inputs: ['Cargo.toml', 'Cargo.lock', 'crates', 'bindings/napi'],
    versions: () => [packageVersion('@napi-rs/cli')],
    present: () => hasAddon(),
    make: () => {
      const flags = ['--platform', '--release', '--no-js', '--dts', 'addon.d.ts'];
      const where = ['--manifest-path', 'bindings/napi/Cargo.toml', '--output-dir', 'dist/native'];
      return run([...npmTool('@napi-rs/cli', 'napi'), 'build', ...flags, ...where], {
        env: flagsInEnvironment(),
      });
    },
  },

  wasm: {
    does: 'compiling the engine to WebAssembly',
    needsRust: true,
    inputs: ['Cargo.toml', 'Cargo.lock', 'crates', 'bindings/wasm', 'scripts/wasm-toolchain.sh', OPTIMIZER],
    versions: () => [packageVersion('binaryen'), smallCrates, SMALL_CODE, OWN_LIBRARY],
    present: () => wasmFiles().every((name) => filesIn('dist/wasm').includes(name)),
    make: makeWasm,
  },

  typescript: {
    does: 'compiling TypeScript',
    inputs: ['ts'],
    versions: () => [packageVersion('typescript'), packageVersion('@modelcontextprotocol/server')],
    present: () => existsSync(at('dist/index.js')) && existsSync(at(SDK_NOTICES)),
    make: async () => {
      // Removes modules without a source, because they must not be published; folders of other steps stay.
      for (const name of filesIn('dist')) {
        if (name !== 'native' && name !== 'wasm') rmSync(at('dist', name), { recursive: true });
      }
      await run([...npmTool('typescript', 'tsc'), '-p', 'ts']);
      writeEntriesForVite();
      await bundleSdk();
    },
  },

  examples: compiled('examples', 'compiling the examples', ['examples', 'ts']),
  bench: compiled('bench', 'compiling the benchmarks', [
    'bench',
    'examples',
    'test/certificates',
    'test/fuzz',
    'test/support',
    'ts',
  ]),
};

export const stepNames = Object.keys(steps);
export const isPresent = (name) => steps[name].present();
export const stepNeedsRust = (name) => steps[name].needsRust === true;

const stampOf = ({ inputs, versions }) => fingerprint({ inputs, versions: versions?.() });

/** Whether the step's sources are unchanged since it last ran, regardless of its output. */
const sourcesUnchanged = (name) => stampIs(name, stampOf(steps[name]));

export function isCurrent(name) {
  const step = steps[name];
  return step.current?.() ?? (step.present() && sourcesUnchanged(name));
}

/** Runs the step even if it is current. */
export async function make(name) {
  const stamp = stampOf(steps[name]); // beforehand: a file saved during the step makes it stale
  dropStamp(name);
  await steps[name].make();
  writeStamp(name, stamp);
}

export const describe = (name) => steps[name].does;

const hasAddon = () => filesIn('dist/native').some((name) => name.endsWith('.node'));

/**
 * Whether the user deleted the addon to select WebAssembly: its sources are unchanged since it was built. (If all of
 * dist/ is missing, it was only cleaned.)
 */
export const addonWasRemoved = () => existsSync(at('dist')) && !hasAddon() && sourcesUnchanged('native');

/**
 * Vite's development server bundles packages in advance, which separates their scripts from their other files, but
 * skips entries with a file type other than plain JavaScript. These files stand for the same modules under such names.
 */
function writeEntriesForVite() {
  for (const entry of ['index', ...families().map((family) => `generated/entries/${family}`)]) {
    writeFileSync(at('dist', `${entry}.jsx`), `export * from './${basename(entry)}.js';\n`);
  }
}

/** Compares the installed packages reported by npm with the lock file; packages for other platforms may be absent. */
function installedPackagesMatch() {
  if (!existsSync(at('node_modules/.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional && installed[path] === undefined),
  );
}

/** Files needed by the loader: the modules, and their shared script. */
const wasmFiles = () => ['glue.js', ...wasmModules().map((name) => `${name}.wasm`)];

/**
 * Builds the modules of families and of their parts. The compiler's output goes to build/; dist/ gets only files needed
 * by the loader.
 */
async function makeWasm() {
  const printed = await run([at('scripts/wasm-toolchain.sh')], { streamErrors: true });
  const toolchain = Object.fromEntries(printed.trim().split('\n').map(splitAtEquals));
  const env = {
    ...toolchain,
    RUSTC_BOOTSTRAP: '1', // allows the unstable flags with a stable compiler
    // A separate target folder: this compiler may differ from the native one, and each would discard the other's
    // output.
    CARGO_TARGET_DIR: at('target/wasm'),
    ...flagsInEnvironment('-Ctarget-feature=+simd128', ...SMALL_CODE),
  };
  const small = Object.entries(smallCrates).flatMap(([crate, level]) => [
    '--config',
    `profile.release.package.${crate}.opt-level="${level}"`,
  ]);
  // A module is optimized as a whole: compressed, it is up to 7 % smaller than of crates optimized one by one, and takes
  // less time to make.
  const whole = ['--config', 'profile.release.lto="fat"'];
  const target = 'wasm32-unknown-unknown';
  await run(
    [
      'cargo',
      'build',
      '--release',
      '--target',
      target,
      ...OWN_LIBRARY,
      '-p',
      'superlinear-wasm',
      '--examples',
      ...whole,
      ...small,
    ],
    { env },
  );
  mkdirSync(at('dist/wasm'), { recursive: true });
  for (const name of filesIn('dist/wasm')) {
    if (!wasmFiles().includes(name)) rmSync(at('dist/wasm', name), { recursive: true });
  }
  for (const name of wasmModules()) {
    const compiled = `target/wasm/${target}/release/examples/${crateOf(name)}.wasm`;
    await timed(familyOf(name), 'WebAssembly', () => makeModule(name, compiled, env));
  }
  makeGlue();
}

/** Optimizes a module into dist/, and writes its script to build/. */
async function makeModule(name, compiled, env) {
  const stamp = fingerprint({
    inputs: [compiled, OPTIMIZER],
    versions: [packageVersion('binaryen')],
  });
  const [from, to] = [at('build/wasm', name), at('dist/wasm', `${name}.wasm`)];
  if (existsSync(to) && existsSync(glueOf(name)) && stampIs(`wasm-${name}`, stamp)) return;
  dropStamp(`wasm-${name}`);
  rmSync(from, { recursive: true, force: true });
  const output = ['--target', 'bundler', '--out-dir', from, '--out-name', 'engine'];
  await run(['wasm-bindgen', ...output, at(compiled)], { env });
  const { optimize } = await import('./optimize-wasm.mjs'); // dynamic, since an earlier step may have installed it
  writeFileSync(to, optimize(readFileSync(join(from, 'engine_bg.wasm'))));
  writeStamp(`wasm-${name}`, stamp);
}

const glueOf = (name) => at('build/wasm', name, 'engine_bg.js');

/**
 * The script between JavaScript and a module, identical for all modules because their exports are. wasm-bindgen writes
 * it for a single instance; wrapped in a function, it serves any number.
 */
function makeGlue() {
  const [script, ...others] = new Set(wasmModules().map((name) => readFileSync(glueOf(name), 'utf8')));
  if (others.length > 0) throw new Error('the scripts that wasm-bindgen made for the modules differ');
  const names = [...script.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
  const body = script.replaceAll(/^export /gm, '');
  writeFileSync(
    at('dist/wasm/glue.js'),
    `export function makeGlue() {\n${body}\nreturn { ${names.join(', ')} };\n}\n`,
  );
}

const splitAtEquals = (line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)];
