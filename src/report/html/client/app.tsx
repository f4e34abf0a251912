import { wordsOf } from '../../words.js';
import type { PageData } from '../page-data.js';
import { pageWords } from '../words.js';
import { CallList } from './call-list.js';
import { Conversation } from './conversation.js';
import { FilterBar } from './filter-bar.js';
import { Header } from './header.js';
import { Help } from './help.js';
import { useKeys } from './keys.js';
import { Notes } from './notes.js';
import { Overview } from './overview.js';
import { PageContext, usePage } from './page.js';
import { PrintedFindings } from './printed-findings.js';
import { useReport } from './report.js';

export function App({ data }: { data: PageData }) {
  const report = useReport(data);
  useKeys(report);
  const page = { data, report, words: pageWords(data.lang), reportWords: wordsOf(data.lang) };
  return (
    <PageContext.Provider value={page}>
      <Header />
      {report.view !== 'notes' && <FilterBar />}
      <main class={report.view}>
        {report.view === 'overview' && <Overview />}
        {report.view === 'calls' && <Calls />}
        {report.view === 'notes' && <Notes />}
      </main>
      {report.view === 'overview' && <PrintedFindings />}
      {report.help && <Help />}
      <p class="message" role="status">
        {report.message}
      </p>
    </PageContext.Provider>
  );
}

function Calls() {
  const { report } = usePage();
  return (
    <div class={report.call === null ? 'panes' : 'panes open'}>
      <CallList />
      <Conversation key={report.call} />
    </div>
  );
}
