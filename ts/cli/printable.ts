/** Texts for a terminal. Names and keys of input may hold escape sequences, which a terminal would obey. */

/** Control characters but for line feeds and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

/** The text with its control characters as JSON writes them: `\u001b`. */
export const printable = (text: string): string =>
  text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Tells a line of text on standard error. */
export function tell(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}
