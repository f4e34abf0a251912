import type { RuleSetting } from '../model/config.js';
import type { Finding } from '../model/finding.js';

/**
 * Applies what a user says about rules: another severity, or off. The most exact name wins: `identity/x` over
 * `identity/*` over `*`. What is only worth a listen stays info.
 */
export function overrideSeverities(
  findings: readonly Finding[],
  settings: Readonly<Record<string, RuleSetting>>,
): Finding[] {
  return findings.flatMap((finding) => {
    const setting = settingFor(finding.rule, settings);
    if (setting === 'off') return [];
    return [setting && finding.severity !== 'info' ? { ...finding, severity: setting } : finding];
  });
}

function settingFor(rule: string, settings: Readonly<Record<string, RuleSetting>>): RuleSetting | undefined {
  return settings[rule] ?? settings[`${rule.split('/')[0]}/*`] ?? settings['*'];
}
