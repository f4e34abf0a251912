/** What the exit codes of the contract mean; 130 is what shells expect of a program that Ctrl-C has ended. */
export const exitCodes = { fine: 0, findings: 1, failed: 2, interrupted: 130 } as const;

/** Sets the exit code that a command ends with. */
export type Finish = (code: number) => void;
