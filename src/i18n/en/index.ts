import { common } from './common.ts';
import { form } from './form.ts';

export const en = { common, form };
