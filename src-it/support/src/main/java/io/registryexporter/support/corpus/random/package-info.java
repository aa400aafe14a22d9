/**
 * Storages of chance: small ones with everything that a registry writes, and what a file system, a backup or a person may
 * do to them. One seed always gives one storage.
 */
package io.registryexporter.support.corpus.random;
