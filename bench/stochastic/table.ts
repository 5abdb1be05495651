// Writes rows of a table made on the fly, as CSV, to a file or a named pipe:
//
//   node build/bench/stochastic/table.js FILE ROWS

import { closeSync, openSync, writeSync } from 'node:fs';
import { mulberry32 } from '../../test/support/random.js';

/** Rows in a write. */
const BLOCK = 4096;

const [file = '', rows = '0'] = process.argv.slice(2);
const count = Number(rows);
const next = mulberry32(1);

/** Two amounts, a share in steps of 1/4, and a class that depends on them. */
function line(): string {
  const [age, price, share] = [Math.floor(80 * next()), 100 * next() ** 3, Math.floor(5 * next()) / 4];
  const score = 0.03 * age - 0.05 * price + share - 1;
  return `${age},${price.toFixed(2)},${share},${next() < 1 / (1 + Math.exp(-score)) ? 'yes' : 'no'}\n`;
}

const pipe = openSync(file, 'w');
try {
  writeSync(pipe, 'age,price,share,bought\n');
  for (let row = 0; row < count; row += BLOCK) {
    let block = '';
    for (let k = row; k < Math.min(row + BLOCK, count); k++) block += line();
    writeSync(pipe, block);
  }
} catch (error) {
  // A killed reader breaks the pipe.
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
} finally {
  closeSync(pipe);
}
