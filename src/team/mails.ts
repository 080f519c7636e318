import type { Trx } from '../db/transaction.ts';
import type { MailKind } from '../mail/kind.ts';
import { enqueue } from '../mail/outbox.ts';
import { type MemberNews, memberNews } from '../mail/templates/team.ts';
import type { Member } from '../members/find-member.ts';
import { urls } from '../paths.ts';
import type { ActContext } from './load-for-act.ts';

const mailKinds: Record<MemberNews['kind'], MailKind> = {
  role: 'member-role',
  downgraded: 'member-downgraded',
  suspended: 'member-suspended',
  reactivated: 'member-reactivated',
  owner: 'owner-new',
  noLongerOwner: 'owner-former',
};

/** Mails a member about a change of their role or state. Members who are invited or suspended get no mail. */
export async function notifyMember(trx: Trx, { account, by }: ActContext, member: Member, news: MemberNews): Promise<void> {
  if (member.status !== 'active') return;
  await enqueue(trx, {
    accountId: account.id,
    to: { memberId: member.id, email: member.email, name: member.name },
    kind: mailKinds[news.kind],
    content: memberNews(
      member.language,
      { recipientName: member.name, accountName: account.name, actorName: by.actor.name, news },
      urls(by.publicUrl),
    ),
    publicUrl: by.publicUrl,
    at: by.now,
  });
}
