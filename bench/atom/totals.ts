// Total energies of the reference tables, by model and element.

import { readFileSync } from 'node:fs';

function read(file: string): ReadonlyMap<number, number> {
  const text = readFileSync(new URL(`../../../test/data/atom/${file}.csv`, import.meta.url), 'utf8');
  const rows = text.split('\n').map((line) => line.split(','));
  const totals = rows.filter(([, , quantity]) => quantity === 'Etot');
  return new Map(totals.map(([z, , , value]) => [Number(z), Number(value)]));
}

export const REFERENCE_TOTALS = { schrodinger: read('lda'), dirac: read('rlda'), scalar: read('scrlda') };
