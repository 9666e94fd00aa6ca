/**
 * The elements that a configuration of ActiveMQ may have, each with its attributes and its children. What is not here is taken
 * out of a configuration with a warning. Elements that only group others (policyEntries, plugins, ...) are children like all.
 * Source: Developer Guide, "Elements permitted in Amazon MQ configurations", "Elements and their attributes permitted" and
 * "Elements, child collection elements, and their child elements permitted" (read 2026-11); the lists of those pages that are
 * longer than what we could read are filled up from ActiveMQ's schema (activemq-core.xsd).
 */

export interface Permitted {
  readonly attributes: readonly string[];
  readonly children: readonly string[];
}

const words = (text: string): string[] => text.split(" ").filter(Boolean);
const element = (attributes: string, children = ""): Permitted => ({
  attributes: words(attributes),
  children: words(children),
});
const group = (children: string): Permitted => element("", children);

const DESTINATION = "physicalName DLQ";
const CURSORS = "fileCursor fileQueueCursor storeCursor vmCursor vmQueueCursor";
const SUBSCRIBER_CURSORS = "fileDurableSubscriberCursor storeDurableSubscriberCursor vmDurableCursor";
const DISPATCH_POLICIES =
  "priorityDispatchPolicy priorityNetworkDispatchPolicy roundRobinDispatchPolicy simpleDispatchPolicy strictOrderDispatchPolicy";
const DEAD_LETTERS = "discarding individualDeadLetterStrategy sharedDeadLetterStrategy";
const EVICTIONS =
  "oldestMessageEvictionStrategy oldestMessageWithLowestPriorityEvictionStrategy uniquePropertyMessageEvictionStrategy";
const RECOVERIES =
  "fixedCountSubscriptionRecoveryPolicy fixedSizedSubscriptionRecoveryPolicy lastImageSubscriptionRecoveryPolicy noSubscriptionRecoveryPolicy queryBasedSubscriptionRecoveryPolicy retainedMessageSubscriptionRecoveryPolicy timedSubscriptionRecoveryPolicy";
const PLUGINS =
  "authorizationPlugin discardingDLQBrokerPlugin forcePersistencyModeBrokerPlugin redeliveryPlugin statisticsBrokerPlugin timeStampingBrokerPlugin";
const PROCESSED = "enableAudit expiration maxAuditDepth maxProducersToAudit processExpired processNonPersistent";
const VIRTUAL = "concurrentSend copyMessage forwardOnly name sendWhenNotMatched";
const REDELIVERY =
  "backOffMultiplier collisionAvoidancePercent initialRedeliveryDelay maximumRedeliveries maximumRedeliveryDelay preDispatchCheck queue redeliveryDelay tempQueue tempTopic topic useCollisionAvoidance useExponentialBackOff";

export const ROOT = "broker";

const ELEMENTS: Readonly<Record<string, Permitted>> = {
  broker: element(
    "advisorySupport allowTempAutoCreationOnSend cacheTempDestinations consumerSystemUsagePortion dedicatedTaskRunner deleteAllMessagesOnStartup enableMessageExpirationOnActiveDurableSubs keepDurableSubsActive maxPurgedDestinationsPerSweep maxSchedulerRepeatAllowed monitorConnectionSplits networkConnectorStartAsync offlineDurableSubscriberTaskSchedule offlineDurableSubscriberTimeout persistenceThreadPriority persistent populateJMSXUserID producerSystemUsagePortion rejectDurableConsumers rollbackOnlyOnAsyncException schedulePeriodForDestinationPurge schedulerSupport splitSystemUsageForProducersConsumers start taskRunnerPriority timeBeforePurgeTempDestinations useAuthenticatedPrincipalForJMSXUserID useMirroredQueues useTempMirroredQueues useVirtualDestSubs useVirtualDestSubsOnCreation useVirtualTopics",
    "destinationInterceptors destinationPolicy destinations networkConnectors persistenceAdapter plugins systemUsage transportConnectors",
  ),
  // who may do what
  plugins: group(PLUGINS),
  authorizationPlugin: group("map"),
  map: group("authorizationMap cachedLDAPAuthorizationMap"),
  authorizationMap: group("authorizationEntries defaultEntry tempDestinationAuthorizationEntry"),
  authorizationEntries: group("authorizationEntry tempDestinationAuthorizationEntry"),
  authorizationEntry: element("admin queue read tempQueue tempTopic topic write"),
  defaultEntry: group("authorizationEntry tempDestinationAuthorizationEntry"),
  tempDestinationAuthorizationEntry: element("admin queue read tempQueue tempTopic topic write"),
  cachedLDAPAuthorizationMap: element(
    "legacyGroupMapping queueSearchBase refreshInterval tempSearchBase topicSearchBase",
  ),
  // what else the broker does with messages
  discardingDLQBrokerPlugin: element("dropAll dropOnly dropTemporaryQueues dropTemporaryTopics reportInterval"),
  forcePersistencyModeBrokerPlugin: element("persistenceFlag"),
  redeliveryPlugin: element("fallbackToDeadLetter sendToDlqIfMaxRetriesExceeded", "redeliveryPolicyMap"),
  redeliveryPolicyMap: group("redeliveryPolicyMap defaultEntry redeliveryPolicyEntries"),
  redeliveryPolicyEntries: group("redeliveryPolicy"),
  redeliveryPolicy: element(REDELIVERY),
  statisticsBrokerPlugin: element(""),
  timeStampingBrokerPlugin: element("futureOnly processNetworkMessages ttlCeiling zeroExpirationOverride"),
  // policies by destination
  destinationPolicy: group("policyMap"),
  policyMap: group("defaultEntry policyEntries"),
  policyEntries: group("policyEntry"),
  policyEntry: element(
    "advisoryForConsumed advisoryForDelivery advisoryForDiscardingMessages advisoryForFastProducers advisoryForSlowConsumers advisoryWhenFull allConsumersExclusiveByDefault alwaysRetroactive blockedProducerWarningInterval consumersBeforeDispatchStarts cursorMemoryHighWaterMark doOptimzeMessageStorage durableTopicPrefetch enableAudit expireMessagesPeriod gcInactiveDestinations gcWithNetworkConsumers inactiveTimeoutBeforeGC inactiveTimoutBeforeGC includeBodyForAdvisory lazyDispatch maxAuditDepth maxBrowsePageSize maxDestinations maxExpirePageSize maxPageSize maxProducersToAudit maxQueueAuditDepth memoryLimit messageGroupMapFactoryType minimumMessageSize optimizedDispatch optimizeMessageStoreInFlightLimit persistJMSRedelivered prioritizedMessages producerFlowControl queue queueBrowserPrefetch queuePrefetch reduceMemoryFootprint sendAdvisoryIfNoConsumers sendFailIfNoSpace sendFailIfNoSpaceAfterTimeout sendDuplicateFromStoreToDLQ storeUsageHighWaterMark strictOrderDispatch tempQueue tempTopic timeBeforeDispatchStarts topic topicPrefetch useCache useConsumerPriority usePrefetchExtension useTopicSubscriptionInflightStats",
    "deadLetterStrategy destination dispatchPolicy messageEvictionStrategy messageGroupMapFactory pendingDurableSubscriberPolicy pendingMessageLimitStrategy pendingQueuePolicy pendingSubscriberPolicy slowConsumerStrategy subscriptionRecoveryPolicy networkBridgeFilterFactory",
  ),
  deadLetterStrategy: group(DEAD_LETTERS),
  discarding: element(PROCESSED),
  individualDeadLetterStrategy: element(
    `destinationPerDurableSubscriber ${PROCESSED} queuePrefix queueSuffix topicPrefix topicSuffix useQueueForQueueMessages useQueueForTopicMessages`,
  ),
  sharedDeadLetterStrategy: element(PROCESSED, "deadLetterQueue"),
  deadLetterQueue: group("queue tempQueue tempTopic topic"),
  destination: group("queue tempQueue tempTopic topic"),
  dispatchPolicy: group(DISPATCH_POLICIES),
  priorityDispatchPolicy: element(""),
  priorityNetworkDispatchPolicy: element(""),
  roundRobinDispatchPolicy: element(""),
  simpleDispatchPolicy: element(""),
  strictOrderDispatchPolicy: element(""),
  messageEvictionStrategy: group(EVICTIONS),
  oldestMessageEvictionStrategy: element("evictExpiredMessagesHighWatermark"),
  oldestMessageWithLowestPriorityEvictionStrategy: element("evictExpiredMessagesHighWatermark"),
  uniquePropertyMessageEvictionStrategy: element("evictExpiredMessagesHighWatermark propertyName"),
  messageGroupMapFactory: group(
    "cachedMessageGroupMapFactory messageGroupHashBucketFactory simpleMessageGroupMapFactory",
  ),
  cachedMessageGroupMapFactory: element("cacheSize"),
  messageGroupHashBucketFactory: element("bucketCount cacheSize"),
  simpleMessageGroupMapFactory: element(""),
  pendingDurableSubscriberPolicy: group(SUBSCRIBER_CURSORS),
  pendingMessageLimitStrategy: group("constantPendingMessageLimitStrategy prefetchRatePendingMessageLimitStrategy"),
  constantPendingMessageLimitStrategy: element("limit"),
  prefetchRatePendingMessageLimitStrategy: element("multiplier"),
  pendingQueuePolicy: group(CURSORS),
  pendingSubscriberPolicy: group(CURSORS),
  fileCursor: element(""),
  fileDurableSubscriberCursor: element(""),
  fileQueueCursor: element(""),
  storeCursor: element(""),
  storeDurableSubscriberCursor: element("immediatePriorityDispatch useCache"),
  vmCursor: element(""),
  vmDurableCursor: element(""),
  vmQueueCursor: element(""),
  slowConsumerStrategy: group("abortSlowAckConsumerStrategy abortSlowConsumerStrategy"),
  abortSlowAckConsumerStrategy: element(
    "abortConnection checkPeriod ignoreIdleConsumers ignoreNetworkConsumers maxSlowCount maxSlowDuration maxTimeSinceLastAck name",
  ),
  abortSlowConsumerStrategy: element(
    "abortConnection checkPeriod ignoreNetworkConsumers maxSlowCount maxSlowDuration name",
  ),
  subscriptionRecoveryPolicy: group(RECOVERIES),
  fixedCountSubscriptionRecoveryPolicy: element("maximumSize"),
  fixedSizedSubscriptionRecoveryPolicy: element("maximumSize useSharedBuffer"),
  lastImageSubscriptionRecoveryPolicy: element(""),
  noSubscriptionRecoveryPolicy: element(""),
  queryBasedSubscriptionRecoveryPolicy: element("query"),
  retainedMessageSubscriptionRecoveryPolicy: group("wrapped"),
  wrapped: group(RECOVERIES),
  timedSubscriptionRecoveryPolicy: element("recoverDuration"),
  // destinations that are there from the start, and those that pass messages on
  destinations: group("queue tempQueue tempTopic topic"),
  queue: element(DESTINATION),
  tempQueue: element(DESTINATION),
  tempTopic: element(DESTINATION),
  topic: element(DESTINATION),
  destinationInterceptors: group("mirroredQueue virtualDestinationInterceptor"),
  mirroredQueue: element("copyMessage postfix prefix"),
  virtualDestinationInterceptor: group("virtualDestinations"),
  virtualDestinations: group("compositeQueue compositeTopic virtualTopic"),
  compositeQueue: element(VIRTUAL, "forwardTo"),
  compositeTopic: element(VIRTUAL, "forwardTo"),
  forwardTo: group("filteredDestination queue tempQueue tempTopic topic"),
  filteredDestination: element("queue selector topic"),
  virtualTopic: element(
    "concurrentSend dropOnResourceLimit local name postfix prefix selectorAware setOriginalDestination transactedSend",
  ),
  // a network of brokers
  networkConnectors: group("networkConnector"),
  networkConnector: element(
    "advisoryForFailedForward advisoryPrefetchSize alwaysSyncSend bridgeTempDestinations checkDuplicateMessagesOnDuplex conduitNetworkQueueSubscriptions conduitSubscriptions consumerPriorityBase consumerTTL decreaseNetworkConsumerPriority destinationFilter duplex dynamicOnly messageTTL name networkTTL prefetchSize staticBridge suppressDuplicateQueueSubscriptions suppressDuplicateTopicSubscriptions syncDurableSubs uri userName useVirtualDestSubs",
    "durableDestinations dynamicallyIncludedDestinations excludedDestinations staticallyIncludedDestinations",
  ),
  durableDestinations: group("tempTopic topic"),
  dynamicallyIncludedDestinations: group("queue tempQueue tempTopic topic"),
  excludedDestinations: group("queue tempQueue tempTopic topic"),
  staticallyIncludedDestinations: group("queue tempQueue tempTopic topic"),
  // how it is stored and reached: only a few settings are the user's
  persistenceAdapter: group("kahaDB"),
  kahaDB: element("concurrentStoreAndDispatchQueues journalDiskSyncInterval journalDiskSyncStrategy"),
  systemUsage: element("sendFailIfNoSpace sendFailIfNoSpaceAfterTimeout", "memoryUsage systemUsage"),
  memoryUsage: element("percentOfJvmHeap", "memoryUsage"),
  transportConnectors: group("transportConnector"),
  transportConnector: element("name rebalanceClusterClients updateClusterClients updateClusterClientsOnRemove"),
};

/** By the element's name. A Map: a configuration may well name an element "constructor". */
export const PERMITTED: ReadonlyMap<string, Permitted> = new Map(Object.entries(ELEMENTS));
