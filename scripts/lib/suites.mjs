// The test suites: what must be built for each, and how each is run and counted.
// A suite resolves to `{ passed, failed, skipped?, failures? }`, the last with names of failed tests; their output has been printed by then.

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { note, timed } from './family-times.mjs';
import { at, npmTool, readJson } from './project.mjs';
import { isCurrent, kernelModules, provideCompiler, ptxFile } from './ptx.mjs';
import { attempt, run } from './run.mjs';
import { buildStandIn } from './stand-in.mjs';

/** A program whose exit code is the result: one test. */
const check = (command) => async () => {
  try {
    await run(typeof command === 'function' ? command() : command);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
};

/** The profile of tests and lints: quick to compile, all assertions on. */
const CHECKS = ['--workspace', '--profile', 'checks'];

/** All of cargo's tests are of the same crates with the same features, or it would compile them for each choice. */
const TESTED = [
  ...CHECKS,
  ...(['linux', 'win32'].includes(process.platform) ? ['--features', 'superlinear-engine/cuda'] : []),
];

/** Clippy compiles what is tested: it is the compiler, and what has a lint does not compile. Alone it would read all crates again. */
const LINTED = { RUSTC_WORKSPACE_WRAPPER: 'clippy-driver', CLIPPY_ARGS: '-Dwarnings' };

/** Lints, and Rust's unit, integration and documentation tests. The programs are run one by one, so that each family's time is known. */
async function cargoTests() {
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const build = [...TESTED, '--all-targets', '--no-run', '--message-format=json-render-diagnostics'];
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

/** Runs a program of tests, and adds what its summary lines say to `sum`. */
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
  if (!isFailed) sum.failed += 1; // it crashed before it could count
}

/** The PTX of CUDA kernels is that of their sources: by what it says it was made from, and made anew where the compiler can be had. */
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

/** What computes on a CUDA device, by the stand-in for its driver: in Rust each launch in three orders of its threads. */
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

/** The TypeScript tests of some projects, counted from vitest's JSON report; people read its usual one. */
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
    // A file that could not even be loaded has no tests to count, and is one failure itself.
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

/** Names of the failed tests of a file with the first line of what each said; of the file where it could not be loaded. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(at(), name);
  if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${firstLine(message)}`];
  return assertionResults
    .filter((test) => test.status === 'failed')
    .map(({ fullName, failureMessages: [said] }) => `${file}: ${fullName}: ${firstLine(said)}`);
}

const firstLine = (text = '') => text.split('\n')[0].slice(0, 200);

/** Tests in vitest run one after the other on a thread, so a file's duration is about its processor time. */
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
  cuda: { needs: ['dependencies', 'native', 'typescript'], run: cudaTests },
  batch: {
    needs: ['dependencies', 'native', 'wasm', 'typescript', 'redis'],
    run: vitest('batch', ['batch', 'queue']),
  },
  package: {
    needs: ['dependencies', 'native', 'wasm', 'typescript', 'chromium'],
    run: vitest('package', ['package']),
  },
};
