"""SNS in moto, in process with boto3: publishes to a topic with ten queues; prints seconds and the number of them as JSON."""

import json
import os
import sys
import time

os.environ.update(
    AWS_ACCESS_KEY_ID="testing",
    AWS_SECRET_ACCESS_KEY="testing",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_EC2_METADATA_DISABLED="true",
)

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402

QUEUES = 10
count = int(sys.argv[1])

with mock_aws():
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    topic = sns.create_topic(Name="bench")["TopicArn"]
    for i in range(QUEUES):
        url = sqs.create_queue(QueueName=f"bench-{i}")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    for i in range(2):  # a warm-up
        sns.publish(TopicArn=topic, Message=f"order {i}")
    cpu, began = time.process_time(), time.perf_counter()
    for i in range(count):
        sns.publish(TopicArn=topic, Message=f"order {i}")
    print(json.dumps({"seconds": time.perf_counter() - began, "cpuSeconds": time.process_time() - cpu, "count": count}))
