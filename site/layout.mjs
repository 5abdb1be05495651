// The shell of a page: head with the security policy, header, footer.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { at } from '../scripts/lib/project.mjs';
import { escaped, rootOf } from './html.mjs';

/**
 * Sets the chosen colors before the first paint. Pages opened as files, where modules do not load, are marked. The page of
 * a folder may be served without the final slash of its address; relative links need it.
 */
const FIRST = [
  'const e=document.documentElement,l=location',
  "if(l.protocol==='file:')e.dataset.file=''",
  "if('folder'in e.dataset&&!/\\/(index(\\.html)?)?$/.test(l.pathname))history.replaceState(null,'',l.pathname+'/'+l.search+l.hash)",
  "try{const c=localStorage.getItem('superlinear-colors');if(c)e.style.colorScheme=c}catch{}",
].join(';');

/** The script of the frame in which programs run. */
const FRAME = readFileSync(at('site/client/sandbox-frame.js'), 'utf8');

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Allows this site's own files, workers from blobs, and WebAssembly; no other host and no inline scripts but those above. */
export const POLICY = [
  "default-src 'self'",
  `script-src 'self' blob: 'wasm-unsafe-eval' ${hash(FIRST)} ${hash(FRAME)}`,
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** The entries of the header: name, address, and the folder or page that they stand for. */
const ENTRIES = [
  ['Find', 'find.html', /^(find|problems\/)/],
  ['Guides', 'guides/index.html', /^guides\//],
  ['Try', 'try/index.html', /^try\//],
  ['Benchmarks', 'benchmarks.html', /^benchmarks/],
];

const FOOTER = [
  ['Start', 'start/index.html'],
  ['Guides', 'guides/index.html'],
  ['Gallery', 'gallery/index.html'],
  ['Moving from other libraries', 'moves-from/index.html'],
  ['Claims of the papers', 'claims.html'],
  ['llms.txt', 'llms.txt'],
];

/**
 * A page as HTML. `page` has path, title, description and body; `assets` the style sheet, the script and the modules that
 * a kind of page preloads; `reference` says whether the site has one.
 */
export function documentOf(page, assets, reference) {
  const root = page.root ?? rootOf(page.path);
  const preloads = (page.modules ?? []).flatMap((name) => assets.modules(name));
  const title = page.path === 'index.html' ? page.title : `${page.title} · superlinear`;
  const links = reference ? [...FOOTER, ['Reference', 'reference/index.html']] : FOOTER;
  const folder = /(^|\/)index\.html$/.test(page.path) ? ' data-folder' : '';
  return `<!doctype html>
<html lang="en" data-root="${root}"${folder}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<script>${FIRST}</script>
<title>${escaped(title)}</title>
<meta name="description" content="${escaped(page.description)}">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#131416">
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${root}${assets.style}">
${preloads.map((file) => `<link rel="modulepreload" href="${root}${file}">\n`).join('')}<script type="module" src="${root}${assets.script}"></script>
</head>
<body${page.kind ? ` class="${page.kind}"` : ''}>
<a class="skip" href="#content">Skip to content</a>
${header(page.path, root)}
<main id="content" tabindex="-1">
${page.body}
</main>
<footer>
<nav aria-label="More pages"><ul>${links.map(([name, address]) => `<li><a href="${root}${address}">${name}</a></li>`).join('')}</ul></nav>
<p>MIT license. Everything is computed in this page. There are no cookies, and nothing is sent. <span id="offline"></span></p>
</footer>
</body>
</html>
`;
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 2c1 8 4 11.5 12 12' fill='none' stroke='%232f6690' stroke-width='2.5' stroke-linecap='round'/%3E%3C/svg%3E";

/** The header. Its menu is a popover on phones, and works without script. */
function header(path, root) {
  const entries = ENTRIES.map(([name, address, own]) => {
    const current = own.test(path) ? ` aria-current="${path === address ? 'page' : 'true'}"` : '';
    return `<a href="${root}${address}"${current}>${name}</a>`;
  }).join('');
  return `<header class="bar">
<a class="name" href="${root}index.html">superlinear</a>
<nav id="menu" aria-label="Site" popover>${entries}</nav>
<search><form action="${root}find.html" role="search"><input id="search" name="q" type="search" placeholder="Search" aria-label="Search" autocomplete="off" aria-keyshortcuts="/"><kbd aria-hidden="true">/</kbd></form><ul id="hits" hidden></ul></search>
<button id="colors" type="button" aria-label="Switch between light and dark" hidden><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/></svg></button>
<button id="open-menu" type="button" popovertarget="menu" aria-label="Menu"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" stroke-width="1.6"/></svg></button>
</header>`;
}
