/**
 * Dashboards: a JSON body with widgets. It is checked in the parts that are drawn (metric, text and alarm widgets) and kept as
 * it came; src/charts draws it. Left out: the other kinds of widget, which are kept and not drawn.
 * Source: CloudWatch API reference, "Dashboard Body Structure and Syntax" (read 2026-11).
 */

import { page } from "../page";
import type { Caller } from "../service";
import type { CloudWatch } from "./context";
import { dashboardInvalid, dashboardNotFound, invalidValue, missing } from "./errors";
import { ALARMS_PAGE, DASHBOARD_WIDGETS } from "./limits";
import { checkTags } from "./tags";

export interface Dashboard {
  readonly name: string;
  readonly arn: string;
  readonly body: string;
  readonly modifiedMs: number;
}

interface Mistake {
  DataPath: string;
  Message: string;
}

export function putDashboard(
  cloudWatch: CloudWatch,
  input: { DashboardName?: string; DashboardBody?: string; Tags?: { Key: string; Value: string }[] },
  caller: Caller,
): unknown {
  const { DashboardName: name, DashboardBody: body, Tags: tags = [] } = input;
  if (!name) throw missing("DashboardName");
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
    throw invalidValue("DashboardName", name, "must have 1 to 255 letters, digits, hyphens and underscores");
  }
  if (body === undefined) throw missing("DashboardBody");
  const mistakes = check(body);
  if (mistakes.length > 0) throw dashboardInvalid(mistakes);
  checkTags(tags);
  const arn = cloudWatch.dashboardArn(name);
  const cause = cloudWatch.request("PutDashboard", name, caller, arn);
  if (!cloudWatch.tags.has(arn)) cloudWatch.tags.set(arn, new Map(tags.map(({ Key, Value }) => [Key, Value])));
  cloudWatch.dashboards.set(name, { name, arn, body, modifiedMs: cloudWatch.sim.now });
  cloudWatch.trace.append("cloudwatch.DashboardPut", name, { cause, detail: { body } });
  return { DashboardValidationMessages: [] };
}

function check(body: string): Mistake[] {
  let parsed: { widgets?: unknown };
  try {
    parsed = JSON.parse(body);
  } catch {
    return [{ DataPath: "", Message: "The field must be valid JSON" }];
  }
  const { widgets } = parsed ?? {};
  if (!Array.isArray(widgets)) return [{ DataPath: "/widgets", Message: "Should be an array" }];
  if (widgets.length > DASHBOARD_WIDGETS) {
    return [{ DataPath: "/widgets", Message: `Should NOT have more than ${DASHBOARD_WIDGETS} items` }];
  }
  return widgets.flatMap((widget, i) => {
    const at = `/widgets/${i}`;
    if (typeof widget?.type !== "string") return [{ DataPath: `${at}/type`, Message: "Should have a type" }];
    const { type, properties } = widget;
    if (typeof properties !== "object" || properties === null) {
      return [{ DataPath: `${at}/properties`, Message: "Should be an object" }];
    }
    if (type === "metric" && !Array.isArray(properties.metrics) && properties.annotations === undefined) {
      return [{ DataPath: `${at}/properties/metrics`, Message: "Should be an array" }];
    }
    if (type === "text" && typeof properties.markdown !== "string") {
      return [{ DataPath: `${at}/properties/markdown`, Message: "Should be a string" }];
    }
    if (type === "alarm" && !Array.isArray(properties.alarms)) {
      return [{ DataPath: `${at}/properties/alarms`, Message: "Should be an array" }];
    }
    return [];
  });
}

export function getDashboard(cloudWatch: CloudWatch, input: { DashboardName?: string }, caller: Caller): unknown {
  if (!input.DashboardName) throw missing("DashboardName");
  const found = cloudWatch.dashboards.get(input.DashboardName);
  if (found === undefined) throw dashboardNotFound([input.DashboardName]);
  cloudWatch.request("GetDashboard", found.name, caller, found.arn);
  return { DashboardArn: found.arn, DashboardBody: found.body, DashboardName: found.name };
}

export function listDashboards(
  cloudWatch: CloudWatch,
  input: { DashboardNamePrefix?: string; NextToken?: string },
  caller: Caller,
): unknown {
  const prefix = input.DashboardNamePrefix ?? "";
  const found = [...cloudWatch.dashboards.values()]
    .filter(({ name }) => name.startsWith(prefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const bad = () => invalidValue("NextToken", input.NextToken, "was not given out by CloudWatch");
  const { from, token } = page(input.NextToken, found.length, ALARMS_PAGE, bad);
  cloudWatch.request("ListDashboards", "dashboards", caller);
  return {
    DashboardEntries: found.slice(from, from + ALARMS_PAGE).map(({ name, arn, body, modifiedMs }) => ({
      DashboardName: name,
      DashboardArn: arn,
      LastModified: cloudWatch.sim.date(modifiedMs),
      Size: Buffer.byteLength(body),
    })),
    ...(token !== undefined && { NextToken: token }),
  };
}

/** All of them, or none. */
export function deleteDashboards(
  cloudWatch: CloudWatch,
  input: { DashboardNames?: string[] },
  caller: Caller,
): unknown {
  const { DashboardNames: names } = input;
  if (names === undefined || names.length === 0) throw missing("DashboardNames");
  const unknown = names.filter((name) => !cloudWatch.dashboards.has(name));
  if (unknown.length > 0) throw dashboardNotFound(unknown);
  for (const name of names) {
    cloudWatch.request("DeleteDashboards", name, caller, cloudWatch.dashboardArn(name));
    cloudWatch.dashboards.delete(name);
    cloudWatch.tags.delete(cloudWatch.dashboardArn(name));
  }
  return {};
}
