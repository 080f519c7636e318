import { isLanguage, languages } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import type { FormValues } from '../../src/web/form.ts';
import type { Viewer } from '../../src/web/viewer.ts';
import { NewPasswordField } from '../auth/behind-links.tsx';
import { VisitorPage } from '../auth/visitor-page.tsx';
import { Actions, Button } from '../parts/button.tsx';
import { errorOf, type FieldError, Fieldset, SelectField, TextField } from '../parts/fields.tsx';

/** The form of the first run: the code from the log, the operators' account and its owner (rules §5). */
export function setupPage(
  v: Viewer,
  { formValues, errors, currencies }: { formValues: FormValues; errors: readonly FieldError[]; currencies: readonly string[] },
) {
  const { t, url } = v;
  const words = t.setup;
  const currencyNames = new Intl.DisplayNames([v.language], { type: 'currency' });
  const text = (name: string) => ({ t, name, width: 'full' as const, value: formValues[name], error: errorOf(errors, name) });
  return (
    <VisitorPage v={{ ...v, path: url.setup() }} title={words.title} lead={words.lead} errors={errors}>
      <form method="post" action={url.setup()} novalidate>
        <TextField
          {...text('code')}
          label={words.code}
          hint={words.codeHint}
          autocomplete="off"
          attrs={{ spellcheck: 'false', maxlength: 40 }}
        />
        <Fieldset legend={words.aboutAccount}>
          <TextField
            {...text('accountName')}
            label={words.accountName}
            hint={words.accountNameHint}
            autocomplete="organization"
            attrs={{ maxlength: 120 }}
          />
          <SelectField
            {...text('currency')}
            label={words.currency}
            value={formValues.currency ?? currencies[0]}
            options={currencies.map((code) => ({ value: code, label: `${code} – ${currencyNames.of(code) ?? code}` }))}
          />
          <SelectField
            {...text('language')}
            label={words.language}
            value={isLanguage(formValues.language) ? formValues.language : v.language}
            options={languages.map((language) => ({ value: language, label: messagesFor(language).common.languageName }))}
          />
        </Fieldset>
        <Fieldset legend={words.aboutYou}>
          <TextField {...text('name')} label={words.name} autocomplete="name" attrs={{ maxlength: 120 }} />
          <TextField {...text('email')} label={t.auth.email} type="email" autocomplete="username" attrs={{ maxlength: 254 }} />
          <NewPasswordField v={v} errors={errors} label={t.auth.password} />
        </Fieldset>
        <Actions>
          <Button kind="primary">{words.button}</Button>
        </Actions>
      </form>
    </VisitorPage>
  );
}
