import * as z from 'zod';
import { AccountOverviewPage } from '../../../views/operator/accounts/account.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { languages } from '../../i18n/language.ts';
import type { Messages } from '../../i18n/messages.ts';
import { urls } from '../../paths.ts';
import { accountTypes } from '../../permissions.ts';
import { showLinkNext, takeLink } from '../../team/invitation-link.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import { badRequestAfter } from '../../web/bad-request-after.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { fieldErrors } from '../../web/field-errors.ts';
import { type FormValues, form, line, revision } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { readPercent } from '../parts/read-fields.ts';
import { type DeskAccount, findDeskAccount, listOperators } from './account.ts';
import { changeSettings } from './change-settings.ts';
import { inviteOwnerAgain } from './invitation.ts';

const tick = z.enum(['yes'], 'invalid').optional();
const settingsFields = z.strictObject({
  seen: revision,
  name: line(120),
  type: z.enum(accountTypes, 'choose-one'),
  requestsEnabled: tick,
  showPrices: tick,
  representative: z.string().max(26, 'choose-one').default(''),
  taxRate: line(10),
  paymentTerms: line(12),
  language: z.enum(languages, 'choose-one'),
});

/** The page of one account, its settings, and the invitation of its owner (rules §4.25). */
export function operatorAccountRoutes(app: App): void {
  app.get('/operator/accounts/:id', async (c) => {
    operator(c);
    const account = await findDeskAccount(c.var.deps.db, c.req.param('id'));
    return showOverview(c, account, { formValues: null, errors: [], status: 200 });
  });

  app.post(
    '/operator/accounts/:id',
    form(settingsFields, async (c, formValues, problems) => {
      const account = await findDeskAccount(c.var.deps.db, c.req.param('id') ?? '');
      const errors = fieldErrors(c.var.viewer.t, problems, labelsOf(c.var.viewer.t));
      return showOverview(c, account, { formValues, errors, status: 422 });
    }),
    async (c) => {
      const v = operator(c);
      const t = v.t.operator;
      const accountId = c.req.param('id');
      const formValues = c.req.valid('form');
      const account = await findDeskAccount(c.var.deps.db, accountId);
      const taxRateBp = readPercent(formValues.taxRate);
      const paymentTermsDays = /^\d{1,3}$/.test(formValues.paymentTerms) ? Number(formValues.paymentTerms) : Number.NaN;
      const errors: FieldError[] = [];
      if (taxRateBp === null) errors.push({ field: 'taxRate', text: t.problems.percent });
      if (!(paymentTermsDays <= 365)) errors.push({ field: 'paymentTerms', text: t.problems.days });
      if (taxRateBp === null || errors.length > 0)
        return showOverview(c, account, { formValues: formValues as FormValues, errors, status: 422 });

      const wanted = {
        name: formValues.name,
        type: formValues.type,
        requestsEnabled: formValues.requestsEnabled === 'yes',
        showPrices: formValues.showPrices === 'yes',
        representativeId: formValues.representative || null,
        taxRateBp,
        paymentTermsDays,
        language: formValues.language,
      };
      const result = await actAsOperator(c, (trx, by) => changeSettings(trx, { accountId, seen: formValues.seen, wanted, by }));
      if (result.outcome === 'refused') {
        const refused = [{ field: 'representative', text: t.problems[result.refused] }];
        return showOverview(c, account, { formValues: formValues as FormValues, errors: refused, status: 422 });
      }
      if (result.outcome !== 'saved') {
        const fresh = await findDeskAccount(c.var.deps.db, accountId);
        return showOverview(c, fresh, { formValues: null, errors: [], status: 409, stale: result.outcome === 'stale' });
      }
      const text = result.closed > 0 ? t.account.closed(result.closed) : result.changed ? t.account.saved : t.unchanged;
      flash(c, { kind: result.changed ? 'success' : 'information', text });
      return redirect(c, v.url.operatorAccount(accountId));
    },
  );

  app.post('/operator/accounts/:id/invitation', form(z.strictObject({}), badRequestAfter(operator)), async (c) => {
    const v = operator(c);
    const t = v.t.operator.newAccount;
    const accountId = c.req.param('id');
    const invited = await actAsOperator(c, (trx, by) => inviteOwnerAgain(trx, accountId, by));
    const sendsMail = c.var.deps.config.smtpUrl !== null;
    if (!invited) flash(c, { kind: 'information', text: t.alreadyJoined });
    else {
      if (!sendsMail) showLinkNext(c, invited.id, invited.secret);
      flash(c, { kind: 'success', text: sendsMail ? t.sentAgain(invited.email) : t.madeAgain });
    }
    return redirect(c, v.url.operatorAccount(accountId));
  });
}

function labelsOf({ operator: { account, newAccount: n } }: Messages): Record<string, string> {
  return {
    name: n.name,
    type: n.type,
    requestsEnabled: account.requestsEnabled,
    showPrices: account.showPrices,
    representative: n.representative,
    taxRate: n.taxRate,
    paymentTerms: account.paymentTerms,
    language: n.language,
  };
}

interface ShowOverview {
  formValues: FormValues | null;
  errors: readonly FieldError[];
  status: 200 | 409 | 422;
  stale?: boolean;
}

async function showOverview(c: Ctx, account: DeskAccount, { formValues, errors, status, stale }: ShowOverview): Promise<Response> {
  const v = operator(c);
  const { db, config } = c.var.deps;
  const sendsMail = config.smtpUrl !== null;
  const invited = !sendsMail && account.owner?.status === 'invited' ? account.owner : null;
  const secret = invited && takeLink(c, invited.id);
  return render(
    c,
    <AccountOverviewPage
      v={v}
      account={account}
      operators={await listOperators(db)}
      formValues={formValues}
      errors={errors}
      stale={stale === true}
      sendsMail={sendsMail}
      invitationLink={secret ? urls(c.var.deps.publicUrl()).invitation(secret) : null}
    />,
    status,
  );
}
