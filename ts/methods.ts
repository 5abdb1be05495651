/** All methods: those of the engine, compositions of them, and shortcuts. */

import { type CompositionName, compositions, isComposition } from './compositions.js';
import { methods as engineMethods, families } from './generated/methods.js';
import { type Shortcut, type ShortcutName, shortcuts } from './shortcuts.js';

/** A method: a public function for problems of one kind. */
export interface Method {
  /** Its full name, such as `transport.exact`. */
  readonly name: (typeof engineMethods)[number]['name'] | CompositionName | ShortcutName;
  /** Whether its problem may be all data, as in jobs. */
  readonly data: boolean;
  /** Whether its problem may hold functions. */
  readonly functions: boolean;
  /** Its problem. */
  readonly summary: string;
}

function inWords({ method, fields }: Shortcut): string {
  const settings = Object.entries(fields).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `${method} with ${settings.join(', ')}`;
}

const all: readonly Method[] = [
  ...engineMethods.filter(({ name }) => !isComposition(name)),
  ...Object.entries(compositions).map(([name, composition]) => ({
    name: name as CompositionName,
    data: true,
    ...composition,
  })),
  ...Object.entries<Shortcut>(shortcuts).map(([name, shortcut]) => ({
    name: name as ShortcutName,
    data: true,
    functions: false,
    summary: inWords(shortcut),
  })),
];

/** The methods of a family. */
export const methodsOf = (family: string): readonly Method[] =>
  all.filter(({ name }) => name.startsWith(`${family}.`));

/** Every method, ordered by family. */
export const methods: readonly Method[] = families.flatMap(methodsOf);
