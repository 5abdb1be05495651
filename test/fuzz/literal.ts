/** Values as JavaScript source, so that a finding can be tried by hand. */

/** So many entries of a list are written; the seed gives the others again. */
const MOST_ENTRIES = 60;

/** Source whose value is `value`; functions are named by what they are. */
export function literal(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return `/* ${value.name || 'a function'} */ ${value}`;
  if (Array.isArray(value)) return `[${entriesOf(value)}]`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name}.of(${entriesOf(Array.from(value as Float64Array))})`;
  }
  const entries = Object.entries(value as object).map(([key, item]) => `${key}: ${literal(item)}`);
  return `{ ${entries.join(', ')} }`;
}

function entriesOf(list: readonly unknown[]): string {
  const shown = list.slice(0, MOST_ENTRIES).map(literal);
  const rest = list.length - shown.length;
  return [...shown, ...(rest > 0 ? [`/* and ${rest} more */`] : [])].join(', ');
}
