/** Filters of the claims. */

/** Makes the filters work. */
export function filterClaims(form: HTMLFormElement): void {
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
  form.hidden = false;
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
