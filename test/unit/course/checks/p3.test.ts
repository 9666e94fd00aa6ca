import { describe, expect, it } from "vitest";
import { loadUnit, questionsOf } from "../../../../src/course/build";
import { changed, failed, reference, run, stub, type Variant } from "./answers";

const IDS = ["p3.alarm", "p3.topics", "p3.tuning"];
/** The given cells and the course's own answers. */
const GIVEN = questionsOf(loadUnit("08-monitoreo"))
  .find(({ check }) => check === "p3.alarm")!
  .program.filter(({ id }) => id.startsWith("p3-shop"))
  .map(({ source }) => source)
  .join("\n");
const RIGHT = `${GIVEN}\n${reference("08-monitoreo", "p3.tuning")}`;
const knobs = (change: string) =>
  changed(RIGHT, {
    name: change,
    change: [
      [
        "return { batchSize: 2, waitTimeSeconds: 20, visibilityTimeout: 12, workers: 5, maxReceiveCount: 3 };",
        `return { batchSize: 2, waitTimeSeconds: 20, visibilityTimeout: 12, workers: 5, maxReceiveCount: 3, ${change} };`,
      ],
    ],
    fails: {},
  });

/** Other right ways. */
const OTHERS: Record<string, string> = {
  "one widget with dots, two alarms by a loop's hand": changed(RIGHT, {
    name: "dots",
    change: [
      [
        'chart(topic("NumberOfMessagesPublished"), topic("NumberOfNotificationsFailed"))',
        'chart(topic("NumberOfMessagesPublished"), [".", "NumberOfNotificationsFailed", ".", "."])',
      ],
    ],
    fails: {},
  }),
  "a finer alarm on the age": changed(RIGHT, {
    name: "average",
    change: [['Statistic: "Maximum"', 'Statistic: "Average"']],
    fails: {},
  }),
  "other knobs": knobs("batchSize: 1, visibilityTimeout: 10"),
};

const VARIANTS: Variant[] = [
  {
    name: "watches the number of messages",
    change: [
      ['MetricName: "ApproximateAgeOfOldestMessage"', 'MetricName: "ApproximateNumberOfMessagesVisible"'],
      ["Threshold: 120", "Threshold: 0"],
    ],
    fails: { "p3.alarm": /and not before/ },
  },
  {
    name: "waits for ten minutes",
    change: [["Threshold: 120", "Threshold: 600"]],
    fails: { "p3.alarm": /more than 2 minutes/ },
  },
  {
    name: "goes off below the threshold",
    change: [['"GreaterThanThreshold"', '"LessThanThreshold"']],
    fails: { "p3.alarm": /and not before/ },
  },
  {
    name: "watches another queue",
    change: [["Value: watch.queueName", 'Value: "other"']],
    fails: { "p3.alarm": /more than 2 minutes/ },
  },
  {
    name: "tells nobody when it is over",
    change: [["    OKActions: [TopicArn!],\n", ""]],
    fails: { "p3.alarm": /gets both notices/ },
  },
  {
    name: "tells nobody at all",
    change: [["    AlarmActions: [TopicArn!],\n    OKActions", "    OKActions"]],
    fails: { "p3.alarm": /gets both notices/ },
  },
  {
    name: "subscribes no mail",
    change: [['await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: watch.email });', ""]],
    fails: { "p3.alarm": /gets both notices/ },
  },
  {
    name: "counts deliveries for failures",
    change: [['NumberOfNotificationsFailed",\n    Dimensions', 'NumberOfNotificationsDelivered",\n    Dimensions']],
    fails: { "p3.topics": /sets off delivery-failures/ },
  },
  {
    name: "wants two failures",
    change: [["Threshold: 1,", "Threshold: 2,"]],
    fails: { "p3.topics": /sets off delivery-failures/ },
  },
  {
    name: "leaves the failures off the dashboard",
    change: [[', topic("NumberOfNotificationsFailed"))', ")"]],
    fails: { "p3.topics": /shows the four metrics/ },
  },
  {
    name: "calls the dashboard otherwise",
    change: [['DashboardName: "shop"', 'DashboardName: "Shop"']],
    fails: { "p3.topics": /shows the four metrics/ },
  },
];

const KNOBS: [change: string, claim: RegExp][] = [
  ["workers: 4", /within 16 seconds/],
  ["workers: 7", /36 USD/],
  ["waitTimeSeconds: 0", /36 USD/],
  ["visibilityTimeout: 40", /within 16 seconds/],
  ["visibilityTimeout: 2", /done twice/],
  ["batchSize: 10, visibilityTimeout: 6", /done twice/],
  ["maxReceiveCount: 1", /given up/],
  ["workers: 1", /36 USD/],
];

describe("the checks of P3", () => {
  it.each(IDS)("%s holds for the course's own answer, whatever the seed", async (id) => {
    for (const seed of [1, 2, 3, 4]) expect(failed(await run(id, RIGHT, seed))).toEqual([]);
  });

  it("p3.tuning draws only days on which the goal can be met", async () => {
    for (let seed = 1; seed <= 40; seed++) expect(failed(await run("p3.tuning", RIGHT, seed))).toEqual([]);
  });

  it.each(Object.entries(OTHERS))("hold for %s", async (_name, source) => {
    for (const id of IDS) expect(failed(await run(id, source, 1))).toEqual([]);
  });

  it("are worth 5 points together", async () => {
    const results = await Promise.all(IDS.map((id) => run(id, RIGHT)));
    expect(results.reduce((sum, { points }) => sum + points, 0)).toBe(5);
  });

  it.each(IDS)("%s gives the stub nothing, and says that there is no answer yet", async (id) => {
    const source = `${GIVEN}\n${stub("08-monitoreo", id)}`;
    expect(await run(id, source)).toMatchObject({ earned: 0, unanswered: true });
  });

  it.each(VARIANTS)("find the monitoring that $name", async (variant) => {
    const source = changed(RIGHT, variant);
    for (const [id, claim] of Object.entries(variant.fails)) {
      expect(failed(await run(id, source, 1)).join("\n")).toMatch(claim);
    }
  });

  it.each(KNOBS)("find what is wrong with %s", async (change, claim) => {
    const result = await run("p3.tuning", knobs(change), 1);
    expect(failed(result).join("\n")).toMatch(claim);
    expect(result.earned).toBeLessThan(result.points);
  });

  it("refuse settings out of bounds by name", async () => {
    const result = await run("p3.tuning", knobs("workers: 0"), 1);
    expect(result).toMatchObject({ earned: 0, ok: false });
    expect(JSON.stringify(result.findings)).toContain("workers: a whole number from 1 to 20, not 0");
  });
});
