/** Buttons that copy the code beside them. */

/** Copies a text, or selects the element with it if the clipboard is denied; the button says which. */
export async function copy(button: HTMLButtonElement, text: string, place: Element): Promise<void> {
  let said = 'Copied';
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection()?.selectAllChildren(place);
    said = 'Selected';
  }
  say(button, said);
}

/** Shows words on a button for two seconds. */
export function say(button: HTMLButtonElement, words: string): void {
  const label = button.dataset.label ?? button.textContent ?? '';
  button.dataset.label = label;
  button.textContent = words;
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

/** Makes all copy buttons of the page work. */
export function copyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button.copy')) {
    const code = button.closest('section')?.querySelector('code');
    if (code) button.addEventListener('click', () => void copy(button, code.textContent ?? '', code));
  }
}
