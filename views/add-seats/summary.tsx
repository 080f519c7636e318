/** The summary of *Add more seats*: the new total, its cost, and the details per product in a <details> element (rules §4.19). */

import type { Addition } from '../../src/add-seats/addition.ts';
import type { SeatsPurpose } from '../../src/add-seats/purpose.ts';
import type { Quote, QuoteLine } from '../../src/pricing/types.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { groupNames, type Known, productName } from '../catalogue/names.ts';
import { Summary, SummaryLine, SummaryLines } from '../parts/summary.tsx';
import { Effects, Totals } from '../subscription/summary.tsx';

interface SeatsSummaryProps {
  v: SignedInViewer;
  purpose: SeatsPurpose;
  known: Known;
  addition: Addition;
  quote: Quote;
}

export function SeatsSummary({ v, purpose, known, addition, quote }: SeatsSummaryProps) {
  const { t, f, account } = v;
  const { group, more } = addition;
  const isReady = group !== null && more !== null && quote.refusals.length === 0;
  const showsCost = purpose !== 'representative' || v.can('prices.see');
  const added = isReady ? more : 0;
  return (
    <Summary t={t} title={t.subscription.summary} announce={isReady ? announcement(v, group.seats + more, quote, showsCost) : null}>
      {group && (
        <SummaryLines>
          <SummaryLine
            t={t}
            name={groupNames(v, known, group)}
            from={added > 0 ? f.number(group.seats) : t.addSeats.total(group.seats)}
            to={t.addSeats.total(group.seats + added)}
            difference={added > 0 ? f.signed(added) : ''}
          />
        </SummaryLines>
      )}
      {!isReady && <p class="muted">{t.addSeats.enter}</p>}
      {isReady && showsCost && (
        <Totals v={v} quote={quote} currency={account.currency} taxRateBp={account.taxRateBp} showTotals={v.can('prices.see')} />
      )}
      {isReady && <Effects v={v} known={known} effects={quote.effects} currency={account.currency} />}
      {group && (
        <details>
          <summary>{t.addSeats.perProduct}</summary>
          <SummaryLines>
            {quote.lines.filter(isOfGroup(known, group.id)).map((line) => (
              <ProductLine v={v} known={known} line={line} cost={showsCost && isReady ? costWords(v, line, quote) : undefined} />
            ))}
          </SummaryLines>
        </details>
      )}
    </Summary>
  );
}

function announcement(v: SignedInViewer, total: number, quote: Quote, showsCost: boolean): string {
  const { announce, announceTotal } = v.t.addSeats;
  return showsCost ? announce(total, v.f.money(quote.due.netMinor, v.account.currency)) : announceTotal(total);
}

function isOfGroup({ subscription }: Known, groupId: string): (line: QuoteLine) => boolean {
  const products = subscription.lines.filter((line) => line.groupId === groupId).map((line) => line.productId);
  return ({ productId }) => products.includes(productId);
}

/** A line of the group. The number of seats of a suite applies to each product in it. */
function ProductLine({ v, known, line, cost }: { v: SignedInViewer; known: Known; line: QuoteLine; cost: string | undefined }) {
  const { t, f } = v;
  const [before, now] = [line.before?.seats ?? 0, line.now?.seats ?? 0];
  const included = known.catalogue.get(line.productId)?.includes ?? [];
  const products = included.map((id) => productName(known.catalogue, id));
  return (
    <SummaryLine
      t={t}
      name={line.name}
      from={f.number(before)}
      to={f.number(now)}
      difference={now > before ? f.signed(now - before) : ''}
      cost={cost}
      detail={products.length > 0 ? t.subscription.includes(f.and(products)) : undefined}
    />
  );
}

function costWords(v: SignedInViewer, { before, now }: QuoteLine, { cycle }: Quote): string | undefined {
  const more = (now?.periodMinor ?? 0) - (before?.periodMinor ?? 0);
  return more > 0 ? `${v.f.signedMoney(more, v.account.currency)} ${v.t.subscription.perCycle[cycle.now]}` : undefined;
}
