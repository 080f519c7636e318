/** A command fails for an expected reason; the message is a sentence for the administrator who ran it. */
export class CommandError extends Error {}
