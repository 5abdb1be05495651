/** Variables of `superlinear tune`: `rate=log:1e-5..1`. */

import type { VariableInput } from '../../blackbox/variables.js';
import { UsageError } from '../exit-codes.js';

/** Variables by name. */
export type Variables = Readonly<Record<string, VariableInput>>;

const FORMS =
  'name=0..1, name=log:1e-5..1, name=int:1..12, name=int-log:1..1024, name=one:a,b,c or name=bool';

/** The types of numbers, by the word before the range. */
const NUMBERS = {
  '': { type: 'real' },
  log: { type: 'real', scale: 'log' },
  int: { type: 'integer' },
  'int-log': { type: 'integer', scale: 'log' },
} as const;

/** Parses options with one variable each. */
export function variablesOf(texts: readonly string[]): Variables {
  const variables: Record<string, VariableInput> = {};
  for (const text of texts) {
    const [, name, form] = /^([A-Za-z_][\w-]*)=(.+)$/s.exec(text) ?? [];
    if (name === undefined || form === undefined) {
      throw new UsageError(`--variable takes ${FORMS}; got ${text}`);
    }
    if (Object.hasOwn(variables, name)) throw new UsageError(`--variable: ${name} is given twice`);
    variables[name] = variableOf(form, text);
  }
  return variables;
}

function variableOf(form: string, text: string): VariableInput {
  if (form === 'bool') return { type: 'boolean' };
  const [, word = '', rest = ''] = /^(?:([a-z-]+):)?(.+)$/s.exec(form) ?? [];
  if (word === 'one') return { type: 'category', values: rest.split(',') };
  const bounds = rest.split('..');
  const [lower, upper] = bounds.map((bound) => (bound.trim() === '' ? Number.NaN : Number(bound)));
  const isRange = bounds.length === 2 && Number.isFinite(lower) && Number.isFinite(upper);
  if (!Object.hasOwn(NUMBERS, word) || !isRange || lower === undefined || upper === undefined) {
    throw new UsageError(`--variable takes ${FORMS}; got ${text}`);
  }
  return { ...NUMBERS[word as keyof typeof NUMBERS], lower, upper };
}
