/** Texts safe for a terminal: names and keys in the input may contain escape sequences. */

/** All control characters; the same without line feeds and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are looked for
const [CONTROL, CONTROL_IN_LINES] = [/[\0-\x1f\x7f-\x9f]/g, /[\0-\x08\x0b-\x1f\x7f-\x9f]/g];

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Escapes control characters as in JSON, `\u001b`, except line feeds and tabs. */
export const printable = (text: string): string => text.replace(CONTROL_IN_LINES, escaped);

/** Escapes all control characters as in JSON: the text remains on its line. */
export const printableInLine = (text: string): string => text.replace(CONTROL, escaped);
