import type { TargetedEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { View } from './link.js';
import { usePage } from './page.js';
import { countMarks, fromReviewFile } from './review.js';

const VIEWS: readonly View[] = ['overview', 'calls', 'notes'];

export function Header() {
  const { words, data, report } = usePage();
  const notes = data.unread.length + data.notices.length + data.suppressed.length;
  return (
    <header>
      <h1>{words.title}</h1>
      <nav>
        {VIEWS.map((view) => (
          <button
            type="button"
            key={view}
            aria-current={report.view === view ? 'page' : undefined}
            onClick={() => report.go({ view })}
          >
            {words.views[view]}
            {view === 'notes' && notes > 0 && <span class="count">{notes}</span>}
          </button>
        ))}
      </nav>
      <Search />
      <ReviewFile />
      <button type="button" class="quiet" aria-label={words.help} onClick={() => report.showHelp(true)}>
        ?
      </button>
    </header>
  );
}

/** Searches once the typing pauses. */
function Search() {
  const { words, report } = usePage();
  const [text, setText] = useState(report.filters.text);
  useEffect(() => setText(report.filters.text), [report.filters.text]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const type = ({ currentTarget }: TargetedEvent<HTMLInputElement>) => {
    const { value } = currentTarget;
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      report.filter({ text: value });
      if (value) report.go({ view: 'calls' });
    }, 200);
  };
  return (
    <input
      id="search"
      type="search"
      autocomplete="off"
      aria-label={words.search}
      placeholder={words.search}
      value={text}
      onInput={type}
    />
  );
}

function ReviewFile() {
  const { words, report } = usePage();
  const count = countMarks(report.review);
  const file = useRef<HTMLInputElement>(null);
  const load = useLoad();
  return (
    <div class="review">
      <input
        ref={file}
        id="review-file"
        type="file"
        accept=".json,application/json"
        hidden
        onChange={({ currentTarget }) => load(currentTarget)}
      />
      <button type="button" onClick={() => file.current?.click()}>
        {words.load}
      </button>
      <button
        type="button"
        class={report.isSaved ? undefined : 'primary'}
        title={report.isSaved ? undefined : words.unsaved}
        disabled={count === 0}
        onClick={report.save}
      >
        {words.save}
        {count > 0 && <span class="count">{count}</span>}
      </button>
    </div>
  );
}

function useLoad() {
  const { words, data, report } = usePage();
  return async (input: HTMLInputElement) => {
    const text = await input.files?.[0]?.text();
    input.value = '';
    if (text === undefined) return;
    try {
      const review = fromReviewFile(text, data);
      const strangers = review.strangers.length;
      report.load(review, words.loaded(countMarks(review) + strangers, strangers));
    } catch (error) {
      report.say(words.notReview((error as Error).message));
    }
  };
}
