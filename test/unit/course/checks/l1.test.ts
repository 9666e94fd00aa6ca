import { L1 } from "../exercises/l1";
import { testExercise } from "./exercise-suite";

testExercise(L1);
