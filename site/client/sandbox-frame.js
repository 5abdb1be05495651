// In a frame of opaque origin: starts the worker of a program, and passes messages between it and the page.
addEventListener(
  'message',
  ({ data: script, ports: [page] }) => {
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const worker = new Worker(url);
    worker.onmessage = ({ data }) => page.postMessage(data);
    worker.onerror = ({ message }) =>
      page.postMessage({ kind: 'failed', text: message || 'The worker could not start.' });
    page.onmessage = ({ data }) => worker.postMessage(data);
  },
  { once: true },
);
