/** One account on the operator desk: its data, the invitation of its owner, and its settings (rules §2, §4.25). */
import type { DeskAccount, Operator } from '../../../src/operator/accounts/account.ts';
import { showPercent } from '../../../src/operator/parts/read-fields.ts';
import { accountTypes } from '../../../src/permissions.ts';
import type { FormValues } from '../../../src/web/form.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Actions, Button, LinkButton, PostButton } from '../../parts/button.tsx';
import { Checkbox, errorOf, type FieldError, Hidden, NumberField, RadioGroup, SelectField, TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { DefinitionList, Section } from '../../parts/section.tsx';
import { LanguageField } from './new.tsx';
import { AccountShell } from './shell.tsx';

export interface AccountOverviewProps {
  v: SignedInViewer;
  account: DeskAccount;
  operators: readonly Operator[];
  /** The typed values of a form with errors; null shows the stored settings. */
  formValues: FormValues | null;
  errors: readonly FieldError[];
  stale: boolean;
  sendsMail: boolean;
  /** The link of the owner's invitation, to copy, if no mail server is set; otherwise null. */
  invitationLink: string | null;
}

export function AccountOverviewPage(props: AccountOverviewProps) {
  const { v, account, errors } = props;
  return (
    <AccountShell v={v} account={account} current="overview" errors={errors}>
      {props.stale && (
        <Notice t={v.t} kind="warning" live>
          <p>{v.t.operator.account.stale}</p>
        </Notice>
      )}
      <Invitation {...props} />
      <Facts {...props} />
      {account.status === 'active' && <Settings {...props} />}
    </AccountShell>
  );
}

function Invitation({ v, account, sendsMail, invitationLink }: AccountOverviewProps) {
  const t = v.t.operator.newAccount;
  if (account.owner?.status !== 'invited' || account.status === 'cancelled') return null;
  return (
    <Section title={t.linkTitle} id="invitation" lead={t.linkLead(account.owner.name)}>
      {!sendsMail && (invitationLink ? <p>{t.linkNoMail}</p> : <p>{t.linkGone}</p>)}
      {!sendsMail && invitationLink && (
        <TextField t={v.t} name="link" label={t.link} value={invitationLink} width="full" attrs={{ readonly: true }} />
      )}
      <PostButton action={v.url.operatorInvitation(account.id)} label={sendsMail ? t.again : t.againNoMail} />
    </Section>
  );
}

function Facts({ v, account }: AccountOverviewProps) {
  const t = v.t.operator.account;
  const s = v.t.subscription;
  const { owner } = account;
  return (
    <Section
      title={t.facts}
      id="facts"
      actions={
        <LinkButton href={v.url.operatorInvoices(`account=${account.id}`)} small>
          {t.seeInvoices}
        </LinkButton>
      }
    >
      <DefinitionList
        items={[
          { term: t.owner, value: owner ? `${owner.name}, ${owner.email}` : t.noOwner },
          { term: v.t.operator.accounts.representative, value: account.representativeName ?? v.t.operator.none },
          { term: v.t.operator.newAccount.currency, value: account.currency },
          {
            term: t.payment,
            value:
              account.paymentMethod === 'card'
                ? s.byCard(account.cardBrand ?? '', account.cardLast4 ?? '')
                : s.byInvoice(account.paymentTermsDays),
          },
          account.renewsOn !== null && account.status === 'active' && { term: s.renewsOn, value: v.f.day(account.renewsOn) },
          { term: t.since, value: v.f.instant(account.createdAt) },
          account.pending > 0 && { term: t.pending, value: v.f.number(account.pending) },
        ]}
      />
    </Section>
  );
}

function Settings({ v, account, operators, formValues, errors }: AccountOverviewProps) {
  const t = v.t.operator.account;
  const n = v.t.operator.newAccount;
  const value = (name: string, saved: string) => (formValues ? (formValues[name] ?? '') : saved);
  const isTicked = (name: string, saved: boolean) => (formValues ? formValues[name] === 'yes' : saved);
  // A representative who is no longer an operator stays the representative until an operator chooses another one.
  const isListed = account.representativeId === null || operators.some(({ id }) => id === account.representativeId);
  const people = isListed ? operators : [{ id: account.representativeId ?? '', name: account.representativeName ?? '' }, ...operators];
  return (
    <Section title={t.settings} id="settings" lead={t.settingsLead}>
      <form method="post" action={v.url.operatorAccount(account.id)} novalidate>
        <Hidden name="seen" value={account.revision} />
        <TextField t={v.t} name="name" label={n.name} value={value('name', account.name)} error={errorOf(errors, 'name')} />
        <RadioGroup
          t={v.t}
          name="type"
          label={n.type}
          hint={t.typeHint}
          value={value('type', account.type)}
          error={errorOf(errors, 'type')}
          options={accountTypes.map((type) => ({ value: type, label: v.t.common.accountTypes[type], hint: n.typeHints[type] }))}
        />
        <Checkbox
          t={v.t}
          name="requestsEnabled"
          label={t.requestsEnabled}
          hint={t.requestsHint}
          checked={isTicked('requestsEnabled', account.requestsEnabled)}
        />
        <Checkbox
          t={v.t}
          name="showPrices"
          label={t.showPrices}
          hint={t.showPricesHint}
          checked={isTicked('showPrices', account.showPrices)}
        />
        <SelectField
          t={v.t}
          name="representative"
          label={n.representative}
          value={value('representative', account.representativeId ?? '')}
          error={errorOf(errors, 'representative')}
          options={[{ value: '', label: v.t.operator.none }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <TextField
          t={v.t}
          name="taxRate"
          label={n.taxRate}
          width="number"
          suffix="%"
          value={value('taxRate', showPercent(account.taxRateBp, v.language))}
          error={errorOf(errors, 'taxRate')}
          autocomplete="off"
          attrs={{ inputmode: 'decimal' }}
        />
        <NumberField
          t={v.t}
          name="paymentTerms"
          label={t.paymentTerms}
          suffix={t.paymentTermsUnit}
          value={value('paymentTerms', String(account.paymentTermsDays))}
          error={errorOf(errors, 'paymentTerms')}
        />
        <LanguageField v={v} value={value('language', account.language)} error={errorOf(errors, 'language')} hint={n.languageHint} />
        <Actions>
          <Button kind="primary">{v.t.operator.save}</Button>
        </Actions>
      </form>
    </Section>
  );
}
