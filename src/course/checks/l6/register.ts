/** l6.register: the domain and its types. */
import { SWF } from "@aws-sdk/client-swf";
import type { CloudOptions } from "../../../sdk";
import type { Check } from "../types";
import type { Office } from "./play";
import { hints } from "./read";

interface Registered {
  office: Partial<Office> | undefined;
  domains: string[];
  workflows: string[];
  activities: string[];
}

export const register: Check<{ cloud: CloudOptions }, Registered> = {
  id: "l6.register",
  item: "L6",
  points: 0.5,
  title: { es: "Un dominio, un flujo, dos tareas", en: "A domain, a workflow, two tasks" },
  needs: ["register"],
  parameters: (random) => ({ cloud: { seed: random.integer(1, 1_000_000) } }),
  async scenario(student, plan) {
    const cloud = await student.cloud(plan.cloud);
    const office = (await student.call("register", cloud)) as Partial<Office> | undefined;
    const judge = await cloud.judge();
    const swf = judge.client(SWF);
    const asked = { registrationStatus: "REGISTERED" } as const;
    const domains = ((await swf.listDomains(asked)).domainInfos ?? []).map(({ name }) => name ?? "");
    const domain = String(office?.domain);
    if (!domains.includes(domain)) return { office, domains, workflows: [], activities: [] };
    const workflows = (await swf.listWorkflowTypes({ domain, ...asked })).typeInfos ?? [];
    const activities = (await swf.listActivityTypes({ domain, ...asked })).typeInfos ?? [];
    return {
      office,
      domains,
      workflows: workflows.map(({ workflowType }) => workflowType?.name ?? ""),
      activities: activities.map(({ activityType }) => activityType?.name ?? ""),
    };
  },
  verdict: (_, { office, domains, workflows, activities }) => [
    {
      claim: { es: "El dominio que devuelves está registrado", en: "The domain that you return is registered" },
      ok: domains.includes(String(office?.domain)),
      given: "register(cloud)",
      observed: domains,
      expected: office?.domain,
      hint: hints.register,
    },
    {
      claim: {
        es: "En él hay un tipo de flujo y al menos dos tipos de tarea",
        en: "It holds a type of workflow and at least two types of task",
      },
      ok: workflows.length >= 1 && activities.length >= 2,
      given: "register(cloud)",
      observed: { workflows, activities },
      expected: "workflows >= 1, activities >= 2",
      hint: hints.register,
    },
    {
      claim: {
        es: "Las máquinas y las personas leen de listas distintas",
        en: "Machines and people read from different lists",
      },
      ok:
        [office?.deciders, office?.machines, office?.people].every((name) => typeof name === "string" && name !== "") &&
        office?.machines !== office?.people,
      given: "register(cloud)",
      observed: office,
      expected: "{ domain, deciders, machines, people }",
      hint: hints.register,
    },
  ],
};
