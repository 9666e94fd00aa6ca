/** Every exercise, lab and practice whose checks are tried on right and wrong answers. */
import type { Exercise } from "../checks/exercise-suite";
import { L1 } from "./l1";
import { L2 } from "./l2";
import { L3 } from "./l3";
import { L4 } from "./l4";
import { L5 } from "./l5";
import { L6 } from "./l6";
import { P1 } from "./p1";
import { P2 } from "./p2";
import { P3 } from "./p3";
import { X1 } from "./x1";
import { X2 } from "./x2";
import { X3 } from "./x3";
import { X4 } from "./x4";
import { X5 } from "./x5";
import { X6 } from "./x6";
import { X7 } from "./x7";
import { X8 } from "./x8";
import { X9 } from "./x9";

export const EXERCISES: Exercise[] = [L1, L2, L3, L4, L5, L6, P1, P2, P3, X1, X2, X3, X4, X5, X6, X7, X8, X9];
