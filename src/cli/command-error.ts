/** A command cannot do what it was asked; the message is a sentence for whoever typed it. */
export class CommandError extends Error {}
