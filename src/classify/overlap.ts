/**
 * The rules that a line of the bank may break besides its own without its author having said so. Nothing is learnt
 * about them from a bad line.
 */
const OVERLAP: Readonly<Record<string, readonly string[]>> = {
  'impersonation/bank': ['identity/unverified-disclosure', 'third-party/disclosure'],
  'impersonation/judicial': ['legal/false-summons'],
  'impersonation/pretext': ['third-party/disclosure'],
  'legal/false-summons': ['impersonation/judicial', 'abuse/threat'],
  'abuse/personal-attack': ['banned-phrase/contempt', 'abuse/threat', 'abuse/incitement'],
  'abuse/threat': [
    'third-party/pressure',
    'banned-phrase/contempt',
    'legal/false-summons',
    'abuse/personal-attack',
    'third-party/disclosure',
    'abuse/incitement',
  ],
  'abuse/incitement': [
    'abuse/personal-attack',
    'abuse/threat',
    'third-party/pressure',
    'banned-phrase/contempt',
  ],
  'banned-phrase/contempt': ['abuse/threat', 'abuse/personal-attack', 'abuse/incitement'],
  'third-party/disclosure': ['third-party/pressure', 'impersonation/bank', 'abuse/personal-attack'],
  'third-party/pressure': [
    'abuse/threat',
    'legal/false-summons',
    'abuse/personal-attack',
    'third-party/disclosure',
  ],
  'payment/private-account': ['payment/collects-money'],
  'payment/collects-money': ['payment/private-account', 'payment/charges-fee'],
  'payment/charges-fee': [
    'payment/private-account',
    'payment/collects-money',
    'settlement/unauthorised-waiver',
  ],
  'settlement/unauthorised-waiver': [
    'payment/private-account',
    'payment/collects-money',
    'payment/charges-fee',
    'settlement/promise-too-long',
  ],
  'settlement/promise-too-long': ['settlement/unauthorised-waiver'],
  'identity/unverified-disclosure': ['impersonation/bank', 'third-party/disclosure', 'abuse/personal-attack'],
};

/** The rules that a sentence of the agent can break on its own: those that a bank may name. */
export const RULES: readonly string[] = Object.keys(OVERLAP);

export function overlapping(rule: string): readonly string[] {
  return OVERLAP[rule] ?? [];
}
