import { SFN } from "@aws-sdk/client-sfn";
import { afterEach, describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { useLanguage } from "../../../../src/sim/language";
import { order } from "../../charts/workflows";

afterEach(() => useLanguage("en"));

const PASS = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };

async function withMachine(definition: object, name = "m"): Promise<Cloud> {
  const cloud = new Cloud();
  const roleArn = "arn:aws:iam::123456789012:role/r";
  await cloud.client(SFN).createStateMachine({ name, definition: JSON.stringify(definition), roleArn });
  return cloud;
}

describe("a state machine's diagram", () => {
  it("draws every state, its type and its arrows; what was taken is thick", async () => {
    const { source } = (await order()).stateMachine("order");
    expect(source).toContain('{"Check ✓<br/><small>Choice</small>"}');
    expect(source).toMatch(/s0 ==>\|"#36;\.total #62; 0"\| s2/);
    expect(source).toMatch(/s0 -->\|"otherwise"\| s1/);
    expect(source).toMatch(/s4 -\.->\|"States\.ALL"\| s8/);
    expect(source).toContain('subgraph s4 ["Pack and tell ! (Parallel)"]');
  });

  it("says in words what the colours say", async () => {
    const cloud = await order();
    const lines = cloud.stateMachine("order").toString().split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "Nothing to do (Succeed): not entered",
        "Charge (Task): ended well, 1 retry",
        "Pack and tell (Parallel): failure caught, Broken",
        "Sorry (Fail): failed, NotPacked",
      ]),
    );
    useLanguage("es");
    expect(cloud.stateMachine("order").toString()).toContain("Charge (Task): termina bien, 1 reintento");
  });

  it("has a class for each outcome that it shows, and no other", async () => {
    const { source } = (await order()).stateMachine("order");
    const classes = [...source.matchAll(/classDef (\w+)/g)].map(([, name]) => name);
    expect(classes.filter((name) => name !== "aborted")).toEqual(["done", "failed", "caught", "unreached", "start"]);
  });

  it("colours nothing before anything has run", async () => {
    const cloud = await withMachine(PASS);
    const { source } = cloud.stateMachine("m");
    expect(source).toContain("class s0 unreached");
    expect(source).not.toContain("classDef done");
  });

  it("leaves no fact", async () => {
    const cloud = await withMachine(PASS);
    const before = cloud.trace.length;
    cloud.stateMachine("m");
    expect(cloud.trace.length).toBe(before);
  });

  it("takes names for what they are, never for syntax", async () => {
    const name = 'say "hi"]; click <b>';
    const { source } = (await withMachine({ StartAt: name, States: { [name]: { Type: "Succeed" } } })).stateMachine(
      "m",
    );
    expect(source).not.toContain(name);
    expect(source).toContain("#34;hi#34;");
  });

  it("draws at most 80 states and says how many more there are", async () => {
    const States = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `S${i}`,
        i === 99 ? { Type: "Succeed" } : { Type: "Pass", Next: `S${i + 1}` },
      ]),
    );
    const diagram = (await withMachine({ StartAt: "S0", States })).stateMachine("m");
    expect(diagram.toString()).toContain("and 20 more states, not drawn");
    expect(diagram.source).not.toContain("s80");
  });

  it("refuses a machine or an execution that is not there", async () => {
    const cloud = await withMachine(PASS);
    expect(() => cloud.stateMachine("none")).toThrow('there is no state machine "none"');
    expect(() => cloud.stateMachine("m", { execution: "x" })).toThrow('m has no execution "x"');
  });
});
