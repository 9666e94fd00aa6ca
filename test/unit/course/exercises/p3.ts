/** P3: right answers written differently, and wrong ones with the claims that must fail. */
import { loadUnit, questionsOf } from "../../../../src/course/build";
import { changed, reference, type Variant } from "../checks/answers";
import type { Exercise } from "../checks/exercise-suite";

/** The given cells and the course's own answers. */
export const GIVEN = questionsOf(loadUnit("08-monitoreo"))
  .find(({ check }) => check === "p3.alarm")!
  .program.filter(({ id }) => id.startsWith("p3-shop"))
  .map(({ source }) => source)
  .join("\n");
const RIGHT = `${GIVEN}\n${reference("08-monitoreo", "p3.tuning")}`;
export const knobs = (change: string) =>
  changed(RIGHT, {
    name: change,
    change: [
      [
        "return { batchSize: 2, waitTimeSeconds: 20, visibilityTimeout: 12, workers: 5, maxReceiveCount: 3 };",
        `return Object.assign({ batchSize: 2, waitTimeSeconds: 20, visibilityTimeout: 12, workers: 5, maxReceiveCount: 3 }, { ${change} });`,
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

export const KNOBS: [change: string, claim: RegExp][] = [
  ["workers: 4", /within 16 seconds/],
  ["workers: 7", /36 USD/],
  ["waitTimeSeconds: 0", /36 USD/],
  ["visibilityTimeout: 40", /within 16 seconds/],
  ["visibilityTimeout: 2", /done twice/],
  ["batchSize: 10, visibilityTimeout: 6", /done twice/],
  ["maxReceiveCount: 1", /given up/],
  ["workers: 1", /36 USD/],
];

export const P3: Exercise = {
  item: "P3",
  unit: "08-monitoreo",
  ids: ["p3.alarm", "p3.topics", "p3.tuning"],
  right: RIGHT,
  solutions: { reference: RIGHT, ...OTHERS },
  mutants: {},
  variants: VARIANTS,
  thing: "monitoring",
};
