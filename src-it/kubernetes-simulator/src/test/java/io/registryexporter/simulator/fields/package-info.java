/**
 * The rules of field ownership, patches and defaults, one by one. What a real server does with them together is in the
 * conversations of {@code SameAnswersIT}.
 */
package io.registryexporter.simulator.fields;
