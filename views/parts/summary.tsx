/**
 * The live Summary beside a form (rules §4.3), and the display of a change on every page.
 *
 *   Summary       t · title · announce (one short sentence, or null while the input is invalid) · children      is #summary, the live fragment
 *   SummaryLines  children                          SummaryLine   t · name · detail · from · to · difference · later · cost
 *   SummaryTotal  label · amount · notes · strong   an amount and when it is due; each note is a separate line
 *   Change        t · from · to · difference        “25 → 30 (+5)”, read out as “from 25 to 30, difference +5”
 *
 * Put the buttons outside `#summary`, so that they keep the focus when htmx replaces it:
 *   <Split aside={<><Summary …/><Actions>…</Actions></>}>fields</Split>
 */
import type { Child } from 'hono/jsx';
import type { Messages } from '../../src/i18n/messages.ts';
import { classes, VisuallyHidden } from './text.tsx';

interface SummaryProps {
  t: Messages;
  title: string;
  /** The new totals in one short sentence. app.js copies it to the live region when the user stops typing. Null announces nothing. */
  announce: string | null;
  children: Child;
}

export function Summary({ title, announce, children }: SummaryProps) {
  return (
    <section id="summary" class="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">{title}</h2>
      {announce && (
        <p hidden data-announce="">
          {announce}
        </p>
      )}
      {children}
    </section>
  );
}

export function SummaryLines({ children }: { children: Child }) {
  return <ul class="summary-lines">{children}</ul>;
}

interface SummaryLineProps extends ChangeProps {
  name: Child;
  /** The name of the plan. */
  detail?: Child;
  /** The changes that take effect on a later day, one line each. */
  later?: readonly string[];
  cost?: Child;
}

export function SummaryLine({ name, detail, later = [], cost, ...change }: SummaryLineProps) {
  return (
    <li class={classes('summary-line', change.from !== change.to && 'changed')}>
      <span class="summary-name">{name}</span>
      <Change {...change} />
      {detail && <span class="summary-detail">{detail}</span>}
      {cost && <span class="summary-cost">{cost}</span>}
      {later.map((words) => (
        <span class="summary-note">{words}</span>
      ))}
    </li>
  );
}

export function SummaryTotals({ children }: { children: Child }) {
  return <dl class="summary-totals">{children}</dl>;
}

interface SummaryTotalProps {
  label: Child;
  amount: Child;
  notes?: readonly (string | false | null)[];
  strong?: boolean;
}

export function SummaryTotal({ label, amount, notes = [], strong }: SummaryTotalProps) {
  return (
    <div class={strong ? 'strong' : undefined}>
      <dt>{label}</dt>
      <dd>
        <span class="amount">{amount}</span>
        {notes.map((note) => note && <span class="summary-note">{note}</span>)}
      </dd>
    </div>
  );
}

interface ChangeProps {
  t: Messages;
  /** Already formatted in the reader's language; empty when the line is new. */
  from: string;
  to: string;
  difference?: string;
}

export function Change({ t, from, to, difference = '' }: ChangeProps) {
  if (from === to) {
    return <span class="change">{to}</span>;
  }
  if (!from) {
    return (
      <span class="change">
        <b>{to}</b>
        {difference && <> ({difference})</>}
      </span>
    );
  }
  return (
    <span class="change">
      <span aria-hidden="true">
        <span class="from">{from}</span> → <b>{to}</b>
        {difference && <> ({difference})</>}
      </span>
      <VisuallyHidden>{t.common.fromTo(from, to, difference)}</VisuallyHidden>
    </span>
  );
}
