package io.millrace.cloud;

import java.util.Map;

/**
 * One source of events and the pattern of its rule.
 *
 * @param name of the rule, without the prefix
 * @param pattern as EventBridge takes it
 * @param aws whether a service of AWS sends it, so that it appears on the default bus of its account
 */
record EventSource(String name, Map<String, Object> pattern, boolean aws) {}
