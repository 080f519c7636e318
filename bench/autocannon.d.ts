// Types for the part of autocannon that the benchmark uses; the package has no types of its own.
declare module 'autocannon' {
  export interface Result {
    /** `average` is requests per second, from counts of each second; `total` is the number of requests. */
    requests: { average: number; total: number };
    latency: { p50: number; p99: number };
    /** Duration of the run in seconds. */
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
