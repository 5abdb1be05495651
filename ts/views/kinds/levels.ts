/** Levels of energy on a common scale, by kind of orbital. */

import { figure } from '../format.js';
import { linearScale, logScale } from '../scale.js';
import { documentOf, EDGE, headerOf, type Sheet } from '../sheet.js';
import { colored, cut, px, stroke, words } from '../svg.js';
import { apart } from './chart.js';

/** A level. */
export interface Level {
  readonly name: string;
  /** The number of its column. */
  readonly column: number;
  readonly energy: number;
  /** The electrons in it. */
  readonly occupation?: number;
}

const HEIGHT = 380;
/** The kinds of orbitals by angular momentum. */
export const KINDS = ['s', 'p', 'd', 'f', 'g', 'h', 'i'] as const;

/** Draws levels. The scale of negative energies is logarithmic: those of one atom differ by factors of thousands. */
export function levels(sheet: Sheet, given: readonly Level[]): string {
  const shown = given.filter(({ energy }) => Number.isFinite(energy));
  const header = headerOf(sheet);
  const height = Math.max(sheet.height ?? HEIGHT + header.bottom, header.bottom + 100);
  const energies = shown.map(({ energy }) => energy);
  const isBound = energies.every((energy) => energy < 0);
  const depths = energies.map((energy) => -energy);
  const [low, high] = [Math.min(...energies), Math.max(...energies)];
  const scale = isBound
    ? logScale(Math.min(...depths) / 1.2, Math.max(...depths) * 1.2)
    : linearScale(low, high);
  const [top, bottom] = [header.bottom + 26, height - 16];
  const at = (energy: number) =>
    isBound ? top + scale.at(-energy) * (bottom - top) : bottom - scale.at(energy) * (bottom - top);
  const left = 70;
  const columns = [...new Set(shown.map(({ column }) => column))].sort((a, b) => a - b);
  const width = (sheet.width - left - EDGE) / Math.max(1, columns.length);
  const ticks = scale.ticks(Math.max(2, (bottom - top) / 60)).map(({ value, label }) => {
    const energy = isBound ? -value : value;
    return (
      words(left - 14, at(energy) + 4, isBound ? `−${label}` : label, { anchor: 'end' }) +
      stroke(`M${px(left - 8)} ${px(at(energy))}H${px(sheet.width - EDGE)}`, 1, { 'stroke-opacity': '12%' })
    );
  });
  const groups = columns.map((column, k) => {
    const own = shown.filter((level) => level.column === column);
    const places = own.map(({ energy }) => at(energy));
    const heights = apart(places, top, bottom);
    const x = left + k * width;
    const length = Math.max(14, 0.2 * width);
    const marks = own.map(({ name, energy, occupation }, i) => {
      const [place, label] = [places[i] as number, heights[i] as number];
      const electrons = occupation === undefined ? '' : superscriptOf(occupation);
      const text = cut(`${name}${electrons} ${figure(energy, 4)}`, width - length - 16);
      return (
        stroke(`M${px(x)} ${px(place)}h${px(length)}`, 2.5) +
        stroke(`M${px(x + length + 2)} ${px(place)}L${px(x + length + 10)} ${px(label)}`, 1, {
          'stroke-opacity': '40%',
        }) +
        words(x + length + 13, label + 4, text)
      );
    });
    return colored(column, marks.join(''));
  });
  const axis = words(EDGE, header.bottom + 12, 'energy (hartree)');
  return documentOf(sheet, height, header.svg + axis + ticks.join('') + groups.join(''));
}

const superscriptOf = (value: number) =>
  Number.isInteger(value)
    ? String(value).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))
    : ` (${figure(value)})`;
