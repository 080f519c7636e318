import { runCommand } from './run-command.ts';

const code = await runCommand(process.argv.slice(2));
// The server of the demo runs on.
if (code !== 0) process.exit(code);
