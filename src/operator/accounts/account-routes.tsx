import * as z from 'zod';
import { AccountOverviewPage } from '../../../views/operator/accounts/account.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { languages } from '../../i18n/language.ts';
import type { Messages } from '../../i18n/messages.ts';
import { urls } from '../../paths.ts';
import { accountTypes } from '../../permissions.ts';
import { showLinkNext, takeLink } from '../../team/invitation-link.ts';
import { goTo, page, tell } from '../../web/answer.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { fieldErrors } from '../../web/field-errors.ts';
import { form, line, revision, type Typed } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import { refuseButton } from '../../web/refuse-button.ts';
import { actAsOperator } from '../parts/by.ts';
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

/** One account: what it is, the invitation of its owner, what an operator sets for it (rules §4.25). */
export function operatorAccountRoutes(app: App): void {
  app.get('/operator/accounts/:id', async (c) => {
    operator(c);
    const account = await findDeskAccount(c.var.deps.db, c.req.param('id'));
    return showOverview(c, account, { typed: null, errors: [], status: 200 });
  });

  app.post(
    '/operator/accounts/:id',
    form(settingsFields, async (c, typed, problems) => {
      const account = await findDeskAccount(c.var.deps.db, c.req.param('id') ?? '');
      const errors = fieldErrors(c.var.viewer.t, problems, labelsOf(c.var.viewer.t));
      return showOverview(c, account, { typed, errors, status: 422 });
    }),
    async (c) => {
      const v = operator(c);
      const t = v.t.operator;
      const accountId = c.req.param('id');
      const typed = c.req.valid('form');
      const account = await findDeskAccount(c.var.deps.db, accountId);
      const taxRateBp = readPercent(typed.taxRate);
      const paymentTermsDays = /^\d{1,3}$/.test(typed.paymentTerms) ? Number(typed.paymentTerms) : Number.NaN;
      const errors: FieldError[] = [];
      if (taxRateBp === null) errors.push({ field: 'taxRate', text: t.problems.percent });
      if (!(paymentTermsDays <= 365)) errors.push({ field: 'paymentTerms', text: t.problems.days });
      if (taxRateBp === null || errors.length > 0) return showOverview(c, account, { typed: typed as Typed, errors, status: 422 });

      const wanted = {
        name: typed.name,
        type: typed.type,
        requestsEnabled: typed.requestsEnabled === 'yes',
        showPrices: typed.showPrices === 'yes',
        representativeId: typed.representative || null,
        taxRateBp,
        paymentTermsDays,
        language: typed.language,
      };
      const result = await actAsOperator(c, (trx, by) => changeSettings(trx, { accountId, seen: typed.seen, wanted, by }));
      if (result.outcome === 'refused') {
        const refused = [{ field: 'representative', text: t.problems[result.refused] }];
        return showOverview(c, account, { typed: typed as Typed, errors: refused, status: 422 });
      }
      if (result.outcome !== 'saved') {
        const fresh = await findDeskAccount(c.var.deps.db, accountId);
        return showOverview(c, fresh, { typed: null, errors: [], status: 409, stale: result.outcome === 'stale' });
      }
      const text = result.closed > 0 ? t.account.closed(result.closed) : result.changed ? t.account.saved : t.unchanged;
      tell(c, { kind: result.changed ? 'success' : 'information', text });
      return goTo(c, v.url.operatorAccount(accountId));
    },
  );

  app.post('/operator/accounts/:id/invitation', form(z.strictObject({}), refuseButton(operator)), async (c) => {
    const v = operator(c);
    const t = v.t.operator.newAccount;
    const accountId = c.req.param('id');
    const invited = await actAsOperator(c, (trx, by) => inviteOwnerAgain(trx, accountId, by));
    const sendsMail = c.var.deps.config.smtpUrl !== null;
    if (!invited) tell(c, { kind: 'information', text: t.alreadyJoined });
    else {
      if (!sendsMail) showLinkNext(c, invited.id, invited.secret);
      tell(c, { kind: 'success', text: sendsMail ? t.sentAgain(invited.email) : t.madeAgain });
    }
    return goTo(c, v.url.operatorAccount(accountId));
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
  typed: Typed | null;
  errors: readonly FieldError[];
  status: 200 | 409 | 422;
  stale?: boolean;
}

async function showOverview(c: Ctx, account: DeskAccount, { typed, errors, status, stale }: ShowOverview): Promise<Response> {
  const v = operator(c);
  const { db, config } = c.var.deps;
  const sendsMail = config.smtpUrl !== null;
  const invited = !sendsMail && account.owner?.status === 'invited' ? account.owner : null;
  const secret = invited && takeLink(c, invited.id);
  return page(
    c,
    <AccountOverviewPage
      v={v}
      account={account}
      operators={await listOperators(db)}
      typed={typed}
      errors={errors}
      stale={stale === true}
      sendsMail={sendsMail}
      invitationLink={secret ? urls(c.var.deps.publicUrl()).invitation(secret) : null}
    />,
    status,
  );
}
