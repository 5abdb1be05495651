/** A few numbers by name, for solutions that are no more than those. */

import { type Data, dataOf, isList, listOf } from '../data.js';
import { figure } from '../format.js';
import { documentOf, EDGE, headerOf, type Sheet } from '../sheet.js';
import { cut, px, stroke, widthOf, words } from '../svg.js';

const ROW = 22;
const MAX_ROWS = 16;
const MAX_LISTED = 8;

const inWords = (value: unknown): string => {
  if (typeof value === 'number') return figure(value, 5);
  if (isList(value)) {
    const shown = listOf(value).slice(0, MAX_LISTED).map(inWords);
    return shown.join(', ') + (value.length > MAX_LISTED ? ', …' : '');
  }
  return typeof value === 'object' ? '' : String(value);
};

/** A name of a field in words: `relativeGap` is `relative gap`. */
export const spelled = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The numbers, words and short lists of a solution, those of its parts with their path. */
export function factsOf(solution: Data, prefix = ''): [name: string, value: string][] {
  return Object.entries(solution).flatMap(([name, value]): [string, string][] => {
    const path = `${prefix}${spelled(name)}`;
    if (typeof value === 'object' && value !== null && !isList(value))
      return prefix === '' ? factsOf(dataOf(value), `${path}, `) : [];
    const text = typeof value === 'function' || value === undefined || value === null ? '' : inWords(value);
    return text.replaceAll(/[, …]/g, '') === '' ? [] : [[path, text]];
  });
}

/** Draws numbers as a table. */
export function facts(sheet: Sheet, all: readonly (readonly [name: string, value: string])[]): string {
  const header = headerOf(sheet);
  const room =
    sheet.height === undefined ? MAX_ROWS : Math.max(1, Math.floor((sheet.height - header.bottom) / ROW));
  const rows = all.slice(0, room);
  const width = Math.min(0.45 * sheet.width, Math.max(0, ...rows.map(([name]) => widthOf(name))));
  const value = EDGE + width + 24;
  const lines = rows.map(([name, text], k) => {
    const y = header.bottom + (k + 1) * ROW;
    return (
      words(EDGE, y - 7, cut(name, width + 1), { isMuted: true }) +
      words(value, y - 7, cut(text, sheet.width - value - EDGE)) +
      stroke(`M${px(EDGE)} ${px(y)}H${px(sheet.width - EDGE)}`, 1, { 'stroke-opacity': '12%' })
    );
  });
  return documentOf(
    sheet,
    Math.max(sheet.height ?? 60, header.bottom + rows.length * ROW + EDGE),
    header.svg + lines.join(''),
  );
}
