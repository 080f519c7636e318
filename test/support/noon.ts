/** Sunday, 15 March 2026, 12:00 UTC, in epoch seconds: the default time of the tests. */
export const noon = Date.UTC(2026, 2, 15, 12) / 1000;
