/** A calendar day, `YYYY-MM-DD`, in UTC. Days compare as strings. */
export type Day = string;
