/** What the exit codes of the contract mean. */
export const exitCodes = { fine: 0, findings: 1, failed: 2 } as const;

/** Sets the exit code that a command ends with. */
export type Finish = (code: number) => void;
