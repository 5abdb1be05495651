/** Keeps the site for use without a network. */

/** Starts the service worker, and offers to keep all files. */
export async function keep(root: URL): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker
    .register(new URL('offline.js', root), { scope: root.pathname })
    .catch(() => undefined);
  const place = document.querySelector('#offline');
  if (registration === undefined || place === null) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  button.textContent = 'Keep everything for use offline';
  button.addEventListener('click', () => void keepAll(button));
  place.append(button);
}

async function keepAll(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  button.textContent = 'Keeping …';
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<string>((resolve) => {
    port1.onmessage = ({ data }) => resolve(String(data));
  });
  active?.postMessage('keep everything', [port2]);
  const said = await answer;
  button.disabled = said === 'kept';
  button.textContent =
    said === 'kept' ? 'All of it is kept on this device.' : `Not all could be kept: ${said}`;
}
