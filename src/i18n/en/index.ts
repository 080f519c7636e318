import { audit } from './audit.ts';
import { common } from './common.ts';
import { form } from './form.ts';
import { mail } from './mail.ts';

export const en = { audit, common, form, mail };
