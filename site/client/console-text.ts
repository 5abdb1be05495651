/** Values as text, as a console prints them. */

/** Entries of an array that are printed. */
const PRINTED = 30;

/** Longer objects get a line for each property. */
const MAX_LINE = 76;

/** Digits of numbers that are printed. */
const DIGITS = 12;

/** Levels of nested objects that are printed. */
const MAX_DEPTH = 4;

export function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(DIGITS)));
  if (typeof value === 'string') return depth === 0 ? value : `'${value}'`;
  if (typeof value === 'function') return `[function ${value.name}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Error) return errorText(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return arrayText(Array.from(value as ArrayLike<unknown>), depth);
  if (depth >= MAX_DEPTH) return '{…}';
  const parts = Object.entries(value).map(([name, property]) => `${name}: ${textOf(property, depth + 1)}`);
  const line = `{ ${parts.join(', ')} }`;
  if (line.length < MAX_LINE && !line.includes('\n')) return parts.length === 0 ? '{}' : line;
  const indent = '  '.repeat(depth + 1);
  return `{\n${parts.map((part) => indent + part).join(',\n')}\n${'  '.repeat(depth)}}`;
}

function arrayText(entries: readonly unknown[], depth: number): string {
  const texts = entries.slice(0, PRINTED).map((entry) => textOf(entry, depth + 1));
  const rest = entries.length > PRINTED ? `, … ${entries.length - PRINTED} more` : '';
  return `[${texts.join(', ')}${rest}]`;
}

/** An error with its code. */
export function errorText(error: Error): string {
  const { code } = error as { code?: unknown };
  return `${error.name}${code === undefined ? '' : ` ${code}`}: ${error.message}`;
}
