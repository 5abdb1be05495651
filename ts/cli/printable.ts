/** Safe text for a terminal: names and keys in the input may contain escape sequences. */

/** Control characters other than line feeds and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

/** Escapes control characters as in JSON: `\u001b`. */
export const printable = (text: string): string =>
  text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Prints a line on standard error. */
export function tell(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}
