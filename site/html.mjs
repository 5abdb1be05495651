// HTML as text.

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for element content and attribute values. */
export const escaped = (text) => String(text).replace(/[&<>"]/g, (character) => ENTITIES[character]);

/** The anchor of a heading. Repeated headings of a page get a number. */
export function anchors() {
  const seen = new Map();
  return (text) => {
    const base = slug(text);
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return count === 0 ? base : `${base}-${count}`;
  };
}

/** The words of a heading in lower case, joined by hyphens. */
export const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');

/** A table that scrolls on its own, reached by the keyboard. */
export function tableOf(label, headings, rows) {
  const head = headings.map((heading) => `<th scope="col">${heading}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return scrolling(label, `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`);
}

const scrolling = (label, html) =>
  `<div class="scroll" role="region" aria-label="${escaped(label)}" tabindex="0">${html}</div>`;

/** The path from a page to the root of the site: `../` for each folder. */
export const rootOf = (path) => '../'.repeat(path.split('/').length - 1) || './';
