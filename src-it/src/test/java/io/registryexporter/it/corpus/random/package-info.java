/** That one seed gives one storage. */
package io.registryexporter.it.corpus.random;
