import { html } from 'hono/html';

/** SVG paths on a 16 × 16 grid. Screen readers skip the icons, so text beside an icon must say what it means. */
const paths = {
  add: 'M8 3v10M3 8h10',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  globe:
    'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM1.8 8h12.4M8 1.8c2 1.8 2.6 3.9 2.6 6.2S10 12.4 8 14.2C6 12.4 5.4 10.3 5.4 8S6 3.6 8 1.8Z',
  down: 'm4 6.2 4 4 4-4',
  left: 'm9.8 4-4 4 4 4',
  right: 'm6.2 4 4 4-4 4',
  check: 'm3.2 8.4 3.2 3.2 6.4-7',
  cross: 'm4 4 8 8M12 4l-8 8',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.8V8l2.2 1.6',
  information: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 7.3v4M8 4.7v.1',
  warning: 'M8 2.2 1.7 13.3h12.6ZM8 6.5v3.3M8 11.5v.1',
  dash: 'M3.5 8h9',
  back: 'M6 4 2.5 7.5 6 11M2.5 7.5h7a4 4 0 0 1 4 4v.5',
  lock: 'M3.5 7.3h9v6.2h-9ZM5.3 7.3V5a2.7 2.7 0 0 1 5.4 0v2.3',
  dot: 'M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
} as const;

export type IconName = keyof typeof paths;

/** Rendered once as text, because JSX nodes for an icon would take longer to render than the text beside it. */
const drawings = Object.fromEntries(
  Object.entries(paths).map(([name, path]) => [
    name,
    html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="${path}"></path></svg>`,
  ]),
) as Record<IconName, ReturnType<typeof html>>;

export function Icon({ name }: { name: IconName }) {
  return drawings[name];
}
