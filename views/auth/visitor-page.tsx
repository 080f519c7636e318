/**
 * The pages before sign-in: a form, and beside it a picture of a theatre with its seats.
 *
 *   DoorPage   v · title · lead · error · children      sign-in, forgotten and new password, invitation, setup
 *   asVisitor  the viewer without member and account: the page of a mailed link is for its recipient, not for the signed-in member
 */
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Viewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { ErrorSummary, type FieldError } from '../parts/fields.tsx';

interface DoorProps {
  v: Viewer;
  title: string;
  lead?: Child;
  errors?: readonly FieldError[];
  children: Child;
}

export function VisitorPage({ v, title, lead, errors = [], children }: DoorProps) {
  const { auth } = v.t;
  return (
    <Page v={v} title={title} error={errors.length > 0}>
      <div class="door">
        <div class="door-form">
          <ErrorSummary t={v.t} errors={errors} />
          <PageHeader title={title} lead={lead} />
          {children}
        </div>
        <div class="door-picture">
          {house}
          <p class="door-headline">{auth.headline}</p>
          <p class="door-promise">{auth.promise}</p>
        </div>
      </div>
    </Page>
  );
}

export function asVisitor(v: Viewer): Viewer {
  return { ...v, member: null, account: null, waiting: 0, hasPending: false, can: () => false };
}

/** Arcs of seats as in a theatre: most are taken, some are free, one is yours. Drawn once at the start; the same for all visitors. */
const house = raw(
  `<svg viewBox="0 0 480 300" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">${drawHouse()}</svg>`,
);

function drawHouse(): string {
  const seats: Record<'taken' | 'free' | 'yours', string[]> = { taken: [], free: [], yours: [] };
  const rows = 7;
  for (let row = 0; row < rows; row++) {
    const radius = 150 + row * 34;
    const step = 30 / radius;
    const count = Math.floor(1.05 / step);
    for (let seat = -count; seat <= count; seat++) {
      const angle = seat * step;
      const x = Math.round(240 + radius * Math.sin(angle));
      const y = Math.round(-70 + radius * Math.cos(angle));
      if (x < -12 || x > 492) continue;
      const kind = row === 2 && seat === 2 ? 'yours' : (row * 7 + seat * 5 + 60) % 9 === 0 ? 'free' : 'taken';
      seats[kind].push(`<use href="#s" transform="translate(${x} ${y})rotate(${Math.round((-angle * 180) / Math.PI)})"/>`);
    }
  }
  // A seat, seen from above; its back points away from the stage.
  const seat = '<defs><path id="s" d="M-9-9h18v11a7 7 0 0 1-7 7h-4a7 7 0 0 1-7-7z"/></defs>';
  const groups = Object.entries(seats).map(([kind, uses]) => `<g class="${kind}">${uses.join('')}</g>`);
  return seat + groups.join('');
}
