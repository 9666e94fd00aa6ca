import { L6 } from "../exercises/l6";
import { testExercise } from "./exercise-suite";

testExercise(L6);
