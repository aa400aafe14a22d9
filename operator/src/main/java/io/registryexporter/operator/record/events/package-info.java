/**
 * Events of resources and workloads and the log line beside each: one for every change, none while nothing changes.
 */
package io.registryexporter.operator.record.events;
