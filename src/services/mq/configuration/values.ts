/** Values of attributes: which are numbers or booleans, and which may be no others. A value that is none is taken out with a warning. */

const words = (text: string): Set<string> => new Set(text.trim().split(/\s+/));

const BOOLEANS = words(`
  advisorySupport allowTempAutoCreationOnSend cacheTempDestinations dedicatedTaskRunner deleteAllMessagesOnStartup
  enableMessageExpirationOnActiveDurableSubs keepDurableSubsActive monitorConnectionSplits
  networkConnectorStartAsync persistent populateJMSXUserID rejectDurableConsumers rollbackOnlyOnAsyncException
  schedulerSupport start splitSystemUsageForProducersConsumers useAuthenticatedPrincipalForJMSXUserID
  useMirroredQueues useTempMirroredQueues useVirtualDestSubs useVirtualDestSubsOnCreation useVirtualTopics
  persistenceFlag fallbackToDeadLetter sendToDlqIfMaxRetriesExceeded preDispatchCheck useCollisionAvoidance
  useExponentialBackOff allConsumersExclusiveByDefault alwaysRetroactive enableAudit gcInactiveDestinations
  gcWithNetworkConsumers includeBodyForAdvisory lazyDispatch optimizedDispatch persistJMSRedelivered
  prioritizedMessages producerFlowControl reduceMemoryFootprint sendAdvisoryIfNoConsumers sendFailIfNoSpace
  sendDuplicateFromStoreToDLQ strictOrderDispatch useCache useConsumerPriority usePrefetchExtension
  destinationPerDurableSubscriber processExpired processNonPersistent useQueueForQueueMessages
  useQueueForTopicMessages copyMessage forwardOnly concurrentSend sendWhenNotMatched dropAll dropTemporaryQueues
  dropTemporaryTopics futureOnly processNetworkMessages duplex dynamicOnly conduitSubscriptions
  conduitNetworkQueueSubscriptions decreaseNetworkConsumerPriority bridgeTempDestinations alwaysSyncSend
  staticBridge suppressDuplicateQueueSubscriptions suppressDuplicateTopicSubscriptions syncDurableSubs
  concurrentStoreAndDispatchQueues abortConnection ignoreIdleConsumers ignoreNetworkConsumers selectorAware local
  advisoryForConsumed advisoryForDelivery advisoryForDiscardingMessages advisoryForFastProducers
  advisoryForSlowConsumers advisoryWhenFull
`);

const NUMBERS = words(`
  consumerSystemUsagePortion maxPurgedDestinationsPerSweep maxSchedulerRepeatAllowed
  offlineDurableSubscriberTaskSchedule offlineDurableSubscriberTimeout persistenceThreadPriority
  producerSystemUsagePortion schedulePeriodForDestinationPurge taskRunnerPriority timeBeforePurgeTempDestinations
  backOffMultiplier collisionAvoidancePercent initialRedeliveryDelay maximumRedeliveries maximumRedeliveryDelay
  redeliveryDelay blockedProducerWarningInterval consumersBeforeDispatchStarts cursorMemoryHighWaterMark
  durableTopicPrefetch expireMessagesPeriod inactiveTimeoutBeforeGC inactiveTimoutBeforeGC maxAuditDepth
  maxBrowsePageSize maxDestinations maxExpirePageSize maxPageSize maxProducersToAudit maxQueueAuditDepth
  minimumMessageSize optimizeMessageStoreInFlightLimit queueBrowserPrefetch queuePrefetch topicPrefetch
  sendFailIfNoSpaceAfterTimeout storeUsageHighWaterMark timeBeforeDispatchStarts expiration limit multiplier
  consumerPriorityBase consumerTTL messageTTL networkTTL prefetchSize advisoryPrefetchSize ttlCeiling
  zeroExpirationOverride maximumSize recoverDuration checkPeriod maxSlowCount maxSlowDuration maxTimeSinceLastAck
  evictExpiredMessagesHighWatermark cacheSize bucketCount reportInterval percentOfJvmHeap refreshInterval
`);

/** The list of a network connector names encrypted endpoints alone. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  uri: /^(static|masterslave):\(ssl:\/\/[^()]+\)(\?.*)?$/,
  journalDiskSyncStrategy: /^(always|periodic|never)$/i,
};

/** True when an attribute may have this value. */
export function isValue(attribute: string, value: string): boolean {
  if (BOOLEANS.has(attribute)) return /^(true|false)$/.test(value);
  if (NUMBERS.has(attribute)) return /^-?\d+(\.\d+)?$/.test(value);
  return PATTERNS[attribute]?.test(value) ?? true;
}
