/** The form for a new product, and the fields that the form of an existing product shares with it (rules §4.25). */
import type { DeskProduct } from '../../../src/operator/catalogue/queries.ts';
import type { FormValues } from '../../../src/web/form.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { Actions, Button } from '../../parts/button.tsx';
import { Checkbox, ErrorSummary, errorOf, type FieldError, Fieldset, RadioGroup, SelectField, TextField } from '../../parts/fields.tsx';

interface NewProductProps {
  v: SignedInViewer;
  products: readonly DeskProduct[];
  formValues: FormValues;
  errors: readonly FieldError[];
}

export function NewProductPage({ v, products, formValues, errors: given }: NewProductProps) {
  const t = v.t.operatorCatalogue;
  const errors = atFirstCheckbox(given, products);
  return (
    <Page v={v} title={t.newTitle} current="operatorCatalogue" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.newTitle} lead={t.newLead} back={{ href: v.url.operatorCatalogue(), label: t.allProducts }} />
      <form method="post" action={v.url.operatorNewProduct()} novalidate>
        <TextField t={v.t} name="name" label={t.name} value={formValues.name} error={errorOf(errors, 'name')} autocomplete="off" />
        <RadioGroup
          t={v.t}
          name="kind"
          label={t.kind}
          value={formValues.kind ?? 'product'}
          error={errorOf(errors, 'kind')}
          options={(['product', 'add_on', 'suite'] as const).map((kind) => ({
            value: kind,
            label: t.kinds[kind],
            hint: t.kindHints[kind],
          }))}
        />
        <RadioGroup
          t={v.t}
          name="seating"
          label={t.seating}
          value={formValues.seating ?? 'seat'}
          error={errorOf(errors, 'seating')}
          options={(['seat', 'flat'] as const).map((seating) => ({ value: seating, label: t.seatingChoices[seating] }))}
        />
        <FollowsField v={v} products={products} errors={errors} value={formValues.follows ?? ''} />
        <IncludesFields
          v={v}
          products={products}
          errors={errors}
          hint={t.includesHint}
          isTicked={(id) => formValues[`includes.${id}`] === 'yes'}
        />
        <Actions>
          <Button kind="primary">{t.createProduct}</Button>
        </Actions>
      </form>
    </Page>
  );
}

type PartProps = Omit<NewProductProps, 'formValues'>;

export function FollowsField({ v, products, errors, value }: PartProps & { value: string }) {
  const t = v.t.operatorCatalogue;
  return (
    <SelectField
      t={v.t}
      name="follows"
      label={t.followsField}
      hint={t.followsHint}
      value={value}
      error={errorOf(errors, 'follows')}
      options={[{ value: '', label: t.followsNothing }, ...seatedProducts(products).map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}

/** A checkbox per product that a suite can include. */
export function IncludesFields({ v, products, errors, hint, isTicked }: PartProps & { hint: string; isTicked: (id: string) => boolean }) {
  const t = v.t.operatorCatalogue;
  const possible = seatedProducts(products);
  if (possible.length === 0) return null;
  return (
    <Fieldset legend={t.includesField} hint={hint}>
      <div class="choices">
        {possible.map(({ id, name }) => (
          <Checkbox t={v.t} name={`includes.${id}`} label={name} checked={isTicked(id)} error={errorOf(errors, `includes.${id}`)} />
        ))}
      </div>
    </Fieldset>
  );
}

/** Moves an error of the whole group of checkboxes to the first checkbox; without checkboxes it is at no field. */
export function atFirstCheckbox(errors: readonly FieldError[], products: readonly DeskProduct[]): FieldError[] {
  const [first] = seatedProducts(products);
  return errors.map((error) => (error.field === 'includes' ? { ...error, field: first ? `includes.${first.id}` : null } : error));
}

function seatedProducts(products: readonly DeskProduct[]): DeskProduct[] {
  return products.filter((product) => product.kind === 'product' && product.seated);
}
