"""SQS in moto, in process with boto3: sends, or receive and delete; prints seconds and the number of them as JSON."""

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

operation, count = sys.argv[1], int(sys.argv[2])

with mock_aws():
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="bench")["QueueUrl"]
    sends = count if operation == "receive" else 5  # a warm-up, or what will be received
    for i in range(sends):
        sqs.send_message(QueueUrl=url, MessageBody=f"order {i}")
    cpu, began = time.process_time(), time.perf_counter()
    if operation == "send":
        for i in range(count):
            sqs.send_message(QueueUrl=url, MessageBody=f"order {i}")
    else:
        for _ in range(count):
            message = sqs.receive_message(QueueUrl=url)["Messages"][0]
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    print(json.dumps({"seconds": time.perf_counter() - began, "cpuSeconds": time.process_time() - cpu, "count": count}))
