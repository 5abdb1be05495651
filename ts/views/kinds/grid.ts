/** A matrix as a grid of cells: plans, Hessians, payoffs, and pictures of many cells. */

import { blocksOf, extentOf, sizeOf } from '../data.js';
import { figure } from '../format.js';
import { documentOf, EDGE, headerOf, type Sheet } from '../sheet.js';
import { box, colored, cut, widthOf, words } from '../svg.js';

/** A matrix to draw. */
export interface Grid {
  /** A matrix in any form. */
  readonly matrix: unknown;
  readonly rowNames?: readonly string[] | undefined;
  readonly columnNames?: readonly string[] | undefined;
  /** The nouns for rows and columns. */
  readonly rowLabel?: string;
  readonly columnLabel?: string;
}

/** More cells than these are drawn in blocks. */
const MAX_CELLS = { rows: 80, columns: 120 };
/** The longest side of a cell. */
const MAX_CELL = { width: 72, height: 36 };
const MAX_HEIGHT = 480;
/** The opacity of the entry of largest magnitude: text remains readable on it. */
const OPACITY = 0.55;

/** Draws a matrix. Numbers are written in the cells if there is room. */
export function grid(sheet: Sheet, given: Grid): string {
  const { rowNames, columnNames, rowLabel = '', columnLabel = '' } = given;
  const size = sizeOf(given.matrix);
  const cells = blocksOf(given.matrix, MAX_CELLS);
  const [rows, columns] = [cells.length, cells[0]?.length ?? 0];
  const isWhole = rows === size.rows && columns === size.columns;
  const header = headerOf(sheet);
  const rowName = (i: number) => rowNames?.[i] ?? String(i);
  const columnName = (j: number) => columnNames?.[j] ?? String(j);
  const namesWidth = isWhole
    ? Math.min(0.3 * sheet.width, Math.max(0, ...cells.map((_, i) => widthOf(rowName(i)))))
    : 0;
  const left = EDGE + namesWidth + 8;
  const top = header.bottom + (columnLabel === '' && rowLabel === '' ? 0 : 18) + 18;
  const width = Math.min(MAX_CELL.width, (sheet.width - left - EDGE) / Math.max(1, columns));
  const room = (sheet.height ?? MAX_HEIGHT) - top - EDGE;
  const height = Math.max(0.5, Math.min(MAX_CELL.height, room / Math.max(1, rows), 1.5 * width));
  const figures = cells.map((row) => row.map((entry) => (entry === 0 ? '' : figure(entry, 2))));
  const hasFigures = isWhole && height >= 16 && Math.max(0, ...figures.flat().map(widthOf)) + 4 <= width;
  const place = { left, top, width, height };
  const axis = [
    rowLabel === '' ? '' : `rows: ${rowLabel}`,
    columnLabel === '' ? '' : `columns: ${columnLabel}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
  const parts = [
    words(EDGE, header.bottom + 14, cut(axis, sheet.width - 2 * EDGE), { isMuted: true }),
    ...(isWhole ? rowNamesOf(cells.length, rowName, place) : []),
    ...(isWhole ? columnNamesOf(columns, columnName, place) : []),
    cellsOf(cells, place, (i, j) => (isWhole ? `${rowName(i)}, ${columnName(j)}: ` : '')),
    ...(hasFigures
      ? figures.flatMap((row, i) =>
          row.map((text, j) =>
            words(left + (j + 0.5) * width, top + (i + 0.5) * height + 4, text, { anchor: 'middle' }),
          ),
        )
      : []),
  ];
  return documentOf(
    sheet,
    Math.max(sheet.height ?? 100, top + rows * height + EDGE),
    header.svg + parts.join(''),
  );
}

interface CellPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Names of rows, as many as have room. */
function rowNamesOf(
  count: number,
  nameOf: (k: number) => string,
  { left, top, height }: CellPlace,
): string[] {
  const stride = Math.max(1, Math.ceil(15 / height));
  return Array.from({ length: Math.ceil(count / stride) }, (_, k) =>
    words(left - 8, top + (k * stride + 0.5) * height + 4, cut(nameOf(k * stride), left - EDGE - 8), {
      anchor: 'end',
    }),
  );
}

/** Names of columns, as many as have room. */
function columnNamesOf(
  count: number,
  nameOf: (k: number) => string,
  { left, top, width }: CellPlace,
): string[] {
  const widest = Math.max(0, ...Array.from({ length: count }, (_, k) => widthOf(nameOf(k))));
  const stride = Math.max(1, Math.ceil(Math.min(widest + 6, 80) / width));
  return Array.from({ length: Math.ceil(count / stride) }, (_, k) =>
    words(left + (k * stride + 0.5) * width, top - 6, cut(nameOf(k * stride), stride * width - 2), {
      anchor: 'middle',
    }),
  );
}

/** Cells in two colors: one for positive entries, one for negative ones. */
function cellsOf(
  cells: readonly (readonly number[])[],
  { left, top, width, height }: CellPlace,
  nameOf: (i: number, j: number) => string,
): string {
  const [low, high] = extentOf(...cells);
  const largest = Math.max(-low, high);
  const isFine = width < 8 || height < 8;
  const gap = isFine ? 0 : 1.5;
  const signs = [1, -1].map((sign) =>
    cells
      .map((row, i) =>
        row
          .map((entry, j) => {
            const share = (sign * entry) / largest;
            if (!(share > 0)) return '';
            const hint = isFine ? '' : `${nameOf(i, j)}${figure(entry)}`;
            return box(
              left + j * width,
              top + i * height,
              width - gap,
              height - gap,
              0.1 + share * (OPACITY - 0.1),
              hint,
            );
          })
          .join(''),
      )
      .join(''),
  );
  const paper = box(left, top, width * (cells[0]?.length ?? 0) - gap, height * cells.length - gap, 0.05);
  return colored(0, paper + signs[0]) + colored(1, signs[1] as string);
}
