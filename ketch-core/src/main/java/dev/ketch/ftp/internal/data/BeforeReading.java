package dev.ketch.ftp.internal.data;

import java.io.IOException;

/** What has to happen before anybody waits for the first bytes of a data connection. */
@FunctionalInterface
public interface BeforeReading {
  /** Does it; a failure is that of the read. */
  void run() throws IOException;
}
