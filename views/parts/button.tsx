/**
 * A button names its action and its object: the label “Reject” with the `hiddenText` “the request of Ada Nkemelu”.
 *
 *   Button      kind · label via children · hiddenText · name, value, type, formaction, formmethod · attrs      inside the caller's form
 *   LinkButton  href · kind · children · hiddenText · attrs                                                 a link that looks like a button
 *   PostButton  action · label · hiddenText · kind · fields · attrs                                         a whole form of one button
 */
import type { Child } from 'hono/jsx';
import { Hidden } from './fields.tsx';
import { Icon, type IconName } from './icon.tsx';
import { type Attrs, classes, VisuallyHidden } from './text.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'quiet';

interface Looks {
  kind?: ButtonKind;
  small?: boolean;
  icon?: IconName;
  /** Names the object of the action. Only screen readers read it, after the label. */
  hiddenText?: string | undefined;
  attrs?: Attrs;
}

interface ButtonProps extends Looks {
  children: Child;
  type?: 'submit' | 'button';
  name?: string;
  value?: string;
  /** Without JavaScript these two send the form to another URL. htmx ignores them on a form with hx-post. */
  formaction?: string;
  formmethod?: 'get' | 'post';
}

export function Button({ children, type = 'submit', name, value, formaction, formmethod, attrs, ...looks }: ButtonProps) {
  return (
    <button type={type} class={look(looks)} name={name} value={value} formaction={formaction} formmethod={formmethod} {...attrs}>
      <Label {...looks}>{children}</Label>
    </button>
  );
}

export function LinkButton({ href, children, attrs, ...looks }: Looks & { href: string; children: Child }) {
  return (
    <a href={href} class={look(looks)} {...attrs}>
      <Label {...looks}>{children}</Label>
    </a>
  );
}

interface PostButtonProps extends Looks {
  action: string;
  label: string;
  fields?: Record<string, string | number>;
}

export function PostButton({ action, label, fields = {}, ...looks }: PostButtonProps) {
  return (
    <form method="post" action={action} class="one-button">
      {Object.entries(fields).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      <Button {...looks}>{label}</Button>
    </form>
  );
}

/** The buttons at the end of a form, the primary button first. */
export function Actions({ children }: { children: Child }) {
  return <div class="actions">{children}</div>;
}

function look({ kind = 'secondary', small }: Looks): string {
  return classes('button', kind, small && 'small');
}

function Label({ icon, hiddenText, children }: Looks & { children: Child }) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {children}
      {hiddenText && <VisuallyHidden> {hiddenText}</VisuallyHidden>}
    </>
  );
}
