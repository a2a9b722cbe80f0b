/** The mirror engine. Start at {@link dev.ketch.sync.Mirror}. */
module dev.ketch.sync {
  requires transitive dev.ketch.ftp;
  requires static org.jspecify;

  exports dev.ketch.sync;
}
