/** Cancel account: explains what happens, and asks the user to type the name of the account (rules §4.13). */
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button, LinkButton } from '../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, TextField } from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';

interface CancellationPageProps {
  v: SignedInViewer;
  formValues: string;
  errors: readonly FieldError[];
  /** This is the operators' account, which cannot be cancelled. */
  isOperators: boolean;
}

export function CancellationPage({ v, formValues, errors, isOperators }: CancellationPageProps) {
  const t = v.t.cancellation;
  return (
    <Page v={v} title={t.title} current="subscription" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.title} lead={t.lead(v.account.name)} back={{ href: v.url.subscription(), label: v.t.subscription.title }} />
      {isOperators ? (
        <Notice t={v.t} kind="information">
          <p>{t.operators}</p>
        </Notice>
      ) : (
        <>
          <Notice t={v.t} kind="warning" title={t.whatHappens}>
            <ul>
              {t.consequences.map((words) => (
                <li>{words}</li>
              ))}
            </ul>
          </Notice>
          <form method="post" action={v.url.cancellation()} novalidate>
            <TextField
              t={v.t}
              name="name"
              label={t.name}
              hint={t.nameHint(v.account.name)}
              value={formValues}
              autocomplete="off"
              error={errorOf(errors, 'name')}
              attrs={{ spellcheck: 'false' }}
            />
            <Actions>
              <Button kind="danger">{t.button}</Button>
              <LinkButton href={v.url.subscription()}>{t.keep}</LinkButton>
            </Actions>
          </form>
        </>
      )}
    </Page>
  );
}
