/** L1: right answers written differently, and wrong ones with the claims that must fail. */
import { changed, reference, type Variant } from "../checks/answers";
import type { Exercise } from "../checks/exercise-suite";

const RIGHT = ["l1.delivery", "l1.policy"]
  .map((id) => reference("01-sns", id))
  .reduce((all, part) => `${all}\n${part.slice(part.indexOf("async function allowPublisher"))}`);

/** Other right ways. */
const OTHERS: Record<string, string> = {
  "with the token cut out by hand, and the newest mail first": changed(RIGHT, {
    name: "split",
    change: [
      [
        RIGHT.slice(
          RIGHT.indexOf("  const links ="),
          RIGHT.indexOf("  return (await cloud.client(AmazonSNS).confirmSub"),
        ),
        '  const mine = [...cloud.inbox.of(email)].reverse().find(({ body }) => body.includes(`${topicArn}&Token=`))!;\n  const Token = mine.body.split("Token=")[1]!.trim();\n',
      ],
    ],
    fails: {},
  }),
  "with Set and a loop, and the message beginning each text": changed(RIGHT, {
    name: "loop",
    change: [
      [
        "return addresses.filter((address) => cloud.inbox.of(address).some(({ body }) => body.includes(message)));",
        "const found: string[] = []; for (const a of addresses) for (const m of cloud.inbox.of(a)) if (m.body.startsWith(message) && !found.includes(a)) found.push(a); return found;",
      ],
    ],
    fails: {},
  }),
  "with the default statement kept, one statement for the user, and lists everywhere": changed(RIGHT, {
    name: "added",
    change: [
      [
        'const statement = { Effect: "Allow", Principal: { AWS: userArn }, Action: "sns:Publish", Resource: topicArn };',
        'const old = JSON.parse((await cloud.client(AmazonSNS).getTopicAttributes({ TopicArn: topicArn })).Attributes!.Policy!);\n  const statement = { Sid: "One", Effect: "Allow", Principal: { AWS: [userArn] }, Action: ["SNS:Publish"], Resource: [topicArn] };',
      ],
      ["Statement: [statement]", "Statement: [...old.Statement, statement]"],
    ],
    fails: {},
  }),
};

const VARIANTS: Variant[] = [
  {
    name: "creates a topic of another name",
    change: [["createTopic({ Name: name })", 'createTopic({ Name: "alerts" })']],
    fails: { "l1.topic": /creates a Standard topic/ },
  },
  {
    name: "returns the name instead of the ARN",
    change: [["return TopicArn!;", "return name;"]],
    fails: { "l1.topic": /without throwing/ },
  },
  {
    name: "subscribes no phone",
    change: [['  await sns.subscribe({ TopicArn: topicArn, Protocol: "sms", Endpoint: phone });\n', ""]],
    fails: { "l1.topic": /Two subscriptions/ },
  },
  {
    name: "subscribes the mailbox as email-json",
    change: [['Protocol: "email"', 'Protocol: "email-json"']],
    fails: { "l1.topic": /Two subscriptions/ },
  },
  {
    name: "confirms nothing",
    change: [
      [
        "return (await cloud.client(AmazonSNS).confirmSubscription({ TopicArn: topicArn, Token })).SubscriptionArn!;",
        "return Token;",
      ],
    ],
    fails: { "l1.confirm": /subscription is confirmed/, "l1.delivery": /afterwards both/ },
  },
  {
    name: "confirms the first mail it finds",
    change: [['searchParams.get("TopicArn") === topicArn && ', ""]],
    fails: { "l1.confirm": /three topics in the mailbox/ },
  },
  {
    name: "confirms all mail",
    change: [
      [
        "  if (link === undefined)",
        '  for (const { searchParams } of links) { const Token = searchParams.get("Token"); if (Token) await cloud.client(AmazonSNS).confirmSubscription({ TopicArn: topicArn, Token }); }\n  if (link === undefined)',
      ],
    ],
    fails: { "l1.confirm": /stay pending/ },
  },
  {
    name: "returns the token",
    change: [[")).SubscriptionArn!;", "), Token);"]],
    fails: { "l1.confirm": /returns the subscription's ARN/ },
  },
  {
    name: "publishes twice",
    change: [
      [
        "  const sent = await",
        "  await cloud.client(AmazonSNS).publish({ TopicArn: topicArn, Message: message });\n  const sent = await",
      ],
    ],
    fails: { "l1.delivery": /publishes once/ },
  },
  {
    name: "forgets the subject",
    change: [["Subject: subject, ", ""]],
    fails: { "l1.delivery": /with its subject/ },
  },
  {
    name: "publishes the subject as the message",
    change: [["Message: message });\n  return sent", "Message: subject });\n  return sent"]],
    fails: { "l1.delivery": /reaches the phone only/ },
  },
  {
    name: "returns no id",
    change: [["return sent.MessageId!;", "return '';"]],
    fails: { "l1.delivery": /returns the MessageId/ },
  },
  {
    name: "believes that everybody got everything",
    change: [["return addresses.filter((address) =>", "return addresses.filter((address) => true ||"]],
    fails: { "l1.delivery": /whoGot says/ },
  },
  {
    name: "compares a mail with === ",
    change: [["body.includes(message)", "body === message"]],
    fails: { "l1.delivery": /whoGot says/ },
  },
  {
    name: "takes any mail for the message",
    change: [["some(({ body }) => body.includes(message))", "some(() => true)"]],
    fails: { "l1.delivery": /whoGot says/ },
  },
  {
    name: "lets everybody publish",
    change: [["Principal: { AWS: userArn }", 'Principal: "*"']],
    fails: { "l1.policy": /Another user does not/ },
  },
  {
    name: "lets ana publish, whoever was asked for",
    change: [["{ AWS: userArn }", '{ AWS: "arn:aws:iam::123456789012:user/ana" }']],
    fails: { "l1.policy": /With another user/ },
  },
  {
    name: "lets the user do everything",
    change: [['Action: "sns:Publish"', 'Action: "sns:*"']],
    fails: { "l1.policy": /may do nothing else/ },
  },
  {
    name: "denies the user",
    change: [['Effect: "Allow"', 'Effect: "Deny"']],
    fails: { "l1.policy": /named user publishes/ },
  },
  {
    name: "shuts the owner out",
    change: [
      [
        "Statement: [statement]",
        'Statement: [statement, { Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: topicArn, Condition: { ArnNotEquals: { "aws:PrincipalArn": userArn } } }]',
      ],
    ],
    fails: { "l1.policy": /The owner still publishes/ },
  },
  {
    name: "changes no policy",
    change: [['AttributeName: "Policy"', 'AttributeName: "DisplayName"']],
    fails: { "l1.policy": /without throwing/ },
  },
];

export const L1: Exercise = {
  item: "L1",
  unit: "01-sns",
  ids: ["l1.topic", "l1.confirm", "l1.delivery", "l1.policy"],
  points: 3,
  right: RIGHT,
  solutions: { reference: RIGHT, ...OTHERS },
  mutants: {},
  variants: VARIANTS,
  thing: "lab",
  seeds: 4,
  variantSeeds: 2,
};
