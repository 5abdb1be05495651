/** Claims: filters, and buttons that measure them in the page. */

/** Makes the filters work, and adds the buttons. */
export function startClaims(form: HTMLFormElement): void {
  filterClaims(form);
  for (const claim of document.querySelectorAll<HTMLElement>('.claim[data-quick]')) addButton(claim);
}

/** A button that measures the claim in a worker of its own. */
function addButton(claim: HTMLElement): void {
  const button = document.createElement('button');
  const result = document.createElement('p');
  button.type = 'button';
  button.textContent = 'Measure it here';
  result.setAttribute('role', 'status');
  button.addEventListener('click', () => {
    button.disabled = true;
    result.textContent = 'Measuring …';
    const worker = new Worker(new URL('./claims-runner.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<string>) => {
      result.textContent = `Measured in this page: ${data}`;
      button.disabled = false;
      worker.terminate();
    });
    const family = claim.closest<HTMLElement>('[data-family]')?.dataset.family;
    worker.postMessage({ family, name: claim.id });
  });
  claim.querySelector('details')?.append(button, result);
}

function filterClaims(form: HTMLFormElement): void {
  const value = (id: string) => form.querySelector<HTMLSelectElement>(id)?.value ?? '';
  const status = form.querySelector('[role=status]') as HTMLElement;
  const filter = () => {
    const [family, verdict] = [value('#family'), value('#verdict')];
    const sections = [...document.querySelectorAll<HTMLElement>('.claims')];
    let shown = 0;
    for (const section of sections) {
      const isChosen = family === '' || family === section.dataset.family;
      const visible = isChosen ? show(section, verdict) : 0;
      section.hidden = visible === 0;
      shown += visible;
    }
    status.textContent = `${shown} of ${document.querySelectorAll('.claim').length} claims`;
  };
  form.addEventListener('input', filter);
  filter();
}

/** Shows the claims of a section with a verdict, or all. Returns their number. */
function show(section: HTMLElement, verdict: string): number {
  let visible = 0;
  for (const claim of section.querySelectorAll<HTMLElement>('.claim')) {
    claim.hidden = verdict !== '' && verdict !== claim.dataset.verdict;
    if (!claim.hidden) visible++;
  }
  return visible;
}
