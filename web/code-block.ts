/** A code block with a copy button. */

const block = document.querySelector('#code') as HTMLElement;
const text = block.querySelector('code') as HTMLElement;
const button = block.querySelector('button') as HTMLButtonElement;
const label = button.textContent;

let forgetting: ReturnType<typeof setTimeout> | undefined;

export function showCode(program: string): void {
  text.textContent = program;
  sayOnButton(label);
}

function sayOnButton(words: string | null): void {
  clearTimeout(forgetting);
  button.textContent = words;
}

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(text.textContent ?? '');
    sayOnButton('Copied');
  } catch {
    // Without permission to write to the clipboard, the selected text can be copied by hand.
    getSelection()?.selectAllChildren(text);
    sayOnButton('Selected');
  }
  forgetting = setTimeout(() => sayOnButton(label), 2000);
}

button.addEventListener('click', () => void copy());
