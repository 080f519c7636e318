/**
 * The settings and the payment data of the account: two forms for the owner, read-only values for billing admins (rules §3 rows 21 and 23).
 */
import type { AccountSettings } from '../../src/accounts/settings.ts';
import { languages } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import { revisionOf } from '../../src/values/revision.ts';
import type { FormValues } from '../../src/web/form.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button } from '../parts/button.tsx';
import { Checkbox, ErrorSummary, errorOf, type FieldError, Hidden, RadioGroup, SelectField, TextField } from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { DefinitionList, Section } from '../parts/section.tsx';

interface SettingsPageProps {
  v: SignedInViewer;
  found: AccountSettings;
  /** The name of the owner, for viewers who can only read the settings. */
  ownerName: string | null;
  /** The refused form, with its typed values and errors. */
  shown: { form: 'settings' | 'payment'; formValues: FormValues; errors: readonly FieldError[] } | null;
  /** Another user has changed the settings in the meantime: the page shows the current ones. */
  stale: boolean;
}

export function SettingsPage({ v, found, ownerName, shown, stale }: SettingsPageProps) {
  const t = v.t.settings;
  const errors = shown?.errors ?? [];
  const typedIn = (form: 'settings' | 'payment') => (shown?.form === form ? shown.formValues : null);
  return (
    <Page v={v} title={t.title} current="settings" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.title} lead={t.lead} />
      {stale && (
        <Notice t={v.t} kind="warning" live>
          <p>{t.stale}</p>
        </Notice>
      )}
      {v.can('settings.change') ? (
        <SettingsForm v={v} found={found} formValues={typedIn('settings')} errors={errors} />
      ) : (
        <SettingsFacts v={v} found={found} ownerName={ownerName} />
      )}
      {v.can('payment.manage') && <PaymentForm v={v} found={found} formValues={typedIn('payment')} errors={errors} />}
    </Page>
  );
}

interface FormProps {
  v: SignedInViewer;
  found: AccountSettings;
  formValues: FormValues | null;
  errors: readonly FieldError[];
}

function SettingsForm({ v, found: { settings }, formValues, errors }: FormProps) {
  const t = v.t.settings;
  const mine = v.account.type === 'self_service';
  const isOn = (name: 'requestsEnabled' | 'mailBillingAdmins') => (formValues ? formValues[name] === 'yes' : settings[name]);
  return (
    <Section title={t.account} id="account">
      <form method="post" action={v.url.settings()} novalidate>
        <Hidden name="seen" value={revisionOf(settings)} />
        <TextField
          t={v.t}
          name="name"
          label={t.name}
          hint={t.nameHint}
          value={formValues?.name ?? settings.name}
          autocomplete="organization"
          error={errorOf(errors, 'name')}
        />
        <SelectField
          t={v.t}
          name="language"
          label={t.language}
          hint={t.languageHint}
          value={formValues?.language ?? settings.language}
          options={languageOptions()}
          error={errorOf(errors, 'language')}
        />
        {mine && (
          <Checkbox
            t={v.t}
            name="requestsEnabled"
            label={t.requestsEnabled}
            hint={t.requestsEnabledHint}
            checked={isOn('requestsEnabled')}
            error={errorOf(errors, 'requestsEnabled')}
          />
        )}
        <Checkbox
          t={v.t}
          name="mailBillingAdmins"
          label={t.mailBillingAdmins}
          hint={t.mailBillingAdminsHint}
          checked={isOn('mailBillingAdmins')}
          error={errorOf(errors, 'mailBillingAdmins')}
        />
        <Actions>
          <Button kind="primary">{t.save}</Button>
        </Actions>
      </form>
      {!mine && <p class="muted">{settings.requestsEnabled ? t.requestsAreOn : t.requestsAreOff}</p>}
    </Section>
  );
}

function SettingsFacts({ v, found: { settings }, ownerName }: Pick<SettingsPageProps, 'v' | 'found' | 'ownerName'>) {
  const t = v.t.settings;
  const yesNo = (value: boolean) => (value ? v.t.audit.yes : v.t.audit.no);
  return (
    <Section title={t.account} id="account">
      <DefinitionList
        items={[
          { term: t.name, value: settings.name },
          { term: t.language, value: messagesFor(settings.language).common.languageName },
          { term: t.requestsEnabled, value: yesNo(settings.requestsEnabled) },
          { term: t.mailBillingAdmins, value: yesNo(settings.mailBillingAdmins) },
        ]}
      />
      {ownerName && <p class="muted">{t.askOwner(ownerName)}</p>}
    </Section>
  );
}

function PaymentForm({ v, found: { payment, paymentTermsDays }, formValues, errors }: FormProps) {
  const t = v.t.settings;
  const value = (name: 'purchaseOrder' | 'cardBrand' | 'cardLast4') => formValues?.[name] ?? payment[name] ?? '';
  return (
    <Section title={t.payment} id="payment" lead={t.paymentLead}>
      <form method="post" action={v.url.payment()} novalidate>
        <Hidden name="seen" value={revisionOf(payment)} />
        <RadioGroup
          t={v.t}
          name="method"
          label={t.method}
          value={formValues?.method ?? payment.method}
          options={[
            { value: 'invoice', label: t.methods.invoice, hint: t.terms(paymentTermsDays) },
            { value: 'card', label: t.methods.card, hint: t.cardHint },
          ]}
          error={errorOf(errors, 'method')}
        />
        <div class="by-invoice">
          <TextField
            t={v.t}
            name="purchaseOrder"
            label={t.purchaseOrder}
            hint={t.purchaseOrderHint}
            optional
            value={value('purchaseOrder')}
            autocomplete="off"
            error={errorOf(errors, 'purchaseOrder')}
          />
        </div>
        <div class="by-card">
          <TextField
            t={v.t}
            name="cardBrand"
            label={t.cardBrand}
            hint={t.cardBrandHint}
            width="short"
            value={value('cardBrand')}
            autocomplete="off"
            error={errorOf(errors, 'cardBrand')}
          />
          <TextField
            t={v.t}
            name="cardLast4"
            label={t.cardLast4}
            hint={t.cardLast4Hint}
            width="number"
            value={value('cardLast4')}
            autocomplete="off"
            attrs={{ inputmode: 'numeric', maxlength: 4 }}
            error={errorOf(errors, 'cardLast4')}
          />
        </div>
        <Actions>
          <Button kind="primary">{t.savePayment}</Button>
        </Actions>
      </form>
    </Section>
  );
}

function languageOptions() {
  return languages.map((language) => ({ value: language, label: messagesFor(language).common.languageName }));
}
