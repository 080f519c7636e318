import { type Config, ConfigError, readConfig } from '../config.ts';
import { NewerDatabaseError } from '../db/migrate.ts';
import { version } from '../version.ts';
import { backUpTo } from './backup.ts';
import { checkData } from './check.ts';
import { CommandError } from './command-error.ts';
import { runDemo } from './demo/run.ts';
import { checkHealth } from './healthcheck.ts';
import { resetPassword } from './reset-password.ts';
import { restoreFrom } from './restore.ts';
import { runDueAsOf } from './run-due.ts';

interface Command {
  /** The argument after the name of the command, as the help shows it; an optional argument is in brackets. */
  takes?: string;
  says: string;
  run(config: Config, argument: string): Promise<void>;
}

/** A command that only prints something: it needs no settings, and so it answers even where they contradict each other. */
interface Answer {
  takes?: undefined;
  says: string;
  prints: string;
}

const commands: Record<string, Command | Answer> = {
  demo: { says: 'start a server with invented accounts and people', run: runDemo },
  check: { says: 'look for contradictions in the data; ends with 1 when there are any', run: checkData },
  backup: { takes: 'FILE', says: 'copy the database into FILE, while the server runs or not', run: backUpTo },
  restore: { takes: 'FILE', says: 'put a backup in the place of the database; the server must be stopped', run: restoreFrom },
  'reset-password': { takes: 'EMAIL', says: 'give a member a new password, and print it', run: resetPassword },
  'run-due': {
    takes: '[DAY]',
    says: 'renew what has ended and do what else is due, as of today or a day like 2026-03-31',
    run: runDueAsOf,
  },
  healthcheck: { says: 'ask the server of this machine whether it is ready', run: checkHealth },
  version: { says: 'print the version of the program', prints: version },
};

/**
 * Runs the command that these words name, with the settings from the environment.
 *
 * @returns what the process ends with: 0 when all went well, 1 when the command failed, 2 when there is no such command
 */
export async function runCommand([name = '', argument = '', ...rest]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const isOmitted = command?.takes?.startsWith('[') && !argument;
  if (!command || rest.length > 0 || (Boolean(command.takes) !== Boolean(argument) && !isOmitted)) {
    console.error(help());
    return 2;
  }
  try {
    if ('prints' in command) console.log(command.prints);
    else await command.run(readConfig(), argument);
    return 0;
  } catch (error) {
    const isExpected = [CommandError, ConfigError, NewerDatabaseError].some((kind) => error instanceof kind);
    console.error(isExpected ? (error as Error).message : error);
    return 1;
  }
}

function help(): string {
  const lines = Object.entries(commands).map(([commandName, { takes = '', says }]) => `  ${`${commandName} ${takes}`.padEnd(24)}${says}`);
  return ['Usage: node dist/src/cli/main.js COMMAND', '', ...lines].join('\n');
}
