/** Buying temporary seats: `TemporaryPage` is the form, `TemporaryConfirmationPage` its price before anything is bought (rules §4.11). */
import { latestTemporaryDay, type NewTemporarySeats, type TemporaryQuote } from '../../src/pricing/new-temporary.ts';
import type { FormValues } from '../../src/web/form.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { groupNames, type Known } from '../catalogue/names.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button, LinkButton } from '../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, Hidden, NumberField, SelectField, TextField } from '../parts/fields.tsx';
import { EmptyState, Notice } from '../parts/notice.tsx';
import { DefinitionList, Section } from '../parts/section.tsx';
import { Cell, Row, RowHead, Table } from '../parts/table.tsx';

interface TemporaryPageProps {
  v: SignedInViewer;
  known: Known;
  formValues: FormValues;
  errors: readonly FieldError[];
}

export function TemporaryPage({ v, known, formValues, errors }: TemporaryPageProps) {
  const t = v.t.temporarySeats;
  return (
    <Page v={v} title={t.buyTitle} current="subscription" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.buyTitle} lead={t.lead} back={{ href: v.url.subscription(), label: v.t.subscription.title }} />
      <TemporaryForm v={v} known={known} formValues={formValues} errors={errors} />
    </Page>
  );
}

/** The form without a page around it, because the operator desk puts it into a page of its own. */
export function TemporaryForm({ v, known, formValues, errors }: TemporaryPageProps) {
  const t = v.t.temporarySeats;
  const { groups } = known.subscription;
  const field = (name: string) => ({ t: v.t, name, error: errorOf(errors, name) });
  if (groups.length === 0) return <EmptyState title={t.none} />;
  return (
    <form method="get" action={v.url.temporarySeats()} novalidate>
      <SelectField
        {...field('group')}
        label={t.group}
        value={formValues.group}
        options={groups.map((group) => ({ value: group.leaderProductId, label: groupNames(v, known, group) }))}
      />
      <NumberField {...field('seats')} label={t.seats} value={formValues.seats ?? ''} />
      <TextField {...field('firstOn')} type="date" width="short" label={t.firstOn} value={formValues.firstOn || v.today} />
      <TextField
        {...field('lastOn')}
        type="date"
        width="short"
        label={t.lastOn}
        hint={t.lastHint(v.f.day(latestTemporaryDay(v.today)))}
        value={formValues.lastOn ?? ''}
      />
      <Actions>
        <Button kind="primary" name="show" value="price">
          {t.check}
        </Button>
        <LinkButton href={v.url.subscription()}>{v.t.common.cancel}</LinkButton>
      </Actions>
    </form>
  );
}

export interface TemporaryPriceProps {
  v: SignedInViewer;
  known: Known;
  wanted: NewTemporarySeats;
  quote: TemporaryQuote;
  formKey: string;
  /** The subscription has changed since a price was shown. */
  moved: boolean;
  /** The label of the button that buys the seats. */
  submit: string;
}

export function TemporaryConfirmationPage(props: Omit<TemporaryPriceProps, 'submit'>) {
  const { v, wanted } = props;
  const t = v.t.temporarySeats;
  return (
    <Page v={v} title={t.confirmTitle} current="subscription">
      <PageHeader title={t.confirmTitle} lead={t.confirmLead} back={{ href: backToForm(v, wanted), label: t.buyTitle }} />
      <TemporaryPrice {...props} submit={t.buy} />
    </Page>
  );
}

/** The price of the temporary seats and the button to buy them, without a page around them. */
export function TemporaryPrice({ v, known, wanted, quote, formKey, moved, submit }: TemporaryPriceProps) {
  const t = v.t.temporarySeats;
  const { subscription } = known;
  const group = subscription.groups.find(({ leaderProductId }) => leaderProductId === wanted.leader);
  return (
    <>
      {moved && (
        <Notice t={v.t} kind="warning" live>
          <p>{t.moved}</p>
        </Notice>
      )}
      <DefinitionList
        items={[
          { term: t.group, value: group ? groupNames(v, known, group) : '' },
          { term: t.seats, value: v.f.number(wanted.seats) },
          { term: t.firstOn, value: v.f.day(wanted.firstOn) },
          { term: t.lastOn, value: v.f.day(wanted.lastOn) },
        ]}
      />
      <Section title={t.cost} id="cost" plain>
        <Table
          caption={t.costCaption}
          captionHidden
          stacked
          head={[{ label: t.product }, { label: t.cost, number: true }]}
          foot={<Totals v={v} quote={quote} />}
        >
          {quote.lines.map((line) => (
            <Row>
              <RowHead>
                {line.name} <span class="sub">{line.planName}</span>
              </RowHead>
              <Cell label={t.cost} number>
                {v.f.money(line.dueMinor, v.account.currency)}
              </Cell>
            </Row>
          ))}
        </Table>
        <p class="muted">{t.onNextInvoice(v.f.day(subscription.periodEndsOn))}</p>
      </Section>
      <form method="post" action={v.url.temporarySeats()} novalidate>
        {Object.entries({ ...draftOf(wanted), key: formKey, version: String(subscription.version) }).map(([name, value]) => (
          <Hidden name={name} value={value} />
        ))}
        <Actions>
          <Button kind="primary">{submit}</Button>
          <LinkButton href={backToForm(v, wanted)}>{t.change}</LinkButton>
        </Actions>
      </form>
    </>
  );
}

function draftOf({ leader, seats, firstOn, lastOn }: NewTemporarySeats): Record<string, string> {
  return { group: leader, seats: String(seats), firstOn, lastOn };
}

function backToForm(v: SignedInViewer, wanted: NewTemporarySeats): string {
  return v.url.temporarySeats(String(new URLSearchParams(draftOf(wanted))));
}

function Totals({ v, quote }: { v: SignedInViewer; quote: TemporaryQuote }) {
  const t = v.t.temporarySeats;
  const rows = [
    { label: t.total, minor: quote.netMinor },
    { label: t.tax(v.f.percent(v.account.taxRateBp)), minor: quote.taxMinor },
    { label: t.totalWithTax, minor: quote.totalMinor, total: true },
  ];
  return (
    <>
      {rows.map(({ label, minor, total }) => (
        <tr class={total ? 'total' : undefined}>
          <th scope="row">{label}</th>
          <td class="number">{v.f.money(minor, v.account.currency)}</td>
        </tr>
      ))}
    </>
  );
}
