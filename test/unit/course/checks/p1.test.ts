import { P1 } from "../exercises/p1";
import { testExercise } from "./exercise-suite";

testExercise(P1);
