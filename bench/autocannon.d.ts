// The few words of it that we use; the package brings no types.
declare module 'autocannon' {
  export interface Result {
    /** Requests a second, as they were counted second by second. */
    requests: { average: number; total: number };
    latency: { p50: number; p99: number };
    /** Seconds that it took. */
    duration: number;
    errors: number;
    timeouts: number;
    non2xx: number;
  }
  export default function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    headers?: Record<string, string>;
  }): Promise<Result>;
}
