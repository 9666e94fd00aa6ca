/**
 * L3, the visible part: a broker of Amazon MQ, a warehouse and a shop that talk in both directions, the traffic, access rules.
 * The student's functions run against a recorded cloud; what is judged is read from the judge's cloud, where the log of their
 * calls was replayed, and from the calls of the warehouse's work and of the shop's ear, which live on this side.
 */
import type { Check } from "../types";
import { brokerCheck } from "./broker";
import { rulesCheck } from "./rules";
import { talkCheck } from "./talk";
import { trafficCheck } from "./traffic";

export { hints } from "./hints";
export { type MarketPlan, marketPlan } from "./plan";
export { type MarketRun, playMarket } from "./play";
export { rightsFindings } from "./rules";
export { answeredFinding } from "./talk";

export const checks: Check[] = [brokerCheck, talkCheck, trafficCheck, rulesCheck];
