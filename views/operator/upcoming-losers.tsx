/** Who would lose their seat by a decrease that waits, on the desk (rules §4.16). */
import type { DeskAccount } from '../../src/operator/account.ts';
import type { UpcomingLosers } from '../../src/subscription/upcoming-losers.ts';
import type { Insider } from '../../src/web/viewer.ts';
import { LinkButton } from '../parts/button.tsx';
import type { FieldError } from '../parts/fields.tsx';
import { Section } from '../parts/section.tsx';
import { UpcomingLosersForm, upcomingLosersLead } from '../subscription/losers.tsx';
import { AccountShell } from './account-shell.tsx';

interface DeskUpcomingLosersProps {
  v: Insider;
  account: DeskAccount;
  /** The same operator as seen in the account. */
  inside: Insider;
  shown: UpcomingLosers;
  ticked: ReadonlyMap<string, readonly string[]> | null;
  errors: readonly FieldError[];
}

export function DeskUpcomingLosersPage({ v, account, inside, shown, ticked, errors }: DeskUpcomingLosersProps) {
  return (
    <AccountShell v={v} account={account} current="subscription" errors={errors}>
      <Section
        title={v.t.renewal.losers.title}
        id="losers"
        lead={upcomingLosersLead(inside, shown)}
        actions={
          <LinkButton href={inside.url.subscription()} small>
            {v.t.common.back}
          </LinkButton>
        }
        plain
      >
        <UpcomingLosersForm v={inside} shown={shown} ticked={ticked} errors={errors} />
      </Section>
    </AccountShell>
  );
}
