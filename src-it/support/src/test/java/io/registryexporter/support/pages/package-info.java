/**
 * The pages of the documentation: their links, their sizes, their wording. What a page says about the programs is tried by
 * the tests of those.
 */
package io.registryexporter.support.pages;
