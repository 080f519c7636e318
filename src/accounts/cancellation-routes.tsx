import * as z from 'zod';
import { CancellationPage } from '../../views/accounts/cancellation.tsx';
import { clearSessionCookie } from '../auth/cookie.ts';
import { transaction } from '../db/transaction.ts';
import { goTo, page, tell } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { fieldErrors } from '../web/field-errors.ts';
import { form, line } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import { cancelAccount, isOperatorsAccount } from './cancel.ts';

const fields = z.strictObject({ name: line(200) });

/** Cancelling the account, for the owner of a self-service account (rules §4.13). */
export function cancellationRoutes(app: App): void {
  app.get('/subscription/cancellation', async (c) => {
    const v = permitted(c, 'account.cancel');
    return page(c, <CancellationPage v={v} typed="" errors={[]} isOperators={await isOperatorsAccount(c.var.deps.db, v.account.id)} />);
  });

  app.post(
    '/subscription/cancellation',
    form(fields, (c, typed, problems) => {
      const { t } = permitted(c, 'account.cancel');
      return refuse(c, typed.name ?? '', fieldErrors(t, problems, { name: t.cancellation.name }));
    }),
    async (c) => {
      const v = permitted(c, 'account.cancel');
      const { name } = c.req.valid('form');
      const result = await transaction(c.var.deps.db, (trx) =>
        cancelAccount(trx, {
          accountId: v.account.id,
          typedName: name,
          by: {
            actor: { kind: 'member', id: v.member.id, name: v.member.name },
            source: c.var.source,
            now: v.now,
            today: v.today,
            publicUrl: c.var.deps.publicUrl(),
          },
        }),
      );
      switch (result.outcome) {
        case 'wrong-name':
          return refuse(c, name, [{ field: 'name', text: v.t.cancellation.wrongName }]);
        case 'operators-account':
          return refuse(c, name, [{ field: null, text: v.t.cancellation.operators }]);
        case 'cancelled':
          clearSessionCookie(c);
          tell(c, { kind: 'success', text: v.t.cancellation.done });
          return goTo(c, v.url.signIn());
      }
    },
  );
}

async function refuse(c: Ctx, typed: string, errors: { field: string | null; text: string }[]): Promise<Response> {
  const v = permitted(c, 'account.cancel');
  const isOperators = await isOperatorsAccount(c.var.deps.db, v.account.id);
  return page(c, <CancellationPage v={v} typed={typed} errors={errors} isOperators={isOperators} />, 422);
}
