import * as de from './de/index.ts';
import * as en from './en/index.ts';
import * as fr from './fr/index.ts';
import * as it from './it/index.ts';
import type { Language } from './language.ts';

/** Every visible word. English is the reference; a language that lacks a message does not compile. */
export type Messages = typeof en;

const all: Record<Language, Messages> = { en, de, fr, it };

export function messagesFor(language: Language): Messages {
  return all[language];
}
