/**
 * The running exporter: when scans happen, what of the last one is kept, what is logged about it. Ties the rooms from
 * storage to metrics together into one scan, and hands its outcome to the server.
 */
package io.registryexporter.exporter.serve;
