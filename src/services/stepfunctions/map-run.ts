/** The run of a distributed Map: what DescribeMapRun tells of it. */
export interface MapRun {
  readonly arn: string;
}
