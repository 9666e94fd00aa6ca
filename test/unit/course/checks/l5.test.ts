import { L5 } from "../exercises/l5";
import { testExercise } from "./exercise-suite";

testExercise(L5);
