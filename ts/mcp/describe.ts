/** The tool describe_method: the reference of a method, as a short page, a full page or JSON Schema. */

import { type Description, describeMethod, namedIn, pageOf } from '../cli/methods.js';
import type { Field, NamedType } from '../generated/reference.js';
import { problemsOf } from '../problems.js';
import { requireSolvable } from './methods.js';
import { problemSchema } from './problem-schema.js';
import { firstSentence } from './sentences.js';

export type Detail = 'brief' | 'full' | 'schema';

/** Characters of an example in a short page. */
const MAX_EXAMPLE = 500;

/** The page of a method. Throws a `CallError` for unknown names. */
export async function describe(method: string, detail: Detail): Promise<string> {
  requireSolvable(method);
  const description = await describeMethod(method);
  // Run options are the server's.
  if (detail === 'full') return pageOf({ ...description, options: [] });
  if (detail === 'schema') return JSON.stringify(problemSchema(description));
  return briefPage(description);
}

async function briefPage(description: Description): Promise<string> {
  const { name, problem, solution, types } = description;
  const entry = (await problemsOf(name.split('.')[0] as string)).find(({ method }) => method === name);
  const sections = [
    `${name}: ${entry?.want ?? firstSentence(description.about)}`,
    `Problem\n${problem.map(lineOf).join('\n')}`,
    ...Object.entries(namedIn(problem, types)).map(([type, meaning]) => typeLine(type, meaning)),
    `Solution\n${solution.map((field) => `  ${field.name}: ${inlined(field, types)}`).join('\n')}`,
    exampleOf(entry?.example),
    alternativesOf(entry?.alternatives),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function lineOf({ name, type, optional, default: value, about }: Field): string {
  const rest = value === undefined ? (optional ? ', optional' : '') : ` = ${value}`;
  return `  ${name}: ${type}${rest}. ${firstSentence(about)}`;
}

/** A named type on one line. */
function typeLine(name: string, { fields, type }: NamedType): string {
  if (fields === undefined) return `${name}: ${type}`;
  const parts = fields.map((field) => `${field.name}${field.optional ? '?' : ''}: ${field.type}`);
  return `${name}: {${parts.join(', ')}}`;
}

/** The type of a field, with the words of an enumeration in the place of its name. */
function inlined({ type }: Field, types: Readonly<Record<string, NamedType>>): string {
  const named = Object.hasOwn(types, type) ? types[type] : undefined;
  return named?.fields === undefined ? (named?.type ?? type) : type;
}

function exampleOf(example: object | string | undefined): string {
  if (typeof example !== 'object') return '';
  const text = JSON.stringify(example);
  return text.length > MAX_EXAMPLE ? '' : `Example of a problem: ${text}`;
}

function alternativesOf(alternatives: Readonly<Record<string, string>> = {}): string {
  const told = Object.entries(alternatives).map(([method, occasion]) => `${method} for ${occasion}`);
  return told.length === 0 ? '' : `Others: ${told.join('; ')}.`;
}
