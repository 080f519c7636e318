/** The part of the Subscription page for upcoming changes (rules §4.12). */

import { isActive } from '../../src/pricing/temporary.ts';
import { shrinkingBy } from '../../src/seat-loss/shrinking.ts';
import { namesOfTemporary } from '../catalogue/names.ts';
import { PostButton } from '../parts/button.tsx';
import { Section } from '../parts/section.tsx';
import { Table } from '../parts/table.tsx';
import { VisuallyHidden } from '../parts/text.tsx';
import type { OverviewProps } from './overview.tsx';
import { upcomingWords } from './words.ts';

/** Everything that will happen without an action of a user, the next event first; the renewal is always in the list. */
export function Upcoming({
  v,
  known,
  quote,
  mayChoose = false,
}: Pick<OverviewProps, 'v' | 'known' | 'quote'> & {
  /** Whether the list links to the page of members who would lose their seat. */
  mayChoose?: boolean;
}) {
  const t = v.t.subscription;
  const { subscription } = known;
  // Without lines and open charges, the renewal makes no invoice.
  const makesInvoice = subscription.lines.length > 0 || subscription.openChargesMinor > 0;
  const rows = [
    ...subscription.upcoming.map((row) => ({
      on: row.effectiveOn,
      what: upcomingWords(v, known, row),
      undo: row.id,
      seatLoss: shrinkingBy(subscription, [row]).length > 0 ? row.id : null,
    })),
    ...subscription.temporary
      .filter((row) => row.lastOn >= v.today)
      .map((row) =>
        isActive(row, v.today)
          ? { on: row.lastOn, what: t.upcomingTemporaryEnds(row.seats, namesOfTemporary(v, known, row)), undo: null, seatLoss: null }
          : { on: row.firstOn, what: t.upcomingTemporaryStarts(row.seats, namesOfTemporary(v, known, row)), undo: null, seatLoss: null },
      ),
    {
      on: subscription.periodEndsOn,
      what:
        makesInvoice && v.can('prices.see')
          ? t.upcomingRenewalAmount(v.f.money(quote.nextInvoice.totalMinor, v.account.currency))
          : t.upcomingRenewal,
      undo: null,
      seatLoss: null,
    },
  ].toSorted((rowA, rowB) => (rowA.on < rowB.on ? -1 : rowA.on > rowB.on ? 1 : 0));
  const mayUndo = v.can('subscription.change');
  return (
    <Section title={t.upcoming} id="upcoming">
      <Table
        caption={t.upcomingCaption}
        captionHidden
        stacked
        head={[{ label: t.when }, { label: t.what }, ...(mayUndo ? [{ label: t.undo, hidden: true }] : [])]}
      >
        {rows.map((row) => (
          <tr>
            <th scope="row">{v.f.day(row.on)}</th>
            <td data-label={t.what}>
              {row.what}
              {mayChoose && row.seatLoss && (
                <span class="sub">
                  <a href={v.url.upcomingSeatLoss(row.seatLoss)}>
                    {v.t.seatLoss.title}
                    <VisuallyHidden>{t.undoWhat(row.what)}</VisuallyHidden>
                  </a>
                </span>
              )}
            </td>
            {mayUndo && (
              <td>
                {row.undo && (
                  <PostButton
                    action={v.url.upcomingUndo(row.undo)}
                    label={t.undo}
                    hiddenText={t.undoWhat(row.what)}
                    kind="secondary"
                    small
                  />
                )}
              </td>
            )}
          </tr>
        ))}
      </Table>
    </Section>
  );
}
