// The test suites: required build steps, commands and counts. A suite resolves to `{ passed, failed, skipped?,
// failures? }`, with `failures` the names of failed tests; their output is already printed.

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { note, timed } from './family-times.mjs';
import { at, npmTool, readJson } from './project.mjs';
import { isCurrent, kernelModules, provideCompiler, ptxFile } from './ptx.mjs';
import { attempt, run } from './run.mjs';
import { buildStandIn } from './stand-in.mjs';

/** A single test that runs a program and checks its exit code. */
const check = (command) => async () => {
  try {
    await run(typeof command === 'function' ? command() : command);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
};

/** The profile of tests and lints: fast compilation, with all assertions. */
const CHECKS = ['--workspace', '--profile', 'checks'];

/** All cargo tests use the same crates with the same features, to avoid compiling them for each choice. */
const TESTED = [
  ...CHECKS,
  ...(['linux', 'win32'].includes(process.platform) ? ['--features', 'superlinear-methods/cuda'] : []),
];

/** All targets except the WebAssembly modules: linking each natively would test nothing. */
const TARGETS = ['--lib', '--bins', '--tests'];

/**
 * Compiles the tests with Clippy as the compiler, so that lints are errors. A separate Clippy run would read all crates
 * again.
 */
const LINTED = { RUSTC_WORKSPACE_WRAPPER: 'clippy-driver', CLIPPY_ARGS: '-Dwarnings' };

/** Lints, and Rust's unit, integration and documentation tests. Test programs run one by one, to time each family. */
async function cargoTests() {
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const build = [...TESTED, ...TARGETS, '--no-run', '--message-format=json-render-diagnostics'];
  const { code, output, stdout } = await attempt(['cargo', 'test', ...build], { env: LINTED });
  if (code !== 0) {
    console.error(output.replace(/^\{.*\n/gm, ''));
    return { ...sum, failed: 1 };
  }
  sum.passed += 1; // the lints
  for (const line of stdout.trim().split('\n')) {
    const { executable, package_id: id, manifest_path: manifest } = JSON.parse(line);
    if (!executable) continue;
    const crate = /superlinear-(\w+)/.exec(id)?.[1] ?? id;
    await timed(crate, 'Rust tests', () => countTests([executable], dirname(manifest), sum));
  }
  await countTests(['cargo', 'test', ...TESTED, '--doc', '--no-fail-fast'], at(), sum, LINTED);
  return sum;
}

/** Runs a test program, and adds the counts of its summary lines to `sum`. */
async function countTests(command, cwd, sum, env = {}) {
  const { code, output, stdout } = await attempt(command, { cwd, env });
  let isFailed = false;
  for (const line of stdout.matchAll(/^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored;/gm)) {
    sum.passed += Number(line[1]);
    sum.failed += Number(line[2]);
    sum.skipped += Number(line[3]);
    isFailed ||= line[2] !== '0';
  }
  if (code === 0) return;
  console.error(output);
  for (const [, name] of stdout.matchAll(/^test (.*) \.\.\. FAILED$/gm)) sum.failures.push(name);
  if (!isFailed) sum.failed += 1; // crashed before it could count
}

/** Checks that the committed PTX matches its sources, by its hash, and by recompiling if the compiler is available. */
async function ptxTests() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const count = (isRight, message) => {
    sum[isRight ? 'passed' : 'failed'] += 1;
    if (!isRight) console.error(message);
  };
  const modules = kernelModules();
  for (const module of modules) {
    count(isCurrent(module), `${ptxFile(module)} is not that of its sources: run "npm run ptx"`);
  }
  const compile = await provideCompiler();
  if (compile === undefined) {
    console.log('The compiler cannot be had here: nothing was compiled anew.');
    return { ...sum, skipped: modules.length };
  }
  for (const module of modules) {
    const kept = existsSync(at(ptxFile(module))) ? readFileSync(at(ptxFile(module)), 'utf8') : undefined;
    count(
      (await compile(module)) === kept,
      `${ptxFile(module)} compiles to something else: run "npm run ptx"`,
    );
  }
  return sum;
}

/** Tests of CUDA code with the stand-in for the driver. In Rust, each launch runs in three thread orders. */
async function cudaTests() {
  const folder = await buildStandIn();
  if (folder === undefined) return { passed: 0, failed: 0, skipped: 1 };
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const env = { LD_LIBRARY_PATH: folder };
  const tests = ['cargo', 'test', ...TESTED, '--lib', '--no-fail-fast', '--', '--ignored', 'device::'];
  await timed('transport', 'CUDA tests', () =>
    countTests(tests, at(), sum, { ...LINTED, ...env, FAKE_CUDA_ORDER: 'all' }),
  );
  const {
    passed,
    failed,
    skipped,
    failures = [],
  } = await vitest('cuda', ['cuda', 'cuda-conformance'], env)();
  return {
    passed: sum.passed + passed,
    failed: sum.failed + failed,
    skipped: sum.skipped + skipped,
    failures: [...sum.failures, ...failures],
  };
}

/** The TypeScript tests of some projects, counted from vitest's JSON report; its usual report is printed. */
const vitest =
  (name, projects, env = {}) =>
  async () => {
    const report = at(`build/test/${name}.report.json`);
    rmSync(report, { force: true });
    mkdirSync(at('build/test'), { recursive: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const chosen = projects.map((project) => `--project=${project}`);
    const command = [...npmTool('vitest', 'vitest'), 'run', ...chosen, ...reporters];
    const { code } = await attempt(command, { stream: true, env });
    if (!existsSync(report)) return { passed: 0, failed: 1 };

    const { numPassedTests, numFailedTests, numPendingTests, testResults } = readJson(
      `build/test/${name}.report.json`,
    );
    // A file that failed to load has no tests and counts as one failure.
    const brokenFiles = testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.length,
    ).length;
    for (const file of testResults) noteConformance(file);
    const failures = testResults.flatMap(failuresOf);
    const sum = {
      passed: numPassedTests,
      failed: numFailedTests + brokenFiles,
      skipped: numPendingTests,
      failures,
    };
    if (code !== 0) sum.failed ||= 1;
    return sum;
  };

/** Names of a file's failed tests with the first lines of their messages; the file's name if it failed to load. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(at(), name);
  if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${firstLine(message)}`];
  return assertionResults
    .filter((test) => test.status === 'failed')
    .map(({ fullName, failureMessages: [said] }) => `${file}: ${fullName}: ${firstLine(said)}`);
}

const firstLine = (text = '') => text.split('\n')[0].slice(0, 200);

/** Vitest runs a file's tests sequentially on one thread, so the duration approximates the processor time. */
function noteConformance({ name, startTime, endTime }) {
  const family = /test\/conformance\/(\w+)\//.exec(name)?.[1];
  if (family !== undefined) note(family, 'conformance', endTime - startTime);
}

export const suites = {
  rustfmt: { needs: [], run: check(['cargo', 'fmt', '--all', '--check']) },
  biome: {
    needs: ['dependencies'],
    run: check(() => [...npmTool('@biomejs/biome', 'biome'), 'ci', '--colors=off', '.']),
  },
  types: {
    needs: ['dependencies', 'typescript', 'examples', 'bench'],
    run: check(() => [...npmTool('typescript', 'tsc'), '--noEmit', '-p', 'test']),
  },
  web: {
    needs: ['dependencies', 'typescript'],
    run: check(() => [...npmTool('typescript', 'tsc'), '-p', 'web']),
  },
  clippy: {
    needs: [],
    includedIn: 'cargo',
    run: check(['cargo', 'clippy', ...CHECKS, '--all-targets', '--', '-D', 'warnings']),
  },
  reference: { needs: ['dependencies'], run: check([process.execPath, at('scripts/reference.mjs')]) },
  ptx: { needs: [], run: ptxTests },
  cargo: { needs: [], run: cargoTests },
  vitest: {
    needs: ['dependencies', 'native', 'wasm', 'typescript', 'examples', 'chromium'],
    run: vitest('vitest', ['native', 'wasm-node', 'wasm-browser', 'wasm-browser-plain', 'node']),
  },
  site: {
    needs: ['dependencies', 'wasm', 'typescript', 'chromium'],
    run: vitest('site', ['site']),
  },
  cuda: { needs: ['dependencies', 'native', 'typescript'], run: cudaTests },
  batch: {
    needs: ['dependencies', 'native', 'wasm', 'typescript', 'redis'],
    run: vitest('batch', ['batch', 'mcp', 'queue']),
  },
  package: {
    needs: ['dependencies', 'native', 'wasm', 'typescript', 'chromium'],
    run: vitest('package', ['package']),
  },
};
