import type { Language } from '../reporter.js';

/** The words that the page uses besides those of all reports. */
export interface PageWords {
  title: string;
  needsScript: string;
  views: Readonly<Record<'overview' | 'calls' | 'notes', string>>;
  search: string;
  filters: string;
  clear: string;
  all: string;
  severity: string;
  rule: string;
  agent: string;
  team: string;
  day: string;
  voice: string;
  review: string;
  mark: Readonly<Record<'open' | 'right' | 'wrong' | 'missed', string>>;
  sort: string;
  sorts: Readonly<Record<'order' | 'score' | 'findings' | 'time', string>>;
  tiles: Readonly<Record<'calls' | 'withFindings' | 'findings' | 'score' | 'vetoed' | 'reviewed', string>>;
  charts: Readonly<Record<'trend' | 'rules' | 'agents' | 'teams', string>>;
  noDays: string;
  columns: Readonly<Record<'calls' | 'findings' | 'errors' | 'score' | 'share', string>>;
  score: string;
  veto: string;
  points(points: number): string;
  scoring: string;
  shown(shown: number, total: number): string;
  nothingShown: string;
  pickCall: string;
  noConversation: string;
  noFindings: string;
  wholeCall: string;
  turn(turn: number): string;
  earlier(count: number): string;
  later(count: number): string;
  learnt: string;
  phrase: string;
  byClassifier: string;
  facts: Readonly<Record<string, string>>;
  yes: string;
  no: string;
  values: Readonly<Record<string, string>>;
  addMissed: string;
  missedRule: string;
  note: string;
  add: string;
  cancel: string;
  remove: string;
  copyLink: string;
  copied: string;
  previous: string;
  next: string;
  back: string;
  close: string;
  load: string;
  save: string;
  unsaved: string;
  loaded(marks: number, strangers: number): string;
  notReview(reason: string): string;
  help: string;
  keys: readonly (readonly [keys: string, does: string])[];
  reviewHelp: string;
  leftOut(count: number): string;
  cut(shown: number, total: number): string;
  nothing: string;
}

const zh: PageWords = {
  title: '话术质检报告',
  needsScript: '这份报告要在允许脚本的浏览器里打开；脚本都在本文件内，不访问网络。',
  views: { overview: '概览', calls: '通话', notes: '说明' },
  search: '搜索通话内容、编号、文件、规则',
  filters: '筛选',
  clear: '清除筛选',
  all: '全部',
  severity: '级别',
  rule: '规则',
  agent: '坐席',
  team: '组',
  day: '日期',
  voice: '判断来源',
  review: '复核',
  mark: { open: '未复核', right: '属实', wrong: '误报', missed: '漏报' },
  sort: '排序',
  sorts: { order: '原有顺序', score: '得分从低到高', findings: '问题从多到少', time: '日期从新到旧' },
  tiles: {
    calls: '通话',
    withFindings: '有问题的通话',
    findings: '问题',
    score: '平均得分',
    vetoed: '一票否决',
    reviewed: '已复核',
  },
  charts: { trend: '每日问题与得分', rules: '规则', agents: '坐席', teams: '组' },
  noDays: '通话信息里没有两天以上的日期，画不出走势。',
  columns: { calls: '通话', findings: '问题', errors: '错误', score: '均分', share: '占通话' },
  score: '得分',
  veto: '一票否决',
  points: (points) => `−${points}`,
  scoring:
    '每通满分 100，同一规则在一通里只扣一次；未写分值的规则，错误扣 20，警告扣 5，提示不扣；触犯一票否决的规则，该通得 0 分。标为误报的不扣分，补记的漏报照扣。试行规则和只提示试听的问题不扣分。',
  shown: (shown, total) => (shown === total ? `${total} 通` : `${shown} / ${total} 通`),
  nothingShown: '没有符合筛选的通话。',
  pickCall: '从左边选一通，或按 j 看第一处问题。',
  noConversation: '这份报告里没有这一通的全文，下面只列出问题。',
  noFindings: '这一通没有发现问题。',
  wholeCall: '整通',
  turn: (turn) => `第 ${turn + 1} 句`,
  earlier: (count) => `前面还有 ${count} 句`,
  later: (count) => `后面还有 ${count} 句`,
  learnt: '由此得知',
  phrase: '短语',
  byClassifier: '（分类器）',
  facts: {
    callee: '接听人',
    informed: '第三人已知欠款',
    verified: '身份已核实',
    asked: '已问是否本人',
    introName: '已报姓名或工号',
    introBehalf: '已说明受谁委托',
    overdueDays: '逾期天数',
    time: '通话时间',
    debtorReachable: '能联系到本人',
    answered: '已接通',
    debtorId: '债务人',
    number: '号码',
    agent: '坐席',
    team: '组',
  },
  yes: '是',
  no: '否',
  values: { debtor: '本人', 'third-party': '第三人' },
  addMissed: '补记漏报',
  missedRule: '应报的规则',
  note: '备注',
  add: '记下',
  cancel: '取消',
  remove: '删去',
  copyLink: '复制链接',
  copied: '已复制',
  previous: '上一通',
  next: '下一通',
  back: '返回列表',
  close: '关闭',
  load: '载入复核',
  save: '保存复核',
  unsaved: '有未保存的复核',
  loaded: (marks, strangers) =>
    `载入 ${marks} 条复核${strangers > 0 ? `，其中 ${strangers} 条不在本报告里，保存时照留` : ''}。`,
  notReview: (reason) => `这不是复核文件：${reason}`,
  help: '键盘与说明',
  keys: [
    ['j / k', '下一处 / 上一处问题'],
    ['n / p', '下一通 / 上一通'],
    ['r', '标为属实，再按一次取消'],
    ['w', '标为误报，再按一次取消'],
    ['e', '写备注'],
    ['m', '在当前这句补记漏报'],
    ['/', '搜索'],
    ['o', '概览与通话之间切换'],
    ['s', '保存复核'],
    ['?', '显示或关闭本说明'],
    ['Esc', '关闭、退出输入'],
  ],
  reviewHelp:
    '复核先记在本浏览器里（只有结论和备注，没有对话），点“保存复核”存为 JSON 文件，下次可以再载入。打印“概览”得到汇总和问题清单；打开一通再打印，得到这一通的全文。',
  leftOut: (count) => `为使报告打得开，${count} 通的全文没有放进来。`,
  cut: (shown, total) => `这里只印出前 ${shown} 处，共 ${total} 处；先筛选再打印可得其余。`,
  nothing: '没有需要说明的。',
};

const en: PageWords = {
  title: 'Call review report',
  needsScript:
    'Open this report in a browser that runs scripts; all of them are in this file, none uses the network.',
  views: { overview: 'Overview', calls: 'Calls', notes: 'Notes' },
  search: 'Search conversations, ids, files, rules',
  filters: 'Filters',
  clear: 'Clear filters',
  all: 'All',
  severity: 'Severity',
  rule: 'Rule',
  agent: 'Agent',
  team: 'Team',
  day: 'Day',
  voice: 'Judged by',
  review: 'Review',
  mark: { open: 'open', right: 'right', wrong: 'wrong', missed: 'missed' },
  sort: 'Sort',
  sorts: {
    order: 'as in the run',
    score: 'lowest score first',
    findings: 'most problems first',
    time: 'latest day first',
  },
  tiles: {
    calls: 'Calls',
    withFindings: 'With problems',
    findings: 'Problems',
    score: 'Mean score',
    vetoed: 'Vetoed',
    reviewed: 'Reviewed',
  },
  charts: { trend: 'Problems and score by day', rules: 'Rules', agents: 'Agents', teams: 'Teams' },
  noDays: 'The calls do not name two days or more, so there is no trend to draw.',
  columns: { calls: 'Calls', findings: 'Problems', errors: 'Errors', score: 'Score', share: 'Of calls' },
  score: 'Score',
  veto: 'veto',
  points: (points) => `−${points}`,
  scoring:
    'A call starts with 100 points; a rule takes its points once a call. Without points of its own an error takes 20, a warning 5, an info none; a rule with a veto takes all. What is marked wrong takes nothing, what was missed counts. Rules on trial, and what is only worth a listen, take nothing.',
  shown: (shown, total) => (shown === total ? `${total} calls` : `${shown} of ${total} calls`),
  nothingShown: 'No call matches the filters.',
  pickCall: 'Choose a call, or press j for the first problem.',
  noConversation: 'This report does not hold the conversation; only the problems are listed.',
  noFindings: 'No problems found in this call.',
  wholeCall: 'Whole call',
  turn: (turn) => `turn ${turn + 1}`,
  earlier: (count) => `${count} earlier turns`,
  later: (count) => `${count} later turns`,
  learnt: 'learnt here',
  phrase: 'phrase',
  byClassifier: '(classifier)',
  facts: {
    callee: 'callee',
    informed: 'third party knows of the debt',
    verified: 'identity verified',
    asked: 'asked who it is',
    introName: 'gave name or number',
    introBehalf: 'said on whose behalf',
    overdueDays: 'days overdue',
    time: 'time',
    debtorReachable: 'debtor reachable',
    answered: 'answered',
    debtorId: 'debtor',
    number: 'number',
    agent: 'agent',
    team: 'team',
  },
  yes: 'yes',
  no: 'no',
  values: { debtor: 'debtor', 'third-party': 'third party' },
  addMissed: 'Add a missed one',
  missedRule: 'Rule that should have fired',
  note: 'Note',
  add: 'Add',
  cancel: 'Cancel',
  remove: 'Remove',
  copyLink: 'Copy link',
  copied: 'Copied',
  previous: 'Previous call',
  next: 'Next call',
  back: 'Back to the list',
  close: 'Close',
  load: 'Load review',
  save: 'Save review',
  unsaved: 'There are unsaved marks',
  loaded: (marks, strangers) =>
    `${marks} marks loaded${strangers > 0 ? `, ${strangers} of them not of this report; they are kept when you save` : ''}.`,
  notReview: (reason) => `This is no review file: ${reason}`,
  help: 'Keys and notes',
  keys: [
    ['j / k', 'next / previous problem'],
    ['n / p', 'next / previous call'],
    ['r', 'mark right; again to undo'],
    ['w', 'mark wrong; again to undo'],
    ['e', 'write a note'],
    ['m', 'add a missed one at this turn'],
    ['/', 'search'],
    ['o', 'switch between overview and calls'],
    ['s', 'save the review'],
    ['?', 'show or close this'],
    ['Esc', 'close, leave an input'],
  ],
  reviewHelp:
    'Marks are kept in this browser (verdicts and notes, no conversation); “Save review” writes them to a JSON file that can be loaded again. Print the overview for totals and a list of problems; print with a call open for its conversation.',
  leftOut: (count) => `The conversations of ${count} calls were left out so that the page opens.`,
  cut: (shown, total) => `Only the first ${shown} of ${total} are printed; filter first to print others.`,
  nothing: 'Nothing to note.',
};

const languages: Readonly<Record<Language, PageWords>> = { zh, en };

export function pageWords(lang: Language): PageWords {
  return languages[lang];
}
