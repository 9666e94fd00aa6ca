/** A domain: types, executions and task lists of its own, that no other domain sees. */
import type { Name, Simulation } from "../../sim";
import type { Execution } from "./execution";
import { Flows } from "./links";
import { TaskList, type TaskSort } from "./task-list";
import type { RegisteredType, Sort } from "./type";

export class Domain {
  status: "REGISTERED" | "DEPRECATED" = "REGISTERED";
  readonly tags = new Map<string, string>();
  readonly types: Readonly<Record<Sort, Map<string, RegisteredType>>> = { workflow: new Map(), activity: new Map() };
  /** Open executions by workflow id: never two of one id. */
  readonly open = new Map<string, Execution>();
  /** All executions that are not forgotten, by run id. */
  readonly runs = new Map<string, Execution>();
  /** What its executions have given work to. */
  readonly flows = new Flows();
  readonly #lists: Readonly<Record<TaskSort, Map<string, TaskList>>> = { decision: new Map(), activity: new Map() };

  constructor(
    readonly name: string,
    readonly nameId: Name,
    readonly arn: string,
    readonly description: string | undefined,
    /** Days, or NONE. */
    readonly retention: string,
    private readonly sim: Simulation,
  ) {}

  /** Task lists are not registered: naming one makes it. Decision and activity tasks never share one, even of one name. */
  list(sort: TaskSort, name: string): TaskList {
    let list = this.#lists[sort].get(name);
    if (list === undefined) {
      list = new TaskList(sort, name, this, this.sim);
      this.#lists[sort].set(name, list);
    }
    return list;
  }

  get lists(): Iterable<TaskList> {
    return [...this.#lists.decision.values(), ...this.#lists.activity.values()];
  }
}
