/** The functions of a problem answer the engine's questions in the engine's order, for every dialogue. */

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as superlinear from 'superlinear';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as engine from '../../dist/engine.js';

/** The part of the addon used for questions and answers. */
interface Addon {
  describe(): string;
  resume(): number;
  Dialogue: { prototype: { lengths: readonly number[]; finish(): object } };
}

/** The library's own copy of the addon, not yet loaded by the library, so that questions can be replaced. */
const folder = new URL('../../dist/native/', import.meta.url);
const file = readdirSync(folder).find((name) => name.endsWith('.node')) as string;
const addon = createRequire(folder)(`./${file}`) as Addon;
const resume = vi.fn(addon.resume);
addon.resume = resume;
const { methods } = JSON.parse(addon.describe()) as {
  methods: { name: string; kind: string; questions: string[] }[];
};
/** Dialogues held open, which ask for data of the caller's calls instead of calling functions. */
const HELD_OPEN = [
  'expression.prepare',
  'linear.prepare',
  'stochastic.learner',
  'stochastic.optimizer',
  'stochastic.streamRegression',
];

const dialogues = methods.filter(({ kind, name }) => kind === 'dialogue' && !HELD_OPEN.includes(name));

/** Questions without a function of their own, which combine several others. */
const JOINT: Readonly<Record<string, readonly string[]>> = {
  'constrained.minimize.values': ['objective', 'constraints'],
  'constrained.minimize.derivatives': ['gradient', 'jacobian'],
  'constrained.checkDerivatives.values': ['objective', 'constraints'],
  'constrained.checkDerivatives.derivatives': ['gradient', 'jacobian'],
};

/** Makes the next dialogue ask only the question `tag`. */
function askOnly(tag: number, questions: number): void {
  const { prototype } = addon.Dialogue;
  const lengths = Array.from({ length: questions }, () => [1, 1, 0, 0]).flat();
  vi.spyOn(prototype, 'lengths', 'get').mockReturnValue(lengths);
  resume.mockReturnValueOnce(tag).mockReturnValue(-1);
  vi.spyOn(prototype, 'finish').mockReturnValue({ ok: true, header: '{}', buffers: [] });
}

afterEach(() => {
  vi.restoreAllMocks();
  resume.mockReset();
});

/** Keys of lists of objects with functions. */
const LISTS: readonly string[] = ['events'];

/**
 * A problem with a function under each name (`matrix.apply` in an object of its own, `events.change` in a list of one)
 * that records its calls.
 */
function problemWith(names: readonly string[], asked: string[]): object {
  const problem: Record<string, unknown> = {};
  for (const name of names) {
    const path = name.split('.');
    const key = path.pop() as string;
    const owner = path.reduce((object, step) => {
      object[step] ??= LISTS.includes(step) ? [{}] : { rows: 1, columns: 1 };
      const part = object[step];
      return (Array.isArray(part) ? part[0] : part) as Record<string, unknown>;
    }, problem);
    // A promise, so that the other parts of a joint question need not wait.
    owner[key] = async () => asked.push(name);
  }
  return problem;
}

/** The blocking function of a method. */
function solverOf(name: string): (problem: object, options: object) => unknown {
  const [family, method] = name.split('.') as [string, string];
  const families = { ...superlinear, engine } as unknown as Record<string, Record<string, unknown>>;
  const owner = families[family] ?? {};
  return owner[`${method}Sync`] as ReturnType<typeof solverOf>;
}

/** The problem's functions called for the question `tag`. */
function askedFor(name: string, questions: readonly string[], tag: number): string[] {
  const asked: string[] = [];
  const functions = questions.filter((question) => JOINT[`${name}.${question}`] === undefined);
  askOnly(tag, questions.length);
  try {
    solverOf(name)(problemWith(functions, asked), { backend: 'native' });
  } catch (error) {
    // Blocking functions reject promises.
    if (!(error instanceof superlinear.SuperlinearError) || asked.length === 0) throw error;
  }
  return asked;
}

describe.each(dialogues)('$name', ({ name, questions }) => {
  test.each(questions.map((question, tag) => ({ question, tag })))('$question', ({ question, tag }) => {
    expect(askedFor(name, questions, tag)).toEqual(JOINT[`${name}.${question}`] ?? [question]);
  });
});
