import { useEffect, useRef, useState } from 'preact/hooks';
import { shown, usePage } from './page.js';
import { withMissed } from './review.js';

/** Says which rule should have found something in this turn. */
export function MissedForm({ at }: { at: number }) {
  const { data, words, report } = usePage();
  const [rule, setRule] = useState(0);
  const [note, setNote] = useState('');
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    select.current?.scrollIntoView({ block: 'nearest' });
    select.current?.focus();
  }, []);
  const add = (event: Event) => {
    event.preventDefault();
    report.change(withMissed(report.review, { call: report.call as number, turn: at, rule, note }));
    report.startMissing(null);
  };
  return (
    <form class="missing" onSubmit={add}>
      <select
        ref={select}
        aria-label={words.missedRule}
        value={rule}
        onChange={({ currentTarget }) => setRule(Number(currentTarget.value))}
      >
        {data.rules.map(({ id, title }, place) => (
          <option key={id} value={place}>
            {shown(title)}　{shown(id)}
          </option>
        ))}
      </select>
      <input
        aria-label={words.note}
        placeholder={words.note}
        value={note}
        onInput={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <button type="submit" class="primary">
        {words.add}
      </button>
      <button type="button" class="quiet" onClick={() => report.startMissing(null)}>
        {words.cancel}
      </button>
    </form>
  );
}
