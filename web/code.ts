/** Program text: values as literals, and functions as written in their files. */

/** Text inserted into a program unchanged. */
class Verbatim {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export const verbatim = (text: string) => new Verbatim(text);

/** Longer objects get a line for each property. */
const MAX_LINE = 44;

/** Formats a number, string, array or plain object as a literal. */
export function literal(value: unknown): string {
  if (value instanceof Verbatim) return value.text;
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&')}'`;
  if (ArrayBuffer.isView(value)) return literal(Array.from(value as Float64Array));
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const properties = Object.entries(value)
    .filter(([, property]) => property !== undefined)
    .map(([name, property]) => propertyOf(name, literal(property)));
  const line = `{ ${properties.join(', ')} }`;
  if (line.length <= MAX_LINE && !line.includes('\n')) return line;
  return `{\n${properties.map((text) => `  ${text.replaceAll('\n', '\n  ')},\n`).join('')}}`;
}

const propertyOf = (name: string, text: string) => (name === text ? name : `${name}: ${text}`);

/**
 * A top-level function or type with its comment: from `function` or `interface` to the first line that is a closing
 * brace, or the line of a type alias.
 */
const DECLARATION =
  /(^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^(?:export )?((?:(?:async )?(?:function|interface) (\w+)[\s\S]*?^\})|type (\w+) = .*;)$/gm;

/** The text of the named functions and types of a file and of the functions they call, in the file's order. */
export function functionsOf(source: string, ...names: readonly string[]): string {
  const all = new Map<string, string>();
  for (const [, comment = '', text, name, alias] of source.matchAll(DECLARATION))
    all.set((name ?? alias) as string, comment + text);
  const wanted = new Set(names);
  for (const name of wanted) {
    const body = (all.get(name) ?? '').replace(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, '');
    for (const other of all.keys()) if (new RegExp(`\\b${other}\\(`).test(body)) wanted.add(other);
  }
  return [...all].flatMap(([name, text]) => (wanted.has(name) ? [text] : [])).join('\n\n');
}

/** Formats a program: the import of a family, its statements, and the functions it needs. */
export const program = (family: string, statements: string, functions = ''): string =>
  [`import { ${family} } from 'superlinear';`, statements.trim(), functions]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
