import { useEffect, useRef } from 'preact/hooks';
import { usePage } from './page.js';

export function Help() {
  const { words, report } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={() => report.showHelp(false)}>
      <h2>{words.help}</h2>
      <dl class="keys">
        {words.keys.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p>{words.reviewHelp}</p>
      <p>{words.scoring}</p>
      <button type="button" onClick={() => report.showHelp(false)}>
        {words.close}
      </button>
    </dialog>
  );
}
