import type { Viewer } from '../../src/web/viewer.ts';
import { Actions, Button } from '../parts/button.tsx';
import { errorOf, type FieldError, Hidden, PasswordField, TextField } from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { VisitorPage } from './visitor-page.tsx';

export interface SignInState {
  email: string;
  /** The path to redirect to after sign-in; empty for the home page. */
  back: string;
  errors: readonly FieldError[];
  /** After too many attempts, if mail can be sent, the page offers a new password. */
  throttled: boolean;
}

/** The sign-in page. After an error it shows the typed address again, but never the password. */
export function signInPage(v: Viewer, { email, back, errors, throttled }: SignInState) {
  const { t, url } = v;
  const { auth } = t;
  const viewer = { ...v, path: back ? `${url.signIn()}?back=${encodeURIComponent(back)}` : url.signIn() };
  return (
    <VisitorPage v={viewer} title={auth.signIn.title} errors={errors}>
      {throttled && (
        <Notice t={t} kind="information">
          {auth.throttled.forgot} <a href={url.forgotPassword()}>{auth.throttled.chooseNew}</a>
        </Notice>
      )}
      <form method="post" action={url.signIn()} novalidate>
        <Hidden name="back" value={back} />
        <TextField
          t={t}
          name="email"
          label={auth.email}
          type="email"
          autocomplete="username"
          width="full"
          value={email}
          error={errorOf(errors, 'email')}
          attrs={{ maxlength: 254 }}
        />
        <PasswordField t={t} name="password" label={auth.password} autocomplete="current-password" error={errorOf(errors, 'password')} />
        <Actions>
          <Button kind="primary">{auth.signIn.button}</Button>
        </Actions>
      </form>
      {!throttled && (
        <p class="door-aside">
          <a href={url.forgotPassword()}>{auth.signIn.forgot}</a>
        </p>
      )}
    </VisitorPage>
  );
}
