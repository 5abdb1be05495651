/** The choice between several WebAssembly modules with the same method. */

import { expect, test } from 'vitest';
import { LARGER, moduleOfDialogue, moduleOfTask } from '../../dist/backends/modules.js';
import { loadModule } from '../../dist/backends/node-modules.js';
import { wasmBackend } from '../../dist/backends/wasm.js';
import { methods } from '../../dist/generated/methods.js';

/** A backend that records loaded modules and the modules passed to its workers. The workers never answer, or fail. */
function noting(areBroken = false) {
  const [loaded, served]: [string[], string[]] = [[], []];
  const load = (name: string) => {
    loaded.push(name);
    return loadModule(name);
  };
  const backend = wasmBackend({
    loadSync: load,
    load: async (name) => load(name),
    workers: {
      count: 9,
      spawn: (onMessage) => ({
        post({ moduleName }) {
          served.push(moduleName);
          if (areBroken) onMessage({ kind: 'failure', code: 'BACKEND_UNAVAILABLE', message: 'no such file' });
        },
        terminate() {},
        keepAlive() {},
      }),
    },
  });
  return { backend, loaded, served };
}

const callOf = (method: string) => ({ method, header: '{}', buffers: [], options: '{}' });

test.each(Object.entries(LARGER))('all that %s has, %s has too', async (name, larger) => {
  const { backend, loaded } = noting();
  await backend.load(larger);
  const own = methods.filter((method) => method.data && moduleOfTask(method.name) === name);
  expect(own.length).toBeGreaterThan(1);
  for (const method of own)
    expect(backend.solveSync(callOf(method.name)).header).toContain('function is missing');
  expect(loaded).toEqual([larger]);
});

test('a family is loaded for its own methods, and its part for those of the part', () => {
  const { backend, loaded, served } = noting();
  const called = ['evaluate', 'gradient', 'hessian', 'jacobian', 'evaluate'].map((name) =>
    callOf(`expression.${name}`),
  );
  for (const call of called) backend.solveSync(call);
  expect(loaded).toEqual(['expression', 'expression-matrices']);
  for (const call of called) void backend.solve(call, undefined);
  const [family, part] = loaded;
  expect(served).toEqual([family, family, part, part, family]);
});

test('where the larger module alone is there, it serves for the smaller one', async () => {
  const { backend, loaded, served } = noting();
  await backend.load('expression-matrices');
  const called = ['evaluate', 'hessian', 'gradient'].map((name) => callOf(`expression.${name}`));
  for (const call of called) {
    backend.solveSync(call);
    void backend.solve(call, undefined);
  }
  expect(new Set([...loaded, ...served])).toEqual(new Set(['expression-matrices']));
});

test('where the larger module cannot be loaded, the smaller one is tried', async () => {
  const { backend, served } = noting(true);
  for (const name of ['hessian', 'evaluate'])
    await expect(backend.solve(callOf(`expression.${name}`), undefined).reply).rejects.toThrow(
      'no such file',
    );
  expect(served).toEqual(['expression-matrices', 'expression']);
});

test('a task and a dialogue of one name may be in different modules', () => {
  expect(moduleOfDialogue('constrained.minimize')).toBe('constrained');
  expect(moduleOfTask('constrained.minimize')).toBe('constrained-expressions');
  expect(moduleOfDialogue('expression.prepare')).toBe('expression-matrices');
});
