import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';

/** Stores the language in which a member sees pages and gets mail (rules §4.28). Does nothing if it is the same language. */
export async function changeLanguage(
  db: Db,
  {
    member,
    language,
    source,
    now,
  }: { member: { id: string; accountId: string; name: string }; language: Language; source: string; now: number },
): Promise<void> {
  await transaction(db, async (trx) => {
    const before = await trx
      .selectFrom('members')
      .select('language')
      .where('id', '=', member.id)
      .where('account_id', '=', member.accountId)
      .executeTakeFirst();
    if (!before || before.language === language) return;
    await trx.updateTable('members').set({ language }).where('id', '=', member.id).where('account_id', '=', member.accountId).execute();
    await record(
      trx,
      { actor: { kind: 'member', id: member.id, name: member.name }, source, now },
      {
        accountId: member.accountId,
        action: 'language.changed',
        subject: { type: 'member', id: member.id, name: member.name },
        before: { language: before.language },
        after: { language },
      },
    );
  });
}
