/** Elements of SVG as text. All coordinates and all words pass through here. */

/** Colors told apart by most eyes, with contrast on light and on dark paper. */
const COLORS = [
  '#3a7ebf',
  '#d2622a',
  '#2f9a6a',
  '#9467bd',
  '#b08420',
  '#2a9aa8',
  '#c9558f',
  '#7f7f7f',
] as const;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as character data of XML, without forbidden characters. */
export const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, '�')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string);

/** A coordinate to a tenth of a pixel. */
export const px = (value: number): string => String(Math.round(value * 10) / 10 + 0);

/** Elements in the color of number `k`. Elements in it name that color `currentColor`. */
export function colored(k: number, content: string): string {
  if (content === '') return '';
  const index = k % COLORS.length;
  // The attribute is for programs without variables.
  return `<g color="${COLORS[index]}" style="color:var(--view-${index + 1},${COLORS[index]})">${content}</g>`;
}

/** A place in a drawing. */
export type Place = readonly [x: number, y: number];

const isPlace = ([x, y]: Place) => Number.isFinite(x) && Number.isFinite(y);

/** The data of a path through places, broken at places without finite coordinates. */
export function through(places: readonly Place[]): string {
  let isOpen = false;
  let data = '';
  for (const place of places) {
    if (isPlace(place)) data += `${isOpen ? 'L' : 'M'}${px(place[0])} ${px(place[1])}`;
    isOpen = isPlace(place);
  }
  // A lone place has a length of zero, and shows by its round ends.
  return data.replace(/M([^ML]+)(?=M|$)/g, 'M$1h0');
}

/** Attributes by name; those without a value are left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes)
    .map(([name, value]) =>
      value === undefined ? '' : ` ${name}="${typeof value === 'number' ? px(value) : escaped(value)}"`,
    )
    .join('');

/** A line. */
export const stroke = (data: string, width = 1.75, attributes: Attributes = {}): string =>
  data === ''
    ? ''
    : `<path d="${data}" fill="none" stroke="currentColor" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${attributesOf(attributes)}/>`;

/** A filled area. */
export const area = (data: string, opacity = 1): string =>
  data === '' ? '' : `<path d="${data}" fill="currentColor" fill-opacity="${px(opacity * 100)}%"/>`;

/** Dots at places. */
export const dots = (places: readonly Place[], diameter: number, opacity = 1): string =>
  stroke(
    places
      .filter(isPlace)
      .map(([x, y]) => `M${px(x)} ${px(y)}h0`)
      .join(''),
    diameter,
    opacity < 1 ? { 'stroke-opacity': `${px(opacity * 100)}%` } : {},
  );

/** A filled rectangle, with a text under the pointer. */
export function box(x: number, y: number, width: number, height: number, opacity = 1, hint = ''): string {
  if (![x, y, width, height].every(Number.isFinite)) return '';
  const shape = attributesOf({ x, y, width: Math.max(0, width), height: Math.max(0, height) });
  const rect = `<rect${shape} fill="currentColor" fill-opacity="${px(opacity * 100)}%"`;
  return hint === '' ? `${rect}/>` : `${rect}><title>${escaped(hint)}</title></rect>`;
}

/** The style of a text. */
interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly isBold?: boolean;
  readonly isMuted?: boolean;
}

/** A text with its base line at a place. */
export function words(x: number, y: number, text: string, style: TextStyle = {}): string {
  if (!isPlace([x, y]) || text === '') return '';
  const attributes = {
    x,
    y,
    'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
    'font-weight': style.isBold ? '600' : undefined,
    'fill-opacity': style.isMuted ? '75%' : undefined,
  };
  return `<text${attributesOf(attributes)}>${escaped(text)}</text>`;
}

/** The size of all text, in pixels. */
export const TEXT = 12;

/** An upper estimate of the width of a text in pixels, in any usual font without serifs. */
export function widthOf(text: string): number {
  let sum = 0;
  for (const sign of text)
    sum += /[ijl.,:;'|!⁰-₉ ]/.test(sign) ? 0.36 : /[A-Zmw@%×∞]/.test(sign) ? 0.82 : sign > '⺀' ? 1.05 : 0.6;
  return sum * TEXT;
}

/** A text cut to a width in pixels. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const signs = [...text];
  while (signs.length > 0 && widthOf(`${signs.join('')}…`) > width) signs.pop();
  return signs.length === 0 ? '' : `${signs.join('').trimEnd()}…`;
}

/** A text in lines of a width in pixels, `count` at most. */
export function wrapped(text: string, width: number, count: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, count);
  if (lines.length > count) kept[count - 1] = `${kept[count - 1]} …`;
  return kept.map((line) => cut(line, width));
}
