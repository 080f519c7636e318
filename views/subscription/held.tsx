/** The part of Manage for held products: seats of each group, plans, removals (rules §4.14, §4.15). */
import type { Cycle, Plan, Product } from '../../src/catalogue/catalogue.ts';
import { activeTemporary } from '../../src/pricing/temporary.ts';
import type { Line, SeatGroup } from '../../src/pricing/types.ts';
import { later } from '../../src/values/day.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { groupNames, type Known, productName } from '../catalogue/names.ts';
import { Checkbox, errorOf, NumberField, SelectField } from '../parts/fields.tsx';
import { Meter, Section } from '../parts/section.tsx';
import { VisuallyHidden } from '../parts/text.tsx';
import type { ManageProps } from './manage.tsx';
import { ReclaimNotice } from './reclaim-notice.tsx';
import { groupSeatsWords, priceWords, upcomingWords } from './words.ts';

export function YourProducts(props: ManageProps) {
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

/** One seat group: one number for all of its lines (rules §4.14). */
function Group(props: ManageProps & { group: SeatGroup }) {
  const { v, known, group, formValues, errors } = props;
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
            {t.seatsField} <VisuallyHidden>{t.seatsFor(names)}</VisuallyHidden>
          </>
        }
        hint={
          <>
            {t.seatsHint}
            {lines.length > 1 && ` ${t.groupHint(names)}`}
            {waiting.map((row) => ` ${t.waits(upcomingWords(v, known, row), v.f.day(row.effectiveOn))}.`)}
          </>
        }
        value={formValues[name] ?? group.seats}
        error={errorOf(errors, name)}
      />
      <ReclaimNotice v={v} known={known} reclaim={props.reclaim.filter(({ groupId }) => groupId === group.id)} back={v.path} />
      {lines.map((line) => (
        <LineFields {...props} line={line} lines={lines.length} />
      ))}
    </Section>
  );
}

/** The plan of a line, when there is a choice, and the checkbox for its removal, when that is allowed. */
function LineFields({ v, known, line, lines, formValues, errors, allowed }: ManageProps & { line: Line; lines: number }) {
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
          value={formValues[planField] ?? line.planId}
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
          checked={Boolean(formValues[removeField])}
          error={errorOf(errors, removeField)}
        />
      )}
    </>
  );
}

function planOption(v: SignedInViewer, product: Product, plan: Plan, line: Line, cycle: Cycle) {
  const t = v.t.subscription;
  const isHeld = plan.id === line.planId;
  const version = isHeld ? line : plan.current;
  // The price of a held plan is only shown to users who may see it; the price of a plan to buy is always shown.
  const price = version && (!isHeld || v.can('prices.see')) ? priceWords(v, product, version, cycle, v.account.currency) : null;
  return { value: plan.id, label: price ? t.planOption(plan.name, price) : plan.name };
}

function levelOf(product: Product, planId: string): number {
  return product.plans.find((plan) => plan.id === planId)?.level ?? 0;
}

/** The day on which decreases take effect (rules §4.15). */
export function lowersOn({ subscription }: Known): string {
  return later(subscription.committedUntil, subscription.periodEndsOn);
}
