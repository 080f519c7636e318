import { common as reference } from '../en/common.ts';

export const common = reference;
