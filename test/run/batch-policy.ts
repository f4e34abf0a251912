/** A policy with rules over many calls, on top of what the corpus of these tests can raise. */
export const batchPolicy = `policy: batch
title: 测试
rules:
  court:
    title: 不得冒充法院
    message: 冒充法院
    suggestion: 表明身份
    severity: error
    basis: [测试]
    says: [我是法院]
    bad: [我是法院的]
    good: [您好]
  hours:
    kind: limit
    title: 时段
    message: 太早或太晚
    suggestion: 换个时间
    severity: warning
    basis: [测试]
    hours: 8:00-20:00
    bad: [{ calls: [{ time: '2026-03-05T06:00:00+08:00' }] }]
    good: [{ calls: [{ time: '2026-03-05T10:00:00+08:00' }] }]
  often:
    kind: limit
    title: 次数
    message: 太多次
    suggestion: 少打
    severity: warning
    basis: [测试]
    count: { per: [debtorId, day], max: 1 }
    bad:
      - calls:
          - { debtorId: a, time: '2026-03-05T10:00:00+08:00' }
          - { debtorId: a, time: '2026-03-05T11:00:00+08:00' }
    good: [{ calls: [{ debtorId: a, time: '2026-03-05T10:00:00+08:00' }] }]
`;
