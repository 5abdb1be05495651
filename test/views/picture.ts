/** Checks of SVG text: well-formed, and all marks within the frame. */

import { widthOf } from '../../dist/views/svg.js';

/** Tags with their attributes. */
const TAG = /<(\/?)([a-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/gi;

/** Throws unless the text is one well-formed element, without words that are no numbers among its coordinates. */
export function requireWellFormed(svg: string): void {
  const rest = svg.replace(TAG, '');
  if (/[<>]/.test(rest)) throw new Error(`stray angle: ${rest.slice(0, 200)}`);
  if (/&(?!(?:amp|lt|gt|quot);)/.test(svg)) throw new Error('an ampersand is no entity');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u.test(svg))
    throw new Error('a character that XML forbids');
  const open: string[] = [];
  for (const [, closing, name = '', , empty] of svg.matchAll(TAG)) {
    if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
    } else if (!empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`not closed: ${open}`);
}

/** An element: its name, its attributes and the text in it. */
export interface Mark {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
}

/** The elements of a drawing. */
export function marksOf(svg: string): Mark[] {
  return [...svg.matchAll(/<([a-z]+)((?: [\w:-]+="[^"]*")*)\/?>([^<]*)/gi)].map(
    ([, name = '', attributes = '', text = '']) => ({
      name,
      attributes: new Map(
        [...attributes.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
      ),
      text: text.replace(
        /&(\w+);/g,
        (_, entity) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[entity as string] ?? '',
      ),
    }),
  );
}

const numberIn = (text: string): number => {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error(`"${text}" is no coordinate`);
  return Number(text);
};

/** The absolute places of a path of the commands that views use. */
function placesOf(data: string): [x: number, y: number][] {
  const places: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, command = '', rest = ''] of data.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = rest
      .trim()
      .split(/[\s,]+/)
      .filter((part) => part !== '')
      .map(numberIn);
    switch (command) {
      case 'h':
        x += numbers[0] ?? NaN;
        break;
      case 'v':
        y += numbers[0] ?? NaN;
        break;
      case 'H':
        x = numbers[0] ?? NaN;
        break;
      case 'V':
        y = numbers[0] ?? NaN;
        break;
      case 'z':
      case 'Z':
        continue;
      case 'M':
      case 'L':
      case 'Q':
      case 'C':
        for (let k = 0; k < numbers.length; k += 2) {
          [x, y] = [numbers[k] as number, numbers[k + 1] ?? NaN];
          places.push([x, y]);
        }
        continue;
      default:
        throw new Error(`views have no command ${command}`);
    }
    places.push([x, y]);
  }
  return places;
}

/** A text as its rectangle. */
export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** The rectangles of all texts. */
export function textsOf(svg: string): TextBox[] {
  return marksOf(svg)
    .filter(({ name }) => name === 'text')
    .map(({ attributes, text }) => {
      const [x, y] = ['x', 'y'].map((key) => numberIn(attributes.get(key) ?? ''));
      const width = widthOf(text);
      const share = { middle: 0.5, end: 1 }[attributes.get('text-anchor') ?? ''] ?? 0;
      return {
        text,
        left: (x as number) - share * width,
        right: (x as number) + (1 - share) * width,
        y: y as number,
      };
    });
}

/** Throws unless all marks and words lie within the drawing. */
export function requireInside(svg: string): void {
  const marks = marksOf(svg);
  const [width, height] = ['width', 'height'].map((key) => numberIn(marks[0]?.attributes.get(key) ?? '')) as [
    number,
    number,
  ];
  const check = (x: number, y: number, place: string) => {
    if (!(x >= -1 && x <= width + 1 && y >= -1 && y <= height + 1))
      throw new Error(`${place} is at ${x}, ${y}, beyond ${width} × ${height}`);
  };
  for (const { name, attributes } of marks.slice(1)) {
    const read = (key: string) => numberIn(attributes.get(key) ?? '');
    if (name === 'path') for (const [x, y] of placesOf(attributes.get('d') ?? '')) check(x, y, 'a path');
    if (name === 'circle') check(read('cx'), read('cy'), 'a circle');
    if (name === 'rect') {
      check(read('x'), read('y'), 'a rectangle');
      check(read('x') + read('width'), read('y') + read('height'), 'a rectangle');
    }
  }
  for (const { text, left, right, y } of textsOf(svg)) {
    check(left, y, `"${text}"`);
    check(right, y, `"${text}"`);
  }
}

/** Pairs of words that lie on each other. Words are narrower than their estimate, so a tenth of it may overlap. */
export function overlapsIn(svg: string): string[] {
  const texts = textsOf(svg).filter(({ text }) => text !== '');
  return texts.flatMap((a, k) =>
    texts
      .slice(k + 1)
      .filter((b) => {
        const slack = 0.1 * Math.min(a.right - a.left, b.right - b.left);
        return Math.abs(a.y - b.y) < 10 && a.left + slack < b.right && b.left + slack < a.right;
      })
      .map((b) => `"${a.text}" and "${b.text}"`),
  );
}
