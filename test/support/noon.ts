/** Sunday, 15 March 2026, 12:00 UTC: the day on which the tests play unless they say otherwise. */
export const noon = Date.UTC(2026, 2, 15, 12) / 1000;
