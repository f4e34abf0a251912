import { options } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageCall, PageFinding, PageRule } from '../page-data.js';
import { shown, usePage } from './page.js';

const MOST_PRINTED = 1000;

/** The findings shown, as a list on paper; made only while the page is printed. */
export function PrintedFindings() {
  const { data, words, report } = usePage();
  if (!usePrinting()) return null;
  const all = report.shown.flatMap(({ call, findings }) =>
    findings.map((at) => ({ call: data.calls[call] as PageCall, at })),
  );
  return (
    <section class="printed">
      <h2>{words.tiles.findings}</h2>
      {all.length > MOST_PRINTED && <p>{words.cut(MOST_PRINTED, all.length)}</p>}
      {all.slice(0, MOST_PRINTED).map(({ call, at }) => (
        <Printed
          key={`${call.file}\n${call.id}\n${at}`}
          call={call}
          finding={call.findings[at] as PageFinding}
        />
      ))}
    </section>
  );
}

function Printed({ call, finding }: { call: PageCall; finding: PageFinding }) {
  const { data, words, reportWords } = usePage();
  const rule = data.rules[finding.rule] as PageRule;
  const place = finding.turn === null ? words.wholeCall : words.turn(finding.turn);
  return (
    <div class={`finding ${finding.severity}`}>
      <p>
        <b>
          {reportWords.severity[finding.severity]} {shown(rule.title)}
        </b>{' '}
        {shown(call.id)} {place} {call.agent !== undefined && shown(call.agent)}
      </p>
      {finding.quote !== '' && <blockquote>{shown(finding.quote)}</blockquote>}
      <p>
        {reportWords.headings.suggestion} {shown(finding.suggestion ?? rule.suggestion)}
      </p>
      <p>
        {reportWords.headings.basis} {rule.basis.map(shown).join(reportWords.listSeparator)}
      </p>
    </div>
  );
}

/** Whether the browser is about to print. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => atOnce(() => setPrinting(true));
    const end = () => setPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}

/** Renders a change before returning: the browser does not wait. */
function atOnce(change: () => void): void {
  const { debounceRendering } = options;
  options.debounceRendering = (render) => render();
  change();
  if (debounceRendering) options.debounceRendering = debounceRendering;
  else delete options.debounceRendering;
}
