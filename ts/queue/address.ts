/** The address of a queue. (Declared without the types of optional packages.) */

/** The address of a queue. */
export interface QueueAddress {
  /** The address of Redis, such as `redis://localhost:6379`. */
  readonly queue: string;
  /**
   * The queue's name. A queue holds the jobs of one file.
   * @defaultValue `superlinear`
   */
  readonly name?: string;
  /**
   * Called with `false` when the connection to Redis is lost, and with `true` when it is restored. After a minute
   * without Redis the call rejects with `UNREACHABLE`.
   */
  readonly onConnection?: (isThere: boolean) => void;
}
