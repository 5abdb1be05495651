/** Tables below plots. */

/** A table with a row of headings; what stands in the first column is to the left, all else to the right. */
export function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement {
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const heading of headings) {
    const cell = document.createElement('th');
    cell.scope = 'col';
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

/** Several elements in the place of one. */
export function together(...elements: readonly Element[]): HTMLElement {
  const all = document.createElement('div');
  all.append(...elements);
  return all;
}
