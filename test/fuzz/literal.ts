/** Values as JavaScript source, to reproduce findings by hand. */

/** Limit on the written entries of a list; the seed reproduces the others. */
const MAX_ENTRIES = 60;

/** Source that evaluates to `value`, with at most `most` entries of each list; functions are described. */
export function literal(value: unknown, most = MAX_ENTRIES): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return `/* ${value.name || 'a function'} */ ${value}`;
  if (Array.isArray(value)) return `[${entriesOf(value, most)}]`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name}.of(${entriesOf(Array.from(value as Float64Array), most)})`;
  }
  const entries = Object.entries(value as object).map(([key, item]) => `${key}: ${literal(item, most)}`);
  return `{ ${entries.join(', ')} }`;
}

function entriesOf(list: readonly unknown[], most: number): string {
  const shown = list.slice(0, most).map((item) => literal(item, most));
  const rest = list.length - shown.length;
  return [...shown, ...(rest > 0 ? [`/* and ${rest} more */`] : [])].join(', ');
}
