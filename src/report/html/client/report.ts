import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PageCall, PageData } from '../page-data.js';
import { keepDraft, loadDraft } from './draft.js';
import { applyFilters, type Filters, type Shown, type Sort, searchable, sortShown } from './filter.js';
import { fromHash, toHash, type View } from './link.js';
import { type Review, scoresOf, toReviewFile, withVerdict } from './review.js';
import { saveFile } from './save.js';
import { type Step, stepCall, stepFinding } from './steps.js';

/** Where the reader is. */
interface Place {
  view: View;
  /** The places of the call, and of the turn and the finding in it. */
  call: number | null;
  turn: number | null;
  finding: number | null;
}

/** The state of the page and what can be done to it. */
export interface Report extends Place {
  filters: Filters;
  sort: Sort;
  /** What passes the filters, sorted. */
  shown: readonly Shown[];
  scores: readonly number[];
  review: Review;
  isSaved: boolean;
  /** The turn at which a missed finding is being added. */
  missing: number | null;
  help: boolean;
  message: string;
  go(place: Partial<Place>): void;
  openCall(call: number, finding?: number | null): void;
  filter(change: Partial<Filters>): void;
  sortBy(sort: Sort): void;
  change(review: Review): void;
  /** Replaces the review by one from a file. */
  load(review: Review, message: string): void;
  save(): void;
  judge(verdict: 'right' | 'wrong'): void;
  nextFinding(by: 1 | -1): void;
  nextCall(by: 1 | -1): void;
  startMissing(turn: number | null): void;
  showHelp(help: boolean): void;
  say(message: string): void;
}

export function useReport(data: PageData): Report {
  const { place, filters, ...moves } = usePlace(data);
  const [sort, sortBy] = useState<Sort>('order');
  const { review, ...reviewing } = useReview(data);
  const [missing, startMissing] = useState<number | null>(null);
  const [help, showHelp] = useState(false);
  const [message, say] = useState('');
  const textOf = useMemo(() => searchable(data), [data]);
  const scores = useMemo(() => scoresOf(data, review), [data, review]);
  const reviewed = filters.mark === '' ? null : review;
  const matching = useMemo(
    () => applyFilters(data, filters, review, textOf),
    [data, filters, reviewed, textOf],
  );
  const ranks = sort === 'score' ? scores : null;
  const shown = useMemo(() => sortShown(matching, sort, data, scores), [matching, sort, ranks]);
  const openCall = (call: number, finding: number | null = null) => {
    startMissing(null);
    moves.go(placeOf(data, { call, finding }));
  };
  const open = (step: Step | null) => step && openCall(step.call, step.finding);
  return {
    ...place,
    ...moves,
    ...reviewing,
    ...{
      filters,
      sort,
      sortBy,
      shown,
      scores,
      review,
      missing,
      startMissing,
      help,
      showHelp,
      message,
      say,
      openCall,
    },
    load: (loaded, text) => {
      reviewing.load(loaded);
      say(text);
    },
    judge: (verdict) => {
      const finding = findingAt(data, place);
      if (finding) reviewing.change(withVerdict(review, finding.fingerprint, verdict));
    },
    nextFinding: (by) => open(stepFinding(shown, place.call === null ? null : (place as Step), by)),
    nextCall: (by) => {
      const next = stepCall(shown, place.call, by);
      if (next) openCall(next.call, next.findings[0] ?? null);
    },
  };
}

/** The place in the report, kept in the address of the page. */
function usePlace(data: PageData) {
  const first = useMemo(() => fromHash(location.hash, data), [data]);
  const [filters, setFilters] = useState(first.filters);
  const [place, setPlace] = useState<Place>({ ...first, finding: firstFindingAt(data, first) });
  useEffect(() => {
    const hash = toHash({ ...place, filters }, data);
    if (hash !== location.hash) history.replaceState(null, '', hash);
  }, [place, filters]);
  useEffect(() => {
    const follow = () => {
      const target = fromHash(location.hash, data);
      setFilters(target.filters);
      setPlace({ ...target, finding: firstFindingAt(data, target) });
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [data]);
  return {
    place,
    filters,
    go: (change: Partial<Place>) => setPlace((now) => ({ ...now, ...change })),
    filter: (change: Partial<Filters>) => setFilters((now) => ({ ...now, ...change })),
  };
}

function useReview(data: PageData) {
  const [review, setReview] = useState(() => loadDraft(data));
  const [isSaved, setSaved] = useState(true);
  const change = (next: Review) => {
    setReview(next);
    setSaved(false);
    keepDraft(data, next);
  };
  useEffect(() => {
    if (isSaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isSaved]);
  return {
    review,
    isSaved,
    change,
    load: (next: Review) => {
      change(next);
      setSaved(true);
    },
    save: () => {
      saveFile('hualint-review.json', `${JSON.stringify(toReviewFile(data, review), null, 2)}\n`);
      setSaved(true);
    },
  };
}

function placeOf(data: PageData, { call, finding }: Step): Place {
  const turn = finding === null ? null : (data.calls[call]?.findings[finding]?.turn ?? null);
  return { view: 'calls', call, turn, finding };
}

function firstFindingAt(
  data: PageData,
  { call, turn }: { call: number | null; turn: number | null },
): number | null {
  if (call === null || turn === null) return null;
  const at = (data.calls[call] as PageCall).findings.findIndex((finding) => finding.turn === turn);
  return at < 0 ? null : at;
}

function findingAt(data: PageData, { call, finding }: Place) {
  return call === null || finding === null ? undefined : data.calls[call]?.findings[finding];
}
