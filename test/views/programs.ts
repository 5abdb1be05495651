/** Problems and solutions of methods whose examples in the catalogue are commands or programs. */

import * as superlinear from 'superlinear';
import type { Problem } from '../../dist/problems.js';

/** A call of a method. */
export interface Call {
  readonly method: string;
  readonly problem: object;
  readonly solution: object;
}

/** A program of the catalogue: `node --input-type=module -e "…"`. */
const PROGRAM = /^node --input-type=module -e "(.*)"$/s;

const AsyncFunction = (async () => {}).constructor as new (
  ...parameters: string[]
) => (...values: unknown[]) => Promise<void>;

/** The calls of an entry's example, in order. */
export async function callsOf({ id, method, example }: Problem): Promise<Call[]> {
  const program = PROGRAM.exec(String(example))?.[1];
  if (program !== undefined) return callsIn(program.replaceAll('\\"', '"'));
  const problem = PROBLEMS[id];
  return problem === undefined ? [] : [await solved(method, problem)];
}

/** The problems of commands other than programs, by the name of the entry. */
const PROBLEMS: Readonly<Record<string, object>> = {
  atom: { element: 'Ne' },
  minimize: {
    objective: ([x = 0, y = 0]: Float64Array) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    initial: [-1.2, 1],
    history: true,
  },
  'tune-a-program': {
    objective: (x: Float64Array) => x.reduce((sum, value) => sum + value * value, 0),
    lower: [-1, -1, -1],
    upper: [1, 1, 1],
    maxEvaluations: 60,
  },
};

type Method = (problem: object) => Promise<object>;

const functionOf = (method: string): Method => {
  const [family = '', name = ''] = method.split('.');
  return (superlinear as unknown as Record<string, Record<string, Method>>)[family]?.[name] as Method;
};

const solved = async (method: string, problem: object): Promise<Call> => ({
  method,
  problem,
  solution: await functionOf(method)(problem),
});

/** Runs a program with the library's functions, and collects their calls. */
async function callsIn(program: string): Promise<Call[]> {
  const calls: Call[] = [];
  const traced = (method: string) => async (problem: object) => {
    const call = await solved(method, problem);
    calls.push(call);
    return call.solution;
  };
  const family = (name: string) => new Proxy({}, { get: (_, member) => traced(`${name}.${String(member)}`) });
  const library = new Proxy({}, { get: (_, name) => family(String(name)) });
  const body = program.replace(/import (\{[^}]*\}) from 'superlinear(?:\/(\w+))?';/, (_, names, member) =>
    member === undefined ? `const ${names} = library;` : `const ${names} = library.${member};`,
  );
  await new AsyncFunction('library', 'console', body)(library, { log() {} });
  return calls;
}
