import { useEffect, useRef } from 'preact/hooks';
import type { Reason } from '../../../model/finding.js';
import type { PageFinding, PageRule } from '../page-data.js';
import { noFilters } from './filter.js';
import { toHash } from './link.js';
import { factName, factValue, shown, usePage } from './page.js';
import { type Missed, withNote, withoutMissed, withVerdict } from './review.js';

interface FindingProps {
  at: number;
  finding: PageFinding;
}

/** A finding where it was said: what is wrong, what to say instead, why, and what the reviewer thinks. */
export function FindingCard({ at, finding }: FindingProps) {
  const { data, report } = usePage();
  const rule = data.rules[finding.rule] as PageRule;
  const isCurrent = report.finding === at;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isCurrent) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const verdict = report.review.verdicts.get(finding.fingerprint)?.verdict ?? 'open';
  return (
    <section ref={card} class={`finding ${finding.severity} ${verdict}`} aria-current={isCurrent}>
      <FindingHead
        finding={finding}
        rule={rule}
        onPick={() => report.go({ finding: at, turn: finding.turn })}
      />
      {finding.marks.length === 0 && finding.quote !== '' && <blockquote>{shown(finding.text)}</blockquote>}
      <Explanation finding={finding} rule={rule} />
      <Verdict finding={finding} />
    </section>
  );
}

function FindingHead({
  finding,
  rule,
  onPick,
}: {
  finding: PageFinding;
  rule: PageRule;
  onPick: () => void;
}) {
  const { words, reportWords } = usePage();
  const { severity, turn, by, confidence, heard } = finding;
  const sure = confidence === undefined ? '' : ` · ${reportWords.confidence(confidence)}`;
  return (
    <h3>
      <span class={`severity ${severity}`}>{reportWords.severity[severity]}</span>
      <button type="button" class="name" onClick={onPick}>
        {shown(rule.title)}
      </button>
      <code>{shown(rule.id)}</code>
      {rule.veto && <span class="tag veto">{words.veto}</span>}
      {rule.trial && <span class="tag">{reportWords.trial}</span>}
      {turn === null && <span class="tag">{words.wholeCall}</span>}
      {heard && <span class="tag">{reportWords.heard}</span>}
      <span class="by">
        {reportWords.voice[by]}
        {sure}
      </span>
    </h3>
  );
}

function Explanation({ finding, rule }: { finding: PageFinding; rule: PageRule }) {
  const { reportWords } = usePage();
  const { headings, nearest, verdict } = reportWords;
  const examples = (finding.nearest ?? []).map((one) => `${verdict[one.verdict]} ${shown(one.text)}`);
  const entries: [string, string[]][] = [
    [headings.message, [shown(finding.message ?? rule.message)]],
    [headings.suggestion, [shown(finding.suggestion ?? rule.suggestion)]],
    [headings.basis, rule.basis.map(shown)],
    [nearest, examples],
    [headings.place, [shown(finding.place)]],
  ];
  return (
    <dl>
      {entries.map(([name, lines]) => lines.length > 0 && <Entry key={name} name={name} lines={lines} />)}
      <Because because={finding.because} />
    </dl>
  );
}

function Entry({ name, lines }: { name: string; lines: readonly string[] }) {
  return (
    <div>
      <dt>{name}</dt>
      {lines.map((line) => (
        <dd key={line}>{line}</dd>
      ))}
    </div>
  );
}

/** The facts that let the rule apply; each leads to the turn that taught it. */
function Because({ because }: { because: readonly Reason[] }) {
  const { words, reportWords, report } = usePage();
  if (because.length === 0) return null;
  return (
    <div>
      <dt>{reportWords.headings.because}</dt>
      {because.map(({ fact, value, turn }) => (
        <dd key={fact}>
          {factName(fact, words)} = {factValue(fact, value, words)}
          {turn === null ? (
            `（${reportWords.learntFrom(turn)}）`
          ) : (
            <button
              type="button"
              class="link from"
              onClick={(event) => {
                event.stopPropagation();
                report.go({ turn });
                document.getElementById(`turn-${turn}`)?.scrollIntoView({ block: 'center' });
              }}
            >
              {reportWords.learntFrom(turn)}
            </button>
          )}
        </dd>
      ))}
    </div>
  );
}

function Verdict({ finding }: { finding: PageFinding }) {
  const { data, words, report } = usePage();
  const { fingerprint, turn } = finding;
  const mark = report.review.verdicts.get(fingerprint);
  const link = () => {
    const hash = toHash({ view: 'calls', call: report.call, turn, filters: noFilters }, data);
    navigator.clipboard.writeText(`${location.href.split('#')[0]}${hash}`).then(
      () => report.say(words.copied),
      () => report.say(hash),
    );
  };
  return (
    <div class="verdict">
      {(['right', 'wrong'] as const).map((verdict) => (
        <button
          type="button"
          key={verdict}
          class={verdict}
          aria-pressed={mark?.verdict === verdict}
          onClick={() => report.change(withVerdict(report.review, fingerprint, verdict))}
        >
          {words.mark[verdict]}
        </button>
      ))}
      {mark && (
        <input
          class="note"
          aria-label={words.note}
          placeholder={words.note}
          value={mark.note}
          onInput={({ currentTarget }) =>
            report.change(withNote(report.review, fingerprint, currentTarget.value))
          }
        />
      )}
      <button type="button" class="quiet" onClick={link}>
        {words.copyLink}
      </button>
    </div>
  );
}

export function MissedCard({ missed }: { missed: Missed }) {
  const { data, words, report } = usePage();
  const rule = data.rules[missed.rule] as PageRule;
  return (
    <section class="finding missed">
      <h3>
        <span class="severity">{words.mark.missed}</span>
        <span class="name">{shown(rule.title)}</span>
        <code>{shown(rule.id)}</code>
        <button
          type="button"
          class="quiet"
          onClick={() => report.change(withoutMissed(report.review, missed))}
        >
          {words.remove}
        </button>
      </h3>
      {missed.note !== '' && <p class="notetext">{shown(missed.note)}</p>}
    </section>
  );
}
