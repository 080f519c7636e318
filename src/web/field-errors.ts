import type { Messages } from '../i18n/messages.ts';
import type { Problem } from './form.ts';

/**
 * What the reader of forms found, in words for the error summary and the fields. `labels` names the fields that stand on the page, as
 * their labels do; what was sent beside them has no field to lead to.
 */
export function fieldErrors(
  t: Messages,
  problems: readonly Problem[],
  labels: Readonly<Record<string, string>>,
): { field: string | null; text: string }[] {
  return problems.map(({ field, key }) => {
    const label = field !== null && Object.hasOwn(labels, field) ? labels[field] : undefined;
    const text = key === 'missing' && label ? t.form.missingNamed(label) : t.form[key];
    return { field: label === undefined ? null : field, text };
  });
}
