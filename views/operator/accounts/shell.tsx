/** The common part of an account's pages on the operator desk: its name, its tabs, and a notice if it is cancelled. */
import type { Child } from 'hono/jsx';
import type { DeskAccount } from '../../../src/operator/accounts/account.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { ErrorSummary, type FieldError } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Tabs } from '../../parts/tabs.tsx';

interface ShellProps {
  v: SignedInViewer;
  account: DeskAccount;
  current: 'overview' | 'subscription' | 'members' | 'audit';
  errors?: readonly FieldError[];
  wide?: boolean;
  children: Child;
}

export function AccountShell({ v, account, current, errors = [], wide, children }: ShellProps) {
  const t = v.t.operator.account;
  const { url } = v;
  return (
    <Page v={v} title={`${account.name}: ${t[current]}`} current="operatorAccounts" error={errors.length > 0} wide={wide === true}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader
        title={account.name}
        lead={v.t.common.accountTypes[account.type]}
        back={{ href: url.operatorAccounts(), label: t.allAccounts }}
      />
      <Tabs
        label={t.tabs}
        items={[
          { href: url.operatorAccount(account.id), label: t.overview, current: current === 'overview' },
          { href: url.operatorSubscription(account.id), label: t.subscription, current: current === 'subscription' },
          { href: url.operatorMembers(account.id), label: t.members, current: current === 'members' },
          { href: url.operatorAudit(account.id), label: t.audit, current: current === 'audit' },
        ]}
      />
      {account.status === 'cancelled' && (
        <Notice t={v.t} kind="warning" title={t.cancelledTitle}>
          <p>{t.cancelled(v.f.instant(account.cancelledAt ?? account.createdAt))}</p>
        </Notice>
      )}
      {children}
    </Page>
  );
}
