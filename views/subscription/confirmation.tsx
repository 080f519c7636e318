import type { Quote } from '../../src/pricing/types.ts';
import type { FormValues } from '../../src/web/form.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import type { Known } from '../catalogue/names.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button, LinkButton } from '../parts/button.tsx';
import { Hidden } from '../parts/fields.tsx';
import { QuoteSummary } from './summary.tsx';

/** The short page between Manage and an order on an online-assisted account: lines, cost of the additions, dates (rules §4.1). */
export function ConfirmationPage({
  v,
  known,
  quote,
  formValues,
}: {
  v: SignedInViewer;
  known: Known;
  quote: Quote;
  formValues: FormValues;
}) {
  const t = v.t.subscription;
  const query = new URLSearchParams(formValues).toString();
  return (
    <Page v={v} title={t.confirmationTitle} current="subscription">
      <PageHeader title={t.confirmationTitle} lead={t.confirmationLead} back={{ href: v.url.manage(query), label: t.backToManage }} />
      <form method="post" action={v.url.manage()} novalidate class="narrow">
        {Object.entries(formValues).map(([name, value]) => (
          <Hidden name={name} value={value} />
        ))}
        <QuoteSummary
          v={v}
          known={known}
          quote={quote}
          currency={v.account.currency}
          taxRateBp={v.account.taxRateBp}
          showTotals={v.can('prices.see')}
        />
        <Actions>
          <Button kind="primary">{t.submitOrder}</Button>
          <LinkButton href={v.url.manage(query)} kind="secondary">
            {t.backToManage}
          </LinkButton>
        </Actions>
      </form>
    </Page>
  );
}
