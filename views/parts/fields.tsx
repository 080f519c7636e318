/**
 * All form fields. Each renders its label, hint and error with the aria attributes. The id is `field-<name>`, so that the error summary can
 * link to the field. No field is `required` and forms have `novalidate`, because the server reports missing values.
 *
 *   all         t · name · label · hint · error · optional (shown at the label) · labelHidden · row · attrs (hx-…, maxlength …)
 *   TextField     value · type · autocomplete · width · prefix, suffix                  NumberField   value (number or the raw input)
 *   PasswordField autocomplete · width
 *   SelectField, RadioGroup    value · options [{ value, label, hint? }]                  TextArea      value · rows
 *   Checkbox                   value · checked                                            Hidden        name · value
 *   Fieldset                   legend · hint · id, t, error · children · attrs             a group of fields under one heading
 *   ErrorSummary               t · errors [{ field, text }]                               first element of the page, takes the focus
 */
import type { Child } from 'hono/jsx';
import type { Messages } from '../../src/i18n/messages.ts';
import { Icon } from './icon.tsx';
import { type Attrs, classes, VisuallyHidden } from './text.tsx';

export interface FieldProps {
  t: Messages;
  name: string;
  label: Child;
  hint?: Child;
  error?: string | null | undefined;
  optional?: boolean;
  /** For a field in a table, where the column head shows the label: only screen readers read the label of the field. */
  labelHidden?: boolean;
  /** Label on the left, input on the right: for lists of products with their seats. */
  row?: boolean;
  attrs?: Attrs;
}

interface TextFieldProps extends FieldProps {
  value?: string | undefined;
  type?: 'text' | 'email' | 'search' | 'date';
  autocomplete?: string;
  /** The expected length of the input. The field is never wider than the page. */
  width?: 'full' | 'medium' | 'short' | 'number';
  prefix?: string;
  suffix?: string;
}

/** E-mail addresses and passwords need no spell check. */
const verbatim = { spellcheck: 'false' } as object;

export function fieldId(name: string): string {
  return `field-${name}`;
}

export function TextField({ value, type = 'text', autocomplete, width = 'medium', prefix, suffix, ...field }: TextFieldProps) {
  const input = (
    <input
      type={type}
      class={`width-${width}`}
      value={value ?? ''}
      autocomplete={autocomplete}
      {...(type === 'email' && verbatim)}
      {...wiring(field)}
    />
  );
  return (
    <Field {...field}>
      {prefix || suffix ? (
        <span class="affix">
          {prefix && <span>{prefix}</span>}
          {input}
          {suffix && <span>{suffix}</span>}
        </span>
      ) : (
        input
      )}
    </Field>
  );
}

/** A text input, because with `type=number` a browser may change the typed value, and the mouse wheel can change the number. */
export function NumberField({
  value,
  width = 'number',
  attrs,
  ...field
}: Omit<TextFieldProps, 'value' | 'type'> & { value?: number | string | undefined }) {
  return (
    <TextField
      autocomplete="off"
      {...field}
      width={width}
      value={value === undefined ? '' : String(value)}
      attrs={{ inputmode: 'numeric', maxlength: 12, ...attrs }}
    />
  );
}

/** app.js adds the button that shows the password. Without JavaScript it is an ordinary password field. */
export function PasswordField({
  autocomplete,
  width = 'medium',
  ...field
}: FieldProps & { autocomplete: 'current-password' | 'new-password'; width?: 'full' | 'medium' }) {
  return (
    <Field {...field}>
      <span class={`password width-${width}`} data-show={field.t.common.showPassword} data-hide={field.t.common.hidePassword}>
        <input type="password" class="width-full" autocomplete={autocomplete} {...verbatim} {...wiring(field)} />
      </span>
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
  hint?: string;
  disabled?: boolean;
}

export function SelectField({
  value,
  options,
  width = 'medium',
  ...field
}: FieldProps & { value?: string | undefined; options: readonly Option[]; width?: 'full' | 'medium' | 'short' }) {
  return (
    <Field {...field}>
      <select class={`width-${width}`} {...wiring(field)}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function TextArea({ value, rows = 4, ...field }: FieldProps & { value?: string | undefined; rows?: number }) {
  // The browser drops a line break right after the tag. The extra one protects a line break at the start of the user's text.
  return (
    <Field {...field}>
      <textarea class="width-full" rows={rows} {...wiring(field)}>{`\n${value ?? ''}`}</textarea>
    </Field>
  );
}

export function Checkbox({ value = 'yes', checked, ...field }: FieldProps & { value?: string; checked?: boolean }) {
  return (
    <div class={classes('field', 'choice', field.error && 'invalid')}>
      <input type="checkbox" value={value} checked={checked === true} {...wiring(field)} />
      <label for={fieldId(field.name)}>
        {field.label}
        {field.optional && <span class="optional"> {field.t.common.optional}</span>}
      </label>
      <HintAndError {...field} />
    </div>
  );
}

/** The first radio button has the id of the field, so that the error summary links to it. */
export function RadioGroup({
  value,
  options,
  inline,
  attrs,
  ...field
}: FieldProps & { value?: string | undefined; options: readonly Option[]; inline?: boolean }) {
  const id = fieldId(field.name);
  return (
    <fieldset class={classes('field', field.error && 'invalid')} aria-describedby={describedBy(field)}>
      <legend class={field.labelHidden ? 'visually-hidden' : undefined}>
        {field.label}
        {field.optional && <span class="optional"> {field.t.common.optional}</span>}
      </legend>
      <HintAndError {...field} />
      <div class={classes('choices', inline && 'inline')}>
        {options.map((option, index) => {
          const optionId = index === 0 ? id : `${id}-${option.value}`;
          return (
            <div class="choice">
              <input
                type="radio"
                id={optionId}
                name={field.name}
                value={option.value}
                checked={option.value === value}
                disabled={option.disabled}
                aria-describedby={option.hint ? `${optionId}-hint-of` : undefined}
                {...attrs}
              />
              <label for={optionId}>{option.label}</label>
              {option.hint && (
                <p class="hint" id={`${optionId}-hint-of`}>
                  {option.hint}
                </p>
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

export function Hidden({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={String(value)} />;
}

export function Fieldset({
  t,
  legend,
  hint,
  id,
  error,
  children,
  attrs,
}: {
  /** Needed with `id` and `error` when the group as a whole can have an error. */
  t?: Messages;
  legend: Child;
  hint?: Child;
  id?: string;
  error?: string | undefined;
  children: Child;
  attrs?: Attrs;
}) {
  return (
    <fieldset class={classes('fieldset', error && 'invalid')} id={id} aria-describedby={error && `${id}-error`} {...attrs}>
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      {t && error && <ErrorWords t={t} id={`${id}-error`} text={error} />}
      {children}
    </fieldset>
  );
}

export interface FieldError {
  /** The name of the field, or null for an error without a field. */
  field: string | null;
  text: string;
}

/** The first element of the page, before the h1. `autofocus` moves the focus here with and without htmx. Renders nothing without errors. */
export function ErrorSummary({ t, errors }: { t: Messages; errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" id="error-summary" aria-labelledby="error-summary-title" role="alert" tabindex={-1} {...{ autofocus: true }}>
      <h2 id="error-summary-title">{t.common.errorSummaryTitle}</h2>
      <ul>
        {errors.map((error) => (
          <li>{error.field === null ? error.text : <a href={`#${fieldId(error.field)}`}>{error.text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/** The error message of a field, if it has one. */
export function errorOf(errors: readonly FieldError[], name: string): string | undefined {
  return errors.find((error) => error.field === name)?.text;
}

function Field({ children, ...field }: FieldProps & { children: Child }) {
  return (
    <div class={classes('field', field.row && 'row', field.error && 'invalid')}>
      <label for={fieldId(field.name)} class={field.labelHidden ? 'visually-hidden' : undefined}>
        {field.label}
        {field.optional && <span class="optional"> {field.t.common.optional}</span>}
      </label>
      <HintAndError {...field} />
      {children}
    </div>
  );
}

function HintAndError({ t, name, hint, error }: FieldProps) {
  return (
    <>
      {hint && (
        <p class="hint" id={`${fieldId(name)}-hint`}>
          {hint}
        </p>
      )}
      {error && <ErrorWords t={t} id={`${fieldId(name)}-error`} text={error} />}
    </>
  );
}

function ErrorWords({ t, id, text }: { t: Messages; id: string; text: string }) {
  return (
    <p class="error" id={id}>
      <Icon name="warning" />
      <VisuallyHidden>{t.common.errorPrefix}</VisuallyHidden>
      {text}
    </p>
  );
}

function wiring(field: FieldProps): Attrs {
  return {
    id: fieldId(field.name),
    name: field.name,
    'aria-describedby': describedBy(field),
    'aria-invalid': field.error ? 'true' : undefined,
    ...field.attrs,
  };
}

function describedBy({ name, hint, error }: FieldProps): string | undefined {
  return classes(hint ? `${fieldId(name)}-hint` : null, error ? `${fieldId(name)}-error` : null) || undefined;
}
