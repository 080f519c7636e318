/** Adding temporary seats to an account on the operator desk: the form, and the price to confirm (rules §4.11, §4.25). */
import type { DeskAccount } from '../../../src/operator/accounts/account.ts';
import type { FormValues } from '../../../src/web/form.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import type { Known } from '../../catalogue/names.ts';
import type { FieldError } from '../../parts/fields.tsx';
import { Section } from '../../parts/section.tsx';
import { TemporaryForm, TemporaryPrice, type TemporaryPriceProps } from '../../subscription/temporary.tsx';
import { AccountShell } from './shell.tsx';

interface DeskTemporaryProps {
  v: SignedInViewer;
  account: DeskAccount;
  /** The operator's viewer for this account. */
  inside: SignedInViewer;
  known: Known;
  formValues: FormValues;
  errors: readonly FieldError[];
  /** The price to confirm; null shows the form. */
  priced: Pick<TemporaryPriceProps, 'wanted' | 'quote' | 'formKey' | 'moved'> | null;
}

export function DeskTemporaryPage({ v, account, inside, known, formValues, errors, priced }: DeskTemporaryProps) {
  const t = v.t.operator.subscription;
  return (
    <AccountShell v={v} account={account} current="subscription" errors={errors}>
      {priced ? (
        <Section title={v.t.temporarySeats.confirmTitle} id="temporary" lead={t.addNothingYet} plain>
          <TemporaryPrice v={inside} known={known} submit={t.add} {...priced} />
        </Section>
      ) : (
        <Section title={t.add} id="temporary" lead={t.temporaryLead} plain>
          <TemporaryForm v={inside} known={known} formValues={formValues} errors={errors} />
        </Section>
      )}
    </AccountShell>
  );
}
