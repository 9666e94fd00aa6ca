import { L4 } from "../exercises/l4";
import { testExercise } from "./exercise-suite";

testExercise(L4);
