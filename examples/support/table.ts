// Plain-text tables with aligned columns.

/** Formats rows as a table; each record is a row with the headings as keys. Numeric cells are right-aligned. */
export function formatTable(lines: readonly Readonly<Record<string, string>>[]): string {
  const headings = Object.keys(lines[0] ?? {});
  const columns = headings.map((heading) => {
    const cells = lines.map((line) => line[heading] ?? '');
    const width = Math.max(...[heading, ...cells].map((text) => text.length));
    const toTheRight = cells.every((cell) => cell === '' || /^[-+\d]/.test(cell));
    const align = (text: string) => (toTheRight ? text.padStart(width) : text.padEnd(width));
    return [align(heading), '-'.repeat(width), ...cells.map(align)];
  });
  return ['', '', ...lines]
    .map((_, line) =>
      columns
        .map((column) => column[line])
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
