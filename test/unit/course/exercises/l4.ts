/** L4: right answers written differently, and wrong ones with the claims that must fail. */
import { changed, reference, type Variant } from "../checks/answers";
import type { Exercise } from "../checks/exercise-suite";

const RIGHT = reference("04-eventbridge", "l4.function");

/** putTargets does not throw: who does not look at its answer does not see that it refused. */
const UNSEEN: [string, string] = ["if (put.FailedEntryCount) throw", "if (put.FailedEntryCount === -1) throw"];

/** Other right ways. */
const OTHERS: Record<string, string> = {
  "with the rule for the function made once for all events of S3": changed(RIGHT, {
    name: "wide",
    change: [
      [
        'EventPattern: JSON.stringify({ source: ["aws.s3"] }),',
        'EventPattern: JSON.stringify({ "detail-type": [{ prefix: "Object" }] }),',
      ],
    ],
    fails: {},
  }),
  "with a permission by pattern": changed(RIGHT, {
    name: "like",
    change: [["SourceArn: rule.RuleArn", "SourceArn: `arn:aws:events:us-east-1:123456789012:rule/${flow.bus}/*`"]],
    fails: {},
  }),
  "with the event cut to what the function needs": changed(RIGHT, {
    name: "input path",
    change: [
      ["Targets: [{ Id: flow.functionName, Arn }]", 'Targets: [{ Id: "1", Arn, InputPath: "$.detail.object" }]'],
      ["work(event.detail.object.key, event.detail.object.size)", "work((event as any).key, (event as any).size)"],
    ],
    fails: {},
  }),
};

const VARIANTS: Variant[] = [
  {
    name: "does not return the bus's ARN",
    change: [["return created.EventBusArn!;", "return flow.bus;"]],
    fails: { "l4.bus": /createBus returns its ARN/ },
  },
  {
    name: "does not enable the bucket",
    change: [["NotificationConfiguration: { EventBridgeConfiguration: {} }", "NotificationConfiguration: {}"]],
    fails: { "l4.bus": /tells EventBridge/, "l4.function": /runs once/ },
  },
  {
    name: "takes the handout literally: the rule of S3 on its own bus",
    change: [
      ['State: "ENABLED"', "EventBusName: flow.bus"],
      ["Rule: name,", "Rule: name, EventBusName: flow.bus,"],
      UNSEEN,
    ],
    fails: { "l4.bus": /reaches your bus, once/ },
  },
  {
    name: "forgets the role",
    change: [["RoleArn: role,", ""], UNSEEN],
    fails: { "l4.bus": /reaches your bus, once/ },
  },
  {
    name: "listens to every bucket",
    change: [["detail: { bucket: { name: [flow.bucket] } },", ""]],
    fails: { "l4.bus": /another bucket/ },
  },
  {
    name: "listens to buckets whose name begins alike",
    change: [["name: [flow.bucket]", "name: [{ prefix: flow.bucket }]"]],
    fails: { "l4.bus": /another bucket/ },
  },
  {
    name: "listens to deletions too",
    change: [['"detail-type": ["Object Created"],', ""]],
    fails: { "l4.bus": /deletions/ },
  },
  {
    name: "sends every event twice",
    change: [["Targets: [{ Id: flow.bus,", 'Targets: [{ Id: "twin", Arn: busArn, RoleArn: role }, { Id: flow.bus,']],
    fails: { "l4.bus": /once/ },
  },
  {
    name: "forgets the permission",
    change: [['Principal: "events.amazonaws.com"', 'Principal: "s3.amazonaws.com"']],
    fails: { "l4.function": /runs once/ },
  },
  {
    name: "lets every rule call the function",
    change: [["SourceArn: rule.RuleArn,", ""]],
    fails: { "l4.function": /Somebody else's rule/ },
  },
  {
    name: "forgets to say on which bus the function's target is",
    change: [["Rule: flow.functionName, EventBusName: flow.bus,", "Rule: flow.functionName,"]],
    fails: { "l4.function": /runs once|without throwing|threw/i },
  },
  {
    name: "passes the bucket's name for the key",
    change: [["work(event.detail.object.key,", "work(event.detail.bucket.name,"]],
    fails: { "l4.function": /with its key and its size/ },
  },
  {
    name: "gives its rule a fixed name",
    change: [["const name = `${flow.bucket}-to-${flow.bus}`;", 'const name = "s3-to-bus";']],
    fails: { "l4.function": /Two flows in one account/ },
  },
  {
    name: "uploads the key as the text",
    change: [["Body: text", "Body: key"]],
    fails: { "l4.upload": /whole/ },
  },
  {
    name: "encodes the key",
    change: [["Key: key", "Key: encodeURIComponent(key)"]],
    fails: { "l4.upload": /whole/ },
  },
  {
    name: "works twice for each file",
    change: [["work(event.detail.object.key", "work(event.detail.object.key, 0); work(event.detail.object.key"]],
    fails: { "l4.function": /runs once/ },
  },
];

export const L4: Exercise = {
  item: "L4",
  unit: "04-eventbridge",
  ids: ["l4.bus", "l4.function", "l4.upload"],
  points: 3,
  right: RIGHT,
  solutions: { reference: RIGHT, ...OTHERS },
  mutants: {},
  variants: VARIANTS,
  thing: "flow",
  seeds: 4,
  variantSeeds: 2,
};
