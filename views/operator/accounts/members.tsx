/** The members and the audit log of an account on the operator desk; both are read-only there (rules §4.25). */
import type { DeskAccount } from '../../../src/operator/accounts/account.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { AuditLog, type AuditProps, auditErrors } from '../../audit/list.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { MemberList, type TeamListData } from '../../team/list.tsx';
import { AccountShell } from './shell.tsx';

interface Seen {
  v: SignedInViewer;
  /** The operator's viewer for this account. */
  inside: SignedInViewer;
  account: DeskAccount;
}

export function DeskMembersPage({ v, inside, account, data }: Seen & { data: TeamListData }) {
  return (
    <AccountShell v={v} account={account} current="members" wide>
      <p class="lead">{v.t.operator.members.lead}</p>
      <MemberList v={inside} {...data} readOnly />
    </AccountShell>
  );
}

export function DeskAuditPage({ v, inside, account, query, ...shown }: Seen & Omit<AuditProps, 'v'> & { query: string }) {
  return (
    <AccountShell v={v} account={account} current="audit" errors={auditErrors(v, shown.read)} wide>
      <div class="section-head">
        <p class="lead">{v.t.operator.audit.lead}</p>
        {shown.log.entries.length > 0 && (
          <div class="actions">
            <LinkButton href={inside.url.auditCsv(query)}>{v.t.audit.exportCsv}</LinkButton>
          </div>
        )}
      </div>
      <AuditLog v={inside} {...shown} />
    </AccountShell>
  );
}
