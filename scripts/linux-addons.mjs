// npm run addons [-- TARGET ...]: builds the addons of all (or the named) Linux targets on any Linux into build/addons,
// with Zig's C compiler.
//
// Installs its requirements besides Rust and Python: Rust's libraries for the targets with rustup, and Zig from the
// Python index.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { readArguments } from './lib/arguments.mjs';
import { bring, CannotBuild, main, problemWith } from './lib/build.mjs';
import { at, npmTool, readJson } from './lib/project.mjs';
import { flagsInEnvironment } from './lib/remap.mjs';
import { run } from './lib/run.mjs';

const ADDONS = 'build/addons';

/** A Python environment with Zig and its adapter for cargo. */
const ZIG = 'build/zig';
const PYTHON_PACKAGES = ['ziglang==0.17.1', 'cargo-zigbuild==0.24.1'];

/** The oldest supported GNU C library, the same as in Node's own releases. */
const GLIBC = '2.28';

async function provideZig() {
  if (existsSync(at(ZIG, 'bin/cargo-zigbuild'))) return;
  await run(['python3', '-m', 'venv', at(ZIG)]);
  await run([at(ZIG, 'bin/pip'), 'install', '--quiet', ...PYTHON_PACKAGES]);
}

async function makeAddon(target) {
  console.log(`${target} ...`);
  const env = {
    PATH: `${at(ZIG, 'bin')}${delimiter}${process.env.PATH}`,
    // A separate target folder, because the C compiler differs from the usual build's.
    CARGO_TARGET_DIR: at('target/linux'),
    ...flagsInEnvironment(),
  };
  const where = ['--manifest-path', 'bindings/napi/Cargo.toml', '--output-dir', ADDONS];
  const versioned = target.endsWith('-gnu') ? `${target}.${GLIBC}` : target;
  const how = ['--platform', '--release', '--no-js', '--target', versioned, '--cross-compile'];
  await run([...npmTool('@napi-rs/cli', 'napi'), 'build', ...how, ...where], { env });
}

/** The targets named on the command line, or all. */
function targetsAsked() {
  const all = readJson('package.json').napi.targets.filter((target) => target.includes('-linux-'));
  const { positionals: asked } = readArguments({}, true);
  const unknown = asked.find((target) => !all.includes(target));
  if (unknown) throw new CannotBuild(`There is no target "${unknown}"; there are ${all.join(', ')}.`);
  return asked.length > 0 ? asked : all;
}

await main(async () => {
  const targets = targetsAsked();
  const problem = problemWith(['dependencies', 'native']);
  if (problem) throw new CannotBuild(problem);
  if (spawnSync('rustup', ['--version']).status !== 0) throw new CannotBuild('npm run addons needs rustup.');
  await bring('dependencies');
  await provideZig();
  mkdirSync(at(ADDONS), { recursive: true });
  await run(['rustup', 'target', 'add', ...targets], { streamErrors: true });
  for (const target of targets) await makeAddon(target);
});
