/** The age of the last benchmark. */

/** Days after which it is old. */
const OLD = 90;

/** Shows the note if the date in it is too long ago. */
export function noteAge(note: HTMLElement): void {
  const days = Math.floor((Date.now() - Date.parse(note.dataset.date ?? '')) / 86_400_000);
  note.hidden = !(days > OLD);
  note.textContent = `The last of these measurements is ${days} days old.`;
}
