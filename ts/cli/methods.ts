/** `superlinear methods`: the methods allowed in jobs, and the reference of each. */

import { backendNames } from '../backends/backend.js';
import { withHint } from '../batch/methods.js';
import { print } from '../batch/standard-output.js';
import { families, methods } from '../generated/methods.js';
import type { FamilyReference, Field, NamedType } from '../generated/reference.js';
import { isShortcut, type Shortcut, shortcuts } from '../shortcuts.js';
import { UsageError } from './exit-codes.js';
import { indented } from './indented.js';

interface MethodsOptions {
  readonly json?: boolean;
}

/** Methods and shortcuts, ordered by family. */
const all = families.flatMap((family) => [
  ...methods.filter(({ name }) => name.startsWith(`${family}.`)),
  ...Object.entries<Shortcut>(shortcuts)
    .filter(([name]) => name.startsWith(`${family}.`))
    .map(([name, shortcut]) => ({ name, data: true, functions: false, summary: inWords(shortcut) })),
]);

function inWords({ method, fields }: Shortcut): string {
  return `${method} with ${Object.entries(fields)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(', ')}`;
}

/** Prints all methods by family, or the reference of one. */
export async function showMethods(name: string | undefined, { json }: MethodsOptions): Promise<void> {
  if (name !== undefined) {
    const method = await describeMethod(name);
    await print(json ? JSON.stringify(method) : pageOf(method));
  } else {
    await print(json ? JSON.stringify(all) : list());
  }
}

function list(): string {
  const width = Math.max(...all.map(({ name }) => name.length));
  const line = ({ name, data, summary }: (typeof all)[number]) =>
    `${name.padEnd(width)}  ${summary}${data ? '' : ' [for programs: holds functions]'}\n`;
  const groups = families.map((family) => all.filter(({ name }) => name.startsWith(`${family}.`)));
  return groups.map((members) => members.map(line).join('')).join('\n');
}

/** The reference of a method. */
interface Description {
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

/** Describes a method or a shortcut. */
export async function describeMethod(name: string): Promise<Description> {
  const known = all.find((method) => method.name === name);
  if (known === undefined) {
    const names = all.map((method) => method.name);
    throw new UsageError(`there is no method ${withHint(name, names)}`);
  }
  const { reference, options } = await import('../generated/reference.js');
  const shortcut: Shortcut = isShortcut(name) ? shortcuts[name] : { method: name, fields: {} };
  const { methods, types } = reference[name.split('.')[0] as string] as FamilyReference;
  const { problem, solution } = methods[shortcut.method] as FamilyReference['methods'][string];
  const { about, fields = [] } = types[problem] as NamedType;
  const free = fields.filter((field) => !(field.name in shortcut.fields));
  const found = types[solution]?.fields ?? [];
  const note = known.data ? '' : '\n\nIts problems hold functions too, so it is for programs.';
  return {
    name,
    about: (isShortcut(name) ? `${known.summary}.\n\n` : '') + about + note,
    problem: free,
    options: [...options, BACKEND],
    solution: found,
    types: namedIn([...free, ...found], types),
  };
}

/** Collects the types named by fields, and the types named by those. */
function namedIn(fields: readonly Field[], types: FamilyReference['types']): Record<string, NamedType> {
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
{"npy": "FILE"} stands for an array in a NumPy file, and {"mtx": "FILE"} for a matrix in a Matrix Market file. A function is {"formula", "inputs"}, such as {"formula": "sum(x^2)", \
"inputs": {"x": 3}}, and may have "data".`;

function pageOf({ name, about, problem, options, solution, types }: Description): string {
  const sections = [
    `${name}\n${indented(about, 2)}`,
    `Problem\n${fieldsOf(problem)}`,
    `Run options\n${fieldsOf(options)}`,
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
