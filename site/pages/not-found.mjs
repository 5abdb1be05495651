// The page of a missing address.

export const notFound = ({ address }) => [
  {
    path: '404.html',
    // Servers send it from any folder, so its links need the site's own path.
    root: address && new URL(address).pathname,
    title: 'Page not found',
    description: 'There is no page at this address.',
    body: `<h1>Page not found</h1>
<p class="lead">There is no page at this address. It may have moved.</p>
<p><a href="find.html">Find your solver</a>, read <a href="guides/index.html">the guides</a>, or begin at <a href="index.html">the first page</a>.</p>`,
  },
  {
    path: 'offline.html',
    title: 'Offline',
    description: 'This page is not kept on this device.',
    body: `<h1>You are offline</h1>
<p class="lead">This page is not kept on this device yet. <a href="guides/index.html">The guides</a> and <a href="try/index.html">the panels</a> are.</p>`,
  },
];
