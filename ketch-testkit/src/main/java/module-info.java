/** A scripted FTP server for tests. Start at {@link dev.ketch.testkit.ScriptedServer}. */
module dev.ketch.testkit {
  requires static org.jspecify;

  exports dev.ketch.testkit;
}
