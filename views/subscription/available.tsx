/** The part of Manage for products and add-ons that can be added (rules §4.15). */
import type { Product } from '../../src/catalogue/catalogue.ts';
import { leaderOf } from '../../src/catalogue/fits.ts';
import { type Known, productName } from '../catalogue/names.ts';
import { errorOf, NumberField, SelectField } from '../parts/fields.tsx';
import { Section } from '../parts/section.tsx';
import type { ManageProps } from './manage.tsx';
import { priceWords } from './words.ts';

/** The products that can be added: on sale, with a price in this currency, not held, and not inside a held suite. */
export function Available(props: ManageProps) {
  const { v, known } = props;
  const t = v.t.subscription;
  const products = availableProducts(known);
  return (
    <Section title={t.available} id="available" lead={products.length > 0 ? t.availableLead : t.availableNone}>
      {products.map((product) => (
        <AvailableProduct {...props} product={product} />
      ))}
    </Section>
  );
}

function availableProducts({ subscription, catalogue }: Known): Product[] {
  const held = subscription.lines.map((line) => line.productId);
  const included = new Set(held.flatMap((id) => catalogue.get(id)?.includes ?? []));
  return [...catalogue.values()].filter(
    (product) =>
      product.onSale &&
      product.plans.some((plan) => plan.current) &&
      !held.includes(product.id) &&
      !included.has(product.id) &&
      !product.includes.some((id) => held.includes(id) || included.has(id)),
  );
}

function AvailableProduct({ v, known, product, formValues, errors }: ManageProps & { product: Product }) {
  const { subscription, catalogue } = known;
  const t = v.t.subscription;
  const [addField, seatsField] = [`add.${product.id}`, `seats.${product.id}`];
  const held = [...subscription.lines.map((line) => line.productId), product.id];
  const leader = leaderOf(catalogue, held, product.id);
  const follows = product.follows && leader === product.id ? product.follows : leader;
  const plans = product.plans.filter((plan) => plan.current);
  return (
    <div class="add-product">
      <SelectField
        t={v.t}
        name={addField}
        row
        label={product.name}
        hint={
          product.includes.length > 0
            ? t.includes(v.f.and(product.includes.map((id) => productName(catalogue, id))))
            : !product.seated
              ? t.oneForAll
              : follows !== product.id
                ? t.sameSeats(productName(catalogue, follows))
                : undefined
        }
        value={formValues[addField] ?? ''}
        error={errorOf(errors, addField)}
        options={[
          { value: '', label: t.notAdded },
          ...plans.map((plan) => ({
            value: plan.id,
            label: t.planOption(
              plan.name,
              plan.current ? priceWords(v, product, plan.current, subscription.cycle, v.account.currency) : '',
            ),
          })),
        ]}
      />
      {product.seated && follows === product.id && (
        <NumberField
          t={v.t}
          name={seatsField}
          row
          label={t.seatsOf(product.name)}
          value={formValues[seatsField] ?? ''}
          error={errorOf(errors, seatsField)}
        />
      )}
    </div>
  );
}
