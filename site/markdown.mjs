// Guides as HTML: headings with anchors, highlighted code, tables that scroll, links between guides, programs that run.

import MarkdownIt from 'markdown-it';
import { createHighlighter } from 'shiki';
import { anchors, escaped } from './html.mjs';
import { runBlock, runs } from './run-block.mjs';

const THEMES = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' };
const LANGUAGES = ['ts', 'js', 'sh', 'json', 'html'];

const highlighter = await createHighlighter({ themes: Object.values(THEMES), langs: LANGUAGES });

/** Code with the colors of both themes. */
export function highlighted(code, language = 'text') {
  const lang = LANGUAGES.includes(language) ? language : 'text';
  const html = highlighter.codeToHtml(code.trimEnd(), { lang, themes: THEMES, defaultColor: false });
  return html
    .replace(/^<pre class="shiki[^>]*>/, '<pre class="shiki" tabindex="0">')
    .replaceAll(COLOR, shortened);
}

/** Styles of the highlighter, `--shiki-light:#…;--shiki-dark:#…`, with shorter names. */
const COLOR = /--shiki-(light|dark):/g;
const shortened = (_, theme) => `--${theme === 'light' ? 'l' : 'd'}:`;

/** The text of a heading: without marks of code and emphasis. */
const plain = (text) => text.replace(/[`*]/g, '');

/** Links to other guides lead to their pages. */
function linkTo(href) {
  const [, guide, hash = ''] = /^(?:docs\/)?([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (guide === undefined) return href;
  return guide === 'claims' ? `../claims.html${hash}` : `${guide}.html${hash}`;
}

function renderer() {
  const markdown = new MarkdownIt({ html: true });
  const { rules } = markdown.renderer;
  rules.fence = (tokens, index) => {
    const { content, info } = tokens[index];
    const language = info.trim().split(' ')[0];
    const code = highlighted(content, language);
    return runs(content, language) ? runBlock(content, code) : code;
  };
  rules.heading_open = (tokens, index, _, { anchor, headings }) => {
    const { tag } = tokens[index];
    const text = plain(tokens[index + 1].content);
    const id = anchor(text);
    headings.push({ level: Number(tag.slice(1)), text, id });
    return `<${tag} id="${id}">`;
  };
  rules.heading_close = (tokens, index, _, { headings }) => {
    const { tag } = tokens[index];
    const { id, text } = headings.at(-1);
    const link =
      tag === 'h1' ? '' : `<a class="anchor" href="#${id}" aria-label="Link to ${escaped(text)}">#</a>`;
    return `${link}</${tag}>\n`;
  };
  rules.table_open = (_tokens, _index, _options, environment) => {
    environment.tables++;
    const label = `Table ${environment.tables}: ${environment.headings.at(-1)?.text ?? ''}`;
    return `<div class="scroll" role="region" aria-label="${escaped(label)}" tabindex="0"><table>`;
  };
  rules.table_close = () => '</table></div>\n';
  rules.code_block = (tokens, index) => `<pre tabindex="0">${escaped(tokens[index].content)}</pre>`;
  rules.link_open = (tokens, index, options, _, self) => {
    const href = tokens[index].attrGet('href');
    tokens[index].attrSet('href', linkTo(href));
    return self.renderToken(tokens, index, options);
  };
  return markdown;
}

const markdown = renderer();

/** A Markdown text as HTML, with its headings. */
export function rendered(source) {
  const environment = { anchor: anchors(), headings: [], tables: 0 };
  // An empty cell heads no column.
  const html = markdown.render(source, environment).replace(/<th[^>]*><\/th>/g, '<td></td>');
  return { html, headings: environment.headings };
}

/** The first paragraph, as plain text of at most the length of a search result. */
export function summaryOf(source) {
  const paragraph = source.split('\n\n').find((part) => !/^\s*[#|`>-]/.test(part)) ?? '';
  const text = paragraph
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*\n]+/g, (mark) => (mark.includes('\n') ? ' ' : ''));
  if (text.length <= 160) return text;
  return `${text.slice(0, text.lastIndexOf(' ', 157))} …`;
}
