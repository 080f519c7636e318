/** The form for a new account: its data, its owner and its first products (rules §4.25). */
import type { Catalogue, Product } from '../../../src/catalogue/catalogue.ts';
import { languages } from '../../../src/i18n/language.ts';
import { messagesFor } from '../../../src/i18n/messages.ts';
import type { Operator } from '../../../src/operator/accounts/account.ts';
import { accountTypes } from '../../../src/permissions.ts';
import type { FormValues } from '../../../src/web/form.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { Actions, Button } from '../../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, Hidden, NumberField, RadioGroup, SelectField, TextField } from '../../parts/fields.tsx';
import { Section } from '../../parts/section.tsx';

interface NewAccountProps {
  v: SignedInViewer;
  formValues: FormValues;
  errors: readonly FieldError[];
  operators: readonly Operator[];
  currencies: readonly string[];
  /** The products on sale; the form does not show prices, so any currency will do. */
  catalogue: Catalogue;
  formKey: string;
}

export function NewAccountPage(props: NewAccountProps) {
  const { v, errors } = props;
  const t = v.t.operator.newAccount;
  return (
    <Page v={v} title={t.title} current="operatorAccounts" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.title} lead={t.lead} back={{ href: v.url.operatorAccounts(), label: v.t.operator.accounts.title }} />
      <form method="post" action={v.url.operatorAccounts()} class="stack" novalidate>
        <Hidden name="key" value={props.formKey} />
        <About {...props} />
        <Kind {...props} />
        <Billing {...props} />
        <FirstProducts {...props} />
        <Actions>
          <Button kind="primary">{t.button}</Button>
        </Actions>
      </form>
    </Page>
  );
}

function About({ v, formValues, errors }: NewAccountProps) {
  const t = v.t.operator.newAccount;
  return (
    <Section title={t.about} id="about">
      <TextField t={v.t} name="name" label={t.name} value={formValues.name} error={errorOf(errors, 'name')} />
      <TextField t={v.t} name="ownerName" label={t.ownerName} value={formValues.ownerName} error={errorOf(errors, 'ownerName')} />
      <TextField
        t={v.t}
        name="ownerEmail"
        type="email"
        label={t.ownerEmail}
        value={formValues.ownerEmail}
        error={errorOf(errors, 'ownerEmail')}
        autocomplete="off"
      />
      <LanguageField v={v} value={formValues.language ?? v.language} error={errorOf(errors, 'language')} hint={t.languageHint} />
    </Section>
  );
}

function Kind({ v, formValues, errors, operators }: NewAccountProps) {
  const t = v.t.operator.newAccount;
  return (
    <Section title={t.type} id="account-type">
      <RadioGroup
        t={v.t}
        name="type"
        label={t.type}
        labelHidden
        value={formValues.type ?? 'self_service'}
        error={errorOf(errors, 'type')}
        options={accountTypes.map((type) => ({ value: type, label: v.t.common.accountTypes[type], hint: t.typeHints[type] }))}
      />
      <SelectField
        t={v.t}
        name="representative"
        label={t.representative}
        value={formValues.representative ?? v.member.id}
        error={errorOf(errors, 'representative')}
        options={[{ value: '', label: v.t.operator.none }, ...operators.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </Section>
  );
}

function Billing({ v, formValues, errors, currencies }: NewAccountProps) {
  const t = v.t.operator.newAccount;
  return (
    <Section title={v.t.common.nav.billing} id="billing">
      <SelectField
        t={v.t}
        name="currency"
        label={t.currency}
        hint={t.currencyHint}
        width="short"
        value={formValues.currency}
        error={errorOf(errors, 'currency')}
        options={currencies.map((currency) => ({ value: currency, label: currency }))}
      />
      <TextField
        t={v.t}
        name="taxRate"
        label={t.taxRate}
        width="number"
        suffix="%"
        value={formValues.taxRate ?? '0'}
        error={errorOf(errors, 'taxRate')}
        autocomplete="off"
        attrs={{ inputmode: 'decimal' }}
      />
      <RadioGroup
        t={v.t}
        name="cycle"
        label={t.cycle}
        inline
        value={formValues.cycle ?? 'monthly'}
        error={errorOf(errors, 'cycle')}
        options={(['monthly', 'annual'] as const).map((cycle) => ({ value: cycle, label: v.t.common.cycles[cycle] }))}
      />
    </Section>
  );
}

/** A choice of language; each option is the language's own name. */
export function LanguageField({ v, value, error, hint }: { v: SignedInViewer; value: string; error?: string | undefined; hint?: string }) {
  return (
    <SelectField
      t={v.t}
      name="language"
      label={v.t.operator.newAccount.language}
      hint={hint}
      width="short"
      value={value}
      error={error}
      options={languages.map((language) => ({ value: language, label: messagesFor(language).common.languageName }))}
    />
  );
}

function FirstProducts(props: NewAccountProps) {
  const { v, catalogue } = props;
  const t = v.t.operator.newAccount;
  const products = [...catalogue.values()].filter((product) => product.onSale && product.plans.length > 0);
  return (
    <Section title={t.lines} id="lines" lead={products.length > 0 ? t.linesLead : t.noProducts}>
      {products.map((product) => (
        <ProductFields {...props} product={product} />
      ))}
    </Section>
  );
}

function ProductFields({ v, formValues, errors, catalogue, product }: NewAccountProps & { product: Product }) {
  const t = v.t.operator.newAccount;
  const name = (id: string) => catalogue.get(id)?.name ?? id;
  const [addField, seatsField] = [`add.${product.id}`, `seats.${product.id}`];
  const isFollower = product.follows !== null;
  const hint = isFollower
    ? t.follows(name(product.follows ?? ''))
    : product.includes.length > 0
      ? t.includes(v.f.and(product.includes.map(name)))
      : product.seated
        ? undefined
        : t.flat;
  return (
    <div class="add-product">
      <SelectField
        t={v.t}
        name={addField}
        row
        label={t.planOf(product.name)}
        hint={hint}
        value={formValues[addField] ?? ''}
        error={errorOf(errors, addField)}
        options={[{ value: '', label: t.notAdded }, ...product.plans.map((plan) => ({ value: plan.id, label: plan.name }))]}
      />
      {product.seated && !isFollower && (
        <NumberField
          t={v.t}
          name={seatsField}
          row
          label={t.seatsOf(product.name)}
          value={formValues[seatsField]}
          error={errorOf(errors, seatsField)}
        />
      )}
    </div>
  );
}
