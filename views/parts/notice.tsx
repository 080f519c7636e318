/**
 *   Notice      t · kind information|success|warning|error · title · children · dismiss (a PostButton or link) · live (role=status)
 *   EmptyState  title · children · action
 *   StateTag    state · label                       text and an icon, never colour alone
 *   Count       n · text                            a number in a pill; screen readers read `text` instead
 */
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Messages } from '../../src/i18n/messages.ts';
import { Icon, type IconName } from './icon.tsx';
import { classes, VisuallyHidden } from './text.tsx';

export type NoticeKind = 'information' | 'success' | 'warning' | 'error';

const signs: Record<NoticeKind, IconName> = { information: 'information', success: 'check', warning: 'warning', error: 'warning' };

interface NoticeProps {
  t: Messages;
  kind: NoticeKind;
  title?: Child;
  children?: Child;
  /** The button or link at the end of the notice, to dismiss it or to act on it. */
  action?: Child;
  /** For the result of the last action: screen readers announce it at once. */
  live?: boolean;
  id?: string;
}

export function Notice({ t, kind, title, children, action, live, id }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} role={live ? 'status' : undefined} id={id}>
      <Icon name={signs[kind]} />
      <div>
        <VisuallyHidden>{t.common.noticeKinds[kind]} </VisuallyHidden>
        {title && <strong class="notice-title">{title}</strong>}
        {children}
      </div>
      {action && <div class="notice-action">{action}</div>}
    </div>
  );
}

const emptyChair = html`<svg class="empty-picture" viewBox="0 0 64 48" aria-hidden="true" focusable="false"><path d="M20 6h24v20H20zM14 22v12h36V22M20 34v10M44 34v10"></path></svg>`;

export function EmptyState({ title, children, action }: { title: string; children?: Child; action?: Child }) {
  return (
    <div class="empty">
      {emptyChair}
      <p class="empty-title">{title}</p>
      {children && <div class="empty-text">{children}</div>}
      {action && <div class="actions">{action}</div>}
    </div>
  );
}

/**
 * The icon of each kind of state: `waiting` needs an action, `good` needs none, `bad` was refused or is late, `over` has ended, `coming`
 * starts later.
 */
const looks = {
  waiting: 'clock',
  good: 'check',
  bad: 'cross',
  over: 'dash',
  coming: 'dot',
} as const satisfies Record<string, IconName>;

const states = {
  pending: 'waiting',
  open: 'waiting',
  invited: 'waiting',
  approved: 'good',
  active: 'good',
  paid: 'good',
  rejected: 'bad',
  overdue: 'bad',
  suspended: 'bad',
  withdrawn: 'over',
  closed: 'over',
  ended: 'over',
  cancelled: 'over',
  scheduled: 'coming',
  draft: 'coming',
} as const satisfies Record<string, keyof typeof looks>;

export type State = keyof typeof states;

export function StateTag({ state, label }: { state: State; label: string }) {
  const look = states[state];
  return (
    <span class={classes('tag', look)}>
      <Icon name={looks[look]} />
      {label}
    </span>
  );
}

/** A number in a pill. Screen readers read `text`, such as “2 requests waiting for an answer”. Renders nothing at zero. */
export function Count({ n, text }: { n: number; text: string }) {
  if (n === 0) return null;
  return (
    <span class="count">
      <span aria-hidden="true">{n}</span>
      <VisuallyHidden> ({text})</VisuallyHidden>
    </span>
  );
}
