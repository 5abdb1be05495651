// sitemap.xml: all pages but that of missing addresses.

export function sitemap(pages, address) {
  const base = address.endsWith('/') ? address : `${address}/`;
  const entries = pages
    .filter(({ path }) => path !== '404.html')
    .map(({ path }) => `<url><loc>${new URL(path.replace(/(^|\/)index\.html$/, '$1'), base)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`;
}
