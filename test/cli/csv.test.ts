/** Tables as text: their forms, numbers to the last bit, mistakes with their place, and references in jobs. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvChoice, CsvTable } from '../../dist/batch/csv.js';
import { numberAt } from '../../dist/batch/csv-numbers.js';
import { superlinear, temporaryFolder } from '../support/command.js';
import { uniform } from '../support/random.js';

const table = (text: string | Buffer) => new CsvTable(Buffer.from(text as string));
const select = (text: string, choice: CsvChoice) => table(text).select(choice);

describe('tables', () => {
  test.each([
    ['commas', 'a,b\n1,2\n3,4\n'],
    ['semicolons, and commas in names', '"a";"b, c"\n1;2\n3;4'],
    ['tabs and carriage returns', 'a\tb\r\n1\t2\r\n3\t4\r\n'],
    ['blank lines', '\n\na,b\n\n1,2\n\r\n3,4\n\n'],
    ['a byte order mark', '\ufeffa,b\n1,2\n3,4\n'],
    ['remarks above', '# of 2026\n# by me\na,b\n1,2\n3,4\n'],
    ['quotes and spaces', 'a,b\n"1", 2\n 3 ,"4"\n'],
  ])('with %s', (_, text) => {
    const read = table(text);
    expect(read.rows).toBe(2);
    expect(read.names[0]).toBe('a');
    expect(read.select({ columns: [0, 1] })).toEqual({
      rows: 2,
      columns: 2,
      data: Float64Array.of(1, 2, 3, 4),
    });
    expect(read.select({ column: 'a' })).toEqual(Float64Array.of(1, 3));
  });

  test('of UTF-16', () => {
    const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('é,b\n1,2\n', 'utf16le')]);
    expect(table(text).select({ column: 'é' })).toEqual(Float64Array.of(1));
  });

  test('without headers are columns by number', () => {
    const read = table('1,2\n3,4\n');
    expect(read.names).toEqual([]);
    expect(read.select({ column: 1 })).toEqual(Float64Array.of(2, 4));
  });

  test('of texts, with quotes, separators and line feeds inside', () => {
    const text = 'name,n\n"a, ""b""" ,1\n"two\nlines",2\n,3\n';
    expect(select(text, { column: 'name' })).toEqual(['a, "b"', 'two\nlines', '']);
    expect(select(text, { column: 'n' })).toEqual(Float64Array.of(1, 2, 3));
  });

  test('by all columns but some', () => {
    const text = 'a,b,c\n1,2,3\n4,5,6\n';
    expect(select(text, { columns: { except: ['b'] } })).toEqual({
      rows: 2,
      columns: 2,
      data: Float64Array.of(1, 3, 4, 6),
    });
  });
});

test('tables of any texts are read as they were written', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', ' ', 'é', '1') });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const plain = (text: string) => (/^[^",;\t\n]*$/.test(text) && text !== '' ? text : quoted(text));
  const shape = fc.record({
    columns: fc.integer({ min: 2, max: 5 }),
    rows: fc.integer({ min: 1, max: 6 }),
    separator: fc.constantFrom(',', ';', '\t'),
    end: fc.constantFrom('\n', '\r\n'),
    isClosed: fc.boolean(),
  });
  const cases = shape.chain((form) =>
    fc
      .array(fc.array(cell, { minLength: form.columns, maxLength: form.columns }), {
        minLength: form.rows,
        maxLength: form.rows,
      })
      .map((cells) => ({ ...form, cells })),
  );
  fc.assert(
    fc.property(cases, ({ columns, cells, separator, end, isClosed }) => {
      const names = Array.from({ length: columns }, (_, k) => `name ${k}`);
      // The first row makes all columns texts.
      const rows = [names.map((name) => `text of ${name}`), ...cells];
      const lines = [names, ...rows].map((row) => row.map(plain).join(separator));
      const read = table(lines.join(end) + (isClosed ? end : ''));
      names.forEach((column, k) => void expect(read.select({ column })).toEqual(rows.map((row) => row[k])));
    }),
    { numRuns: 500, seed: 3 },
  );
});

describe('mistakes', () => {
  test.each([
    ['a,b\n1,2\n3\n', { column: 'a' }, 'has 1 cells in line 3, and 2 in its first'],
    ['a,b\n1,2\n3,', { column: 'b' }, 'has an empty cell in line 3, column "b"'],
    ['a,b\n1,2\n"3\n",x\n', { column: 'b' }, 'has "x", which is no number, in line 4, column "b"'],
    ['# one\n\na,b\n1,2\n3,NaN\n', { column: 'b' }, 'has "NaN", which is no number, in line 5, column "b"'],
    ['a,b\n1,2\n"3,4\n', { column: 'a' }, 'has a quote in line 3 without its end'],
    ['a,b\n1,2\n"x"yz,3\n', { column: 'b' }, 'has text after a closing quote in line 3'],
    ['a,b\n1,"2""3" 4\n', { column: 'a' }, 'has text after a closing quote in line 2'],
    ['age,b\n1,2\n', { column: 'aeg' }, 'has no column "aeg"; did you mean "age"?'],
    ['a,b\n1,2\n', { column: 2 }, 'has the columns 0 to 1, not 2'],
    ['1,2\n', { column: 'a' }, 'has no headers; name columns by their numbers, 0 to 1'],
    ['a,a\n1,2\n', { column: 'a' }, 'has the column "a" twice; name it by its number, from 0'],
    ['a,b\n1,2\n', {}, 'needs either "column", or "columns" for a matrix'],
    ['a,b\n1,2\n', { columns: 'a' }, 'needs "columns" as a list of columns or as {"except": [..]}, got "a"'],
    ['a,b\n', { column: 'a' }, 'has no rows below its headers'],
    ['', { column: 'a' }, 'is empty'],
  ])('in %j of %j', (text, choice, message) => {
    expect(() => select(text, choice as CsvChoice)).toThrow(new Error(message));
  });
});

describe('numbers', () => {
  const parsed = (text: string) => {
    const bytes = Buffer.from(`;${text};`);
    return numberAt(bytes, 1, bytes.length - 1);
  };

  test('are those of JavaScript, to the last bit', () => {
    const digits = uniform(5, 3000);
    for (let k = 0; k + 2 < digits.length; k += 3) {
      const value = ((digits[k] as number) - 0.5) * 10 ** Math.round(30 * ((digits[k + 1] as number) - 0.5));
      const shown = [
        String(value),
        value.toFixed(6),
        value.toPrecision(1 + Math.floor(17 * (digits[k + 2] as number))),
      ];
      for (const text of shown) expect([text, parsed(text)]).toEqual([text, Number(text)]);
    }
    for (const text of [
      '0',
      '-0',
      '.5',
      '5.',
      '+7',
      '1e3',
      '-2.5E-7',
      '123456789012345678901',
      '0.000000000000001',
    ])
      expect([text, parsed(text)]).toEqual([text, Number(text)]);
  });

  test.each([
    '',
    ' ',
    '-',
    '.',
    '+.',
    '1e',
    'e1',
    '0x10',
    '1_000',
    '1 2',
    'Infinity',
    '--1',
    '1.2.3',
    '1e999',
    'true',
  ])('are none: %j', (text) => expect(parsed(text)).toBeNaN());
});

describe('in jobs', () => {
  const homes = 'size,age,price\n90,12,310\n120,30,365\n75,5,288\n150,44,402\n';
  const problem = (file: string) =>
    JSON.stringify({
      matrix: { csv: file, columns: { except: ['price'] } },
      response: { csv: file, column: 'price' },
      lambdaRatio: 0.1,
    });

  test('columns are arrays, of compressed files too', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'homes.csv'), homes);
    writeFileSync(join(folder, 'homes.csv.gz'), gzipSync(homes));
    const inline = JSON.stringify({
      matrix: [
        [90, 12],
        [120, 30],
        [75, 5],
        [150, 44],
      ],
      response: [310, 365, 288, 402],
      lambdaRatio: 0.1,
    });
    const args = ['solve', '-', '--method', 'coordinate.lasso'];
    const [expected, plain, compressed] = await Promise.all(
      [inline, problem('homes.csv'), problem('homes.csv.gz')].map((text) => superlinear(args, folder, text)),
    );
    expect(expected?.code).toBe(0);
    expect(plain?.stdout).toBe(expected?.stdout);
    expect(compressed?.stdout).toBe(expected?.stdout);
  });

  test('the keys of a reference have any order', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'homes.csv'), homes);
    const args = ['solve', '-', '--method', 'coordinate.lasso'];
    const turned = JSON.stringify({
      matrix: { columns: { except: ['price'] }, csv: 'homes.csv' },
      response: { column: 'price', csv: 'homes.csv' },
      lambdaRatio: 0.1,
    });
    const [expected, found] = await Promise.all(
      [problem('homes.csv'), turned].map((text) => superlinear(args, folder, text)),
    );
    expect(found).toEqual(expected);
    expect(found?.code).toBe(0);
  });

  test('only files of the folder are read', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await superlinear(
      ['solve', '-', '--method', 'coordinate.lasso'],
      folder,
      problem('/etc/passwd'),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('matrix cannot be read: /etc/passwd is no file below a folder');
  });

  test.each([
    ['homes.csv', homes, 'looks like a table of 4 rows and the columns size, age, price'],
    ['jobs.jsonl', '{"method": "a"}\n{"method": "b"}\n', 'superlinear batch jobs.jsonl --out records.jsonl'],
    ['cost.npy', '\x93NUMPY\x01\x00', '{"npy":"cost.npy"}'],
    ['matrix.mtx', '%%MatrixMarket matrix coordinate real general\n', '{"mtx":"matrix.mtx"}'],
    ['table.parquet', 'PAR1\x00\x00', 'Parquet'],
  ])('solve tells what %s looks like', async (name, text, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), text, 'latin1');
    const { code, stderr } = await superlinear(['solve', name], folder);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('the command it tells for a table runs', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'homes.csv'), homes);
    const { stderr } = await superlinear(['solve', 'homes.csv'], folder);
    const [, text = ''] = /echo '(.*)' \|/.exec(stderr) ?? [];
    const { code } = await superlinear(['solve', '-', '--method', 'coordinate.lasso'], folder, text);
    expect(code).toBe(0);
  });
});
