/** Where a queue is. (Without the types of packages that a user may not have.) */

/** Where a queue is. */
export interface QueueAddress {
  /** The address of Redis, for instance `redis://localhost:6379`. */
  readonly queue: string;
  /**
   * The queue's name; a queue holds the jobs of one file.
   * @defaultValue `superlinear`
   */
  readonly name?: string;
  /**
   * Hears that the connection to Redis is lost (`false`), and that it is there again. After a minute without Redis the call rejects
   * with `UNREACHABLE`.
   */
  readonly onConnection?: (isThere: boolean) => void;
}
