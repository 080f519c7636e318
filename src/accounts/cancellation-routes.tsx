import * as z from 'zod';
import { CancellationPage } from '../../views/accounts/cancellation.tsx';
import { clearSessionCookie } from '../auth/cookie.ts';
import { transaction } from '../db/transaction.ts';
import { flash, redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { fieldErrors } from '../web/field-errors.ts';
import { form, line } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import { cancelAccount, isOperatorsAccount } from './cancel.ts';

const fields = z.strictObject({ name: line(200) });

/** The routes to cancel the account, for the owner of a self-service account (rules §4.13). */
export function cancellationRoutes(app: App): void {
  app.get('/subscription/cancellation', async (c) => {
    const v = permitted(c, 'account.cancel');
    return render(
      c,
      <CancellationPage v={v} formValues="" errors={[]} isOperators={await isOperatorsAccount(c.var.deps.db, v.account.id)} />,
    );
  });

  app.post(
    '/subscription/cancellation',
    form(fields, (c, formValues, problems) => {
      const { t } = permitted(c, 'account.cancel');
      return refuse(c, formValues.name ?? '', fieldErrors(t, problems, { name: t.cancellation.name }));
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
          flash(c, { kind: 'success', text: v.t.cancellation.done });
          return redirect(c, v.url.signIn());
      }
    },
  );
}

async function refuse(c: Ctx, formValues: string, errors: { field: string | null; text: string }[]): Promise<Response> {
  const v = permitted(c, 'account.cancel');
  const isOperators = await isOperatorsAccount(c.var.deps.db, v.account.id);
  return render(c, <CancellationPage v={v} formValues={formValues} errors={errors} isOperators={isOperators} />, 422);
}
