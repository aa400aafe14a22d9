/** That one seed gives one storage. */
package io.registryexporter.support.corpus.random;
