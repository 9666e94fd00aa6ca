/** A million random operations on SQS, with other seeds than the short run's. */
import { exploreSqs } from "./sqs-exploration";

exploreSqs(167, 100_000);
