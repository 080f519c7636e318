/** One product on the operator desk: its plans, and the form for the properties that can be changed (rules §4.25). */

import type { DeskProduct } from '../../../src/operator/catalogue/queries.ts';
import type { FormValues } from '../../../src/web/form.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { Actions, Button, LinkButton } from '../../parts/button.tsx';
import { Checkbox, ErrorSummary, errorOf, type FieldError, Hidden, NumberField, TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { Cell, Row, RowHead, Table } from '../../parts/table.tsx';
import { priceInWords, SaleState } from './list.tsx';
import { atFirstCheckbox, FollowsField, IncludesFields } from './new-product.tsx';

interface ProductProps {
  v: SignedInViewer;
  product: DeskProduct;
  products: readonly DeskProduct[];
  /** Whether an account has the product. If so, the products that it follows or includes cannot be changed. */
  held: boolean;
  /** The typed values of a form with errors; null shows the stored values. */
  settings: { formValues: FormValues | null; errors: readonly FieldError[] };
  plan: { formValues: FormValues; errors: readonly FieldError[] };
  stale: boolean;
}

export function ProductPage(props: ProductProps) {
  const { v, product, products, plan } = props;
  const t = v.t.operatorCatalogue;
  const settings = { ...props.settings, errors: atFirstCheckbox(props.settings.errors, products) };
  const errors = [...settings.errors, ...plan.errors];
  return (
    <Page v={v} title={product.name} current="operatorCatalogue" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader
        title={product.name}
        lead={t.kindAndSeating(t.kinds[product.kind], t.seatings[product.seated ? 'seat' : 'flat'])}
        back={{ href: v.url.operatorCatalogue(), label: t.allProducts }}
      >
        <SaleState v={v} product={product} />
      </PageHeader>
      {props.stale && (
        <Notice t={v.t} kind="warning" live>
          <p>{t.stale}</p>
        </Notice>
      )}
      <Plans v={v} product={product} />
      <NewPlan v={v} product={product} {...plan} />
      <ProductSettings {...props} settings={settings} />
    </Page>
  );
}

function Plans({ v, product }: { v: SignedInViewer; product: DeskProduct }) {
  const t = v.t.operatorCatalogue;
  if (product.plans.length === 0) {
    return (
      <Section title={t.plans} id="plans">
        <p class="muted">{t.noPlansText}</p>
      </Section>
    );
  }
  return (
    <Section title={t.plans} id="plans">
      <Table
        caption={t.planCaption}
        captionHidden
        stacked
        head={[{ label: t.plan }, { label: t.prices }, { label: t.editPlan, hidden: true }]}
      >
        {product.plans.map((plan) => (
          <Row>
            <RowHead>
              {plan.name}
              <span class="sub">{t.levelIs(v.f.number(plan.level))}</span>
            </RowHead>
            <Cell label={t.prices}>
              {plan.current.length === 0 && <span class="muted">{t.noPrice}</span>}
              {plan.current.map((price) => (
                <div>{priceInWords(v, price, price.currency)}</div>
              ))}
            </Cell>
            <Cell attrs={{ class: 'actions-cell' }}>
              <LinkButton href={v.url.operatorPlan(plan.id)} small hiddenText={t.editOf(plan.name)}>
                {t.editPlan}
              </LinkButton>
            </Cell>
          </Row>
        ))}
      </Table>
    </Section>
  );
}

function NewPlan({ v, product, formValues, errors }: Pick<ProductProps, 'v' | 'product'> & ProductProps['plan']) {
  const t = v.t.operatorCatalogue;
  const highest = Math.max(0, ...product.plans.map((plan) => plan.level));
  return (
    <Section title={t.addPlan} id="add-plan" lead={t.levelHint}>
      <form method="post" action={v.url.operatorPlans(product.id)} novalidate>
        <div class="field-row">
          <TextField
            t={v.t}
            name="planName"
            label={t.planName}
            width="short"
            autocomplete="off"
            value={formValues.planName}
            error={errorOf(errors, 'planName')}
          />
          <NumberField
            t={v.t}
            name="level"
            label={t.level}
            value={formValues.level ?? (highest < 99 ? highest + 1 : '')}
            error={errorOf(errors, 'level')}
          />
        </div>
        <Actions>
          <Button kind="secondary">{t.addPlan}</Button>
        </Actions>
      </form>
    </Section>
  );
}

function ProductSettings({ v, product, products, held, settings: { formValues, errors } }: ProductProps) {
  const t = v.t.operatorCatalogue;
  const form = { v, products: products.filter(({ id }) => id !== product.id), errors };
  const isMadeOf = product.kind === 'suite' || (product.kind === 'add_on' && product.seated);
  return (
    <Section title={t.settings} id="settings">
      <form method="post" action={v.url.operatorProduct(product.id)} novalidate>
        <Hidden name="seen" value={formValues?.seen || product.revision} />
        <TextField
          t={v.t}
          name="name"
          label={t.name}
          autocomplete="off"
          value={formValues ? formValues.name : product.name}
          error={errorOf(errors, 'name')}
        />
        <Checkbox
          t={v.t}
          name="onSale"
          label={t.onSaleField}
          hint={t.onSaleHint}
          checked={formValues ? formValues.onSale === 'yes' : product.onSale}
          error={errorOf(errors, 'onSale')}
        />
        {isMadeOf && held && <Composition v={v} product={product} products={products} />}
        {isMadeOf && !held && product.kind === 'add_on' && (
          <FollowsField {...form} value={formValues ? (formValues.follows ?? '') : (product.follows ?? '')} />
        )}
        {isMadeOf && !held && product.kind === 'suite' && (
          <IncludesFields
            {...form}
            hint={t.kindHints.suite}
            isTicked={(id) => (formValues ? formValues[`includes.${id}`] === 'yes' : product.includes.includes(id))}
          />
        )}
        <Actions>
          <Button kind="primary">{v.t.operator.save}</Button>
        </Actions>
      </form>
    </Section>
  );
}

/** The products that a held product follows or includes, read-only, and why they cannot be changed. */
function Composition({ v, product, products }: Pick<ProductProps, 'v' | 'product' | 'products'>) {
  const t = v.t.operatorCatalogue;
  const name = (id: string) => products.find((other) => other.id === id)?.name ?? id;
  return (
    <div class="field">
      <p>
        {product.kind === 'suite' && t.includes(v.f.and(product.includes.map(name)))}
        {product.kind === 'add_on' && (product.follows ? t.follows(name(product.follows)) : t.followsNothing)}
      </p>
      <p class="hint">{t.heldHint}</p>
    </div>
  );
}
