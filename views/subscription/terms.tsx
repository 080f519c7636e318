/** The part of Manage for the billing cycle, the commitment and the promotion code (rules §4.15). */
import { lastDayOf } from '../../src/values/period.ts';
import { errorOf, NumberField, RadioGroup, TextField } from '../parts/fields.tsx';
import { Section } from '../parts/section.tsx';
import { lowersOn } from './held.tsx';
import type { ManageProps } from './manage.tsx';
import { upcomingWords } from './words.ts';

/** Billing cycle, extension and promotion code, each only where it is allowed. */
export function Terms({ v, known, formValues, errors, allowed }: ManageProps) {
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
          value={formValues.cycle ?? subscription.cycle}
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
          value={formValues.extend ?? ''}
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
          value={formValues.code ?? ''}
          error={errorOf(errors, 'code')}
        />
      )}
    </Section>
  );
}
