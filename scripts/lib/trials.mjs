// Fuzzing and soaking: trials declared by every method's specification, with an adjustable number of runs.

import { CannotBuild } from './build.mjs';
import { npmTool } from './project.mjs';
import { attempt } from './run.mjs';

/**
 * Runs the tests named `name` of every method, or of one, with about `runs` runs in all, and resolves to the exit code.
 * `env` returns the environment that passes the number of runs per test.
 */
export async function tryMethods(name, { runs, method, projects, env }) {
  const { methods } = await import('../../dist/generated/methods.js');
  const names = methods.map((each) => each.name);
  if (method !== undefined && !names.includes(method)) {
    throw new CannotBuild(`There is no method "${method}"; \`superlinear methods\` lists them.`);
  }
  if (!(Number(runs) >= 1)) throw new CannotBuild(`The number of runs must be at least 1, got "${runs}".`);
  const each = Math.ceil(Number(runs) / (method === undefined ? names.length : 1));
  const chosen = projects.map((project) => `--project=${project}`);
  const pattern = method === undefined ? `as a solver ${name}$` : `^${method} as a solver ${name}$`;
  const command = [...npmTool('vitest', 'vitest'), 'run', ...chosen, '-t', pattern, '--testTimeout=86400000'];
  const { code } = await attempt(command, { stream: true, env: env(String(each)) });
  return code;
}
