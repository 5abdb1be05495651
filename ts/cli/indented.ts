/** Text wrapped for a terminal. */

const MAX_COLUMNS = 100;

/** Wraps paragraphs and indents each line. Links of doc comments are replaced by their targets' names. */
export function indented(text: string, spaces: number): string {
  const columns = Math.min(process.stdout.columns ?? MAX_COLUMNS, MAX_COLUMNS) - spaces;
  const paragraphs = text.replace(/\{@link (\w+)\}/g, '$1').split(/\n\s*\n/);
  const wrapped = paragraphs.map((paragraph) => wrap(paragraph.split(/\s+/).filter(Boolean), columns));
  const lines = wrapped.flatMap((paragraph, index) => (index === 0 ? paragraph : ['', ...paragraph]));
  return lines.map((line) => (line === '' ? '' : ' '.repeat(spaces) + line)).join('\n');
}

function wrap(words: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}
