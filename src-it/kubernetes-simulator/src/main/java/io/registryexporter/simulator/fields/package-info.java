/**
 * The algebra of the Kubernetes API on JSON trees: who owns which field, what an apply or a patch makes of an object,
 * what the server fills in. Pure functions; they know neither HTTP nor storage.
 */
package io.registryexporter.simulator.fields;
