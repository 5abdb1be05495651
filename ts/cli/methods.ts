/** `superlinear methods`: all methods, those of a family, or the reference of one. */

import { backendNames } from '../backends/backend.js';
import { withHint } from '../batch/methods.js';
import { print } from '../batch/standard-output.js';
import { isComposition } from '../compositions.js';
import { families } from '../generated/methods.js';
import type { Field, NamedType } from '../generated/reference.js';
import { type Method, methods, methodsOf } from '../methods.js';
import { problemsOf } from '../problems.js';
import { isShortcut, type Shortcut, shortcuts } from '../shortcuts.js';
import { UsageError } from './exit-codes.js';
import { indented } from './indented.js';

interface MethodsOptions {
  readonly json?: boolean;
}

/** Prints the methods by family, all or those of one family, or the reference of a method. */
export async function showMethods(name: string | undefined, { json }: MethodsOptions): Promise<void> {
  const listed = name === undefined ? families : families.filter((family) => family === name);
  if (listed.length > 0) {
    const groups = await Promise.all(listed.map(groupOf));
    await print(json ? JSON.stringify(groups.flat()) : list(groups));
  } else {
    const method = await describeMethod(name as string);
    await print(json ? JSON.stringify(method) : pageOf(method));
  }
}

/** A method with the wish of its users. */
interface Wanted extends Method {
  readonly want: string;
}

/** The methods of a family. */
async function groupOf(family: string): Promise<Wanted[]> {
  const problems = await problemsOf(family);
  return methodsOf(family).map((method) => {
    const problem = problems.find((each) => each.method === method.name);
    return { ...method, want: problem?.want ?? method.summary };
  });
}

function list(groups: readonly (readonly Wanted[])[]): string {
  const width = Math.max(...groups.flat().map(({ name }) => name.length));
  const line = ({ name, data, want }: Wanted) =>
    `${name.padEnd(width)}  ${want}${data ? '' : ' [for programs: holds functions]'}`;
  return groups.map((members) => members.map(line).join('\n')).join('\n\n');
}

/** The reference of a method. */
export interface Description {
  readonly name: string;
  readonly about: string;
  readonly problem: readonly Field[];
  readonly options: readonly Field[];
  readonly solution: readonly Field[];
  /** The named types used by the fields, in order of first use. */
  readonly types: Readonly<Record<string, NamedType>>;
}

/** The run option handled outside the engine. */
const BACKEND: Field = {
  name: 'backend',
  type: ['auto', ...backendNames].map((name) => `'${name}'`).join(' | '),
  optional: true,
  about: 'Where to compute. Default: native where that can be had.',
};

/** Describes a method. */
export async function describeMethod(name: string): Promise<Description> {
  const known = methods.find((method) => method.name === name);
  if (known === undefined) {
    const names = [...methods.map((method) => method.name), ...families];
    throw new UsageError(`there is no method or family ${withHint(name, names)}`);
  }
  const { options } = await import('../generated/reference.js');
  const { composedReferences, engineReference } = await import('./composed-reference.js');
  const shortcut: Shortcut = isShortcut(name) ? shortcuts[name] : { method: name, fields: {} };
  const { about, problem, solution, types } = isComposition(name)
    ? composedReferences[name]()
    : engineReference(shortcut.method);
  const free = problem.filter((field) => !(field.name in shortcut.fields));
  const note = known.data ? '' : '\n\nIts problems hold functions too, so it is for programs.';
  return {
    name,
    about: (isShortcut(name) ? `${known.summary}.\n\n` : '') + about + note,
    problem: free,
    options: [...options, BACKEND],
    solution,
    types: namedIn([...free, ...solution], types),
  };
}

/** Collects the types named by fields, and the types named by those. */
export function namedIn(
  fields: readonly Field[],
  types: Readonly<Record<string, NamedType>>,
): Record<string, NamedType> {
  const found: Record<string, NamedType> = {};
  const search = (text: string) => {
    for (const name of text.match(/\w+/g) ?? []) {
      const type = types[name];
      if (type === undefined || name in found) continue;
      found[name] = type;
      for (const field of type.fields ?? []) search(field.type);
      search(type.type ?? '');
    }
  };
  for (const field of fields) search(field.type);
  return found;
}

const FORMS = `A matrix is a list of rows, or {"rows", "columns", "data"}; a sparse one {"rows", "columns", "indptr", "indices", "data"}. \
{"npy": "FILE"} stands for an array in a NumPy file, {"mtx": "FILE"} for a matrix in a Matrix Market file, and {"csv": "FILE", "column": "NAME"} for a column of a table. A function is {"formula", "inputs"}, such as {"formula": "sum(x^2)", \
"inputs": {"x": 3}}, and may have "data".`;

export function pageOf({ name, about, problem, options, solution, types }: Description): string {
  const sections = [
    `${name}\n${indented(about, 2)}`,
    `Problem\n${fieldsOf(problem)}`,
    ...(options.length > 0 ? [`Run options\n${fieldsOf(options)}`] : []),
    `Solution\n${fieldsOf(solution)}`,
    ...Object.entries(types).map(([type, meaning]) => sectionOf(type, meaning)),
    indented(FORMS, 0),
  ];
  return sections.join('\n\n');
}

const fieldsOf = (fields: readonly Field[]) => fields.map(lineOf).join('\n');

function lineOf({ name, type, optional, default: value, about }: Field): string {
  const rest = value === undefined ? (optional ? ', optional' : '') : `, default ${value}`;
  return `${indented(`${name}: ${type}${rest}`, 2)}\n${indented(about, 6)}`;
}

function sectionOf(name: string, { about, fields, type, values }: NamedType): string {
  const meanings = values?.map((value) => `${indented(`'${value.name}'`, 2)}\n${indented(value.about, 6)}`);
  const body = fields === undefined ? (meanings?.join('\n') ?? indented(type ?? '', 2)) : fieldsOf(fields);
  return [name, ...(about === '' ? [] : [indented(about, 2)]), body].join('\n');
}
