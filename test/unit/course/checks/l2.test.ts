import { L2 } from "../exercises/l2";
import { testExercise } from "./exercise-suite";

testExercise(L2);
