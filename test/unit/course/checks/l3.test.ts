import { L3 } from "../exercises/l3";
import { testExercise } from "./exercise-suite";

testExercise(L3);
