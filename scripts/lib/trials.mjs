// Trials that every method's specification declares, and that run for as long as is asked: fuzzing and soaking.

import { readdirSync, readFileSync } from 'node:fs';
import { at, npmTool } from './project.mjs';
import { attempt } from './run.mjs';

/**
 * Runs the tests named `name` of every method, or of one, with about so many runs in all, and resolves to the exit code. `env` makes
 * the environment that tells the tests how many each shall make.
 */
export async function tryMethods(name, { runs, method, projects, env }) {
  const each = Math.ceil(Number(runs) / (method === undefined ? specifications() : 1));
  const chosen = projects.map((project) => `--project=${project}`);
  const pattern = method === undefined ? `as a solver ${name}$` : `^${method} as a solver ${name}$`;
  const command = [...npmTool('vitest', 'vitest'), 'run', ...chosen, '-t', pattern, '--testTimeout=86400000'];
  const { code } = await attempt(command, { stream: true, env: env(String(each)) });
  return code;
}

/** How many methods the conformance tests specify. */
function specifications() {
  const files = readdirSync(at('test/conformance'), { recursive: true }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  const texts = files.map((file) => readFileSync(at('test/conformance', file), 'utf8'));
  return texts.reduce((count, text) => count + (text.match(/^ *checkSolver\(/gm)?.length ?? 0), 0);
}
