/**
 * Manage: one form for whoever changes the subscription, orders additions or asks for a change (spec §4.1–3, §4.14, §4.15). The draft
 * lives in its fields: "Update summary" sends them by GET, the other button by POST, and with htmx the Summary follows by itself.
 */
import type { Cycle, Plan, Product } from '../../src/catalogue/catalogue.ts';
import { leaderOf } from '../../src/catalogue/fits.ts';
import { activeTemporary } from '../../src/pricing/temporary.ts';
import type { Allowed, Line, Quote, SeatGroup } from '../../src/pricing/types.ts';
import type { GroupLosers } from '../../src/subscription/losers.ts';
import type { GroupReclaim } from '../../src/team/reclaim.ts';
import { later } from '../../src/values/day.ts';
import { lastDayOf } from '../../src/values/period.ts';
import type { Typed } from '../../src/web/form.ts';
import type { Insider } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Button } from '../parts/button.tsx';
import {
  Checkbox,
  ErrorSummary,
  errorOf,
  type FieldError,
  Hidden,
  NumberField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { Meter, Section, Split } from '../parts/section.tsx';
import { Spoken } from '../parts/text.tsx';
import { ReclaimNotice } from '../seats/reclaim-notice.tsx';
import { QuoteSummary } from './summary.tsx';
import { groupNames, type Known, priceWords, productName, upcomingWords } from './words.ts';

/** `change`: it happens at once. `order`: a confirmation page comes first. `request`: somebody else decides. */
export type Purpose = 'change' | 'order' | 'request';

/** The pending request that is being edited, at the version that the form was made from. */
export interface EditedRequest {
  id: string;
  version: number;
}

export interface ManageProps {
  v: Insider;
  purpose: Purpose;
  known: Known;
  quote: Quote;
  /** Who would lose their seat by what is typed (spec §4.16). */
  losers: readonly GroupLosers[];
  allowed: Allowed;
  /** What stands in the fields instead of the present numbers. */
  typed: Typed;
  errors: readonly FieldError[];
  /** Drawn when the form was made: the same form sent twice has one effect. */
  idempotencyKey: string;
  request: EditedRequest | null;
  /** Owner and billing admins, by name; whom to ask for what is not possible here. */
  deciders: readonly string[];
  owner: string | null;
  representative: string | null;
  /** The subscription moved since the form was opened. */
  stale: boolean;
  /** The page that led here, where there is one. */
  back: string | null;
  /** Seats that could be freed before more are bought, for those who manage the team. */
  reclaim: readonly GroupReclaim[];
  /** Some field is not a number yet, so that the summary cannot be complete. */
  invalid: boolean;
}

export function ManagePage(props: ManageProps) {
  const { v, purpose, errors } = props;
  const t = v.t.subscription;
  const title = purpose === 'request' ? t.requestTitle : t.manageTitle;
  return (
    <Page v={v} title={title} current="subscription" error={errors.length > 0} wide>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader
        title={title}
        lead={purpose === 'request' ? t.requestLead(v.f.or(props.deciders)) : t.manageLead}
        back={props.back ? { href: props.back, label: v.t.common.back } : { href: v.url.subscription(), label: t.title }}
      />
      {props.stale && (
        <Notice t={v.t} kind="warning" live>
          {t.stale}
        </Notice>
      )}
      <ManageForm {...props} />
    </Page>
  );
}

/** The form without the page around it: the operator desk has one of its own. */
export function ManageForm(props: ManageProps) {
  const { v, purpose, errors } = props;
  const t = v.t.subscription;
  return (
    <form method="post" action={formAction(props)} novalidate>
      <Hidden name="version" value={props.known.subscription.version} />
      <Hidden name="key" value={props.idempotencyKey} />
      {props.back && <Hidden name="back" value={props.back} />}
      {props.request && <Hidden name="request" value={props.request.version} />}
      <Split aside={<Aside {...props} />}>
        {/* A click or a key anywhere in here asks for the summary again; what is still on its way is dropped. */}
        <div
          class="stack"
          hx-get={v.url.manageSummary()}
          hx-include="closest form"
          hx-trigger="input delay:300ms, change delay:50ms"
          hx-sync="this:replace"
          hx-target="#summary"
          hx-swap="outerHTML"
        >
          <YourProducts {...props} />
          <Available {...props} />
          <Terms {...props} />
          {purpose === 'request' && (
            <Section title={t.noteField} id="note">
              <TextArea
                t={v.t}
                name="note"
                label={t.noteField}
                labelHidden
                hint={t.noteHint}
                value={props.typed.note ?? ''}
                error={errorOf(errors, 'note')}
                rows={3}
              />
            </Section>
          )}
        </div>
      </Split>
    </form>
  );
}

/** The summary, and the buttons outside of it, so that they keep the focus when it is replaced. "Update summary" comes first: Enter presses it. */
function Aside(props: ManageProps) {
  const { v, purpose, known, quote } = props;
  const t = v.t.subscription;
  return (
    <>
      <QuoteSummary
        v={v}
        known={known}
        quote={quote}
        losers={props.losers}
        chooses={purpose !== 'request'}
        currency={v.account.currency}
        taxRateBp={v.account.taxRateBp}
        showTotals={v.can('prices.see')}
        invalid={props.invalid}
      />
      <div class="actions">
        <Button kind="secondary" formmethod="get" formaction={props.request ? v.url.requestEdit(props.request.id) : v.url.manage()}>
          {t.updateSummary}
        </Button>
        {purpose === 'order' ? (
          <Button kind="primary" formmethod="get" formaction={v.url.confirmation()}>
            {t.reviewOrder}
          </Button>
        ) : (
          <Button kind="primary">{purpose === 'change' ? t.updateSubscription : props.request ? t.saveRequest : t.submitRequest}</Button>
        )}
      </div>
    </>
  );
}

function formAction({ v, purpose, request }: ManageProps): string {
  if (purpose !== 'request') return v.url.manage();
  return request ? v.url.request(request.id) : v.url.requests();
}

function YourProducts(props: ManageProps) {
  const { v, known, allowed } = props;
  const { subscription } = known;
  const t = v.t.subscription;
  const flat = subscription.lines.filter((line) => line.groupId === null);
  return (
    <Section title={t.yourProducts} id="products" lead={allowed.lower ? t.lowerHint(v.f.day(lowersOn(known))) : undefined} plain>
      {!allowed.lower && props.purpose !== 'change' && <p class="muted">{t.additionsOnly(props.representative)}</p>}
      {subscription.groups.map((group) => (
        <Group {...props} group={group} />
      ))}
      {flat.map((line) => (
        <Section level={3} title={productName(known.catalogue, line.productId)} id={`line-${line.productId}`} lead={t.flat}>
          <LineFields {...props} line={line} lines={1} />
        </Section>
      ))}
      {allowed.lower && !allowed.remove && props.owner && <p class="muted">{t.removeOnlyOwner(props.owner)}</p>}
    </Section>
  );
}

/** One seat group: a number that holds for each of its lines (spec §4.14). */
function Group(props: ManageProps & { group: SeatGroup }) {
  const { v, known, group, typed, errors } = props;
  const { subscription } = known;
  const t = v.t.subscription;
  const name = `seats.${group.leaderProductId}`;
  const names = groupNames(v, known, group);
  const lines = subscription.lines.filter((line) => line.groupId === group.id);
  const temporary = activeTemporary(subscription.temporary, group.id, v.today);
  const bought = group.seats + temporary;
  const waiting = subscription.upcoming.filter((row) => row.kind === 'seats' && row.productId === group.leaderProductId);
  return (
    <Section level={3} title={names} id={`group-${group.leaderProductId}`}>
      <Meter used={group.used} bought={bought} text={groupSeatsWords(v, group, temporary)} />
      <NumberField
        t={v.t}
        name={name}
        row
        label={
          <>
            {t.seatsField} <Spoken>{t.seatsFor(names)}</Spoken>
          </>
        }
        hint={
          <>
            {t.seatsHint}
            {lines.length > 1 && ` ${t.groupHint(names)}`}
            {waiting.map((row) => ` ${t.waits(upcomingWords(v, known, row), v.f.day(row.effectiveOn))}.`)}
          </>
        }
        value={typed[name] ?? group.seats}
        error={errorOf(errors, name)}
      />
      <ReclaimNotice v={v} known={known} reclaim={props.reclaim.filter(({ groupId }) => groupId === group.id)} back={v.path} />
      {lines.map((line) => (
        <LineFields {...props} line={line} lines={lines.length} />
      ))}
    </Section>
  );
}

/** The plan of a line, where there is a choice, and its removal, where that is allowed. */
function LineFields({ v, known, line, lines, typed, errors, allowed }: ManageProps & { line: Line; lines: number }) {
  const { subscription, catalogue } = known;
  const t = v.t.subscription;
  const product = catalogue.get(line.productId);
  if (!product) return null;
  const plans = product.plans.filter(
    (plan) => plan.id === line.planId || (plan.current && (allowed.lower || plan.level > levelOf(product, line.planId))),
  );
  const [planField, removeField] = [`plan.${product.id}`, `remove.${product.id}`];
  const waiting = subscription.upcoming.filter((row) => (row.kind === 'plan' || row.kind === 'removal') && row.productId === product.id);
  return (
    <>
      {plans.length > 1 && (
        <SelectField
          t={v.t}
          name={planField}
          row
          label={lines === 1 ? t.planField : t.planOf(product.name)}
          value={typed[planField] ?? line.planId}
          error={errorOf(errors, planField)}
          hint={
            waiting.length > 0 ? waiting.map((row) => `${t.waits(upcomingWords(v, known, row), v.f.day(row.effectiveOn))}. `) : undefined
          }
          options={plans.map((plan) => planOption(v, product, plan, line, subscription.cycle))}
        />
      )}
      {allowed.remove && (
        <Checkbox
          t={v.t}
          name={removeField}
          label={t.remove(product.name)}
          value="yes"
          checked={Boolean(typed[removeField])}
          error={errorOf(errors, removeField)}
        />
      )}
    </>
  );
}

function planOption(v: Insider, product: Product, plan: Plan, line: Line, cycle: Cycle) {
  const t = v.t.subscription;
  const isHeld = plan.id === line.planId;
  const version = isHeld ? line : plan.current;
  // What is already there is only priced for those who may see it; what could be bought always is.
  const price = version && (!isHeld || v.can('prices.see')) ? priceWords(v, product, version, cycle, v.account.currency) : null;
  return { value: plan.id, label: price ? t.planOption(plan.name, price) : plan.name };
}

function levelOf(product: Product, planId: string): number {
  return product.plans.find((plan) => plan.id === planId)?.level ?? 0;
}

/** What can be added: on sale, priced in this currency, not held and not inside a suite that is. */
function Available(props: ManageProps) {
  const { v, known } = props;
  const t = v.t.subscription;
  const products = availableProducts(known);
  return (
    <Section title={t.available} id="available" lead={products.length > 0 ? t.availableLead : t.availableNone}>
      {products.map((product) => (
        <AvailableProduct {...props} product={product} />
      ))}
    </Section>
  );
}

export function availableProducts({ subscription, catalogue }: Known): Product[] {
  const held = subscription.lines.map((line) => line.productId);
  const included = new Set(held.flatMap((id) => catalogue.get(id)?.includes ?? []));
  return [...catalogue.values()].filter(
    (product) =>
      product.onSale &&
      product.plans.some((plan) => plan.current) &&
      !held.includes(product.id) &&
      !included.has(product.id) &&
      !product.includes.some((id) => held.includes(id) || included.has(id)),
  );
}

function AvailableProduct({ v, known, product, typed, errors }: ManageProps & { product: Product }) {
  const { subscription, catalogue } = known;
  const t = v.t.subscription;
  const [addField, seatsField] = [`add.${product.id}`, `seats.${product.id}`];
  const held = [...subscription.lines.map((line) => line.productId), product.id];
  const leader = leaderOf(catalogue, held, product.id);
  const follows = product.follows && leader === product.id ? product.follows : leader;
  const plans = product.plans.filter((plan) => plan.current);
  return (
    <div class="add-product">
      <SelectField
        t={v.t}
        name={addField}
        row
        label={product.name}
        hint={
          product.includes.length > 0
            ? t.includes(v.f.and(product.includes.map((id) => productName(catalogue, id))))
            : !product.seated
              ? t.oneForAll
              : follows !== product.id
                ? t.sameSeats(productName(catalogue, follows))
                : undefined
        }
        value={typed[addField] ?? ''}
        error={errorOf(errors, addField)}
        options={[
          { value: '', label: t.notAdded },
          ...plans.map((plan) => ({
            value: plan.id,
            label: t.planOption(
              plan.name,
              plan.current ? priceWords(v, product, plan.current, subscription.cycle, v.account.currency) : '',
            ),
          })),
        ]}
      />
      {product.seated && follows === product.id && (
        <NumberField
          t={v.t}
          name={seatsField}
          row
          label={t.seatsOf(product.name)}
          value={typed[seatsField] ?? ''}
          error={errorOf(errors, seatsField)}
        />
      )}
    </div>
  );
}

/** Billing cycle, extension, promotion code: each where it is allowed. */
function Terms({ v, known, typed, errors, allowed }: ManageProps) {
  const { subscription } = known;
  const t = v.t.subscription;
  if (!allowed.lower && !allowed.extend && !allowed.promotionCode) return null;
  const waiting = subscription.upcoming.filter((row) => row.kind === 'cycle');
  return (
    <Section title={t.terms} id="terms">
      {allowed.lower && (
        <RadioGroup
          t={v.t}
          name="cycle"
          label={t.cycleField}
          inline
          value={typed.cycle ?? subscription.cycle}
          hint={
            waiting.length > 0
              ? waiting.map((row) => `${t.waits(upcomingWords(v, known, row), v.f.day(row.effectiveOn))}. `)
              : t.cycleHint(v.f.day(lowersOn(known)))
          }
          error={errorOf(errors, 'cycle')}
          options={[
            { value: 'monthly', label: v.t.common.cycles.monthly },
            { value: 'annual', label: v.t.common.cycles.annual },
          ]}
        />
      )}
      {allowed.extend && (
        <NumberField
          t={v.t}
          name="extend"
          row
          label={t.extendField}
          optional
          suffix={t.extendUnit[subscription.cycle]}
          hint={t.extendHint(v.f.day(lastDayOf(subscription.committedUntil)))}
          value={typed.extend ?? ''}
          error={errorOf(errors, 'extend')}
        />
      )}
      {allowed.promotionCode && (
        <TextField
          t={v.t}
          name="code"
          row
          label={t.codeField}
          optional
          width="short"
          autocomplete="off"
          hint={subscription.discount ? t.codeHas(subscription.discount.code) : t.codeHint}
          value={typed.code ?? ''}
          error={errorOf(errors, 'code')}
        />
      )}
    </Section>
  );
}

/** The day on which less takes effect (spec §4.15). */
function lowersOn({ subscription }: Known): string {
  return later(subscription.committedUntil, subscription.periodEndsOn);
}

/** The seats of a group as they stand: "18 agent seats, 4 temporary seats on top: 17 used, 5 free". */
export function groupSeatsWords(v: Insider, { seats, used }: SeatGroup, temporary: number): string {
  const t = v.t.subscription;
  const bought = t.seatsBought(seats) + (temporary > 0 ? `, ${t.temporaryActive(temporary)}` : '');
  return t.seatsNow(bought, seatsWords(v, used, seats + temporary));
}

export function seatsWords(v: Insider, used: number, bought: number): string {
  const t = v.t.subscription;
  return used > bought ? t.seatsOver(used, used - bought) : t.seatsUsedFree(used, bought - used);
}
