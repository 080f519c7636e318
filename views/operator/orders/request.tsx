/** A request on the operator desk: the Request summary with the buttons Place order and Reject (rules §4.24). */
import type { DeskAccount } from '../../../src/operator/accounts/account.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { ErrorSummary } from '../../parts/fields.tsx';
import { Notice, StateTag } from '../../parts/notice.tsx';
import { RequestBody, type RequestPageProps } from '../../requests/request.tsx';

interface DeskRequestProps extends RequestPageProps {
  /** The operator's own viewer, for the page around the summary; `v` is their viewer for the customer's account. */
  outside: SignedInViewer;
  deskAccount: DeskAccount;
}

export function DeskRequestPage({ outside, deskAccount, ...props }: DeskRequestProps) {
  const { request, errors, alert } = props;
  const t = outside.t.operator.orders;
  const lead = request.answerer === 'representative' ? t.requestLead : t.requestOfAccountLead;
  return (
    <Page v={outside} title={t.requestTitle} current="operatorOrders" error={errors.length > 0} wide>
      <ErrorSummary t={outside.t} errors={errors} />
      {alert && (
        <Notice t={outside.t} kind="warning" title={alert.title} live>
          <p>{alert.text}</p>
        </Notice>
      )}
      <PageHeader
        title={t.requestTitle}
        lead={lead(request.requesterName, deskAccount.name)}
        back={{ href: outside.url.operatorOrders(), label: t.title }}
      >
        <StateTag state={request.status} label={outside.t.requests.states[request.status]} />
        <LinkButton href={outside.url.operatorAccount(deskAccount.id)}>{t.toAccount}</LinkButton>
      </PageHeader>
      <RequestBody {...props} />
    </Page>
  );
}
