/** The errors of S3. Codes are AWS's; texts as in the API reference, "Error responses", where it has them. */
import { ServiceError } from "../service";

export class S3Error extends ServiceError {
  constructor(code: string, message: string, detail: Record<string, unknown> = {}, retryable = false) {
    super("s3", code, message, "client", retryable, detail);
  }
}

export const noSuchBucket = (bucket: string) =>
  new S3Error("NoSuchBucket", "The specified bucket does not exist", { BucketName: bucket });
export const noSuchKey = (key: string) => new S3Error("NoSuchKey", "The specified key does not exist.", { Key: key });
/** HEAD has no body to say more in. */
export const notFound = () => new S3Error("NotFound", "NotFound");
export const noSuchVersion = () => new S3Error("NoSuchVersion", "The specified version does not exist.");
export const noSuchUpload = () =>
  new S3Error(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
  );
export const invalidArgument = (message: string) => new S3Error("InvalidArgument", message);
export const invalidRequest = (message: string) => new S3Error("InvalidRequest", message);
export const preconditionFailed = (condition: string) =>
  new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    Condition: condition,
  });
export const accessDenied = (reason: string) => new S3Error("AccessDenied", `Access Denied: ${reason}`);
export const methodNotAllowed = () =>
  new S3Error("MethodNotAllowed", "The specified method is not allowed against this resource.");
export const slowDown = () => new S3Error("SlowDown", "Please reduce your request rate.", {}, true);
export const unavailable = (bucket: string) =>
  new ServiceError("s3", "ServiceUnavailable", `The bucket ${bucket} does not answer.`, "server", true);
/** Operations that nubelab does not simulate. */
export const unsupported = (what: string) => new S3Error("NotImplemented", what);
