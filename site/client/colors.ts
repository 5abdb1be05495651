/** Light or dark colors: by the system, or as chosen. The head of the page applies the choice before the first paint. */

const KEY = 'superlinear-colors';

/** Whether the page is dark. */
function isDark(): boolean {
  const chosen = document.documentElement.style.colorScheme;
  return chosen === '' ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}

/** Makes the button work. */
export function switchColors(): void {
  const button = document.querySelector<HTMLButtonElement>('#colors');
  if (button === null) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const colors = isDark() ? 'light' : 'dark';
    document.documentElement.style.colorScheme = colors;
    try {
      localStorage.setItem(KEY, colors);
    } catch {
      // Without permission to store it, the choice holds for this page.
    }
  });
}
