/**
 * Shell commands with values for their variables. Values may be untrusted, so the shell never parses them: values with
 * special characters are passed through the environment.
 */

import { UsageError } from '../exit-codes.js';

/** Values of variables by name. */
export type Point = Readonly<Record<string, unknown>>;

/** A command for the shell. */
export interface ShellCommand {
  readonly text: string;
  /** The environment variables used by the text. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Matches `{name}` in a command. */
const PLACE = /\{([A-Za-z_][\w-]*)\}/g;

/** Values that every shell takes literally, quoted or not. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** The names of the variables in a command. */
export const namesIn = (command: string): string[] =>
  [...command.matchAll(PLACE)].map(([, name]) => name as string);

/** Inserts the values of a point into a command. Other braces are kept. */
export function commandAt(command: string, point: Point): ShellCommand {
  const environment: Record<string, string> = {};
  const names = Object.keys(point);
  const text = command.replaceAll(PLACE, (place, name: string, offset: number) => {
    if (!Object.hasOwn(point, name)) return place;
    const word = String(point[name]);
    if (PLAIN.test(word)) return word;
    const variable = `SUPERLINEAR_WORD_${names.indexOf(name) + 1}`;
    environment[variable] = word;
    return expansion(variable, name, quoteAround(command, offset));
  });
  return { text, environment };
}

/** The command in a form that can be run again by the user. */
export function inWords({ text, environment }: ShellCommand): string {
  const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
  const exports = Object.entries(environment).map(([name, word]) => `export ${name}=${quoted(word)}`);
  return [...exports, text].join('\n');
}

/** The expansion of an environment variable, whose value the shell does not parse. */
function expansion(variable: string, name: string, quote: string | undefined): string {
  if (process.platform === 'win32') {
    throw new UsageError(`the words of ${name} must be of letters, digits and @%+=:,./_- on Windows`);
  }
  if (quote === "'") {
    throw new UsageError(
      `the place {${name}} stands in single quotes, which take none of its words: leave them out`,
    );
  }
  return quote === '"' ? `\${${variable}}` : `"\${${variable}}"`;
}

/** The quotation mark open at a position in a command. */
function quoteAround(command: string, end: number): string | undefined {
  let open: string | undefined;
  for (let position = 0; position < end; position++) {
    const character = command[position] as string;
    if (character === '\\' && open !== "'") position++;
    else if (character === open) open = undefined;
    else if (open === undefined && (character === "'" || character === '"')) open = character;
  }
  return open;
}
