/** Tables below plots. */

/** Creates a table with headings. The first column is left-aligned, all others right-aligned. */
export function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement {
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const heading of headings) {
    // An empty cell heads no column.
    const cell = document.createElement(heading === '' ? 'td' : 'th');
    if (cell.localName === 'th') cell.setAttribute('scope', 'col');
    cell.textContent = heading;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const text of row) line.insertCell().textContent = text;
  }
  return table;
}

/** Groups several elements in one. */
export function together(...elements: readonly Element[]): HTMLElement {
  const all = document.createElement('div');
  all.append(...elements);
  return all;
}
