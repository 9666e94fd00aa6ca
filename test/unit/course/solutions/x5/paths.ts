/** X5 with the deliveries settled first, as a list of jobs, and frozen events: nobody can change what nobody owns alone. */
type Data = Record<string, unknown>;

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}

function fits(pattern: unknown, value: unknown): boolean {
  const values = Array.isArray(value) ? value : [value];
  for (const one of values) {
    if (Array.isArray(pattern)) {
      for (const allowed of pattern) if (Object.is(allowed, one)) return true;
    } else if (pattern !== null && typeof pattern === "object") {
      if (one !== null && typeof one === "object" && hasAll(pattern as Data, one as Data)) return true;
    } else if (Object.is(pattern, one)) return true;
  }
  return false;
}
function hasAll(pattern: Data, value: Data): boolean {
  for (const key of Object.keys(pattern)) {
    if (!Object.hasOwn(value, key)) return false;
    if (!fits(pattern[key], value[key])) return false;
  }
  return true;
}

export class Target {
  constructor(
    public name: string,
    private handle: (event: Data) => Data | undefined = () => undefined,
  ) {}
  notify(event: Data) {
    return this.handle(event);
  }
}

export class EventBridge {
  names: string[] = [];
  patterns: Data[] = [];
  targets: Target[][] = [];
  unnamed = 0;
  options: { maxHops: number };
  constructor(options?: { maxHops?: number }) {
    this.options = { maxHops: 10, ...options };
  }
  createRule(pattern: Data, targets: Target[], name?: string) {
    if (JSON.stringify(pattern) === "{}") throw new Error("empty pattern");
    if (targets.length > 5) throw new Error("five targets at most");
    if (name === undefined) {
      this.unnamed++;
      name = `rule-${this.unnamed}`;
    }
    let i = this.names.indexOf(name);
    if (i < 0) i = this.names.length;
    this.names[i] = name;
    this.patterns[i] = pattern;
    this.targets[i] = targets.slice();
    return name;
  }
  jobs(event: Data) {
    const found: { rule: string; target: Target }[] = [];
    this.names.forEach((rule, i) => {
      if (fits(this.patterns[i], event)) for (const target of this.targets[i]!) found.push({ rule, target });
    });
    return found;
  }
  putEvent(event: Data) {
    const matched = this.names.filter((_, i) => fits(this.patterns[i], event));
    const delivered: object[] = [];
    const failed: object[] = [];
    let dropped = 0;
    const waiting: [Data, number][] = [[freeze(structuredClone(event)), 0]];
    while (waiting.length > 0) {
      const [current, hops] = waiting.shift()!;
      for (const { rule, target } of this.jobs(current)) {
        try {
          const next = target.notify(current);
          delivered.push({ rule, target: target.name });
          if (next === undefined) continue;
          if (hops + 1 > this.options.maxHops) dropped++;
          else waiting.push([freeze(structuredClone(next)), hops + 1]);
        } catch (error) {
          failed.push({ rule, target: target.name, error: (error as Error).message });
        }
      }
    }
    return { matched, delivered, failed, dropped };
  }
}
