import type { Child } from 'hono/jsx';

/** Text for screen readers only, visually hidden. */
export function VisuallyHidden({ children }: { children: Child }) {
  return <span class="visually-hidden">{children}</span>;
}

/** Attributes that a component passes to its element: hx-…, data-…, form, maxlength and so on. */
export type Attrs = Record<string, string | number | boolean | undefined>;

/** Joins class names and skips empty ones. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** Text in which no line may break, such as a date. */
export function noBreak(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
