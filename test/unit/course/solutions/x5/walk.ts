/** X5 with rules in a list, and each pattern compiled into tests of single fields before any event comes. */
type Data = Record<string, unknown>;
type Test = (event: unknown) => boolean;

function compile(pattern: unknown): Test {
  if (Array.isArray(pattern)) {
    const allowed = new Set(pattern);
    return anyOf((value) => allowed.has(value));
  }
  if (typeof pattern === "object" && pattern !== null) {
    const tests = Object.keys(pattern).map((key) => ({ key, test: compile((pattern as Data)[key]) }));
    return anyOf((value) => isObject(value) && tests.every(({ key, test }) => key in own(value) && test(value[key])));
  }
  return anyOf((value) => value === pattern);
}
const anyOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) ? value.findIndex((one) => test(one)) >= 0 : test(value);
const isObject = (value: unknown): value is Data => typeof value === "object" && value !== null;
const own = (value: Data): Data => Object.assign(Object.create(null), value);

export class Target {
  name: string;
  handle: (event: Data) => unknown;
  constructor(name: string, handle?: (event: Data) => unknown) {
    this.name = name;
    this.handle = handle ?? (() => {});
  }
  notify(event: Data) {
    const next = this.handle(event);
    return next as Data | undefined;
  }
}

interface Report {
  matched: string[];
  delivered: { rule: string; target: string }[];
  failed: { rule: string; target: string; error: string }[];
  dropped: number;
}

export class EventBridge {
  private rules: { name: string; test: Test; targets: Target[] }[] = [];
  private limit: number;
  private next = 1;
  constructor({ maxHops = 10 } = {}) {
    this.limit = maxHops;
  }
  createRule(eventPattern: Data, targets: Target[], name?: string): string {
    if (!Object.keys(eventPattern).length || targets.length >= 6) throw new RangeError("refused");
    let called = name;
    if (called === undefined) called = `rule-${this.next++}`;
    const made = { name: called, test: compile(eventPattern), targets };
    const place = this.rules.findIndex((rule) => rule.name === called);
    if (place >= 0) this.rules[place] = made;
    else this.rules.push(made);
    return called;
  }
  putEvent(event: Data): Report {
    const report: Report = { matched: [], delivered: [], failed: [], dropped: 0 };
    let wave = [event];
    for (let hop = 0; wave.length > 0; hop++) {
      if (hop > this.limit) {
        report.dropped = wave.length;
        break;
      }
      const following: Data[] = [];
      for (const each of wave) this.deliver(each, hop === 0, report, following);
      wave = following;
    }
    return report;
  }
  private deliver(event: Data, isFirst: boolean, report: Report, following: Data[]) {
    for (const rule of this.rules) {
      if (!rule.test(event)) continue;
      if (isFirst) report.matched.push(rule.name);
      for (const target of rule.targets) {
        const pair = { rule: rule.name, target: target.name };
        let answer: Data | undefined;
        try {
          answer = target.notify(JSON.parse(JSON.stringify(event)));
        } catch (error) {
          report.failed.push({ ...pair, error: String(error) });
          continue;
        }
        report.delivered.push(pair);
        if (answer !== undefined) following.push(answer);
      }
    }
  }
}
