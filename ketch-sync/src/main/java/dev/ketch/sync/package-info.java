/**
 * Whole trees between an FTP server and this machine: {@link dev.ketch.sync.Mirror} is the door,
 * {@link dev.ketch.sync.SyncPlanner} decides, {@link dev.ketch.sync.SyncRunner} acts.
 */
@NullMarked
package dev.ketch.sync;

import org.jspecify.annotations.NullMarked;
