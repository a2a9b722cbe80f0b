/** The mirror engine. Start at {@link dev.ketch.sync.Mirror}. */
@SuppressWarnings("requires-automatic") // The store of the notes has a name, but no descriptor.
module dev.ketch.sync {
  requires transitive dev.ketch.ftp;
  requires com.h2database.mvstore;
  requires static org.jspecify;

  exports dev.ketch.sync;
}
