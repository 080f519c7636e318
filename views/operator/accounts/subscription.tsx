/** The subscription of an account on the operator desk: the unrestricted Manage form, temporary seats, the discount (rules §4.25). */
import type { DeskAccount } from '../../../src/operator/accounts/account.ts';
import { isActive, temporaryDaysLeft } from '../../../src/pricing/temporary.ts';
import type { Quote } from '../../../src/pricing/types.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import type { Known } from '../../catalogue/names.ts';
import { namesOfTemporary } from '../../catalogue/names.ts';
import { LinkButton, PostButton } from '../../parts/button.tsx';
import { EmptyState, Notice, StateTag } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { Cell, Row, RowHead, Table } from '../../parts/table.tsx';
import { noBreak } from '../../parts/text.tsx';
import { SeatLossForm, type SeatLossStepProps } from '../../seat-loss/seat-loss.tsx';
import { ManageForm, type ManageProps } from '../../subscription/manage.tsx';
import { Products } from '../../subscription/products.tsx';
import { Upcoming } from '../../subscription/upcoming.tsx';
import { AccountShell } from './shell.tsx';

export interface DeskSubscriptionProps {
  v: SignedInViewer;
  /** The operator's viewer for this account. */
  inside: SignedInViewer;
  account: DeskAccount;
  known: Known;
  /** The quote of an empty change: the current state of the subscription. */
  quote: Quote;
  /** Null for a cancelled account. */
  manage: ManageProps | null;
}

export function DeskSubscriptionPage({ v, inside, account, known, quote, manage }: DeskSubscriptionProps) {
  const t = v.t.operator.subscription;
  const errors = manage?.errors ?? [];
  if (!manage) {
    return (
      <AccountShell v={v} account={account} current="subscription" wide>
        <p class="lead">{t.isCancelled}</p>
        {known.subscription.lines.length === 0 ? <EmptyState title={t.noLines} /> : <Products v={inside} known={known} quote={quote} />}
      </AccountShell>
    );
  }
  return (
    <AccountShell v={v} account={account} current="subscription" errors={errors} wide>
      {manage.stale && (
        <Notice t={v.t} kind="warning" live>
          <p>{v.t.subscription.stale}</p>
        </Notice>
      )}
      <p class="lead">{t.lead}</p>
      <ManageForm {...manage} />
      <Upcoming v={inside} known={known} quote={quote} mayChoose />
      <TemporarySeats v={v} account={account} known={known} />
      <DiscountPart v={v} account={account} known={known} />
    </AccountShell>
  );
}

/** The step before a change is saved: choosing the members who would lose a seat (rules §4.16). */
export function DeskSeatLossPage({ v, account, step }: { v: SignedInViewer; account: DeskAccount; step: SeatLossStepProps }) {
  const t = v.t.seatLoss;
  return (
    <AccountShell v={v} account={account} current="subscription" errors={step.errors}>
      <Section title={t.title} id="losers" lead={t.stepLead} plain>
        <SeatLossForm {...step} level={3} />
      </Section>
    </AccountShell>
  );
}

function TemporarySeats({ v, account, known }: { v: SignedInViewer; account: DeskAccount; known: Known }) {
  const t = v.t.operator.subscription;
  const { groups } = known.subscription;
  const rows = known.subscription.temporary.filter((row) => row.lastOn >= v.today);
  if (groups.length === 0) return null;
  return (
    <Section
      title={t.temporary}
      id="temporary"
      lead={t.temporaryLead}
      actions={<LinkButton href={v.url.operatorTemporarySeats(account.id)}>{t.add}</LinkButton>}
    >
      {rows.length > 0 && (
        <Table
          caption={t.temporaryCaption}
          captionHidden
          stacked
          head={[
            { label: t.group },
            { label: t.seats, number: true },
            { label: t.days },
            { label: t.state },
            { label: t.end, hidden: true },
          ]}
        >
          {rows.map((row) => {
            const name = namesOfTemporary(v, known, row);
            const active = isActive(row, v.today);
            return (
              <Row>
                <RowHead>{name}</RowHead>
                <Cell label={t.seats} number>
                  {v.f.number(row.seats)}
                </Cell>
                <Cell label={t.days}>
                  {v.t.subscription.fromTo(noBreak(v.f.day(row.firstOn)), noBreak(v.f.day(row.lastOn)))}
                  {active && <span class="sub">{v.t.subscription.daysLeft(temporaryDaysLeft(row, v.today))}</span>}
                </Cell>
                <Cell label={t.state}>
                  <StateTag state={active ? 'active' : 'scheduled'} label={active ? t.active : t.scheduled} />
                </Cell>
                <Cell attrs={{ class: 'actions-cell' }}>
                  <PostButton
                    action={v.url.operatorTemporaryEnd(account.id, row.id)}
                    label={t.end}
                    hiddenText={t.endOf(row.seats, name)}
                    kind="danger"
                    small
                  />
                </Cell>
              </Row>
            );
          })}
        </Table>
      )}
      {rows.length > 0 && <p class="hint">{t.endHint}</p>}
    </Section>
  );
}

function DiscountPart({ v, account, known }: { v: SignedInViewer; account: DeskAccount; known: Known }) {
  const t = v.t.operator.subscription;
  const s = v.t.subscription;
  const { discount } = known.subscription;
  if (!discount) {
    return (
      <Section title={t.discount} id="discount">
        <p class="muted">{t.discountNone}</p>
      </Section>
    );
  }
  const how = discount.periodsLeft === null ? s.discountForever : s.discountFor(discount.periodsLeft);
  const words =
    discount.kind === 'percent'
      ? s.effectDiscountPercent(discount.code, v.f.percent(discount.value), how)
      : s.effectDiscountAmount(discount.code, v.f.money(discount.value, account.currency), how);
  return (
    <Section title={t.discount} id="discount" lead={words}>
      <p class="hint">{t.discountEndHint}</p>
      <PostButton action={v.url.operatorDiscountEnd(account.id)} label={t.discountEnd} hiddenText={discount.code} kind="danger" />
    </Section>
  );
}
