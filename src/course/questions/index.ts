/** All self-checks of the course, registered when the course is imported. */
import { defineSelfQuestions } from "../self-check";
import { eventBridgeQuestions } from "./eventbridge";
import { monitoringQuestions } from "./monitoreo";
import { mqQuestions } from "./mq";
import { notificationQuestions } from "./notificaciones";
import { snsQuestions } from "./sns";
import { sqsQuestions } from "./sqs";
import { stepFunctionsQuestions } from "./stepfunctions";
import { swfQuestions } from "./swf";

defineSelfQuestions([
  ...eventBridgeQuestions,
  ...snsQuestions,
  ...sqsQuestions,
  ...stepFunctionsQuestions,
  ...swfQuestions,
  ...mqQuestions,
  ...notificationQuestions,
  ...monitoringQuestions,
]);
