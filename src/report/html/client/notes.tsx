import { shown, usePage } from './page.js';

/** What a reader should know besides the findings. */
export function Notes() {
  const { data, words, reportWords } = usePage();
  const { unread, notices, suppressed, leftOut, tool } = data;
  const notes = [...(leftOut > 0 ? [words.leftOut(leftOut)] : []), ...notices.map(shown)];
  const isEmpty = unread.length + notes.length + suppressed.length === 0;
  return (
    <>
      <p>
        {reportWords.found(data.summary)}
        {reportWords.listSeparator}
        {reportWords.scope(data.summary)}
      </p>
      {isEmpty && <p class="empty">{words.nothing}</p>}
      <Lines
        title={reportWords.unread}
        lines={unread.map(({ file, reason }) => [shown(file), shown(reason)])}
      />
      <Lines
        title={reportWords.suppressed}
        lines={suppressed.map(({ place, rule, reason }) => [shown(place), shown(rule), shown(reason)])}
      />
      <Lines title={reportWords.notice} lines={notes.map((note) => [note])} />
      <p class="tool">
        {tool.name} {tool.version}
      </p>
    </>
  );
}

const MOST_LINES = 2000;

function Lines({ title, lines }: { title: string; lines: readonly (readonly string[])[] }) {
  const { reportWords } = usePage();
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>
        {title} <span class="count">{lines.length}</span>
      </h2>
      <table>
        <tbody>
          {lines.slice(0, MOST_LINES).map((line) => (
            <tr key={line.join('\n')}>
              {line.map((part, at) => (
                <td key={at}>{part}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > MOST_LINES && <p class="more">{reportWords.more(lines.length - MOST_LINES)}</p>}
    </section>
  );
}
