/** Turns for everything else that waits for this thread: timers, events, the page. */

/** Milliseconds after which a loop on this thread owes the others a turn: the time of a frame. */
const INTERVAL = 16;

/** Tells a loop when a turn is due. */
export class Turns {
  #due = performance.now() + INTERVAL;

  /** Whether the others have waited for long enough. */
  get areDue(): boolean {
    return performance.now() >= this.#due;
  }

  /** Gives the thread away until everything that waits now has had its turn. */
  async take(): Promise<void> {
    await new Promise<void>((resolve) => {
      // Timers would make pages wait for four milliseconds each time.
      if (typeof setImmediate === 'function') setImmediate(resolve);
      else afterMessage(resolve);
    });
    this.#due = performance.now() + INTERVAL;
  }
}

function afterMessage(resolve: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(undefined);
}
