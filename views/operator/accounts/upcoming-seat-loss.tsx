/** Choosing who loses a seat by an upcoming decrease, on the operator desk (rules §4.16). */
import type { DeskAccount } from '../../../src/operator/accounts/account.ts';
import type { UpcomingSeatLoss } from '../../../src/subscription/upcoming-seat-loss.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { LinkButton } from '../../parts/button.tsx';
import type { FieldError } from '../../parts/fields.tsx';
import { Section } from '../../parts/section.tsx';
import { UpcomingSeatLossForm, upcomingSeatLossLead } from '../../seat-loss/seat-loss.tsx';
import { AccountShell } from './shell.tsx';

interface DeskUpcomingSeatLossProps {
  v: SignedInViewer;
  account: DeskAccount;
  /** The operator's viewer for this account. */
  inside: SignedInViewer;
  shown: UpcomingSeatLoss;
  ticked: ReadonlyMap<string, readonly string[]> | null;
  errors: readonly FieldError[];
}

export function DeskUpcomingSeatLossPage({ v, account, inside, shown, ticked, errors }: DeskUpcomingSeatLossProps) {
  return (
    <AccountShell v={v} account={account} current="subscription" errors={errors}>
      <Section
        title={v.t.seatLoss.title}
        id="losers"
        lead={upcomingSeatLossLead(inside, shown)}
        actions={
          <LinkButton href={inside.url.subscription()} small>
            {v.t.common.back}
          </LinkButton>
        }
        plain
      >
        <UpcomingSeatLossForm v={inside} shown={shown} ticked={ticked} errors={errors} />
      </Section>
    </AccountShell>
  );
}
