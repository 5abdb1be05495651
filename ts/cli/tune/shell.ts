/**
 * A command of the shell with values in the places of its variables. Words may be a stranger's, so the shell never reads one: words of
 * other characters than the plainest are handed over by the environment.
 */

import { UsageError } from '../exit-codes.js';

/** Values of variables by name. */
export type Point = Readonly<Record<string, unknown>>;

/** A command as the shell runs it. */
export interface ShellCommand {
  readonly text: string;
  /** Variables of the environment that the text uses. */
  readonly environment: Readonly<Record<string, string>>;
}

/** `{name}` in a command. */
const PLACE = /\{([A-Za-z_][\w-]*)\}/g;

/** Words that every shell takes as they are, within quotes or not. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** The names in the places of a command. */
export const namesIn = (command: string): string[] =>
  [...command.matchAll(PLACE)].map(([, name]) => name as string);

/** The command with the values of a point; other braces stay as they are. */
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

/** The command as a user may run it again. */
export function inWords({ text, environment }: ShellCommand): string {
  const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
  const exports = Object.entries(environment).map(([name, word]) => `export ${name}=${quoted(word)}`);
  return [...exports, text].join('\n');
}

/** The expansion of a variable, whose text the shell does not read. */
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

/** The quotation mark that is open at a place of a command. */
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
