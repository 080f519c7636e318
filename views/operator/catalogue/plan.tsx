/** One plan on the operator desk: all its prices, the form for a new price, and its name (rules §1, §4.25). */
import type { DeskPlan, DeskPrice, DeskProduct } from '../../../src/operator/catalogue/queries.ts';
import type { FormValues } from '../../../src/web/form.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { Actions, Button, PostButton } from '../../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, Hidden, TextField } from '../../parts/fields.tsx';
import { Notice, StateTag } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { Cell, Row, RowHead, Table } from '../../parts/table.tsx';

interface PlanProps {
  v: SignedInViewer;
  product: DeskProduct;
  plan: DeskPlan;
  /** All prices, the retired ones too. */
  prices: readonly DeskPrice[];
  name: { formValues: FormValues; errors: readonly FieldError[] };
  price: { formValues: FormValues; errors: readonly FieldError[] };
  stale: boolean;
}

export function PlanPage({ v, product, plan, prices, name, price, stale }: PlanProps) {
  const t = v.t.operatorCatalogue;
  const errors = [...price.errors, ...name.errors];
  const title = t.planTitle(product.name, plan.name);
  return (
    <Page v={v} title={title} current="operatorCatalogue" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader
        title={title}
        lead={t.levelIs(v.f.number(plan.level))}
        back={{ href: v.url.operatorProduct(product.id), label: product.name }}
      />
      {stale && (
        <Notice t={v.t} kind="warning" live>
          <p>{t.stale}</p>
        </Notice>
      )}
      <Prices v={v} product={product} plan={plan} prices={prices} />
      <NewPrice v={v} plan={plan} {...price} />
      <Name v={v} plan={plan} {...name} />
    </Page>
  );
}

function Prices({ v, product, plan, prices }: Pick<PlanProps, 'v' | 'product' | 'plan' | 'prices'>) {
  const t = v.t.operatorCatalogue;
  if (prices.length === 0) {
    return (
      <Section title={t.prices} id="prices">
        <p class="muted">{t.noPrices}</p>
      </Section>
    );
  }
  const lead = plan.current.length === 0 ? t.noneSold : t.pricesLead[product.seated ? 'seat' : 'flat'];
  return (
    <Section title={t.prices} id="prices" lead={lead}>
      <Table
        caption={t.pricesCaption}
        captionHidden
        stacked
        head={[
          { label: t.currency },
          { label: t.monthly, number: true },
          { label: t.annual, number: true },
          { label: t.since },
          { label: t.state },
          { label: t.stopSelling, hidden: true },
        ]}
      >
        {prices.map((price) => (
          <PriceRow v={v} plan={plan} price={price} />
        ))}
      </Table>
    </Section>
  );
}

function PriceRow({ v, plan, price }: { v: SignedInViewer; plan: DeskPlan; price: DeskPrice }) {
  const t = v.t.operatorCatalogue;
  const { currency, monthlyUnitMinor, annualUnitMinor, createdAt, retiredAt } = price;
  return (
    <Row>
      <RowHead>{currency}</RowHead>
      <Cell label={t.monthly} number>
        {v.f.money(monthlyUnitMinor, currency)}
      </Cell>
      <Cell label={t.annual} number>
        {v.f.money(annualUnitMinor, currency)}
      </Cell>
      <Cell label={t.since}>{v.f.instant(createdAt)}</Cell>
      <Cell label={t.state}>
        <StateTag state={retiredAt === null ? 'active' : 'ended'} label={retiredAt === null ? t.today : t.retired} />
        {retiredAt !== null && <span class="sub">{t.until(v.f.instant(retiredAt))}</span>}
      </Cell>
      <Cell attrs={{ class: 'actions-cell' }}>
        {retiredAt === null && (
          <PostButton
            action={v.url.operatorPriceEnd(plan.id)}
            label={t.stopSelling}
            hiddenText={t.stopOf(currency)}
            kind="danger"
            small
            fields={{ currency, seen: plan.revision }}
          />
        )}
      </Cell>
    </Row>
  );
}

/** The form for a new price. It is not filled with the current amounts, which could be saved by mistake for another currency. */
function NewPrice({ v, plan, formValues, errors }: Pick<PlanProps, 'v' | 'plan'> & PlanProps['price']) {
  const t = v.t.operatorCatalogue;
  const amounts = { t: v.t, width: 'number', autocomplete: 'off', attrs: { inputmode: 'decimal', maxlength: 20 } } as const;
  return (
    <Section title={t.newPrice} id="new-price" lead={t.newPriceLead}>
      <form method="post" action={v.url.operatorPrices(plan.id)} novalidate>
        <Hidden name="seen" value={formValues.seen || plan.revision} />
        <div class="field-row">
          <TextField
            t={v.t}
            name="currency"
            label={t.currency}
            width="number"
            autocomplete="off"
            value={formValues.currency ?? v.account.currency}
            error={errorOf(errors, 'currency')}
            attrs={{ maxlength: 3 }}
          />
          <TextField {...amounts} name="monthly" label={t.monthly} value={formValues.monthly} error={errorOf(errors, 'monthly')} />
          <TextField {...amounts} name="annual" label={t.annual} value={formValues.annual} error={errorOf(errors, 'annual')} />
        </div>
        <Actions>
          <Button kind="primary">{t.setPrice}</Button>
        </Actions>
      </form>
    </Section>
  );
}

function Name({ v, plan, formValues, errors }: Pick<PlanProps, 'v' | 'plan'> & PlanProps['name']) {
  const t = v.t.operatorCatalogue;
  return (
    <Section title={t.rename} id="rename" lead={t.renameLead}>
      <form method="post" action={v.url.operatorPlan(plan.id)} novalidate>
        <Hidden name="seen" value={formValues.seen || plan.name} />
        <TextField
          t={v.t}
          name="planName"
          label={t.planName}
          autocomplete="off"
          value={formValues.planName ?? plan.name}
          error={errorOf(errors, 'planName')}
        />
        <Actions>
          <Button kind="secondary">{t.rename}</Button>
        </Actions>
      </form>
    </Section>
  );
}
