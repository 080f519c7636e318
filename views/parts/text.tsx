import type { Child } from 'hono/jsx';

/** Words for those who hear the page: read out, never seen. */
export function Spoken({ children }: { children: Child }) {
  return <span class="spoken">{children}</span>;
}

/** Attributes that a part hands on to its element: hx-…, data-…, form, maxlength and so on. */
export type Attrs = Record<string, string | number | boolean | undefined>;

/** Joins class names, leaving out what is not there. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** Words between which no line breaks: a day that stands beside others. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
