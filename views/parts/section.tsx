/**
 *   Section         title · level 2|3 · id · lead · actions · children · plain (no frame)      a framed part of a page with its heading
 *   DefinitionList  items [{ term, value }]                                                  facts in pairs
 *   Meter           used · bought · text                                                     “22 of 25 used” with a bar that repeats the text
 *   Split           aside · children                                                         form on the left, summary beside it, below on phones
 */
import type { Child } from 'hono/jsx';
import { classes } from './text.tsx';

interface SectionProps {
  title: Child;
  level?: 2 | 3;
  id: string;
  lead?: Child;
  actions?: Child;
  children?: Child;
  plain?: boolean;
}

export function Section({ title, level = 2, id, lead, actions, children, plain }: SectionProps) {
  const Heading = `h${level}` as 'h2' | 'h3';
  return (
    <section class={classes('section', plain && 'plain')} id={id} aria-labelledby={`${id}-title`}>
      <div class="section-head">
        <div>
          <Heading id={`${id}-title`}>{title}</Heading>
          {lead && <p class="lead">{lead}</p>}
        </div>
        {actions && <div class="actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

export function DefinitionList({ items }: { items: readonly ({ term: Child; value: Child } | null | false)[] }) {
  return (
    <dl class="facts">
      {items.map(
        (item) =>
          item && (
            <div>
              <dt>{item.term}</dt>
              <dd>{item.value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** The text has all the information. Screen readers skip the bar; it changes to the warning colour when no seat is free. */
export function Meter({ used, bought, text }: { used: number; bought: number; text: Child }) {
  return (
    <div class={classes('meter', used >= bought && 'full')}>
      <span class="meter-text">{text}</span>
      <progress value={Math.min(used, bought)} max={Math.max(bought, 1)} aria-hidden="true" />
    </div>
  );
}

export function Split({ aside, children }: { aside: Child; children: Child }) {
  return (
    <div class="split">
      <div class="split-main">{children}</div>
      <div class="split-aside">{aside}</div>
    </div>
  );
}
