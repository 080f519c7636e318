import packageJson from '../package.json' with { type: 'json' };

/** The version of the program, such as `0.2.0`. A build takes it in, so that the program that runs reads no file for it. */
export const { version } = packageJson;
