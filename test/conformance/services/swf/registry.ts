/** Domains, types and tags. */
import type { Case, Step } from "../case";
import { BARE, call, DOMAIN, NOBODY, OLD, ORDER, one, PAY, refused, shop, start } from "./steps";

const ARN = `arn:aws:swf:us-east-1:123456789012:/domain/${DOMAIN}`;
const register = (name: string, more: Record<string, unknown> = {}): Step =>
  call("RegisterDomain", { name, workflowExecutionRetentionPeriodInDays: "7", ...more });
const names = (...list: string[]) => list.map((name) => ({ name }));
const tags = (count: number) => Array.from({ length: count }, (_, i) => ({ key: `k${i}`, value: "v" }));

const domains: Case[] = [
  one(
    "a domain is described as it was registered",
    "API RegisterDomain",
    register("d", { description: "ours", workflowExecutionRetentionPeriodInDays: "NONE" }),
    call(
      "DescribeDomain",
      { name: "d" },
      {
        domainInfo: {
          name: "d",
          status: "REGISTERED",
          description: "ours",
          arn: "arn:aws:swf:us-east-1:123456789012:/domain/d",
        },
        configuration: { workflowExecutionRetentionPeriodInDays: "NONE" },
      },
    ),
  ),
  one(
    "DomainAlreadyExistsFault names the domain, deprecated or not",
    "API RegisterDomain",
    refused(register(DOMAIN), "DomainAlreadyExistsFault", DOMAIN),
    call("DeprecateDomain", { name: DOMAIN }),
    refused(register(DOMAIN), "DomainAlreadyExistsFault", DOMAIN),
  ),
  one(
    "domains are listed by their status, in the order of their names, page by page",
    "API ListDomains",
    register("b"),
    register("a"),
    call("ListDomains", { registrationStatus: "REGISTERED" }, { domainInfos: names("a", "b", DOMAIN) }),
    call(
      "ListDomains",
      { registrationStatus: "REGISTERED", reverseOrder: true },
      { domainInfos: names(DOMAIN, "b", "a") },
    ),
    call(
      "ListDomains",
      { registrationStatus: "REGISTERED", maximumPageSize: 2 },
      { domainInfos: names("a", "b") },
      "page",
    ),
    call(
      "ListDomains",
      { registrationStatus: "REGISTERED", maximumPageSize: 2, nextPageToken: "$page.nextPageToken" },
      { domainInfos: names(DOMAIN) },
    ),
    call("DeprecateDomain", { name: "a" }),
    call("ListDomains", { registrationStatus: "DEPRECATED" }, { domainInfos: names("a") }),
    refused(call("ListDomains", { registrationStatus: "GONE" }), "ValidationException", /enum value set/),
  ),
  one(
    "a deprecated domain takes no new types or executions, and what runs in it goes on",
    "API DeprecateDomain",
    start(),
    call("DeprecateDomain", { name: DOMAIN }),
    refused(call("DeprecateDomain", { name: DOMAIN }), "DomainDeprecatedFault", DOMAIN),
    refused(shop("RegisterWorkflowType", { name: "New", version: "1" }), "DomainDeprecatedFault", DOMAIN),
    refused(start({ workflowId: "v" }), "DomainDeprecatedFault", DOMAIN),
    shop("ListWorkflowTypes", { registrationStatus: "REGISTERED" }, { typeInfos: [] }),
    shop("SignalWorkflowExecution", { workflowId: "w", signalName: "s" }),
  ),
  one(
    "an undeprecated domain takes new types again",
    "API UndeprecateDomain",
    refused(call("UndeprecateDomain", { name: DOMAIN }), "DomainAlreadyExistsFault", DOMAIN),
    call("DeprecateDomain", { name: DOMAIN }),
    call("UndeprecateDomain", { name: DOMAIN }),
    call("DescribeDomain", { name: DOMAIN }, { domainInfo: { status: "REGISTERED" } }),
    shop("RegisterWorkflowType", { name: "New", version: "1" }),
  ),
  one(
    "the types of an undeprecated domain stay deprecated, until each is undeprecated",
    "ours: AWS says only that new types can be registered",
    call("DeprecateDomain", { name: DOMAIN }),
    refused(shop("UndeprecateWorkflowType", { workflowType: ORDER }), "DomainDeprecatedFault", DOMAIN),
    call("UndeprecateDomain", { name: DOMAIN }),
    shop("DescribeWorkflowType", { workflowType: ORDER }, { typeInfo: { status: "DEPRECATED" } }),
    shop("UndeprecateWorkflowType", { workflowType: ORDER }),
    start(),
  ),
  one(
    "UnknownResourceFault: Unknown domain",
    "reported github getmoto/moto, test_describe_non_existent_domain",
    refused(call("DescribeDomain", { name: "nobody" }), "UnknownResourceFault", "Unknown domain: nobody"),
    refused(
      call("ListActivityTypes", { domain: "nobody", registrationStatus: "REGISTERED" }),
      "UnknownResourceFault",
      "Unknown domain: nobody",
    ),
  ),
  one(
    "what a name and a retention period may be",
    "API RegisterDomain",
    ...["", "a:b", "a/b", "a|b", "a\u0007b", "arn", " a", "x".repeat(257)].map((name) =>
      refused(register(name), "ValidationException", /at 'name' failed/),
    ),
    ...["91", "-1", "many", ""].map((workflowExecutionRetentionPeriodInDays) =>
      refused(
        register("d", { workflowExecutionRetentionPeriodInDays }),
        "ValidationException",
        /workflowExecutionRetentionPeriodInDays/,
      ),
    ),
    register("d", { workflowExecutionRetentionPeriodInDays: "90" }),
  ),
  one(
    "LimitExceededFault at the 101st domain, deprecated ones included",
    "Guide: Amazon SWF Quotas",
    call("DeprecateDomain", { name: DOMAIN }),
    ...Array.from({ length: 99 }, (_, i) => register(`d${i}`)),
    refused(register("d99"), "LimitExceededFault", /100/),
  ),
  one(
    "tags of a domain",
    "API TagResource",
    register("d", { tags: [{ key: "team", value: "a" }] }),
    call("ListTagsForResource", { resourceArn: ARN.replace(DOMAIN, "d") }, { tags: [{ key: "team", value: "a" }] }),
    call("TagResource", { resourceArn: ARN, tags: [{ key: "x", value: "1" }, { key: "y" }] }),
    call("TagResource", { resourceArn: ARN, tags: [{ key: "x", value: "2" }] }),
    call(
      "ListTagsForResource",
      { resourceArn: ARN },
      {
        tags: [
          { key: "x", value: "2" },
          { key: "y", value: "" },
        ],
      },
    ),
    call("UntagResource", { resourceArn: ARN, tagKeys: ["x", "z"] }),
    call("ListTagsForResource", { resourceArn: ARN }, { tags: [{ key: "y" }] }),
    refused(call("TagResource", { resourceArn: ARN, tags: tags(50) }), "TooManyTagsFault", /50/),
    refused(register("e", { tags: tags(51) }), "TooManyTagsFault", /50/),
    refused(call("TagResource", { resourceArn: ARN, tags: [{ key: "" }] }), "ValidationException", /key/),
    refused(call("ListTagsForResource", { resourceArn: `${ARN}s` }), "UnknownResourceFault", /domain\/shops/),
  ),
];

const SORTS = [
  {
    sort: "workflow",
    Sort: "WorkflowType",
    type: ORDER,
    defaults: {
      defaultTaskList: { name: "l" },
      defaultTaskPriority: "-3",
      defaultTaskStartToCloseTimeout: "NONE",
      defaultExecutionStartToCloseTimeout: "31536000",
      defaultChildPolicy: "ABANDON",
      defaultLambdaRole: "arn:aws:iam::123456789012:role/r",
    },
    bad: {
      defaultTaskStartToCloseTimeout: "soon",
      defaultExecutionStartToCloseTimeout: "NONE",
      defaultTaskPriority: "high",
      defaultChildPolicy: "SPARE",
      defaultTaskList: { name: "a/b" },
    },
  },
  {
    sort: "activity",
    Sort: "ActivityType",
    type: PAY,
    defaults: {
      defaultTaskList: { name: "l" },
      defaultTaskPriority: "5",
      defaultTaskStartToCloseTimeout: "NONE",
      defaultTaskHeartbeatTimeout: "10",
      defaultTaskScheduleToStartTimeout: "0",
      defaultTaskScheduleToCloseTimeout: "99999999",
    },
    bad: {
      defaultTaskHeartbeatTimeout: "1.5",
      defaultTaskScheduleToCloseTimeout: "100000000",
      defaultTaskPriority: "1e3",
    },
  },
] as const;

const types: Case[] = SORTS.flatMap(({ sort, Sort, type, defaults, bad }) => {
  const member = `${sort}Type`;
  const text = `${Sort}=[name=${type.name}, version=1]`;
  const named = (operation: string, of: object): Step => shop(`${operation}${Sort}`, { [member]: of });
  const New = { name: "New", version: "1" };
  return [
    one(
      `${Sort}: described with its defaults`,
      `API Register${Sort}`,
      shop(`Register${Sort}`, { ...New, description: "ours", ...defaults }),
      shop(
        `Describe${Sort}`,
        { [member]: New },
        {
          typeInfo: { [member]: New, status: "REGISTERED", description: "ours", creationDate: new Date("2026-01-05") },
          configuration: defaults,
        },
      ),
    ),
    one(
      `${Sort}: TypeAlreadyExistsFault, which another version does not meet`,
      `API Register${Sort}`,
      refused(shop(`Register${Sort}`, type), "TypeAlreadyExistsFault", text),
      shop(`Register${Sort}`, { ...type, version: "2" }),
    ),
    one(
      `${Sort}: listed by status and name, in alphabetical order`,
      `API List${Sort}s`,
      shop(`Register${Sort}`, { name: "A", version: "2" }),
      shop(`Register${Sort}`, { name: "A", version: "1" }),
      shop(
        `List${Sort}s`,
        { registrationStatus: "REGISTERED" },
        {
          typeInfos: [
            { [member]: { name: "A", version: "1" } },
            { [member]: { name: "A", version: "2" } },
            { [member]: BARE },
            { [member]: type },
          ],
        },
      ),
      shop(
        `List${Sort}s`,
        { registrationStatus: "REGISTERED", name: "A", reverseOrder: true },
        {
          typeInfos: [{ [member]: { name: "A", version: "2" } }, { [member]: { name: "A", version: "1" } }],
        },
      ),
      shop(
        `List${Sort}s`,
        { registrationStatus: "DEPRECATED" },
        {
          typeInfos: [{ [member]: OLD, status: "DEPRECATED", deprecationDate: new Date("2026-01-05") }],
        },
      ),
      shop(`List${Sort}s`, { registrationStatus: "REGISTERED", maximumPageSize: 3 }, undefined, "page"),
      shop(
        `List${Sort}s`,
        { registrationStatus: "REGISTERED", maximumPageSize: 3, nextPageToken: "$page.nextPageToken" },
        { typeInfos: [{ [member]: type }] },
      ),
      refused(
        shop(`List${Sort}s`, { registrationStatus: "REGISTERED", nextPageToken: "x" }),
        "ValidationException",
        "Invalid token",
      ),
      refused(
        shop(`List${Sort}s`, { registrationStatus: "REGISTERED", maximumPageSize: 1_001 }),
        "ValidationException",
        /maximumPageSize.*1000/,
      ),
    ),
    one(
      `${Sort}: deprecated, undeprecated, and each only once`,
      `API Deprecate${Sort}`,
      refused(named("Undeprecate", type), "TypeAlreadyExistsFault", text),
      named("Deprecate", type),
      refused(named("Deprecate", type), "TypeDeprecatedFault", text),
      named("Undeprecate", type),
      shop(`Describe${Sort}`, { [member]: type }, { typeInfo: { status: "REGISTERED" } }),
    ),
    one(
      `${Sort}: deleted only when it is deprecated, and then unknown`,
      "recorded github floci-io/floci#2257",
      refused(
        named("Delete", type),
        "TypeNotDeprecatedFault",
        "The type is currently registered and cannot be deleted in its current state",
      ),
      named("Deprecate", type),
      named("Delete", type),
      refused(named("Describe", type), "UnknownResourceFault", `Unknown type: ${text}`),
      shop(`Register${Sort}`, type),
    ),
    one(
      `${Sort}: unknown ones`,
      "reported github getmoto/moto, test_describe_non_existent_workflow_type",
      ...["Describe", "Deprecate", "Undeprecate", "Delete"].map((operation) =>
        refused(named(operation, NOBODY), "UnknownResourceFault", `Unknown type: ${Sort}=[name=Nobody, version=1]`),
      ),
    ),
    one(
      `${Sort}: defaults that cannot be`,
      `API Register${Sort}`,
      ...Object.entries(bad).map(([name, value]) =>
        refused(shop(`Register${Sort}`, { ...New, [name]: value }), "ValidationException", new RegExp(name)),
      ),
      refused(shop(`Register${Sort}`, { name: "New", version: "x".repeat(65) }), "ValidationException", /version/),
    ),
  ];
});

export const REGISTRY: Case[] = [...domains, ...types];
