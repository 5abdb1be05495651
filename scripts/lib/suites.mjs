// The test suites: what must be built for each, and how each is run and counted.
// A suite resolves to `{ passed, failed, skipped? }`; what failed has been printed by then.

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { at, npmTool, readJson } from './project.mjs';
import { attempt, run } from './run.mjs';

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

/** Rust's unit, integration and documentation tests, counted from cargo's summary lines. */
async function cargoTests() {
  const { code, output, stdout } = await attempt([
    'cargo',
    'test',
    '--workspace',
    '--release',
    '--no-fail-fast',
  ]);
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const line of stdout.matchAll(/^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored;/gm)) {
    sum.passed += Number(line[1]);
    sum.failed += Number(line[2]);
    sum.skipped += Number(line[3]);
  }
  if (code !== 0) {
    sum.failed ||= 1; // it did not compile, or a test program crashed before it could count
    console.error(output);
  }
  return sum;
}

/** The TypeScript tests of some projects, counted from vitest's JSON report; people read its usual one. */
const vitest = (name, projects) => async () => {
  const report = at(`build/test/${name}.report.json`);
  rmSync(report, { force: true });
  mkdirSync(at('build/test'), { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const chosen = projects.map((project) => `--project=${project}`);
  const command = [...npmTool('vitest', 'vitest'), 'run', ...chosen, ...reporters];
  const { code } = await attempt(command, { stream: true });
  if (!existsSync(report)) return { passed: 0, failed: 1 };

  const { numPassedTests, numFailedTests, numPendingTests, testResults } = readJson(
    `build/test/${name}.report.json`,
  );
  // A file that could not even be loaded has no tests to count, and is one failure itself.
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.length,
  ).length;
  const sum = { passed: numPassedTests, failed: numFailedTests + brokenFiles, skipped: numPendingTests };
  if (code !== 0) sum.failed ||= 1;
  return sum;
};

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
    run: check(['cargo', 'clippy', '--workspace', '--all-targets', '--release', '--', '-D', 'warnings']),
  },
  generated: {
    needs: [],
    run: check(['cargo', 'run', '--quiet', '--release', '--package', 'superlinear-codegen', '--', '--check']),
  },
  reference: { needs: ['dependencies'], run: check([process.execPath, at('scripts/reference.mjs')]) },
  cargo: { needs: [], run: cargoTests },
  vitest: {
    needs: ['dependencies', 'native', 'wasm', 'typescript', 'examples', 'chromium'],
    run: vitest('vitest', ['native', 'wasm-node', 'wasm-browser', 'wasm-browser-plain', 'node']),
  },
  batch: {
    needs: ['dependencies', 'native', 'wasm', 'typescript', 'redis'],
    run: vitest('batch', ['batch', 'queue']),
  },
  package: {
    needs: ['dependencies', 'native', 'wasm', 'typescript', 'chromium'],
    run: vitest('package', ['package']),
  },
};
