import type { Viewer } from '../../src/web/viewer.ts';
import { Actions, Button } from '../parts/button.tsx';
import { errorOf, type FieldError, TextField } from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { VisitorPage } from './visitor-page.tsx';

/** The form for a reset link. Without a mail server no link can be sent, so the page then says whom to ask instead. */
export function forgotPasswordPage(
  v: Viewer,
  { email, errors, mailIsSent }: { email: string; errors: readonly FieldError[]; mailIsSent: boolean },
) {
  const { t, url } = v;
  const words = t.auth.forgot;
  return (
    <VisitorPage v={{ ...v, path: url.forgotPassword() }} title={words.title} lead={mailIsSent ? words.lead : undefined} errors={errors}>
      {mailIsSent ? (
        <form method="post" action={url.forgotPassword()} novalidate>
          <TextField
            t={t}
            name="email"
            label={t.auth.email}
            type="email"
            autocomplete="username"
            width="full"
            value={email}
            error={errorOf(errors, 'email')}
            attrs={{ maxlength: 254 }}
          />
          <Actions>
            <Button kind="primary">{words.button}</Button>
          </Actions>
        </form>
      ) : (
        <Notice t={t} kind="information" title={words.noMailTitle}>
          <p>{words.noMail}</p>
        </Notice>
      )}
      <BackToSignIn v={v} />
    </VisitorPage>
  );
}

/** The same page for every address, so that it does not reveal whether a member has it. */
export function linkSentPage(v: Viewer) {
  const words = v.t.auth.forgot;
  return (
    <VisitorPage v={v} title={words.sentTitle} lead={words.sent}>
      <p class="door-note">{words.sentNothing}</p>
      <BackToSignIn v={v} />
    </VisitorPage>
  );
}

function BackToSignIn({ v }: { v: Viewer }) {
  return (
    <p class="door-aside">
      <a href={v.url.signIn()}>{v.t.auth.forgot.backToSignIn}</a>
    </p>
  );
}
