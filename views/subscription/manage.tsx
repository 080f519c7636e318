/**
 * Manage: one form to change the subscription, to order additions or to ask for a change (rules §4.1–3, §4.14, §4.15). The draft lives in
 * its fields: "Update summary" sends them by GET, the other button by POST; with htmx the summary is updated after every input.
 */
import type { Allowed, Quote } from '../../src/pricing/types.ts';
import type { GroupSeatLoss } from '../../src/seat-loss/choosable.ts';
import type { GroupReclaim } from '../../src/team/unused-seats.ts';
import type { FormValues } from '../../src/web/form.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import type { Known } from '../catalogue/names.ts';
import { Page, PageHeader } from '../page.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, Hidden, TextArea } from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { Section, Split } from '../parts/section.tsx';
import { Available } from './available.tsx';
import { YourProducts } from './held.tsx';
import { QuoteSummary } from './summary.tsx';
import { Terms } from './terms.tsx';

/** `change`: the change happens at once. `order`: a confirmation page comes first. `request`: another user decides. */
export type Purpose = 'change' | 'order' | 'request';

/** The pending request that is being edited, at the version that the form was made from. */
export interface EditedRequest {
  id: string;
  version: number;
}

export interface ManageProps {
  v: SignedInViewer;
  purpose: Purpose;
  known: Known;
  quote: Quote;
  /** Which members would lose their seat by the draft (rules §4.16). */
  seatLoss: readonly GroupSeatLoss[];
  allowed: Allowed;
  /** The values to show in the fields instead of the current numbers. */
  formValues: FormValues;
  errors: readonly FieldError[];
  /** Made with the form: the same form sent twice has one effect. */
  idempotencyKey: string;
  request: EditedRequest | null;
  /** The names of the owner and the billing admins, whom to ask for changes that are not possible here. */
  deciders: readonly string[];
  owner: string | null;
  representative: string | null;
  /** The subscription has changed since the form was opened. */
  stale: boolean;
  /** The page that led to Manage, where there is one. */
  back: string | null;
  /** Seats that could be freed before more are bought; for users who manage the team. */
  reclaim: readonly GroupReclaim[];
  /** A field is not a number yet, so the summary cannot be complete. */
  invalid: boolean;
}

export function ManagePage(props: ManageProps) {
  const { v, purpose, errors } = props;
  const t = v.t.subscription;
  const title = purpose === 'request' ? t.requestTitle : t.manageTitle;
  return (
    <Page v={v} title={title} current="subscription" error={errors.length > 0} wide>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader
        title={title}
        lead={purpose === 'request' ? t.requestLead(v.f.or(props.deciders)) : t.manageLead}
        back={props.back ? { href: props.back, label: v.t.common.back } : { href: v.url.subscription(), label: t.title }}
      />
      {props.stale && (
        <Notice t={v.t} kind="warning" live>
          {t.stale}
        </Notice>
      )}
      <ManageForm {...props} />
    </Page>
  );
}

/** The form without a page around it, because the operator desk puts it into a page of its own. */
export function ManageForm(props: ManageProps) {
  const { v, purpose, errors } = props;
  const t = v.t.subscription;
  return (
    <form method="post" action={formAction(props)} novalidate>
      <Hidden name="version" value={props.known.subscription.version} />
      <Hidden name="key" value={props.idempotencyKey} />
      {props.back && <Hidden name="back" value={props.back} />}
      {props.request && <Hidden name="request" value={props.request.version} />}
      <Split aside={<Aside {...props} />}>
        {/* Every input in this element requests the summary again and cancels a request that is still running. */}
        <div
          class="stack"
          hx-get={v.url.manageSummary()}
          hx-include="closest form"
          hx-trigger="input delay:300ms, change delay:50ms"
          hx-sync="this:replace"
          hx-target="#summary"
          hx-swap="outerHTML"
        >
          <YourProducts {...props} />
          <Available {...props} />
          <Terms {...props} />
          {purpose === 'request' && (
            <Section title={t.noteField} id="note">
              <TextArea
                t={v.t}
                name="note"
                label={t.noteField}
                labelHidden
                hint={t.noteHint}
                value={props.formValues.note ?? ''}
                error={errorOf(errors, 'note')}
                rows={3}
              />
            </Section>
          )}
        </div>
      </Split>
    </form>
  );
}

/**
 * The summary and its buttons. The buttons are outside of the summary, so that they keep the focus when it is replaced. "Update summary"
 * comes first, so that Enter presses it.
 */
function Aside(props: ManageProps) {
  const { v, purpose, known, quote } = props;
  const t = v.t.subscription;
  return (
    <>
      <QuoteSummary
        v={v}
        known={known}
        quote={quote}
        seatLoss={props.seatLoss}
        chooses={purpose !== 'request'}
        currency={v.account.currency}
        taxRateBp={v.account.taxRateBp}
        showTotals={v.can('prices.see')}
        invalid={props.invalid}
      />
      <div class="actions">
        <Button kind="secondary" formmethod="get" formaction={props.request ? v.url.requestEdit(props.request.id) : v.url.manage()}>
          {t.updateSummary}
        </Button>
        {purpose === 'order' ? (
          <Button kind="primary" formmethod="get" formaction={v.url.confirmation()}>
            {t.reviewOrder}
          </Button>
        ) : (
          <Button kind="primary">{purpose === 'change' ? t.updateSubscription : props.request ? t.saveRequest : t.submitRequest}</Button>
        )}
      </div>
    </>
  );
}

function formAction({ v, purpose, request }: ManageProps): string {
  if (purpose !== 'request') return v.url.manage();
  return request ? v.url.request(request.id) : v.url.requests();
}
