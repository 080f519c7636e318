/** The catalogue on the operator desk: products with their plans and prices in every currency (rules §4.25). */
import type { DeskPlan, DeskProduct, Price } from '../../../src/operator/catalogue/queries.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState, StateTag } from '../../parts/notice.tsx';
import { Cell, Row, RowHead, Table } from '../../parts/table.tsx';
import { Tabs } from '../../parts/tabs.tsx';

export function CataloguePage({ v, products }: { v: SignedInViewer; products: readonly DeskProduct[] }) {
  const t = v.t.operatorCatalogue;
  const create = (
    <LinkButton href={v.url.operatorNewProduct()} kind="primary" icon="add">
      {t.createProduct}
    </LinkButton>
  );
  return (
    <Page v={v} title={t.title} current="operatorCatalogue" wide>
      <PageHeader title={t.title} lead={t.lead}>
        {products.length > 0 && create}
      </PageHeader>
      <CatalogueTabs v={v} current="products" />
      {products.length === 0 ? (
        <EmptyState title={t.emptyTitle} action={create}>
          {t.empty}
        </EmptyState>
      ) : (
        <Table caption={t.caption} captionHidden stacked head={[t.name, t.kind, t.plans, t.state].map((label) => ({ label }))}>
          {products.map((product) => (
            <Row>
              <RowHead>
                <a href={v.url.operatorProduct(product.id)}>{product.name}</a>
                <Composition v={v} product={product} products={products} />
              </RowHead>
              <Cell label={t.kind}>
                {t.kinds[product.kind]}
                <span class="sub">{t.seatings[product.seated ? 'seat' : 'flat']}</span>
              </Cell>
              <Cell label={t.plans}>
                {product.plans.length === 0 ? (
                  <span class="muted">{t.noPlans}</span>
                ) : (
                  product.plans.map((plan) => <PlanPrices v={v} plan={plan} />)
                )}
              </Cell>
              <Cell label={t.state}>
                <SaleState v={v} product={product} />
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </Page>
  );
}

export function CatalogueTabs({ v, current }: { v: SignedInViewer; current: 'products' | 'coupons' }) {
  const t = v.t.operatorCatalogue;
  return (
    <Tabs
      label={t.tabs}
      items={[
        { href: v.url.operatorCatalogue(), label: t.tabProducts, current: current === 'products' },
        { href: v.url.operatorCoupons(), label: t.tabCoupons, current: current === 'coupons' },
      ]}
    />
  );
}

export function SaleState({ v, product }: { v: SignedInViewer; product: DeskProduct }) {
  const t = v.t.operatorCatalogue;
  return <StateTag state={product.onSale ? 'active' : 'ended'} label={product.onSale ? t.onSale : t.notOnSale} />;
}

/** A price in both billing cycles: "€55.00 a month or €577.50 a year". */
export function priceInWords(v: SignedInViewer, { monthlyUnitMinor, annualUnitMinor }: Price, currency: string): string {
  return v.t.operatorCatalogue.monthlyAndAnnual(v.f.money(monthlyUnitMinor, currency), v.f.money(annualUnitMinor, currency));
}

function Composition({ v, product, products }: { v: SignedInViewer; product: DeskProduct; products: readonly DeskProduct[] }) {
  const t = v.t.operatorCatalogue;
  const name = (id: string) => products.find((other) => other.id === id)?.name ?? id;
  if (product.includes.length > 0) return <span class="sub">{t.includes(v.f.and(product.includes.map(name)))}</span>;
  return product.follows ? <span class="sub">{t.follows(name(product.follows))}</span> : null;
}

/** A plan and its prices, one line per currency. */
function PlanPrices({ v, plan }: { v: SignedInViewer; plan: DeskPlan }) {
  return (
    <div class="offer">
      {plan.name}
      {plan.current.length === 0 && <span class="sub">{v.t.operatorCatalogue.noPrice}</span>}
      {plan.current.map((price) => (
        <span class="sub">{priceInWords(v, price, price.currency)}</span>
      ))}
    </div>
  );
}
