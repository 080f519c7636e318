import * as de from './de/index.ts';
import * as en from './en/index.ts';
import * as fr from './fr/index.ts';
import * as it from './it/index.ts';
import type { Language } from './language.ts';

/** Every visible text. English is the reference: a language without one of its messages does not compile. */
export type Messages = typeof en;

const messages: Record<Language, Messages> = { en, de, fr, it };

export function messagesFor(language: Language): Messages {
  return messages[language];
}
