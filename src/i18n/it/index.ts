export { audit } from './audit.ts';
export { auth } from './auth.ts';
export { common } from './common.ts';
export { contacts } from './contacts.ts';
export { form } from './form.ts';
export { mail } from './mail.ts';
export { profile } from './profile.ts';
export { subscription } from './subscription.ts';
