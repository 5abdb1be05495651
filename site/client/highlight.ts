/** Colors of code that is being changed. Ranges are colored, so the text and the caret stay as they are. */

/** Words, in the order of their tokens' names. */
const TOKENS =
  /(\/\/.*|\/\*[\s\S]*?\*\/)|('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\b(\d[\d_.]*(?:e[+-]?\d+)?)\b|\b(async|await|break|case|catch|class|const|continue|else|export|finally|for|from|function|if|import|in|interface|let|new|of|return|switch|throw|try|type|while|as)\b/g;

const NAMES = ['code-comment', 'code-string', 'code-number', 'code-word'] as const;

/** Ranges of each edited block, by the name of their color. */
const edited = new Map<HTMLElement, Map<string, Range[]>>();

/** Colors the code of an element. Its text becomes one node at the first time. */
export function highlight(code: HTMLElement): void {
  if (!('highlights' in CSS)) return;
  if (code.childNodes.length !== 1 || code.firstChild?.nodeType !== Node.TEXT_NODE) flatten(code);
  const node = code.firstChild;
  const ranges = new Map<string, Range[]>(NAMES.map((name) => [name, []]));
  for (const match of (node?.textContent ?? '').matchAll(TOKENS)) {
    const name = NAMES[match.slice(1).findIndex((part) => part !== undefined)];
    const range = new Range();
    range.setStart(node as Node, match.index);
    range.setEnd(node as Node, match.index + match[0].length);
    if (name !== undefined) ranges.get(name)?.push(range);
  }
  edited.set(code, ranges);
  for (const name of NAMES) {
    CSS.highlights.set(name, new Highlight(...[...edited.values()].flatMap((own) => own.get(name) ?? [])));
  }
}

/** Makes one text node of an element, with the caret where it was. */
function flatten(code: HTMLElement): void {
  const selection = getSelection();
  const caret =
    selection !== null && code.contains(selection.anchorNode) ? offsetIn(code, selection) : undefined;
  code.textContent = code.textContent ?? '';
  if (caret !== undefined && code.firstChild !== null) selection?.collapse(code.firstChild, caret);
}

function offsetIn(code: HTMLElement, { anchorNode, anchorOffset }: Selection): number {
  const before = new Range();
  before.selectNodeContents(code);
  before.setEnd(anchorNode as Node, anchorOffset);
  return before.toString().length;
}
